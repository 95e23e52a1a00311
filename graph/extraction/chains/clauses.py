"""The words of a clause in front of a verb: where its subject stands, and what the clause hangs on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.extraction.function_words import ADVERBS, AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from graph.extraction.noun_phrase import find_noun_phrase
from graph.model import Span

JOINS = CONJUNCTIONS | {"and", "or", "but", "nor"}
"""What joins clauses."""
SEPARATOR = re.compile(r"[;:?!]|\.\s")
"""What parts them more than a comma does."""

_MAX_SUBJECT = 12  # words
_MAX_INSERTION = 10  # words
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*(?:(?<=s)[’'])?")
_STOP = re.compile(r"[^\w\s\"“”‘’']")
_QUOTES_AND_SPACE = " \t\"“”‘’'"
_RELATIVES = frozenset({"which", "who", "that"})
_INSERTING = PREPOSITIONS | CONJUNCTIONS
_BEFORE_VERB = AUXILIARIES | ADVERBS | {"itself", "himself", "herself", "themselves"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text; ``folded`` are in lower case with straight apostrophes, as in the lexicon."""

    text: str
    spans: Sequence[Span]
    folded: Sequence[str]

    @classmethod
    def of(cls, text: str, *, start: int, end: int) -> "Words":
        """Split ``text[start:end]``; a word that an edge cuts is left out."""
        spans = [Span(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
        if spans and start and spans[0].start == start and text[start - 1].isalnum():
            spans = spans[1:]
        if spans and spans[-1].end == end and end < len(text) and text[end].isalnum():
            spans = spans[:-1]
        return cls(text, spans, [text[span.start : span.end].replace("’", "'").casefold() for span in spans])

    def stops(self, at: int) -> bool:
        """Whether punctuation other than a quotation mark stands between a word and the next one."""
        return bool(_STOP.search(self.gap(at)))

    def gap(self, at: int) -> str:
        """Return what stands between a word and the next one."""
        return self.text[self.spans[at].end : self.spans[at + 1].start]

    def written(self, start: int, end: int) -> tuple[str, ...]:
        """Return words as they are written."""
        return tuple(self.text[span.start : span.end] for span in self.spans[start:end])


class Boundary(StrEnum):
    """What stands in front of a clause."""

    SENTENCE = "sentence"
    CLAUSE = "clause"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Subject:
    """The words in front of a verb, back to the start of its clause; the span is empty where there are none.

    ``antecedent`` is the word in front of a relative pronoun, in lower case.
    """

    span: Span
    words: tuple[str, ...]
    boundary: Boundary = Boundary.CLAUSE
    antecedent: str = ""


def find_subject(words: Words, verb: int, *, sentence: Span) -> Subject:
    """Return the subject of the verb or phrase that begins with word ``verb``."""
    end = verb
    while end > 0 and not words.stops(end - 1) and (size := _size_of_adverbial(words, end)):
        end -= size
    start = _start_of_clause(words, end)
    is_finite = end < verb or not words.folded[verb].endswith("ing")
    start, end = (is_finite and start == end and _before_insertion(words, end)) or (start, end)
    left = words.spans[start].start
    span = Span(left, words.spans[end - 1].end if end > start else left)
    if not words.text[sentence.start : left].strip(_QUOTES_AND_SPACE):
        return Subject(span, words.written(start, end), Boundary.SENTENCE)
    if 0 < start == end and words.folded[start - 1] in _RELATIVES and not words.stops(start - 1):
        return Subject(span, (), Boundary.RELATIVE, words.folded[start - 2] if start > 1 else "")
    return Subject(span, words.written(start, end))


def _start_of_clause(words: Words, end: int) -> int:
    start = end
    while start > max(0, end - _MAX_SUBJECT) and not words.stops(start - 1) and words.folded[start - 1] not in JOINS:
        start -= 1
    return start


def end_of_clause(words: Words, start: int) -> int:
    """Return behind which word a clause ends that goes on with word ``start``."""
    end = start
    while end < len(words.spans) and words.folded[end] not in JOINS and (end == start or not words.stops(end - 1)):
        end += 1
    return end


def first_auxiliary(words: Words, verb: int) -> int:
    """Return the word with which a verb and its auxiliaries begin."""
    while verb and words.folded[verb - 1] in AUXILIARIES and not words.stops(verb - 1):
        verb -= 1
    return verb


def _before_insertion(words: Words, end: int) -> tuple[int, int] | None:
    """Return the subject in front of what two commas part from it: "[The papers], without exception, were quoting"."""
    at = end
    while at > max(0, end - _MAX_INSERTION) and (at == end or not words.stops(at - 1)):
        at -= 1
    if not 0 < at < end or not words.gap(at - 1).strip() == words.gap(end - 1).strip() == ",":
        return None
    if words.folded[at] not in _INSERTING and not words.folded[at].endswith(("ing", "ed", "ly")):
        return None  # "The mayor, aides say, cited"
    start = _start_of_clause(words, at - 1)
    left, right = words.spans[start].start, words.spans[at - 1].end
    return (start, at) if find_noun_phrase(words.text, left, end=right) == Span(left, right) else None


def _size_of_adverbial(words: Words, end: int) -> int:
    """Return how many words in front of word ``end`` stand between a subject and its verb."""
    word, before = words.folded[end - 1], words.folded[max(0, end - 2) : end - 1]
    if word == "turn" and before == ["in"]:
        return 2
    is_manner = word.endswith("ly") and DETERMINERS.isdisjoint(before)  # "the family" is none
    return int(word in _BEFORE_VERB or is_manner)
