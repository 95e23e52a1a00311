"""The form under which the spellings of a body's name are one.

Case, accents, articles, punctuation, possessives, legal forms and British or American spelling apart; and a body of a
state is named in one order, with the country told from the rest: "Russia's defence ministry", "the Russian Ministry of
Defense" and "Ministry of Defence of the Russian Federation" are all ``ru: defence ministry``. That holds for countries
that no list knows too, as far as the name of a country and its adjective have one stem ("Ruritania", "Ruritanian").
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from graph.identity.naming import Phrase, load
from graph.model import normalise_name

LONGEST_COUNTRY = 5
"""Words in what a country is called, at most."""

_WORD = re.compile(r"(?:[^\W_]\.){2,}[^\W_]?|[^\W_]+(?:[.'][^\W_]+)*'?|[&+]")
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe"})
_ACCENTS = re.compile("[\u0300-\u036f]+")
_DOTTED = re.compile(r"(?:[^\W_]\.)+[^\W_]?")
_ARTICLES = ("the", "a", "an")
_SHORTEST_STEM = 3  # letters of what is left of a country's name without its ending
_MAX_WORDS = 24  # of a name that is put in order; a longer one is a sentence
_CACHED = 50_000


class NormalForm(NamedTuple):
    """A body's name in its normal form.

    ``country`` is the code of a state (ISO 3166-1, lower case), the stem of a name behind ``~`` where no list knows
    it, and empty where the name tells none. It is told only for bodies of states.
    """

    country: str
    words: Phrase

    def __str__(self) -> str:
        return " ".join((f"{self.country}:", *self.words) if self.country else self.words)


@lru_cache(maxsize=_CACHED)
def normal_form(name: str) -> NormalForm:
    """The normal form of a name. It is never empty: what has no letters is left as it is."""
    tokens = _tokens(name)
    words = tuple(_without_ending(word) for word in tokens)
    if not words:
        return NormalForm("", (normalise_name(name),))
    words = _without_legal_forms(words)
    if len(words) > _MAX_WORDS or not names_state_body(words):
        return NormalForm("", words)
    owner = next((number + 1 for number, word in enumerate(tokens) if word.endswith("'s")), 0)
    return _state_body(words, owner=owner if owner < len(words) else 0)


@lru_cache(maxsize=_CACHED)
def country_code(name: str) -> str:
    """The code for what a country is called ("Russian", "the U.S."), or an empty string."""
    return load().countries.get(name_words(name), "")


def name_words(name: str) -> Phrase:
    """The words of a name as they stand, without articles, each in its usual spelling."""
    return tuple(_without_ending(word) for word in _tokens(name))


def fold(text: str) -> str:
    """Text in lower case and without accents, apostrophes straight."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS).translate(_APOSTROPHES)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def _tokens(name: str) -> list[str]:
    """The words without articles, each in its usual spelling; a possessive keeps its ending."""
    spelling = load().spelling
    tokens = [_word(match) for match in _WORD.findall(fold(name))]
    kept = [word for word in tokens if word != "the"]
    if len(kept) > 1 and kept[0] in _ARTICLES:
        kept = kept[1:]
    return [spelling.get(word, word) for word in kept or tokens]


def _word(word: str) -> str:
    if word in "&+":
        return "and"
    if _DOTTED.fullmatch(word):
        return word.replace(".", "")
    word = word.removeprefix("www.")
    if word.endswith("s'"):
        return word + "s"
    return word if word.endswith("'s") else word.replace("'", "")


def _without_ending(word: str) -> str:
    return word.removesuffix("'s").replace("'", "")


def _without_legal_forms(words: Phrase) -> Phrase:
    while len(words) > 1 and words[-1] in load().legal_forms:
        words = words[:-1]
        if len(words) > 1 and words[-1] == "and":
            words = words[:-1]
    return words


def names_state_body(words: Phrase) -> bool:
    """Whether words of a name in lower case say that it is a body of a state."""
    return any(part in load().bodies for length in (1, 2) for part in _windows(words, length))


def _windows(words: Phrase, length: int) -> list[Phrase]:
    return [words[start : start + length] for start in range(len(words) - length + 1)]


def _state_body(words: Phrase, *, owner: int) -> NormalForm:
    """Tell the country from the rest and put the rest in order; the first ``owner`` words own what follows."""
    segments = _split_at_of(words)
    country, segments = _country_behind(segments)
    if not country:
        country, first = _country_before(segments[0], owner=owner)
        segments = [first, *segments[1:]]
    head, *purpose = segments
    # "Department of Justice" is the Justice Department, "Federal Ministry of Finance" the Federal Finance Ministry.
    ordered = (*head[:-1], *_joined(purpose), head[-1]) if purpose and head else (*head, *_joined(purpose))
    return NormalForm(country, _unified(ordered))


def _split_at_of(words: Phrase) -> list[Phrase]:
    segments: list[Phrase] = [()]
    for word in words:
        if word == "of" and segments[-1]:
            segments.append(())
        else:
            segments[-1] = (*segments[-1], word)
    return [segment for segment in segments if segment]


def _joined(segments: Sequence[Phrase]) -> Phrase:
    words: Phrase = ()
    for segment in segments:
        words = (*words, "of", *segment) if words else segment
    return words


def _country_behind(segments: list[Phrase]) -> tuple[str, list[Phrase]]:
    """The country in "Ministry of Defence of the Republic of Poland", and the segments before it."""
    for start in range(1, len(segments)):
        if code := _code(_joined(segments[start:])):
            return code, segments[:start]
    last = segments[-1]
    if len(segments) > 1 and load().portfolios.isdisjoint(last):
        place, kept = last, segments[:-1]
        while len(kept) > 1 and (*kept[-1], "of") in load().forms:
            kept = kept[:-1]
        return _stem(place), kept
    return "", segments


def _country_before(words: Phrase, *, owner: int) -> tuple[str, Phrase]:
    """The country in "Russian defence ministry", and the words behind it."""
    if 0 < owner < len(words) and not load().portfolios.issuperset(words[:owner]):
        return _code(words[:owner]) or _stem(words[:owner]), words[owner:]
    for length in range(min(LONGEST_COUNTRY, len(words) - 1), 0, -1):
        if code := _code(words[:length]):
            return code, words[length:]
    known = (number for number in range(len(words)) if _is_known(words, number))
    first = next(known, 0)
    return (_stem(words[:first]), words[first:]) if first else ("", words)


def _is_known(words: Phrase, at: int) -> bool:
    lists = load()
    return words[at] in lists.portfolios or words[at : at + 1] in lists.bodies or words[at : at + 2] in lists.bodies


def _code(words: Phrase) -> str:
    countries = load().countries
    if words in countries:
        return countries[words]
    for form in load().forms:
        if words[: len(form)] == form and words[len(form) :] in countries:
            return countries[words[len(form) :]]
    return ""


def _stem(words: Phrase) -> str:
    """What the name of a country and its adjective have in common, behind ``~``."""
    *before, last = words
    for ending in load().endings:
        if last.endswith(ending) and len(last) - len(ending) >= _SHORTEST_STEM:
            last = last.removesuffix(ending)
            break
    return "~" + " ".join((*before, last))


def _unified(words: Phrase) -> Phrase:
    same = load().same
    unified: list[str] = []
    at = 0
    while at < len(words):
        for length in (2, 1):
            if (found := same.get(words[at : at + length])) is not None:
                unified.extend(found)
                at += length
                break
        else:
            unified.append(words[at])
            at += 1
    return tuple(unified)
