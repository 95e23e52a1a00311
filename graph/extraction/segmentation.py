"""Paragraphs and sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from graph.extraction.annotations import Annotations, Layer
from graph.model import Span

_LANGUAGE = "en"
_MAX_PIECE = 20_000  # code points; sentencex takes quadratic time on a long run of opening quotation marks
_NEW_LINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MIN_WIDTH, _MAX_WIDTH = 40, 120  # code points; narrower is a list, wider was not wrapped by hand
_MIN_WRAPS = 2
_WRAPPED_SHARE = 0.9
_OPENS_LOWER = re.compile(r"[^\w\s]*[a-z]")
_CLOSED_QUOTE = re.compile(r"[.!?…][\"'”’»“‹›«]+$")
_ATTRIBUTES = re.compile(r"[,—–-]")


class Segmenter:
    """Cuts a text into paragraphs and sentences.

    A blank line parts paragraphs, and so does a single new line, unless the text is hard-wrapped. Sentences
    never cross paragraphs and cover every character that is not white space.
    """

    name = "segmenter"
    requires: frozenset[Layer] = frozenset()
    assigns = frozenset({Layer.SENTENCES})

    def __call__(self, annotations: Annotations) -> None:
        """Assign paragraphs and sentences."""
        text = annotations.document.text
        annotations.paragraphs = list(find_paragraphs(text))
        annotations.sentences = [
            sentence for paragraph in annotations.paragraphs for sentence in find_sentences(text, within=paragraph)
        ]


def find_paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs, trimmed of white space."""
    lines = [_trim(text, start, end) for start, end in _lines(text)]
    joins = is_hard_wrapped(text, lines=lines)
    start: int | None = None
    end = 0
    for line in lines:
        is_blank = line.start >= line.end
        if start is not None and (is_blank or not joins):
            yield Span(start, end)
            start = None
        if not is_blank:
            start = line.start if start is None else start
            end = line.end
    if start is not None:
        yield Span(start, end)


def is_hard_wrapped(text: str, *, lines: list[Span]) -> bool:
    """Whether lines were broken because the next word would not have fitted into the width of the text.

    That is how every program wraps, so nearly every line that is followed by another must pass the test; the
    width is that of the longest line. ``lines`` are trimmed, blank ones empty.
    """
    width = max((line.end - line.start for line in lines), default=0)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return False
    breaks = wraps = 0
    for line, following in pairwise(lines):
        if line.start < line.end and following.start < following.end:
            word = text[following.start : following.end].split(maxsplit=1)[0]
            breaks += 1
            wraps += line.end - line.start + 1 + len(word) > width
    return breaks >= _MIN_WRAPS and wraps >= _WRAPPED_SHARE * breaks


def find_sentences(text: str, *, within: Span) -> Iterator[Span]:
    """Yield the sentences of a paragraph, trimmed of white space."""
    pending: Span | None = None
    for piece in _pieces(text, within):
        for boundary in sentencex.get_sentence_boundaries(_LANGUAGE, text[piece.start : piece.end]):
            start, end = boundary["start_index"], boundary["end_index"]
            sentence = _trim(text, piece.start + start, piece.start + end)
            if sentence.start >= sentence.end:
                continue
            if pending and _belongs_together(text, pending, sentence):
                pending = Span(pending.start, sentence.end)
                continue
            if pending:
                yield pending
            pending = sentence
    if pending:
        yield pending


def _belongs_together(text: str, first: Span, second: Span) -> bool:
    """Whether a quotation that ends in a full stop is followed by its "he said": “Never!” he said."""
    tail = text[max(first.start, first.end - 4) : first.end]
    if not _CLOSED_QUOTE.search(tail):
        return False
    head = text[second.start : min(second.end, second.start + 4)]
    return bool(_OPENS_LOWER.match(head) or _ATTRIBUTES.match(head))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for new_line in _NEW_LINE.finditer(text):
        yield start, new_line.start()
        start = new_line.end()
    yield start, len(text)


def _pieces(text: str, within: Span) -> Iterator[Span]:
    """Yield stretches of at most ``_MAX_PIECE`` code points, cut at white space where there is any."""
    start = within.start
    while within.end - start > _MAX_PIECE:
        end = start + _MAX_PIECE
        while end > start + _MAX_PIECE // 2 and not text[end].isspace():
            end -= 1
        if not text[end].isspace():
            end = start + _MAX_PIECE
        yield Span(start, end)
        start = end
    yield Span(start, within.end)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
