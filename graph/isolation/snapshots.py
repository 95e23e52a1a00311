"""Copies of the store as it was at a moment, made when they are asked for and, if that is quick, twice a second."""

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from uuid import uuid4

from graph.errors import StoreError

_log = logging.getLogger(__name__)

STALE = 1.0
"""Seconds: what was written longer ago than that is in the copy that a query gets."""
_AGEING = STALE / 2  # the next copy is begun then, so that nobody has to wait for it where queries follow each other
_MARGIN = 2  # or so many times as long before as the last one took


@dataclass(eq=False, slots=True)
class Snapshot:
    """A copy of the store, in a folder that stays there as long as somebody uses it."""

    path: Path
    revision: int
    """Of the store, before the copy was begun."""
    begun: float
    users: int = 0


class Snapshots:
    """The newest copy of a store that changes, in a folder of their own.

    ``copy`` writes what the store holds into a folder that is not there yet, ``revision`` is another number after
    every change.
    """

    def __init__(self, folder: Path, *, copy: Callable[[Path], None], revision: Callable[[], int]) -> None:
        self._folder = folder
        self._copy = copy
        self._revision = revision
        self._lock = Lock()
        self._thread = ThreadPoolExecutor(1, "snapshots")
        self._made = 0
        self._taken = 0.0  # seconds for the last copy
        self._least = 0  # revision that a copy must have to be given out
        self._is_closed = False
        self._newest: Snapshot | None = None
        self._coming: Future[Snapshot] | None = None
        shutil.rmtree(folder, ignore_errors=True)  # what a process left that was killed

    def begin(self) -> None:
        """Have a first copy made, so that there is one to answer from should the disk get full."""
        with self._lock:
            if not self._is_closed and self._newest is None and self._coming is None:
                self._begin()

    def lease(self) -> Snapshot:
        """The newest copy, which holds all that was written more than STALE seconds ago or before ``expire``.

        Give it back.
        Raises StoreError where there is none and none can be made.
        """
        asked, least = time.monotonic(), self._least
        while True:
            with self._lock:
                if self._is_closed:
                    raise StoreError("The store is closed: open it again before asking.")
                if (newest := self._newest) and self._is_recent(newest, asked=asked, least=least):
                    newest.users += 1
                    return newest
                coming = self._coming or self._begin()
            try:
                coming.result()
            except (OSError, StoreError) as error:
                with self._lock:
                    if self._newest is None:
                        raise
                    # The disk is full, most likely. What can be read can be asked.
                    _log.error("the store cannot be copied, and queries are answered from an old copy: %s", error)
                    self._newest.users += 1
                    return self._newest

    @contextmanager
    def private(self) -> Iterator[Path]:
        """A copy that is nobody else's and may be written to; it is gone when the block ends.

        Raises StoreError where none can be made.
        """
        target = self._folder / f"private-{uuid4().hex}"
        self._folder.mkdir(exist_ok=True)
        try:
            self._copy(target)
            yield target
        finally:
            shutil.rmtree(target, ignore_errors=True)

    def expire(self) -> None:
        """Give out no copy any more, to those who ask from now on, that lacks something that is written already."""
        self._least = self._revision()

    @property
    def age(self) -> float | None:
        """Seconds since the newest copy was begun; None where there is none."""
        newest = self._newest
        return None if newest is None else time.monotonic() - newest.begun

    def give_back(self, snapshot: Snapshot) -> None:
        """Say that a copy is not used any more by one that leased it."""
        with self._lock:
            snapshot.users -= 1
            self._drop_if_done(snapshot)

    def close(self) -> None:
        """Remove all copies; nobody may use one any more."""
        with self._lock:
            self._is_closed = True
        self._thread.shutdown(cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _is_recent(self, snapshot: Snapshot, *, asked: float, least: int) -> bool:
        if snapshot.revision < least:
            return False
        if snapshot.revision == self._revision():
            return True
        age = asked - snapshot.begun
        if age > min(_AGEING, STALE - _MARGIN * self._taken) and self._coming is None:
            self._begin()
        return age <= STALE

    def _begin(self) -> "Future[Snapshot]":
        self._coming = self._thread.submit(self._make)
        return self._coming

    def _make(self) -> Snapshot:
        made = Snapshot(self._folder / str(self._made), self._revision(), time.monotonic())
        self._made += 1
        try:
            self._folder.mkdir(exist_ok=True)
            self._copy(made.path)
        except BaseException:
            with self._lock:
                self._coming = None
            raise
        with self._lock:
            old, self._newest, self._coming = self._newest, made, None
            self._taken = time.monotonic() - made.begun
            if old is not None:
                self._drop_if_done(old)
        return made

    def _drop_if_done(self, snapshot: Snapshot) -> None:
        if snapshot.users == 0 and snapshot is not self._newest and not self._is_closed:
            self._thread.submit(shutil.rmtree, snapshot.path, ignore_errors=True)
