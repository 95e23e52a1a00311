"""Whether a text is a proposition, or only names a topic: "the veto", "to release the returns".

A clause has a finite verb. What is found of one without a dictionary: auxiliaries, past forms that are no adjectives,
and present forms behind a pronoun, behind a name, and between a plural and an article.
"""

from collections.abc import Sequence

from graph.identity.claim_words import load
from graph.identity.tokens import Token, is_past, low_at
from graph.identity.words import load as load_words

_CLITICS = frozenset({"n't", "'s", "'re", "'ve", "'ll", "'d"})
_NOT_FINITE = frozenset({"to", "whether", "if"})
_SUBJECTS = frozenset({"i", "we", "you", "they", "he", "she", "it", "nobody", "everybody", "everyone", "nothing"})
_BEFORE_NOUNS = frozenset({"the", "a", "an", "his", "her", "their", "its", "our", "my", "your", "no", "every", "all"})
_BEFORE_PARTICIPLES = _BEFORE_NOUNS | {"of", "and", "to", "for", "with", "by"}


def is_proposition(tokens: Sequence[Token]) -> bool:
    """Whether a row of tokens has a finite verb in a clause of its own."""
    if not tokens or tokens[0].low in _NOT_FINITE:
        return False
    return any(_is_finite(tokens, at) for at, token in enumerate(tokens) if token.kind == "word")


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
        return tokens[at - 1].is_capital and not tokens[at - 1].owns and before not in load().function_words
    return before.endswith("s") and not tokens[at - 1].owns and low_at(tokens, at + 1) in _BEFORE_NOUNS
