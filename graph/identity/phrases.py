"""A noun phrase taken apart, as far as its words show: determiner, owner, description, name and complement."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from graph.identity.cast_words import is_body_noun, is_people_noun, is_person_noun, load
from graph.identity.names import clean, kind_by_words
from graph.identity.naming import load as load_naming
from graph.identity.words import load as load_words

_COMMA = re.compile(r",(?!\d)\s*|\s+[–—]\s*|\s*;\s*")
_NICKNAME = re.compile(r"(?<!\w)([^\W\d_a-z][\w.-]*) [\"“‘'(]([^\"“”‘’()]{1,30})[\"”’')](?= [^\W\d_a-z])")
_PARENTHESIS = re.compile(r"\s*\(([^()]{1,60})\)?\s*$")
_POSSESSIVE = re.compile(r"(?<=\w)[’']s$|(?<=s)[’']$")
_MARKS = "\"“”„«»‘’'()[].,;:"
_MAX_WORDS = 40  # of a mention; what is longer is cut
_MAX_SEGMENTS = 4
_CACHED = 20_000
_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady"})
_JOINTS = frozenset({"of", "for", "on", "and", "the"})
_REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
_AFTER = frozenset(
    {"along", "outside", "by", "as", "under", "over", "about", "behind", "between", "during", "since", "here", "there"}
)


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
    ``owner`` is "the ministry" in "the ministry's spokeswoman", and ``complement`` what a preposition leads to.
    """

    text: str
    determiner: Determiner = Determiner.NONE
    name: tuple[str, ...] = ()
    noun: str = ""
    description: frozenset[str] = frozenset()
    owner: str = ""
    complement: str = ""
    preposition: str = ""
    is_plural: bool = False
    alias: str = ""

    @property
    def is_definite(self) -> bool:
        """Whether it can only mean who is known: "the driver", "its driver"; not "a driver", "another driver"."""
        return self.determiner in (Determiner.DEFINITE, Determiner.POSSESSIVE)

    @property
    def words(self) -> frozenset[str]:
        """All words that describe, with those of owner and complement, in lower case."""
        around = (bare(word).casefold() for word in f"{self.owner} {self.complement}".split())
        return self.description.union((self.noun,), around)

    @property
    def is_joined(self) -> bool:
        """Whether "and" or "or" ties it to another phrase."""
        return self.preposition in ("and", "or")

    @property
    def owns_by_name(self) -> bool:
        """Whether its owner is called by a name: "Ostrel's mayor"."""
        return any(word[:1].isupper() for word in self.owner.removeprefix("The ").split())

    @property
    def is_person_description(self) -> bool:
        """Whether its noun says what a person is."""
        return is_person_noun(self.noun)


def bare(word: str) -> str:
    """A word without the marks around it and without a possessive ending."""
    return _POSSESSIVE.sub("", word.strip(_MARKS)).strip(_MARKS)


def split_mention(text: str) -> list[str]:
    """The parts of a mention between its commas: the phrase, and what stands in apposition to it."""
    return [part for part in (clean(part) for part in _COMMA.split(text, maxsplit=_MAX_SEGMENTS)) if part]


@lru_cache(maxsize=_CACHED)
def parse(text: str) -> Phrase:
    """Take one noun phrase without appositions apart."""
    text, alias = _without_alias(text)
    words = [word for word in text.split()[:_MAX_WORDS] if word.strip(_MARKS)]
    for rough in load().rough:
        if len(words) > 3 and text.casefold().startswith(f"{rough} "):
            words = words[len(rough.split()) :]
    while len(words) > 1 and words[-1].casefold() in _REFLEXIVES:
        words.pop()
        text = " ".join(words)
    if not words:
        return Phrase(text)
    partitive = _partitive(words, text)
    if partitive is not None:
        return partitive
    determiner, core = _determiner(words)
    core, preposition, complement = _complement(core, is_definite=determiner is Determiner.DEFINITE)
    is_joined = preposition in ("and", "or")
    owner, core = _owner(core, words)
    if owner:
        determiner = Determiner.POSSESSIVE
    prefix, name = _split_name(core)
    if name and (is_joined or (determiner is Determiner.INDEFINITE and not prefix)):
        prefix, name = [*prefix, *name], ()  # "a Republican", "many Ruritanians"
    noun = bare(prefix[-1]).casefold() if prefix else ""
    noun = load().short_titles.get(noun.rstrip("."), noun)
    described = prefix[:-1]
    if not name and not owner:
        owner, prefix = _capital_owner(prefix)
    is_plural = is_joined or (not name and (is_people_noun(noun) or _is_counted(words[0], noun)))
    return Phrase(
        text=text,
        determiner=determiner,
        name=name,
        noun=noun,
        description=frozenset(bare(word).casefold() for word in described),
        owner=owner,
        complement=complement,
        preposition=preposition,
        is_plural=is_plural,
        alias=alias,
    )


