"""Reviews as users see them: two things by id, IRI or name in, and out what was said of them and whether it counts."""

from collections.abc import Collection, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph.asking import find, find_source
from graph.assessing.assessing import AssessmentDetail, assessments
from graph.errors import InputError, NotFoundError
from graph.identifications import Identifications
from graph.identity.identifications import METHOD, Identification
from graph.identity.reviews import Kind, Review, Standing, Verdict, latest
from graph.iris import Thing
from graph.library import Library
from graph.store import Store
from ontology import terms


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One of the two things: the name of the source or the text of the claim, None where it is in the store no more."""

    id: str
    name: str | None


@dataclass(frozen=True, slots=True)
class ReviewDetail:
    """A review, with what becomes of it; ``at`` is in UTC."""

    id: str
    kind: Kind
    verdict: Verdict
    one: Reviewed
    other: Reviewed
    at: datetime
    reviewer: str | None
    comment: str | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class IdentificationDetail:
    """That a source was identified as an entity of an authority, with a score from 0 to 1; ``at`` is in UTC."""

    id: str
    kind: Literal["identification"]
    source: Reviewed
    entity: str
    label: str
    score: float
    method: str
    service: str
    at: datetime


Said = ReviewDetail | IdentificationDetail | AssessmentDetail
"""What persons said, or took over from a service."""


def review(
    library: Library,
    one: str,
    other: str,
    *,
    verdict: Verdict,
    at: datetime,
    reviewer: str = "",
    comment: str = "",
) -> ReviewDetail:
    """Keep that two sources or two claims are one, or are not; each is given by id or IRI, a source also by name.

    Raises NotFoundError for what is not in the store; InputError where one is a source and the other a claim, or both
    are the same.
    """
    (kind, first), (other_kind, second) = (_find(library.store, text) for text in (one, other))
    if kind is not other_kind:
        raise InputError(f"{one!r} is a {kind} and {other!r} a {other_kind}: give two sources or two claims.")
    said = Review.of(kind, first, second, verdict=verdict, at=at, reviewer=reviewer, comment=comment)
    library.review(said)
    return _detail(library, said, counted=_counted(library))


def undo(library: Library, text: str) -> Said:
    """Withdraw a review, identification or assessment that is given by id or IRI, and tell what it was.

    Raises NotFoundError if there is none.
    """
    name = library.store.iris.id_of(text, thing=Thing.REVIEW) or text
    detail = next((detail for detail in reviews(library) if detail.id == name), None)
    if detail is None:
        raise NotFoundError(f"There is no review {text}: 'allegedly reviews' lists them.")
    library.undo(name)
    return detail


def reviews(library: Library) -> tuple[Said, ...]:
    """All reviews, identifications and assessments, the earliest first."""
    counted = _counted(library)
    reviewed = [_detail(library, review, counted=counted) for review in library.judgements.reviews.all()]
    identified = [_identification(library, found) for found in Identifications(library.store).all()]
    said: list[Said] = [*reviewed, *identified, *assessments(library)]
    return tuple(sorted(said, key=lambda detail: (detail.at, detail.id)))


def reviews_of(library: Library, things: Collection[str]) -> tuple[ReviewDetail, ...]:
    """The reviews of some sources or claims (ids), the earliest first."""
    counted = _counted(library)
    found = (one for one in library.judgements.reviews.all() if not {one.one, one.other}.isdisjoint(things))
    return tuple(sorted((_detail(library, one, counted=counted) for one in found), key=lambda one: (one.at, one.id)))


def _identification(library: Library, found: Identification) -> IdentificationDetail:
    return IdentificationDetail(
        id=found.id,
        kind="identification",
        source=Reviewed(found.source, _name(library.store, found.source, kind=Kind.SOURCE)),
        entity=found.entity,
        label=found.label,
        score=found.score,
        method=METHOD,
        service=found.service,
        at=found.at,
    )


def _counted(library: Library) -> Set[str]:
    return {review.id for review in latest(library.judgements.reviews.all())}


def _detail(library: Library, review: Review, *, counted: Set[str]) -> ReviewDetail:
    one, other = (Reviewed(thing, _name(library.store, thing, kind=review.kind)) for thing in review.pair)
    return ReviewDetail(
        id=review.id,
        kind=review.kind,
        verdict=review.verdict,
        one=one,
        other=other,
        at=review.at,
        reviewer=review.reviewer or None,
        comment=review.comment or None,
        standing=_standing(library, review, things=(one, other)) if review.id in counted else Standing.REPLACED,
    )


def _standing(library: Library, review: Review, *, things: Sequence[Reviewed]) -> Standing:
    group = library.judgements.group_with(review.one, kind=review.kind)
    are_one = any(membership.member == review.other for membership in group)
    holds = are_one == (review.verdict is Verdict.SAME) and all(thing.name is not None for thing in things)
    return Standing.HOLDS if holds else Standing.WITHOUT_EFFECT


def _find(store: Store, text: str) -> tuple[Kind, str]:
    with suppress(NotFoundError):
        return Kind.SOURCE, find_source(store, text)
    with suppress(NotFoundError):
        return Kind.CLAIM, find(store, text, thing=Thing.CLAIM)
    raise NotFoundError(
        f"There is no source and no claim {text!r}: give an id as 'allegedly who --json' prints it, or a source's name."
    )


def _name(store: Store, thing: str, *, kind: Kind) -> str | None:
    """The name or text; of the spellings that documents give a source, the first by the alphabet."""
    property_ = terms.NAME if kind is Kind.SOURCE else terms.CLAIM_TEXT
    node = store.iris.of(Thing(kind), thing)
    rows = store.select(f"SELECT (MIN(?name) AS ?first) WHERE {{ <{node}> <{property_}> ?name }}")
    return rows[0]["first"] if rows else None
