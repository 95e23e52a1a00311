"""What must agree in two claims for both to be the same, each as far as both speak of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from graph.identity import dates
from graph.identity.claim_names import contradiction
from graph.identity.opposites import opposition
from graph.identity.quantities import COUNT, ORDINAL, Comparison, Quantity, compare_all
from graph.identity.signatures import Signature
from graph.identity.wordings import share_a_main_clause

_MOST_IN_A_ROW = 10
"""Higher ranks are more often labels: "the 41st president" is the president."""


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
    CIRCUMSTANCE = "circumstance"


@dataclass(frozen=True, slots=True)
class Objection:
    """Why two claims are not the same, in words; ``lead`` is 1 where the first is more exact, -1 the second."""

    guard: Guard
    words: str
    lead: int = 0


def objections(one: Signature, other: Signature) -> Iterator[Objection]:
    """All that must agree in two claims and does not."""
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
        yield Objection(Guard.MODALITY, f"modality: {_either(one.modality.reality, other.modality.reality)}")
    if {one.is_reported, other.is_reported} == {True, False}:
        yield Objection(Guard.REPORT, "report: one is that somebody said so")
    if not share_a_main_clause(one, other):
        yield Objection(Guard.CIRCUMSTANCE, "circumstance: what one claims is only when, where or why in the other")


def agree_in_kind(one: Collection[Signature], other: Collection[Signature]) -> bool:
    """Whether no number, date or report of one group contradicts one of another; each is compared once."""
    reports = {signature.is_reported for signature in (*one, *other)}
    if {True, False} <= reports:
        return False
    numbers = product({its.quantities for its in one}, {its.quantities for its in other})
    days = product({its.dates for its in one}, {its.dates for its in other})
    return not any(compare_all(*pair) for pair in numbers) and not any(dates.apart(*pair) for pair in days)


def _numbers(how: Comparison, one: Quantity, other: Quantity) -> Objection:
    if one.kind == ORDINAL:
        return Objection(Guard.RANK, f"ranks: {_either(one, other)}")
    if how is Comparison.APART:
        return Objection(Guard.NUMBER, f"numbers: {_either(one, other)}")
    lead = (one.width < other.width) - (one.width > other.width)
    return Objection(Guard.EXACTNESS, f"exactness: {_either(one, other)}", lead)


def _one_sided(one: Signature, other: Signature) -> Iterator[Objection]:
    for signature, its, lead in ((one, other, 1), (other, one, -1)):
        rank = _rank_only_here(signature, its)
        if rank is not None:
            yield Objection(Guard.RANK, f"ranks: only one says {rank}")
        number = _only_here(signature, its)
        if number is not None:
            yield Objection(Guard.EXACTNESS, f"exactness: only one says {number}", lead)


def _only_here(one: Signature, other: Signature) -> Quantity | None:
    """How many the one says there are of something of which the other speaks without a number."""
    if any(quantity.kind == COUNT for quantity in other.quantities):
        return None
    counted = (it for it in one.quantities if it.kind == COUNT and not it.is_attribute)
    return min((it for it in counted if not it.nouns.isdisjoint(other.stems)), key=str, default=None)


def _rank_only_here(one: Signature, other: Signature) -> Quantity | None:
    """The rank of something that the other speaks of without one: "a second convoy" is not "the convoy"."""
    if any(quantity.kind == ORDINAL for quantity in other.quantities):
        return None
    later = (it for it in one.quantities if it.kind == ORDINAL and 1 < it.low <= _MOST_IN_A_ROW)
    return min((it for it in later if not it.nouns.isdisjoint(other.stems)), key=str, default=None)


def _either(one: object, other: object) -> str:
    first, second = sorted((str(one), str(other)))
    return f"{first} or {second}"
