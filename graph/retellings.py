"""How the documents of a store tell a claim, for the comparison of claims that are told again."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from graph.identity.linking import Reading
from graph.identity.registry import Registry
from graph.identity.retelling import Relay, Report, Teller, describing_words
from graph.identity.source_profile import SourceProfile
from graph.iris import Thing, local_name
from graph.rdf.names import KIND_OF_CLASS, RDF, UNSTATED
from graph.store import Store, Values
from ontology import terms

_MOST_DOCUMENTS = 20  # that are asked how they tell a claim
_MOST_STATEMENTS = 50  # of one document about one claim
_OF_STATEMENT = (terms.SOURCE_OF, terms.VIA, terms.AFFILIATION)
_OF_SOURCE = (terms.NAME, terms.DESCRIBED_IN, f"{RDF}type")
_OF_DOCUMENT = (terms.PUBLISHER, terms.PUBLISHED)


def reports_of(store: Store, claim: str, *, registry: Registry) -> tuple[Report, ...]:
    """How each document tells a claim (id); of many documents some, always the same ones."""
    node = store.iris.of(Thing.CLAIM, claim)
    graphs = store.graphs_about(node, class_=terms.CLAIM, limit=_MOST_DOCUMENTS)
    return tuple(_report(store, node, graph=graph, registry=registry) for graph in graphs)


def _report(store: Store, claim: str, *, graph: str, registry: Registry) -> Report:
    document = local_name(graph)
    about = store.descriptions([store.iris.of(Thing.DOCUMENT, document)], _OF_DOCUMENT, name=graph)
    values = next(iter(about.values()), {})
    statements = sorted(store.subjects(graph, predicate=terms.CLAIM_OF, object=claim))[:_MOST_STATEMENTS]
    said = store.descriptions(statements, _OF_STATEMENT, name=graph)
    speakers = _Speakers(store, graph=graph, registry=registry)
    outlet = next(iter(values.get(terms.PUBLISHER, ())), None)
    return Report(
        document=document,
        outlet=None if outlet is None else speakers.reading(outlet),
        published=next(map(_day, values.get(terms.PUBLISHED, ())), None),
        relays=tuple(_relays(said, speakers, outlet=outlet)),
        ends=tuple(speakers.teller(found) for found in said.values() if not _following(found, said)),
    )


def _relays(said: Mapping[str, Values], speakers: "_Speakers", *, outlet: str | None) -> Iterator[Relay]:
    for statement, values in said.items():
        source = values[terms.SOURCE_OF][0]
        reading = None if source == outlet else speakers.reading(source)
        if reading is not None and reading.person is None:
            ends = _ends(statement, said)
            yield Relay(reading, tuple(speakers.teller(said[end]) for end in ends))


def _ends(statement: str, said: Mapping[str, Values]) -> list[str]:
    """The statements at the ends of all chains from one on."""
    queue = [statement]
    for near in queue:
        queue += (far for far in _following(said[near], said) if far not in queue)
    return [end for end in queue if not _following(said[end], said)]


def _following(values: Values, said: Mapping[str, Values]) -> list[str]:
    return [far for far in values.get(terms.VIA, ()) if far in said]


class _Speakers:
    """The sources of one document, as it describes them, each read once."""

    def __init__(self, store: Store, *, graph: str, registry: Registry) -> None:
        self._store = store
        self._graph = graph
        self._registry = registry
        self._readings: dict[str, Reading | None] = {}

    def reading(self, source: str) -> Reading | None:
        """What the name of a source (IRI) tells; None where it has none."""
        if source not in self._readings:
            self._readings[source] = self._read(source)
        return self._readings[source]

    def teller(self, values: Values) -> Teller:
        """The source of a statement of which these are the values."""
        source = values[terms.SOURCE_OF][0]
        reading = self.reading(source)
        if reading is not None:
            return Teller(reading)
        names = [self._name(described) for described in (source, *values.get(terms.AFFILIATION, ()))]
        return Teller(None, describing_words(*names))

    def _name(self, source: str) -> str:
        name = self._store.value(source, predicate=terms.NAME, name=self._graph)
        return "" if name is None or name == UNSTATED else name

    def _read(self, source: str) -> Reading | None:
        values = self._store.descriptions([source], _OF_SOURCE, name=self._graph).get(source, {})
        if terms.NAME not in values or terms.DESCRIBED_IN in values:
            return None
        kinds = frozenset(KIND_OF_CLASS[class_] for class_ in values[f"{RDF}type"] if class_ in KIND_OF_CLASS)
        return Reading(SourceProfile(local_name(source), frozenset(values[terms.NAME]), kinds), registry=self._registry)


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()
