"""The graph as files: RDF in all common syntaxes, whole or around one thing, written document by document.

Memory is bounded by the largest document, not by the store; a layer of what is held across documents counts as one.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import IO, cast

import pyoxigraph as ox

from graph.errors import NotFoundError
from graph.iris import Thing
from graph.rdf.names import RDF, word_of
from graph.rdf.reader import Reader
from graph.rdf.writer import Writer
from graph.records import Record, of_claim, of_source, with_chains
from graph.store import Store
from ontology import terms
from ontology.files import CONTEXT, read


class RdfSyntax(StrEnum):
    """The syntaxes that a graph is written in."""

    TURTLE = "turtle"
    TRIG = "trig"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"
    TURTLE12 = "turtle12"
    """RDF 1.2 Turtle: each statement reifies its plain triple."""


MEDIA_TYPES = {
    RdfSyntax.TURTLE: "text/turtle",
    RdfSyntax.TRIG: "application/trig",
    RdfSyntax.NTRIPLES: "application/n-triples",
    RdfSyntax.NQUADS: "application/n-quads",
    RdfSyntax.RDFXML: "application/rdf+xml",
    RdfSyntax.JSONLD: "application/ld+json",
    RdfSyntax.TURTLE12: "text/turtle;version=1.2",
}

_NATIVE = {
    RdfSyntax.TURTLE: ox.RdfFormat.TURTLE,
    RdfSyntax.TRIG: ox.RdfFormat.TRIG,
    RdfSyntax.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    RdfSyntax.NQUADS: ox.RdfFormat.N_QUADS,
    RdfSyntax.RDFXML: ox.RdfFormat.RDF_XML,
    RdfSyntax.TURTLE12: ox.RdfFormat.TURTLE,
}
_DATASETS = frozenset({RdfSyntax.TRIG, RdfSyntax.NQUADS, RdfSyntax.JSONLD})

# XML 1.0, section 2.2: these cannot be written in RDF/XML, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REIFIES = ox.NamedNode(RDF + "reifies")
_TYPE = RDF + "type"
_STATEMENT = ox.NamedNode(terms.STATEMENT)

Quads = list[ox.Quad]


@dataclass(frozen=True, slots=True)
class Scope:
    """What to write: everything, or what belongs to one document, claim or source (ids)."""

    document: str | None = None
    claim: str | None = None
    source: str | None = None


def write(store: Store, out: IO[bytes], *, syntax: RdfSyntax, scope: Scope | None = None) -> None:
    """Write the graph to a binary stream.

    The whole graph has what is held across documents too: which sources and claims are one, and the reviews. A part
    has what the documents say.
    Around a claim or a source, the statements about it with their chains are written, and of their documents
    everything but the text and its hyperlinks. In RDF/XML, characters that XML cannot hold become U+FFFD.
    Raises NotFoundError if the scope names something that is not in the store.
    """
    graphs = _graphs(store, scope or Scope())
    if syntax is RdfSyntax.JSONLD:
        _write_json_ld(graphs, out)
        return
    adapt = _ADAPT.get(syntax, list)
    quads = (quad for _, found in graphs for quad in adapt(_sorted(found)))
    ordered = _OrderedPrefixes(_ReferencedReturns(out) if syntax is RdfSyntax.RDFXML else out)
    if syntax in _DATASETS:
        ox.serialize(quads, output=cast("IO[bytes]", ordered), format=_NATIVE[syntax], prefixes=store.prefixes)
    else:
        triples = (quad.triple for quad in quads)
        ox.serialize(triples, output=cast("IO[bytes]", ordered), format=_NATIVE[syntax], prefixes=store.prefixes)
    ordered.finish()


def write_trig(quads: Iterable[ox.Quad], out: IO[bytes], *, prefixes: Mapping[str, str]) -> None:
    """Write named graphs as TriG, graph by graph; equal graphs give equal bytes."""
    graphs: dict[str, Quads] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name)].append(quad)
    ordered = _OrderedPrefixes(out)
    found = (quad for name in sorted(graphs) for quad in _sorted(graphs[name]))
    ox.serialize(found, output=cast("IO[bytes]", ordered), format=ox.RdfFormat.TRIG, prefixes=dict(prefixes))
    ordered.finish()


class _OrderedPrefixes:
    """Passes on what is written, the prefix lines at its head sorted: the engine gives them in a random order."""

    def __init__(self, out: "IO[bytes] | _ReferencedReturns") -> None:
        self._out = out
        self._head: bytes | None = b""

    def write(self, data: bytes | bytearray | memoryview) -> int:
        if self._head is None:
            self._out.write(data)
            return len(data)
        self._head += bytes(data)
        *lines, last = self._head.splitlines(keepends=True) or [b""]
        if last[:1] not in (b"", b"@") or any(not line.startswith(b"@prefix") for line in lines):
            self.finish()
        return len(data)

    def flush(self) -> None:
        """Do nothing: who opened the stream flushes it."""

    def finish(self) -> None:
        """Write out what is held back; called once more at the end, for a file of prefixes only."""
        if self._head is not None:
            lines = self._head.splitlines(keepends=True)
            count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
            self._out.write(b"".join(sorted(lines[:count]) + lines[count:]))
            self._head = None


class _ReferencedReturns:
    """Writes carriage returns as references: bare ones are new lines to who reads XML (XML 1.0, section 2.11)."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def write(self, data: bytes | bytearray | memoryview) -> int:
        self._out.write(bytes(data).replace(b"\r", b"&#13;"))
        return len(data)


