"""Ids of requests, by which a client's complaint finds its lines in the log."""

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-Id"

_SANE = re.compile(r"[A-Za-z0-9._:/+=@-]{1,100}")  # nothing that a log or a page could take for anything else

_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def begin(proposed: str | None) -> str:
    """The id of the request that begins here: the one that a proxy or client proposes where it is sane, or a new one.

    It holds for what is done in this task and in the threads that it hands work to.
    """
    id_ = proposed if proposed and _SANE.fullmatch(proposed) else secrets.token_hex(16)
    _current.set(id_)
    return id_


def current() -> str | None:
    """The id of the request that is being answered here, if it is one."""
    return _current.get()
