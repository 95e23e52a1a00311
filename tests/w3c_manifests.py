"""What the manifests of the W3C's SPARQL 1.1 test suite ask for. The suite is no part of the project."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import rdflib
from rdflib import RDF, RDFS, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
CNT = Namespace("http://www.w3.org/2011/content#")

Graphs = dict[str, Path]
"""Files by the names of the graphs that they fill; the empty name is the default graph."""


@dataclass(frozen=True)
class Exchange:
    """A request and what is expected of the response."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    boolean: bool | None
    format: str | None
    location: str | None
    media_type: str | None
    graph: str | None
    """Turtle."""


@dataclass(frozen=True)
class Replay:
    """A test of a protocol: requests in a row, to a store that holds these graphs."""

    name: str
    requires: frozenset[str]
    graphs: Graphs
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True)
class Evaluation:
    """A test of a query or an update: what it is asked of, and what comes of it; None for no result to compare."""

    name: str
    kind: str
    text: Path
    graphs: Graphs
    result: Path | None
    after: Graphs
    entailment: bool = False


def replays(manifest: Path) -> Iterator[Replay]:
    """The tests of a protocol in a manifest."""
    graph = rdflib.Graph().parse(manifest)
    for test in _entries(graph):
        action = graph.value(test, MF.action)
        if action is None:
            continue
        requests = Collection(graph, graph.value(action, HT.requests))
        data = {
            str(graph.value(d, RDFS.label)): _path(graph.value(d, UT.graph)) for d in graph.objects(test, UT.graphData)
        }
        requires = frozenset(_local(found) for found in graph.objects(test, MF.requires))
        yield Replay(_local(test), requires, data, tuple(_exchange(graph, request) for request in requests))


def evaluations(manifest: Path) -> Iterator[Evaluation]:
    """The tests of queries, updates and their syntax in a manifest and those that it includes."""
    graph = rdflib.Graph().parse(manifest)
    for included in graph.objects(None, MF.include):
        for other in Collection(graph, included):
            yield from evaluations(_path(other))
    for test in _entries(graph):
        yield _evaluation(graph, test, folder=manifest.parent.name)


def _evaluation(graph: rdflib.Graph, test: Node, *, folder: str) -> Evaluation:
    action, result = graph.value(test, MF.action), graph.value(test, MF.result)
    kind, name = _local(graph.value(test, RDF.type)), f"{folder}/{_local(test)}"
    if (text := graph.value(action, QT.query)) is not None:
        graphs = {str(found): _path(found) for found in graph.objects(action, QT.graphData)}
        if (data := graph.value(action, QT.data)) is not None:
            graphs[""] = _path(data)
        entailment = graph.value(action, SD.entailmentRegime)
        return Evaluation(
            name, kind, _path(text), graphs, None if result is None else _path(result), {}, entailment is not None
        )
    if (text := graph.value(action, UT.request)) is not None:
        return Evaluation(name, kind, _path(text), _state(graph, action), None, _state(graph, result))
    return Evaluation(name, kind, _path(action), {}, None, {})


def _state(graph: rdflib.Graph, node: Node | None) -> Graphs:
    file = graph.value(node, UT.data)
    found = {} if file is None else {"": _path(file)}
    for named in graph.objects(node, UT.graphData):
        found[str(graph.value(named, RDFS.label))] = _path(graph.value(named, UT.graph))
    return found


def _exchange(graph: rdflib.Graph, request: Node) -> Exchange:
    response = graph.value(request, HT.resp)
    expected, boolean = _headers(graph, response), graph.value(response, MF.expectedBoolean)
    body, content = graph.value(request, HT.body), graph.value(response, HT.body)
    encoded = None
    if body is not None:
        encoding = str(graph.value(body, CNT.characterEncoding))
        encoded = str(graph.value(body, CNT.chars)).encode(encoding)
    format_, location = graph.value(response, MF.expectedFormat), graph.value(response, MF.expectedLocation)
    return Exchange(
        method=str(graph.value(request, HT.methodName)),
        path=str(graph.value(request, HT.absolutePath)),
        headers=_headers(graph, request),
        body=encoded,
        statuses=frozenset(_local(found) for found in graph.objects(response, MF.expectedStatus)),
        boolean=None if boolean is None else str(boolean) == "true",
        format=None if format_ is None else str(format_),
        location=None if location is None else str(location),
        media_type=expected.get("content-type"),
        graph=None if content is None else str(graph.value(content, CNT.chars)),
    )


def _headers(graph: rdflib.Graph, node: Node | None) -> dict[str, str]:
    lists = graph.objects(node, HT.headers)
    found = (header for headers in lists for header in Collection(graph, headers))
    return {str(graph.value(header, HT.fieldName)).lower(): str(graph.value(header, HT.fieldValue)) for header in found}


def _entries(graph: rdflib.Graph) -> Iterator[Node]:
    for entries in graph.objects(None, MF.entries):
        yield from Collection(graph, entries)


def _path(node: Node | None) -> Path:
    return Path(unquote(urlsplit(str(node)).path))


def _local(node: Node | None) -> str:
    return str(node).rpartition("#")[2]
