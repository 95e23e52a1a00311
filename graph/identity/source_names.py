"""What the name of a source tells: who is meant by it, and which other names it could be short for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.identity.naming import Phrase, load
from graph.identity.normal_form import LONGEST_COUNTRY, country_code, fold, name_words, names_state_body, normal_form
from graph.identity.words import load as load_words

_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)?\s*$")
_OWNER = re.compile(r"^.*?['’]s\s+")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]?\.?")
_ARABIC_ARTICLE = re.compile(r"^(?:al|el|as|ash|ad)-(?=\w{3})")
_ACRONYM = range(3, 8)  # letters
_MAX_WORDS = 12  # of a name; a longer one is a sentence
_ARTICLES = frozenset({"the", "a", "an"})
_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without titles: ``given`` are first and middle names, nicknames and initials in one form."""

    surname: str
    given: Phrase = ()
    suffix: str = ""

    def is_short_for(self, other: "PersonName") -> bool:
        """Whether the other name says more and nothing else: a surname alone, initials, a middle name left out."""
        if self == other or self.surname != other.surname or (self.suffix and self.suffix != other.suffix):
            return False
        if not self.given:
            return bool(other.given)
        if not other.given or not _stands_for(self.given[0], other.given[0]):
            return False
        rest = iter(other.given[1:])
        return all(any(_stands_for(name, full) for full in rest) for name in self.given[1:])


def read_person(name: str) -> PersonName | None:
    """A person's name in its parts, None where it has too many words to be one."""
    lists, titles = load(), load_words().titles
    words = [part for word in fold(_OWNER.sub("", name)).replace(",", " ").split() for part in _split_initials(word)]
    while len(words) > 1 and (words[0] in titles or words[0] == "the"):
        words = words[1:]
    suffix = ""
    while len(words) > 1 and words[-1] in lists.suffixes | lists.honours:
        suffix = words[-1] if words[-1] in lists.suffixes else suffix
        words = words[:-1]
    if not words or len(words) > _MAX_WORDS:
        return None
    start = len(words) - 1
    while start > 1 and words[start - 1] in lists.particles:
        start -= 1
    surname = _ARABIC_ARTICLE.sub("", " ".join(word for word in words[start:] if word not in ("al", "el")) or words[-1])
    return PersonName(surname, tuple(lists.given.get(word, word) for word in words[:start]), suffix)


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name without what describes it.

    ``words`` are in normal form and ``country`` is as there; ``aliases`` are given in parentheses. A name that
    ``is_common`` is anybody's: "the agency", "the Ministry of Defence". ``described_country`` is the code of the one
    that what describes it tells: "the British newspaper The Beacon", "The Beacon (UK)".
    """

    name: str
    country: str
    words: Phrase
    is_common: bool
    aliases: tuple[str, ...] = ()
    described_country: str = ""

    @property
    def tail(self) -> Phrase:
        """The last words, where they say what the thing is."""
        return split_tail(self.words)[1]

    @property
    def is_proper(self) -> bool:
        """Whether it is written like a name; "the Rupress dispatch of May" is not."""
        lists = load()
        allowed = lists.linking | {word for tail in lists.media_tails | lists.body_tails for word in tail} | _ARTICLES
        return all(not word[:1].islower() or "-" in word or word in allowed for word in self.name.split())

    @property
    def acronym(self) -> str:
        """The name as an acronym, in lower case; empty where it is none."""
        letters = self.name.replace(".", "")
        is_one = letters.isupper() and letters.isalnum() and len(letters) in _ACRONYM
        return letters.casefold() if is_one else ""

    @property
    def initials(self) -> str:
        """The acronym that the words of the name would make; empty where it is too short for one."""
        words = [word for word in name_words(self.name) if word not in load().linking]
        return "".join(word[0] for word in words) if len(words) in _ACRONYM else ""


@lru_cache(maxsize=_CACHED)
def read_body(name: str) -> BodyName:
    """A body's name with what describes it taken away: "the Ruritanian state news agency Rupress" is Rupress."""
    name = " ".join(name.split())
    aliases: tuple[str, ...] = ()
    country = ""
    if (match := _PARENTHESIS.search(name)) and match.start():
        country = country_code(match[1])
        aliases = (match[1],) if match[1].strip() and not country else ()
        name = name[: match.start()]
    core = _without_description(name)
    form = normal_form(core)
    is_common = not form.country and _is_common(form.words)
    return BodyName(core, form.country, form.words, is_common, aliases, country or _only_country(name[: -len(core)]))


def split_tail(words: Phrase) -> tuple[Phrase, Phrase]:
    """The words before and those that say at the end what the thing is: "Rupress" and "news agency"."""
    lists = load()
    for length in (2, 1):
        tail = words[-length:]
        if len(words) > length and (tail in lists.media_tails or tail in lists.body_tails):
            return words[:-length], tail
    return words, ()


def parts(words: Phrase) -> Iterator[Phrase]:
    """What a name is shortened to: its first words or its last ones."""
    for length in range(1, len(words)):
        yield words[:length]
        yield words[-length:]


def _split_initials(word: str) -> Iterable[str]:
    if _INITIALS.fullmatch(word):
        return [letter for letter in word if letter != "."]
    return [word.strip(".\"'()“”")] if word.strip(".\"'()“”") else []


def _stands_for(name: str, full: str) -> bool:
    return name == full or (len(name) == 1 and full.startswith(name))


def _without_description(name: str) -> str:
    """The capitalised words at the end, where a common noun for what they name stands before them."""
    words = name.split(" ")
    last = next((number for number in range(len(words) - 1, -1, -1) if words[number][:1].islower()), -1)
    noun = last - 1 if last > 0 and words[last] in _ARTICLES else last
    is_described = noun >= 0 and words[noun] in load().descriptions
    return " ".join(words[last + 1 :]) if is_described and last + 1 < len(words) else name


def _only_country(description: str) -> str:
    """The code of the one country that is named in a few words; empty where there is none, or more."""
    words = description.split()[-_MAX_WORDS:]
    found: set[str] = set()
    for start in range(len(words)):
        lengths = range(min(LONGEST_COUNTRY, len(words) - start), 0, -1)
        found.add(next(filter(None, (country_code(" ".join(words[start : start + length])) for length in lengths)), ""))
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _is_common(words: Phrase) -> bool:
    if len(words) > _MAX_WORDS:
        return True
    lists = load()
    if names_state_body(words):
        of_states = {word for body in lists.bodies for word in body}
        return all(word in lists.portfolios or word in of_states for word in words)
    return lists.common.issuperset(words)
