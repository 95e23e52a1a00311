"""The words of ``cues.toml`` that are no cues: hedges, what a thing is called by who rejects it, and the like."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from graph.model import Modality

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordLists:
    """Closed lists of words and phrases in lower case; ``cues.toml`` explains each."""

    hedges: Mapping[str, Modality]
    falsehoods: frozenset[str]
    doubts: frozenset[str]
    supports: frozenset[str]
    wrongs: frozenset[str]
    numerals: frozenset[str]
    bounds: frozenset[Phrase]
    measuring: frozenset[str]
    involuntary: frozenset[str]
    ignorance: frozenset[str]
    conditions: frozenset[str]
    concessions: frozenset[str]
    interpretations: frozenset[Phrase]
    judgements: frozenset[str]
    headings: frozenset[str]
    works: frozenset[str]


@cache
def load_data() -> dict[str, Any]:
    """Return ``cues.toml`` as it ships with the package, read once per process."""
    return tomllib.loads(resources.files("graph.extraction").joinpath("cues.toml").read_text(encoding="utf-8"))


@cache
def load_word_lists() -> WordLists:
    """Return the lists, read once per process."""
    data = load_data()
    return WordLists(
        hedges={word: Modality(name) for name, words in data["hedges"].items() for word in words},
        falsehoods=frozenset(data["falsehood"]["words"]),
        doubts=frozenset(data["doubtfulness"]["words"]),
        supports=frozenset(data["doubtfulness"]["negated"]),
        wrongs=frozenset(data["wrongdoing"]["words"]),
        numerals=frozenset(data["numerals"]["words"]),
        bounds=_phrases(data["bounds"]["phrases"]),
        measuring=frozenset(data["bounds"]["measuring"]),
        involuntary=frozenset(data["commitment"]["involuntary"]),
        ignorance=frozenset(data["ignorance"]["verbs"]),
        conditions=frozenset(data["unreal"]["conditions"]),
        concessions=frozenset(data["unreal"]["concessions"]),
        interpretations=_phrases(data["unreal"]["interpretations"]),
        judgements=frozenset(data["unreal"]["judgements"]),
        headings=frozenset(data["headings"]["words"]),
        works=frozenset(data["works"]["words"]),
    )


def _phrases(phrases: list[str]) -> frozenset[Phrase]:
    return frozenset(tuple(phrase.split()) for phrase in phrases)
