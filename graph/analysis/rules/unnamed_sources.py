"""The same unnamed source, told again by a document that knows of it only through another one.

"X reported, citing an unnamed official": whoever writes this has never met the official. Unnamed sources are never
merged; but what this one says rests on what X's own document says of whom it spoke with.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from graph.analysis.chronology import Order
from graph.analysis.coverage import Coverage
from graph.analysis.hops import Basis, InferredVia
from graph.analysis.rules.hyperlinks import distance
from graph.extraction import function_words
from graph.model import Span
from graph.records import Record

# The text says to whom the source spoke.
_TOLD = 0.85
# A link in its sentence says where it stands, if the text does not say that the source spoke to somebody else.
_LINKED = 0.65
# Described with the same words; the only unnamed one there; one of several; or named there, and the name left out here.
_ALIKE, _ONLY, _SEVERAL, _NAMED = 0.95, 0.85, 0.5, 0.6

_WORD = re.compile(r"[^\W\d_]{3,}")
_TELL_NOTHING = (
    function_words.DETERMINERS
    | function_words.PREPOSITIONS
    | function_words.CONJUNCTIONS
    | function_words.AUXILIARIES
    | frozenset(
        [
            "source",
            "sources",
            "unnamed",
            "anonymous",
            "named",
            "name",
            "identified",
            "person",
            "people",
            "man",
            "woman",
            "one",
            "who",
        ]
    )
)
_ANOTHER = re.compile(r"\b(?:another|second|third|other|separate|different)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Channel:
    """The document through which an unnamed source is known, how surely, and why."""

    document: str
    score: float
    reason: str


def retold(coverage: Coverage, *, explained: Collection[InferredVia]) -> Iterator[InferredVia]:
    """Hops from unnamed sources that a document only knows through another one to whom that one spoke with.

    ``explained`` are the hops from outlets that documents name.
    """
    outlets: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for hop in explained:
        outlets[hop.statement][coverage.evidence.records[hop.rests_on].document.id] = hop.score
    for records in coverage.told.values():
        for record in records:
            if is_unnamed(record):
                for channel in _channels(coverage, record, outlets):
                    yield from _hops(coverage, record, channel)


def is_unnamed(record: Record) -> bool:
    """Whether the source has no name in its document."""
    return record.source is None or not record.source.named


def _channels(coverage: Coverage, record: Record, outlets: dict[str, dict[str, float]]) -> list[_Channel]:
    document = record.document.id
    for resting in _towards_reader(coverage, record):
        if resting.statement in outlets:
            named = resting.source.name if resting.source else "another outlet"
            return [
                _Channel(target, score, f"{coverage.name(document)} knows of this source through {named}")
                for target, score in outlets[resting.statement].items()
            ]
    addressee = coverage.evidence.addressees.get(record.statement)
    if addressee is not None:
        told = coverage.speakers.of_source(addressee)
        earlier = [] if told == coverage.publisher(document) else coverage.documents_of.get(told, ())
        before = [other for other in earlier if coverage.order(other, document) is Order.EARLIER]
        reason = f"{coverage.name(document)} says to whom this source spoke"
        return [_Channel(other, _TOLD, reason) for other in before[-1:]]
    return _linked(coverage, record)


def _towards_reader(coverage: Coverage, record: Record) -> Iterator[Record]:
    """What rests on a statement within its document, the nearest first."""
    waiting, seen = [record], {record.statement}
    for current in waiting:
        new = [above for above in coverage.resting.get(current.statement, ()) if above.statement not in seen]
        seen.update(above.statement for above in new)
        yield from new
        waiting += new


def _linked(coverage: Coverage, record: Record) -> list[_Channel]:
    """The document to which the sentence links, if nothing says that the source is another one."""
    said, document = Span(*record.span), record.document.id
    if record.source and _ANOTHER.search(record.source.name):
        return []
    beside = [
        link
        for link in coverage.publication(document).links
        if link.sentence.start < said.end and said.start < link.sentence.end
    ]
    earlier = [link for link in beside if coverage.order(link.document, document) is Order.EARLIER]
    nearest = min(earlier, key=lambda link: (distance(link.span, said), link.span), default=None)
    if nearest is None:
        return []
    return [_Channel(nearest.document, _LINKED, f"{coverage.name(document)} links to where this source is quoted")]


def _hops(coverage: Coverage, record: Record, channel: _Channel) -> Iterator[InferredVia]:
    publisher = coverage.publisher(channel.document)
    own = [said for said in coverage.own(channel.document) if coverage.may_rest(record, said)]
    there = [
        said
        for said in coverage.chain(own)
        if coverage.speakers.speaker(said) != publisher
        and said.document.id == channel.document
        and coverage.may_rest(record, said)
    ]
    found, likeness, how = _same_source(record, there, is_end=not record.via)
    reason = f"{channel.reason}; {coverage.name(channel.document)} has {how} for the same claim."
    for said in found:
        score = round(channel.score * likeness, 2)
        yield InferredVia(record.statement, said.statement, Basis.UNNAMED_RETOLD, score, reason)


def _same_source(record: Record, there: Sequence[Record], *, is_end: bool) -> tuple[list[Record], float, str]:
    """Those statements whose source may be the one meant, the first of each source; how likely it is, and why."""
    unnamed = [said for said in there if is_unnamed(said)]
    alike = _most_alike(record, unnamed)
    if alike:
        return alike, _ALIKE, "one that is described with the same words"
    # Without words in common only the ends of chains are compared: a text that shortens a chain keeps its end.
    if not is_end:
        return [], 0.0, ""
    ends = _first_of_each([said for said in unnamed if not said.via])
    if ends:
        one = len(ends) == 1
        return ends, _ONLY if one else _SEVERAL, "one unnamed source" if one else "several unnamed sources"
    named = _first_of_each([said for said in there if not is_unnamed(said) and not said.via])
    # Of several with names nobody can tell whose name was left out.
    return (named, _NAMED, "one source, with its name,") if len(named) == 1 else ([], 0.0, "")


def _most_alike(record: Record, others: Sequence[Record]) -> list[Record]:
    words = _words(record)
    shared = {said.statement: len(words & _words(said)) for said in others}
    most = max(shared.values(), default=0)
    return _first_of_each([said for said in others if most and shared[said.statement] == most])


def _first_of_each(records: Sequence[Record]) -> list[Record]:
    first: dict[str, Record] = {}
    for record in sorted(records, key=lambda record: (record.span, record.statement)):
        first.setdefault(record.source_id, record)
    return list(first.values())


def _words(record: Record) -> set[str]:
    name = record.source.name.casefold() if record.source else ""
    return {word.removesuffix("s") for word in _WORD.findall(name) if word not in _TELL_NOTHING}
