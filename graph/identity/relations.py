"""Scored judgements of how two claims that are not the same bear on each other."""

from dataclasses import dataclass
from enum import StrEnum


class RelationType(StrEnum):
    """What holds from one claim to another."""

    CONTRADICTS = "contradicts"
    SUPPORTS = "supports"
    NARROWER = "narrower"


@dataclass(frozen=True, slots=True)
class ClaimRelation:
    """That a relation holds from one claim to another (ids), as a method found, with a score to four decimals.

    ``narrower`` leads to the claim that says more. What contradicts does so both ways, and is told once, the smaller
    id first.
    """

    start: str
    end: str
    type: RelationType
    method: str
    score: float

    def __post_init__(self) -> None:
        if self.type is RelationType.CONTRADICTS and self.start > self.end:
            raise ValueError("a contradiction is told from the smaller id to the larger one")
