"""What a text says of its subject; one that says nothing only names a topic: "the veto", "to release the returns".

A clause has a finite verb. What is found of one without a dictionary: auxiliaries, past forms that are no adjectives,
and present forms behind a pronoun, behind a name, and between a plural and an article.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from graph.identity.claim_words import load
from graph.identity.tokens import SENTENCE_END, Token, is_past, low_at, stem
from graph.identity.words import load as load_words

_CLITICS = frozenset({"n't", "'s", "'re", "'ve", "'ll", "'d"})
_NOT_FINITE = frozenset({"to", "whether", "if"})
_SUBJECTS = frozenset({"i", "we", "you", "they", "he", "she", "it", "nobody", "everybody", "everyone", "nothing"})
_BEFORE_NOUNS = frozenset({"the", "a", "an", "his", "her", "their", "its", "our", "my", "your", "no", "every", "all"})
_BEHIND_VERBS = _BEFORE_NOUNS | {"to", "that", "more", "fewer", "less"}
_BEFORE_INFINITIVES = frozenset(
    {"will", "would", "can", "could", "may", "might", "shall", "should", "must", "do", "does", "did"}
)
_VERB_WORDS = 4  # behind an auxiliary, in which its verb is looked for
_SHORTEST_GERUND = 5  # letters
_BEFORE_PARTICIPLES = _BEFORE_NOUNS | {"of", "and", "to", "for", "with", "by"}


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a clause says of its subject: the stem of its verb, and the place from which on it does so.

    ``verb`` is empty where it is only a copula or a light verb, and in a text of several sentences.
    """

    verb: str
    start: int


def predicate_of(tokens: Sequence[Token]) -> Predicate | None:
    """The predicate of a row of tokens, or None where it has no clause with a finite verb of its own."""
    if not tokens or tokens[0].low in _NOT_FINITE:
        return None
    words = [at for at, token in enumerate(tokens) if token.kind == "word"]
    start = next((at for at in words if _is_finite(tokens, at)), None)
    if start is None:
        start = next((at for at in words if _is_third_person(tokens, at)), None)
    if start is None:
        return None
    is_one_sentence = not any(token.low in SENTENCE_END for token in tokens[:-1])
    return Predicate(_verb(tokens, start) if is_one_sentence else "", start)


def _verb(tokens: Sequence[Token], at: int) -> str:
    """The verb that an auxiliary stands before, or that stands here."""
    if tokens[at].low not in load_words().auxiliaries:
        return "" if tokens[at].stem in light_verbs() else tokens[at].stem
    for token in tokens[at + 1 : at + 1 + _VERB_WORDS]:
        is_participle = is_past(token) or (token.low.endswith("ing") and len(token.low) >= _SHORTEST_GERUND)
        is_plain = token.low not in load_words().auxiliaries and tokens[at].low in _BEFORE_INFINITIVES
        if token.low in _BEFORE_NOUNS or token.kind == "mark":
            break
        if token.low not in load().function_words and (is_participle or (is_plain and not token.low.endswith("ly"))):
            return "" if token.stem in light_verbs() else token.stem
    return ""


@cache
def light_verbs() -> frozenset[str]:
    """The stems of verbs that tell little by themselves: "give the order", "make a promise"."""
    return frozenset(map(stem, load().light_verbs))


def _is_finite(tokens: Sequence[Token], at: int) -> bool:
    token, before = tokens[at], low_at(tokens, at - 1)
    if token.low in load_words().auxiliaries or token.low in _CLITICS:
        return True
    if not at or token.is_capital or token.low in load().function_words:
        return False
    if is_past(token):
        return before not in _BEFORE_PARTICIPLES
    if before in _SUBJECTS:
        return True
    if token.low.endswith("s"):
        is_named = tokens[at - 1].is_capital and not tokens[at - 1].owns and before not in load().function_words
        return is_named and at + 1 < len(tokens)
    return before.endswith("s") and not tokens[at - 1].owns and low_at(tokens, at + 1) in _BEFORE_NOUNS


def _is_third_person(tokens: Sequence[Token], at: int) -> bool:
    """ "The pit employs 300 men": behind a singular noun, and before something else than a noun."""
    token, before = tokens[at], tokens[at - 1] if at else None
    if before is None or token.is_capital or not token.low.endswith("s") or token.low in load().function_words:
        return False
    is_behind_noun = before.kind == "word" and not before.low.endswith("s") and before.low not in load().function_words
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    is_before_other = after is not None and (after.kind == "number" or after.is_capital or after.low in _BEHIND_VERBS)
    return tokens[0].low in _BEFORE_NOUNS and is_behind_noun and is_before_other
