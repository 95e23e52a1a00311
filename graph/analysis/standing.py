"""What stands behind a claim: who reports it, with whom it begins, and how many ways lead there that share nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.analysis.answers import CircularReporting, Independence, Query, Side, Standing
from graph.analysis.chronology import earliest
from graph.analysis.circular_reports import circular_reports
from graph.analysis.claim_graph import Inference, statement_graph
from graph.analysis.evidence import Evidence, evidence_of
from graph.analysis.queries import circular_query, hops_query, origins_query, reports_query
from graph.analysis.separate_ways import ways_apart
from graph.analysis.showing import edge, origin, speaker
from graph.analysis.sides import OneSide, sides_of
from graph.analysis.verdict import verdict
from graph.answers import SourceRef
from graph.clusters import claim_texts
from graph.iris import Iris
from graph.library import Library
from graph.model import Stance


def standing(library: Library, claim: str, *, inferred: Inference = Inference.WITH) -> Standing:
    """What stands behind a claim, by the id of any of its wordings, for each side that somebody takes.

    Raises NotFoundError if no statement is about it.
    """
    evidence = evidence_of(library, claim)
    sides = standing_of(evidence, inferred=inferred)
    return Standing(
        claim=claim,
        text=claim_texts(library.store, [claim]).get(claim, ""),
        wordings=len(evidence.claims),
        inference=inferred.value,
        sides=sides,
        truncated=evidence.truncated,
        queries=tuple(_queries(library.store.iris, evidence, sides)),
    )


def circular_reporting(library: Library, claim: str, *, inferred: Inference = Inference.WITH) -> CircularReporting:
    """Where a claim is confirmed by somebody who has it from whom is confirmed, by the id of any of its wordings.

    Raises NotFoundError if no statement is about it.
    """
    found = standing(library, claim, inferred=inferred)
    return CircularReporting(
        claim=found.claim,
        text=found.text,
        inference=found.inference,
        loops=tuple(loop for side in found.sides for loop in side.circular),
        truncated=found.truncated or any(side.circular_truncated for side in found.sides),
        queries=found.queries[-1:],
    )


def standing_of(evidence: Evidence, *, inferred: Inference) -> tuple[Side, ...]:
    """What stands behind each side in some evidence, in the order affirm, reject, doubt."""
    statements = statement_graph(evidence, inferred=inferred)
    return tuple(_side(side, inferred=inferred) for side in sides_of(evidence, statements))


def _side(side: OneSide, *, inferred: Inference) -> Side:
    evidence, sources = side.evidence, side.sources
    edges = tuple(edge(side, outer=outer, inner=inner) for outer, inner in sorted(sources.edges))
    documents = {record.document.id: record.document for record in side.records}
    ends = {found.speaker for found in side.ends}
    circular, circular_truncated = circular_reports(side)
    found = Side(
        stance=side.stance.value,
        outlets=_by_name(speaker(sources, one) for one in side.reports),
        statements=len(side.records),
        documents=len(documents),
        origins=tuple(origin(side, found) for found in side.origins.named),
        origins_unnamed=tuple(origin(side, found) for found in side.origins.unnamed),
        independence=_independence(side),
        earliest=tuple(documents[name] for name in earliest({name: ref.published for name, ref in documents.items()})),
        undated=sum(ref.published is None for ref in documents.values()),
        edges=edges,
        inferred=sum(one.inferred for one in edges),
        unnamed_between=sum(
            not named for one, named in sources.nodes(data="named") if one not in ends and one not in side.reports
        ),
        circular=circular,
        circular_truncated=circular_truncated,
        verdict=(),
    )
    return replace(found, verdict=verdict(found, inference=inferred, truncated=evidence.truncated))


def _independence(side: OneSide) -> Independence:
    named, unnamed = ({one.speaker for one in some} for some in (side.origins.named, side.origins.unnamed))
    tied = side.of_one_state
    apart = ways_apart(side.sources, reports=side.reports, named=named, unnamed=unnamed, tied=tied)
    return Independence(
        at_least=apart.at_least,
        at_most=apart.cut.size,
        cut=tuple(speaker(side.sources, one) for one in apart.cut.nodes),
        paths=tuple(tuple(speaker(side.sources, one) for one in path) for path in apart.cut.paths),
        through=tuple(speaker(side.sources, one) for one in apart.through),
        of_one_state=tuple(_by_name(speaker(side.sources, one) for one in some) for some in tied),
    )


def _by_name(sources: Iterable[SourceRef]) -> tuple[SourceRef, ...]:
    return tuple(sorted(sources, key=lambda source: (source.name, source.id)))


def _queries(iris: Iris, evidence: Evidence, sides: Iterable[Side]) -> Iterator[Query]:
    for side in sides:
        yield reports_query(iris, evidence.claims, stance=Stance(side.stance))
        yield origins_query(iris, evidence.claims, stance=Stance(side.stance))
    yield hops_query(iris, evidence.claims)
    yield circular_query(iris, evidence.claims)
