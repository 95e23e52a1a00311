"""The persons that a sentence mentions, named or not: those for whom a "he" or "she" behind it can stand."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.propositions.referents import (
    Gender,
    Number,
    Referent,
    gender_in,
    is_person,
    is_person_noun,
    key_of,
    referent_of,
)
from graph.identity.names import clean, kind_by_words, person_name
from graph.identity.words import load
from graph.model import SourceKind, Span

MAX_PERSONS = 20
"""Of a sentence with more, not all are told; which of them a pronoun means is not certain then."""
_MAX_SENTENCE = 2_000  # code points that are read
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]*\.?(?:[ ]+[^\W\d_a-z][\w’'-]*\.?)*")
_NOUN = re.compile(r"(?<![\w’'-])[a-z][a-z-]+(?![\w’'-])")
_PLACE = re.compile(r"\b(?:in|at|near|into|across|around|outside|inside|through|the)\s+\Z", re.IGNORECASE)
_APPOSITION = re.compile(r",\s+(?:[\w’'-]+\s+){0,4}")
_ADJECTIVES = frozenset(
    {"foreign", "prime", "interior", "defence", "defense", "former", "vice", "deputy", "chief", "major", "general"}
)


class Person(NamedTuple):
    """A mention; ``referent`` is None where whom it means has no name, or is not certain."""

    start: int
    key: str
    referent: Referent | None
    gender: Gender | None
    is_doubtful: bool = False
    """Whether it is a single name that may be anything's."""
    speaks: bool = False


class Persons:
    """The persons of each sentence of a document, read when they are asked for."""

    def __init__(self, annotations: Annotations, *, sentence_of: dict[int, list[Attribution]]) -> None:
        self._text = annotations.document.text
        self._sentences = annotations.sentences
        self._members = sentence_of
        self._known = {
            key_of(one.entity): one.entity
            for one in annotations.attributions
            if one.entity and one.entity.kind is SourceKind.PERSON
        }
        self._openings = {sentence.start for sentence in annotations.sentences}
        self._bodies = {
            word.casefold()
            for one in annotations.attributions
            if one.entity and one.entity.kind is not SourceKind.PERSON
            for word in one.entity.name.split()
        }
        self._read: dict[int, list[Person]] = {}

    def of_sentence(self, number: int) -> list[Person]:
        """Return the persons of a sentence from left to right; those who speak in it, and those it names."""
        if number not in range(len(self._sentences)):
            return []
        if number not in self._read:
            found = islice(self._find(number), MAX_PERSONS)
            self._read[number] = sorted(found, key=lambda person: person.start)
        return self._read[number]

    def _find(self, number: int) -> Iterator[Person]:
        taken: list[Span] = []
        for attribution in self._members.get(number, [])[:MAX_PERSONS]:
            taken += attribution.source
            if attribution.entity and is_person(attribution.entity):
                words = " ".join(self._text[start:end] for start, end in attribution.source)
                key, at = key_of(attribution.entity), attribution.source[0].start
                referent = referent_of(attribution.entity) if attribution.entity.is_named else None
                yield Person(at, key, referent, gender_in(words), speaks=True)
        start, end = self._sentences[number]
        end = min(end, start + _MAX_SENTENCE)
        covered = bytearray(end - start)
        for span in taken:
            low, high = max(span.start, start) - start, min(span.end, end) - start
            covered[low:high] = b"\1" * max(0, high - low)
        for match in _NAME.finditer(self._text, start, end):
            person = self._named(match)
            # In a source, others may be named than who speaks: "Quill, who had met Tarn".
            if person and not (person.is_doubtful and covered[match.start() - start]):
                yield person
                if not covered[match.start() - start]:
                    covered[match.start() - start : match.end() - start] = b"\1" * len(match.group())
        yield from self._nouns(start, end, covered)

    def _named(self, match: re.Match[str]) -> Person | None:
        """Read a row of capitalised words: a person known by name, one with a title, or what may be a full name."""
        words = clean(match.group()).split()
        while words and words[0].casefold() in load().never_first_names:
            words = words[1:]
        if not words:
            return None
        key = words[-1].casefold()
        known = self._known.get(key)
        name = person_name(words)
        if known is not None and (
            len(words) == 1 or name == known.name or words[0].rstrip(".").casefold() in load().titles
        ):
            return Person(match.start(), key, referent_of(known), gender_in(match.group()))
        if kind_by_words(match.group()):
            return None
        if name is None:
            is_first = match.start() in self._openings and len(words) == len(match.group().split())
            is_single = len(words) == 1 and not is_first and key not in self._bodies
            return Person(match.start(), key, None, None, is_doubtful=True) if is_single else None
        if known is not None:
            return Person(match.start(), f"{key} {name}", None, None)
        has_title = words[0].rstrip(".").casefold() in load().titles
        if not has_title and (
            words != match.group().split() or _PLACE.search(self._text, max(0, match.start() - 12), match.start())
        ):
            return None
        referent = Referent(name, Number.PERSON, is_named=True) if has_title and " " in name else None
        return Person(match.start(), key, referent, gender_in(match.group()))

    def _nouns(self, start: int, end: int, covered: bytearray) -> Iterator[Person]:
        """Find who is only described: "the guard"; not what stands with a name as title or apposition."""
        for match in _NOUN.finditer(self._text, start, end):
            word = match.group()
            if (
                not (is_person_noun(word) or word in load().titles)
                or word in _ADJECTIVES
                or covered[match.start() - start]
            ):
                continue
            behind = self._text[match.end() : match.end() + 2]
            front = self._text[max(start, match.start() - 60) : match.start()]
            comma = front.rfind(",")
            in_front = match.start() - len(front) + comma - 1
            is_apposition = (
                comma > 0
                and _APPOSITION.fullmatch(front, comma) is not None
                and in_front >= start
                and covered[in_front - start]
            )
            if not is_apposition and not (behind[:1] == " " and behind[1:].isupper()):
                yield Person(match.start(), f"the {word}", None, gender_in(word))
