"""A description in words and links, for people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.iris import Thing, local_name
from graph.linked.description import Description
from graph.linked.labels import Labels, cut
from graph.linked.pieces import Fact, Reference, Text
from graph.linked.vocabulary import labels as terms_by_label
from graph.rdf.names import OA, PREFIXES, TYPE, Node
from graph.store import Store

_SHOWN = 2_000  # code points of a text
_WORDS = {
    TYPE.value: "is a",
    PREFIXES["rdfs"] + "label": "label",
    PREFIXES["skos"] + "prefLabel": "name",
    PREFIXES["skos"] + "exactMatch": "the same as",
    OA + "hasSource": "in the document",
    OA + "hasSelector": "selector",
    OA + "start": "from character",
    OA + "end": "to character",
    OA + "exact": "words",
    OA + "prefix": "words before",
    OA + "suffix": "words after",
    "http://xmlns.com/foaf/0.1/primaryTopic": "about",
    "http://rdfs.org/ns/void#Dataset": "graph",
}
"""What terms of others are called here, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page shows of a thing."""

    iri: str
    kind: str
    label: str
    said: tuple[Fact, ...]
    """What is said of it, by property."""
    leading: tuple[Fact, ...]
    """What leads to it, by the property by which it does."""
    places: tuple[Reference, ...]
    """The graphs that say so, under what their documents are called; not all of those of other pages."""


def tell(store: Store, description: Description) -> Told:
    """What a description holds, with labels for everything in it."""
    labels = Labels(store)
    said, leading = defaultdict[str, list[Node]](list), defaultdict[str, list[Node]](list)
    for quad in description.said:
        said[quad.predicate.value].append(quad.object)
    for quad in description.leading:
        leading[quad.predicate.value].append(quad.subject)
    return Told(
        iri=description.iri,
        kind=description.thing,
        label=labels.of(description.iri),
        said=_facts(said, labels),
        leading=_facts(leading, labels),
        places=tuple(_places(store, description, labels)),
    )


def _places(store: Store, description: Description, labels: Labels) -> Iterable[Reference]:
    names = {quad.graph_name.value for quad in description.said if isinstance(quad.graph_name, ox.NamedNode)}
    for name in sorted(names):
        parts = store.iris.split(name)
        if parts is not None:
            is_document = parts[0] is Thing.GRAPH
            of = store.iris.of(Thing.DOCUMENT, local_name(name)) if is_document else name
            yield Reference(name, labels.of(of))


def _facts(values: Mapping[str, Sequence[Node]], labels: Labels) -> tuple[Fact, ...]:
    # In the order of the vocabulary's file, which is one for readers.
    order = {iri: number for number, iri in enumerate([*_WORDS, *terms_by_label()])}
    properties = sorted(values, key=lambda iri: (order.get(iri, len(order)), iri))
    return tuple(
        Fact(
            Reference(iri, terms_by_label().get(iri) or _short(iri)),
            tuple((_piece(node, labels),) for node in dict.fromkeys(values[iri])),
        )
        for iri in properties
    )


def _piece(node: Node, labels: Labels) -> Reference | Text | str:
    match node:
        case ox.NamedNode():
            label = labels.of(node.value)
            return Reference(node.value, _short(label) if label == node.value else label)
        case ox.Literal():
            return Text(cut(node.value, _SHOWN), len(node.value))
        case _:
            return str(node)


def _short(iri: str) -> str:
    """What a term of others is called."""
    if iri in _WORDS:
        return _WORDS[iri]
    found = (f"{name}:{iri.removeprefix(space)}" for name, space in PREFIXES.items() if iri.startswith(space))
    return next(found, iri)
