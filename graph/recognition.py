"""Which sources of a store are known beforehand, and what is known of them, in the layer of identities.

A source is known by what it is called, alone or in an identity. What is known of it stands in the layer as long as some
source of the store is known as it; of its parent body, its predecessors and its successor there is the name and kind.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable

from graph.answers import KnownRef, KnownSource
from graph.identity.registry import Registry
from graph.identity.reviews import Kind
from graph.iris import Thing, local_name
from graph.judgements import Judgements
from graph.rdf.known import EXACT_MATCH, PREFERRED_LABEL, WIKIDATA, KnownWriter
from graph.rdf.names import KIND_OF_CLASS, Quads
from graph.store import Row, Store
from ontology import terms

_CLASSES = ", ".join(f"<{iri}>" for iri in KIND_OF_CLASS)


class Recognition:
    """What a store is to say of known sources.

    ``known_as`` gives the key of the known source that the name of a source (id) means; it is asked as often as there
    are sources, ``registry`` once a change.
    """

    def __init__(
        self, store: Store, *, registry: Callable[[], Registry], known_as: Callable[[str], str | None]
    ) -> None:
        self._store = store
        self._registry = registry
        self._known_as = known_as
        self._writer = KnownWriter(store.iris)

    def facts(self, sources: Iterable[str]) -> tuple[Quads, Quads]:
        """What the store says of some sources being known, and what it should say."""
        registry, before, after = self._registry(), Quads(), Quads()
        gone, come = defaultdict[str, set[str]](set), set[str]()
        for source in sources:
            node = self._store.iris.of(Thing.SOURCE, source)
            before |= set(self._store.quads(self._writer.layer, subject=node, predicate=terms.KNOWN_AS))
            for key in self._store.objects(self._writer.layer, subject=node, predicate=terms.KNOWN_AS):
                gone[key].add(node)
            if known := self._known_as(source):
                after |= self._writer.recognised(source, registry.entries[known])
                come.add(known)

        def is_used(key: str) -> bool:
            return key in come or not gone[key].issuperset(self._users(key))

        for key in self._with_neighbours(gone.keys() | come, registry=registry):
            before |= set(self._store.quads(self._writer.layer, subject=key))
            after |= self._description(key, registry=registry, is_used=is_used)
        return before, after

    def _users(self, key: str) -> list[str]:
        return self._store.subjects(self._writer.layer, predicate=terms.KNOWN_AS, object=key)

    def _with_neighbours(self, keys: Iterable[str], *, registry: Registry) -> set[str]:
        """These known sources, and those that they lead to or led to when the store was written."""
        layer, found = self._writer.layer, set[str]()
        for key in keys:
            found |= {key, *registry.neighbours(key)}
            for relation in (terms.PARENT_BODY, terms.SUCCESSOR):
                found |= set(self._store.objects(layer, subject=key, predicate=relation))
            found |= set(self._store.subjects(layer, predicate=terms.SUCCESSOR, object=key))
        return found

    def _description(self, key: str, *, registry: Registry, is_used: Callable[[str], bool]) -> Quads:
        entry = registry.entries.get(key)
        if entry is None:
            return set()
        if is_used(key):
            return self._writer.described(entry)
        if entry.successor and is_used(entry.successor):
            return self._writer.named(entry) | self._writer.succeeded(entry)
        leading_here = (*registry.parts(key), *registry.predecessors(key))
        return self._writer.named(entry) if any(map(is_used, leading_here)) else set()


def known_sources(judgements: Judgements, source: str) -> tuple[KnownSource, ...]:
    """What is known of a source (id) beforehand, or else of those that it is one with.

    It is one known source at most, unless a review holds two to be one.
    """
    members = (membership.member for membership in judgements.group_with(source, kind=Kind.SOURCE))
    store, layer = judgements.store, KnownWriter(judgements.store.iris).layer
    for things in ([source], members):
        nodes = (store.iris.of(Thing.SOURCE, thing) for thing in things)
        keys = {key for node in nodes for key in store.objects(layer, subject=node, predicate=terms.KNOWN_AS)}
        if keys:
            return tuple(_known_source(store, layer, key) for key in sorted(keys))
    return ()


def known_by(judgements: Judgements, key: str) -> list[str]:
    """The ids of the sources that are known as a known source, given by its key."""
    layer = KnownWriter(judgements.store.iris).layer
    return sorted(map(local_name, judgements.store.subjects(layer, predicate=terms.KNOWN_AS, object=key)))


def _known_source(store: Store, layer: str, key: str) -> KnownSource:
    (row,) = _rows(store, layer, f"VALUES ?known {{ <{key}> }}")
    relations = store.select(f"""
        SELECT ?country ?match WHERE {{ GRAPH <{layer}> {{
            <{key}> a al:KnownSource
            OPTIONAL {{ <{key}> al:country ?country }} OPTIONAL {{ <{key}> <{EXACT_MATCH}> ?match }}
        }} }}""")
    parents = _refs(store, layer, f"<{key}> al:parentBody ?known")
    return KnownSource(
        id=key,
        name=row["name"] or "",
        kind=KIND_OF_CLASS[row["class"] or ""],
        country=relations[0]["country"],
        wikidata=(relations[0]["match"] or "").removeprefix(WIKIDATA) or None,
        parent=next(iter(parents), None),
        predecessors=_refs(store, layer, f"?known al:successor <{key}>"),
        successor=next(iter(_refs(store, layer, f"<{key}> al:successor ?known")), None),
    )


def _refs(store: Store, layer: str, pattern: str) -> tuple[KnownRef, ...]:
    rows = _rows(store, layer, pattern)
    return tuple(KnownRef(row["known"] or "", row["name"] or "", KIND_OF_CLASS[row["class"] or ""]) for row in rows)


def _rows(store: Store, layer: str, pattern: str) -> list[Row]:
    return store.select(f"""
        SELECT ?known ?name ?class WHERE {{ GRAPH <{layer}> {{
            {pattern} . ?known <{PREFERRED_LABEL}> ?name ; a ?class FILTER(?class IN ({_CLASSES}))
        }} }} ORDER BY ?name ?known""")
