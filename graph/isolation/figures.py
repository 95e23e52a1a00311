"""How it goes with the queries of clients, in numbers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

from graph.errors import (
    AllegedlyError,
    BusyError,
    GivenUpError,
    MemoryLimitError,
    QueryError,
    SizeLimitError,
    TimeLimitError,
)


class Outcome(StrEnum):
    """What became of a query."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """It cannot be understood or is not allowed."""
    TIME = "time"
    """It took longer than a query may."""
    MEMORY = "memory"
    SIZE = "size"
    BUSY = "busy"
    """Too much else was being asked."""
    GIVEN_UP = "given_up"
    """Nobody waited for the answer any more."""
    FAILED = "failed"


# The first class that fits decides.
_OUTCOMES: Mapping[type[AllegedlyError], Outcome] = {
    TimeLimitError: Outcome.TIME,
    MemoryLimitError: Outcome.MEMORY,
    SizeLimitError: Outcome.SIZE,
    BusyError: Outcome.BUSY,
    GivenUpError: Outcome.GIVEN_UP,
    QueryError: Outcome.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Queries so far by what became of them, and those of this moment."""

    outcomes: Mapping[Outcome, int]
    running: int = 0
    waiting: int = 0
    replaced: int = 0
    """Processes that were ended, or ended, and whose place another took."""
    snapshot_age: float | None = None
    """Seconds since the copy was begun that queries are answered from; None where there is none yet."""


class Outcomes:
    """Counts what becomes of queries."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts = dict.fromkeys(Outcome, 0)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what becomes of the query that is answered within."""
        try:
            yield
        except Exception as error:
            self._add(next((outcome for kind, outcome in _OUTCOMES.items() if isinstance(error, kind)), Outcome.FAILED))
            raise
        self._add(Outcome.ANSWERED)

    def counts(self) -> Mapping[Outcome, int]:
        """How many there were of each."""
        with self._lock:
            return dict(self._counts)

    def _add(self, outcome: Outcome) -> None:
        with self._lock:
            self._counts[outcome] += 1
