"""Part of who passes on whom over all documents: among which sources, in which time, from how many statements on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from graph.analysis.outlet_answers import Outlet, OutletEdge
from graph.citations.groups import Among, Groups, spokesmen
from graph.citations.totals import Days, Passing, names_of, occasions, passings, speech
from graph.identity.reviews import Kind
from graph.library import Library
from graph.records import describe_sources


@dataclass(frozen=True, slots=True)
class Selection:
    """The sources that count, in their groups, and the days; groups are told by numbers within."""

    library: Library
    groups: Groups
    days: Days
    least: int

    @classmethod
    def of(cls, library: Library, *, among: Among, since: date | None, until: date | None, least: int) -> Self:
        """A selection from what a library holds."""
        identities = library.judgements.source_identities()
        groups = Groups.among(library.citations, among, identities=identities)
        return cls(library, groups, Days(since, until), least)

    def passings(self, *, citing: Collection[int] | None = None, cited: Collection[int] | None = None) -> list[Passing]:
        """Who passes on whom, of all or of some groups, those with most statements first."""
        members = self.groups.members
        return passings(
            self.library.citations,
            self.groups.of,
            days=self.days,
            least=self.least,
            citing=None if citing is None else members(citing),
            cited=None if cited is None else members(cited),
        )

    def occasions(self, citing: int, cited: int) -> list[tuple[date, str]]:
        """The days on which a group passes on another one, in order, each with one document (id)."""
        ends = (self.groups.members([end]) for end in (citing, cited))
        return occasions(self.library.citations, *ends, days=self.days)

    def names(self, groups: Collection[int]) -> dict[int, str]:
        """Of some groups the id of the first member that says something, by which the group is told."""
        members = self.groups.members(groups)
        found: dict[int, str] = {}
        for number, name in sorted(names_of(self.library.citations, members).items()):
            found.setdefault(members[number], name)
        return found

    def outlets(self, groups: Collection[int]) -> dict[int, Outlet]:
        """Some groups as they are shown."""
        index, members = self.library.citations, self.groups.members(groups)
        names, kinds = self.names(groups), self.groups.kinds(index, groups)
        speakers, said = spokesmen(index, self.groups, groups), speech(index, members, days=self.days)
        shown = describe_sources(self.library.store, set(speakers.values()))
        sizes = dict.fromkeys(groups, 0)
        for group in members.values():
            sizes[group] += 1
        return {
            group: Outlet(
                names[group],
                self.library.judgements.group_of(speaker, kind=Kind.SOURCE),
                shown[speaker].name,
                kinds[group],
                shown[speaker].named,
                sizes[group],
                *said.get(group, (0, 0)),
            )
            for group, speaker in speakers.items()
        }


def edge(passing: Passing, ids: dict[int, str]) -> OutletEdge:
    """An edge as it is shown, with the ids of groups."""
    return OutletEdge(
        citing=ids[passing.citing],
        cited=ids[passing.cited],
        statements=passing.statements,
        documents=passing.documents,
        first=passing.first.isoformat() if passing.first else None,
        last=passing.last.isoformat() if passing.last else None,
        stances={stance.value: count for stance, count in passing.stances.items()},
        inferred=passing.inferred,
    )


def ends(found: Iterable[Passing]) -> set[int]:
    """All groups at either end."""
    return {end for passing in found for end in (passing.citing, passing.cited)}