def _without_alias(text: str) -> tuple[str, str]:
    """The words without a nickname in quotation marks or another name in parentheses, and that name."""
    if nickname := _NICKNAME.search(text):
        return text[: nickname.end(1)] + text[nickname.end() :], nickname[2]
    if (parenthesis := _PARENTHESIS.search(text)) and parenthesis.start():
        return text[: parenthesis.start()], parenthesis[1]
    return text, ""


def _partitive(words: Sequence[str], text: str) -> Phrase | None:
    """ "One of the drivers" is one of them, "six of her neighbours" are several."""
    if (
        len(words) < 3
        or words[1] != "of"
        or not (words[0].casefold() in load_words().determiners or _is_number(words[0]))
    ):
        return None
    whole = parse(" ".join(words[2:]))
    is_one = words[0].casefold() in load().one_of
    noun = whole.noun.removesuffix("s") if is_one else whole.noun
    return Phrase(text, Determiner.INDEFINITE, noun=noun, description=whole.words, is_plural=not is_one)


def _is_number(word: str) -> bool:
    return word[0].isdigit()


def _is_counted(first: str, noun: str) -> bool:
    """Whether "two", "several" or a figure stands in front of a noun in the plural."""
    folded = first.casefold()
    lists = load()
    counts = load_words().determiners - lists.definite - lists.possessive - {"a", "an", "one", "another", "each"}
    return (_is_number(first) or folded in counts) and noun.endswith("s")


def _determiner(words: Sequence[str]) -> tuple[Determiner, list[str]]:
    first = words[0].casefold()
    lists = load()
    if len(words) == 1:
        return Determiner.NONE, list(words)
    if first in lists.definite:
        return Determiner.DEFINITE, list(words[1:])
    if first in lists.possessive:
        return Determiner.POSSESSIVE, list(words[1:])
    if first in load_words().determiners or _is_number(first):
        return Determiner.INDEFINITE, list(words[1:])
    return Determiner.NONE, list(words)


def _complement(words: list[str], *, is_definite: bool) -> tuple[list[str], str, str]:
    """Cut a phrase in front of what a preposition or a participle leads to; "Ministry of Defence" is one name."""
    stops = load_words().after_head | _AFTER
    for at in range(1, len(words)):
        folded = words[at].casefold()
        if folded in stops and not _joins(words, at) and not (is_definite and _joins_adjectives(words, at)):
            return words[:at], folded, " ".join(words[at + 1 :])
        if folded.endswith(("ing", "ed")) and words[at].islower() and is_people_noun(bare(words[at - 1]).casefold()):
            return words[:at], "", " ".join(words[at:])
    return words, "", ""


def _joins(words: Sequence[str], at: int) -> bool:
    """Whether "of" or "and" stands inside of a name: "Bank of England", "Department of Health and Welfare"."""
    if words[at] not in _JOINTS or at + 1 >= len(words) or not words[at - 1][:1].isupper():
        return False
    following = words[at + 2] if words[at + 1] == "the" and at + 2 < len(words) else words[at + 1]
    run: list[str] = []
    for word in reversed(words[:at]):
        if not word[:1].isupper() and word not in _JOINTS:
            break
        run.append(bare(word).casefold())
    return following[:1].isupper() and any(is_body_noun(word) or kind_by_words(word) for word in run)


def _joins_adjectives(words: Sequence[str], at: int) -> bool:
    """Whether "and" stands between adjectives of a name: "the Central and Eastern Council"."""
    return (
        words[at] == "and"
        and all(word[:1].isupper() for word in words[at - 1 :] if word != "and")
        and (len(words) > at + 2 and is_body_noun(bare(words[-1]).casefold()))
    )


