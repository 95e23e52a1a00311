"""Answers that are asked for again while nothing has changed."""

from collections import OrderedDict
from collections.abc import Hashable
from http import HTTPStatus
from threading import Lock
from typing import NamedTuple

from fastapi import Response

_MOST_EACH = 1 << 16  # bytes


class State(NamedTuple):
    """What an answer is of: how often the library was changed, and how often the changes were made searchable."""

    changes: int
    commits: int


class _Kept(NamedTuple):
    content: bytes
    headers: dict[str, str]


class Remembered:
    """Small answers of one state of the library, those that were asked for last; with another state it begins anew."""

    def __init__(self, *, most: int = 1 << 25) -> None:
        """``most`` is the bytes that all of them may have."""
        self._most = most
        self._size = 0
        self._state: State | None = None
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable, *, state: State | None) -> Response | None:
        """The answer that was kept under a key and is of this state; None where there is none, or the state is none."""
        with self._lock:
            if state is None or state != self._state or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            kept = self._kept[key]
        return Response(kept.content, headers=kept.headers)

    def keep(self, key: Hashable, response: Response, *, state: State | None) -> None:
        """Keep a good answer of a state; one that is large or sent in pieces, or of no state, is not kept."""
        content = getattr(response, "body", None)
        if state is None or response.status_code != HTTPStatus.OK or content is None or len(content) > _MOST_EACH:
            return
        kept = _Kept(bytes(content), dict(response.headers))
        with self._lock:
            if state != self._state:
                self._kept.clear()
                self._size, self._state = 0, state
            if key not in self._kept:
                self._size += len(kept.content)
                self._kept[key] = kept
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1].content)
