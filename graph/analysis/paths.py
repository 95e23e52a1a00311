"""Attribution paths: from a report, statement by statement, to each of its origins, also over several documents."""

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from graph.analysis.answers import Path, Paths
from graph.analysis.claim_graph import Inference, StatementGraph, origins, statement_graph
from graph.analysis.coverage import Coverage
from graph.analysis.evidence import Evidence, evidence_of
from graph.analysis.queries import hops_query
from graph.analysis.routes import routes
from graph.analysis.showing import step
from graph.clusters import claim_texts
from graph.errors import InputError, NotFoundError
from graph.inquiry import sources_meant
from graph.iris import Thing
from graph.library import Library
from graph.model import Stance
from graph.records import fetch

MAX_PATHS = 1000
"""Paths, and loops, listed for one claim; beyond it the answer says that it was cut."""


def paths_of(
    library: Library,
    name: str,
    *,
    start: str | None = None,
    end: str | None = None,
    inferred: Inference = Inference.WITH,
    limit: int = MAX_PATHS,
) -> Paths:
    """All paths of a claim in all its wordings, or from one statement, by id or IRI; the shortest first.

    They lead from what outlets say of the claim in their documents to what rests on nothing that is said about it,
    whatever side that takes; or from what one source says to what another one does, each given by id, IRI or name. An
    outlet that says nothing itself stands for what it prints. Raises NotFoundError if there is neither a claim nor a
    statement of that id, or no such source; and InputError where a statement is to start at a source.
    """
    statement = library.store.iris.id_of(name, thing=Thing.STATEMENT)
    found = fetch(library.store, [statement]) if statement else []
    if found and start is not None:
        raise InputError("Paths from a statement start there: give a claim, or no source to start from.")
    evidence = _evidence(library, name, claim=found[0].claim if found else None)
    graph = statement_graph(evidence, inferred=inferred)
    coverage = Coverage.of(evidence)
    if found:
        starts = {found[0].statement}
    else:
        starts = _reports(coverage) if start is None else _said_by(coverage, sources_meant(library, start))
    ends = _origins(evidence, graph) if end is None else _said_by(coverage, sources_meant(library, end))
    if found and not graph.adj[found[0].statement]:
        ends |= starts  # it is shown by itself, even if its speaker has it from somebody elsewhere in the text
    listed = routes(graph, starts=starts, ends=ends, limit=limit)
    claim = found[0].claim if found else library.store.iris.id_of(name, thing=Thing.CLAIM) or ""
    return Paths(
        claim=claim,
        text=claim_texts(library.store, [claim]).get(claim, ""),
        inference=inferred.value,
        paths=tuple(_paths(evidence, graph, listed.found)),
        truncated=listed.truncated or evidence.truncated,
        loops=tuple(_paths(evidence, graph, listed.looped)),
        loops_truncated=listed.looped_truncated or evidence.truncated,
        queries=(hops_query(library.store.iris, evidence.claims),),
    )


def _evidence(library: Library, name: str, *, claim: str | None) -> Evidence:
    claim = claim or library.store.iris.id_of(name, thing=Thing.CLAIM)
    try:
        if claim:
            return evidence_of(library, claim)
    except NotFoundError:
        pass
    raise NotFoundError(f"There is no claim or statement {name}: 'allegedly who' prints their ids.")


def _reports(coverage: Coverage) -> set[str]:
    """The outermost statements of each document; where all of them form a loop, each is as good as any."""
    return {
        record.statement
        for document, told in coverage.told.items()
        for record in (coverage.outermost(document) or told)
    }


def _said_by(coverage: Coverage, sources: Collection[str]) -> set[str]:
    """What some sources (ids) say of the claim, and what those of them that are outlets print."""
    speakers = {coverage.speakers.of_source(source) for source in sources}
    said = {
        record.statement
        for record in coverage.evidence.records.values()
        if coverage.speakers.speaker(record) in speakers
    }
    printed = {
        record.statement
        for document in coverage.told
        if coverage.publisher(document) in speakers
        for record in coverage.own(document)
    }
    return said | printed


def _origins(evidence: Evidence, graph: StatementGraph) -> set[str]:
    return {
        statement
        for found in (origins(evidence, graph, stance=stance) for stance in Stance)
        for origin in (*found.named, *found.unnamed)
        for statement in origin.statements
    }


def _paths(evidence: Evidence, graph: StatementGraph, walks: Iterable[tuple[str, ...]]) -> Iterator[Path]:
    for walk in walks:
        records = [evidence.records[name] for name in walk]
        hops = [None, *(graph.edges[outer, inner] for outer, inner in pairwise(walk))]
        yield Path(tuple(step(record, hop) for record, hop in zip(records, hops, strict=True)), records[-1].source)
