"""Answers without their question: "forty" behind "How many lorries?", "Uldane did" behind "Who sent the trucks?".

What a fragment leaves out is in the last question of its paragraph that it can answer (Merchant 2004, Fragments and
Ellipsis).
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from graph.extraction.annotations import Annotations
from graph.extraction.lexicon import split_words
from graph.extraction.propositions.agreement import is_past
from graph.extraction.word_lists import load_word_lists
from graph.model import Span

_HOW_MANY = re.compile(
    r"\bhow many (?P<asked>(?!of\b)(?:[\w-]+ ){0,2}?(?:people|men|women|children|troops|[\w-]+s))\b[^.?!\n]{0,200}\?",
    re.IGNORECASE,
)
_WHO = re.compile(r"\bwho (?P<asked>(?P<verb>[a-z]+) [^.?!\n]{2,200})\?", re.IGNORECASE)
_DID = re.compile(r"(?P<subject>[^,;:.]{2,80}) (?:did|does|do)", re.IGNORECASE)
_MAX_NUMBER = 4  # words of "two hundred and forty"
_MAX_FRAGMENT = 100  # code points


class _Question(NamedTuple):
    end: int
    asked: str


class Fragments:
    """The questions of a document, and what completes the fragments that answer them."""

    def __init__(self, annotations: Annotations) -> None:
        text = annotations.document.text
        self._paragraphs = annotations.paragraphs
        self._counts = [_Question(found.end(), found["asked"]) for found in _HOW_MANY.finditer(text)]
        self._subjects = [
            _Question(found.end(), found["asked"])
            for found in _WHO.finditer(text)
            if is_past(found["verb"].casefold()) and found["verb"].casefold() != "did"
        ]

    def completed(self, fragment: str, *, at: int) -> str:
        """Return the whole answer of a fragment that begins at a place; any other text comes back as it is."""
        if len(fragment) > _MAX_FRAGMENT:
            return fragment
        question = self._before(self._counts, at) if _is_number(fragment) else None
        if question:
            return f"{fragment} {question.asked}"
        did = _DID.fullmatch(fragment)
        question = self._before(self._subjects, at) if did else None
        return f"{did['subject']} {question.asked}" if did and question else fragment

    def _before(self, questions: list[_Question], at: int) -> _Question | None:
        """Return the last question in front of a place in its paragraph."""
        number = bisect_left(questions, at, key=lambda question: question.end) - 1
        paragraph = self._paragraph(at)
        found = questions[number] if number >= 0 else None
        return found if found and paragraph.start < found.end <= at else None

    def _paragraph(self, at: int) -> Span:
        number = bisect_right(self._paragraphs, at, key=lambda span: span.start) - 1
        return self._paragraphs[number] if number >= 0 else Span(0, 0)


def _is_number(fragment: str) -> bool:
    words = split_words(fragment)
    numerals = load_word_lists().numerals | {"and", "a"}
    return 0 < len(words) <= _MAX_NUMBER and all(word.isdigit() or word in numerals for word in words)
