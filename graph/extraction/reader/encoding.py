"""Sentences as the network reads them: sub-tokens, the words that they make up, and how each word is written.

The encoder's vocabulary is lower case and knows nothing of layout, so case, spacing and quotation marks are given
to it as features of their own.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.extraction.annotations import Annotations
from graph.inference import open_tokenizer
from graph.model import Span

if TYPE_CHECKING:
    from tokenizers import Encoding

Ints = npt.NDArray[np.int64]

_BATCH = 128  # sentences that the tokeniser gets at once
_MAX_PIECE = 4_000  # code points of a sentence that the tokeniser gets at once; keeps memory bounded


class Case(IntEnum):
    """How the letters of a word are written."""

    NONE, DIGITS, LOWER, UPPER, TITLE, MIXED = range(6)


class Glue(IntEnum):
    """What stands in front of a sub-token."""

    JOINED, SPACE, SENTENCE, PARAGRAPH = range(4)


class Quote(IntEnum):
    """Where a word stands with respect to quotation marks that belong together."""

    OUTSIDE, INSIDE, OPENS, CLOSES = range(4)


@dataclass(frozen=True, slots=True)
class EncodedSentence:
    """A sentence, or the part of a very long one.

    ``ids`` [n] and ``features`` [n, 3] (case, glue, quote) are of its sub-tokens; ``firsts`` [w] are the indices of
    the first sub-token of each word, and ``words`` [w, 2] the code points where each word starts and ends.
    """

    ids: Ints
    features: Ints
    firsts: Ints
    words: Ints
    number: int
    paragraph: int

    def cut(self, limit: int) -> Iterator["EncodedSentence"]:
        """Yield parts of at most ``limit`` sub-tokens, cut between words (a longer word loses its end)."""
        ends = np.append(self.firsts[1:], len(self.ids))
        start = 0
        while start < len(self.firsts):
            first = int(self.firsts[start])
            end = max(start + 1, int(np.searchsorted(ends, first + limit, side="right")))
            last = min(int(ends[end - 1]), first + limit)
            yield EncodedSentence(
                ids=self.ids[first:last],
                features=self.features[first:last],
                firsts=self.firsts[start:end] - first,
                words=self.words[start:end],
                number=self.number,
                paragraph=self.paragraph,
            )
            start = end


class Encoder:
    """Encodes sentences with the tokeniser in a ``tokenizer.json``."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = open_tokenizer(tokenizer)

    def encode(self, annotations: Annotations) -> Iterator[EncodedSentence]:
        """Yield the sentences of a document that hold a word, in order."""
        text = annotations.document.text
        quotes = _mark_quotes(annotations)
        pieces = list(_pieces(annotations))
        for at in range(0, len(pieces), _BATCH):
            batch = pieces[at : at + _BATCH]
            texts = [text[span.start : span.end] for span, _, _, _ in batch]
            encodings = self._tokenizer.encode_batch(texts, add_special_tokens=False)
            for (span, number, paragraph, glue), encoding in zip(batch, encodings, strict=True):
                if encoding.ids:
                    yield _encode(text, span.start, encoding, glue=glue, quotes=quotes, place=(number, paragraph))


def _pieces(annotations: Annotations) -> Iterator[tuple[Span, int, int, Glue]]:
    """Yield each sentence with its number, its paragraph's number and what stands in front of it."""
    starts = [paragraph.start for paragraph in annotations.paragraphs]
    known = set(starts)
    for number, sentence in enumerate(annotations.sentences):
        glue = Glue.PARAGRAPH if sentence.start in known else Glue.SENTENCE
        paragraph = bisect_right(starts, sentence.start)
        for start in range(sentence.start, sentence.end, _MAX_PIECE):
            yield Span(start, min(sentence.end, start + _MAX_PIECE)), number, paragraph, glue
            glue = Glue.JOINED


def _mark_quotes(annotations: Annotations) -> npt.NDArray[np.int8]:
    """Return the ``Quote`` of every code point of the text."""
    marked = np.zeros(len(annotations.document.text) + 1, np.int8)
    for start, end in annotations.quotes:
        marked[start:end] = Quote.INSIDE
        if start > 0:
            marked[start - 1] = Quote.OPENS
        marked[end] = Quote.CLOSES
    return marked


def _encode(
    text: str, offset: int, encoding: "Encoding", *, glue: Glue, quotes: npt.NDArray[np.int8], place: tuple[int, int]
) -> EncodedSentence:
    offsets = np.asarray(encoding.offsets, np.int64) + offset
    word_ids = np.asarray(encoding.word_ids, np.int64)
    opens = np.append(True, word_ids[1:] != word_ids[:-1])
    firsts = np.flatnonzero(opens)
    lasts = np.append(firsts[1:], len(word_ids)) - 1
    words = np.stack([offsets[firsts, 0], offsets[lasts, 1]], axis=1)
    features = np.zeros((len(word_ids), 3), np.int64)
    cases = np.array([case_of(text[start:end]) for start, end in words.tolist()], np.int64)
    features[:, 0] = np.repeat(cases, lasts - firsts + 1)
    features[firsts[1:], 1] = np.where(words[1:, 0] > words[:-1, 1], Glue.SPACE, Glue.JOINED)
    features[0, 1] = glue
    features[:, 2] = quotes[offsets[:, 0]]
    number, paragraph = place
    return EncodedSentence(
        ids=np.asarray(encoding.ids, np.int64),
        features=features,
        firsts=firsts,
        words=words,
        number=number,
        paragraph=paragraph,
    )


def case_of(word: str) -> Case:
    """Return how a word is written; a single capital counts as title case."""
    if not any(character.isalpha() for character in word):
        return Case.DIGITS if any(character.isdigit() for character in word) else Case.NONE
    if word.islower():
        return Case.LOWER
    if word.isupper() and len(word) > 1:
        return Case.UPPER
    return Case.TITLE if word[0].isupper() else Case.MIXED
