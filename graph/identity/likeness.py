"""How alike two claims are in meaning and words, and what is said of it to readers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from graph.identity.guards import Objection
from graph.identity.quantities import agreeing
from graph.identity.retelling import Report
from graph.identity.signatures import Signature, signature_of
from graph.identity.wordings import are_of_topics, is_about_one_thing, overlap, say_other_things

_MEANING, _WORDS = 0.6, 0.4
_QUOTED = 100  # code points of a wording in an explanation


@dataclass(frozen=True, eq=False)
class ClaimProfile:
    """A claim with what it is judged by: its text, its vector of length 1, and the document it is bound to, if any.

    ``tell`` gives how documents tell it, and is asked once, if at all.
    """

    claim_id: str
    text: str
    scope: str | None
    vector: npt.NDArray[np.float32]
    tell: Callable[[], tuple[Report, ...]] = tuple

    @classmethod
    def of(
        cls,
        claim_id: str,
        text: str,
        *,
        scope: str | None,
        vector: npt.NDArray[np.float32],
        tell: Callable[[], tuple[Report, ...]] = tuple,
    ) -> Self:
        """The profile of a claim; ``scope`` is the id of its document, None where the claim stands alone."""
        return cls(claim_id, text, scope, vector, tell)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """How documents tell it."""
        return self.tell()

    @cached_property
    def signature(self) -> Signature:
        """What of its words is compared with others'."""
        return signature_of(self.text)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two claims are: the cosine of their vectors, and the overlap of their words.

    ``is_about_one_thing`` tells whether there is enough to say that both mean the same thing, ``is_of_topics`` that one
    of them only names a topic, ``is_of_other_predicates`` that they share no words in what they say of their subjects,
    ``is_of_passages`` that one of them says several things.
    """

    meaning: float
    words: float
    is_about_one_thing: bool
    is_of_topics: bool
    is_of_other_predicates: bool
    is_of_passages: bool

    @property
    def score(self) -> float:
        """Both in one number from 0 to 1, to four decimals."""
        return round(min(1.0, max(0.0, _MEANING * self.meaning + _WORDS * self.words)), 4)


def likeness_of(one: ClaimProfile, other: ClaimProfile) -> Likeness:
    """How alike two claims are; what is bound to different documents needs more to be about one thing."""
    mine, its = one.signature, other.signature
    return Likeness(
        meaning=round(float(one.vector @ other.vector), 5),
        words=overlap(mine, its),
        is_about_one_thing=one.scope == other.scope or is_about_one_thing(mine, its),
        is_of_topics=are_of_topics(mine, its),
        is_of_other_predicates=say_other_things(mine, its),
        is_of_passages=mine.is_passage or its.is_passage,
    )


def explain(one: ClaimProfile, other: ClaimProfile, *, likeness: Likeness, found: Sequence[Objection]) -> str:
    """What a score is made of, what was compared, and what the guards found."""
    wordings = sorted(_quoted(profile.text) for profile in (one, other))
    parts = [
        f"score {likeness.score:.2f} of meaning {max(0.0, likeness.meaning):.2f} and words {likeness.words:.2f}",
        f"{wordings[0]} compared with {wordings[1]}",
        "; ".join(objection.words for objection in found) or _agreement(one.signature, other.signature),
    ]
    if likeness.is_of_topics:
        parts.append("at least one only names a topic")
    if likeness.is_of_passages:
        parts.append("at least one says several things")
    if likeness.is_of_other_predicates:
        parts.append("they say it in other words, or other things")
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
