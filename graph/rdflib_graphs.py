"""Quads as a graph of rdflib, for what only rdflib and the tools on it can do.

Not by way of a file: rdflib's parser of N-Triples takes quadratic time on a long literal, a minute for an article
of 5 MB.
"""

from collections.abc import Iterable

import pyoxigraph as ox
import rdflib
from rdflib.term import Node


def rdflib_graph(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The triples of the quads; none of them may hold a triple as a term."""
    graph = rdflib.Graph()
    for quad in quads:
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return graph


def _node(term: object) -> Node:
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal(language=str(language)):
            return rdflib.Literal(term.value, lang=language)
        case ox.Literal():
            plain = term.datatype.value == str(rdflib.XSD.string)
            datatype = None if plain else rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, datatype=datatype, normalize=False)  # as it is in the store
    raise TypeError(f"{type(term).__name__} is no term of RDF 1.1")
