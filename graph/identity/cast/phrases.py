"""A noun phrase taken apart, as far as its words show: determiner, owner, description, name and complement."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from graph.identity.cast.proper_names import joins_adjectives, joins_name, owns_in_name, split_name
from graph.identity.cast.words import YEARS_OLD, is_people_noun, load
from graph.identity.names import clean
from graph.identity.words import load as load_words

_COMMA = re.compile(r",(?!\d)\s*|\s+[–—]\s*|\s*;\s*")
_NICKNAME = re.compile(r"(?<!\w)([^\W\d_a-z][\w.-]*) [\"“‘'(]([^\"“”‘’()]{1,30})[\"”’')](?= [^\W\d_a-z])")
_PARENTHESIS = re.compile(r"\s*\(([^()]{1,60})\)?\s*$")
_POSSESSIVE = re.compile(r"(?<=\w)[’']s$|(?<=s)[’']$")
_AGE = re.compile(r"\d{1,2}")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_MARKS = "\"“”„«»‘’'()[].,;:"
_OUTER_MARKS = _MARKS.replace("’", "").replace("'", "")
_MAX_LENGTH = 1_000  # code points of a mention; what is longer is cut
_MAX_WORDS = 40
_MAX_SEGMENTS = 4
_CACHED = 20_000
_JOINING = frozenset({"and", "or"})
_REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
_AFTER = frozenset(
    {"along", "outside", "by", "as", "under", "over", "about", "behind", "between", "during", "since", "here", "there"}
)
"""The head noun stands before these too."""


class Determiner(StrEnum):
    """How a phrase stands to what was named before."""

    DEFINITE = "definite"
    INDEFINITE = "indefinite"
    POSSESSIVE = "possessive"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    ``name`` are the capitalised words at its end without titles; ``noun``, in lower case, says what is named or, where
    there is no name, what is meant; ``description`` are all other words before the name or the noun, in lower case;
    ``owner`` is "the ministry" in "the ministry's spokeswoman", ``complement`` what the ``preposition`` leads to, and
    ``alias`` a nickname or another name in parentheses.
    """

    text: str
    determiner: Determiner = Determiner.NONE
    name: tuple[str, ...] = ()
    noun: str = ""
    description: frozenset[str] = frozenset()
    owner: str = ""
    preposition: str = ""
    complement: str = ""
    is_plural: bool = False
    alias: str = ""

    @property
    def is_definite(self) -> bool:
        """Whether it can only mean who is known: "the driver", "its driver"; not "a driver", "another driver"."""
        return self.determiner in (Determiner.DEFINITE, Determiner.POSSESSIVE)

    @property
    def is_joined(self) -> bool:
        """Whether "and" or "or" ties it to another phrase."""
        return self.preposition in _JOINING

    @property
    def is_bare(self) -> bool:
        """Whether nothing but its noun tells what is meant: "the ministry"."""
        return not (self.name or self.owner or self.complement or self.description - load().empty_modifiers)

    @property
    def owns_by_name(self) -> bool:
        """Whether its owner is called by a name: "Ostrel's mayor"."""
        return any(word[:1].isupper() for word in self.owner.removeprefix("The ").split())

    @property
    def words(self) -> frozenset[str]:
        """All words that describe, with those of owner and complement, in lower case."""
        around = (bare(word).casefold() for word in f"{self.owner} {self.complement}".split())
        return self.description.union((self.noun,), around)


def bare(word: str) -> str:
    """A word or a phrase without the marks around it and without a possessive ending."""
    return _POSSESSIVE.sub("", word.strip(_MARKS)).strip(_MARKS)


def split_mention(text: str) -> list[Phrase]:
    """The phrase of a mention and those that stand behind its commas, mostly in apposition to it."""
    parts = _COMMA.split(text[:_MAX_LENGTH], maxsplit=_MAX_SEGMENTS)
    return [parse(part) for part in map(clean, parts) if part] or [parse(text)]


@lru_cache(maxsize=_CACHED)
def parse(text: str) -> Phrase:
    """Take one noun phrase without appositions apart."""
    text, alias = _without_alias(text[:_MAX_LENGTH])
    words = [word for word in text.split()[:_MAX_WORDS] if word.strip(_MARKS)]
    while len(words) > 1 and words[-1].casefold() in _REFLEXIVES:
        words.pop()
        text = " ".join(words)
    words = _without_rough(words)
    if not words:
        return Phrase(text)
    return _partitive(words, text) or _simple(words, text, alias=alias)


