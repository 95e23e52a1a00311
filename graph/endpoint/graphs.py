"""Graphs as a whole: what the Graph Store HTTP Protocol reads and writes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from graph.endpoint.formats import ResultFormat
from graph.endpoint.update_text import plain_iri
from graph.endpoint.updating import check_said, check_target
from graph.endpoint.writing import RDF_FORMATS
from graph.errors import InputError
from graph.rdf.writer import n_triples
from graph.store import Store

_MAX_DEPTH = 100
"""Levels of nesting in what is parsed: the parsers call themselves for each level, or take quadratic time."""

# What is not closed is taken to its end, lest it be read again from each of its characters; it cannot be parsed anyway.
_JSON = re.compile(rb'"(?:\\.|[^"\\])*+(?:"|\Z)|(?P<open>[{\[])|(?P<close>[}\]])', re.DOTALL)
_TURTLE = re.compile(
    rb'"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'(?:\\.|[^\\])*?(?:\'\'\'|\Z)'
    rb'|"(?:\\.|[^"\\\r\n])*+"?|\'(?:\\.|[^\'\\\r\n])*+\'?'
    rb"|<[^<>\"{}|^`\x00-\x20]*>|\#[^\r\n]*|(?P<open><<\(?|\{\||[\[(])|(?P<close>\)>>|>>|\|\}|[\])])",
    re.DOTALL,
)
_XML = re.compile(
    rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[^<>]*/>|(?P<close></)|(?P<open><[A-Za-z_:])",
    re.DOTALL,
)
_BRACKETS = {
    ResultFormat.TURTLE: _TURTLE,
    ResultFormat.NTRIPLES: _TURTLE,
    ResultFormat.JSONLD: _JSON,
    ResultFormat.RDFXML: _XML,
}

Triples = list[ox.Triple]


@dataclass(frozen=True, slots=True)
class Payload:
    """A graph as it was sent."""

    content: bytes
    format: ResultFormat


def parsed(payloads: Iterable[Payload], *, base: str) -> Triples:
    """The triples of what was sent, relative IRIs resolved; blank nodes of one payload are none of another's.

    No context of JSON-LD is ever fetched.
    Raises InputError for what is not in the format that it is said to be in.
    """
    found: Triples = []
    for payload in payloads:
        _check_depth(payload)
        try:
            quads = ox.parse(
                payload.content, format=RDF_FORMATS[payload.format], base_iri=base, rename_blank_nodes=True
            )
            for quad in quads:
                if not isinstance(quad.graph_name, ox.DefaultGraph):
                    raise InputError("The body has named graphs: send one graph at a time.")
                found.append(quad.triple)
        except (SyntaxError, ValueError) as error:
            raise InputError(f"The body cannot be parsed as {payload.format}: {_reason(error)}.") from error
    return found


def replace(store: Store, name: str | None, triples: Iterable[ox.Triple]) -> bool:
    """Make a graph, or the one without a name, hold exactly these triples; whether it was not there before.

    Raises ForbiddenError for a graph that the library keeps, and for what only the library says.
    """
    return _write(store, name, triples, before=f"DROP SILENT {_target(name)} ;")


def merge(store: Store, name: str | None, triples: Iterable[ox.Triple]) -> bool:
    """Add triples to a graph, or to the one without a name; whether it was not there before.

    Raises as ``replace`` does.
    """
    return _write(store, name, triples, before="")


def remove(store: Store, name: str | None) -> bool:
    """Remove a graph, or empty the one without a name; whether it was there.

    Raises ForbiddenError for a graph that the library keeps.
    """
    if name is not None:
        check_target(store, name)
    was_there = is_there(store, name)
    store.update(f"DROP SILENT {_target(name)}")
    return was_there


def is_there(store: Store, name: str | None) -> bool:
    """Whether there is such a graph; the one without a name always is."""
    return name is None or store.has_graph(name)


def _write(store: Store, name: str | None, triples: Iterable[ox.Triple], *, before: str) -> bool:
    if name is not None:
        check_target(store, name)
    quads = [ox.Quad(*triple) for triple in triples]
    check_said(quads)
    is_new = not is_there(store, name)
    data = n_triples(quads).decode()
    # One update is one transaction; a graph that holds nothing is made, so that it is there.
    made = "" if name is None else f"CREATE SILENT {_target(name)} ;"
    body = data if name is None else f"{_target(name)} {{\n{data}}}"
    store.update(f"{before} {made} INSERT DATA {{\n{body}}}")
    return is_new


def _target(name: str | None) -> str:
    return "DEFAULT" if name is None else f"GRAPH {plain_iri(name)}"


def _check_depth(payload: Payload) -> None:
    depth = 0
    for match in _BRACKETS[payload.format].finditer(payload.content):
        depth += (match.lastgroup == "open") - (match.lastgroup == "close")
        if depth > _MAX_DEPTH:
            raise InputError(f"The body nests more than {_MAX_DEPTH} levels deep: write it flatter.")


def _reason(error: SyntaxError | ValueError) -> str:
    if "LoadDocumentCallback" in str(error):
        return "its context is at another address, and none is fetched: write the context into the document"
    return str(error).rstrip(".")
