"""What an answer is narrowed down to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import tantivy

from graph.search.entries import bounds_of
from graph.search.schema import schema

Clause = tuple[tantivy.Occur, tantivy.Query]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which statements count. Several values of one field are alternatives; empty means any.

    ``sources``, ``claims`` and ``documents`` are ids. ``since`` and ``until`` are days of publication, both included;
    a document without a date is then left out. ``named`` keeps only sources that are known by a name, or only those
    that are not.
    """

    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    speech_acts: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    named: bool | None = None

    def clauses(self) -> Iterator[Clause]:
        """The clauses of a query that must hold."""
        for name, values in (
            ("source", self.sources),
            ("kind", self.kinds),
            ("outlet", self.outlets),
            ("stance", self.stances),
            ("speech_act", self.speech_acts),
            ("claim", self.claims),
            ("document", self.documents),
        ):
            if values:
                yield _must(_one_of(name, values))
        if self.since or self.until:
            lowest, highest = bounds_of(since=self.since, until=self.until)
            yield in_order(lowest, highest)
        if self.named is not None:
            yield _must(tantivy.Query.term_query(schema(), "is_named", self.named))

    def without(self, facet: str) -> "Filters":
        """The same without what it asks of one of FACETS (``graph.search.schema``)."""
        match facet:
            case "kind":
                return replace(self, kinds=())
            case "stance":
                return replace(self, stances=())
            case "speech_act":
                return replace(self, speech_acts=())
            case "outlet":
                return replace(self, outlets=())
        raise ValueError(facet)

    def query(self) -> tantivy.Query:
        """All rows that count."""
        clauses = list(self.clauses())
        return tantivy.Query.boolean_query(clauses) if clauses else tantivy.Query.all_query()


def in_order(lowest: int, highest: int | None) -> Clause:
    """Only rows whose order (``graph.search.entries.order_of``) is between two, both included."""
    between = tantivy.Query.range_query(
        schema(), "order", tantivy.FieldType.Unsigned, lower_bound=lowest, upper_bound=highest
    )
    return _must(between)


def _one_of(name: str, values: Iterable[str]) -> tantivy.Query:
    # The engine's query for a set of terms walks its whole dictionary, which for one claim takes fifteen times as long.
    terms = [tantivy.Query.term_query(schema(), name, value, index_option="basic") for value in values]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])


def _must(query: tantivy.Query) -> Clause:
    return tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)
