"""Is the graph whole? SHACL for the form of each document's graph, and the anchors held against the texts."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pyshacl
import rdflib

from graph.iris import Thing
from graph.library import Library
from graph.rdf.names import OA, RDF
from graph.rdflib_graphs import rdflib_graph
from graph.store import Store
from ontology import terms
from ontology.files import SHAPES, read

_SHACL = rdflib.Namespace("http://www.w3.org/ns/shacl#")


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that is wrong: in which graph, with which node, and what."""

    graph: str
    node: str
    message: str


def check(library: Library) -> Iterator[Violation]:
    """All violations in the store, one document at a time, then those that only the whole store shows."""
    store = library.store
    shapes = rdflib.Graph().parse(data=read(SHAPES), format="turtle")
    for name in store.graphs():
        quads = list(store.quads(name))
        yield from _against_shapes(name, quads, shapes)
        yield from _anchors(name, quads)
    yield from _across_documents(store)
    yield from _index(library)


def _against_shapes(name: str, quads: list[ox.Quad], shapes: rdflib.Graph) -> Iterator[Violation]:
    data = rdflib_graph(quads)
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, do_owl_imports=False, advanced=False)
    if conforms or not isinstance(report, rdflib.Graph):
        return
    for result in report.subjects(rdflib.RDF.type, _SHACL.ValidationResult):
        message = report.value(result, _SHACL.resultMessage)
        yield Violation(name, str(report.value(result, _SHACL.focusNode)), str(message))


def _anchors(name: str, quads: list[ox.Quad]) -> Iterator[Violation]:
    """Every quote selector must hold the characters between the offsets of its position selector."""
    values: dict[tuple[str, str], str] = {}
    anchors = []
    text = ""
    for quad in quads:
        subject, predicate = str(quad.subject).strip("<>"), quad.predicate.value
        if isinstance(quad.object, ox.Literal):
            values[subject, predicate] = quad.object.value
            if predicate == terms.TEXT:
                text = quad.object.value
        elif predicate == RDF + "type" and quad.object == ox.NamedNode(terms.ANCHOR):
            anchors.append(subject)
    for anchor in sorted(anchors):
        start = values.get((f"{anchor}-position", OA + "start"))
        end = values.get((f"{anchor}-position", OA + "end"))
        exact = values.get((f"{anchor}-quote", OA + "exact"))
        if start is None or end is None or text[int(start) : int(end)] != exact:
            message = f"the text between {start} and {end} is not the anchored words: read the document again"
            yield Violation(name, anchor, message)


def _across_documents(store: Store) -> Iterator[Violation]:
    for row in store.select("""
        SELECT ?thing (COUNT(DISTINCT ?document) AS ?n) WHERE {
          ?thing a al:UnnamedSource ; al:describedIn ?document
        } GROUP BY ?thing HAVING (COUNT(DISTINCT ?document) > 1)"""):
        yield Violation("", row["thing"] or "", "an unnamed source is described in more than one document")
    for row in store.select("""
        SELECT ?thing (COUNT(DISTINCT ?text) AS ?n) WHERE {
          ?thing a al:Claim ; al:claimText ?text
        } GROUP BY ?thing HAVING (COUNT(DISTINCT ?text) > 1)"""):
        yield Violation("", row["thing"] or "", "a claim has more than one text")
    for row in store.select("""
        SELECT ?thing WHERE { ?other al:via ?thing . FILTER NOT EXISTS { ?thing a al:Statement } }"""):
        yield Violation("", row["thing"] or "", "a statement rests on one that is not in the store")


def _index(library: Library) -> Iterator[Violation]:
    rows = library.store.select("SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a al:Statement }")
    stored = int(rows[0]["n"] or 0)
    if stored != library.index.size:
        message = (
            f"the search index holds {library.index.size} statements, the store {stored}: remove its folder 'search'"
        )
        yield Violation(library.store.iris.of(Thing.GRAPH, ""), "search index", message)
