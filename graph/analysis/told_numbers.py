"""Numbers that speakers give for one thing, and which of them take the place of earlier ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from graph.analysis.amounts import are_of_one_thing, size_of
from graph.identity.quantities import Quantity
from graph.period import Period
from graph.records import Record

_Size: TypeAlias = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that affirms a number.

    ``within`` has any day where nobody knows when it was said. ``is_dated`` tells that the text dates the saying,
    ``is_in_own_document`` that the speaker publishes it.
    """

    record: Record
    quantity: Quantity
    within: Period
    is_dated: bool
    is_in_own_document: bool

    @property
    def size(self) -> _Size:
        """Unit and size of the number, whatever bounds it."""
        return size_of(self.quantity)

    @property
    def order(self) -> tuple[Period, str]:
        """For a list of them."""
        return self.within, self.record.statement


Change: TypeAlias = tuple[Told, Told]


def by_thing(told: Iterable[Told]) -> Iterator[list[Told]]:
    """What is given for each thing; a word in common makes one thing of two."""
    left = sorted(told, key=lambda one: one.order)
    while left:
        group, rest = [left[0]], left[1:]
        for one in group:  # which grows meanwhile
            group += [other for other in rest if are_of_one_thing(one.quantity, other.quantity)]
            rest = [other for other in rest if not are_of_one_thing(one.quantity, other.quantity)]
        yield sorted(group, key=lambda one: one.order)
        left = rest


def changes_of(told: Sequence[Told]) -> list[Change]:
    """Pairs of different numbers of one speaker for one thing, the first of which is known to come before the second.

    None is known to lie between. Each change is told once, with the statements that date it best; who is given with two
    numbers on one day has none that day, and a report that may only tell again what was known before does not count.
    """
    kept: defaultdict[tuple[_Size, _Size], list[Change]] = defaultdict(list)
    for before, after in sorted(_neighbours(_clear(_without_retold(told))), key=_room):
        same = kept[before.size, after.size]
        if not any(_may_be_one((before, after), other) for other in same):
            same.append((before, after))
    found = [change for same in kept.values() for change in same]
    return sorted(found, key=lambda change: (change[1].order, change[0].order))


def _without_retold(told: Sequence[Told]) -> list[Told]:
    """Without reports, dated by nothing but their publication, of a number that is known from an earlier day."""
    known: dict[_Size, date] = {}
    for one in told:
        known[one.size] = min(known.get(one.size, date.max), one.within.last)
    return [one for one in told if one.is_dated or one.is_in_own_document or one.within.first <= known[one.size]]


def _clear(told: Sequence[Told]) -> list[Told]:
    """Of several statements with one number and time the first; none where one time has two numbers."""
    numbers: defaultdict[Period, dict[_Size, Told]] = defaultdict(dict)
    for one in sorted(told, key=lambda one: one.order):
        numbers[one.within].setdefault(one.size, one)
    return [one for same in numbers.values() if len(same) == 1 for one in same.values()]


def _neighbours(told: Sequence[Told]) -> Iterator[Change]:
    for before in told:
        later = [one for one in told if before.within.is_before(one.within)]
        next_known = min((one.within.last for one in later), default=date.max)
        for after in later:
            if after.within.first <= next_known and before.size != after.size:
                yield before, after


def _room(change: Change) -> tuple[int, str, str]:
    """The days within which it must have happened."""
    before, after = change
    days = (after.within.last - before.within.first).days
    return days, before.record.statement, after.record.statement


def _may_be_one(one: Change, other: Change) -> bool:
    return not (one[1].within.is_before(other[0].within) or other[1].within.is_before(one[0].within))
