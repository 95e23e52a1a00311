"""The word lists of how a text brings in people and bodies, read from ``words.toml`` once."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from graph.identity.words import load as load_words
from graph.model import SourceKind

YEARS_OLD = "-year-old"
"""With a number in front of it, what one is of that age."""
_SHORT = 5  # letters of a word that is too short to be told by its ending


class Gender(StrEnum):
    """What decides between "he" and "she"."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class CastWords:
    """All words are in lower case.

    ``bodies`` gives the kinds that a noun points back at; ``body_names`` and ``other_names`` stand in names of bodies
    and of what is no source at all; ``never_names`` begin no name, whatever they look like.
    """

    people: frozenset[str]
    parts: frozenset[str]
    ranks: frozenset[str]
    short_titles: Mapping[str, str]
    endings: tuple[str, ...]
    several: frozenset[str]
    newsroom: frozenset[str]
    in_turn: frozenset[str]
    no_longer: frozenset[str]
    voices: frozenset[str]
    general: frozenset[str]
    genders: Mapping[str, Gender]
    first_names: Mapping[str, Gender]
    bodies: Mapping[str, SourceKind]
    any_body: frozenset[str]
    overseers: frozenset[str]
    company_names: frozenset[str]
    body_names: frozenset[str]
    other_names: frozenset[str]
    regions: frozenset[str]
    adjectives: frozenset[str]
    holdings: frozenset[str]
    locative: frozenset[str]
    works: frozenset[str]
    never_names: frozenset[str]
    definite: frozenset[str]
    possessive: frozenset[str]
    one_of: frozenset[str]
    empty_modifiers: frozenset[str]
    rough: tuple[str, ...]
    new: frozenset[str]
    seated: frozenset[str]
    capitals: frozenset[str]


@cache
def load() -> CastWords:
    """The word lists."""
    data = tomllib.loads((files("graph.identity.cast") / "words.toml").read_text(encoding="utf-8"))
    people, names, pointers, words = data["people"], data["names"], data["pointers"], load_words()
    bodies = data["bodies"]
    any_body, overseers = frozenset(bodies.pop("any")), frozenset(bodies.pop("overseers"))
    one = (word for word, kind in words.heads.items() if kind is SourceKind.ANONYMOUS)
    several = (word for word, kind in words.heads.items() if kind is SourceKind.COLLECTIVE)
    return CastWords(
        people=frozenset(people["nouns"]).union(one, words.titles).difference(people["parts"]),
        parts=frozenset(people["parts"]),
        ranks=frozenset(people["ranks"]),
        short_titles=people["short_titles"],
        endings=tuple(people["endings"]),
        several=frozenset(people["several"]).union(several),
        newsroom=frozenset(people["newsroom"]),
        in_turn=frozenset(people["in_turn"]),
        no_longer=frozenset(people["no_longer"]),
        voices=frozenset(people["voices"]),
        general=frozenset(people["general"]),
        genders=_genders(people["male"], people["female"]),
        first_names=_genders(people["male_names"], people["female_names"]),
        bodies={noun: SourceKind(kind) for kind, nouns in bodies.items() for noun in nouns},
        any_body=any_body,
        overseers=overseers,
        company_names=frozenset(names["companies"]),
        body_names=frozenset(names["bodies"]).union(names["companies"]),
        other_names=frozenset(names["places"]).union(names["things"]),
        adjectives=frozenset(names["adjectives"]),
        holdings=frozenset(names["holdings"]),
        regions=frozenset(names["regions"]),
        locative=frozenset(names["locative"]),
        works=frozenset(names["works"]),
        never_names=words.never_first_names.difference(names["fronts"]).union(names["openers"]),
        definite=frozenset(pointers["definite"]),
        possessive=frozenset(pointers["possessive"]),
        one_of=frozenset(pointers["one_of"]),
        empty_modifiers=frozenset(pointers["empty_modifiers"]),
        rough=tuple(pointers["rough"]),
        new=frozenset(pointers["new"]),
        seated=frozenset(data["seats"]["bodies"]),
        capitals=frozenset(data["seats"]["capitals"]),
    )


def _genders(male: Iterable[str], female: Iterable[str]) -> dict[str, Gender]:
    return dict.fromkeys(male, Gender.MALE) | dict.fromkeys(female, Gender.FEMALE)


def is_person_noun(word: str) -> bool:
    """Whether a word, in lower case, says what one person is: "mayor", "driver"."""
    bare = word.rstrip(".")
    if bare in load().people:
        return True
    if bare.endswith(YEARS_OLD):
        return True
    return len(bare) > _SHORT and bare.endswith(load().endings) and bare not in load().bodies


def is_people_noun(word: str) -> bool:
    """Whether a word, in lower case, says what several people are: "residents"."""
    if word in load().several:
        return True
    return word.endswith("s") and not word.endswith("ss") and is_person_noun(word[:-1])


def is_body_noun(word: str) -> bool:
    """Whether a word, in lower case, is a noun for bodies or belongs to the name of one."""
    return word in load().bodies or word in load().body_names


def gender_of(word: str) -> Gender | None:
    """The gender that a noun or a title tells, if it does."""
    known = load().genders.get(word.rstrip("."))
    if known is None and word.endswith("woman"):
        return Gender.FEMALE
    return known


def looks_plural(word: str) -> bool:
    """Whether a noun that no list knows is spelt like a plural: "mourners", but not "boss"."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s"))
