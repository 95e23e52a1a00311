"""Identifications as quads in a layer of their own, and back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad

from graph.identity.identifications import METHOD, Identification
from graph.iris import Iris, Layer, Thing, local_name
from graph.rdf.literals import decimal, moment, typed
from graph.rdf.names import TYPE, Node, Quads
from ontology import terms


@dataclass(frozen=True)
class IdentificationWriter:
    """Writes identifications."""

    iris: Iris

    @property
    def layer(self) -> str:
        """The name of the graph that they are in."""
        return self.iris.of(Thing.LAYER, Layer.IDENTIFICATIONS)

    def quads(self, identifications: Iterable[Identification]) -> Quads:
        """All quads of some identifications."""
        graph = NamedNode(self.layer)
        triples = (triple for identification in identifications for triple in self._triples(identification))
        return {Quad(NamedNode(s), NamedNode(p), o, graph) for s, p, o in triples}

    def _triples(self, identification: Identification) -> Iterator[tuple[str, str, Node]]:
        node = self.iris.of(Thing.REVIEW, identification.id)
        yield node, TYPE.value, NamedNode(terms.IDENTIFICATION)
        yield node, terms.IDENTIFIED_SOURCE, NamedNode(self.iris.of(Thing.SOURCE, identification.source))
        yield node, terms.IDENTIFIED_AS, NamedNode(identification.entity)
        yield node, terms.SCORE, decimal(identification.score)
        yield node, terms.METHOD, Literal(METHOD)
        yield node, terms.ENTITY_LABEL, Literal(identification.label)
        yield node, terms.SERVICE, typed(identification.service, "anyURI")
        yield node, terms.IDENTIFIED_AT, moment(identification.at)


def read_identifications(quads: Iterable[Quad]) -> list[Identification]:
    """The identifications among quads that hold all of each, the earliest first.

    Raises LookupError where one lacks a part.
    """
    values: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            values[quad.subject.value][quad.predicate.value] = quad.object.value
    found = (_read(node) for node in values.values() if node.get(TYPE.value) == terms.IDENTIFICATION)
    return sorted(found, key=lambda identification: identification.order)


def _read(node: dict[str, str]) -> Identification:
    return Identification(
        source=local_name(node[terms.IDENTIFIED_SOURCE]),
        entity=node[terms.IDENTIFIED_AS],
        score=float(node[terms.SCORE]),
        label=node[terms.ENTITY_LABEL],
        service=node[terms.SERVICE],
        at=datetime.fromisoformat(node[terms.IDENTIFIED_AT]),
    )
