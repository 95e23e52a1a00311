"""Who speaks in a statement, when all names of one source and all who speak for one body count once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Self

from graph.analysis.evidence import BODIES_OF_STATES, Evidence
from graph.identity.naming import Phrase
from graph.identity.normal_form import normal_form
from graph.records import Record

_TELLING = 2  # words that tell which body of a state is meant; "the ministry" does not


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of the statements of some evidence.

    A speaker is the group of a named source, or the body for which the source speaks: a minister who says something is
    his ministry saying it, as far as independence is concerned. "The Mission" of one text is the Harbour Mission of
    another where one person speaks for both, and "the interior ministry" that of the only country of which one speaks
    about the claim. Whoever is not named speaks for nobody, even where the text says where he works.
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
        in_full = dict(_without_country(evidence))
        in_full |= {short: full for found in said.values() for short, full in _short_names(evidence, found)}
        groups = {source: in_full.get(group, group) for source, group in evidence.groups.items()}
        # Who changed sides between two documents speaks for each body only where the document says so.
        bodies = {
            in_full.get(group, group): min(whole)
            for group, found in said.items()
            if len(whole := {in_full.get(body, body) for body in found}) == 1
        }
        return cls(groups, evidence.affiliations, bodies)

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

    def countries(self, evidence: Evidence) -> dict[str, str]:
        """The country of each speaker that is a body of a state, where one is told and no other."""
        told: defaultdict[str, set[str]] = defaultdict(set)
        for source, country in evidence.countries.items():
            told[self.of_source(source)].add(country)
        return {speaker: min(found) for speaker, found in told.items() if len(found) == 1}

    def _body_of(self, group: str) -> str:
        seen = {group}
        while (body := self.bodies.get(group)) is not None and body not in seen:
            group = body
            seen.add(group)
        return group


def _without_country(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """The bodies of states (groups) whose country is not told, each with the only one of its name whose country is.

    Taking both for one can only make what stands behind a claim look less, never more.
    """
    bodies = {
        source: normal_form(found.name) for source, found in evidence.sources.items() if found.kind in BODIES_OF_STATES
    }
    told: defaultdict[Phrase, set[str]] = defaultdict(set)
    for source, form in bodies.items():
        if form.country:
            told[form.words].add(evidence.groups[source])
    for source, form in sorted(bodies.items()):
        if not form.country and len(form.words) >= _TELLING and len(told[form.words]) == 1:
            yield evidence.groups[source], min(told[form.words])


def _short_names(evidence: Evidence, bodies: Collection[str]) -> Iterator[tuple[str, str]]:
    """Those of the bodies (groups) of one person whose names are short for that of another one, with that one."""
    words = {
        body: {
            frozenset(normal_form(evidence.sources[source].name).words)
            for source, group in evidence.groups.items()
            if group == body and source in evidence.sources
        }
        for body in sorted(bodies)
    }
    for short, full in permutations(words, 2):
        if any(one < other for one in words[short] for other in words[full]):
            yield short, full


def _is_named(record: Record) -> bool:
    return record.source is not None and record.source.named
