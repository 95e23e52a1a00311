"""The roles of what a clause names: who acts, on whom, where, from where, where to.

No parser is asked; they follow from the order of an English clause, its prepositions and its passive. What no rule
tells has the role ``LOOSE``.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from graph.identity.claim_words import load
from graph.identity.tokens import Token, is_past, stem
from graph.identity.words import load as load_words

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "its", "his", "her", "their", "our", "my"})
_VERB_WORDS = 4  # of a verb with its auxiliaries


class Role(StrEnum):
    """What part a name has in its clause."""

    AGENT = "who acts"
    OBJECT = "on whom"
    PLACE = "where"
    ORIGIN = "from where"
    GOAL = "where to"
    LOOSE = "otherwise"


class Clause:
    """The order of a clause: where its verb is, whether it is passive, and from this the role of what it names."""

    def __init__(self, tokens: Sequence[Token], starts: Sequence[int]) -> None:
        self._tokens = tokens
        self._is_cleft = len(tokens) > 1 and tokens[0].low == "it" and tokens[1].low in _BE
        self._verb = self._find_verb(starts)
        window = tokens[self._verb : self._verb + _VERB_WORDS]
        has_be = any(token.low in _BE for token in window[:2])
        self._is_passive = has_be and any(is_past(token) for token in window[1:])
        self._is_symmetric = any(token.stem in _symmetric() for token in window)

    def role(self, at: int) -> Role:
        """The role of a name that begins at a place."""
        before = self._before(at)
        if before == "by":
            return Role.AGENT if self._is_passive and at > self._verb else Role.LOOSE
        role = load().roles.get(before)
        if role is not None:
            return Role[role.upper()]
        if self._is_symmetric:
            return Role.LOOSE
        if self._is_cleft:
            return Role.AGENT if at < self._verb else Role.OBJECT
        is_before = at < self._verb
        return Role.AGENT if is_before != self._is_passive else Role.OBJECT

    def _before(self, at: int) -> str:
        """The word in front of the phrase that the name is in."""
        tokens = self._tokens
        place = at - 1
        if place >= 1 and self._is_adjective(place):
            place -= 1
        if place >= 0 and tokens[place].low in _DETERMINERS:
            place -= 1
        return tokens[place].low if place >= 0 else ""

    def _is_adjective(self, at: int) -> bool:
        """ "The disputed Line": a noun would have been the head of a phrase of its own."""
        token, before = self._tokens[at], self._tokens[at - 1].low
        is_plain = token.kind == "word" and not token.is_capital and token.low not in load().function_words
        return is_plain and (before in _DETERMINERS or before in load().roles)

    def _find_verb(self, starts: Sequence[int]) -> int:
        tokens, skips = self._tokens, False
        first = 2 if self._is_cleft else 0
        for at in range(first, len(tokens)):
            token = tokens[at]
            if token.low in {"who", "which"} and at and tokens[at - 1].low == ",":
                skips = True
            elif token.low == ",":
                skips = False
            elif not skips and at and self._is_verb(at):
                return at
        return starts[0] + 1 if starts else len(tokens)

    def _is_verb(self, at: int) -> bool:
        token, before = self._tokens[at], self._tokens[at - 1]
        if token.kind != "word" or token.is_capital:
            return False
        if token.low in load_words().auxiliaries:
            return True
        if before.low in _DETERMINERS or before.owns:
            return False
        if is_past(token):
            return True
        return (
            before.is_capital and before.low not in load().function_words and token.low.endswith("s") and not token.owns
        )


@cache
def _symmetric() -> frozenset[str]:
    return frozenset(map(stem, load().symmetric))
