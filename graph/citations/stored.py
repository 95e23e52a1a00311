"""The rows of who passes on whom made from what the store holds."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from graph.citations.index import CitationIndex
from graph.citations.rows import DocumentCitations, Utterance, citations_among
from graph.iris import Thing, local_name
from graph.model import Stance, Via
from graph.rdf.names import KIND_OF_CLASS, RDF, VIA_PROPERTIES, word_of
from graph.store import Store
from ontology import terms

_log = logging.getLogger(__name__)


def built(path: Path, store: Store, documents: Iterable[str]) -> CitationIndex:
    """A new index in a folder of what the store holds of its documents (ids).

    What it cannot tell of a document whose graph is damaged is left out, and ``allegedly check`` says so.
    Raises StoreError if it cannot be written.
    """
    index = CitationIndex.create(path)
    for document in documents:
        try:
            index.replace(document, stored_citations(store, document))
        except LookupError:
            _log.warning("who passes on whom in document %s cannot be told from its graph", document)
    index.complete()
    return index


def restore(index: CitationIndex, store: Store, documents: Iterable[str]) -> None:
    """Let the index hold of these documents (ids) what the store does, and nothing of those that it does not hold.

    Raises LookupError where a document's graph is damaged, StoreError if the index cannot be written.
    """
    for document in documents:
        index.replace(document, stored_citations(store, document))
    index.commit()


def stored_citations(store: Store, document: str) -> DocumentCitations:
    """The rows of a document (id) as its graph has them; none where there is no such graph.

    Raises LookupError where a statement lacks a part that they need.
    """
    graph, node = store.iris.of(Thing.GRAPH, document), store.iris.of(Thing.DOCUMENT, document)
    published = store.value(node, predicate=terms.PUBLISHED, name=graph)
    return citations_among(
        _utterances(store, graph), day=datetime.fromisoformat(published).date() if published else None
    )


def _utterances(store: Store, graph: str) -> Iterator[Utterance]:
    kinds = {
        node: KIND_OF_CLASS[class_]
        for node, class_ in store.values(graph, predicate=f"{RDF}type")
        if class_ in KIND_OF_CLASS
    }
    scoped = dict(store.values(graph, predicate=terms.DESCRIBED_IN))
    sources, stances = (dict(store.values(graph, predicate=part)) for part in (terms.SOURCE_OF, terms.STANCE))
    hops: defaultdict[str, list[Via]] = defaultdict(list)
    for basis, predicate in VIA_PROPERTIES.items():
        for statement, target in store.edges(graph, predicate=predicate):
            hops[statement].append(Via(local_name(target), basis))
    for statement in store.subjects(graph, predicate=f"{RDF}type", object=terms.STATEMENT):
        source = sources[statement]
        yield Utterance(
            statement=local_name(statement),
            source=local_name(source),
            is_named=source not in scoped,
            kind=kinds[source],
            stance=Stance(word_of(stances[statement])),
            via=tuple(hops.get(statement, ())),
        )
