"""How a source is called inside a claim, and what is known of it that pronouns must agree with."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from graph.extraction.annotations import Attribution
from graph.extraction.lexicon import split_words
from graph.identity.names import head_noun, kind_by_words
from graph.identity.sources import UNKNOWN_OUTLET
from graph.identity.words import load
from graph.model import Source, SourceKind

PERSONAL = frozenset({SourceKind.PERSON, SourceKind.ANONYMOUS})
_NEITHER = PERSONAL | {SourceKind.COLLECTIVE, SourceKind.UNSPECIFIED, SourceKind.DOCUMENT}
_POSSESSIVE = frozenset({"his", "her", "their", "my", "our", "your", "whose"})
_NOBODY = frozenset(
    {
        "no", "nobody", "none", "neither", "every", "everyone", "everybody", "each", "any", "anyone", "anybody", "few",
        "someone", "somebody", "who", "whoever", "what",
    }
)  # fmt: skip
"""Opening words of sources that no other sentence can go on with."""
_CHILDREN = frozenset({"child", "boy", "girl", "teenager", "baby", "kid"})
_THINGS = frozenset({"account", "investigation", "outlet", "poll", "report", "rumour", "rumor", "troop"})
"""Those whose plural counts as a group of people that speaks, and that are no person in the singular."""
_QUANTIFIERS = frozenset(
    {
        "most", "many", "more", "some", "several", "certain", "about", "around", "nearly", "almost", "roughly", "over",
        "at", "up", "half", "both", "dozens", "hundreds", "thousands", "much", "part",
    }
)  # fmt: skip
"""Opening words of a description that is no more definite when it comes again: "most voters"."""
_MASCULINE = frozenset(
    {
        "mr", "sir", "lord", "king", "prince", "he", "spokesman", "chairman", "congressman", "policeman",
        "fisherman", "businessman", "councilman", "man", "father", "husband", "son", "brother", "grandfather", "uncle",
        "boy",
    }
)  # fmt: skip
_FEMININE = frozenset(
    {
        "mrs", "ms", "miss", "dame", "lady", "queen", "princess", "she", "spokeswoman", "chairwoman",
        "congresswoman", "policewoman", "businesswoman", "councilwoman", "woman", "mother", "wife", "daughter",
        "sister", "grandmother", "aunt", "girl",
    }
)  # fmt: skip


class Number(StrEnum):
    """What a name takes the place of: "he" or "she", "it", "they"."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"


class Gender(StrEnum):
    """What the text tells of a person's grammatical gender."""

    MASCULINE = "masculine"
    FEMININE = "feminine"


class Referent(NamedTuple):
    """Whom a pronoun stands for. ``is_named`` is false for who is only described, and known to one document alone."""

    name: str
    number: Number
    is_named: bool

    @property
    def possessive(self) -> str:
        """The name with its apostrophe."""
        return f"{self.name}'" if self.name.endswith("s") else f"{self.name}'s"


def referent_of(source: Source | None) -> Referent | None:
    """How a source is called in a claim; None where nothing is known of it but a pronoun.

    Who was introduced as "a guard" is "the guard" from then on.
    """
    if source is None or not source.name.strip() or source.kind is SourceKind.UNSPECIFIED:
        return None
    name = " ".join(source.name.split())
    first = name.split()[0].casefold()
    if name.casefold() in load().pronouns or name.casefold() in load().determiners or first in _NOBODY:
        return None
    if name == UNKNOWN_OUTLET:
        return None
    number = (
        Number.PERSON
        if source.kind in PERSONAL
        else Number.GROUP
        if source.kind is SourceKind.COLLECTIVE
        else Number.BODY
    )
    return Referent(name if source.is_named else _definite(name), number, source.is_named)


def is_person(source: Source | None) -> bool:
    """Whether a source is certainly one person: by name, or by a noun; "the ad" is none.

    Who is called by another person ("his wife") is not one whom the "he" in his own words stands for.
    """
    if source is None or source.kind not in PERSONAL or not _POSSESSIVE.isdisjoint(split_words(source.name)):
        return False
    head = head_noun(source.name.split()).casefold()
    return source.kind is SourceKind.PERSON or is_person_noun(head)


def is_person_noun(word: str) -> bool:
    """Whether a noun in the singular and in lower case is one for a person, so that "he" or "she" can go on with it."""
    heads = load().heads
    if word in heads:
        return heads[word] is SourceKind.ANONYMOUS
    is_member = heads.get(f"{word}s") is SourceKind.COLLECTIVE and word not in _THINGS and kind_by_words(word) is None
    return is_member or word in _CHILDREN or word.endswith(("man", "woman", "ist", "mother", "father"))


def is_body(source: Source | None) -> bool:
    """Whether a source is certainly one that "it" stands for; a name that nothing is known of may be a person's."""
    if source is None or source.kind in _NEITHER:
        return False
    return source.kind is not SourceKind.ORGANISATION or kind_by_words(source.name) is not None


def key_of(source: Source) -> str:
    """What tells one source from another: a person's last name, else the id."""
    return source.name.split()[-1].casefold() if source.kind is SourceKind.PERSON and source.name.split() else source.id


def gender_in(words: str) -> Gender | None:
    """The gender that the words of a mention tell."""
    found = {part for word in split_words(words) for part in (word, word.rpartition("-")[2])}
    if _MASCULINE.isdisjoint(found) == _FEMININE.isdisjoint(found):
        return None
    return Gender.FEMININE if _MASCULINE.isdisjoint(found) else Gender.MASCULINE


def genders(text: str, attributions: Iterable[Attribution]) -> dict[str, Gender]:
    """The gender of each source by its key, where all mentions that tell one tell the same."""
    found: dict[str, set[Gender]] = {}
    for attribution in attributions:
        mention = " ".join(text[start:end] for start, end in attribution.source)[:200]
        gender = gender_in(mention)
        if attribution.entity is not None and gender:
            found.setdefault(key_of(attribution.entity), set()).add(gender)
    return {key: next(iter(told)) for key, told in found.items() if len(told) == 1}


def _definite(name: str) -> str:
    first, _, rest = name.partition(" ")
    if first.casefold() in {"a", "an"} and rest:
        return f"the {rest}"
    if first.casefold() in load().determiners:
        return f"{first.casefold()} {rest}".strip()
    if first.casefold() in _QUANTIFIERS or first[0].isdigit():
        return f"{first.casefold()} {rest}".strip()
    is_determined = first.endswith(("'s", "’s")) or first[:1].isupper()
    return name if is_determined else f"the {name}"
