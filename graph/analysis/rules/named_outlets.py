"""A document names an outlet for what it says, and that outlet's own document is at hand.

"The Courier reported that X" says no more than that the Courier carried X. Where the Courier's own earlier document
about X is in the store, it is what this rests on, or another piece of the Courier with the same content.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from graph.analysis.chronology import Order
from graph.analysis.coverage import Coverage
from graph.analysis.hops import Basis, InferredVia
from graph.model import DateBasis, QuotationType
from graph.records import Record

MOST_HOPS = 8
"""Hops from one statement into one document; a real one gives two or three."""

# The text says which document is meant.
_LINKED_BESIDE, _LINKED = 0.95, 0.85
# It says when, which leaves the outlet's documents of one day.
_NAMES_DAY = 0.9
# There is only one that it can be, unless the store lacks one; or it is the latest of several.
_ONLY, _LATEST = 0.75, 0.65
# Both were published on one day, and which came first is not known.
_SAME_DAY = 0.1
# The text names a person of the outlet, who may have spoken for himself.
_PERSON = 0.15
# The outlet says again what it said before, as it says itself; or in passing, in its own voice, where it may have
# looked again.
_AGAIN, _AGAIN_IN_PASSING = 0.6, 0.45


def named_outlets(coverage: Coverage) -> Iterator[InferredVia]:
    """Hops from what a document gives an outlet for to what that outlet had published.

    What a cited document cites in turn was there before it: in "C says, citing B, that A reported it", A's document is
    earlier than B's, which is earlier than C's.
    """
    for document, records in coverage.told.items():
        cited: defaultdict[str, set[str]] = defaultdict(set)
        for record in coverage.chain(coverage.outermost(document)):
            before = {document} | cited[record.statement]
            if record.document.id == document and record.claim in coverage.evidence.claims:
                target = _document_meant(coverage, record, coverage.speakers.speaker(record), before=before)
                if target is not None:
                    yield from _hops(coverage, record, record, target)
                    before.add(target)
                yield from _told(coverage, record, before=before)
            for below in coverage.below(record):
                cited[below.statement] |= before - {document}
        for record in records:
            yield from _said_again(coverage, record)


def _told(coverage: Coverage, record: Record, *, before: set[str]) -> Iterator[InferredVia]:
    """Hops from what passes a statement on, where the text says that an outlet was told: "Stein told the Courier"."""
    told = coverage.evidence.addressees.get(record.statement)
    if told is None:
        return
    target = _document_meant(coverage, record, coverage.speakers.of_source(told), before=before)
    for above in coverage.resting.get(record.statement, ()) if target is not None else ():
        if above.document.id == record.document.id and target is not None:
            yield from _hops(coverage, above, record, target)


def _document_meant(coverage: Coverage, record: Record, speaker: str, *, before: set[str]) -> str | None:
    """The document of a speaker that is meant: of those that are earlier, the likeliest."""
    document = record.document.id
    if speaker == coverage.publisher(document):
        return None
    first = _said_from(coverage, record)
    candidates = [
        other
        for other in coverage.documents_of.get(speaker, ())
        if all(_may_precede(coverage, other, later) for later in before)
        and (coverage.publication(other).ref.published or "9999") >= first
        and _bases(coverage, record, other)
    ]
    # The latest comes last, and of several that are equally likely the last one is taken.
    ranked = [(_closeness(coverage, record, other), number) for number, other in enumerate(candidates)]
    return candidates[max(ranked)[1]] if ranked else None


def _said_from(coverage: Coverage, record: Record) -> str:
    """The day before which no report of a statement can be: that of what it rests on, as the text dates it.

    One day is given in for time zones.
    """
    dated = [
        date.fromisoformat(said.said_on[: len("2031-03-04")])
        for said in coverage.chain([record])
        if said.said_on and said.said_on_basis == DateBasis.TEXT and len(said.said_on) >= len("2031-03-04")
    ]
    return (max(dated) - timedelta(days=1)).isoformat() if dated and max(dated) > date.min else ""


def _may_precede(coverage: Coverage, document: str, later: str) -> bool:
    order = coverage.order(document, later)
    # Whoever links to a document that has no date still came after it.
    linked = order is Order.UNKNOWN and bool(coverage.links(later, document))
    return document != later and (linked or order in (Order.EARLIER, Order.SAME_DAY))


def _bases(coverage: Coverage, record: Record, document: str) -> list[Record]:
    return [own for own in coverage.own(document) if coverage.may_rest(record, own)][:MOST_HOPS]


def _closeness(coverage: Coverage, record: Record, document: str) -> float:
    links = coverage.links(record.document.id, document)
    start, end = record.span
    if any(link.paragraph.start < end and start < link.paragraph.end for link in links):
        return _LINKED_BESIDE
    published = coverage.publication(document).ref.published
    if record.said_on_basis == DateBasis.TEXT and published and record.said_on == published[:10]:
        return _NAMES_DAY
    return _LINKED if links else 0.0


def _hops(coverage: Coverage, resting: Record, record: Record, document: str) -> Iterator[InferredVia]:
    """Hops from a statement into the document that the text means when it names an outlet in a record."""
    speaker = coverage.publisher(document)
    closeness = _closeness(coverage, record, document)
    score = closeness or (_ONLY if len(coverage.documents_of[speaker]) == 1 else _LATEST)
    if coverage.order(document, record.document.id) is Order.SAME_DAY:
        score -= _SAME_DAY
    named = record.source_id if resting is record else coverage.evidence.addressees[record.statement]
    if coverage.speakers.groups[named] != speaker:
        score -= _PERSON
    told = {
        _LINKED_BESIDE: ", to which it links beside it",
        _LINKED: ", to which it links",
        _NAMES_DAY: ", of the day that it names",
    }.get(closeness, ", the latest before it about the same claim")
    described = coverage.evidence.sources.get(named)
    name = described.name if described else "an outlet"
    how = f"gives {name} for it" if resting is record else f"says that {name} was told"
    reason = f"{coverage.name(record.document.id)} {how}; this is {coverage.name(document)}{told}."
    for own in _bases(coverage, resting, document):
        yield InferredVia(resting.statement, own.statement, Basis.NAMED_OUTLET, round(score, 2), reason)


def _said_again(coverage: Coverage, record: Record) -> Iterator[InferredVia]:
    """Hops from what an outlet says itself, for which it gives nobody, to its own latest earlier document about it."""
    document, groups = record.document.id, coverage.speakers.groups
    outlet = coverage.publication(document).outlet
    if record.via or groups[record.source_id] != groups[outlet]:
        return
    earlier = [
        other
        for other in coverage.documents_of[coverage.publisher(document)]
        if coverage.order(other, document) is Order.EARLIER and _bases(coverage, record, other)
    ]
    if not earlier:
        return
    in_passing = record.quotation == QuotationType.OWN_VOICE
    reason = f"{coverage.name(document)} says again what {coverage.name(earlier[-1])} had said about the same claim."
    for own in _bases(coverage, record, earlier[-1]):
        score = _AGAIN_IN_PASSING if in_passing else _AGAIN
        yield InferredVia(record.statement, own.statement, Basis.OWN_REPORT, score, reason)
