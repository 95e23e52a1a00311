"""Whether a claim is that somebody said something, which is another claim than what was said."""

from collections.abc import Sequence
from functools import cache

from graph.identity.claim_words import load
from graph.identity.tokens import Token, stem

_QUOTES = frozenset("\"“”„«»'")
_DASHES = frozenset("-–—~")
_REACH = 8  # words in front of the verb: a subject with its title
_ADDRESSEE = 4  # words from the verb to "that": "told the court that"
_PASSED_OVER = frozenset({",", ":"})


def is_reported(tokens: Sequence[Token]) -> bool | None:
    """Whether the clause has a verb of saying with what was said behind it: "the mayor said that the wells were dry".

    None where there is a word of saying elsewhere, or a name in front of a colon or behind a dash: who can tell.
    """
    is_open = False
    for at, token in enumerate(tokens):
        if token.kind != "word":
            is_open = is_open or _gives_speaker(tokens, at)
            continue
        if token.stem not in _saying():
            continue
        is_open = True
        if at < _REACH and token.stem in _reporting() and _is_followed_by_clause(tokens, at):
            return True
    return None if is_open else False


def _is_followed_by_clause(tokens: Sequence[Token], at: int) -> bool:
    """ "Said that", "told reporters that", "said: “"."""
    later = [token.low for token in tokens[at + 1 : at + 1 + _ADDRESSEE]]
    quoted = next((word for word in later if word not in _PASSED_OVER), "")
    after_colon = later[later.index(":") + 1 :][:1] if ":" in later else []
    return quoted in _QUOTES or "that" in later or not _QUOTES.isdisjoint(after_colon)


def _gives_speaker(tokens: Sequence[Token], at: int) -> bool:
    """ "Ada Quill: the wells are dry", "The wells are dry – Ada Quill"."""
    if tokens[at].low == ":":
        return at > 0 and tokens[at - 1].is_capital
    return (
        tokens[at].low in _DASHES and at + 2 < len(tokens) and tokens[at + 1].is_capital and tokens[at + 2].is_capital
    )


@cache
def _reporting() -> frozenset[str]:
    return frozenset(map(stem, load().reporting))


@cache
def _saying() -> frozenset[str]:
    return frozenset(map(stem, load().saying))
