"""The people and bodies of one text, each with all that the text calls it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graph.identity.cast_words import Gender, gender_of, is_person_noun, load
from graph.identity.names import kind_by_words
from graph.identity.naming import load as load_naming
from graph.identity.normal_form import fold, names_state_body, normal_form
from graph.identity.phrases import Phrase, names_no_person
from graph.identity.source_names import PersonName, read_person
from graph.model import SourceKind, normalise_name

_MOST_MEANT = 8  # characters of one name or noun that are looked at
_MAX_DESCRIPTIONS = 12  # of one character
_CACHED = 20_000
_MAX_NAME = 6  # words of a name of which short forms are known
_MEDIA = (SourceKind.OUTLET, SourceKind.NEWS_AGENCY)


@dataclass(eq=False, slots=True)
class Character:
    """A person, a body or a group of people.

    ``is_person`` is None as long as nothing tells. ``names`` are those that the text gives, as it first wrote each;
    ``wording`` is what the text calls it where it has none. ``speaks_for`` is the body whose voice it is.
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

    @property
    def name(self) -> str:
        """The fullest name; empty where there is none."""
        return max(self.names, key=lambda name: (len(normalise_name(name).split()), not name.isupper()), default="")

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


class Names:
    """Characters by their names.

    Full names are to be added before short ones are looked up, so that a surname finds who is named in full later.
    """

    def __init__(self) -> None:
        self._full: dict[str, Character] = {}
        self._people: defaultdict[str, list[tuple[PersonName, Character]]] = defaultdict(list)
        self._given: defaultdict[str, dict[Character, None]] = defaultdict(dict)
        self._short: defaultdict[str, dict[Character, None]] = defaultdict(dict)
        self._tails: defaultdict[str, dict[Character, None]] = defaultdict(dict)

    def add_person(self, name: str, character: Character) -> Character:
        """The person of a full name: the one given, or who was added under the same or a shorter one before."""
        read = read_person(name)
        found = self._full.get(_key(name))
        if found is None and read is not None:
            same = (other for known, other in self._people[read.surname][:_MOST_MEANT] if _is_one(read, known))
            found = next(same, None)
        found = found or character
        self._full.setdefault(_key(name), found)
        if read is not None and read.given and len(self._people[read.surname]) < _MOST_MEANT:
            self._people[read.surname].append((read, found))
            first = fold(name.split()[0])
            self._given[first].setdefault(found)
            found.gender = found.gender or load().first_names.get(first)
        return found

    def add_body(self, name: str, character: Character) -> Character:
        """The body of a name: the one given, or the one that was added under it before."""
        found = self._full.setdefault(_key(name), character)
        form = normal_form(name)
        if form.country:
            self._short[" ".join(form.words)].setdefault(found)
        words = list(form.words)
        if 1 < len(words) <= _MAX_NAME:
            for size in range(1, len(words)):
                if _is_left_out(words[size:]):
                    self._short[" ".join(words[:size])].setdefault(found)
                self._tails[" ".join(words[-size:])].setdefault(found)
            letters = "".join(word[0] for word in words if word not in ("of", "and", "for", "the"))
            if len(letters) > 1:
                self._short[letters].setdefault(found)
        return found

    def add_alias(self, alias: str, character: Character) -> None:
        """Let another name mean a character too, if it has no other meaning."""
        self._full.setdefault(_key(alias), character)

    def exact(self, name: str) -> Character | None:
        """Who was added under a name."""
        return self._full.get(_key(name))

    def meant(self, name: str, *, has_article: bool, is_place: bool) -> list[Character]:
        """Whom a short name could mean: a surname, a first name, an acronym, the beginning or the end of a name.

        What is also a place does not stand for what is named after it.
        """
        key = _key(name)
        read = read_person(name)
        if read is not None and not read.given:
            by_surname = dict.fromkeys(character for _, character in self._people[read.surname])
            if by_surname:
                return list(by_surname)[:_MOST_MEANT]
        if by_given := self._given.get(key):
            return list(by_given)[:_MOST_MEANT]
        if key.replace(" ", "") == key and name.isupper() and (initials := self._short.get(key)):
            return list(initials)[:_MOST_MEANT]
        found = dict(self._short.get(key, {})) if not (name.isupper() or is_place) else {}
        if has_article:
            found |= self._tails.get(key, {})
        return list(found)[:_MOST_MEANT]


