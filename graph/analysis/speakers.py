"""Who speaks in a statement, when all names of one source and all who speak for one body count once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from graph.analysis.evidence import Evidence
from graph.records import Record


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of the statements of some evidence.

    A speaker is the group of a named source, or the body for which the source speaks: a minister who says something is
    his ministry saying it, as far as independence is concerned. Whoever is not named speaks for nobody, even where the
    text says where he works.
    """

    groups: Mapping[str, str]
    affiliations: Mapping[str, str]
    bodies: Mapping[str, str]

    @classmethod
    def of(cls, evidence: Evidence) -> Self:
        """The speakers of some evidence."""
        said: defaultdict[str, set[str]] = defaultdict(set)
        for statement, body in evidence.affiliations.items():
            record = evidence.records[statement]
            if _is_named(record):
                said[evidence.groups[record.source_id]].add(evidence.groups[body])
        # Who changed sides between two documents speaks for each body only where the document says so.
        bodies = {group: min(found) for group, found in said.items() if len(found) == 1}
        return cls(evidence.groups, evidence.affiliations, bodies)

    def speaker(self, record: Record) -> str:
        """Who speaks in a statement, by the id of a group or of a source that is in none."""
        group = self.groups[record.source_id]
        if not _is_named(record):
            return group
        body = self.affiliations.get(record.statement)
        return self._body_of(group if body is None else self.groups[body])

    def of_source(self, source: str) -> str:
        """Who speaks where a source (id) does."""
        return self._body_of(self.groups.get(source, source))

    def _body_of(self, group: str) -> str:
        seen = {group}
        while (body := self.bodies.get(group)) is not None and body not in seen:
            group = body
            seen.add(group)
        return group


def _is_named(record: Record) -> bool:
    return record.source is not None and record.source.named
