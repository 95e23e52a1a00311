"""The word lists of this package, read from ``words.toml`` once."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.model import SourceKind


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a mention tell. All words are in lower case; ``names`` are tried in order."""

    pronouns: dict[str, str]
    heads: dict[str, SourceKind]
    names: tuple[tuple[SourceKind, re.Pattern[str]], ...]
    titles: frozenset[str]
    determiners: frozenset[str]
    after_head: frozenset[str]
    anaphors: frozenset[str]
    anchored: frozenset[str]
    partitives: frozenset[str]
    never_first_names: frozenset[str]
    auxiliaries: frozenset[str]
    not_determined: frozenset[str]
    scope_breakers: frozenset[str]
    negated_auxiliaries: dict[str, str]
    narrow: frozenset[str]
    pending: frozenset[str]


@cache
def load() -> Words:
    """The word lists."""
    data = tomllib.loads((files("graph.identity") / "words.toml").read_text(encoding="utf-8"))
    determiners, after_head = (frozenset(data["phrases"][name]) for name in ("determiners", "after_head"))
    return Words(
        pronouns={word: group for group, words in data["pronouns"].items() for word in words},
        heads={word: SourceKind(kind) for kind, words in data["heads"].items() for word in words},
        names=tuple(_patterns(data["names"])),
        titles=frozenset(data["titles"]["words"]),
        determiners=determiners,
        after_head=after_head,
        anaphors=frozenset(data["phrases"]["anaphors"]),
        anchored=frozenset(data["phrases"]["anchored"]),
        partitives=frozenset(data["phrases"]["partitives"]),
        never_first_names=frozenset(data["phrases"]["never_first_names"]) | determiners | after_head,
        auxiliaries=frozenset(data["polarity"]["auxiliaries"]),
        not_determined=frozenset(data["polarity"]["not_determined"]),
        scope_breakers=frozenset(data["polarity"]["scope_breakers"]),
        negated_auxiliaries=dict(data["polarity"]["negated"]),
        narrow=frozenset(data["polarity"]["narrow"]),
        pending=frozenset(data["polarity"]["pending"]),
    )


def _patterns(names: dict[str, list[str]]) -> Iterator[tuple[SourceKind, re.Pattern[str]]]:
    for kind, words in names.items():
        yield SourceKind(kind), re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")
