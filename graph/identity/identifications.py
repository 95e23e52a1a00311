"""Which entities of an authority sources are held to be, and which sources are linked by it.

An identification was proposed by a service and taken over by a user. Two sources that are one entity are linked; two of
different entities of one authority are never joined by a link.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from typing import Final, Self

from graph.identity.links import Link
from graph.ids import digest

METHOD: Final = "reconciliation"
"""The method of an identification, and of the links that it makes."""
EXPLANATION: Final = "both are identified as one entity of an authority"

Known = Callable[[str], str | None]
"""The entity that a source (id) is known as beforehand."""
KnownBy = Callable[[str], Iterable[str]]
"""The sources (ids) that are known beforehand as an entity."""


@dataclass(frozen=True)
class Identification:
    """That a source (id) is an entity (IRI), at a moment in UTC; ``score`` is from 0 to 1, to four decimals.

    ``label`` is what the service at the address ``service`` calls the entity.
    """

    source: str
    entity: str
    score: float
    label: str
    service: str
    at: datetime

    @classmethod
    def of(cls, source: str, entity: str, *, score: float, label: str, service: str, at: datetime) -> Self:
        """An identification with a score that is rounded, at a moment of any time zone.

        Raises ValueError for a moment without a time zone and for a score that is not from 0 to 1.
        """
        if at.tzinfo is None or not 0 <= score <= 1:
            raise ValueError("an identification needs a moment with a time zone, and a score from 0 to 1")
        return cls(source, entity, round(score, 4), label, service, at.astimezone(UTC))

    @cached_property
    def id(self) -> str:
        """Hash of all that it says."""
        said = (self.source, self.entity, str(self.score), self.label, self.service, self.at.isoformat())
        return digest("identification", *said)

    @property
    def order(self) -> tuple[datetime, str]:
        """The key by which identifications are sorted: the earliest first."""
        return self.at, self.id


class Identified:
    """The sources that are identified, and those that are known as an entity without that."""

    def __init__(self, identifications: Iterable[Identification] = (), *, known: Known, known_by: KnownBy) -> None:
        self._known = known
        self._known_by = known_by
        self._of_source: defaultdict[str, set[Identification]] = defaultdict(set)
        self._of_entity: defaultdict[str, set[Identification]] = defaultdict(set)
        for identification in identifications:
            self.add(identification)

    def add(self, identification: Identification) -> None:
        """Take in an identification."""
        self._of_source[identification.source].add(identification)
        self._of_entity[identification.entity].add(identification)

    def remove(self, identification: Identification) -> None:
        """Leave out an identification, if it is there."""
        self._of_source[identification.source].discard(identification)
        self._of_entity[identification.entity].discard(identification)

    def links(self, source: str) -> Iterator[Link]:
        """All links of a source with others that are the same entity, as sure as the less sure of the two."""
        for entity, score in self._scores(source).items():
            others = {found.source: self._scores(found.source)[entity] for found in self._of_entity.get(entity, ())}
            if source in others:
                others |= dict.fromkeys(self._known_by(entity), 1.0)
            for other, other_score in others.items():
                if other != source:
                    yield Link.between(source, other, method=METHOD, score=min(score, other_score))

    def may_join(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether no source of one group and no source of the other are different entities of one authority."""
        if not self._of_entity:
            return True
        ones, others = self._entities(one), self._entities(other)
        return not any(
            mine.isdisjoint(theirs)
            for authority in ones.keys() & others.keys()
            for mine in ones[authority]
            for theirs in others[authority]
        )

    def _entities(self, sources: Iterable[str]) -> dict[str, set[frozenset[str]]]:
        """Of each authority the sets of entities that one of the sources is; most are of one and the same entity."""
        found: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        for source in sources:
            for authority, entities in groupby(sorted(self._scores(source), key=_authority), key=_authority):
                found[authority].add(frozenset(entities))
        return dict(found)

    def _scores(self, source: str) -> dict[str, float]:
        """The entities that a source is, with how sure that is at best."""
        found: dict[str, float] = {}
        for identification in self._of_source.get(source, ()):
            found[identification.entity] = max(identification.score, found.get(identification.entity, 0.0))
        known = self._known(source)
        return {**found, known: 1.0} if known is not None else found


def _authority(entity: str) -> str:
    """What the IRIs of one authority's entities begin with."""
    return entity[: max(entity.rfind("/"), entity.rfind("#")) + 1]
