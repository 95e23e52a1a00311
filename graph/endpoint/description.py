"""What the endpoint tells of itself and of its data: SPARQL 1.1 Service Description and VoID."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

import pyoxigraph as ox

from graph.endpoint.dataset import DefaultGraph
from graph.endpoint.formats import GRAPHS, IRIS, READABLE, SOLUTIONS, ResultFormat
from graph.endpoint.writing import write_graph
from graph.iris import Layer, Thing
from graph.library import Library
from graph.rdf.names import PREFIXES, TYPE, XSD
from graph.store import Store
from ontology import terms

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
_PREFIXES = {"sd": SD, "void": VOID, "dcterms": DCTERMS, "foaf": FOAF}
_TITLE = "Who said what, and where they got it"

Described = list[ox.Triple]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the parts of the endpoint are, as clients know them."""

    sparql: str
    graphs: str
    void: str
    export: str


def service_description(
    store: Store, addresses: Addresses, *, default_graph: DefaultGraph, is_writable: bool
) -> Described:
    """What the endpoint can do, in the terms of SPARQL 1.1 Service Description.

    Of the named graphs those are listed that are always the same: the vocabulary and the layers.
    """
    service, dataset, default = (
        ox.NamedNode(f"{addresses.sparql}#{part}") for part in ("service", "dataset", "default")
    )
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if is_writable else [])]
    features = ["UnionDefaultGraph"] if default_graph is DefaultGraph.UNION else []
    found = [
        _typed(service, SD + "Service"),
        _link(service, SD + "endpoint", addresses.sparql),
        *(_link(service, SD + "supportedLanguage", SD + language) for language in languages),
        *(_link(service, SD + "feature", SD + feature) for feature in features),
        *(_link(service, SD + "resultFormat", IRIS[format_]) for format_ in (*SOLUTIONS, *GRAPHS)),
        *(_link(service, SD + "inputFormat", IRIS[format_]) for format_ in READABLE.values() if is_writable),
        _link(service, SD + "defaultDataset", dataset.value),
        _typed(dataset, SD + "Dataset"),
        _link(dataset, SD + "defaultGraph", default.value),
        _typed(default, SD + "Graph"),
        _text(default, DCTERMS + "description", _DEFAULT_GRAPH[default_graph]),
    ]
    names = [terms.NS.rstrip("#"), *(store.iris.of(Thing.LAYER, layer) for layer in Layer)]
    for number, name in enumerate(name for name in names if store.has_graph(name)):
        named, graph = (ox.NamedNode(f"{addresses.sparql}#{part}-{number}") for part in ("named", "graph"))
        found += [
            _link(dataset, SD + "namedGraph", named.value),
            _typed(named, SD + "NamedGraph"),
            _link(named, SD + "name", name),
            _link(named, SD + "graph", graph.value),
            _typed(graph, SD + "Graph"),
        ]
    return found


_DEFAULT_GRAPH = {
    DefaultGraph.UNION: (
        "The union of all graphs; a triple is found once for each graph that holds it. "
        "In an update it is the graph without a name."
    ),
    DefaultGraph.UNNAMED: "The graph without a name.",
}


def data_set(library: Library, addresses: Addresses) -> Described:
    """What is in the store, in the terms of VoID; the counts come from the search index and the names of graphs."""
    data, store = ox.NamedNode(f"{addresses.void}#data"), library.store
    description = ox.NamedNode(addresses.void)
    found = [
        _typed(description, VOID + "DatasetDescription"),
        _link(description, FOAF + "primaryTopic", data.value),
        _typed(data, VOID + "Dataset"),
        _text(data, DCTERMS + "title", _TITLE),
        _link(data, VOID + "sparqlEndpoint", addresses.sparql),
        _link(data, VOID + "dataDump", addresses.export),
        _text(data, VOID + "uriSpace", store.iris.base),
        *(_link(data, VOID + "vocabulary", PREFIXES[prefix]) for prefix in ("al", "oa", "skos")),
        *(_link(data, VOID + "feature", IRIS[format_]) for format_ in GRAPHS),
        *(_link(data, VOID + "exampleResource", example) for example in _examples(store)),
    ]
    for class_, count in ((terms.DOCUMENT, len(store.graphs())), (terms.STATEMENT, library.index.size)):
        part = ox.NamedNode(f"{addresses.void}#{class_.rpartition('#')[2]}")
        found += [
            _link(data, VOID + "classPartition", part.value),
            _link(part, VOID + "class", class_),
            ox.Triple(
                part, ox.NamedNode(VOID + "entities"), ox.Literal(str(count), datatype=ox.NamedNode(XSD + "integer"))
            ),
        ]
    return found


def _examples(store: Store) -> Iterator[str]:
    """A document, and a statement in it with its source and its claim."""
    statement = next(store.said(predicate=TYPE.value, object=ox.NamedNode(terms.STATEMENT)), None)
    if statement is None or not isinstance(statement.subject, ox.NamedNode):
        return
    yield statement.subject.value
    for property_ in (terms.IN_DOCUMENT, terms.SOURCE_OF, terms.CLAIM_OF):
        yield from (found for found in (store.value(statement.subject.value, predicate=property_),) if found)


def written(described: Described, *, format: ResultFormat, prefixes: Mapping[str, str]) -> bytes:
    """A description as RDF."""
    out = BytesIO()
    write_graph(described, out, format=format, prefixes={**prefixes, **_PREFIXES})
    return out.getvalue()


def _typed(subject: ox.NamedNode, class_: str) -> ox.Triple:
    return ox.Triple(subject, TYPE, ox.NamedNode(class_))


def _link(subject: ox.NamedNode, predicate: str, target: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(target))


def _text(subject: ox.NamedNode, predicate: str, text: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(text))
