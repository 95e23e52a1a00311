"""The quantities that a text tells: its numbers with their units, nouns, ranges and bounds."""

from collections.abc import Collection, Iterator, Sequence

from graph.identity.claim_words import load
from graph.identity.number_words import Number, read_number
from graph.identity.quantities import COUNT, ORDINAL, SHARE, Bound, Quantity
from graph.identity.tokens import Token, is_past

_NOUN_WORDS = 3  # words behind a number in which the noun that it counts is looked for
_LONGEST_BOUND = 4
_RANGE = frozenset({"to", "and", "or", "-", "–", "—"})
_PASSED_OVER = frozenset({"a", "the", "$", "£", "€"})  # between "about" and its number
_NO_COUNT = frozenset({"no", "any", "the", "this", "that", "every", "each"})
"""In front of "one", they make it no number."""


def quantities_of(tokens: Sequence[Token], *, used: Collection[int]) -> Iterator[tuple[int, Quantity]]:
    """The quantities in a row of tokens with their places, those at places that are ``used`` left out."""
    at = 0
    while at < len(tokens):
        number = None if at in used else read_number(tokens, at)
        if number is None:
            at += 1
            continue
        number, start = _ranged(tokens, at, number, used=used), at
        at = number.end
        quantity = _quantity(tokens, start, number)
        if quantity is not None:
            yield start, quantity


def _ranged(tokens: Sequence[Token], at: int, number: Number, *, used: Collection[int]) -> Number:
    """ "Eight to eleven", "between 8 and 11", "8-11": one quantity; "and" joins two only behind "between"."""
    link = tokens[number.end].low if number.end < len(tokens) else ""
    before = tokens[at - 1].low if at else ""
    unit_between = number.end
    if link not in _RANGE or (link == "and" and before != "between") or unit_between + 1 in used:
        return number
    upper = read_number(tokens, number.end + 1) if number.end + 1 < len(tokens) else None
    if upper is None or upper.is_ordinal or number.is_ordinal or upper.high < number.low:
        return number
    low = number.low
    scale = _scale(tokens, number.end + 1, upper.end)
    if scale > 1 and low * scale < upper.high:  # "8 to 11 million"
        low *= scale
    return Number(low, upper.high, upper.end, is_share=upper.is_share)


def _scale(tokens: Sequence[Token], start: int, end: int) -> float:
    scale = 1.0
    for token in tokens[start + 1 : end]:
        scale *= load().multipliers.get(token.low, 1)
    return scale


def _quantity(tokens: Sequence[Token], start: int, number: Number) -> Quantity | None:
    bound = _bound(tokens, start, number.end)
    before = tokens[start - 1].low if start else ""
    if before in load().units and tokens[start - 1].kind == "mark":
        return _in_unit(before, number, bound)
    if number.is_share:
        return Quantity(SHARE, round(number.low, 2), round(number.high, 2), bound, frozenset())
    at = number.end
    if at < len(tokens) and tokens[at].low == "+":
        bound, at = Bound.LEAST, at + 1
    if at < len(tokens) and tokens[at].low in {"-", "–"} and at + 1 < len(tokens) and tokens[at + 1].glued:
        at += 1
    if number.low < number.high and at < len(tokens) and tokens[at].low == "of":  # "hundreds of men"
        at += 1
    is_attribute = at < len(tokens) and tokens[at].glued and tokens[at].kind == "word"
    unit = _unit(tokens, at)
    if unit is not None and not number.is_ordinal:
        return _in_unit(unit, number, bound, is_attribute=is_attribute)
    counted = _counted(tokens, at)
    nouns, wording = frozenset(token.stem for token in counted), " ".join(token.low for token in counted)
    if number.is_ordinal:
        quantity = Quantity(ORDINAL, number.low, number.high, Bound.NONE, nouns, is_attribute=True, wording=wording)
        return quantity if nouns else None
    if number.low == 1 and tokens[start].low == "one" and (not nouns or before in _NO_COUNT):
        return None
    return Quantity(COUNT, number.low, number.high, bound, nouns, is_attribute, wording)


def _unit(tokens: Sequence[Token], at: int) -> str | None:
    units = load().units
    for length in (2, 1):
        words = [token.low for token in tokens[at : at + length]]
        for phrase in (" ".join(words), " ".join(words).removesuffix("s")):
            if len(words) == length and phrase in units:
                return phrase
    return None


def _in_unit(unit: str, number: Number, bound: Bound, *, is_attribute: bool = False) -> Quantity:
    kind, size = load().units[unit]
    return Quantity(kind, _rounded(number.low * size), _rounded(number.high * size), bound, frozenset(), is_attribute)


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _counted(tokens: Sequence[Token], at: int) -> list[Token]:
    """The words of what is counted: "armed men" of "40 armed men crossed"."""
    counted: list[Token] = []
    for token in tokens[at : at + _NOUN_WORDS]:
        if token.kind != "word" or token.low in load().function_words or (counted and is_past(token)):
            break
        counted.append(token)
    return counted


def _bound(tokens: Sequence[Token], start: int, end: int) -> Bound:
    before = [token.low for token in tokens[max(0, start - _LONGEST_BOUND) : start]]
    while before and before[-1] in _PASSED_OVER:
        before.pop()
    after = [token.low for token in tokens[end : end + 2]]
    if after[:2] == ["or", "more"]:
        return Bound.LEAST
    if after[:2] in (["or", "fewer"], ["or", "less"]):
        return Bound.MOST
    for phrase, bound in load().bounds:
        if tuple(before[-len(phrase) :]) == phrase:
            return Bound[bound.upper()]
    return Bound.NONE
