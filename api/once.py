"""What is sent again under one key is done once (draft-ietf-httpapi-idempotency-key-header)."""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http import HTTPStatus
from threading import Lock
from typing import Annotated

from fastapi import Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.service import Service, current
from graph.errors import InputError
from graph.jobs.answers import Given
from graph.jobs.ledger import now

_KEY = re.compile(r'"?([\x21\x23-\x5B\x5D-\x7E]{1,255})"?')  # a string of RFC 9651, with or without its marks
_SENT_AGAIN = "This Idempotency-Key came with another request before: take a new key for each request."
_UNDER_WAY = "A request with this Idempotency-Key is being answered: send it again later."

IdempotencyKey = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="A key of the client's for this request, under which it is done once."),
]


class Turn:
    """One request, and the answer to an earlier one with the same key. Without a key there never is one.

    What failed is not remembered, since it changed nothing.
    """

    def __init__(self, service: Service, scope: str | None) -> None:
        self._answers = service.jobs.answers
        self._scope = scope

    async def answer(self, fingerprint: str, act: Callable[[], Awaitable[Response]]) -> Response:
        """The answer of an earlier request, or else that of ``act``, which is remembered.

        Raises HTTPException (422) where the earlier request was another one.
        """
        if self._scope is None:
            return await act()
        known = await run_in_threadpool(self._answers.find, self._scope)
        if known is not None:
            if known.fingerprint != fingerprint:
                raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, _SENT_AGAIN)
            headers = {} if known.location is None else {"Location": known.location}
            return Response(known.body, known.status, headers, media_type="application/json")
        answer = await act()
        given = Given(fingerprint, answer.status_code, answer.headers.get("location"), bytes(answer.body))
        await run_in_threadpool(lambda: self._answers.keep(self._scope or "", given, at=now()))
        return answer


@contextmanager
def turn(request: Request) -> Iterator[Turn]:
    """The turn of a request that writes; no other with its key is answered meanwhile.

    Raises HTTPException (409) where one is being answered, InputError for what is no key.
    """
    service, written = current(request), request.headers.get("idempotency-key")
    if written is None:
        yield Turn(service, None)
        return
    key = _KEY.fullmatch(written.strip())
    if key is None:
        raise InputError("The Idempotency-Key is no string of 1 to 255 characters of ASCII: send a UUID, for example.")
    # Nobody gets an answer of somebody else's, whatever keys they make up.
    said = (request.headers.get("authorization", ""), request.method, request.url.path, key[1])
    scope = sha256("\0".join(said).encode()).hexdigest()
    under_way = _under_way(request)
    if not under_way.add(scope):
        raise HTTPException(HTTPStatus.CONFLICT, _UNDER_WAY)
    try:
        yield Turn(service, scope)
    finally:
        under_way.remove(scope)


def fingerprint(request: Request, *parts: bytes | str) -> str:
    """A hash of what is asked: where, how and with what."""
    hashed = sha256()
    for part in (request.url.query, request.headers.get("prefer", ""), *parts):
        raw = part.encode() if isinstance(part, str) else part
        hashed.update(b"%d:" % len(raw) + raw)
    return hashed.hexdigest()


class _UnderWay:
    def __init__(self) -> None:
        self._lock = Lock()
        self._scopes: set[str] = set()

    def add(self, scope: str) -> bool:
        with self._lock:
            is_new = scope not in self._scopes
            self._scopes.add(scope)
        return is_new

    def remove(self, scope: str) -> None:
        with self._lock:
            self._scopes.discard(scope)


def _under_way(request: Request) -> _UnderWay:
    state = request.app.state
    if not hasattr(state, "under_way"):
        state.under_way = _UnderWay()
    found: _UnderWay = state.under_way
    return found
