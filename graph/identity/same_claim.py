"""Whether two claims are the same: alike in meaning and words, and in all that must agree.

How alike they are is told by the cosine of their vectors and by the content words that they share. What must agree are
numbers with their units, names in their roles, polarity, whether the event has happened, and dates, each as far as both
speak of it: "800 troops" is not "900 troops", however alike the sentences are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import product
from typing import Self

import numpy as np
import numpy.typing as npt

from graph.identity.guards import Guard, Objection, agree_in_kind, objections
from graph.identity.links import Link
from graph.identity.quantities import agreeing
from graph.identity.relations import ClaimRelation, RelationType
from graph.identity.signatures import Signature, are_of_topics, is_about_one_thing, overlap, signature_of

METHOD = "same-claim"
"""The method of links and relations that are found here."""
FLOOR: float = 0.42
"""The cosine below which two claims are never candidates."""

# Set on CheckThat! 2020, where 99 of 100 pairs of a tweet and a near claim that reach it are matches, and on contents
# of news articles (PolNeAR), of which one event has many that are near each other and not the same.
_SAME = 0.6
_RELATED = 0.6
_BETWEEN_TOPICS = 0.75  # "the veto" is in many claims
_ALIKE_ON_AVERAGE = 0.45
_MOST_COMPARED = 12  # members of a group that are compared in full with those of another
_DECIMALS = 10_000
_MEANING, _WORDS = 0.6, 0.4
_QUOTED = 100  # code points of a wording in an explanation
_BEARING = frozenset({Guard.NUMBER, Guard.POLARITY, Guard.EXACTNESS})


@dataclass(frozen=True, eq=False)
class ClaimProfile:
    """A claim with what it is judged by: its text, its vector of length 1, and the document it is bound to, if any."""

    claim_id: str
    text: str
    scope: str | None
    vector: npt.NDArray[np.float32]

    @classmethod
    def of(cls, claim_id: str, text: str, *, scope: str | None, vector: npt.NDArray[np.float32]) -> Self:
        """The profile of a claim; ``scope`` is the id of its document, None where the claim stands alone."""
        return cls(claim_id, text, scope, vector)

    @cached_property
    def signature(self) -> Signature:
        """What of its words is compared with others'."""
        return signature_of(self.text)


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


@dataclass(frozen=True, slots=True)
class _Likeness:
    meaning: float
    words: float
    is_about_one_thing: bool
    is_of_topics: bool

    @property
    def score(self) -> float:
        return round(min(1.0, max(0.0, _MEANING * self.meaning + _WORDS * self.words)), 4)


def judge(one: ClaimProfile, other: ClaimProfile) -> Judgement:
    """Judge two claims. The order in which they are given makes no difference."""
    likeness, found = _compare(one, other)
    return Judgement(
        score=likeness.score,
        vetoes=tuple(objection.words for objection in found),
        explanation=_explain(one, other, likeness, found),
        is_same=_is_same(likeness, found),
    )


def links_between(profiles: Mapping[str, ClaimProfile], pairs: Iterable[tuple[str, str]]) -> Iterator[Link]:
    """A link for each pair of ids that are the same claim."""
    for one, other in pairs:
        likeness, found = _compare(profiles[one], profiles[other])
        if _is_same(likeness, found):
            yield Link.between(one, other, method=METHOD, score=likeness.score)


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
        total += round(_likeness(first, second).score * _DECIMALS)
    return total >= _ALIKE_ON_AVERAGE * _DECIMALS * len(mine) * len(its)


def _most_telling(group: list[ClaimProfile]) -> list[ClaimProfile]:
    return nsmallest(
        _MOST_COMPARED, group, key=lambda claim: (not claim.signature.polarity.has_negation, claim.claim_id)
    )


def relation_between(one: ClaimProfile, other: ClaimProfile) -> ClaimRelation | None:
    """How two claims that are nearly the same, and are not, bear on each other; None where they do not.

    One that gives another number, or the opposite, contradicts; one that is more exact is narrower.
    """
    likeness, found = _compare(one, other)
    guards = {objection.guard for objection in found}
    if not guards or not guards <= _BEARING or not _is_near(likeness, _RELATED):
        return None
    if guards & {Guard.NUMBER, Guard.POLARITY}:
        first, second = sorted((one.claim_id, other.claim_id))
        return ClaimRelation(first, second, RelationType.CONTRADICTS, METHOD, likeness.score)
    lead = sum(objection.lead for objection in found)
    if not lead:
        return None
    start, end = (other, one) if lead > 0 else (one, other)
    return ClaimRelation(start.claim_id, end.claim_id, RelationType.NARROWER, METHOD, likeness.score)


def _compare(one: ClaimProfile, other: ClaimProfile) -> tuple[_Likeness, list[Objection]]:
    return _likeness(one, other), list(objections(one.signature, other.signature))


def _likeness(one: ClaimProfile, other: ClaimProfile) -> _Likeness:
    mine, its = one.signature, other.signature
    return _Likeness(
        meaning=round(float(one.vector @ other.vector), 5),
        words=overlap(mine, its),
        is_about_one_thing=one.scope == other.scope or is_about_one_thing(mine, its),
        is_of_topics=are_of_topics(mine, its),
    )


def _is_near(likeness: _Likeness, threshold: float) -> bool:
    needed = _BETWEEN_TOPICS if likeness.is_of_topics else threshold
    return likeness.is_about_one_thing and likeness.meaning >= FLOOR and likeness.score >= needed


def _is_same(likeness: _Likeness, found: list[Objection]) -> bool:
    return not found and _is_near(likeness, _SAME)


def _explain(one: ClaimProfile, other: ClaimProfile, likeness: _Likeness, found: list[Objection]) -> str:
    wordings = sorted(_quoted(profile.text) for profile in (one, other))
    parts = [
        f"score {likeness.score:.2f} of meaning {max(0.0, likeness.meaning):.2f} and words {likeness.words:.2f}",
        f"{wordings[0]} compared with {wordings[1]}",
        "; ".join(objection.words for objection in found) or _agreement(one.signature, other.signature),
    ]
    if likeness.is_of_topics:
        parts.append("at least one only names a topic")
    if not likeness.is_about_one_thing:
        parts.append("of two documents, with too little to tell that both mean one thing")
    return "; ".join(parts)


def _agreement(one: Signature, other: Signature) -> str:
    """What both name and count."""
    numbers = agreeing(one.quantities, other.quantities)
    names = sorted({min(str(name), str(its)) for name in one.names for its in other.names if name.matches(its)})
    days = sorted(map(str, one.dates & other.dates))
    found = ", ".join((*numbers, *names, *days))
    return f"nothing disagrees; both have {found}" if found else "nothing disagrees"


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat}”" if len(flat) <= _QUOTED else f"“{flat[: _QUOTED - 1]}…”"
