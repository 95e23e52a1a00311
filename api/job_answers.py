"""What is answered of a job."""

from dataclasses import dataclass

from graph.jobs.job import Progress, Refusal, Status
from graph.store import Change


@dataclass(frozen=True, slots=True)
class Result:
    """A document that a job brought in: where it was found, what adding it changed, how many statements it has."""

    origin: str
    id: str
    iri: str
    change: Change
    statements: int


@dataclass(frozen=True, slots=True)
class JobDetail:
    """A job, how many documents came of it so far, and some of them; ``reason`` says why a job failed as a whole."""

    id: str
    status: Status
    created: str
    started: str | None
    finished: str | None
    reason: str | None
    documents: Progress
    results: tuple[Result, ...]
    rejected: tuple[Refusal, ...]
