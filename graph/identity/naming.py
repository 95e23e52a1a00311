"""The word lists of how names are written, read from ``naming.toml`` and ``countries.toml`` once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.ids import digest

Phrase = tuple[str, ...]
"""Words in lower case."""
_ADJECTIVES = ("an", "ar", "ch", "ek", "ese", "i", "ic", "ine", "ish", "kh", "o", "yz")
"""Endings of the adjectives among the other names of countries."""


@dataclass(frozen=True, slots=True)
class Naming:
    """All words are in lower case, without accents.

    ``countries`` lead from what a country is called to its code; ``states`` are those names that are no adjectives.
    """

    spelling: Mapping[str, str]
    legal_forms: frozenset[str]
    media_tails: frozenset[Phrase]
    body_tails: frozenset[Phrase]
    place_tails: frozenset[Phrase]
    fronts: frozenset[str]
    descriptions: frozenset[str]
    common: frozenset[str]
    linking: frozenset[str]
    bodies: frozenset[Phrase]
    portfolios: frozenset[str]
    forms: frozenset[Phrase]
    endings: tuple[str, ...]
    same: Mapping[Phrase, Phrase]
    suffixes: frozenset[str]
    honours: frozenset[str]
    particles: frozenset[str]
    given: Mapping[str, str]
    countries: Mapping[Phrase, str]
    states: frozenset[Phrase]


@cache
def load() -> Naming:
    """The word lists."""
    data = _read("naming.toml")
    countries = _read("countries.toml")["countries"]
    organisations, states, people = data["organisations"], data["states"], data["people"]
    return Naming(
        spelling=data["spelling"],
        legal_forms=frozenset(organisations["legal_forms"]),
        media_tails=_phrases(organisations["media_tails"]),
        body_tails=_phrases(organisations["body_tails"]),
        place_tails=_phrases(organisations["place_tails"]),
        fronts=frozenset(organisations["fronts"]),
        descriptions=frozenset(organisations["descriptions"]),
        common=frozenset(organisations["common"]),
        linking=frozenset(organisations["linking"]),
        bodies=_phrases(states["bodies"]),
        portfolios=frozenset(states["portfolios"]),
        forms=_phrases(states["forms"]),
        endings=tuple(states["endings"]),
        same={tuple(key.split()): tuple(value.split()) for key, value in states["same"].items()},
        suffixes=frozenset(people["suffixes"]),
        honours=frozenset(people["honours"]),
        particles=frozenset(people["particles"]),
        given={name: group[0] for group in people["given"] for name in group},
        countries={tuple(name.split()): code.casefold() for code, names in countries.items() for name in names},
        states=frozenset(
            tuple(name.split())
            for first, *others in countries.values()
            for name in (first, *(other for other in others if not other.endswith(_ADJECTIVES)))
            if not name.endswith("ian")
        ),
    )


@cache
def lists_digest() -> str:
    """Hash of all word lists by which names are read."""
    return digest("word lists", *(_text(name) for name in ("naming.toml", "countries.toml", "words.toml")))


def _text(name: str) -> str:
    return (files("graph.identity") / name).read_text(encoding="utf-8")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _phrases(words: list[str]) -> frozenset[Phrase]:
    return frozenset(tuple(phrase.split()) for phrase in words)
