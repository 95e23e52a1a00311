"""The graph to take away: RDF, and the citation graph."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from api.contents import content_of
from api.errors import problems
from api.security import policy_for
from api.service import CurrentRevision, CurrentService, CurrentStore, Revision
from graph import asking, export
from graph.export import Scope
from graph.library import Library
from graph.pictures import GRAPH_MEDIA_TYPES, GraphFormat, citation_graph, picture
from graph.store import Store

router = APIRouter(tags=["export"])

_SPOOL = 4_000_000  # bytes of an export that are kept in memory before it goes to a temporary file
_CHUNK = 65_536

Document = Annotated[str | None, Query(description="Only what belongs to this document: id or IRI.")]
Claim = Annotated[str | None, Query(description="Only what belongs to this claim: id or IRI.")]
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


def _answers(media_types: Iterable[str], description: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": description, "content": content_of(media_types)}}


@router.get(
    "/export",
    summary="Export RDF",
    response_class=StreamingResponse,
    responses={
        **_answers(export.MEDIA_TYPES.values(), "The graph in the syntax asked for."),
        **problems(400, 404, 422),
    },
)
def export_rdf(
    store: CurrentStore,
    revision: CurrentRevision,
    syntax: Annotated[
        export.RdfSyntax, Query(alias="format", description="The syntax of RDF.")
    ] = export.RdfSyntax.TURTLE,
    document: Document = None,
    claim: Claim = None,
    source: Source = None,
) -> StreamingResponse:
    """The graph, or what belongs to one document, claim or source, as RDF."""
    scope = asking.scope(store, document=document, claim=claim, source=source)
    if scope == Scope():
        # Each document is read in one piece, and a whole store may take longer than it stays as it is.
        spool = _written(store, syntax, scope)
    else:
        spool = revision.read(partial(_written, store, syntax, scope))
    return StreamingResponse(_chunks(spool), media_type=export.MEDIA_TYPES[syntax])


def _written(store: Store, syntax: export.RdfSyntax, scope: Scope) -> IO[bytes]:
    spool = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 - closed when it has been sent
    export.write(store, spool, syntax=syntax, scope=scope)
    spool.seek(0)
    return spool


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


@router.get(
    "/citation-graph",
    summary="The citation graph",
    response_model=Graph,
    responses={
        **_answers(GRAPH_MEDIA_TYPES.values(), "As data, for a graph tool, or drawn."),
        **problems(400, 404, 422),
    },
)
def show_citation_graph(
    service: CurrentService,
    format_: Annotated[GraphFormat | None, Query(alias="format", description="JSON where none is given.")] = None,
    document: Document = None,
    claim: Claim = None,
    source: Source = None,
) -> Graph | Response:
    """Who passes on what whom says, whole or around one document, claim or source; as data or as a drawing."""
    library, revision = service.library, service.revision
    scope = asking.scope(library.store, document=document, claim=claim, source=source)
    if format_ is None:
        return _as_data(library, revision, scope)
    content = revision.read(partial(picture, library, scope, format=format_))
    headers = {"Content-Security-Policy": policy_for(content)} if format_ is GraphFormat.HTML else None
    return Response(content, media_type=GRAPH_MEDIA_TYPES[format_], headers=headers)


def _as_data(library: Library, revision: Revision, scope: Scope) -> Graph:
    graph = revision.read(lambda: citation_graph(library, scope))
    nodes = (
        GraphNode(id=node, label=data["label"], kind=data["kind"], named=data["named"], stance=data.get("stance"))
        for node, data in graph.nodes(data=True)
    )
    edges = (GraphEdge(source=outer, target=inner, **data) for outer, inner, data in graph.edges(data=True))
    return Graph(nodes=tuple(nodes), edges=tuple(edges))
