"""Whether a claim tells what has happened, or what will, may or is to (the realis and irrealis of grammars)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from graph.identity.claim_words import Phrases, by_first, load
from graph.identity.tokens import SENTENCE_END, Token, is_past, stem

_BEHIND_AUXILIARY = 4
_BEFORE_ADJECTIVES = frozenset({"the", "a", "an", "of", "its", "his", "her", "their"})  # "the closed bridge"
_REACH = 6  # words between "ordered" and the "to" of what was ordered


class Reality(StrEnum):
    """Whether an event has taken place."""

    ACTUAL = "has happened"
    OPEN = "is yet open"
    ASKED = "is asked about"


@dataclass(frozen=True, slots=True)
class Modality:
    """``reality`` is None where the words do not tell; ``marker`` is the stem of the word that leaves it open."""

    reality: Reality | None
    marker: str = ""

    def contradicts(self, other: "Modality", *, stems: frozenset[str], others: frozenset[str]) -> bool:
        """Whether one tells of an event and the other of its prospect; both claims' stems are given.

        An order that both tell of has been given in both: "ordered them to cross", "ordered the crossing".
        """
        if self.reality is None or other.reality is None or self.reality is other.reality:
            return False
        return not (self.marker in others or other.marker in stems)


_UNKNOWN = Modality(None)


def modality_of(tokens: Sequence[Token]) -> Modality:
    """The modality of a row of tokens; unknown for several sentences that differ."""
    found = {_of_sentence(sentence) for sentence in _sentences(tokens)}
    return found.pop() if len(found) == 1 else _UNKNOWN


def _sentences(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    ends = [at for at, token in enumerate(tokens) if token.kind == "mark" and token.low in SENTENCE_END]
    starts = [0, *(end + 1 for end in ends)]
    return [tokens[start:end] for start, end in zip(starts, [*ends, len(tokens)], strict=True) if start < end]


def _of_sentence(tokens: Sequence[Token]) -> Modality:
    if any(later.low in load().interrogatives and token.stem in _asking() for token, later in pairwise(tokens)):
        return Modality(Reality.ASKED)
    for at, token in enumerate(tokens):
        if token.kind != "word":
            continue
        if _is_unreal(tokens, at):
            return Modality(Reality.OPEN)
        if token.stem in _opening() and _is_opened(tokens, at):
            return Modality(Reality.OPEN, token.stem)
        if token.low in load().actual:
            return _of_auxiliary(tokens, at)
        if token.stem in _saying():
            continue
        if at and not token.is_capital and is_past(token) and tokens[at - 1].low not in _BEFORE_ADJECTIVES:
            return Modality(Reality.ACTUAL)
    return _UNKNOWN


def _of_auxiliary(tokens: Sequence[Token], at: int) -> Modality:
    """ "Was closed", but "was going to close" and "had planned to close"."""
    for later in range(at + 1, min(at + _BEHIND_AUXILIARY, len(tokens))):
        if _is_unreal(tokens, later):
            return Modality(Reality.OPEN)
        if tokens[later].stem in _opening() and _is_opened(tokens, later):
            return Modality(Reality.OPEN, tokens[later].stem)
    return Modality(Reality.ACTUAL)


def _is_unreal(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that leaves an event open stands here; "May" and "Will" with capitals are names."""
    return not tokens[at].is_capital and any(
        tuple(later.low for later in tokens[at : at + len(phrase)]) == phrase
        for phrase in _unreal().get(tokens[at].low, ())
    )


def _is_opened(tokens: Sequence[Token], at: int) -> bool:
    """Whether "to" and a verb follow: "ordered his men to cross", but not "ordered the convoy to Lyon"."""
    for place in range(at + 1, min(at + _REACH, len(tokens) - 1)):
        if tokens[place].kind == "mark":
            return False
        if tokens[place].low == "to":
            return _is_verb(tokens[place + 1])
    return False


def _is_verb(token: Token) -> bool:
    is_plain = token.kind == "word" and not token.is_capital and token.low not in load().function_words
    return is_plain or token.low == "be"


@cache
def _unreal() -> Mapping[str, Phrases]:
    return by_first(load().unreal)


@cache
def _asking() -> frozenset[str]:
    return frozenset(map(stem, load().asking))


@cache
def _saying() -> frozenset[str]:
    return frozenset(map(stem, load().saying))


@cache
def _opening() -> frozenset[str]:
    return frozenset(map(stem, load().opening))
