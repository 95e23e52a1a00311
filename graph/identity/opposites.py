"""The polarity of a claim: which of its words are negated, and which words are opposites of one another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.identity.claim_words import Phrases, by_first, load
from graph.identity.tokens import SENTENCE_END, Token, stem

_SCOPE = 5  # words behind a negation that it is taken to negate, as far as its clause goes
_SHORTEST = 4  # letters of a word that "un-" turns into its opposite
_TURNED = 0.34  # of the words that both have
_STOPS = frozenset(",.;:!?…")
_COORDINATING = frozenset({"and", "but"})


@dataclass(frozen=True, slots=True)
class Polarity:
    """``signs`` tells for each stem whether it is negated (-1), not (1), or both (0).

    ``is_negated`` tells it of the main clause, and is None where there are several sentences.
    """

    signs: Mapping[str, int]
    is_negated: bool | None
    wordings: Mapping[str, str]
    """The words of the stems, as the text has them."""

    @property
    def has_negation(self) -> bool:
        """Whether anything in it is negated."""
        return bool(self.is_negated) or any(sign < 0 for sign in self.signs.values())


def polarity_of(tokens: Sequence[Token]) -> Polarity:
    """The polarity of a row of tokens."""
    reading = _Reading(tokens)
    return Polarity(reading.signs, reading.is_negated, reading.wordings)


def opposition(one: Polarity, other: Polarity) -> str | None:
    """What the one affirms and the other negates, in words; None where there is nothing of the kind.

    Two words of opposite meaning suffice, or that of two main clauses one is negated. A word further inside that only
    the one negates is not enough, unless it is one of few that both have.
    """
    turned: list[str] = []
    opposed: list[tuple[str, ...]] = []
    shared, agree = 0, False
    for word, sign in one.signs.items():
        its = other.signs.get(word)
        if its is not None:
            shared += 1
            if sign * its < 0:
                turned.append(word)
            agree = agree or (sign < 0 and its < 0)
            continue
        for opposite in _opposites().get(word, ()):
            its = other.signs.get(opposite)
            if its is None or opposite in one.signs:
                continue
            if sign * its > 0:
                opposed.append(tuple(sorted((one.wordings[word], other.wordings[opposite]))))
            else:
                agree = True
    if opposed:
        return "“{}” in one, “{}” in the other".format(*min(opposed))
    if turned and len(turned) >= shared * _TURNED:
        word = min(turned)
        return f"“{min(one.wordings[word], other.wordings[word])}” in one, its negation in the other"
    is_known = one.is_negated is not None and other.is_negated is not None
    if is_known and one.is_negated != other.is_negated and (turned or not agree):
        return "only one is negated"
    return None


class _Reading:
    """A walk through the tokens that keeps what is being negated."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.signs: dict[str, int] = {}
        self.wordings: dict[str, str] = {}
        self._count, self._left = 0, 0
        self._is_main, self._sentences = True, 1
        at = 0
        while at < len(tokens):
            length = _negation(tokens, at)
            if length:
                self._negate()
                at += length
                at += at < len(tokens) and tokens[at].low == "that"
            else:
                self._read(tokens[at], is_last=at + 1 == len(tokens))
                at += 1

    @property
    def is_negated(self) -> bool | None:
        return self._count % 2 == 1 if self._sentences == 1 else None

    def _negate(self) -> None:
        self._count += self._is_main
        # A negation within the scope of another undoes it.
        self._left = 0 if self._left else _SCOPE

    def _read(self, token: Token, *, is_last: bool) -> None:
        if token.kind == "mark":
            if token.low in _STOPS:
                self._left = 0
            if token.low in SENTENCE_END and not is_last:
                self._sentences += 1
                self._is_main = True
        elif token.low in load().clause_ends:
            self._left = 0
            self._is_main = self._is_main and token.low in _COORDINATING
        elif self._tells(token):
            word, sign = _positive(token.stem, -1 if self._left else 1)
            self.wordings.setdefault(word, token.low)
            self.signs[word] = sign if self.signs.get(word, sign) == sign else 0
            self._left -= self._left > 0

    def _tells(self, token: Token) -> bool:
        """Whether a word can be negated, or have an opposite; a name can not."""
        is_content = token.low not in load().function_words or token.stem in _opposites()
        return token.kind == "word" and is_content and (token.opens or not token.is_capital)


def _positive(word: str, sign: int) -> tuple[str, int]:
    if word.startswith("un") and len(word) - 2 >= _SHORTEST and not word.startswith(load().not_un):
        return word[2:], -sign
    if word.startswith("non-"):
        return word[4:], -sign
    return word, sign


def _negation(tokens: Sequence[Token], at: int) -> int:
    """How many tokens make a negation that begins here, or 0."""
    low = tokens[at].low
    if low in load().negators:
        for length in (2, 3):
            if tuple(token.low for token in tokens[at : at + length]) in load().cancelled:
                return 0
        return 1
    for _, *rest in _negating().get(tokens[at].stem, ()):
        if [token.low for token in tokens[at + 1 : at + 1 + len(rest)]] == rest:
            return 1 + len(rest)
    return 0


@cache
def _negating() -> Mapping[str, Phrases]:
    return by_first((stem(first), *rest) for first, *rest in load().negating)


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in load().antonyms:
        one, other = (stem(word) for word in pair)
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}
