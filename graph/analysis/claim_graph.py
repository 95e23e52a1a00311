"""The graphs of one claim: its statements, and those who speak in them.

An edge runs from who rests to what it rests on, towards the origin.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

import networkx as nx

from graph.analysis.evidence import Evidence
from graph.analysis.inference import inferred_hops
from graph.analysis.speakers import Speakers
from graph.identity.sources import UNKNOWN_OUTLET
from graph.model import SourceKind, Stance, ViaBasis
from graph.records import Record

StatementGraph: TypeAlias = nx.DiGraph
"""Nodes are the ids of statements. Edges have ``basis`` (of ``ViaBasis`` or ``Basis``), ``inferred``, ``score`` and
``reason``; what the text states has a score of 1 and no reason."""
SourceGraph: TypeAlias = nx.DiGraph
"""Nodes are the ids of speakers, with ``source`` (the id of the source that they are shown as), ``label``, ``kind`` and
``named``. Edges have ``statements``, the pairs of ids that give the edge, sorted; ``inferred``, whether all of these
were inferred; and ``score``, that of the surest."""


class Inference(StrEnum):
    """Whether what was inferred across documents counts."""

    WITH = "with"
    WITHOUT = "without"

    @classmethod
    def that_counts(cls, *, inferred: bool) -> "Inference":
        """That of a switch that a user has set."""
        return cls.WITH if inferred else cls.WITHOUT


@dataclass(frozen=True, slots=True)
class Origin:
    """A speaker with whom chains end: the sources (ids) that spoke, and the statements (ids) at the ends."""

    speaker: str
    sources: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """Those with whom the chains of a claim end, sorted by speaker; who has no name is apart, because nobody knows
    whether two of them are one."""

    named: tuple[Origin, ...]
    unnamed: tuple[Origin, ...]


def statement_graph(evidence: Evidence, *, inferred: Inference) -> StatementGraph:
    """All statements of the evidence and what they rest on, with or without what was inferred."""
    graph = nx.DiGraph()
    graph.add_nodes_from(evidence.records)
    if inferred is Inference.WITH:
        for hop in inferred_hops(evidence):
            graph.add_edge(
                hop.statement, hop.rests_on, basis=hop.basis.value, inferred=True, score=hop.score, reason=hop.reason
            )
    for record in evidence.records.values():
        for via in record.via:
            is_stated = via.basis is not ViaBasis.INFERRED
            if via.statement in evidence.records and (is_stated or inferred is Inference.WITH):
                graph.add_edge(
                    record.statement,
                    via.statement,
                    basis=via.basis.value,
                    inferred=not is_stated,
                    score=1.0,
                    reason=None,
                )
    return graph


def source_graph(evidence: Evidence, statements: StatementGraph) -> SourceGraph:
    """Who has it from whom: the statements of a graph, all of some evidence or some, contracted to who speaks in them.

    Who speaks for a body is one with it, and all names of a source are one; whoever has no name stays apart in each
    document. The outlet of a document rests on what the outermost statements in it say; where it says nothing itself,
    the pair that gives the edge is the document and that statement.
    """
    speakers, graph = Speakers.of(evidence), nx.DiGraph()
    pairs: defaultdict[tuple[str, str], dict[tuple[str, str], dict[str, Any]]] = defaultdict(dict)
    for statement in statements:
        document = evidence.records[statement].document.id
        graph.add_node(_speaker_of(evidence, speakers, statement))
        graph.add_node(speakers.of_source(evidence.documents[document].outlet))
    for outer, inner, data in statements.edges(data=True):
        ends = _speaker_of(evidence, speakers, outer), _speaker_of(evidence, speakers, inner)
        pairs[ends][outer, inner] = data
    for document, outermost in _outermost(evidence, statements).items():
        speaker = speakers.of_source(evidence.documents[document].outlet)
        for record in outermost:
            ends = speaker, speakers.speaker(record)
            pairs[ends][document, record.statement] = {"inferred": False, "score": 1.0}
    for (outer, inner), given in sorted(pairs.items()):
        if outer != inner:
            graph.add_edge(
                outer,
                inner,
                statements=tuple(sorted(given)),
                inferred=all(data["inferred"] for data in given.values()),
                score=max(data["score"] for data in given.values()),
            )
    _describe(graph, evidence)
    return graph


def reports(evidence: Evidence, *, stance: Stance) -> tuple[str, ...]:
    """The speakers, sorted, that publish a document in which somebody takes a side on the claim."""
    speakers = Speakers.of(evidence)
    return tuple(
        sorted(
            {
                speakers.of_source(evidence.documents[record.document.id].outlet)
                for record in evidence.records.values()
                if record.claim in evidence.claims and record.stance == stance
            }
        )
    )


def origins(evidence: Evidence, statements: StatementGraph, *, stance: Stance) -> Origins:
    """Who takes a side on the claim without resting on anything that is said about it, in a graph of statements.

    An outlet that asserts something in its own voice is an origin; one that only passes on is not. Nor is who goes on
    about what he has from somebody else: "Stein said a guard had told him. 'I saw the letter,' he added."
    """
    speakers, ends, retelling = Speakers.of(evidence), defaultdict[str, list[Record]](list), set()
    for record in evidence.records.values():
        if record.claim not in evidence.claims or record.stance != stance:
            continue
        speaker = speakers.speaker(record)
        bases = [evidence.records[name] for name in statements.successors(record.statement)]
        bases = [base for base in bases if base.claim in evidence.claims]
        if not bases:
            ends[speaker].append(record)
        elif any(speakers.speaker(base) != speaker for base in bases):
            retelling.add((speaker, record.document.id))
    # That an outlet passes something on says nothing about where it has from what it asserts beside it.
    retelling -= {(speakers.of_source(found.outlet), name) for name, found in evidence.documents.items()}
    named: list[Origin] = []
    unnamed: list[Origin] = []
    for speaker, found in sorted(ends.items()):
        own = [record for record in found if (speaker, record.document.id) not in retelling]
        if own:
            is_named = any(record.source is not None and record.source.named for record in own)
            sources = tuple(sorted({record.source_id for record in own}))
            origin = Origin(speaker, sources, tuple(record.statement for record in own))
            (named if is_named else unnamed).append(origin)
    return Origins(tuple(named), tuple(unnamed))


def _outermost(evidence: Evidence, statements: StatementGraph) -> dict[str, list[Record]]:
    """The statements about the claim in each document (id) on which nothing else in it rests."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in (record for name, record in evidence.records.items() if name in statements):
        above = (evidence.records[name] for name in statements.predecessors(record.statement))
        if record.claim in evidence.claims and all(other.document.id != record.document.id for other in above):
            found[record.document.id].append(record)
    return found


def _speaker_of(evidence: Evidence, speakers: Speakers, statement: str) -> str:
    return speakers.speaker(evidence.records[statement])


def _describe(graph: SourceGraph, evidence: Evidence) -> None:
    """Give each node the name of the source whose id it has, or else of the one that speaks most often as it."""
    known: defaultdict[str, list[str]] = defaultdict(list)
    for source in evidence.sources:
        known[evidence.groups[source]].append(source)
    said = Counter(record.source_id for record in evidence.records.values())
    for speaker in graph:
        sources = sorted(known[speaker], key=lambda source: (source != speaker, -said[source], source))
        found = evidence.sources[sources[0]] if sources else None
        graph.nodes[speaker].update(
            source=found.id if found else speaker,
            label=found.name if found else UNKNOWN_OUTLET,
            kind=found.kind if found else SourceKind.OUTLET.value,
            named=found is not None and found.named,
        )
