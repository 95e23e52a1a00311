"""Nouns for what is claimed: "the rumour that", "reports of", "this allegation"."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_MAX_ATTRIBUTES = 5
_REACH = 120  # code points of a phrase up to its head
_THAT = re.compile(r",? that\s+(?=\w+\s)")
_OF = re.compile(r" of\s+(?=\w)")
_POINTERS = frozenset({"the", "this", "that", "these", "those", "such", "both"})
_POSSESSIVE = frozenset({"its", "his", "her", "their", "our", "my", "your"})


@dataclass(frozen=True, slots=True)
class ClaimNouns:
    """The lists of ``nouns.toml``, which explains each."""

    claims: frozenset[str]
    unspoken: frozenset[str]
    of: frozenset[str]
    attributes: frozenset[str]
    not_gerunds: frozenset[str]


@cache
def load_claim_nouns() -> ClaimNouns:
    """Return the lists, read once per process."""
    data = tomllib.loads(
        resources.files("graph.extraction.propositions").joinpath("nouns.toml").read_text(encoding="utf-8")
    )
    return ClaimNouns(**{name: frozenset(words) for name, words in data.items()})


def without_noun(text: str) -> str:
    """The claim itself, of a noun phrase that holds it: "the persistent rumour that it was shut" says it was shut.

    Any other text comes back as it is.
    """
    lists = load_claim_nouns()
    for number, match in enumerate(_WORD.finditer(text[:_REACH])):
        word = match.group().replace("’", "'").casefold()
        that, of = _THAT.match(text, match.end()), _OF.match(text, match.end())
        if that and word in lists.claims:
            return text[that.end() :]
        if of and word in lists.of:
            return text[of.end() :]
        is_attribute = (
            word in lists.attributes | _POSSESSIVE or word.endswith(("'s", "s'")) or match.group()[0].isupper()
        )
        if not is_attribute or number >= _MAX_ATTRIBUTES or text[match.end() : match.end() + 1] != " ":
            return text
    return text


def points_back(words: Sequence[str]) -> bool:
    """Whether a noun phrase, in lower case, only points at a claim made before: "the allegation", "these reports"."""
    lists = load_claim_nouns()
    *front, head = words or [""]
    is_pointing = bool(front) and front[0] in _POINTERS and (lists.attributes | _POINTERS).issuperset(front)
    return is_pointing and head in lists.claims - lists.unspoken
