"""Which claims do the words of a question mean?

Rows are ranked by BM25 (Robertson and Zaragoza 2009) over the claim, who says it, what document it is in, and what
stands around it there, which counts least.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import tantivy

from graph.search.filters import Clause, Filters
from graph.search.index import SearchIndex
from graph.search.schema import CONTEXT, TEXTS, schema
from graph.search.shown import read_row
from graph.search.words import light_stems, stems, weighty_stems

_PAGE = 1_000  # rows looked at in one go
_MOST_ROWS = 10_000  # looked at in all: a claim that hundreds repeat must not hide the others
_MOST_WORDS = 200  # of a question
_BOOSTS = {"claim_text": 3.0, "source_text": 1.5, "document_text": 1.0}
_LIGHT = 0.3  # of its weight that a verb counts which says little by itself
_MOST_BOOST = max(_BOOSTS.values())
_CONTEXT_BOOST = 0.5
_MOST_CONTEXTS = 300  # rows in whose contexts a word may stand and still be searched for there, to keep answers fast
_LARGE = 100_000  # rows of an index that is too large to look at all that hold a frequent word
_FREQUENT = 3.0  # weight below which a word is: that of one in every twentieth row
_MOST_OF_A_WORD = 2.2  # times its weight, which BM25 comes near to where a word fills the text: k1 + 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that fits a question, by its best row.

    ``score`` is the mean of two shares: that of the BM25 score in the best possible, and that of the words held, of
    which one that only a source's name or a document's title holds counts in part. ``coverage`` is the share of the
    words that the row holds anywhere but in its context, ``context`` the share of those that only its context holds.
    Words are weighted by how rare they are. ``is_own`` tells what an outlet says in its own voice.
    """

    claim: str
    score: float
    coverage: float
    context: float
    is_own: bool = False


def find_claims(index: SearchIndex, question: str, *, limit: int, filters: Filters | None = None) -> list[Hit]:
    """The claims whose rows fit a question's words best, best first; ties in the order of their ids.

    A question without any word fits nothing. In a large index a row has to hold one of the rarer words, if the question
    has any; frequent ones count beside it.
    """
    searcher = index.searcher()
    weights = _weights(searcher, question)
    if not weights or limit < 1:
        return []
    sought = [word for word, weight in weights.items() if weight >= _FREQUENT] if searcher.num_docs > _LARGE else []
    others = [word for word in weights if word not in sought] if sought else []
    wanted = [(tantivy.Occur.Must, _either(searcher, sought or weights))]
    beside = [(tantivy.Occur.Should, _either(searcher, others))] if others else []
    query = _all_of(*wanted, *beside, *(filters or Filters()).clauses())
    return _hits(searcher, query, weights, limit=limit)


def rate_claims(
    index: SearchIndex, question: str, claims: Iterable[str], *, filters: Filters | None = None
) -> list[Hit]:
    """How well the words of a question fit given claims, each by its best row that passes, best first.

    Claims without a row that passes are left out.
    """
    asked = filters or Filters()
    given = tuple(claim for claim in claims if not asked.claims or claim in asked.claims)
    if not given:
        return []
    searcher = index.searcher()
    weights = _weights(searcher, question)
    clauses = replace(asked, claims=given).clauses()
    return _hits(
        searcher, _all_of((tantivy.Occur.Should, _either(searcher, weights)), *clauses), weights, limit=len(given)
    )


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


def _weights(searcher: tantivy.Searcher, question: str) -> dict[str, float]:
    """The weight of each of a question's words: BM25's, by the field in which it is most frequent."""
    rows = searcher.num_docs
    weights = {}
    for word in weighty_stems(question)[:_MOST_WORDS]:
        frequency = min(rows, max(searcher.doc_freq(name, word) for name in TEXTS))
        weight = math.log1p((rows - frequency + 0.5) / (frequency + 0.5))
        weights[word] = weight * _LIGHT if word in light_stems() else weight
    return weights


def _hits(searcher: tantivy.Searcher, query: tantivy.Query, weights: Mapping[str, float], *, limit: int) -> list[Hit]:
    found = [_hit(row, score, weights) for row, score in _best_rows(searcher, query, limit=limit)]
    return sorted(found, key=lambda hit: (-hit.score, hit.claim))


def _hit(row: tantivy.Document, bm25: float, weights: Mapping[str, float]) -> Hit:
    whole = sum(weights.values())
    claim = str(row.get_first("claim"))
    if not whole:
        return Hit(claim, score=0.0, coverage=0.0, context=0.0)
    parts = dict.fromkeys(weights, 0.0)
    for name, boost in _BOOSTS.items():
        for word in parts.keys() & stems(str(row.get_first(name) or "")):
            parts[word] = max(parts[word], boost / _MOST_BOOST)
    covered = sum(weights[word] for word in weights if parts[word])
    around = sum(weights[word] for word in str(row.get_first(CONTEXT) or "").split() if parts.get(word) == 0.0)
    held = sum(weights[word] * parts[word] for word in weights) + around * _CONTEXT_BOOST / _MOST_BOOST
    share = min(1.0, bm25 / (_MOST_BOOST * _MOST_OF_A_WORD * whole))
    score, own = (share + held / whole) / 2, _is_own(row)
    return Hit(claim, score=score, coverage=covered / whole, context=around / whole, is_own=own)


def _is_own(row: tantivy.Document) -> bool:
    """Whether the outlet of a document says something in it, and names nobody who told it."""
    speaker, document = (str(row.get_first(name) or "").strip() for name in ("source_text", "document_text"))
    return bool(speaker) and document.endswith(speaker) and not read_row(row).shown.via


def _either(searcher: tantivy.Searcher, words: Collection[str]) -> tantivy.Query:
    boosts = [(name, word, boost) for name, boost in _BOOSTS.items() for word in words]
    boosts += [(CONTEXT, word, _CONTEXT_BOOST) for word in words if searcher.doc_freq(CONTEXT, word) <= _MOST_CONTEXTS]
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Should, tantivy.Query.boost_query(_term(name, word), boost)) for name, word, boost in boosts]
    )


def _all_of(*clauses: Clause) -> tantivy.Query:
    return tantivy.Query.boolean_query(list(clauses))


def _term(name: str, word: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), name, word, index_option="basic" if name == CONTEXT else "freq")