def _graphs(store: Store, scope: Scope) -> Iterator[tuple[str, Quads]]:
    """The name and the quads in scope of each document's graph, of the whole graph those of each layer as well."""
    if scope.document is not None:
        name = store.iris.of(Thing.GRAPH, scope.document)
        quads = list(store.quads(name))
        if not quads:
            raise NotFoundError(f"There is no document {scope.document}.")
        return iter([(name, quads)])
    if scope.claim is not None or scope.source is not None:
        records = of_claim(store, scope.claim) if scope.claim else of_source(store, scope.source or "")
        if not records:
            raise NotFoundError(f"There is no statement about {scope.claim or scope.source}.")
        return _around(store, with_chains(store, records).values())
    return ((name, list(store.quads(name))) for name in (*store.graphs(), *store.layers()))


def _around(store: Store, records: Iterable[Record]) -> Iterator[tuple[str, Quads]]:
    """Of each document, its description without the text, and the statements among the records."""
    wanted: dict[str, set[str]] = {}
    for record in records:
        wanted.setdefault(store.iris.of(Thing.GRAPH, record.document.id), set()).add(record.statement)
    for name in sorted(wanted):
        reader = Reader(store.quads(name), iris=store.iris)
        document = replace(reader.document(), links=())
        statements = [statement for statement in reader.statements() if statement.id in wanted[name]]
        quads = Writer(store.iris).quads(document, statements)
        yield name, [quad for quad in quads if quad.predicate.value != terms.TEXT]


def _sorted(quads: Iterable[ox.Quad]) -> Quads:
    """In the order of subjects, types first, so that equal graphs give equal files."""
    return sorted(quads, key=lambda q: (str(q.subject), q.predicate.value != _TYPE, q.predicate.value, str(q.object)))


def _reify(quads: Quads) -> Quads:
    """Add to each statement the plain triple that it is the reifier of (RDF 1.2 Concepts, section 1.5)."""
    said: dict[str, dict[str, ox.NamedNode]] = defaultdict(dict)
    for quad in quads:
        if isinstance(quad.object, ox.NamedNode):
            said[str(quad.subject)][quad.predicate.value] = quad.object
    reified: Quads = []
    for quad in quads:
        reified.append(quad)
        if quad.predicate.value == _TYPE and quad.object == _STATEMENT:
            parts = said[str(quad.subject)]
            act, stance = (word_of(parts[p].value) for p in (terms.SPEECH_ACT, terms.STANCE))
            plain = ox.NamedNode(terms.position(speech_act=act, stance=stance))
            triple = ox.Triple(parts[terms.SOURCE_OF], plain, parts[terms.CLAIM_OF])
            reified.append(ox.Quad(quad.subject, _REIFIES, triple, quad.graph_name))
    return reified


def _for_xml(quads: Quads) -> Quads:
    return [
        ox.Quad(q.subject, q.predicate, _legal_literal(q.object), q.graph_name)
        if isinstance(q.object, ox.Literal)
        else q
        for q in quads
    ]


def _legal_literal(literal: ox.Literal) -> ox.Literal:
    text = legal_in_xml(literal.value)
    return literal if text == literal.value else ox.Literal(text, datatype=literal.datatype)


def legal_in_xml(text: str) -> str:
    """The text with U+FFFD for every character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


_ADAPT: dict[RdfSyntax, Callable[[Quads], Quads]] = {RdfSyntax.TURTLE12: _reify, RdfSyntax.RDFXML: _for_xml}


def _write_json_ld(graphs: Iterable[tuple[str, Quads]], out: IO[bytes]) -> None:
    """One JSON-LD document with the vocabulary's context, a named graph for each document of the store.

    rdflib compacts with a context, which Oxigraph does not; it sees one document at a time.
    """
    from graph.rdflib_graphs import rdflib_graph  # rdflib takes longer to import than all that a question needs

    context = json.loads(read(CONTEXT))["@context"]
    out.write(b'{"@context": ' + json.dumps(context).encode() + b',\n"@graph": [')
    for number, (name, quads) in enumerate(graphs):
        graph = rdflib_graph(_sorted(quads))
        text = graph.serialize(format="json-ld", context=context, auto_compact=False)
        compacted = json.loads(text)
        compacted.pop("@context", None)
        nodes = compacted.get("@graph", [compacted])
        out.write(b",\n" if number else b"\n")
        out.write(json.dumps({"@id": name, "@graph": nodes}, ensure_ascii=False, sort_keys=True).encode())
    out.write(b"]}\n")