def _simple(words: list[str], text: str, *, alias: str) -> Phrase:
    determiner, core = _determiner(words)
    core, preposition, complement = _complement(core, is_definite=determiner is Determiner.DEFINITE)
    owner, core = _owner(core, has_article=determiner is Determiner.DEFINITE)
    prefix, name = split_name(core)
    if name and (preposition in _JOINING or (determiner is Determiner.INDEFINITE and not prefix)):
        prefix, name = [*prefix, *name], []  # "a Republican", "many Ruritanians"
    noun = bare(prefix[-1]).casefold() if prefix else ""
    noun = load().short_titles.get(noun.rstrip("."), noun)
    if _AGE.fullmatch(noun):
        noun += YEARS_OLD
    is_several = not name and (is_people_noun(noun) or _is_counted(words[0], noun))
    return Phrase(
        text=text,
        determiner=Determiner.POSSESSIVE if owner else determiner,
        name=_name(name),
        noun=noun,
        description=frozenset(bare(word).casefold() for word in prefix[:-1]),
        owner=owner if name or owner else _capitals(prefix),
        preposition=preposition,
        complement=complement,
        is_plural=is_several or preposition in _JOINING,
        alias=alias,
    )


def _without_alias(text: str) -> tuple[str, str]:
    """The words without a nickname in quotation marks or another name in parentheses, and that name."""
    if nickname := _NICKNAME.search(text):
        return text[: nickname.end(1)] + text[nickname.end() :], nickname[2]
    if (parenthesis := _PARENTHESIS.search(text)) and parenthesis.start():
        return text[: parenthesis.start()], parenthesis[1]
    return text, ""


def _without_rough(words: list[str]) -> list[str]:
    """The words without "at least" in front of a number."""
    start = " ".join(words[:3]).casefold()
    rough = next((rough for rough in load().rough if start.startswith(f"{rough} ")), "")
    return words[len(rough.split()) :]


def _partitive(words: Sequence[str], text: str) -> Phrase | None:
    """ "One of the drivers" is one of them, "six of her neighbours" are several."""
    first = words[0].casefold()
    if len(words) < 3 or words[1] != "of" or not (first in load_words().determiners or first[0].isdigit()):
        return None
    whole = parse(" ".join(words[2:]))
    is_one = first in load().one_of
    noun = whole.noun.removesuffix("s") if is_one else whole.noun
    return Phrase(text, Determiner.INDEFINITE, noun=noun, description=whole.words, is_plural=not is_one)


def _is_counted(first: str, noun: str) -> bool:
    """Whether "two", "several" or a figure stands in front of a noun in the plural."""
    folded = first.casefold()
    lists = load()
    counts = load_words().determiners - lists.definite - lists.possessive - lists.one_of - {"a", "an"}
    return noun.endswith("s") and (folded[0].isdigit() or folded in counts)


def _determiner(words: Sequence[str]) -> tuple[Determiner, list[str]]:
    first = words[0].casefold()
    lists = load()
    if len(words) == 1:
        return Determiner.NONE, list(words)
    if first in lists.definite:
        return Determiner.DEFINITE, list(words[1:])
    if first in lists.possessive:
        return Determiner.POSSESSIVE, list(words[1:])
    if first in load_words().determiners or first[0].isdigit():
        return Determiner.INDEFINITE, list(words[1:])
    return Determiner.NONE, list(words)


def _complement(words: list[str], *, is_definite: bool) -> tuple[list[str], str, str]:
    """Cut a phrase in front of what a preposition or a participle leads to; "Ministry of Defence" is one name."""
    stops = load_words().after_head | _AFTER
    for at in range(1, len(words)):
        folded = words[at].casefold()
        if folded in stops and not joins_name(words, at) and not (is_definite and joins_adjectives(words, at)):
            return words[:at], folded, " ".join(words[at + 1 :])
        is_participle = words[at].islower() and folded.endswith(("ing", "ed"))
        if is_participle and is_people_noun(bare(words[at - 1]).casefold()):
            return words[:at], "", " ".join(words[at:])
    return words, "", ""


def _owner(core: list[str], *, has_article: bool) -> tuple[str, list[str]]:
    """ "The ministry" and "spokeswoman" in "the ministry's spokeswoman"."""
    for at in range(len(core) - 2, -1, -1):
        if _POSSESSIVE.search(core[at].strip(_OUTER_MARKS)) and not owns_in_name(core[at], core[at + 1]):
            owner = " ".join([*core[:at], bare(core[at])])
            return f"the {owner}" if has_article else owner, core[at + 1 :]
    return "", core


def _name(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a name; initials keep their full stops, and all but the last one a possessive ending."""
    *first, last = words or [""]
    kept = (word if _INITIALS.fullmatch(word) else word.strip(_OUTER_MARKS) for word in first)
    return tuple(word for word in (*kept, last if _INITIALS.fullmatch(last) else bare(last)) if word)


def _capitals(prefix: Sequence[str]) -> str:
    """ "Ostrel" in "Ostrel officials"."""
    size = next((n for n, word in enumerate(prefix) if not word[:1].isupper()), len(prefix))
    return " ".join(map(bare, prefix[:size])) if size < len(prefix) else ""
