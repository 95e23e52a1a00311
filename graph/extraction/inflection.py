"""English inflection by rule: the written forms of a regular verb and the plural of a noun.

The rules are those of any school grammar; which verbs double their last consonant and which are irregular is
data, because spelling does not tell where the stress lies ("admitted", but "edited").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Flag, auto


class Form(Flag):
    """The grammatical forms that one spelling can stand for; "put" is several at once."""

    BASE = auto()
    PRESENT = auto()
    PAST = auto()
    PARTICIPLE = auto()
    GERUND = auto()


_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")


@dataclass(frozen=True, slots=True)
class Spelling:
    """What the rules cannot know: irregular past forms, irregular gerunds, consonants that double."""

    past: Mapping[str, Sequence[str]]
    gerund: Mapping[str, str]
    doubling: frozenset[str]


def inflect_verb(verb: str, *, spelling: Spelling) -> Iterator[tuple[str, Form]]:
    """Yield every written form of a verb with what it stands for; a spelling may come more than once."""
    yield verb, Form.BASE
    yield add_s(verb), Form.PRESENT
    yield spelling.gerund.get(verb) or _stem(verb, spelling=spelling) + "ing", Form.GERUND
    irregular = spelling.past.get(verb)
    if irregular is None:
        yield _past(verb, spelling=spelling), Form.PAST | Form.PARTICIPLE
    elif len(irregular) == 1:
        yield irregular[0], Form.PAST | Form.PARTICIPLE
    else:
        for form in irregular[:-1]:
            yield form, Form.PAST
        yield irregular[-1], Form.PARTICIPLE


def add_s(word: str) -> str:
    """Return the third person of a verb, which is spelt like the plural of a noun."""
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    if _SIBILANT.search(word):
        return word + "es"
    if word in {"go", "do"}:
        return word + "es"
    return word + "s"


def _past(verb: str, *, spelling: Spelling) -> str:
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ied"
    if verb.endswith(("ee", "oe", "ye")):
        return verb + "d"
    return _stem(verb, spelling=spelling) + "ed"


def _stem(verb: str, *, spelling: Spelling) -> str:
    """Return what "-ing" is added to, and most often "-ed" too."""
    if verb in spelling.doubling:
        return verb + verb[-1]
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1]
    return verb
