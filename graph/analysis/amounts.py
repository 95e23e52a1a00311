"""How two numbers that are given for the same thing differ."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import floor, log10

from graph.identity.quantities import COUNT, ORDINAL, Quantity
from graph.identity.signatures import signature_of

_ROUND_DIGITS = (1, 2)  # "40" and "37" have one and two


class Difference(StrEnum):
    """What became of a number: what bounded it got lost or was added, or it was rounded, or it is another one."""

    BOUND_LOST = "bound_lost"
    BOUND_ADDED = "bound_added"
    BOUND_CHANGED = "bound_changed"
    RANGE_LOST = "range_lost"
    RANGE_ADDED = "range_added"
    ROUNDED = "rounded"
    OTHER_NUMBER = "other_number"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number from ``low`` to ``high`` with its unit, or a count of ``things``; ``bound`` is "about" and the like.

    ``words`` say it for readers, with "about" for "up to" and "as many as".
    """

    low: float
    high: float
    bound: str
    unit: str
    things: str
    words: str

    @classmethod
    def of(cls, quantity: Quantity) -> "Amount":
        """The amount that a claim tells."""
        return cls(quantity.low, quantity.high, quantity.bound, quantity.kind, quantity.wording, str(quantity))


@lru_cache(maxsize=10_000)
def amounts_in(text: str) -> tuple[Quantity, ...]:
    """The numbers of a claim that tell how much or how many there is of something, no ranks and no attributes."""
    found = (one for one in signature_of(text).quantities if one.kind != ORDINAL and not one.is_attribute)
    return tuple(sorted(found, key=lambda one: (one.kind, one.low, one.high, str(one))))


def is_elliptic(quantity: Quantity) -> bool:
    """Whether it is a number of things that are not named beside it: "it could have been seventy"."""
    return quantity.kind == COUNT and not quantity.nouns


def are_of_one_thing(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers have one unit, or count what one word names."""
    if one.kind != other.kind:
        return False
    return one.kind != COUNT or not one.nouns.isdisjoint(other.nouns)


def paired(mine: Collection[Quantity], its: Collection[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """The numbers of two claims that must be for the same thing: of each unit and thing one on either side."""
    for one in mine:
        there = [other for other in its if are_of_one_thing(one, other)]
        here = [other for other in mine if there and are_of_one_thing(other, there[0])]
        if len(there) == len(here) == 1:
            yield one, there[0]


def difference(before: Quantity, after: Quantity) -> Difference | None:
    """How a number differs from an earlier one of the same thing; None where it is the same, bounds and all."""
    if (before.low, before.high) == (after.low, after.high):
        if before.bound == after.bound:
            return None
        if not after.bound:
            return Difference.BOUND_LOST
        return Difference.BOUND_CHANGED if before.bound else Difference.BOUND_ADDED
    is_range, was_range = after.low < after.high, before.low < before.high
    if was_range and not is_range and before.low <= after.low <= before.high:
        return Difference.RANGE_LOST
    if is_range and not was_range and after.low <= before.low <= after.high:
        return Difference.RANGE_ADDED
    if not is_range and not was_range and is_rounding(after.low, of=before.low):
        return Difference.ROUNDED
    return Difference.OTHER_NUMBER


def is_rounding(number: float, *, of: float) -> bool:
    """Whether a number is what another one comes to with one or two significant digits, and is not that one."""
    if number == of or of == 0:
        return False
    magnitude = floor(log10(abs(of)))
    return any(number == round(of, digits - 1 - magnitude) for digits in _ROUND_DIGITS)


def size_of(one: Quantity) -> tuple[str, float, float]:
    """Unit and size, whatever bounds them."""
    return one.kind, one.low, one.high
