"""Pages of statements in order of time, and counts of them by what they can be narrowed down to."""

import tantivy

from graph.search.entries import FIRST_DATED
from graph.search.filters import Filters, in_order
from graph.search.index import SearchIndex
from graph.search.schema import FACETS
from graph.search.shown import ShownRow, read_row

_MOST_VALUES = 100  # of a field that are counted one by one


def page(index: SearchIndex, filters: Filters, *, limit: int, offset: int = 0) -> tuple[list[ShownRow], int]:
    """The statements that pass, the newest first and those without a date last; and how many there are."""
    searcher = index.searcher()
    found = searcher.search(filters.query(), limit=limit, offset=offset, order_by_field="order")
    total: int = found.count  # type: ignore[attr-defined] # missing in the library's stub
    return [read_row(searcher.doc(address)) for _, address in found.hits], total


def earliest(index: SearchIndex, filters: Filters, *, limit: int) -> list[ShownRow]:
    """The statements that pass and were published first, those without a date last."""
    searcher = index.searcher()
    found = _first(searcher, filters.query(), limit=limit)
    is_dated = not found or int(searcher.fast_field_values("order", found[:1])[0] or 0) >= FIRST_DATED
    if not is_dated:
        found = []
        for part in (in_order(FIRST_DATED, None), in_order(0, FIRST_DATED - 1)):
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, filters.query()), part])
            found += _first(searcher, query, limit=limit - len(found)) if len(found) < limit else []
    return [read_row(searcher.doc(address)) for address in found]


def _first(searcher: tantivy.Searcher, query: tantivy.Query, *, limit: int) -> list[tantivy.DocAddress]:
    hits = searcher.search(query, limit=limit, count=False, order_by_field="order", order=tantivy.Order.Asc).hits
    return [address for _, address in hits]


def facets(index: SearchIndex, filters: Filters) -> dict[str, dict[str, int]]:
    """How many of the statements that pass have each value of each of FACETS, the most frequent first.

    The values of a facet are counted without what the filters ask of itself, so that there is something to change to.
    """
    apart = [name for name in FACETS if filters.without(name) != filters]
    counted = _count(index, filters, [name for name in FACETS if name not in apart])
    for name in apart:
        counted |= _count(index, filters.without(name), [name])
    return {name: counted[name] for name in FACETS}


def _count(index: SearchIndex, filters: Filters, names: list[str]) -> dict[str, dict[str, int]]:
    if not names:
        return {}
    wanted = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in names}
    found = index.searcher().aggregate(filters.query(), wanted)
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["buckets"] if bucket["key"]}
        for name in names
    }
