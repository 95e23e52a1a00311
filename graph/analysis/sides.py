"""One side of a claim: the statements that take it or pass it on, and who speaks in them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.analysis.claim_graph import (
    Origin,
    Origins,
    SourceGraph,
    StatementGraph,
    origins,
    reports,
    source_graph,
)
from graph.analysis.evidence import Evidence
from graph.analysis.reach import reached
from graph.analysis.speakers import Speakers
from graph.model import Stance
from graph.records import Record

TAKEN = (Stance.AFFIRM, Stance.REJECT, Stance.DOUBT)
"""The stances that are sides, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class OneSide:
    """A stance with those who stand behind it.

    ``records`` take it themselves. ``statements`` are these and all that pass them on, ``sources`` those who speak in
    them; ``reports`` are the speakers that publish them. ``countries`` are those of speakers that are bodies of states.
    """

    evidence: Evidence
    stance: Stance
    records: tuple[Record, ...]
    statements: StatementGraph
    sources: SourceGraph
    reports: frozenset[str]
    origins: Origins
    countries: Mapping[str, str]

    @property
    def of_one_state(self) -> tuple[frozenset[str], ...]:
        """Named origins that are bodies of one state, which no text says to speak apart from each other."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for origin in self.origins.named:
            if origin.speaker in self.countries:
                found[self.countries[origin.speaker]].add(origin.speaker)
        return tuple(frozenset(found[country]) for country in sorted(found) if len(found[country]) > 1)

    @property
    def ends(self) -> Iterator[Origin]:
        """All origins, the named first."""
        yield from self.origins.named
        yield from self.origins.unnamed


def sides_of(evidence: Evidence, statements: StatementGraph) -> Iterator[OneSide]:
    """The sides that somebody takes, in a graph of all statements of the evidence."""
    countries = Speakers.of(evidence).countries(evidence)
    for stance in TAKEN:
        records = tuple(
            record
            for record in evidence.records.values()
            if record.claim in evidence.claims and record.stance == stance
        )
        if records:
            carrying = _carrying(evidence, statements, stance=stance)
            yield OneSide(
                evidence=evidence,
                stance=stance,
                records=records,
                statements=carrying,
                sources=source_graph(evidence, carrying),
                reports=frozenset(reports(evidence, stance=stance)),
                origins=origins(evidence, statements, stance=stance),
                countries=countries,
            )


def _carrying(evidence: Evidence, statements: StatementGraph, *, stance: Stance) -> StatementGraph:
    """What takes a stance or leads to what does, without anything that takes another one.

    Who passes on both a claim and its denial in one statement is neutral and stands on both sides.
    """
    open_ = statements.subgraph(
        name
        for name, record in evidence.records.items()
        if record.claim not in evidence.claims or record.stance in (stance, Stance.NEUTRAL)
    )
    taking = (name for name, record in evidence.records.items() if record.stance == stance and name in open_)
    return open_.subgraph(reached(open_.pred, taking)).copy()
