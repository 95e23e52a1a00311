"""What things are called in a line of text, also those that have no words of their own."""

from collections.abc import Callable
from itertools import islice

import pyoxigraph as ox

from graph.iris import Layer, Thing
from graph.linked.description import naming
from graph.linked.vocabulary import labels as terms_by_label
from graph.rdf.names import OA, word_of
from graph.store import Store, Values
from ontology import terms

_MOST = 300  # code points of a label
_ONE_OF = 3  # members of a group that are looked at to name it
_LAYERS = {
    Layer.IDENTITIES: "Which sources are held to be one",
    Layer.CLUSTERS: "Which claims are held to be one, and how others relate",
    Layer.REVIEWS: "What persons judged",
    Layer.IDENTIFICATIONS: "Which sources are entities of an authority",
    Layer.ASSESSMENTS: "What persons found of statements",
}


class Labels:
    """Finds labels in a store, each once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, str] = {}
        self._composed: dict[Thing, Callable[[str, str], str]] = {
            Thing.STATEMENT: self._statement,
            Thing.ANCHOR: self._anchor,
            Thing.MEMBERSHIP: self._membership,
            Thing.RELATION: self._relation,
            Thing.REVIEW: self._review,
            Thing.IDENTITY: self._group,
            Thing.CLUSTER: self._group,
            Thing.GRAPH: self._graph,
            Thing.LAYER: lambda _, name: _LAYERS[Layer(name)],
        }

    def of(self, iri: str) -> str:
        """What something is called; the IRI itself where nothing is known of it."""
        if iri not in self._known:
            self._known[iri] = cut(self._find(iri), _MOST)
        return self._known[iri]

    def _find(self, iri: str) -> str:
        parts = self._store.iris.split(iri)
        if parts is not None and parts[0] in self._composed:
            return self._composed[parts[0]](iri, parts[1])
        if iri in terms_by_label():
            return terms_by_label()[iri]
        named = (self._store.value(iri, predicate=property_) for property_ in naming(self._store, iri))
        return next(filter(None, named), f"{parts[0]} {parts[1]}" if parts else iri)

    def _said(self, iri: str, *properties: str) -> Values:
        return self._store.descriptions([iri], properties).get(iri, {})

    def _statement(self, iri: str, name: str) -> str:
        found = self._said(iri, terms.SOURCE_OF, terms.CLAIM_OF, terms.SPEECH_ACT, terms.STANCE)
        try:
            (source,), (claim,), (act,), (stance,) = (
                found[property_] for property_ in (terms.SOURCE_OF, terms.CLAIM_OF, terms.SPEECH_ACT, terms.STANCE)
            )
            position = terms.position(speech_act=word_of(act), stance=word_of(stance))
        except (KeyError, ValueError):
            return f"statement {name}"  # it is being written, or two graphs say different things of it
        return f"{self.of(source)} {self.of(position)}: {self.of(claim)}"

    def _anchor(self, iri: str, name: str) -> str:
        if name.endswith("-position"):
            start, end = (self._store.value(iri, predicate=OA + part) for part in ("start", "end"))
            return f"characters {start} to {end}"
        quote = iri if name.endswith("-quote") else f"{iri}-quote"
        return self._store.value(quote, predicate=OA + "exact") or f"anchor {name}"

    def _membership(self, iri: str, name: str) -> str:
        member = self._store.value(iri, predicate=terms.MEMBER)
        return f"membership of “{self.of(member)}”" if member else f"membership {name}"

    def _relation(self, iri: str, name: str) -> str:
        start, end, type_ = (
            self._store.value(iri, predicate=property_)
            for property_ in (terms.RELATION_FROM, terms.RELATION_TO, terms.RELATION_TYPE)
        )
        if start and end and type_:
            return f"“{self.of(start)}” {self.of(type_)} “{self.of(end)}”"
        return f"relation {name}"

    def _review(self, iri: str, name: str) -> str:
        found = self._said(
            iri,
            *(terms.VERDICT, terms.REVIEWED_THING),
            *(terms.IDENTIFIED_SOURCE, terms.ENTITY_LABEL),
            *(terms.FINDING, terms.ASSESSED_STATEMENT),
        )
        if terms.VERDICT in found:
            things = " and ".join(f"“{self.of(thing)}”" for thing in sorted(found.get(terms.REVIEWED_THING, [])))
            return f"{things}: {self.of(found[terms.VERDICT][0])}"
        if terms.IDENTIFIED_SOURCE in found:
            return f"{self.of(found[terms.IDENTIFIED_SOURCE][0])} is {found.get(terms.ENTITY_LABEL, ['?'])[0]}"
        if terms.FINDING in found:
            statement = found.get(terms.ASSESSED_STATEMENT, ["?"])[0]
            return f"“{self.of(statement)}”: {self.of(found[terms.FINDING][0])}"
        return f"review {name}"

    def _group(self, iri: str, name: str) -> str:
        layer = Layer.IDENTITIES if "/identity/" in iri else Layer.CLUSTERS
        quads = self._store.quads(self._store.iris.of(Thing.LAYER, layer), predicate=terms.MEMBER_OF, object=iri)
        members = [quad.subject.value for quad in islice(quads, _ONE_OF) if isinstance(quad.subject, ox.NamedNode)]
        return f"{self.of(min(members))} and others" if members else f"group {name}"

    def _graph(self, _: str, name: str) -> str:
        return f"All that “{self.of(self._store.iris.of(Thing.DOCUMENT, name))}” says"


def cut(text: str, length: int) -> str:
    """The first so many code points of a text."""
    return text if len(text) <= length else text[: length - 1] + "…"
