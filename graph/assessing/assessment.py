"""What a person holds of one statement as it was read: that it is right, that it is none, or what is right instead."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from typing import Self

from graph.errors import InputError
from graph.ids import digest
from graph.model import Document, SourceKind, Stance

_LONGEST_NAME = 500  # code points
_LONGEST_CLAIM = 2_000

Places = tuple[tuple[int, int], ...]
"""Spans as they are given and shown: starts and ends in code points."""


class Finding(StrEnum):
    """What a reviewer finds of a statement."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right in place of what was read; None where that is right. ``claim`` is in its positive form."""

    source: str | None = None
    kind: SourceKind | None = None
    stance: Stance | None = None
    claim: str | None = None
    source_spans: Places | None = None
    cue_spans: Places | None = None
    content_spans: Places | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether all is right as it was read."""
        return all(getattr(self, field.name) is None for field in fields(self))

    def check(self, document: Document) -> None:
        """Refuse, with InputError, what cannot be true of a document."""
        for name, spans in (("source", self.source_spans), ("cue", self.cue_spans), ("content", self.content_spans)):
            _check_spans(spans or (), role=name, length=len(document.text))
        if self.content_spans == ():
            raise InputError("A statement has a content: give at least one span of it, or reject the statement.")
        for name, text, longest in (("source", self.source, _LONGEST_NAME), ("claim", self.claim, _LONGEST_CLAIM)):
            if text is not None and not 0 < len(text.strip()) <= longest:
                raise InputError(f"The {name} has to have 1 to {longest:,} characters.")


@dataclass(frozen=True)
class Assessment:
    """A finding about a statement (the id under which it was read) of a document, at a moment in UTC.

    ``reviewer`` is a name, or empty. Of several assessments of one statement the latest counts.
    """

    document: str
    statement: str
    finding: Finding
    at: datetime
    correction: Correction = Correction()
    reviewer: str = ""
    comment: str = ""

    @classmethod
    def of(
        cls,
        document: str,
        statement: str,
        finding: Finding,
        *,
        at: datetime,
        correction: Correction | None = None,
        reviewer: str = "",
        comment: str = "",
    ) -> Self:
        """An assessment at a moment of any time zone.

        Raises InputError where something is corrected and not said what, or the other way round; ValueError for a
        moment without a time zone.
        """
        correction = correction or Correction()
        if (finding is Finding.CORRECTED) == correction.says_nothing:
            raise InputError(
                "A correction tells what is right instead: its source, kind, stance, claim or spans; "
                "who accepts or rejects a statement corrects nothing."
            )
        if at.tzinfo is None:
            raise ValueError("the moment of an assessment needs a time zone")
        return cls(document, statement, finding, at.astimezone(UTC), correction, reviewer.strip(), comment.strip())

    @cached_property
    def id(self) -> str:
        """Hash of all that it says."""
        corrected = (repr(getattr(self.correction, field.name)) for field in fields(self.correction))
        said = (self.finding, self.at.isoformat(), self.reviewer, self.comment)
        return digest("assessment", self.document, self.statement, *said, *corrected)

    @property
    def order(self) -> tuple[datetime, str]:
        """The key by which assessments are sorted: the earliest first."""
        return self.at, self.id


def latest(assessments: Iterable[Assessment]) -> dict[str, Assessment]:
    """Of each statement (id) the assessment that counts."""
    return {found.statement: found for found in sorted(assessments, key=lambda found: found.order)}


def _check_spans(spans: Places, *, role: str, length: int) -> None:
    last = 0
    for start, end in spans:
        if not last <= start < end <= length:
            raise InputError(
                f"The span {start} to {end} of the {role} cannot be: spans are in order, do not overlap, hold at least "
                f"one character and end by {length:,}, the length of the text."
            )
        last = end
