"""Which claims do the words of a question mean?

Rows are ranked by BM25 (Robertson and Zaragoza 2009) over the claim, who says it and what document it is in, times the
share of the question's words that they hold: a rare word alone does not carry a claim that is about something else.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tantivy

from graph.search.filters import Filters
from graph.search.index import SearchIndex
from graph.search.schema import TEXTS, schema
from graph.search.words import stems, weighty_stems

_PAGE = 1_000  # rows looked at in one go
_MOST_ROWS = 10_000  # looked at in all: a claim that hundreds repeat must not hide the others
_BOOSTS = {"claim_text": 3.0, "source_text": 1.5, "document_text": 1.0}


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that fits a question, by its best row: the BM25 score and the share of the question's words in it."""

    claim: str
    score: float
    coverage: float


def find_claims(index: SearchIndex, question: str, *, limit: int, filters: Filters | None = None) -> list[Hit]:
    """The claims whose rows hold most of a question's words, best first; ties in the order of their ids.

    A question without any word fits nothing.
    """
    words = weighty_stems(question)
    if not words or limit < 1:
        return []
    found: list[Hit] = []
    for row, score in _best_rows(index.searcher(), _query(words, filters or Filters()), limit=limit):
        held = {stem for name in TEXTS for stem in stems(str(row.get_first(name) or ""))}
        coverage = len(held.intersection(words)) / len(words)
        found.append(Hit(str(row.get_first("claim")), score * coverage, coverage))
    return sorted(found, key=lambda hit: (-hit.score, hit.claim))


def find_sources(index: SearchIndex, wording: str, *, limit: int) -> list[str]:
    """The ids of sources whose names or mentions hold all weighty words of a wording, those that say most first."""
    words = weighty_stems(wording)
    if not words:
        return []
    searcher = index.searcher()
    query = tantivy.Query.boolean_query([(tantivy.Occur.Must, _term("source_text", word)) for word in words])
    hits = searcher.search(query, limit=_PAGE, count=False).hits
    counts = Counter(str(searcher.doc(address).get_first("source")) for _, address in hits)
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]]


def _best_rows(
    searcher: tantivy.Searcher, query: tantivy.Query, *, limit: int
) -> Iterator[tuple[tantivy.Document, float]]:
    """The best row of each claim."""
    seen: set[int] = set()
    for offset in range(0, _MOST_ROWS, _PAGE):
        hits = searcher.search(query, limit=_PAGE, offset=offset, count=False).hits
        numbers = searcher.fast_field_values("claim_number", [address for _, address in hits])
        for (score, address), number in zip(hits, numbers, strict=True):
            if number not in seen:
                seen.add(int(number or 0))
                yield searcher.doc(address), float(score)
                if len(seen) >= limit:
                    return
        if len(hits) < _PAGE:
            return


def _query(words: Sequence[str], filters: Filters) -> tantivy.Query:
    terms = [
        (tantivy.Occur.Should, tantivy.Query.boost_query(_term(name, word), boost))
        for name, boost in _BOOSTS.items()
        for word in words
    ]
    either = tantivy.Query.boolean_query(terms)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, either), *filters.clauses()])


def _term(name: str, word: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), name, word, index_option="freq")