def _owner(core: list[str], words: Sequence[str]) -> tuple[str, list[str]]:
    """ "The ministry" and "spokeswoman" in "the ministry's spokeswoman"."""
    for at in range(len(core) - 2, -1, -1):
        if _POSSESSIVE.search(core[at].strip(_MARKS.replace("’", "").replace("'", ""))):
            before = words[: len(words) - len(core)] if words[0].casefold() in load().definite else []
            return bare_phrase([*before[:1], *core[: at + 1]]), core[at + 1 :]
    return "", core


def bare_phrase(words: Sequence[str]) -> str:
    """The words in a row, the last one without a possessive ending."""
    return " ".join([*words[:-1], bare(words[-1])]) if words else ""


def _capital_owner(prefix: list[str]) -> tuple[str, list[str]]:
    """ "Ostrel" and "officials" in "Ostrel officials"."""
    size = next((n for n, word in enumerate(prefix) if not word[:1].isupper()), len(prefix))
    if 0 < size < len(prefix):
        return " ".join(map(bare, prefix[:size])), prefix[size:]
    return "", prefix


def _split_name(core: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """What describes, and the capitalised words behind it that name: "imaging firm" and "Skyline"."""
    start = len(core)
    while start and (_is_name_word(core[start - 1]) or (start < len(core) and _is_link(core, start - 1))):
        start -= 1
    name = [bare(word) for word in core[start:]]
    prefix = list(core[:start])
    last_title = _last_title(name)
    if name and is_people_noun(name[-1].casefold()):
        return list(core), ()  # "Residents", "Pentagon Officials"
    if last_title >= 0:
        prefix, name = [*prefix, *core[start : start + last_title + 1]], name[last_title + 1 :]
    elif not prefix and len(name) > 2 and _is_trade(name[0]) and not names_no_person([w.casefold() for w in name]):
        prefix, name = [core[start]], name[1:]
    return prefix, tuple(word for word in name if word)


def _is_name_word(word: str) -> bool:
    stripped = word.strip(_MARKS)
    return stripped[:1].isupper() or (
        any(sign.isdigit() or sign == "_" for sign in stripped[1:]) and stripped[:1].isalpha()
    )


def _is_link(core: Sequence[str], at: int) -> bool:
    """Whether a small word stands between the capitalised words of a name: "van der", "of" of a ministry."""
    return (at > 0 and (core[at] in load_naming().particles or core[at] in _JOINTS) and core[at - 1][:1].isupper()) or (
        at > 0 and core[at] in load_naming().particles and core[at - 1] in load_naming().particles
    )


def _last_title(name: Sequence[str]) -> int:
    """Where the last title in front of a person's name stands, -1 if it is no person's; all of it may be an office."""
    folded = [word.casefold().rstrip(".") for word in name]
    for at in range(len(folded) - 1, -1, -1):
        if not is_person_noun(folded[at]) and folded[at] not in load().parts:
            continue
        rest = folded[at + 1 :]
        if not rest:
            if at and folded[at - 1] in _COURTESY:
                return at - 1  # "Mr King"
            if folded[at] in load().people and _is_office(folded):
                return at
            continue
        return -1 if names_no_person(rest) else at
    return -1


def _is_office(words: Sequence[str]) -> bool:
    """Whether capitalised words name an office and nobody: "Deputy Minister", but not "Ada King"."""
    parts = load().parts
    return len(words) == 1 or all(is_person_noun(word) or word in parts or kind_by_words(word) for word in words)


def _is_trade(word: str) -> bool:
    """Whether the first of three capitalised words is what a person does: "Trucker Ole Berg", not "Peter Paul Berg"."""
    folded = word.casefold()
    if folded in load().first_names or folded in load_naming().given:
        return False
    return is_person_noun(folded) or folded.endswith(("er", "or", "ist"))


def names_no_person(words: Sequence[str]) -> bool:
    """Whether words of a name in lower case say that it names a body or a place."""
    lists = load()
    return kind_by_words(" ".join(words)) is not None or any(
        word in lists.body_names or word in lists.place_names or word in lists.bodies for word in words
    )


def phrases(text: str) -> Iterator[Phrase]:
    """The phrase of a mention and those in apposition to it."""
    yield from map(parse, split_mention(text))
