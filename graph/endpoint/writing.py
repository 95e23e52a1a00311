"""Answers and graphs, written by the engine itself, piece by piece."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import IO, cast

import pyoxigraph as ox

from graph.endpoint.formats import BOOLEANS, GRAPHS, SOLUTIONS, ResultFormat
from graph.endpoint.xml_text import LegalXml
from graph.errors import FormatError, SizeLimitError

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_RESULTS = {
    ResultFormat.JSON: ox.QueryResultsFormat.JSON,
    ResultFormat.XML: ox.QueryResultsFormat.XML,
    ResultFormat.CSV: ox.QueryResultsFormat.CSV,
    ResultFormat.TSV: ox.QueryResultsFormat.TSV,
}
RDF_FORMATS = {
    ResultFormat.TURTLE: ox.RdfFormat.TURTLE,
    ResultFormat.TRIG: ox.RdfFormat.TRIG,
    ResultFormat.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    ResultFormat.NQUADS: ox.RdfFormat.N_QUADS,
    ResultFormat.RDFXML: ox.RdfFormat.RDF_XML,
    ResultFormat.JSONLD: ox.RdfFormat.JSON_LD,
}
_OF_DATASETS = frozenset({ResultFormat.TRIG, ResultFormat.NQUADS})
_XML = frozenset({ResultFormat.XML, ResultFormat.RDFXML})
# Namespaces in XML, section 3: what an element can be called; only the end of the IRI matters.
_NAME_AT_END = re.compile(r"[A-Za-z_\u00c0-\ufffd][\w.\u00b7-]*\Z")


def write_found(
    found: Found,
    output: IO[bytes],
    *,
    formats: Sequence[ResultFormat],
    prefixes: Mapping[str, str],
    max_triples: int | None = None,
) -> ResultFormat:
    """Write what a query found in the first of the formats that its form has, and tell which that is.

    Raises FormatError where it has none of them, or where RDF/XML cannot say a triple; SizeLimitError for more triples
    than ``max_triples``.
    """
    if isinstance(found, ox.QueryTriples):
        chosen = _first(formats, GRAPHS, "CONSTRUCT and DESCRIBE give triples")
        triples = found if max_triples is None else _at_most(max_triples, found)
        write_graph(triples, output, format=chosen, prefixes=prefixes)
        return chosen
    if isinstance(found, ox.QueryBoolean):
        chosen = _first(formats, BOOLEANS, "ASK gives yes or no, which CSV and TSV cannot say")
    else:
        chosen = _first(formats, SOLUTIONS, "SELECT and ASK give solutions")
    with_legal = LegalXml(output) if chosen in _XML else None
    found.serialize(cast(IO[bytes], with_legal or output), format=_RESULTS[chosen])
    if with_legal:
        with_legal.finish()
    return chosen


def write_graph(
    triples: Iterable[ox.Triple], output: IO[bytes], *, format: ResultFormat, prefixes: Mapping[str, str]
) -> None:
    """Write triples as RDF. Raises FormatError where RDF/XML or JSON-LD cannot say one of them."""
    if format is not ResultFormat.RDFXML:
        triples = _plain(triples) if format is ResultFormat.JSONLD else triples
        ox.serialize(triples, output, format=RDF_FORMATS[format], prefixes=dict(prefixes))
        return
    legal = LegalXml(output)
    ox.serialize(_sayable(triples), cast(IO[bytes], legal), format=ox.RdfFormat.RDF_XML, prefixes=dict(prefixes))
    legal.finish()


def write_quads(
    quads: Iterable[ox.Quad], output: IO[bytes], *, format: ResultFormat, prefixes: Mapping[str, str]
) -> None:
    """Write quads as RDF: with their graphs where the format is one of datasets, else each triple once.

    JSON-LD gets triples too, in the default graph, where those who read a description look for them. Raises as
    ``write_graph`` does.
    """
    if format in _OF_DATASETS:
        by_graph = sorted(quads, key=lambda quad: str(quad.graph_name))
        ox.serialize(by_graph, output, format=RDF_FORMATS[format], prefixes=dict(prefixes))
    else:
        write_graph(dict.fromkeys(quad.triple for quad in quads), output, format=format, prefixes=prefixes)


def _sayable(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    known: set[str] = set()
    for triple in triples:
        name = triple.predicate.value
        if name not in known:
            if not _NAME_AT_END.search(name):
                raise FormatError("A predicate's IRI does not end in a name, so RDF/XML cannot say it: ask for Turtle.")
            known.add(name)
        yield triple


def _plain(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    for triple in triples:
        if isinstance(triple.object, ox.Triple):
            raise FormatError("A triple is about another triple, which JSON-LD cannot say: ask for Turtle.")
        yield triple


def _first(formats: Sequence[ResultFormat], possible: Sequence[ResultFormat], what: str) -> ResultFormat:
    for format_ in formats:
        if format_ in possible:
            return format_
    names = ", ".join(possible) if len(possible) > len(BOOLEANS) else " or ".join(possible)
    raise FormatError(f"{what}: ask for {names if possible is BOOLEANS else f'one of {names}'}.")


def _at_most(most: int, triples: Iterator[ox.Triple]) -> Iterator[ox.Triple]:
    return chain(islice(triples, most), _nothing_more(most, triples))


def _nothing_more(most: int, triples: Iterator[ox.Triple]) -> Iterator[ox.Triple]:
    if next(triples, None) is not None:
        raise SizeLimitError(f"The answer has more than {most:,} triples: ask for fewer, with LIMIT.")
    yield from ()
