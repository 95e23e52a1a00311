"""The people and bodies of one text, each with all that the text calls it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from graph.identity.cast.phrases import Phrase
from graph.identity.cast.words import Gender, gender_of, load
from graph.identity.normal_form import fold
from graph.identity.words import load as load_words
from graph.model import SourceKind, normalise_name

_MAX_DESCRIPTIONS = 12  # of one character
_MAX_NAMES = 12  # ways to write one
_MAX_WORDS = 6  # of a name that can be nouns


@dataclass(eq=False, slots=True)
class Character:
    """A person, a body or a group of people.

    ``is_person`` is None as long as nothing tells. ``names`` are those that the text gives, as it first wrote each;
    ``wording`` is what the text calls it where it has none. ``is_place``: it is a place, or a country, as long as it
    does not speak; ``is_seat``: it is that of a government, which is meant. ``speaks_for`` is whose voice it is,
    ``belongs_to`` the body for which a person works or which a person leads.
    """

    names: dict[str, None] = field(default_factory=dict)
    wording: str = ""
    kind: SourceKind | None = None
    is_person: bool | None = None
    is_plural: bool = False
    is_seat: bool = False
    is_place: bool = False
    gender: Gender | None = None
    descriptions: dict[Phrase, None] = field(default_factory=dict)
    speaks_for: "Character | None" = None
    belongs_to: "Character | None" = None

    @property
    def name(self) -> str:
        """The fullest name, rather not in capitals; empty where there is none."""
        return max(self.names, key=lambda name: (len(normalise_name(name).split()), not name.isupper()), default="")

    @property
    def is_named_in_full(self) -> bool:
        """Whether its name has several words, as a person's has."""
        return len(normalise_name(self.name).split()) > 1

    @property
    def nouns(self) -> Collection[str]:
        """The nouns by which a text can mean it, and "a" with its kind."""
        found = {phrase.noun for phrase in self.descriptions}
        if self.kind is not None:
            found.add(f"a {self.kind}")
        if self.is_person is not True:
            found |= self._name_words & load().bodies.keys()
        return found

    @property
    def _name_words(self) -> frozenset[str]:
        return frozenset(word.removesuffix("'s") for name in self.names for word in fold(name).split()[:_MAX_WORDS])

    def add_name(self, name: str) -> None:
        """Note how the text writes its name."""
        if len(self.names) < _MAX_NAMES:
            self.names.setdefault(name)

    def describe(self, phrase: Phrase) -> None:
        """Take in what a phrase says of it."""
        if phrase.noun and len(self.descriptions) < _MAX_DESCRIPTIONS:
            self.descriptions.setdefault(phrase)
        if self.gender is None:
            told = (gender_of(word) for word in (phrase.noun, *sorted(phrase.description)))
            self.gender = next((gender for gender in told if gender), None)

    def fits_gender(self, gender: Gender | None) -> bool:
        """Whether "he" or "she" can mean it."""
        return gender is None or self.gender is None or gender is self.gender

    def is_named_in(self, text: str) -> bool:
        """Whether a stretch of text names it: a person by the last name, if not with another first one."""
        name = self.name or self.wording
        *first, last = name.split() or [""]
        if self.names and self.is_person is not False and first:
            own = load_words().titles | load_words().never_first_names | {word.casefold() for word in first}
            found = re.finditer(rf"(?:\b([A-Z][\w.]*) )?(?<!\w){re.escape(last)}(?!\w| [A-Z])", text)
            return any(match[1] is None or match[1].casefold() in own for match in found)
        flags = re.NOFLAG if self.names else re.IGNORECASE
        return bool(last) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None

    def is_meant_by(self, phrase: Phrase) -> bool:
        """Whether a definite phrase with one of its nouns can mean it: nothing that the phrase adds is new."""
        if phrase.description & load().new or self.is_plural is not phrase.is_plural:
            return False
        if phrase.is_bare:
            return True
        said = self._name_words.union(*(one.words for one in self.descriptions))
        added = phrase.description - load().empty_modifiers
        if self.names and self.is_person is not True and added <= said and _proper(phrase) <= said:
            return True
        return any(one.noun == phrase.noun and added <= one.words and _agree(phrase, one) for one in self.descriptions)


def _agree(phrase: Phrase, one: Phrase) -> bool:
    """Whether owners and complements of two phrases do not tell them apart; what one leaves out the other may add."""
    mine = _proper(phrase)
    return not mine or not (one.owner or one.complement) or mine <= {fold(word) for word in one.words}


def _proper(phrase: Phrase) -> frozenset[str]:
    """The names in owner and complement of a phrase."""
    words = f"{phrase.owner} {phrase.complement}".split()
    return frozenset(fold(word).removesuffix("'s") for word in words if word[:1].isupper())
