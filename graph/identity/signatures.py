"""What of a claim's words is compared with another claim's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.identity.claim_names import Name
from graph.identity.claim_words import load
from graph.identity.counting import quantities_of
from graph.identity.dates import Date, dates_of
from graph.identity.mentioned import name_word, names_of
from graph.identity.modality import Modality, modality_of
from graph.identity.opposites import Polarity, polarity_of
from graph.identity.quantities import Quantity
from graph.identity.reported import is_reported
from graph.identity.tokens import Token, tokens_of
from graph.identity.words import load as load_words

_NAME_WEIGHT = 0.75
"""Less than that of another word: claims about one thing share its name and differ in the rest."""
_NUMBER_WEIGHT = 2.0
_SEVERAL = 3
_FEW = 3.0
"""Weight of the words of a claim that says little: that another one has them all does not tell much."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The parts of a claim that are compared; ``weights`` tells how much each of its content words counts."""

    weights: Mapping[str, float]
    total: float
    quantities: frozenset[Quantity]
    dates: frozenset[Date]
    names: tuple[Name, ...]
    polarity: Polarity
    modality: Modality
    is_reported: bool | None
    stems: frozenset[str]


def signature_of(text: str) -> Signature:
    """The signature of a text, as far as it is read (``tokens.MAX_READ``)."""
    tokens = tokens_of(text)
    dates, used = dates_of(tokens)
    quantities = quantities_of(tokens, used=used)
    names = names_of(tokens, used=used)
    weights = _weights(tokens, quantities=quantities, names=names, used=used)
    return Signature(
        weights=weights,
        total=sum(weights.values()),
        quantities=quantities,
        dates=dates,
        names=names,
        polarity=polarity_of(tokens),
        modality=modality_of(tokens),
        is_reported=is_reported(tokens),
        stems=frozenset(token.stem for token in tokens if token.kind == "word"),
    )


def overlap(one: Signature, other: Signature) -> float:
    """How much of their content words two claims share, by weight, from 0 to 1.

    Dice's coefficient (1945), and twice the share of the shorter claim, which tells more where the other one is long.
    """
    if not one.total or not other.total:
        return 0.0
    common = sorted(one.weights.keys() & other.weights.keys())
    shared = sum(min(one.weights[word], other.weights[word]) for word in common)
    dice = 2 * shared / (one.total + other.total)
    return (dice + 2 * shared / max(min(one.total, other.total), _FEW)) / 3


def is_about_one_thing(one: Signature, other: Signature) -> bool:
    """Whether two claims have a name, a number or several other words in common."""
    words = one.weights.keys() & other.weights.keys()
    return len(words) >= _SEVERAL or any(word.startswith(_MARKED) for word in words)


def _weights(
    tokens: Sequence[Token], *, quantities: Iterable[Quantity], names: Sequence[Name], used: frozenset[int]
) -> dict[str, float]:
    """Words by their stems, what is named and how much behind a mark of its own."""
    lists, titles = load(), load_words().titles
    named = {word for name in names if not name.is_weak for word in name.words}
    weights: dict[str, float] = {}
    for at, token in enumerate(tokens):
        is_word = token.kind == "word" and at not in used
        if not is_word or token.low in lists.function_words or lists.is_number_word(token.low):
            continue
        if name_word(token.low) in named:
            weights[f"{_NAMED}{name_word(token.low)}"] = _NAME_WEIGHT
        elif not (token.is_capital and token.low in titles):
            weights[token.stem] = 1.0
    for name in names:
        if name.country:
            weights.pop(name.country, None)
            weights[f"{_NAMED}in {name.country}"] = _NAME_WEIGHT
    for quantity in quantities:
        weights[f"{_COUNTED}{quantity.kind} {quantity.low:g} {quantity.high:g}"] = _NUMBER_WEIGHT
    return weights


_NAMED, _COUNTED = "@", "#"
_MARKED = (_NAMED, _COUNTED)