def _is_left_out(words: Sequence[str]) -> bool:
    """Whether a name may go without these last words, as they only say what it names: "Logistics", "news agency"."""
    lists = load_naming()
    if tuple(words) in lists.media_tails | lists.body_tails:
        return True
    return kind_by_words(" ".join(words)) is SourceKind.COMPANY or (len(words) == 1 and words[0] in load().body_names)


def is_short(name: str) -> bool:
    """Whether a name may be short for another one of the text: a surname, "the Ministry of Defence"."""
    form = normal_form(name)
    return len(form.words) < 2 or (not form.country and names_state_body(form.words))


def _key(name: str) -> str:
    return str(normal_form(name))


def _is_one(name: PersonName, known: PersonName) -> bool:
    return name == known or (
        bool(name.given) and bool(known.given) and (name.is_short_for(known) or known.is_short_for(name))
    )


class Nouns:
    """Characters by the nouns that describe them, the one spoken of last at the end."""

    def __init__(self) -> None:
        self._latest: defaultdict[str, dict[Character, None]] = defaultdict(dict)

    def see(self, character: Character) -> None:
        """Take note that a character is spoken of."""
        for noun in nouns_of(character):
            there = self._latest[noun]
            there.pop(character, None)
            there[character] = None

    def latest(self, noun: str) -> Iterator[Character]:
        """Those that the noun describes, the one spoken of last at first; a few of them."""
        there = self._latest.get(noun, {})
        for count, character in enumerate(reversed(there)):
            if count == _MOST_MEANT:
                return
            yield character

    def only(self, noun: str) -> Character | None:
        """The one that the noun describes, None where it describes several or none."""
        there = self._latest.get(noun, {})
        return next(iter(there)) if len(there) == 1 else None


def nouns_of(character: Character) -> Iterable[str]:
    """The nouns by which a text can mean a character."""
    found = {phrase.noun for phrase in character.descriptions} | ({f"a {character.kind}"} if character.kind else set())
    if character.is_person is False or character.is_person is None:
        words = {word for name in character.names for word in fold(name).split()[:_MAX_NAME]}
        found |= words & load().bodies.keys()
    return sorted(found)


def matches(phrase: Phrase, character: Character) -> bool:
    """Whether a definite phrase can mean a character that its noun describes: nothing that it adds is new."""
    added = phrase.description - load().empty_modifiers
    if phrase.description & load().new:
        return False
    if character.is_plural != phrase.is_plural:
        return False
    if character.is_person is not True:
        said = {word for name in character.names for word in fold(name).split()}
        if (
            not character.is_plural
            and character.names
            and added <= said.union(*(one.words for one in character.descriptions))
        ):
            return _agrees_with_name(phrase, character)
    return any(
        one.noun == phrase.noun and added <= one.words and _agrees(phrase, one) for one in character.descriptions
    ) or (
        bool(added) is False
        and not phrase.owner
        and not phrase.complement
        and any(one.noun == phrase.noun for one in character.descriptions)
    )


def _agrees(phrase: Phrase, one: Phrase) -> bool:
    """Whether owner and complement of two phrases do not tell them apart."""
    for mine, theirs in ((phrase.owner, one.owner), (phrase.complement, one.complement)):
        if mine and theirs and not _proper(mine) <= (one.words | _proper(theirs)):
            return False
        if mine and not theirs and _proper(mine) and one.owner + one.complement and not _proper(mine) <= one.words:
            return False
    return True


def _agrees_with_name(phrase: Phrase, character: Character) -> bool:
    said = {word for name in character.names for word in fold(name).replace("'s", "").split()}
    mine = _proper(f"{phrase.owner} {phrase.complement}")
    return not mine or mine <= said or mine <= frozenset().union(*(one.words for one in character.descriptions))


def _proper(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split() if word[:1].isupper())


@lru_cache(maxsize=_CACHED)
def kind_of_name(name: str) -> SourceKind | None:
    """The kind of body that a name tells, if it tells one."""
    kind = kind_by_words(name)
    if kind is not None:
        return kind
    words = name.split()
    if not name.isupper() and any(word.isupper() and word.isalpha() and len(word) > 1 for word in words[:-1]):
        return SourceKind.ORGANISATION  # "RT America"
    return SourceKind.ORGANISATION if names_no_person([fold(word) for word in name.split()]) else None


def is_human_description(phrase: Phrase) -> bool:
    """Whether a phrase says what a person is."""
    return bool(phrase.noun) and is_person_noun(phrase.noun)
