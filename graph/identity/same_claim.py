"""Whether two claims are the same: alike in meaning and words, and in all that must agree.

How alike they are is told by the cosine of their vectors and by the content words that they share. What must agree are
numbers with their units, names in their roles, polarity, whether the event has happened, and dates, each as far as both
speak of it: "800 troops" is not "900 troops", however alike the sentences are. Where one document tells again what
another told first (``retelling``), much less likeness will do; what must agree must agree all the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import product

from graph.identity.guards import Guard, Objection, agree_in_kind, objections
from graph.identity.likeness import ClaimProfile, Likeness, explain, likeness_of
from graph.identity.links import Link
from graph.identity.relations import ClaimRelation, RelationType
from graph.identity.retelling import Retelling, retelling

__all__ = ["FLOOR", "METHOD", "ClaimProfile", "Judgement", "bearing", "judge", "may_join"]

METHOD = "same-claim"
"""The method of links and relations that are found here from the claims alone."""
RETOLD = "retold-claim"
"""The method of links that are found because one document tells again what another told first."""
FLOOR: float = 0.42
"""The cosine below which two claims are never candidates."""

# Set on CheckThat! 2020, where 99 of 100 pairs of a tweet and a near claim that reach it are matches, and on what is
# said in 84 news articles (PolNeAR), where one event has many claims that are near each other and not the same.
_SAME = 0.62
_RELATED = 0.6
_BETWEEN_TOPICS = 0.75  # "the veto" is in many claims
_BETWEEN_PASSAGES = 0.75  # about one thing they are alike, whatever they say of it
_RETOLD = {Retelling.OF_UNNAMED: 0.35, Retelling.OF_OUTLET: 0.58}
_LEAST = min(_SAME, _RELATED, *_RETOLD.values())
_SURE = 0.85  # cosine of claims that share no word in what they say of their subjects
_ALIKE_ON_AVERAGE = 0.35
_MOST_COMPARED = 12  # members of a group that are compared in full with those of another
_DECIMALS = 10_000
_BEARING = frozenset({Guard.NUMBER, Guard.POLARITY, Guard.EXACTNESS})


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two claims are the same, and why.

    ``score`` is from 0 to 1, to four decimals; ``vetoes`` say in words what must agree and does not; ``explanation``
    says for readers what the score is made of, what was compared, and what the guards found.
    """

    score: float
    vetoes: tuple[str, ...]
    explanation: str
    is_same: bool


def judge(one: ClaimProfile, other: ClaimProfile) -> Judgement:
    """Judge two claims. The order in which they are given makes no difference."""
    likeness, found = likeness_of(one, other), list(objections(one.signature, other.signature))
    told = _retelling(one, other, likeness=likeness, found=found)
    explanation = explain(one, other, likeness=likeness, found=found)
    return Judgement(
        score=likeness.score,
        vetoes=tuple(objection.words for objection in found),
        explanation=explanation if told is None else f"{explanation}; {told.words}",
        is_same=told is not None or _is_same(likeness, found),
    )


def bearing(one: ClaimProfile, other: ClaimProfile) -> Link | ClaimRelation | None:
    """What two claims have to do with each other: a link where they are the same, a relation where they nearly are.

    One that gives another number, or the opposite, contradicts; one that is more exact is narrower. None for all
    others. The order in which they are given makes no difference.
    """
    likeness = likeness_of(one, other)
    if likeness.meaning < FLOOR or likeness.score < _LEAST:
        return None
    found = list(objections(one.signature, other.signature))
    if found:
        return _relation(one, other, likeness=likeness, found=found)
    if _is_same(likeness, found):
        return Link.between(one.claim_id, other.claim_id, method=METHOD, score=likeness.score)
    if _retelling(one, other, likeness=likeness, found=found):
        return Link.between(one.claim_id, other.claim_id, method=RETOLD, score=likeness.score)
    return None


def may_join(profiles: Mapping[str, ClaimProfile], one: Collection[str], other: Collection[str]) -> bool:
    """Whether two groups, given by the ids of their claims, may become one.

    No guard may forbid it for any pair across them, and on average the pairs must be alike (group-average linkage,
    Sokal and Michener 1958), lest a chain of links lead from a claim to a quite different one. Of large groups all
    numbers and dates are compared, and the rest of some members, those with a negation first.
    """
    mine, its = [profiles[claim] for claim in one], [profiles[claim] for claim in other]
    if len(mine) > _MOST_COMPARED or len(its) > _MOST_COMPARED:
        if not agree_in_kind([claim.signature for claim in mine], [claim.signature for claim in its]):
            return False
        mine, its = _most_telling(mine), _most_telling(its)
    total = 0.0
    for first, second in product(mine, its):
        if next(objections(first.signature, second.signature), None) is not None:
            return False
        total += round(_score(first, second) * _DECIMALS)
    return total >= _ALIKE_ON_AVERAGE * _DECIMALS * len(mine) * len(its)


def _score(one: ClaimProfile, other: ClaimProfile) -> float:
    """How alike two claims count as when groups are joined: enough where one tells the other again."""
    likeness = likeness_of(one, other)
    if likeness.score < _ALIKE_ON_AVERAGE and _retelling(one, other, likeness=likeness, found=()):
        return _ALIKE_ON_AVERAGE
    return likeness.score


def _most_telling(group: list[ClaimProfile]) -> list[ClaimProfile]:
    return nsmallest(
        _MOST_COMPARED, group, key=lambda claim: (not claim.signature.polarity.has_negation, claim.claim_id)
    )


def _relation(
    one: ClaimProfile, other: ClaimProfile, *, likeness: Likeness, found: Sequence[Objection]
) -> ClaimRelation | None:
    guards = {objection.guard for objection in found}
    if not guards <= _BEARING or not _is_near(likeness, _RELATED, is_turned=Guard.POLARITY in guards):
        return None
    if guards & {Guard.NUMBER, Guard.POLARITY}:
        first, second = sorted((one.claim_id, other.claim_id))
        return ClaimRelation(first, second, RelationType.CONTRADICTS, METHOD, likeness.score)
    lead = sum(objection.lead for objection in found)
    if not lead:
        return None
    start, end = (other, one) if lead > 0 else (one, other)
    return ClaimRelation(start.claim_id, end.claim_id, RelationType.NARROWER, METHOD, likeness.score)


def _is_near(likeness: Likeness, threshold: float, *, is_turned: bool = False) -> bool:
    """Whether two claims are alike enough; opposites (``is_turned``) may well have different verbs."""
    if likeness.is_of_topics:
        threshold = max(threshold, _BETWEEN_TOPICS)
    if likeness.is_of_passages:
        threshold = max(threshold, _BETWEEN_PASSAGES)
    floor = _SURE if likeness.is_of_other_predicates and not is_turned else FLOOR
    return likeness.is_about_one_thing and likeness.meaning >= floor and likeness.score >= threshold


def _is_same(likeness: Likeness, found: Sequence[Objection]) -> bool:
    return not found and _is_near(likeness, _SAME)


def _retelling(
    one: ClaimProfile, other: ClaimProfile, *, likeness: Likeness, found: Sequence[Objection]
) -> Retelling | None:
    """How one of two claims tells the other again, if they are alike enough for that and not without it."""
    is_near = likeness.meaning >= FLOOR and likeness.score >= _LEAST
    if found or likeness.is_of_passages or not is_near or _is_same(likeness, found):
        return None
    told = retelling(one.reports, other.reports)
    return told if told is not None and likeness.score >= _RETOLD[told] else None
