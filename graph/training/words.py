"""Words to write with: the data beside this module, and verbs in every tense."""

import random
import re
import tomllib
from collections.abc import Sequence
from enum import Enum, auto
from functools import cache
from importlib import resources
from typing import Any

from graph.extraction.inflection import Form, Spelling, inflect_verb
from graph.extraction.word_lists import load_data

_SLOT = re.compile(r"\{(\w+)\}")


class Tense(Enum):
    """The tenses of news, with those of reported speech."""

    PRESENT = auto()
    PROGRESSIVE = auto()
    PAST = auto()
    PAST_PROGRESSIVE = auto()
    PERFECT = auto()
    PLUPERFECT = auto()
    FUTURE = auto()
    CONDITIONAL = auto()
    MAY = auto()
    MIGHT = auto()


PAST_TENSES = frozenset({Tense.PAST, Tense.PAST_PROGRESSIVE, Tense.PLUPERFECT, Tense.CONDITIONAL, Tense.MIGHT})
"""The tenses after which reported speech is shifted back."""

_BE = {"I": ("am", "was"), "it": ("is", "was"), "they": ("are", "were")}


def load(name: str) -> dict[str, Any]:
    """Return the data of a file beside this module."""
    return tomllib.loads(resources.files("graph.training").joinpath(name).read_text(encoding="utf-8"))


@cache
def words(name: str) -> dict[str, Any]:
    """Return the data of ``name``.toml, read once per process."""
    return load(f"{name}.toml")


@cache
def _spelling() -> Spelling:
    lexicon = load_data()
    own = words("verbs")
    return Spelling(
        past={**lexicon["irregular"], **own["irregular"]},
        gerund=lexicon["irregular_ing"],
        doubling=frozenset([*lexicon["doubling"]["words"], *own["doubling"]]),
    )


@cache
def inflected(verb: str, *, form: Form) -> str:
    """Return one written form of a verb."""
    if verb == "be":
        return {Form.PARTICIPLE: "been", Form.GERUND: "being"}.get(form, "be")
    if verb == "have" and form is not Form.GERUND:
        return {Form.PRESENT: "has", Form.BASE: "have"}.get(form, "had")
    return next(spelling for spelling, forms in inflect_verb(verb, spelling=_spelling()) if form in forms)


def gerund(phrase: str) -> str:
    """Return "closing the road" for "close the road"."""
    verb, _, rest = phrase.partition(" ")
    return f"{inflected(verb, form=Form.GERUND)} {rest}".rstrip()


def perfect_gerund(phrase: str) -> str:
    """Return "having closed the road" for "close the road"."""
    return f"having {participle(phrase)}"


def participle(phrase: str) -> str:
    """Return "closed the road" for "close the road"."""
    verb, _, rest = phrase.partition(" ")
    return f"{inflected(verb, form=Form.PARTICIPLE)} {rest}".rstrip()


def conjugated(phrase: str, *, tense: Tense, person: str, negated: bool = False, adverb: str = "") -> str:
    """Return a predicate in a tense; ``person`` is "I", "it" or "they", ``adverb`` goes where one would be said."""
    verb, _, rest = phrase.partition(" ")
    auxiliary, full = _parts(verb, tense=tense, person=person)
    if negated and not auxiliary:
        if verb == "be":
            auxiliary, full = full, ""
        else:
            auxiliary = "did" if tense is Tense.PAST else "does" if person == "it" else "do"
            full = verb
    first, _, others = auxiliary.partition(" ")
    order = (first, "not" if negated else "", adverb if first else "", others, "" if first else adverb, full, rest)
    return " ".join(word for word in order if word)


def _parts(verb: str, *, tense: Tense, person: str) -> tuple[str, str]:
    """Return the auxiliaries and the full verb."""
    present, past = _BE[person]
    has = "has" if person == "it" else "have"
    if tense in (Tense.PRESENT, Tense.PAST) and verb == "be":
        return "", present if tense is Tense.PRESENT else past
    simple = {
        Tense.PRESENT: Form.PRESENT if person == "it" else Form.BASE,
        Tense.PAST: Form.PAST,
    }
    if tense in simple:
        return "", inflected(verb, form=simple[tense])
    composed = {
        Tense.PROGRESSIVE: (present, Form.GERUND),
        Tense.PAST_PROGRESSIVE: (past, Form.GERUND),
        Tense.PERFECT: (has, Form.PARTICIPLE),
        Tense.PLUPERFECT: ("had", Form.PARTICIPLE),
        Tense.FUTURE: ("will", Form.BASE),
        Tense.CONDITIONAL: ("would", Form.BASE),
        Tense.MAY: ("may", Form.BASE),
        Tense.MIGHT: ("might", Form.BASE),
    }
    auxiliary, form = composed[tense]
    return auxiliary, inflected(verb, form=form)


def filled(text: str, *, rng: random.Random, slots: dict[str, Sequence[str]], its: str = "its") -> str:
    """Return the text with every slot replaced by one of its words; slots in the words are replaced too."""
    while "{" in text:
        text = _SLOT.sub(lambda found: its if found[1] == "its" else rng.choice(slots[found[1]]), text, count=1)
    return text
