"""Descriptions as RDF."""

from dataclasses import dataclass
from io import BytesIO

import pyoxigraph as ox

from graph.endpoint.formats import ResultFormat
from graph.endpoint.writing import write_quads
from graph.iris import Thing
from graph.linked.description import Description
from graph.rdf.names import TYPE
from graph.store import Store

_FOAF = "http://xmlns.com/foaf/0.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_HYDRA = "http://www.w3.org/ns/hydra/core#"
_VOID = "http://rdfs.org/ns/void#"
_PREFIXES = {"foaf": _FOAF, "dcterms": _DCTERMS, "hydra": _HYDRA, "void": _VOID}


@dataclass(frozen=True, slots=True)
class Located:
    """Where a description is, as clients know it: its own address, its neighbours' and those of what it is part of."""

    itself: str
    previous: str | None
    following: str | None
    data_set: str
    graph: str | None
    """Where all triples of the thing are, if it is a named graph."""


def written(description: Description, located: Located, *, format: ResultFormat, store: Store) -> bytes:
    """A description as RDF, with what it is a description of; TriG and N-Quads tell which graphs say what."""
    first = {located.itself: 0, description.iri: 1}
    quads = sorted(
        [*_about(description, located), *description.quads],
        key=lambda quad: (first.get(_iri(quad), len(first)), _iri(quad)),
    )
    out = BytesIO()
    write_quads(quads, out, format=format, prefixes=_used({**store.prefixes, **_PREFIXES}, quads))
    return out.getvalue()


def _about(description: Description, located: Located) -> list[ox.Quad]:
    page, thing = ox.NamedNode(located.itself), ox.NamedNode(description.iri)
    links = [
        (page, _FOAF + "primaryTopic", description.iri),
        (page, _DCTERMS + "isPartOf", located.data_set),
        (page, _HYDRA + "previous", located.previous),
        (page, _HYDRA + "next", located.following),
        (thing, _VOID + "dataDump", located.graph if description.thing in (Thing.GRAPH, Thing.LAYER) else None),
    ]
    typed = ox.Quad(page, TYPE, ox.NamedNode(_FOAF + "Document"))
    return [typed, *(ox.Quad(s, ox.NamedNode(p), ox.NamedNode(o)) for s, p, o in links if o is not None)]


def _iri(quad: ox.Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""


def _used(prefixes: dict[str, str], quads: list[ox.Quad]) -> dict[str, str]:
    """The prefixes of names that occur; most pages need few."""
    nodes = {node.value for quad in quads for node in quad if isinstance(node, ox.NamedNode)}
    nodes |= {quad.object.datatype.value for quad in quads if isinstance(quad.object, ox.Literal)}
    spaces = {node[: max(node.rfind("#"), node.rfind("/")) + 1] for node in nodes}
    return {name: space for name, space in prefixes.items() if space in spaces}
