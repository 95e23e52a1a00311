"""What must agree in two claims for both to be the same, each as far as both speak of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest
from itertools import product

from graph.identity import dates
from graph.identity.claim_names import contradiction
from graph.identity.opposites import opposition
from graph.identity.quantities import COUNT, ORDINAL, Comparison, Quantity, compare_all
from graph.identity.signatures import Signature

_MOST_COMPARED = 24  # members of a group that are compared with those of another one in full


class Guard(StrEnum):
    """What two claims differ in."""

    NUMBER = "number"
    RANK = "rank"
    EXACTNESS = "exactness"
    NAME = "name"
    DATE = "date"
    POLARITY = "polarity"
    MODALITY = "modality"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Objection:
    """Why two claims are not the same, in words; ``lead`` is 1 where the first is more exact, -1 the second."""

    guard: Guard
    words: str
    lead: int = 0


def objections(one: Signature, other: Signature) -> list[Objection]:
    """All that must agree in two claims and does not."""
    return list(_objections(one, other))


def _objections(one: Signature, other: Signature) -> Iterator[Objection]:
    worst = compare_all(one.quantities, other.quantities)
    if worst is not None:
        yield _numbers(*worst)
    else:
        yield from _one_sided(one, other)
    days = dates.apart(one.dates, other.dates)
    if days is not None:
        yield Objection(Guard.DATE, f"dates: {_either(*days)}")
    named = contradiction(one.names, other.names)
    if named is not None:
        yield Objection(Guard.NAME, f"names: {named}")
    opposed = opposition(one.polarity, other.polarity)
    if opposed is not None:
        yield Objection(Guard.POLARITY, f"polarity: {opposed}")
    if one.modality.contradicts(other.modality, stems=one.stems, others=other.stems):
        yield Objection(Guard.MODALITY, "modality: one has happened, the other is yet open")
    if {one.is_reported, other.is_reported} == {True, False}:
        yield Objection(Guard.REPORT, "report: one is that somebody said so")


def may_be_one(one: Collection[Signature], other: Collection[Signature]) -> bool:
    """Whether no claim of one group objects to one of another.

    Of large groups all numbers, dates and so on are compared, each once; names and words of those that say least only.
    """
    if len(one) > _MOST_COMPARED or len(other) > _MOST_COMPARED:
        for numbers in product({its.quantities for its in one}, {its.quantities for its in other}):
            if compare_all(*numbers) is not None:
                return False
        for told in product({its.dates for its in one}, {its.dates for its in other}):
            if dates.apart(*told) is not None:
                return False
        if {True, False} <= {its.is_reported for its in (*one, *other)}:
            return False
        one, other = _first(one), _first(other)
    return not any(next(_objections(mine, its), None) for mine, its in product(one, other))


def _first(group: Collection[Signature]) -> list[Signature]:
    return nsmallest(_MOST_COMPARED, group, key=lambda signature: (signature.total, sorted(signature.stems)))


def _numbers(how: Comparison, one: Quantity, other: Quantity) -> Objection:
    if one.kind == ORDINAL:
        return Objection(Guard.RANK, f"ranks: {_either(one, other)}")
    if how is Comparison.APART:
        return Objection(Guard.NUMBER, f"numbers: {_either(one, other)}")
    lead = (one.width < other.width) - (one.width > other.width)
    return Objection(Guard.EXACTNESS, f"exactness: {_either(one, other)}", lead)


def _one_sided(one: Signature, other: Signature) -> Iterator[Objection]:
    for signature, its, lead in ((one, other, 1), (other, one, -1)):
        number = _only_here(signature, its)
        if number is not None:
            yield Objection(Guard.EXACTNESS, f"exactness: only one says {number}", lead)


def _only_here(one: Signature, other: Signature) -> Quantity | None:
    """How many the one says there are of something of which the other speaks without a number."""
    if any(quantity.kind == COUNT for quantity in other.quantities):
        return None
    counted = (it for it in one.quantities if it.kind == COUNT and not it.is_attribute)
    return min((it for it in counted if not it.nouns.isdisjoint(other.stems)), key=str, default=None)


def _either(one: object, other: object) -> str:
    first, second = sorted((str(one), str(other)))
    return f"{first} or {second}"
