"""Records from the rows of the index, which keep of a statement what is shown of it."""

from collections.abc import Collection

from graph.iris import Thing
from graph.model import SourceKind
from graph.records import Record, describe_sources
from graph.search.shown import ShownRow
from graph.store import Store


def records_of(store: Store, rows: Collection[ShownRow]) -> list[Record]:
    """The records of rows, in their order; none of those whose source or document the store has let go.

    They are those of ``graph.records.fetch`` where the index is up to date with the store.
    """
    sources = describe_sources(store, {row.source for row in rows})
    there = {name for name in {row.document.id for row in rows} if store.has_graph(store.iris.of(Thing.GRAPH, name))}
    records = []
    for row in rows:
        if row.source in sources and row.document.id in there:
            source, shown = sources[row.source], row.shown
            records.append(
                Record(
                    statement=row.statement,
                    claim=row.claim,
                    claim_text=row.claim_text,
                    source=None if source.kind == SourceKind.UNSPECIFIED else source,
                    source_id=row.source,
                    stance=row.stance,
                    speech_act=row.speech_act,
                    quotation=shown.quotation,
                    said_on=shown.said_on,
                    said_on_basis=shown.said_on_basis,
                    document=row.document,
                    quote=shown.quote,
                    span=shown.span,
                    via=shown.via,
                )
            )
    return records
