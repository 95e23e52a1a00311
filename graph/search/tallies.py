"""Who stands behind the statements that pass: counted from columns, whatever their number."""

from collections.abc import Mapping

import tantivy

from graph.answers import Tally
from graph.model import Stance
from graph.search.entries import FIRST_DATED
from graph.search.filters import Filters
from graph.search.index import SearchIndex
from graph.search.pages import earliest
from graph.search.shown import ShownRow, read_row

MOST_ROWS = 20_000
"""Statements that are counted at most; of more, the newest."""

_FEW_ROWS = 500  # room for more takes time, and most claims have fewer
_STANCES = tuple(Stance)
_COLUMNS = ("source_number", "stance_number", "origin_number", "origin_is_named", "outlet_number", "document_number")


def survey(
    index: SearchIndex, filters: Filters, *, identities: Mapping[int, int], limit: int
) -> tuple[Tally, list[ShownRow]]:
    """Count sources, origins, outlets and documents of the statements that pass, and give the earliest.

    ``identities`` gives the number under which a source counts, for those that are one with another. The earliest are
    those of ``graph.search.pages.earliest``.
    """
    searcher = index.searcher()
    found = searcher.search(filters.query(), limit=_FEW_ROWS, order_by_field="order")
    total: int = found.count  # type: ignore[attr-defined] # missing in the library's stub
    if total > _FEW_ROWS:
        found = searcher.search(filters.query(), limit=MOST_ROWS, order_by_field="order")
    addresses = [address for _, address in found.hits]
    if total > len(addresses):
        first = earliest(index, filters, limit=limit)
    else:
        first = [read_row(searcher.doc(address)) for address in _earliest(searcher, addresses, limit)]
    return _tally(searcher, addresses, total=total, identities=identities), first


def _earliest(searcher: tantivy.Searcher, newest: list[tantivy.DocAddress], limit: int) -> list[tantivy.DocAddress]:
    """The earliest of some statements that are given the newest first, those without a date last."""
    dated = len(newest)
    if newest and int(searcher.fast_field_values("order", newest[-1:])[0] or 0) < FIRST_DATED:
        orders = searcher.fast_field_values("order", newest)
        dated = sum(int(order or 0) >= FIRST_DATED for order in orders)
    return [*reversed(newest[:dated]), *reversed(newest[dated:])][:limit]


def _tally(
    searcher: tantivy.Searcher,
    addresses: list[tantivy.DocAddress],
    *,
    total: int,
    identities: Mapping[int, int],
) -> Tally:
    columns = [searcher.fast_field_values(name, addresses) for name in _COLUMNS]
    speakers: dict[Stance, set[int]] = {stance: set() for stance in Stance}
    unstated = dict.fromkeys(Stance, 0)
    named: set[int] = set()
    unnamed: set[int] = set()
    outlets: set[int] = set()
    documents: set[int] = set()
    for source, stance_number, origin, origin_is_named, outlet, document in zip(*columns, strict=True):
        stance = _STANCES[int(stance_number or 0)]
        if source:
            speakers[stance].add(identities.get(int(source), int(source)))
        else:
            unstated[stance] += 1
        if origin:
            (named if origin_is_named else unnamed).add(identities.get(int(origin), int(origin)))
        outlets.add(int(outlet or 0))
        documents.add(int(document or 0))
    return Tally(
        asserters=len(speakers[Stance.AFFIRM]) + unstated[Stance.AFFIRM],
        deniers=len(speakers[Stance.REJECT]) + unstated[Stance.REJECT],
        doubters=len(speakers[Stance.DOUBT]) + unstated[Stance.DOUBT],
        outlets=len(outlets - {0}),
        documents=len(documents),
        statements=total,
        origins_named=len(named),
        origins_unnamed=len(unnamed),
    )
