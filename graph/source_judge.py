"""Which named sources are one, judged from all that the store's documents say of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from urllib.parse import urlsplit

from graph.batches import batches
from graph.identifications import Identifications
from graph.identity.identifications import EXPLANATION, METHOD, Identification, Identified
from graph.identity.linking import explain
from graph.identity.links import Link
from graph.identity.partition import Membership
from graph.identity.registry import Registry
from graph.identity.source_blocks import SourceBlocks
from graph.identity.source_profile import SourceProfile
from graph.iris import Thing, local_name
from graph.judgements import Judge
from graph.model import UNNAMED_KINDS
from graph.rdf.known import WIKIDATA
from graph.rdf.names import KIND_OF_CLASS, Quads
from graph.recognition import Recognition
from graph.store import Store

_BATCH = 400  # sources asked for in one query
_CLASSES = ", ".join(f"<{iri}>" for iri, kind in KIND_OF_CLASS.items() if kind not in UNNAMED_KINDS)


class SourceJudge:
    """Links between named sources (``graph.identity.linking``), kept up to date with a store.

    All named sources of the store are read when it is first asked, and the known ones with them; ConfigError is raised
    then where the file of known sources cannot be used.
    """

    def __init__(self, store: Store, *, known: Callable[[], Registry]) -> None:
        self._store = store
        self._known = known
        self._profiles: dict[str, SourceProfile] = {}
        self._blocks: SourceBlocks | None = None
        self._identified = Identified(known=self._entity_of, known_by=self._known_by)
        self._recognition = Recognition(store, registry=known, known_as=lambda source: self.open().known_as(source))

    @property
    def judge(self) -> Judge:
        """What the groups of a store are kept by."""
        return Judge(
            links=self.links,
            may_join=self.may_join,
            explain=self.explain,
            expect=lambda _: self.open(),
            refresh=self.refresh,
            facts=self.facts,
        )

    def links(self, source: str) -> Iterable[Link]:
        """All links of a source."""
        links = self.open().links(source)
        return chain(links, self._identified.links(source))

    def may_join(self, one: Collection[str], other: Collection[str]) -> bool:
        """Whether two groups of sources may become one."""
        return self.open().may_join(one, other) and self._identified.may_join(one, other)

    def explain(self, membership: Membership) -> str:
        """What speaks for a membership, in words."""
        return EXPLANATION if membership.method == METHOD else explain(membership)

    def facts(self, sources: Iterable[str]) -> tuple[Quads, Quads]:
        """What the store says of sources being known beforehand, and what it should say."""
        return self._recognition.facts(sources)

    def refresh(self, sources: Iterable[str]) -> set[str]:
        """Take in how the store describes some sources now; gives those whose links may differ."""
        blocks, touched = self.open(), set[str]()
        for batch in batches(sources, _BATCH):
            found = {profile.id: profile for profile in self._read(batch)}
            for source in batch:
                profile = found.get(source)
                if profile == self._profiles.get(source):
                    continue
                touched.add(source)
                if profile is None:
                    del self._profiles[source]
                    touched |= blocks.remove(source)
                else:
                    self._profiles[source] = profile
                    touched |= blocks.add(profile)
        return touched

    def profiles(self, sources: Iterable[str]) -> list[SourceProfile]:
        """What is known of those sources that are named and there, as far as the store was read or refreshed."""
        self.open()
        return [self._profiles[source] for source in sources if source in self._profiles]

    def affected(self, sources: Collection[str], *, before: Iterable[SourceProfile]) -> set[str]:
        """The sources whose links may not be what they were when some had other profiles, or were not there at all."""
        blocks, touched = self.open(), set(sources)
        # All steps from what is there now to what was before, and back again.
        for profile in before:
            touched |= {profile.id} | blocks.add(profile)
        for source in sorted(touched):
            touched |= blocks.remove(source)
            if source in self._profiles:
                touched |= blocks.add(self._profiles[source])
        return touched

    def open(self) -> SourceBlocks:
        """Read all named sources, unless that was done; to be called before the store changes."""
        if self._blocks is None:
            everything, unnamed = (
                {
                    local_name(row["source"] or "")
                    for row in self._store.select(f"SELECT ?source {{ ?source a {class_} }}")
                }
                for class_ in ("al:Source", "al:UnnamedSource")
            )
            profiles = (profile for batch in batches(everything - unnamed, _BATCH) for profile in self._read(batch))
            self._profiles = {profile.id: profile for profile in profiles}
            self._blocks = SourceBlocks(self._profiles.values(), registry=self._known())
            for identification in Identifications(self._store).all():
                self._identified.add(identification)
        return self._blocks

    @contextmanager
    def assuming(
        self, *, added: Collection[Identification] = (), removed: Collection[Identification] = ()
    ) -> Iterator[None]:
        """Take in identifications that are added to the store in this context, and leave out others; all or none."""
        self.open()
        _change(self._identified, added=added, removed=removed)
        try:
            yield
        except BaseException:
            _change(self._identified, added=removed, removed=added)
            raise

    def _entity_of(self, source: str) -> str | None:
        key = self.open().known_as(source)
        item = self._known().entries[key].wikidata if key else None
        return WIKIDATA + item if item else None

    def _known_by(self, entity: str) -> Iterable[str]:
        entry = self._known().find_wikidata(entity.removeprefix(WIKIDATA)) if entity.startswith(WIKIDATA) else None
        return self.open().sources_known_as(entry.key) if entry else ()

    def _read(self, sources: Iterable[str]) -> Iterator[SourceProfile]:
        """The profiles of those that are named and there."""
        values = " ".join(f"<{self._store.iris.of(Thing.SOURCE, source)}>" for source in sources)
        # Also a source of a named kind is unnamed where its document does not say which it is, as an unknown outlet.
        rows = self._store.select(f"SELECT ?source {{ VALUES ?source {{ {values} }} ?source a al:UnnamedSource }}")
        unnamed = {local_name(row["source"] or "") for row in rows}
        names, kinds = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for row in self._store.select(f"""
            SELECT DISTINCT ?source ?name ?class WHERE {{
              VALUES ?source {{ {values} }}
              GRAPH ?g {{ ?source a ?class ; al:name ?name }}
              FILTER(?class IN ({_CLASSES}))
            }}"""):
            names[local_name(row["source"] or "")].add(row["name"] or "")
            kinds[local_name(row["source"] or "")].add(row["class"] or "")
        parents = self._values(f"""
            SELECT DISTINCT ?source ?value WHERE {{
              VALUES ?source {{ {values} }}
              GRAPH ?g {{ ?statement al:spokesperson ?source ; al:source ?body . ?body al:name ?value }}
            }}""")
        urls = self._values(f"""
            SELECT ?source (SAMPLE(?url) AS ?value) WHERE {{
              VALUES ?source {{ {values} }}
              ?document al:publisher ?source OPTIONAL {{ ?document al:url ?url }}
            }} GROUP BY ?source (REPLACE(STR(?url), "^([^/]*//[^/]*).*$", "$1"))""")
        for source, spelt in names.items():
            if source in unnamed:
                continue
            hosts = {urlsplit(url).hostname or "" for url in urls[source]} - {""}
            yield SourceProfile(
                id=source,
                names=frozenset(spelt),
                kinds=frozenset(KIND_OF_CLASS[class_] for class_ in kinds[source]),
                parents=frozenset(parents[source]),
                hosts=frozenset(host.removeprefix("www.") for host in hosts),
                is_publisher=source in urls,
            )

    def _values(self, query: str) -> defaultdict[str, set[str]]:
        found = defaultdict[str, set[str]](set)
        for row in self._store.select(query):
            found[local_name(row["source"] or "")].add(row["value"] or "")
        return found


def _change(identified: Identified, *, added: Iterable[Identification], removed: Iterable[Identification]) -> None:
    for identification in removed:
        identified.remove(identification)
    for identification in added:
        identified.add(identification)
