"""Characters found by their names and by the nouns that describe them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.identity.cast.characters import Character
from graph.identity.cast.words import load
from graph.identity.names import kind_by_words
from graph.identity.naming import load as load_naming
from graph.identity.normal_form import fold, names_state_body, normal_form
from graph.identity.source_names import PersonName, read_person
from graph.model import SourceKind

_MOST_MEANT = 8  # characters of one name or noun that are looked at
_MAX_WORDS = 6  # of a name of which short forms are known


def is_short(name: str) -> bool:
    """Whether a name may be short for another one of the text: a surname, "the Ministry of Defence"."""
    form = normal_form(name)
    return len(form.words) < 2 or (not form.country and names_state_body(form.words))


class Names:
    """Characters by their names.

    Full names are to be added before short ones are looked up, so that a surname finds who is named in full later.
    """

    def __init__(self) -> None:
        self._exact: dict[str, Character] = {}
        self._people: defaultdict[str, list[tuple[PersonName, Character]]] = defaultdict(list)
        self._given: defaultdict[str, dict[Character, None]] = defaultdict(dict)
        self._short: defaultdict[str, dict[Character, None]] = defaultdict(dict)
        self._endings: defaultdict[str, dict[Character, None]] = defaultdict(dict)

    def add_person(self, name: str, character: Character) -> Character:
        """The person of a name: the one given, or who was added under the same, a shorter or a longer one before."""
        key, read = _key(name), read_person(name)
        namesakes = self._people[read.surname] if read is not None else []
        found = self._exact.get(key)
        if found is None and read is not None:
            found = next((other for known, other in namesakes if _may_be_one(read, known)), None)
        found = self._exact.setdefault(key, found or character)
        if read is not None and len(namesakes) < _MOST_MEANT:
            namesakes.append((read, found))
        if read is not None and read.given:
            first = fold(name.split()[0])
            self._given[first].setdefault(found)
            found.gender = found.gender or load().first_names.get(first)
        return found

    def add_body(self, name: str, character: Character) -> Character:
        """The body of a name: the one given, or the one that was added under it before."""
        found = self._exact.setdefault(_key(name), character)
        form = normal_form(name)
        words = form.words
        if form.country:
            self._short[" ".join(words)].setdefault(found)
        if not 1 < len(words) <= _MAX_WORDS:
            return found
        for size in range(1, len(words)):
            if _is_left_out(words[size:]):
                self._short[" ".join(words[:size])].setdefault(found)
            self._endings[" ".join(words[-size:])].setdefault(found)
        letters = "".join(word[0] for word in words if word not in load_naming().linking)
        if len(letters) > 1:
            self._short[letters].setdefault(found)
        return found

    def add_alias(self, alias: str, character: Character) -> None:
        """Let another name mean a character too, if it has no other meaning."""
        self._exact.setdefault(_key(alias), character)

    def exact(self, name: str) -> Character | None:
        """Who was added under a name."""
        return self._exact.get(_key(name))

    def meant(self, name: str, *, has_article: bool, is_place: bool) -> list[Character]:
        """Whom a short name could mean: a surname, a first name, an acronym, the beginning or the end of a name.

        What is also a place does not stand for what is named after it.
        """
        key, read = _key(name), read_person(name)
        if read is not None and not read.given and (namesakes := self._people.get(read.surname)):
            return list(dict.fromkeys(character for _, character in namesakes))
        if by_given := self._given.get(key):
            return list(by_given)[:_MOST_MEANT]
        short = self._short.get(key, {})
        if name.isupper() and short:
            return list(short)[:_MOST_MEANT]
        found = {} if name.isupper() or is_place else dict(short)
        if has_article:
            found |= self._endings.get(key, {})
        return list(found)[:_MOST_MEANT]


class Nouns:
    """Characters by the nouns that describe them, the one spoken of last at the end."""

    def __init__(self) -> None:
        self._latest: defaultdict[str, dict[Character, None]] = defaultdict(dict)

    def see(self, character: Character) -> None:
        """Take note that a character is spoken of."""
        for noun in character.nouns:
            there = self._latest[noun]
            there.pop(character, None)
            there[character] = None

    def latest(self, noun: str) -> Iterator[Character]:
        """Those that the noun describes, the one spoken of last at first; a few of them."""
        for _, character in zip(range(_MOST_MEANT), reversed(self._latest.get(noun, {})), strict=False):
            yield character

    def only(self, noun: str) -> Character | None:
        """The one that the noun describes, None where it describes several or none."""
        there = self._latest.get(noun, {})
        return next(iter(there)) if len(there) == 1 else None


def _key(name: str) -> str:
    return str(normal_form(name))


def _may_be_one(name: PersonName, known: PersonName) -> bool:
    if name == known:
        return True
    return bool(name.given and known.given) and (name.is_short_for(known) or known.is_short_for(name))


def _is_left_out(words: Sequence[str]) -> bool:
    """Whether a name may go without these last words, as they only say what it names: "Logistics", "news agency"."""
    lists = load_naming()
    if tuple(words) in lists.media_tails | lists.body_tails:
        return True
    return kind_by_words(" ".join(words)) is SourceKind.COMPANY or (len(words) == 1 and words[0] in load().body_names)
