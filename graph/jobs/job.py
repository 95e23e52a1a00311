"""What a job is about, how far it is and what came of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from graph.reading import Format, Metadata
from graph.store import Change


class Status(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def has_ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self in _ENDS


_ENDS = frozenset({Status.DONE, Status.FAILED, Status.CANCELLED})


class Form(StrEnum):
    """What a job has to read."""

    STREAM = "stream"
    """JSON Lines that were sent as such, or one line for one document."""
    FILE = "file"
    """A file that was sent, of any format that is read."""
    ADDRESS = "address"
    """What is at a URL."""


@dataclass(frozen=True, slots=True)
class Input:
    """Something with one document or many. ``origin`` names it for messages, ``file`` is where it is kept."""

    form: Form
    origin: str
    file: str | None = None
    format: Format = Format.AUTO
    given: Metadata = field(default_factory=Metadata)

    def encode(self) -> dict[str, Any]:
        """It as JSON has it."""
        given = asdict(self.given)
        given["published"] = self.given.published and self.given.published.isoformat()
        return {**asdict(self), "given": given}

    @classmethod
    def decode(cls, written: Mapping[str, Any]) -> Self:
        """It as it was before ``encode``."""
        given = dict(written["given"])
        if moment := given["published"]:
            given["published"] = (datetime if "T" in moment else date).fromisoformat(moment)
        given["authors"] = tuple(given["authors"])
        return cls(
            form=Form(written["form"]),
            origin=written["origin"],
            file=written["file"],
            format=Format(written["format"]),
            given=Metadata(**given),
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How many documents came in so far, by what that changed, and how many could not be read."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    @property
    def kept(self) -> int:
        """How many are in."""
        return self.added + self.updated + self.unchanged


@dataclass(frozen=True, slots=True)
class Job:
    """A job without its results; times are UTC, as ISO 8601 has them. ``reason`` says why a job failed."""

    id: str
    status: Status
    created: str
    started: str | None
    finished: str | None
    reason: str | None
    documents: Progress


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is in: where it was found, its id, what adding it changed, how many statements it has."""

    origin: str
    id: str
    change: Change
    statements: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that could not be read, and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the inputs of a job: so many readings of this one, and all before it, are done."""

    input: int = 0
    readings: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """A job that is to be done, from a position on."""

    id: str
    inputs: tuple[Input, ...]
    position: Position
    attempts: int
    """How often it was begun without coming any further."""
