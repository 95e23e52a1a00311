"""The graph to take away: RDF, and the citation graph."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from api.service import CurrentStore
from graph import asking, export
from graph.pictures import GRAPH_MEDIA_TYPES, GraphFormat, citation_graph, picture

router = APIRouter(tags=["export"])

_SPOOL = 4_000_000  # bytes of an export that are kept in memory before it goes to a temporary file
_CHUNK = 65_536

Document = Annotated[str | None, Query(description="Only what belongs to this document.")]
Claim = Annotated[str | None, Query(description="Only what belongs to this claim.")]
Source = Annotated[str | None, Query(description="Only what belongs to this source: id, IRI or name.")]


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A source in the citation graph; its stance is given around one claim."""

    id: str
    label: str
    kind: str
    named: bool
    stance: str | None


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """Who passes on (``source``) what whom (``target``) says, with which stance, in how many statements."""

    source: str
    target: str
    stance: str
    count: int
    inferred: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """The citation graph."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


@router.get("/export", response_class=StreamingResponse)
def export_rdf(
    store: CurrentStore,
    syntax: Annotated[export.RdfSyntax, Query(alias="format")] = export.RdfSyntax.TURTLE,
    document: Document = None,
    claim: Claim = None,
    source: Source = None,
) -> StreamingResponse:
    """The graph, or what belongs to one document, claim or source, as RDF."""
    scope = asking.scope(store, document=document, claim=claim, source=source)
    spool = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 - closed when it has been sent
    export.write(store, spool, syntax=syntax, scope=scope)
    spool.seek(0)
    return StreamingResponse(_chunks(spool), media_type=export.MEDIA_TYPES[syntax])


@router.get("/citation-graph", response_model=Graph)
def show_citation_graph(
    store: CurrentStore,
    format_: Annotated[GraphFormat | None, Query(alias="format", description="JSON where none is given.")] = None,
    document: Document = None,
    claim: Claim = None,
    source: Source = None,
) -> Graph | Response:
    """Who passes on what whom says, whole or around one document, claim or source; as data or as a drawing."""
    scope = asking.scope(store, document=document, claim=claim, source=source)
    if format_ is not None:
        return Response(picture(store, scope, format=format_), media_type=GRAPH_MEDIA_TYPES[format_])
    graph = citation_graph(store, scope)
    nodes = (
        GraphNode(id=node, label=data["label"], kind=data["kind"], named=data["named"], stance=data.get("stance"))
        for node, data in graph.nodes(data=True)
    )
    edges = (GraphEdge(source=outer, target=inner, **data) for outer, inner, data in graph.edges(data=True))
    return Graph(nodes=tuple(nodes), edges=tuple(edges))


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
