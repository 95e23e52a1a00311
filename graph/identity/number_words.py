"""Numbers as English writes them: in digits, words, and both ("1.2 million", "two hundred and ten", "a dozen")."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph.identity.claim_words import load
from graph.identity.tokens import Token

_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ARTICLES = frozenset({"a", "an"})
_SHORT = frozenset({"k", "m", "mn", "mln", "bn", "tn"})
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_MAX_DIGITS = 18
_HUNDRED = 100


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
    first = _low(tokens, at)
    if first in _ARTICLES | {"half"}:
        return _with_article(tokens, at)
    return _cardinal(tokens, at)


def _vague(tokens: Sequence[Token], at: int) -> Number | None:
    """ "Dozens", "hundreds of thousands", "tens of thousands"."""
    vague = load().vague
    first = _low(tokens, at)
    end, size = (at + 1, vague.get(first)) if first != "tens" else (at + 1, (20, 200))
    if size is None or (first == "tens" and _low(tokens, at + 2) not in vague):
        return None
    low, high = size
    if _low(tokens, end) == "of" and _low(tokens, end + 1) in vague:
        unit = vague[_low(tokens, end + 1)][0] / 2
        return Number(low * unit, high * unit, end + 2)
    return Number(low, high, end)


def _with_article(tokens: Sequence[Token], at: int) -> Number | None:
    """ "A dozen", "a hundred", "a third of", "half a million", "half of"."""
    words = load()
    first, second, third = (_low(tokens, at + step) for step in range(3))
    if first == "half" or second == "half":
        rest = at + 1 if first == "half" else at + 2
        article = _low(tokens, rest) in _ARTICLES
        if article and _low(tokens, rest + 1) in words.multipliers:
            return _exact(words.multipliers[_low(tokens, rest + 1)] / 2, rest + 2)
        return (
            _exact(0.5, rest, is_share=True)
            if _low(tokens, rest) in {"of", "the", "its", "their", "full", "empty"}
            else None
        )
    if second in words.fractions and third == "of":
        return _exact(1 / words.fractions[second], at + 2, is_share=True)
    if second in words.multipliers and second not in _SHORT:
        return _scaled(tokens, 1.0, at + 1)
    return None


def _cardinal(tokens: Sequence[Token], at: int) -> Number | None:
    words = load()
    token = tokens[at]
    if token.kind == "number":
        digits = token.low
        if not _PLAIN.fullmatch(digits) or len(digits) > _MAX_DIGITS:
            return None
        value = float(digits.replace(",", ""))
        if _low(tokens, at + 1) in _SUFFIXES and tokens[at + 1].glued:
            return _exact(value, at + 2, is_ordinal=True)
        return _scaled(tokens, value, at + 1)
    if token.low in words.ordinals:
        return _exact(float(words.ordinals[token.low]), at + 1, is_ordinal=True)
    if token.low not in words.small:
        return None
    value, end = float(words.small[token.low]), at + 1
    following = _low(tokens, end)
    if value >= 20 and following in words.ordinals and words.ordinals[following] < 10 and tokens[end].glued:
        return _exact(value + words.ordinals[following], end + 1, is_ordinal=True)
    if value >= 20 and 0 < words.small.get(following, 0) < 10:
        value, end = value + words.small[following], end + 1
    if _low(tokens, end) in words.fractions and value < 20 and (value == 1 or _low(tokens, end).endswith("s")):
        return _exact(value / words.fractions[_low(tokens, end)], end + 1, is_share=True)
    return _scaled(tokens, value, end)


def _scaled(tokens: Sequence[Token], value: float, end: int) -> Number:
    """The number with "hundred", "million" and so on behind it, and what is added to that."""
    words = load()
    while (size := words.multipliers.get(_low(tokens, end))) and (_low(tokens, end) not in _SHORT or tokens[end].glued):
        value, end = value * size, end + 1
        plus = end + 1 if _low(tokens, end) == "and" else end
        rest = words.small.get(_low(tokens, plus))
        if size >= _HUNDRED and rest and value >= _HUNDRED and tokens[plus - 1].low != ",":
            added = _small(tokens, plus)
            if added[0] < size:
                value, end = value + added[0], added[1]
    return _exact(value, end)


def _small(tokens: Sequence[Token], at: int) -> tuple[float, int]:
    words = load()
    value, end = float(words.small[_low(tokens, at)]), at + 1
    if value >= 20 and 0 < words.small.get(_low(tokens, end), 0) < 10:
        value, end = value + words.small[_low(tokens, end)], end + 1
    if _low(tokens, end) == "hundred":
        value, end = value * _HUNDRED, end + 1
        plus = end + 1 if _low(tokens, end) == "and" else end
        if words.small.get(_low(tokens, plus)):
            rest, end = _small(tokens, plus)
            value += rest
    return value, end


def _exact(value: float, end: int, *, is_ordinal: bool = False, is_share: bool = False) -> Number:
    return Number(value, value, end, is_ordinal, is_share)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
