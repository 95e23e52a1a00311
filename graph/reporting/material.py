"""What a report is made from: documents with their statements, and what is held to be one across them."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from graph.analysis.evidence import Evidence, evidence_of
from graph.export import write_trig
from graph.identity.reviews import Kind
from graph.iris import Layer, Thing
from graph.judgements import relations_of
from graph.library import Library
from graph.model import Document, Statement
from graph.rdf.judgements import JudgementWriter
from graph.rdf.names import Quads
from graph.rdf.reader import Reader
from graph.store import Store
from ontology import terms


@dataclass(frozen=True)
class Material:
    """All that a store holds about one claim.

    ``documents`` and ``statements`` are by id, the latter only those of the evidence. ``dataset`` is all of it in RDF,
    as TriG in UTF-8: the graphs of the documents, and of the layers what is said of the claims and sources concerned.
    Equal material gives equal bytes.
    """

    evidence: Evidence
    documents: Mapping[str, Document]
    statements: Mapping[str, Statement]
    dataset: bytes

    @cached_property
    def state(self) -> str:
        """The SHA-256 of the dataset, in hexadecimal."""
        return sha256(self.dataset).hexdigest()


def material_of(library: Library, claim: str) -> Material:
    """The material about a claim by the id of any of its wordings.

    Raises NotFoundError if no statement is about it.
    """
    evidence, store = evidence_of(library, claim), library.store
    documents, statements = dict[str, Document](), dict[str, Statement]()
    quads: Quads = set()
    for name in evidence.documents:
        graph = set(store.quads(store.iris.of(Thing.GRAPH, name)))
        reader = Reader(graph, iris=store.iris)
        documents[name] = reader.document()
        statements |= {found.id: found for found in reader.statements() if found.id in evidence.records}
        quads |= graph
    quads |= _judged(library, evidence)
    out = io.BytesIO()
    write_trig(quads, out, prefixes=store.prefixes)
    return Material(evidence, documents, statements, out.getvalue())


def _judged(library: Library, evidence: Evidence) -> Quads:
    """Which claims and which sources of the evidence are one with others, why, and what is known of them."""
    writer = JudgementWriter(library.store.iris)
    claims = sorted(evidence.claims | {record.claim for record in evidence.records.values()})
    quads = writer.relations(relations_of(library.store, claims))
    for kind, things in ((Kind.CLAIM, claims), (Kind.SOURCE, sorted(evidence.sources))):
        quads |= writer.memberships(library.judgements.memberships(things, kind=kind), kind=kind)
    return quads | _known(library.store, evidence.sources)


def _known(store: Store, sources: Iterable[str]) -> Quads:
    """As which known sources some sources (ids) are recognised, and what is known of these."""
    layer, quads = store.iris.of(Thing.LAYER, Layer.IDENTITIES), set()
    for source in sources:
        node = store.iris.of(Thing.SOURCE, source)
        quads |= set(store.quads(layer, subject=node, predicate=terms.KNOWN_AS))
        for known in store.objects(layer, subject=node, predicate=terms.KNOWN_AS):
            quads |= set(store.quads(layer, subject=known))
    return quads
