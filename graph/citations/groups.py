"""Which sources count in a graph of who passes on whom, and which of them are held to be one."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from graph.citations.index import CitationIndex
from graph.citations.tables import KINDS
from graph.model import MEDIA_KINDS, SourceKind


class Among(StrEnum):
    """Between which sources citations count."""

    MEDIA = "media"
    """Outlets and agencies, as most documents describe them."""
    NAMED = "named"
    """All that have a name."""
    EVERYONE = "everyone"
    """Those without a name too, each of which belongs to one document."""


@dataclass(frozen=True)
class Groups:
    """Sources by their numbers, with the number of the group of each; a source that is in none is its own."""

    of: Mapping[int, int]
    _identities: Mapping[int, int] = field(repr=False)

    @classmethod
    def among(cls, index: CitationIndex, among: Among, *, identities: Mapping[int, int]) -> "Groups":
        """The groups of those sources that count; ``identities`` gives the group of each that is in one."""
        condition = "1" if among is Among.EVERYONE else "is_named"
        if among is Among.MEDIA:
            kinds = ", ".join(str(KINDS.index(kind)) for kind in MEDIA_KINDS)
            condition += f" AND number IN (SELECT source FROM speaking WHERE kind IN ({kinds}))"  # noqa: S608
        with index.reading() as connection:
            rows = connection.execute(f"SELECT number FROM source WHERE {condition}").fetchall()  # noqa: S608
        groups = cls({number: identities.get(number, number) for (number,) in rows}, identities)
        if among is not Among.MEDIA:
            return groups
        # Some documents call it a medium, perhaps under one of its names; most decide.
        groups = groups.extended(set(groups.of.values()))
        kinds_of = groups.kinds(index, set(groups.of.values()))
        return cls({n: group for n, group in groups.of.items() if kinds_of.get(group) in MEDIA_KINDS}, identities)

    def extended(self, wanted: Collection[int]) -> "Groups":
        """These, and all members of some groups."""
        more = {member: group for group in wanted for member in self._all_members.get(group, (group,))}
        return Groups({**self.of, **more}, self._identities)

    def members(self, wanted: Collection[int]) -> dict[int, int]:
        """The members that count of some groups, each with its group."""
        return {
            member: group
            for group in wanted
            for member in self._all_members.get(group, (group,))
            if self.of.get(member) == group
        }

    def kinds(self, index: CitationIndex, wanted: Collection[int]) -> dict[int, SourceKind]:
        """What some groups are, as most documents describe their members.

        Of kinds that as many give, one that is no outlet counts: a document that only names its publisher calls it one.
        """
        members = self.members(wanted)
        counts: defaultdict[int, defaultdict[SourceKind, int]] = defaultdict(lambda: defaultdict(int))
        with index.reading() as connection:
            for source, kind, documents in connection.execute(
                "SELECT source, kind, COUNT(*) FROM json_each(?) CROSS JOIN speaking ON source = value GROUP BY 1, 2",
                [json.dumps(list(members))],
            ):
                counts[members[source]][KINDS[kind]] += documents
        return {
            group: max(found, key=lambda kind, found=found: (found[kind], kind is not SourceKind.OUTLET, kind))  # type: ignore[misc]
            for group, found in counts.items()
        }

    @cached_property
    def _all_members(self) -> Mapping[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for member, group in self._identities.items():
            found[group].append(member)
        return dict(found)


def spokesmen(index: CitationIndex, groups: Groups, wanted: Collection[int]) -> dict[int, str]:
    """Of some groups the id of the member that says most, by which the group is shown; ties go to the first number."""
    members = groups.members(wanted)
    found: dict[int, tuple[int, int, str]] = {}
    with index.reading() as connection:
        rows = connection.execute(
            "SELECT source, source.id, SUM(statements) FROM json_each(?) CROSS JOIN speaking ON source = value "
            "JOIN source ON number = source GROUP BY 1",
            [json.dumps(list(members))],
        ).fetchall()
    for source, name, statements in rows:
        group, candidate = members[source], (-statements, source, name)
        found[group] = min(found.get(group, candidate), candidate)
    return {group: name for group, (_, _, name) in found.items()}
