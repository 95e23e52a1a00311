"""The citation graph: who passes on what whom says."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

import networkx as nx

from graph.answers import SourceRef
from graph.citations.totals import between_sources
from graph.clusters import cluster_of
from graph.errors import NotFoundError
from graph.library import Library
from graph.model import SourceKind, ViaBasis
from graph.records import (
    Record,
    citing,
    describe_sources,
    document_refs,
    of_claim,
    of_document,
    of_source,
    with_chains,
)
from graph.store import Store

CitationGraph: TypeAlias = nx.MultiDiGraph
"""Nodes are ids of sources with ``label``, ``kind``, ``named`` and, around one claim, ``stance``.

Edges run from who passes on to who is passed on, keyed by the stance of what is passed on, with ``stance``,
``count`` (statements) and ``inferred``.
"""

_UNSTATED_LABEL = "source not stated"


def of_everything(library: Library) -> CitationGraph:
    """The citation graph of all documents, as far as each says itself on what its statements rest."""
    counts: Counter[tuple[str, str, str, bool]] = Counter()
    for outer, inner, stance, basis, count in between_sources(library.citations):
        counts[(outer, inner, stance.value, basis is ViaBasis.INFERRED)] += count
    return _graph(library.store, counts, stances={})


def of_one_claim(library: Library, claim: str) -> CitationGraph:
    """Who says something about a claim, in any of its wordings, and through whom.

    Raises NotFoundError if no statement is about it.
    """
    store = library.store
    records = [record for wording in cluster_of(library, claim).claims for record in of_claim(store, wording)]
    if not records:
        raise NotFoundError(f"There is no claim {claim}.")
    stances = _leading_stances(records)
    return _around(store, records, stances=stances)


def of_one_source(store: Store, source: str) -> CitationGraph:
    """Whom a source passes on, and who passes it on.

    Raises NotFoundError if there is none.
    """
    records = of_source(store, source)
    if not records:
        if source not in describe_sources(store, [source]):
            raise NotFoundError(f"There is no source {source}.")
        return _graph(store, Counter(), stances={}, alone=[source])
    return _around(store, [*records, *citing(store, source)], stances={})


def of_one_document(store: Store, document: str) -> CitationGraph:
    """Who says something in a document, and through whom.

    Raises NotFoundError if there is none.
    """
    if not document_refs(store, [document]):
        raise NotFoundError(f"There is no document {document}.")
    records = of_document(store, document)
    return _around(store, records, stances={})


def _around(store: Store, records: Iterable[Record], *, stances: dict[str, str]) -> CitationGraph:
    known = with_chains(store, records)
    counts: Counter[tuple[str, str, str, bool]] = Counter()
    for record in known.values():
        for via in record.via:
            if via.statement in known:
                inner = known[via.statement]
                counts[(record.source_id, inner.source_id, inner.stance, via.basis is ViaBasis.INFERRED)] += 1
    alone = {record.source_id for record in known.values()}
    return _graph(store, counts, stances=stances, alone=alone)


def _leading_stances(records: Iterable[Record]) -> dict[str, str]:
    """One stance for each source: its own where it takes a side, neutral only where it never does."""
    stances: dict[str, str] = {}
    for record in records:
        if stances.get(record.source_id, "neutral") == "neutral":
            stances[record.source_id] = record.stance
    return stances


def _graph(
    store: Store,
    counts: Counter[tuple[str, str, str, bool]],
    *,
    stances: dict[str, str],
    alone: Iterable[str] = (),
) -> CitationGraph:
    ids = {end for outer, inner, _, _ in counts for end in (outer, inner)} | set(alone)
    graph = nx.MultiDiGraph()
    for source in sorted(describe_sources(store, ids).values(), key=lambda s: (s.name, s.id)):
        graph.add_node(source.id, **_node(source, stances))
    for (outer, inner, stance, inferred), count in sorted(counts.items()):
        key = f"{stance} inferred" if inferred else stance
        graph.add_edge(outer, inner, key=key, stance=stance, count=count, inferred=inferred)
    return graph


def _node(source: SourceRef, stances: dict[str, str]) -> dict[str, str | bool]:
    label = _UNSTATED_LABEL if source.kind == SourceKind.UNSPECIFIED else source.name
    node: dict[str, str | bool] = {"label": label, "kind": source.kind, "named": source.named}
    if source.id in stances:
        node["stance"] = stances[source.id]
    return node
