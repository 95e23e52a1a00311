"""Who stands behind the statements that pass: counted from columns, whatever their number."""

from collections.abc import Mapping

from graph.answers import Tally
from graph.model import Stance
from graph.search.filters import Filters
from graph.search.index import SearchIndex

MOST_ROWS = 20_000
"""Statements that are counted at most; of more, the newest."""

_COLUMNS = ("source_number", "stance_number", "origin_number", "origin_is_named", "outlet_number", "document_number")


def tally(index: SearchIndex, filters: Filters, *, identities: Mapping[int, int]) -> Tally:
    """Count sources, origins, outlets and documents of the statements that pass.

    ``identities`` gives the number under which a source counts, for those that are one with another.
    """
    searcher = index.searcher()
    found = searcher.search(filters.query(), limit=MOST_ROWS, order_by_field="order")
    total: int = found.count  # type: ignore[attr-defined] # missing in the library's stub
    addresses = [address for _, address in found.hits]
    columns = [searcher.fast_field_values(name, addresses) for name in _COLUMNS]
    speakers: dict[Stance, set[int]] = {stance: set() for stance in Stance}
    unstated = dict.fromkeys(Stance, 0)
    named: set[int] = set()
    unnamed: set[int] = set()
    outlets: set[int] = set()
    documents: set[int] = set()
    for source, stance_number, origin, origin_is_named, outlet, document in zip(*columns, strict=True):
        stance = list(Stance)[int(stance_number or 0)]
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
