"""What a person says of two things: that they are one, or that they are not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from typing import Self

from graph.errors import InputError
from graph.identity.partition import Pair, pair
from graph.ids import digest


class Kind(StrEnum):
    """The kinds of things that can be one: sources make identities, claims make clusters."""

    SOURCE = "source"
    CLAIM = "claim"


class Verdict(StrEnum):
    """What a reviewer holds of two things."""

    SAME = "same"
    DIFFERENT = "different"


class Standing(StrEnum):
    """What becomes of what a person said: it holds, a later word on the same counts instead, or it came to nothing.

    That two things are one comes to nothing where others say the contrary in effect (A is B, B is C, A is not C), and
    anything does where what it is about is not in the store any more.
    """

    HOLDS = "holds"
    REPLACED = "replaced"
    WITHOUT_EFFECT = "without_effect"


@dataclass(frozen=True)
class Review:
    """A verdict on two different things of one kind, their ids in order, at a moment in UTC.

    ``reviewer`` is a name, or empty. Of several reviews of one pair the latest counts.
    """

    kind: Kind
    one: str
    other: str
    verdict: Verdict
    at: datetime
    reviewer: str = ""
    comment: str = ""

    @classmethod
    def of(
        cls,
        kind: Kind,
        one: str,
        other: str,
        *,
        verdict: Verdict,
        at: datetime,
        reviewer: str = "",
        comment: str = "",
    ) -> Self:
        """A review of two things in any order, at a moment of any time zone.

        Raises InputError where they are one thing already, and ValueError for a moment without a time zone.
        """
        if one == other:
            raise InputError(f"Both are the {kind} {one}: give two different ones.")
        if at.tzinfo is None:
            raise ValueError("the moment of a review needs a time zone")
        return cls(kind, *pair(one, other), verdict, at.astimezone(UTC), reviewer.strip(), comment.strip())

    @cached_property
    def id(self) -> str:
        """Hash of all that it says."""
        said = (self.one, self.other, self.verdict, self.at.isoformat(), self.reviewer, self.comment)
        return digest("review", self.kind, *said)

    @property
    def pair(self) -> Pair:
        """The two things."""
        return self.one, self.other

    @property
    def order(self) -> tuple[datetime, str]:
        """The key by which reviews are sorted: the earliest first."""
        return self.at, self.id


def latest(reviews: Iterable[Review]) -> list[Review]:
    """Of each pair of things of a kind, the latest review, which is the one that counts; the earliest first."""
    found = {(review.kind, *review.pair): review for review in sorted(reviews, key=lambda review: review.order)}
    return sorted(found.values(), key=lambda review: review.order)


@dataclass(frozen=True)
class Constraints:
    """Which pairs are to be together and which apart; no pair is both."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, reviews: Iterable[Review]) -> Self:
        """What reviews of one kind of thing come to: of each pair, the latest verdict."""
        counted = latest(reviews)
        together = frozenset(review.pair for review in counted if review.verdict is Verdict.SAME)
        return cls(together, frozenset(review.pair for review in counted) - together)

    @cached_property
    def together_with(self) -> Mapping[str, Set[str]]:
        """For each thing in a pair that is to be together, the things at the other ends."""
        return _partners(self.together)

    @cached_property
    def apart_from(self) -> Mapping[str, Set[str]]:
        """For each thing in a pair that is to be apart, the things at the other ends."""
        return _partners(self.apart)


def _partners(pairs: Iterable[Pair]) -> Mapping[str, Set[str]]:
    found = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found
