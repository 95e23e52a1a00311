"""The same words between quotation marks in a document that came before."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from graph.analysis.chronology import Order
from graph.analysis.coverage import Coverage
from graph.analysis.hops import Basis, InferredVia
from graph.analysis.rules.unnamed_sources import is_unnamed
from graph.extraction import function_words
from graph.model import QuotationType
from graph.records import Record

_LEAST_WORDS = 6  # with content; shorter ones two people may use by chance, or one person twice

# Whoever has no name spoke to one of them, or the second copies.
_UNNAMED = 0.8
# The outlet's own words are nobody else's.
_OWN_WORDS = 0.75
# A named source may have said it to several, in a statement or before cameras.
_NAMED, _NAMED_AND_CITED = 0.4, 0.7

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_FUNCTION_WORDS = (
    function_words.AUXILIARIES
    | function_words.ADVERBS
    | function_words.CONJUNCTIONS
    | function_words.PREPOSITIONS
    | function_words.DETERMINERS
    | function_words.SUBJECT_PRONOUNS
    | function_words.OBJECT_PRONOUNS
    | frozenset(["of", "to", "and", "or", "not", "as", "no"])
)

Words = tuple[str, ...]


def quotations(coverage: Coverage, *, explained: Collection[InferredVia]) -> Iterator[InferredVia]:
    """Hops from quotations to where the same words stood first, given to the same source or to nobody else.

    A document that ``explained`` says is cited counts before others. Documents of one day only count where one of them
    cites the other.
    """
    cites = {
        (coverage.evidence.records[hop.statement].document.id, coverage.evidence.records[hop.rests_on].document.id)
        for hop in explained
    }
    holding = _by_beginnings(record for records in coverage.told.values() for record in records)
    for records in coverage.told.values():
        for record in records:
            if record.source_id == coverage.publication(record.document.id).outlet:
                continue  # the outlet's statement about a quotation, which rests on the quotation
            for is_cited, found in _with_the_same_words(coverage, record, holding, cites):
                yield _hop(coverage, record, found, is_cited=is_cited)
                break


def _by_beginnings(records: Iterable[Record]) -> Mapping[Words, list[tuple[Record, Words]]]:
    """Statements with their words, by each of the runs of words with which a quotation in them can begin."""
    found: defaultdict[Words, list[tuple[Record, Words]]] = defaultdict(list)
    for record in records:
        words = _words(record.quote)
        for beginning in {words[at : at + _LEAST_WORDS] for at in range(len(words) - _LEAST_WORDS + 1)}:
            found[beginning].append((record, words))
    return found


def _with_the_same_words(
    coverage: Coverage,
    record: Record,
    holding: Mapping[Words, list[tuple[Record, Words]]],
    cites: Collection[tuple[str, str]],
) -> Iterator[tuple[bool, Record]]:
    """Statements in other documents from which a quotation may be, those in cited ones first, then by publication."""
    document = record.document.id
    for is_cited in (True, False):
        for quoted in _quoted(record):
            for other, words in holding.get(quoted[:_LEAST_WORDS], ()):
                if (
                    ((document, other.document.id) in cites) is is_cited
                    and _may_be_from(coverage, record, other, is_cited=is_cited)
                    and _holds(words, quoted)
                ):
                    yield is_cited, other


def _quoted(record: Record) -> list[Words]:
    """The passages between quotation marks that are long enough, as words."""
    if record.quotation == QuotationType.DIRECT:
        passages = [record.quote]
    elif record.quotation == QuotationType.MIXED:
        passages = _QUOTED.findall(record.quote)
    else:
        return []
    found = (_words(passage) for passage in passages)
    return [words for words in found if sum(word not in _FUNCTION_WORDS for word in words) >= _LEAST_WORDS]


def _holds(text: Words, passage: Words) -> bool:
    return any(text[at : at + len(passage)] == passage for at in range(len(text) - len(passage) + 1))


def _may_be_from(coverage: Coverage, record: Record, other: Record, *, is_cited: bool) -> bool:
    order = coverage.order(other.document.id, record.document.id)
    return (
        other.document.id != record.document.id
        and (order is Order.EARLIER or (is_cited and order is Order.SAME_DAY))
        and _by_nobody_else(coverage, record, other)
        and coverage.may_rest(record, other)
    )


def _by_nobody_else(coverage: Coverage, record: Record, other: Record) -> bool:
    if other.quotation == QuotationType.OWN_VOICE:
        return True
    if is_unnamed(record) or is_unnamed(other):
        return is_unnamed(record) and is_unnamed(other)
    return coverage.speakers.speaker(record) == coverage.speakers.speaker(other)


def _hop(coverage: Coverage, record: Record, other: Record, *, is_cited: bool) -> InferredVia:
    if other.quotation == QuotationType.OWN_VOICE:
        score = _OWN_WORDS
    elif is_unnamed(record):
        score = _UNNAMED
    else:
        score = _NAMED_AND_CITED if is_cited else _NAMED
    reason = f"{coverage.name(record.document.id)} has the same words as {coverage.name(other.document.id)} before it."
    return InferredVia(record.statement, other.statement, Basis.QUOTATION, score, reason)


def _words(text: str) -> Words:
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text))
