"""How much and how many a claim says: numbers with what they are of and how they are bounded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

COUNT, ORDINAL, SHARE = "count", "ordinal", "share"
_ABOUT = 0.1  # by so much of it, what a number is about may differ from it


class Bound(StrEnum):
    """How a number bounds what is meant."""

    NONE = ""
    ABOUT = "about"
    LEAST = "at least"
    MOST = "at most"


class Comparison(StrEnum):
    """How two quantities stand to each other: ``WITHIN`` where one allows for the other and says less."""

    EQUAL = "equal"
    WITHIN = "within"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number from ``low`` to ``high`` of a kind: a unit, or a count or rank of what ``nouns`` name (stems).

    ``is_attribute`` tells one that describes a thing ("a 48-hour strike"), and is not how much there is of it.
    """

    kind: str
    low: float
    high: float
    bound: Bound
    nouns: frozenset[str]
    is_attribute: bool = False
    wording: str = field(default="", compare=False)
    """What is counted, as the text words it."""

    def compare(self, other: "Quantity") -> Comparison:
        """How two quantities of one kind compare."""
        if (self.low, self.high) == (other.low, other.high) and _exactness(self) == _exactness(other):
            return Comparison.EQUAL
        (one_low, one_high), (two_low, two_high) = self._reach(), other._reach()
        is_within = (one_low <= two_low and two_high <= one_high) or (two_low <= one_low and one_high <= two_high)
        return Comparison.WITHIN if is_within else Comparison.APART

    def _reach(self) -> tuple[float, float]:
        if self.bound is Bound.LEAST:
            return self.low, inf
        if self.bound is Bound.MOST:
            return 0.0, self.high
        slack = _ABOUT if self.bound is Bound.ABOUT else 0.0
        return self.low * (1 - slack), self.high * (1 + slack)

    @property
    def width(self) -> float:
        """How much it leaves open, as a share of it."""
        low, high = self._reach()
        return (high - low) / (abs(low) + abs(high)) if low < high < inf else float(low < high)

    def __str__(self) -> str:
        size = f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"
        what = self.wording if self.kind in {COUNT, ORDINAL} else self.kind
        rank = "no. " if self.kind == ORDINAL else ""
        return " ".join(part for part in (str(self.bound), rank + size, what) if part)


def _exactness(quantity: Quantity) -> Bound:
    return Bound.NONE if quantity.bound is Bound.ABOUT else quantity.bound


def compare_all(one: Collection[Quantity], other: Collection[Quantity]) -> tuple[Comparison, Quantity, Quantity] | None:
    """The worst comparison of what two claims say of one thing; None where they agree, as far as both speak of it."""
    if one == other:
        return None
    left = [mine for mine in one if not any(_is_equal(mine, its) for its in other)]
    right = [its for its in other if not any(_is_equal(its, mine) for mine in one)]
    if not left or not right:
        return None
    shared = {quantity.kind for quantity in one} & {its.kind for its in other if its not in right}
    found = [
        (mine.compare(its), mine, its)
        for mine in left
        for its in right
        if _is_comparable(mine, its, is_strict=mine.kind in shared)
    ]
    return min(found, key=_badness, default=None)


def _badness(found: tuple[Comparison, Quantity, Quantity]) -> tuple[bool, list[str]]:
    """What is apart comes first; the order of two quantities makes no difference."""
    how, one, other = found
    return how is not Comparison.APART, sorted((str(one), str(other)))


def agreeing(one: Iterable[Quantity], other: Collection[Quantity]) -> list[str]:
    """The quantities that two claims agree on, in words; the order in which they are given makes no difference."""
    return sorted({min(str(mine), str(its)) for mine in one for its in other if _is_equal(mine, its)})


def _is_equal(one: Quantity, other: Quantity) -> bool:
    return one.kind == other.kind and one.compare(other) is Comparison.EQUAL


def _is_comparable(one: Quantity, other: Quantity, *, is_strict: bool) -> bool:
    """Whether both can be of one thing. Two words can name it, unless the claims agree on another number beside it."""
    if one.kind != other.kind:
        return False
    if one.kind == ORDINAL or (is_strict and one.nouns and other.nouns):
        return not one.nouns.isdisjoint(other.nouns)
    return True
