"""Links between named sources, kept up to date as sources come and go.

A name that is short for another is linked only where all whom it could mean are one, so a link may come or go with a
third source. What is linked depends on the set of sources alone, never on the order in which they came.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from graph.identity.linking import (
    GIVEN_ELSEWHERE,
    SCORES,
    LinkMethod,
    Reading,
    is_doubtful,
    known_node,
    may_be_one,
    method_of_node,
    method_of_short_name,
)
from graph.identity.links import Link
from graph.identity.registry import Registry
from graph.identity.source_profile import SourceProfile

_Meant = list[tuple[str, LinkMethod | None]]
"""Sources (ids) that a name could be short for, each with what speaks for it."""
_LARGEST_BLOCK = 200  # sources that are looked at for one key; a name that so many could mean is nobody's


class SourceBlocks:
    """The named sources of a library, found by the keys that those share who can be linked.

    Args:
        profiles: One for each source.
        registry: The sources that are known beforehand.
    """

    def __init__(self, profiles: Iterable[SourceProfile] = (), *, registry: Registry | None = None) -> None:
        self._registry = registry or Registry()
        self._readings: dict[str, Reading] = {}
        self._nodes: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._offering: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._seeking: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for profile in profiles:
            self._add(profile)

    def add(self, profile: SourceProfile) -> frozenset[str]:
        """Take in a source, in place of the one with its id if there is one; gives the ids whose links may differ."""
        before = self.remove(profile.id)
        self._add(profile)
        return before | self.affected(profile.id)

    def remove(self, id: str) -> frozenset[str]:
        """Leave out a source, if it is there; gives the ids whose links may differ, its own among them."""
        if id not in self._readings:
            return frozenset()
        affected = self.affected(id)
        reading = self._readings.pop(id)
        for table, keys in self._places(reading):
            for key in keys:
                del table[key][id]
                if not table[key]:
                    del table[key]
        return affected

    def links(self, id: str) -> list[Link]:
        """All links of a source with others, from whichever end; none of what is not there."""
        if id not in self._readings:
            return []
        reading = self._readings[id]
        found = [*self._links_of_node(id), *self._links_to_full(id)]
        for short in self._seekers(reading):
            found += (link for link in self._links_to_full(short) if id in (link.one, link.other))
        return sorted(found, key=lambda link: (link.one, link.other))

    def all_links(self) -> Iterator[Link]:
        """Each link once."""
        resolved: dict[str, str] = {}
        for source in self._readings:
            yield from (link for link in self._links_of_node(source) if link.one == source)
            yield from self._links_to_full(source, resolved=resolved)

    def affected(self, id: str) -> frozenset[str]:
        """The sources (ids) whose links with others may depend on this one, itself among them.

        To be asked while it is there: before it goes, or after it came.
        """
        if id not in self._readings:
            return frozenset()
        queue = [id]
        found = {id, *self._nodes[self._readings[id].node]}
        for full in queue:
            for short in self._seekers(self._readings[full]):
                if short not in found:
                    found.add(short)
                    queue.append(short)
        fulls = (self._candidates(self._readings[short], largest=_LARGEST_BLOCK + 1) or () for short in found)
        return frozenset(found.union(full for candidates in fulls for full, _ in candidates))

    def known_as(self, id: str) -> str | None:
        """The key of the known source that the name of a source means."""
        return self._readings[id].entry if id in self._readings else None

    def sources_known_as(self, key: str) -> list[str]:
        """The sources (ids) whose names mean a known source."""
        return list(self._nodes.get(known_node(key), ()))

    def may_join(self, one: Collection[str], other: Collection[str]) -> bool:
        """Whether two groups of sources (ids) may become one, as ``partition`` asks it."""
        return may_be_one(self._readings[source] for source in chain(one, other) if source in self._readings)

    def _add(self, profile: SourceProfile) -> None:
        reading = Reading(profile, registry=self._registry)
        self._readings[profile.id] = reading
        for table, keys in self._places(reading):
            for key in keys:
                table[key][profile.id] = None

    def _places(self, reading: Reading) -> Sequence[tuple[defaultdict[str, dict[str, None]], Collection[str]]]:
        return (
            (self._nodes, (reading.node,)),
            (self._offering, reading.offered()),
            (self._seeking, dict.fromkeys(reading.sought())),
        )

    def _links_of_node(self, id: str) -> Iterator[Link]:
        reading = self._readings[id]
        method = method_of_node(reading)
        return (_link(id, other, method) for other in self._nodes[reading.node] if other != id)

    def _links_to_full(self, id: str, *, resolved: dict[str, str] | None = None) -> list[Link]:
        short = self._readings[id]
        full = self._full_names(short, resolved={} if resolved is None else resolved)
        return [_link(id, other, method) for other, method in full if method is not None]

    def _full_names(self, short: Reading, *, resolved: dict[str, str]) -> _Meant:
        """The sources that a name is short for; none where they are not all one."""
        found = self._candidates(short)
        if not found:
            return []
        meant: _Meant = [(full, method) for full, method in found if method in GIVEN_ELSEWHERE] or found
        return meant if len({self._resolve(full, resolved=resolved) for full, _ in meant}) == 1 else []

    def _resolve(self, id: str, *, resolved: dict[str, str]) -> str:
        """The node of the fullest name that a name is short for, or its own."""
        if id not in resolved:
            full = self._full_names(self._readings[id], resolved=resolved)
            meant = next((other for other, method in full if method is not None), None)
            resolved[id] = self._readings[id].node if meant is None else self._resolve(meant, resolved=resolved)
        return resolved[id]

    def _candidates(self, short: Reading, *, largest: int = _LARGEST_BLOCK) -> _Meant | None:
        """Whom a name could mean, with what speaks for it; None where there are too many to look at."""
        found: dict[str, LinkMethod | None] = {}
        for key in short.sought():
            block = self._offering.get(key, {})
            if len(block) > largest:
                if key.startswith("host "):
                    continue  # a site where everybody publishes tells nothing
                return None
            for source in block:
                full = self._readings[source]
                if source not in found and is_doubtful(short, full):
                    found[source] = method_of_short_name(short, full)
        return list(found.items())

    def _seekers(self, full: Reading) -> list[str]:
        """The sources whose names could be short for that of this one."""
        found: dict[str, None] = {}
        for key in full.offered():
            if len(self._offering.get(key, ())) <= _LARGEST_BLOCK + 1:
                for short in self._seeking.get(key, ()):
                    if short not in found and is_doubtful(self._readings[short], full):
                        found[short] = None
        return list(found)


def links_between(profiles: Iterable[SourceProfile], *, registry: Registry | None = None) -> list[Link]:
    """All links between these sources, sorted; each pair has one at most."""
    found = SourceBlocks(profiles, registry=registry).all_links()
    return sorted(found, key=lambda link: (link.one, link.other))


def _link(one: str, other: str, method: LinkMethod) -> Link:
    return Link.between(one, other, method=method, score=SCORES[method])
