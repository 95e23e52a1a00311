"""Trusty URIs: names of graphs that hold a hash of all that the graphs say (Kuhn and Dumontier 2014).

This is module RA of the specification (https://trustyuri.net/), for graphs without blank nodes.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from graph.rdf.names import Node, Quads

_HOLE = " "  # stands in a name for the hash, which cannot be part of what is hashed
_Place = tuple[bytes, bytes, bytes, bool, bytes, str, str]


def made_trusty(quads: Iterable[Quad], *, name: str) -> tuple[str, Quads]:
    """Rename what quads call by a name, or by a name with a fragment, after what they say; the new name, and the quads.

    The last segment of the name gives way to the hash. Raises ValueError where there are blank nodes or triple terms.
    """
    quads, prefix = list(quads), f"{name.rsplit('/', 1)[0]}/"
    lines = {
        _place(quad, name=name, other=prefix + _HOLE): _line(quad, name=name, other=prefix + _HOLE) for quad in quads
    }
    text = "".join(lines[place] for place in sorted(lines))
    code = urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip("=")
    trusty = f"{prefix}RA{code}"
    return trusty, {_renamed(quad, name=name, other=trusty) for quad in quads}


def _place(quad: Quad, *, name: str, other: str) -> _Place:
    """Where a quad stands in order: by graph, subject and predicate, IRIs before literals, each by its bytes."""
    graph, subject, predicate = (
        _moved(_iri(node), name=name, other=other).encode() for node in (quad.graph_name, quad.subject, quad.predicate)
    )
    if isinstance(quad.object, Literal):
        language = quad.object.language or ""
        datatype = "" if language else quad.object.datatype.value
        return graph, subject, predicate, True, quad.object.value.encode(), datatype, language
    return graph, subject, predicate, False, _moved(_iri(quad.object), name=name, other=other).encode(), "", ""


def _line(quad: Quad, *, name: str, other: str) -> str:
    nodes = (quad.graph_name, quad.subject, quad.predicate)
    parts = [_moved(_iri(node), name=name, other=other) for node in nodes]
    if isinstance(quad.object, Literal):
        text = quad.object.value.replace("\\", "\\\\").replace("\n", "\\n")
        language = quad.object.language
        parts.append(f"@{language.lower()} {text}" if language else f"^{quad.object.datatype.value} {text}")
    else:
        parts.append(_moved(_iri(quad.object), name=name, other=other))
    return "".join(f"{part}\n" for part in parts)


def _renamed(quad: Quad, *, name: str, other: str) -> Quad:
    def moved(node: object) -> NamedNode:
        return NamedNode(_moved(_iri(node), name=name, other=other))

    value: Node = quad.object if isinstance(quad.object, Literal) else moved(quad.object)
    return Quad(moved(quad.subject), moved(quad.predicate), value, moved(quad.graph_name))


def _moved(iri: str, *, name: str, other: str) -> str:
    return other + iri.removeprefix(name) if iri == name or iri.startswith(f"{name}#") else iri


def _iri(node: object) -> str:
    if not isinstance(node, NamedNode):
        raise ValueError(f"{node} has no IRI, and what has none cannot be hashed")
    return node.value
