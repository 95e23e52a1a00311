"""A claim in all its wordings, with everybody's position on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.answers import ClaimAnswer, Position, Related, Wording
from graph.asking import position
from graph.errors import NotFoundError
from graph.identity.relations import RelationType
from graph.identity.reviews import Kind
from graph.indexed_records import records_of
from graph.iris import Thing
from graph.judgements import relations_of
from graph.library import Library
from graph.records import Record, place_of, with_chains
from graph.search.filters import Filters
from graph.search.tallies import survey
from graph.store import Store
from ontology import terms

MAX_POSITIONS = 100
"""Positions of one claim that an answer tells; how many there are stands in its tally."""
MAX_TOLD = 200
"""Positions that an answer with several claims tells, the same number of each at most."""
MAX_WORDINGS = 50
"""Wordings of one claim that an answer tells."""

_INVERSE = {
    RelationType.NARROWER: "broader",
    RelationType.CONTRADICTS: "contradicts",
    RelationType.SUPPORTS: "supported_by",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A claim, asked for by the id of one wording, with the ids of all; ``name`` is None where there is only one."""

    claim: str
    name: str | None
    claims: tuple[str, ...]


def cluster_of(library: Library, claim: str) -> Cluster:
    """The cluster that holds a claim."""
    name = library.judgements.group_of(claim, kind=Kind.CLAIM)
    if name is None:
        return Cluster(claim, None, (claim,))
    return Cluster(claim, name, tuple(library.judgements.members(name, kind=Kind.CLAIM)))


def claim_answer(library: Library, claim: str) -> ClaimAnswer:
    """A claim by the id of any of its wordings.

    Raises NotFoundError if no statement is about it.
    """
    found = answers(library, [(cluster_of(library, claim), None)], filters=Filters())
    if not found:
        raise NotFoundError(f"There is no claim {claim}.")
    return found[0]


def answers(
    library: Library, found: Sequence[tuple[Cluster, float | None]], *, filters: Filters
) -> tuple[ClaimAnswer, ...]:
    """Claims with those positions on them that the filters let pass, in the order given, each with its score.

    The earliest positions of each are told, MAX_POSITIONS at most and of all together MAX_TOLD. What has no such
    position is left out.
    """
    limit = min(MAX_POSITIONS, MAX_TOLD // max(1, len(found)))
    asked = {cluster.claim: replace(filters, claims=cluster.claims) for cluster, _ in found}
    identities = library.judgements.source_identities()
    surveyed = {claim: survey(library.index, asked[claim], identities=identities, limit=limit) for claim in asked}
    rows = {row.statement: row for _, first in surveyed.values() for row in first}
    records = records_of(library.store, rows.values())
    known = with_chains(library.store, records)
    answered = []
    for cluster, score in found:
        # While a document is removed the index still knows statements of which the store knows no source any more.
        tally, first = surveyed[cluster.claim]
        held = [known[row.statement] for row in first if row.statement in known]
        if held:
            positions = _positions(held, known)
            wordings = _wordings(library, cluster, held)
            answered.append(
                ClaimAnswer(
                    id=cluster.claim,
                    text=_text(library.store, cluster.claim, wordings),
                    score=score,
                    cluster=cluster.name,
                    wordings=wordings,
                    related=_related(library, cluster),
                    first_seen=min((p.document.published for p in positions if p.document.published), default=None),
                    tally=tally,
                    positions=positions,
                )
            )
    return tuple(answered)


def _positions(held: Sequence[Record], known: dict[str, Record]) -> tuple[Position, ...]:
    """In the order of publication; who passes something on comes before who said it."""
    found = {record.statement: position(record, known) for record in held}
    ordered = sorted(held, key=lambda r: (*place_of(r), -len(found[r.statement].chain), r.statement))
    return tuple(found[record.statement] for record in ordered)


def _wordings(library: Library, cluster: Cluster, held: Iterable[Record]) -> tuple[Wording, ...]:
    """The wordings of a cluster, those first about which positions are told."""
    if cluster.name is None:
        return ()
    told = dict.fromkeys([cluster.claim, *(record.claim for record in held), *cluster.claims])
    wanted = list(told)[:MAX_WORDINGS]
    texts = claim_texts(library.store, wanted)
    memberships = library.judgements.memberships(wanted, kind=Kind.CLAIM)
    return tuple(
        Wording(
            id=membership.member,
            text=texts.get(membership.member, ""),
            method=membership.method,
            score=membership.score,
            compared_with=membership.compared_with,
            explanation=membership.explanation,
        )
        for membership in memberships
    )


def _text(store: Store, claim: str, wordings: Sequence[Wording]) -> str:
    told = {wording.id: wording.text for wording in wordings}
    return told.get(claim) or claim_texts(store, [claim]).get(claim, "")


def claim_texts(store: Store, claims: Iterable[str]) -> dict[str, str]:
    """The texts of claims by their ids."""
    found = {claim: store.value(store.iris.of(Thing.CLAIM, claim), predicate=terms.CLAIM_TEXT) for claim in claims}
    return {claim: text for claim, text in found.items() if text is not None}


def _related(library: Library, cluster: Cluster) -> tuple[Related, ...]:
    """What contradicts a claim, says more or less, or supports it; of several about one claim the surest."""
    found: dict[str, Related] = {}
    for claim in cluster.claims[:MAX_WORDINGS]:
        for relation in relations_of(library.store, [claim]):
            is_here = relation.start == claim
            other = Related(
                id=relation.end if is_here else relation.start,
                text="",
                relation=relation.type.value if is_here else _INVERSE[relation.type],
                score=relation.score,
            )
            if other.id not in cluster.claims and (other.id not in found or found[other.id].score < other.score):
                found[other.id] = other
    texts = claim_texts(library.store, found)
    found = {claim: replace(other, text=texts[claim]) for claim, other in found.items() if claim in texts}
    return tuple(sorted(found.values(), key=lambda related: (-related.score, related.id))[:MAX_WORDINGS])
