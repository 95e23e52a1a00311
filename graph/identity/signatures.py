"""What of a claim's words is compared with another claim's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.identity import naming
from graph.identity.claim_names import Name
from graph.identity.claim_words import load
from graph.identity.counting import quantities_of
from graph.identity.dates import Date, dates_of
from graph.identity.mentioned import name_word, names_of
from graph.identity.modality import Modality, modality_of
from graph.identity.opposites import Polarity, polarity_of
from graph.identity.predicates import light_verbs, predicate_of
from graph.identity.quantities import Quantity
from graph.identity.reported import is_reported
from graph.identity.tokens import SENTENCE_END, Token, tokens_of

_NAME_WEIGHT = 0.75
"""Less than that of another word: claims about one thing share its name and differ in the rest."""
_NUMBER_WEIGHT = 2.0
_LIGHT_WEIGHT = 0.3
_DATE_WEIGHT = 0.75
NAMED, COUNTED, DATED = "@", "#", "~"
"""The marks in front of the keys of names, numbers and dates among the words of a signature."""
_COMMA = ","
_CLEFT_WORDS = 8
_MOST_OF_A_SENTENCE = 40  # words and marks


@dataclass(frozen=True, slots=True)
class Signature:
    """The parts of a claim that are compared; ``weights`` tells how much each of its content words counts."""

    weights: Mapping[str, float]
    total: float
    main: frozenset[str]
    """Those of the words that stand in a main clause."""
    quantities: frozenset[Quantity]
    dates: frozenset[Date]
    names: tuple[Name, ...]
    polarity: Polarity
    modality: Modality
    is_reported: bool | None
    is_proposition: bool
    is_passage: bool
    """Whether it has several sentences or is as long as if it had, and so says several things."""
    verb: str
    predicate: frozenset[str]
    """Those of the words in a main clause that say something of its subject, names apart."""
    stems: frozenset[str]


def signature_of(text: str) -> Signature:
    """The signature of a text, as far as it is read (``tokens.MAX_READ``)."""
    tokens = tokens_of(text)
    dates, used = dates_of(tokens)
    counted = dict(quantities_of(tokens, used=used))
    names = names_of(tokens, used=used)
    features = [
        feature for feature in _features(tokens, counted=counted, dates=dates, names=names) if feature[0] not in used
    ]
    weights = {key: weight for _, key, weight in features}
    predicate = predicate_of(tokens)
    circumstances = frozenset(_circumstances(tokens))
    return Signature(
        weights=weights,
        total=sum(weights.values()),
        main=frozenset(key for at, key, _ in features if at not in circumstances),
        quantities=frozenset(counted.values()),
        dates=dates,
        names=names,
        polarity=polarity_of(tokens),
        modality=modality_of(tokens),
        is_reported=is_reported(tokens),
        is_proposition=predicate is not None,
        is_passage=len(tokens) > _MOST_OF_A_SENTENCE or any(token.low in SENTENCE_END for token in tokens[:-1]),
        verb=predicate.verb if predicate else "",
        predicate=_said(features, circumstances, start=predicate.start if predicate else len(tokens)),
        stems=frozenset(token.stem for token in tokens if token.kind == "word"),
    )


def _features(
    tokens: Sequence[Token], *, counted: Mapping[int, Quantity], dates: Iterable[Date], names: Sequence[Name]
) -> Iterator[tuple[int, str, float]]:
    """The place, key and weight of each content word; names, numbers and dates have keys with a mark of their own."""
    lists, countries = load(), naming.load().countries
    named = {word for name in names if not name.is_weak for word in name.words}
    for at, token in enumerate(tokens):
        if token.kind != "word" or token.low in lists.function_words or lists.is_number_word(token.low):
            continue
        country = countries.get((token.low,)) if token.is_capital else None
        if country is not None:
            yield at, f"{NAMED}in {country}", _NAME_WEIGHT
        elif name_word(token.low) in named:
            yield at, f"{NAMED}{name_word(token.low)}", _NAME_WEIGHT
        elif not (token.is_capital and token.low in lists.titles):
            is_light = token.stem in light_verbs() or token.low in lists.titles
            yield at, token.stem, _LIGHT_WEIGHT if is_light else 1.0
    for at, quantity in counted.items():
        yield at, f"{COUNTED}{quantity.kind} {quantity.low:g} {quantity.high:g}", _NUMBER_WEIGHT
    for date in dates:
        for field, value in zip(date._fields, date, strict=True):
            if value is not None:
                yield -1, f"{DATED}{field} {value}", _DATE_WEIGHT


def _said(features: Iterable[tuple[int, str, float]], circumstances: frozenset[int], *, start: int) -> frozenset[str]:
    return frozenset(
        key
        for at, key, weight in features
        if at >= start and at not in circumstances and weight == 1.0 and not key.startswith((NAMED, COUNTED, DATED))
    )


def _circumstances(tokens: Sequence[Token]) -> Iterator[int]:
    """The places of what tells only when, where or why: "when the bridge fell". Of several sentences there are none."""
    if any(token.low in SENTENCE_END for token in tokens[:-1]):
        return
    is_within = False
    start = _CLEFT_WORDS if tokens and tokens[0].low == "it" else 0  # "it was Ada Quill who left"
    for at, token in enumerate(tokens):
        if token.low == "," or at < start:
            is_within = False
        elif token.low in load().circumstances:
            is_within = at > 0 or _COMMA in (later.low for later in tokens)  # "until Friday no boats may pass"
        elif is_within:
            yield at
