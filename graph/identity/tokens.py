"""The words of a claim, and the form under which the inflected forms of a word are one."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from graph.identity.claim_words import load
from graph.identity.normal_form import fold

MAX_READ = 1_000
"""Code points that are read of a claim; the sentence encoder reads about half as many."""

_APOSTROPHE = str.maketrans("’‘ʼ`´", "'''''")
_TOKEN = re.compile(
    r"(?P<number>\d+-\d+-\d+|\d+(?:[.,:/]\d+)*)"
    r"|(?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_][^\W_]*(?:['-][^\W_]+)*)"
    r"|(?P<mark>[^\w\s])"
)
_OPENING = frozenset(".;:?!…")
SENTENCE_END = frozenset(".;!?…")
"""Marks that end a sentence, or a part of one that could stand alone."""
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")
_SHORTEST_PAST = 5  # letters of a regular past form
_CACHED = 50_000


class Token(NamedTuple):
    """A word, number or mark; ``low`` is folded and without a possessive, ``stem`` for comparison.

    ``opens`` tells the first word of a sentence, ``glued`` one that a hyphen ties to what stands before it.
    """

    text: str
    low: str
    stem: str
    kind: str
    opens: bool
    glued: bool
    owns: bool

    @property
    def is_capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.kind == "word" and self.text[0].isupper()


def tokens_of(text: str) -> list[Token]:
    """The tokens of the part of a text that is read."""
    tokens: list[Token] = []
    opens, end = True, -1
    for match in _TOKEN.finditer(text[:MAX_READ].translate(_APOSTROPHE)):
        kind, found = str(match.lastgroup), match.group()
        if kind == "mark":
            opens = opens or found in _OPENING
            tokens.append(Token(found, found, found, kind, False, False, False))
        else:
            glued = (
                match.start() == end and bool(tokens) and (tokens[-1].kind == "number" or tokens[-1].low in _HYPHENS)
            )
            tokens += _words(found, kind, opens=opens, glued=glued)
            opens = False
        end = match.end()
    return tokens


_HYPHENS = frozenset("-–")


def _words(found: str, kind: str, *, opens: bool, glued: bool) -> list[Token]:
    if kind == "number":
        return [Token(found, found, found, kind, opens, glued, False)]
    low = fold(found)
    if low.endswith("n't") and len(low) > 3:
        return [_word(found[:-3], opens=opens, glued=glued), _word("n't", opens=False, glued=False)]
    parts = found.split("-")
    if len(parts) > 1 and load().is_number_word(low.split("-")[0]):
        return [
            _word(part, opens=opens and not number, glued=bool(number)) for number, part in enumerate(parts) if part
        ]
    return [_word(found, opens=opens, glued=glued)]


def _word(text: str, *, opens: bool, glued: bool) -> Token:
    low = fold(text)
    owns = low.endswith(("'s", "s'"))
    low = low.removesuffix("'s").rstrip("'") if low != "'s" else low
    if "." in low:
        low = low.replace(".", "")
    low = low or "'"
    return Token(text, low, stem(low), "word", opens, glued, owns)


def low_at(tokens: Sequence[Token], at: int) -> str:
    """The word at a place in lower case, empty outside of the text."""
    return tokens[at].low if 0 <= at < len(tokens) else ""


def is_past(token: Token) -> bool:
    """Whether a word looks like a past form of a verb: "closed", "went"."""
    return token.low in load().irregular or (token.low.endswith("ed") and len(token.low) >= _SHORTEST_PAST)


@lru_cache(maxsize=_CACHED)
def stem(word: str) -> str:
    """The stem of a word in lower case: step 1 of Porter's algorithm (1980), and the irregular verbs of English."""
    words = load()
    word = words.irregular.get(word, word)
    singular = _singular(word)
    found = words.same.get(word) or words.same.get(singular) or singular
    found = _without_ending(found)
    return _without_ending(words.same[found]) if found in words.same else found


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes")) else word[:-1]
    return word


def _without_ending(word: str) -> str:
    if len(word) < 4:
        return word
    if word.endswith("ied"):
        word = word[:-3] + "y" if len(word) > 4 else word[:-1]
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and len(left) > 2 and _VOWEL.search(left):
            word = left[:-1] if _DOUBLED.search(left) else left
            break
    if word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
