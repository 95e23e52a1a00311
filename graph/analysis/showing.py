"""What of the graphs of a claim is shown: passages, hops and edges."""

from typing import Any

from graph.analysis.answers import Edge, Hop, OriginDetail, Passage, Step
from graph.analysis.claim_graph import Origin, SourceGraph
from graph.analysis.sides import OneSide
from graph.answers import SourceRef
from graph.records import Record

PRINTED = "printed"
"""How it is known that an outlet rests on what it prints without a word of its own."""


def passage(record: Record) -> Passage:
    """What a statement says."""
    return Passage(
        statement=record.statement,
        claim=record.claim,
        source=record.source,
        stance=record.stance,
        speech_act=record.speech_act,
        quote=record.quote,
        span=record.span,
        document=record.document,
    )


def step(record: Record, hop: dict[str, Any] | None) -> Step:
    """A statement on a path, with the edge of the graph of statements that leads to it, if any."""
    known = hop or {"basis": None, "inferred": False, "score": None, "reason": None}
    return Step(
        statement=record.statement,
        claim=record.claim,
        source=record.source,
        stance=record.stance,
        speech_act=record.speech_act,
        quote=record.quote,
        span=record.span,
        document=record.document,
        **known,
    )


def speaker(graph: SourceGraph, node: str) -> SourceRef:
    """A node of a graph of sources."""
    data = graph.nodes[node]
    return SourceRef(data["source"], data["label"], data["kind"], data["named"])


def hop(side: OneSide, *, outer: str, inner: str) -> Hop:
    """The hop of a pair of ids, as edges of a graph of sources have them: statement or document, and statement."""
    evidence = side.evidence
    rests_on = passage(evidence.records[inner])
    if outer in evidence.records:
        found = passage(evidence.records[outer])
        return Hop(document=found.document, passage=found, rests_on=rests_on, **side.statements.edges[outer, inner])
    document = evidence.documents[outer].ref
    return Hop(document, None, rests_on, basis=PRINTED, inferred=False, score=1.0, reason=None)


def edge(side: OneSide, *, outer: str, inner: str) -> Edge:
    """An edge of the graph of sources."""
    data = side.sources.edges[outer, inner]
    return Edge(
        source=speaker(side.sources, outer),
        rests_on=speaker(side.sources, inner),
        inferred=data["inferred"],
        score=data["score"],
        hops=tuple(hop(side, outer=one, inner=other) for one, other in data["statements"]),
    )


def origin(side: OneSide, found: Origin) -> OriginDetail:
    """An origin with its names and what it says."""
    return OriginDetail(
        source=speaker(side.sources, found.speaker),
        names=tuple(side.evidence.sources[name] for name in found.sources),
        passages=tuple(passage(side.evidence.records[name]) for name in found.statements),
    )
