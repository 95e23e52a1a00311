"""What may be meant by somebody who is still typing: sources and claims with these words and the beginning of one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import tantivy

from graph.search.index import SearchIndex
from graph.search.schema import schema
from graph.search.words import folded_words, stems, topical_stems

SHORTEST = 2
"""Letters of a word that is not finished; what begins with fewer is most of the index."""

_ROWS = 1_000  # looked at; which of many rows they are, no order tells
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed so far: the stems of whole words, and the last one as far as it goes, if it is long enough."""

    whole: tuple[str, ...]
    begun: str | None

    @classmethod
    def of(cls, text: str) -> "Typed":
        """The words of a text; after a space, the last one is whole. The words of asking are left out.

        A last word that says nothing ("the") is left out as well where others do: it may be all that it will be.
        """
        words = folded_words(text)
        is_begun = bool(words) and text[-1:].isalnum()
        begun = words[-1] if is_begun else None
        # The word that is not finished is taken off as it was typed: folding may have changed its length.
        rest = text.rstrip()
        while is_begun and rest and rest[-1].isalnum():
            rest = rest[:-1]
        whole = tuple(topical_stems(rest)[:_MOST_WORDS])
        is_telling = begun and len(begun) >= SHORTEST and (not whole or topical_stems(begun))
        return cls(whole, begun if is_telling else None)

    def is_held_by(self, name: str) -> bool:
        """Whether a name has all of it."""
        held, words = stems(name), folded_words(name)
        begun = self.begun
        is_begun = not begun or any(word.startswith(begun) for word in words) or set(stems(begun)) & set(held)
        return bool(is_begun) and set(self.whole) <= set(held)


def claims_begun(index: SearchIndex, typed: Typed, *, limit: int) -> list[tuple[str, str, int]]:
    """Claims as id, text and number of statements among the rows looked at, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in _rows(index, "claim_text", typed):
        counts[str(row.get_first("claim")), str(row.get_first("claim_text"))] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], len(item[0][1]), item[0]))
    return [(claim, text, count) for (claim, text), count in ranked[:limit]]


def sources_begun(index: SearchIndex, typed: Typed, *, limit: int) -> list[tuple[str, int]]:
    """Named sources as id and number of statements among the rows looked at, those that say most first."""
    named = tantivy.Query.term_query(schema(), "is_named", True)
    rows = _rows(index, "source_text", typed, named)
    counts = Counter(str(row.get_first("source")) for row in rows)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]


def _rows(index: SearchIndex, field: str, typed: Typed, *musts: tantivy.Query) -> Iterator[tantivy.Document]:
    wanted = [_whole(field, stem) for stem in typed.whole]
    if typed.begun:
        wanted.append(_begun(field, typed.begun))
    if not wanted:
        return
    searcher = index.searcher()
    query = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in (*wanted, *musts)])
    for _, address in searcher.search(query, limit=_ROWS, count=False).hits:
        yield searcher.doc(address)


def _whole(field: str, stem: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), field, stem, index_option="freq")


def _begun(field: str, begun: str) -> tantivy.Query:
    """Stems that begin so, and the stem of it: of "ministers" the index holds "minist" alone."""
    ways = [tantivy.Query.fuzzy_term_query(schema(), field, begun, distance=0, prefix=True)]
    ways += [_whole(field, stem) for stem in stems(begun)]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, way) for way in ways])
