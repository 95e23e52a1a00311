"""What stands around a name and says who or what it is: "Hugh Hill, a doctor,", "Skyline, which", "Ada Quill, 44"."""

from typing import NamedTuple

from graph.identity.cast.extents import run_end
from graph.identity.cast.phrases import Determiner, Phrase, parse
from graph.identity.cast.tokens import Tokens
from graph.identity.cast.words import is_body_noun, is_person_noun
from graph.identity.words import load as load_words

_MAX_LENGTH = 14  # tokens of an apposition
_ENDS = frozenset(',.;:!?)—–-"”’')
_RELATIVES = ("who", "whose", "whom")
_JOINING = frozenset({"and", "or", "but"})
CAPITAL = "capital"
"""The noun for the seat of a government."""


class Behind(NamedTuple):
    """What follows a name; ``end`` is the number of the token behind it, where it is an apposition."""

    is_human: bool | None = None
    phrase: Phrase | None = None
    alias: str = ""
    end: int = 0
    age: str = ""


def read_behind(tokens: Tokens, end: int) -> Behind:
    """Read what follows a name: another one in parentheses, an age, a relative clause, an apposition."""
    alias = ""
    if tokens.has(end, "(") and tokens.has(end + 2, ")") and tokens[end + 1].is_capital:
        alias, end = tokens[end + 1].form, end + 3
    if tokens.has(end, "who"):
        return Behind(True, alias=alias)
    if not tokens.has(end, ","):
        return Behind(alias=alias)
    at, is_human, age = end + 1, None, ""
    if at < len(tokens) and tokens[at].form.isdigit() and tokens.has(at + 1, ",", "."):
        at, is_human, age = at + 2, True, tokens[at].form
    if tokens.has(at, *_RELATIVES):
        return Behind(True, alias=alias, age=age)
    if tokens.has(at, "which"):
        return Behind(False, alias=alias)
    phrase, last = _apposition(tokens, at)
    return Behind(is_human, phrase, alias, last, age)


def _apposition(tokens: Tokens, start: int) -> tuple[Phrase | None, int]:
    """Read "the mayor of Brenn" or "Head of Mission" up to the next mark, and where it ends."""
    end = start
    limit = min(start + _MAX_LENGTH, len(tokens))
    while end < limit and tokens[end].form not in _ENDS and tokens[end].sentence == tokens[start].sentence:
        if tokens.has(end, "which", "that", *_RELATIVES):
            break
        end += 1
    if (end == limit < len(tokens)) or end == start or tokens[start].form in _JOINING:
        return None, 0
    phrase = parse(tokens.words(start, end))
    is_opened = phrase.determiner is not Determiner.NONE or phrase.owner or not phrase.name
    if tokens[start].is_lower and tokens[start].form not in load_words().determiners:
        is_verb = tokens[start].form.endswith(("ed", "ing"))  # "Ada Quill, accused by the mayor,"
        is_opened = not (is_verb or phrase.owner or phrase.description & load_words().determiners)
    says_what = is_person_noun(phrase.noun) or is_body_noun(phrase.noun) or phrase.noun == CAPITAL
    return (phrase, end) if is_opened and says_what and not phrase.is_plural else (None, 0)


def read_in_front(tokens: Tokens, start: int, end: int) -> Phrase | None:
    """Read "the mayor of Brenn," in front of a name that a mark ends."""
    if start < 2 or not tokens.has(start - 1, ",") or (end < len(tokens) and tokens[end].form not in _ENDS):
        return None
    first, sentence = start - 1, tokens[start].sentence
    while first > max(0, start - _MAX_LENGTH):
        if tokens[first - 1].form in _ENDS or tokens[first - 1].sentence != sentence:
            break
        first -= 1
    for at in range(first, start - 2):
        if tokens[at].form.casefold() in load_words().determiners or tokens[at].is_owner:
            phrase = parse(tokens.words(at, start - 1))
            return phrase if is_person_noun(phrase.noun) and not phrase.name else None
    return None


def names_behind(tokens: Tokens, end: int) -> bool:
    """Whether a name in apposition follows a description, which is read with it: "the mayor, Ada Quill,"."""
    if not tokens.has(end, ",") or end + 1 >= len(tokens) or not tokens[end + 1].is_capital:
        return False
    last = run_end(tokens, end + 1)
    return last >= len(tokens) or tokens[last].form in _ENDS
