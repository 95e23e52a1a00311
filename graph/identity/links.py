"""Scored judgements that two things are one: two sources, or two claims."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two different ids, in order, that a method holds to mean one thing, with a score from 0 to 1."""

    one: str
    other: str
    method: str
    score: float

    @classmethod
    def between(cls, one: str, other: str, *, method: str, score: float) -> Self:
        """The link between two ids that come in any order."""
        return cls(min(one, other), max(one, other), method, score)
