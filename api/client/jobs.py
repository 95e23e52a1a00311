"""Jobs of a service, followed to their ends."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.client.connection import Connection
from graph.errors import ServiceError
from graph.store import Change

_PAGE = 1000  # results at a time
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.1, 1.0  # seconds between two looks at a job of which there is nothing new
_UNDER_WAY = frozenset({"waiting", "running"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is safely in."""

    origin: str
    id: str
    change: Change
    statements: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that could not be read, and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents were rejected so far."""

    rejected: int


@dataclass(frozen=True, slots=True)
class Job:
    """As much of a job as is needed to follow it; ``reason`` says why it failed as a whole."""

    id: str
    status: str
    reason: str | None
    documents: Counts
    results: tuple[Kept, ...]
    rejected: tuple[Refused, ...]


def follow(service: Connection, job: str) -> Iterator[Kept | Refused]:
    """What comes of a job, as it comes.

    Raises ServiceError where the job fails as a whole or is cancelled, and what ``Connection.get`` raises.
    """
    kept = refused = 0
    pause = _SHORTEST_PAUSE
    while True:
        found = service.get(f"/jobs/{job}", Job, limit=_PAGE, offset=kept)
        news: list[Kept | Refused] = [*found.results]
        kept += len(found.results)
        if found.documents.rejected > refused:
            rejected = service.get(f"/jobs/{job}", Job, limit=_PAGE, offset=refused).rejected
            refused += len(rejected)
            news += rejected
        yield from news
        if news:
            pause = _SHORTEST_PAUSE
        elif found.status in _UNDER_WAY:
            service.pause(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        elif found.status == "done":
            return
        else:
            raise ServiceError(f"{service.name} gave the job up ({found.reason or found.status}).")
