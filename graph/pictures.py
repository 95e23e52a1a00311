"""The citation graph as a file: formats for graph tools, and drawings."""

import io
from enum import StrEnum

import networkx as nx

from graph.analysis.citations import (
    CitationGraph,
    of_everything,
    of_one_claim,
    of_one_document,
    of_one_source,
)
from graph.drawing import draw_html, draw_png, draw_svg, write_dot
from graph.export import Scope, legal_in_xml
from graph.library import Library
from graph.records import describe_sources, document_refs, of_claim
from graph.store import Store


class GraphFormat(StrEnum):
    """The formats of the citation graph."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    DOT = "dot"
    SVG = "svg"
    PNG = "png"
    HTML = "html"


GRAPH_MEDIA_TYPES = {
    GraphFormat.GRAPHML: "application/graphml+xml",
    GraphFormat.GEXF: "application/gexf+xml",
    GraphFormat.DOT: "text/vnd.graphviz",
    GraphFormat.SVG: "image/svg+xml",
    GraphFormat.PNG: "image/png",
    GraphFormat.HTML: "text/html; charset=utf-8",
}


def citation_graph(library: Library, scope: Scope) -> CitationGraph:
    """The citation graph of everything, or around one claim, source or document.

    Raises NotFoundError if the scope names something that is not in the store.
    """
    store = library.store
    if scope.claim is not None:
        return of_one_claim(library, scope.claim)
    if scope.source is not None:
        return of_one_source(store, scope.source)
    if scope.document is not None:
        return of_one_document(store, scope.document)
    return of_everything(library)


def picture(library: Library, scope: Scope, *, format: GraphFormat) -> bytes:
    """The citation graph in scope as the content of a file.

    Raises NotFoundError if the scope names something that is not in the store.
    """
    graph = citation_graph(library, scope)
    title = _title(library.store, scope)
    match format:
        case GraphFormat.SVG:
            return draw_svg(graph, title=title)
        case GraphFormat.PNG:
            return draw_png(graph, title=title)
        case GraphFormat.HTML:
            return draw_html(graph, title=title).encode()
        case GraphFormat.DOT:
            return write_dot(graph, title=title).encode()
        case GraphFormat.GRAPHML | GraphFormat.GEXF:
            return _as_xml(graph, format)


def _as_xml(graph: CitationGraph, format: GraphFormat) -> bytes:
    legal = graph.copy()
    for _, attributes in legal.nodes(data=True):
        attributes["label"] = legal_in_xml(attributes["label"])
    out = io.BytesIO()
    if format is GraphFormat.GRAPHML:
        nx.write_graphml(legal, out)
    else:
        nx.write_gexf(legal, out)
    return out.getvalue()


def _title(store: Store, scope: Scope) -> str:
    if scope.claim is not None:
        return f"Who says, and through whom: {of_claim(store, scope.claim)[0].claim_text}"
    if scope.source is not None:
        return f"Who is cited, and who cites: {describe_sources(store, [scope.source])[scope.source].name}"
    if scope.document is not None:
        document = document_refs(store, [scope.document])[0]
        return f"Who says, and through whom, in: {document.title or document.url or document.id}"
    return "Who passes on what whom says"
