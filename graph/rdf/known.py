"""What is known of sources beforehand as quads, in the layer of identities."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graph.identity.registry import Entry
from graph.iris import Iris, Layer, Thing
from graph.rdf.names import PREFIXES, TYPE, Node, Quads
from ontology import terms

PREFERRED_LABEL = PREFIXES["skos"] + "prefLabel"
EXACT_MATCH = PREFIXES["skos"] + "exactMatch"
WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True)
class KnownWriter:
    """Writes which sources are known beforehand, and what is known of them."""

    iris: Iris

    @property
    def layer(self) -> str:
        """The name of the graph that all of it is in."""
        return self.iris.of(Thing.LAYER, Layer.IDENTITIES)

    def recognised(self, source: str, entry: Entry) -> Quads:
        """That a source (id) is known."""
        return self._quads([(self.iris.of(Thing.SOURCE, source), terms.KNOWN_AS, NamedNode(entry.key))])

    def named(self, entry: Entry) -> Quads:
        """What a known source is and what it is called."""
        return self._quads(_named(entry))

    def succeeded(self, entry: Entry) -> Quads:
        """Who took over from a known source."""
        return self._quads(_succeeded(entry))

    def described(self, entry: Entry) -> Quads:
        """All that is known of a source, but for its other names."""
        return self._quads([*_named(entry), *_succeeded(entry), *_described(entry)])

    def _quads(self, triples: Iterable[tuple[str, str, Node]]) -> Quads:
        graph = NamedNode(self.layer)
        return {Quad(NamedNode(s), NamedNode(p), o, graph) for s, p, o in triples}


def _named(entry: Entry) -> Iterator[tuple[str, str, Node]]:
    yield entry.key, TYPE.value, NamedNode(terms.KNOWN_SOURCE)
    yield entry.key, TYPE.value, NamedNode(terms.SOURCE_CLASSES[entry.kind])
    yield entry.key, PREFERRED_LABEL, Literal(entry.name)


def _succeeded(entry: Entry) -> Iterator[tuple[str, str, Node]]:
    if entry.successor:
        yield entry.key, terms.SUCCESSOR, NamedNode(entry.successor)


def _described(entry: Entry) -> Iterator[tuple[str, str, Node]]:
    if entry.parent:
        yield entry.key, terms.PARENT_BODY, NamedNode(entry.parent)
    if entry.country:
        yield entry.key, terms.COUNTRY, Literal(entry.country)
    if entry.wikidata:
        yield entry.key, EXACT_MATCH, NamedNode(WIKIDATA + entry.wikidata)
