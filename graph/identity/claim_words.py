"""The word lists by which claims are compared, read from ``claim_words.toml`` once."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.identity.words import load as load_words
from graph.ids import digest

Phrases = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """All words are in lower case. What is looked up by stems is named so where it is used."""

    function_words: frozenset[str]
    light_verbs: frozenset[str]
    small: Mapping[str, int]
    ordinals: Mapping[str, int]
    multipliers: Mapping[str, int]
    fractions: Mapping[str, int]
    vague: Mapping[str, tuple[float, float]]
    bounds: tuple[tuple[tuple[str, ...], str], ...]
    units: Mapping[str, tuple[str, float]]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    before_year: frozenset[str]
    negators: frozenset[str]
    negating: Phrases
    cancelled: frozenset[tuple[str, ...]]
    clause_ends: frozenset[str]
    circumstances: frozenset[str]
    antonyms: tuple[tuple[str, str], ...]
    not_un: tuple[str, ...]
    unreal: Phrases
    opening: frozenset[str]
    saying: frozenset[str]
    reporting: frozenset[str]
    asking: frozenset[str]
    interrogatives: frozenset[str]
    actual: frozenset[str]
    irregular: Mapping[str, str]
    same: Mapping[str, str]
    roles: Mapping[str, str]
    symmetric: frozenset[str]
    titles: frozenset[str]
    never_names: frozenset[str]
    bare_endings: tuple[str, ...]
    bare_nouns: frozenset[str]

    def is_number_word(self, word: str) -> bool:
        """Whether a word can begin a number that is written out."""
        return any(word in known for known in (self.small, self.multipliers, self.ordinals, self.fractions, self.vague))


@cache
def load() -> ClaimWords:
    """The word lists."""
    data = tomllib.loads(_text())
    numbers, dates, polarity, modality, roles = (
        data[name] for name in ("numbers", "dates", "polarity", "modality", "roles")
    )
    return ClaimWords(
        function_words=frozenset(data["function_words"]["words"].split()),
        light_verbs=frozenset(data["light_verbs"]["words"].split()),
        small=_numbered(numbers["units"]) | {word: 20 + 10 * at for at, word in enumerate(numbers["tens"])},
        ordinals={word: at for at, word in enumerate(numbers["ordinals"], start=1)},
        multipliers=numbers["multipliers"],
        fractions=numbers["fractions"],
        vague={word: (low, high) for word, (low, high) in numbers["vague"].items()},
        bounds=_bounds(numbers["bounds"]),
        units={word: (kind, size) for word, (kind, size) in data["units"].items()},
        months=_months(dates),
        weekdays=_numbered(dates["weekdays"]),
        before_year=frozenset(dates["before_year"]),
        negators=frozenset(polarity["negators"]),
        negating=_phrases(polarity["verbs"]),
        cancelled=frozenset(_phrases(polarity["cancelled"])),
        clause_ends=frozenset(polarity["clause_ends"]),
        circumstances=frozenset(data["clauses"]["circumstances"]),
        antonyms=tuple(_pair(words) for words in _rows(polarity["antonyms"])),
        not_un=tuple(polarity["not_un"]),
        unreal=_phrases(modality["unreal"]),
        opening=frozenset(modality["opening"]),
        saying=frozenset(modality["saying"]),
        reporting=frozenset(modality["reporting"]),
        asking=frozenset(modality["asking"]),
        interrogatives=frozenset(modality["interrogatives"]),
        actual=frozenset(modality["actual"]),
        irregular={form: verb for *forms, verb in _rows(data["irregular"]["verbs"]) for form in forms},
        same=dict(_pair(words) for words in _rows(data["same"]["words"])),
        roles={word: role for role in ("place", "origin", "goal", "loose") for word in roles[role]},
        symmetric=frozenset(roles["symmetric"]),
        titles=frozenset(roles["titles"]) | load_words().titles,
        never_names=frozenset(roles["never_names"]),
        bare_endings=tuple(roles["bare_endings"]),
        bare_nouns=frozenset(roles["bare_nouns"].split()),
    )


def by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, Phrases]:
    """Phrases under their first words."""
    found: dict[str, Phrases] = {}
    for phrase in phrases:
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


def _numbered(words: list[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(words)}


def _months(dates: dict[str, Any]) -> dict[str, int]:
    full = {word: number for number, word in enumerate(dates["months"], start=1)}
    return full | {
        short: number for short in dates["short_months"] for word, number in full.items() if word[:3] == short[:3]
    }


def _phrases(words: list[str]) -> Phrases:
    return tuple(tuple(phrase.split()) for phrase in words)


def _bounds(found: dict[str, list[str]]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The longest phrase first, so that "no more than" is not taken for "more than"."""
    rows = [(tuple(phrase.split()), bound) for bound, phrases in found.items() for phrase in phrases]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


def _rows(text: str) -> list[list[str]]:
    return [row.split() for row in text.split(",") if row.strip()]


def _pair(words: list[str]) -> tuple[str, str]:
    first, second = words
    return first, second


def lists_digest() -> str:
    """Hash of all word lists by which claims are compared."""
    return digest("word lists of claims", _text())


def _text() -> str:
    return (files("graph.identity") / "claim_words.toml").read_text(encoding="utf-8")
