"""The ways in which a text names or describes somebody: a phrase, and those in apposition to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.identity.cast.appearances import Appearance
from graph.identity.cast.phrases import Determiner, Phrase
from graph.identity.cast.proper_names import names_no_person
from graph.identity.cast.words import is_body_noun, is_person_noun, load
from graph.identity.names import kind_by_words
from graph.identity.naming import load as load_naming
from graph.identity.normal_form import fold
from graph.identity.words import load as load_words
from graph.model import SourceKind

_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class Designation:
    """How somebody is named or described once; what an appearance tells besides is as there."""

    phrase: Phrase
    apposed: tuple[Phrase, ...] = ()
    is_human: bool | None = None
    is_place: bool = False
    is_seat: bool = False
    is_attributive: bool = False
    has_article: bool = False

    @classmethod
    def of(cls, phrases: Sequence[Phrase]) -> "Designation":
        """That of a mention: "the mayor of Brenn, Ada Quill" names her and describes her so."""
        first, *rest = phrases
        if first.name and not first.owner and any(one.is_joined and one.text[:1].isupper() for one in rest):
            several = ", ".join(one.text for one in phrases)  # "Ada Quill, Ole Berg and Ben Tarn"
            return cls(Phrase(several, noun=first.noun, is_plural=True))
        if not first.name and rest and _describes(first) and _is_plain_name(rest[0]):
            return cls(rest[0], (first, *rest[1:]))
        return cls(first, tuple(one for one in rest if not one.name or one.determiner is not Determiner.NONE))

    @classmethod
    def at(cls, appearance: Appearance) -> "Designation":
        """That of an appearance."""
        return cls(
            appearance.phrase,
            appearance.apposed,
            is_human=appearance.is_human,
            is_place=appearance.is_place,
            is_seat=appearance.is_seat,
            is_attributive=appearance.is_attributive,
            has_article=appearance.has_article,
        )

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All its phrases."""
        return (self.phrase, *self.apposed)

    @property
    def name(self) -> str:
        """The words of the name; empty where it only describes."""
        name = " ".join(self.phrase.name)
        if name and self.phrase.owns_by_name and kind_of_name(name) is not None:
            return self.phrase.text.partition(f" {self.phrase.preposition} ")[0]  # "Britain's Foreign Office"
        if name:
            return name
        return self.phrase.text if _names_body(self.phrase) else ""

    @property
    def written_name(self) -> str:
        """The name as it is written, with its article."""
        phrase = self.phrase
        has_article = phrase.determiner is Determiner.DEFINITE and phrase.name and not phrase.noun
        return f"{phrase.text.split()[0]} {self.name}" if has_article else self.name

    @property
    def body_kind(self) -> SourceKind | None:
        """The kind of body that is meant, if anything tells one."""
        kind = kind_of_name(self.name) if self.name else None
        if kind not in (None, SourceKind.ORGANISATION):
            return kind
        described = load_naming().descriptions
        nouns = (one for one in self.phrases if is_body_noun(one.noun) or one.noun in described)
        return next(filter(None, map(_kind_of_noun, nouns)), kind)

    @property
    def tells_person(self) -> bool:
        """Whether anything but the look of the name tells that it is a person."""
        if self.is_human:
            return True
        return not _is_acronym(self.phrase.alias) and any(is_person_noun(one.noun) for one in self.phrases)

    @property
    def tells_body(self) -> bool:
        """Whether anything tells that it is a body: a noun, "which", an acronym, the article of a name."""
        if self.is_human is False or _is_acronym(self.phrase.alias):
            return True
        if self.tells_person:
            return False
        has_article = (self.has_article and not self.is_attributive) or self.phrase.determiner is Determiner.DEFINITE
        is_article_of_name = has_article and not self.phrase.noun and len(self.phrase.name) > 1
        return self.body_kind is not None or not self.phrase.name or is_article_of_name


@lru_cache(maxsize=_CACHED)
def kind_of_name(name: str) -> SourceKind | None:
    """The kind of body that a name tells, if it tells one."""
    kind = kind_by_words(name)
    if kind is not None:
        return kind
    *first, last = words = name.split()
    if fold(last) in load().company_names and fold(words[0]) not in load().first_names:
        return SourceKind.COMPANY
    has_acronym = not name.isupper() and any(_is_acronym(word) for word in first)  # "RT America"
    return SourceKind.ORGANISATION if has_acronym or names_no_person([fold(word) for word in words]) else None


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _is_plain_name(phrase: Phrase) -> bool:
    """Whether a phrase is a name, at most with titles."""
    return (
        bool(phrase.name) and phrase.determiner is Determiner.NONE and (not phrase.noun or is_person_noun(phrase.noun))
    )


def _describes(phrase: Phrase) -> bool:
    """Whether a phrase can stand in front of a name that it describes."""
    is_noun = is_person_noun(phrase.noun) or is_body_noun(phrase.noun)
    return is_noun or phrase.determiner is not Determiner.NONE or bool(phrase.owner)


def _names_body(phrase: Phrase) -> bool:
    """Whether a phrase that ends in a common noun names a body: "Ruritania's trade ministry"."""
    noun = phrase.noun
    if phrase.is_plural or phrase.is_joined or phrase.determiner is Determiner.INDEFINITE:
        return False
    if noun not in load().bodies:
        is_other = is_person_noun(noun) or noun in load_words().heads or noun in load().works
        if is_other or (noun.endswith("s") and kind_by_words(phrase.text) is None):
            return False
    is_placed = phrase.preposition in ("in", "of") and phrase.complement.removeprefix("the ")[:1].isupper()
    return phrase.owns_by_name or (is_placed and noun in load().seated)


def _kind_of_noun(phrase: Phrase) -> SourceKind | None:
    """The kind of body of a noun with its description: "news agency", "imaging firm"."""
    kind = load().bodies.get(phrase.noun) or kind_by_words(" ".join((*sorted(phrase.description), phrase.noun)))
    return kind or (SourceKind.ORGANISATION if is_body_noun(phrase.noun) else None)
