"""A source under all its names: what it says, on which claims, and why its names are held to be one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graph.answers import IdentifiedAs, Said, SourceClaim, SourceClaims, SourceDetail, SourceName
from graph.asking import position
from graph.clusters import cluster_of
from graph.errors import NotFoundError
from graph.identifications import Identifications
from graph.identity.identifications import METHOD
from graph.identity.reviews import Kind
from graph.indexed_records import records_of
from graph.iris import Thing
from graph.library import Library
from graph.recognition import known_sources
from graph.records import describe_sources, with_chains
from graph.search.filters import Filters
from graph.search.pages import facets, page
from graph.search.shown import ShownRow

MAX_STATEMENTS = 2_000
"""Statements of a source whose claims are looked at; of more, the newest."""
MAX_NAMES = 200
"""Names of a source that an answer tells."""

_ANY = Filters()


def names_of(library: Library, source: str) -> tuple[str, ...]:
    """A source (id) and all that are held to be one with it."""
    name = library.judgements.group_of(source, kind=Kind.SOURCE)
    others = library.judgements.members(name, kind=Kind.SOURCE) if name else ()
    return tuple(dict.fromkeys((source, *others)))


def source_answer(
    library: Library, source: str, *, limit: int, offset: int = 0, filters: Filters = _ANY
) -> SourceDetail:
    """A source by id, with its newest statements from an offset on, as far as the filters let them pass.

    Raises NotFoundError if there is none.
    """
    described = describe_sources(library.store, [source])
    if source not in described:
        raise NotFoundError(f"There is no source {source}.")
    asked = _asked(library, source, filters)
    newest, total = page(library.index, asked, limit=limit, offset=offset)
    records = records_of(library.store, newest)
    known = with_chains(library.store, records)
    return SourceDetail(
        source=described[source],
        names=_names(library, source),
        known=known_sources(library.judgements, source),
        identified=tuple(
            IdentifiedAs(found.id, found.entity, found.label, found.score, METHOD)
            for name in asked.sources[:MAX_NAMES]
            for found in Identifications(library.store).of_source(name)
        ),
        total=total,
        offset=offset,
        statements=tuple(Said(record.claim, record.claim_text, position(record, known)) for record in records),
        facets=facets(library.index, asked),
    )


def claims_of_source(
    library: Library, source: str, *, limit: int, offset: int = 0, filters: Filters = _ANY
) -> SourceClaims:
    """The claims on which a source (id) says something, those on which it says most first."""
    newest, total = page(library.index, _asked(library, source, filters), limit=MAX_STATEMENTS)
    found = said_by_claim(library, newest)
    return SourceClaims(
        claims=tuple(one.told() for one in found[offset : offset + limit]),
        total=len(found),
        offset=offset,
        truncated=total > len(newest),
    )


@dataclass(slots=True)
class SaidOfClaim:
    """What a source says of one claim in all its wordings, the newest first."""

    claims: frozenset[str]
    rows: list[ShownRow] = field(default_factory=list)

    def told(self) -> SourceClaim:
        """In the wording that came last."""
        days = sorted(row.document.published for row in self.rows if row.document.published)
        stances = Counter(row.stance for row in self.rows)
        return SourceClaim(
            id=self.rows[0].claim,
            text=self.rows[0].claim_text,
            statements=len(self.rows),
            stances=dict(stances.most_common()),
            first=days[0] if days else None,
            last=days[-1] if days else None,
        )


def said_by_claim(library: Library, rows: Sequence[ShownRow]) -> list[SaidOfClaim]:
    """Statements by what they are about, those with most statements first."""
    by_claim: dict[str, SaidOfClaim] = {}
    for row in rows:
        if row.claim not in by_claim:
            said = SaidOfClaim(frozenset(cluster_of(library, row.claim).claims))
            by_claim |= dict.fromkeys({row.claim, *said.claims}, said)
        by_claim[row.claim].rows.append(row)
    found = {id(said): said for said in by_claim.values()}.values()
    return sorted(found, key=lambda said: -len(said.rows))


def _asked(library: Library, source: str, filters: Filters) -> Filters:
    """The filters for a source under all its names, and for their claims in all wordings."""
    claims = dict.fromkeys(one for claim in filters.claims for one in _wordings(library, claim))
    return replace(filters, sources=names_of(library, source), claims=tuple(claims))


def _wordings(library: Library, claim: str) -> tuple[str, ...]:
    """The ids of all wordings of a claim; of what is none, itself, which nothing is about."""
    id_ = library.store.iris.id_of(claim, thing=Thing.CLAIM)
    return cluster_of(library, id_).claims if id_ else (claim,)


def _names(library: Library, source: str) -> tuple[SourceName, ...]:
    memberships = library.judgements.group_with(source, kind=Kind.SOURCE)[:MAX_NAMES]
    described = describe_sources(library.store, [membership.member for membership in memberships])
    return tuple(
        SourceName(
            source=described[membership.member],
            method=membership.method,
            score=membership.score,
            compared_with=membership.compared_with,
            explanation=membership.explanation,
        )
        for membership in memberships
        if membership.member in described
    )
