"""A document links to another one about the same claim that came before it."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from graph.analysis.chronology import Order
from graph.analysis.coverage import Coverage
from graph.analysis.evidence import LinkTo
from graph.analysis.hops import Basis, InferredVia
from graph.analysis.rules.named_outlets import MOST_HOPS
from graph.model import QuotationType, Span
from graph.records import Record

# A link within the very words is how the web cites; one in the same sentence nearly always means that sentence, one in
# the paragraph often another sentence of it.
_WITHIN, _SENTENCE, _PARAGRAPH = 0.85, 0.8, 0.6
# Elsewhere it may be there for anything that the documents have in common; both are about this claim, though.
_ELSEWHERE = 0.35
# The link says that the other document was there before; but pages change, and links are put in later.
_NO_ORDER = 0.15


def hyperlinks(coverage: Coverage, *, explained: Collection[InferredVia]) -> Iterator[InferredVia]:
    """Hops from what an outlet says to a document that it links to beside it.

    What gives somebody else for it is only taken to rest on a link in its paragraph; what the outlet says in its own
    name, and links to nothing beside it, on any. Documents in which what it gives for it rests already, as
    ``explained`` tells, are left out, and so is what came after the outlet's own report of which the text speaks: "Dom
    has confirmed our scoop" does not say that the scoop was Dom's.
    """
    reached: defaultdict[str, set[str]] = defaultdict(set)
    own_reports: dict[str, str] = {}
    for hop in explained:
        target = coverage.evidence.records[hop.rests_on].document.id
        reached[hop.statement].add(target)
        is_spoken_of = coverage.evidence.records[hop.statement].quotation != QuotationType.OWN_VOICE
        if hop.basis is Basis.OWN_REPORT and is_spoken_of:
            own_reports[hop.statement] = target
    for document in coverage.told:
        if not coverage.publication(document).links:
            continue
        for record in coverage.outermost(document):
            known = set().union(*(reached[said.statement] for said in coverage.chain([record])))
            for link, score, place in _links_for(coverage, record):
                own = own_reports.get(record.statement)
                is_before = own is None or coverage.order(link.document, own) is Order.EARLIER
                if link.document not in known and is_before:
                    yield from _hops(coverage, record, link, score=score, place=place)


def _links_for(coverage: Coverage, record: Record) -> list[tuple[LinkTo, float, str]]:
    usable = [
        link
        for link in coverage.publication(record.document.id).links
        if link.document in coverage.told and coverage.order(link.document, record.document.id) is not Order.LATER
    ]
    said = Span(*record.span)
    for score, place, beside in (
        (_WITHIN, "within it", [link for link in usable if _meet(link.span, said)]),
        (_SENTENCE, "in the same sentence", [link for link in usable if _meet(link.sentence, said)]),
        (_PARAGRAPH, "in the same paragraph", [link for link in usable if _meet(link.paragraph, said)]),
    ):
        if beside:
            nearest = min(distance(link.span, said) for link in beside)
            return [(link, score, place) for link in beside if distance(link.span, said) == nearest]
    return [] if record.via else [(link, _ELSEWHERE, "elsewhere in the text") for link in usable]


def _hops(coverage: Coverage, record: Record, link: LinkTo, *, score: float, place: str) -> Iterator[InferredVia]:
    if coverage.order(link.document, record.document.id) is not Order.EARLIER:
        score -= _NO_ORDER
    bases = [said for said in coverage.own(link.document) if coverage.may_rest(record, said)]
    reason = (
        f"{coverage.name(record.document.id)} links {place} to {coverage.name(link.document)}, "
        "which is about the same claim."
    )
    for said in bases[:MOST_HOPS]:
        yield InferredVia(record.statement, said.statement, Basis.HYPERLINK, round(score, 2), reason)


def distance(one: Span, other: Span) -> int:
    """The code points between two spans, 0 where they meet."""
    return max(0, one.start - other.end, other.start - one.end)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
