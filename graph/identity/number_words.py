"""Numbers as English writes them: in digits, words, and both ("1.2 million", "two hundred and ten", "a dozen")."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph.identity.claim_words import load
from graph.identity.tokens import Token, low_at

_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ARTICLES = frozenset({"a", "an"})
_SHORT = frozenset({"k", "m", "mn", "mln", "bn", "tn"})
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_MAX_DIGITS = 18
_HUNDRED = 100
_LARGEST = 1e18
_BEHIND_HALF = frozenset({"of", "the", "its", "their", "full", "empty"})
_TENS = 20  # from here on, words take a digit behind them: "twenty-two"
_DIGITS = range(1, 10)


class Number(NamedTuple):
    """A number and the place behind it; ``low`` and ``high`` differ for "dozens" and the like."""

    low: float
    high: float
    end: int
    is_ordinal: bool = False
    is_share: bool = False


def read_number(tokens: Sequence[Token], at: int) -> Number | None:
    """The number that begins at a place, or None."""
    vague = _vague(tokens, at)
    if vague is not None:
        return vague
    first = low_at(tokens, at)
    if first in _ARTICLES | {"half"}:
        return _with_article(tokens, at)
    return _cardinal(tokens, at)


def _vague(tokens: Sequence[Token], at: int) -> Number | None:
    """ "Dozens", "hundreds of thousands", "tens of thousands"."""
    vague = load().vague
    first = low_at(tokens, at)
    end, size = (at + 1, vague.get(first)) if first != "tens" else (at + 1, (20, 200))
    if size is None or (first == "tens" and low_at(tokens, at + 2) not in vague):
        return None
    low, high = size
    if low_at(tokens, end) == "of" and low_at(tokens, end + 1) in vague:
        unit = vague[low_at(tokens, end + 1)][0] / 2
        return Number(low * unit, high * unit, end + 2)
    return Number(low, high, end)


def _with_article(tokens: Sequence[Token], at: int) -> Number | None:
    """ "A dozen", "a hundred", "a third of", "half a million", "half of"."""
    words = load()
    first, second, third = (low_at(tokens, at + step) for step in range(3))
    if first == "half" or second == "half":
        rest = at + 1 if first == "half" else at + 2
        article = low_at(tokens, rest) in _ARTICLES
        if article and low_at(tokens, rest + 1) in words.multipliers:
            return _exact(words.multipliers[low_at(tokens, rest + 1)] / 2, rest + 2)
        return _exact(0.5, rest, is_share=True) if low_at(tokens, rest) in _BEHIND_HALF else None
    if second in words.fractions and third == "of":
        return _exact(1 / words.fractions[second], at + 2, is_share=True)
    if second in words.multipliers and second not in _SHORT:
        return _scaled(tokens, 1.0, at + 1)
    return None


def _cardinal(tokens: Sequence[Token], at: int) -> Number | None:
    if tokens[at].kind == "number":
        return _in_digits(tokens, at)
    words, low = load(), tokens[at].low
    if low in words.ordinals:
        return _exact(float(words.ordinals[low]), at + 1, is_ordinal=True)
    if low not in words.small:
        return None
    value, end = float(words.small[low]), at + 1
    following = low_at(tokens, end)
    if value >= _TENS and words.ordinals.get(following) in _DIGITS and tokens[end].glued:
        return _exact(value + words.ordinals[following], end + 1, is_ordinal=True)
    if value < _TENS and following in words.fractions and (value == 1 or following.endswith("s")):
        return _exact(value / words.fractions[following], end + 1, is_share=True)
    return _scaled(tokens, *_below_hundred(tokens, at))


def _in_digits(tokens: Sequence[Token], at: int) -> Number | None:
    digits = tokens[at].low
    if not _PLAIN.fullmatch(digits) or len(digits) > _MAX_DIGITS:
        return None
    value = float(digits.replace(",", ""))
    if low_at(tokens, at + 1) in _SUFFIXES and tokens[at + 1].glued:
        return _exact(value, at + 2, is_ordinal=True)
    return _scaled(tokens, value, at + 1)


def _scaled(tokens: Sequence[Token], value: float, end: int) -> Number:
    """The number with "hundred", "million" and so on behind it, and what is added to that."""
    words = load()
    while size := words.multipliers.get(low_at(tokens, end)):
        if low_at(tokens, end) in _SHORT and not tokens[end].glued:
            break
        value, end = min(value * size, _LARGEST), end + 1
        at = end + 1 if low_at(tokens, end) == "and" else end
        if size >= _HUNDRED and words.small.get(low_at(tokens, at)):
            added, behind = _below_thousand(tokens, at)
            if added < size:
                value, end = value + added, behind
    return _exact(value, end)


def _below_thousand(tokens: Sequence[Token], at: int) -> tuple[float, int]:
    """ "Two hundred and six", and the place behind it."""
    value, end = _below_hundred(tokens, at)
    if low_at(tokens, end) == "hundred":
        value, end = value * _HUNDRED, end + 1
        plus = end + 1 if low_at(tokens, end) == "and" else end
        if load().small.get(low_at(tokens, plus)):
            rest, end = _below_hundred(tokens, plus)
            value += rest
    return value, end


def _below_hundred(tokens: Sequence[Token], at: int) -> tuple[float, int]:
    """ "Six", "forty", "forty-six", and the place behind it."""
    small = load().small
    value, end = float(small[low_at(tokens, at)]), at + 1
    if value >= _TENS and small.get(low_at(tokens, end)) in _DIGITS:
        return value + small[low_at(tokens, end)], end + 1
    return value, end


def _exact(value: float, end: int, *, is_ordinal: bool = False, is_share: bool = False) -> Number:
    return Number(value, value, end, is_ordinal, is_share)
