"""The sentences around a quote."""

from collections.abc import Iterator

from graph.extraction.segmentation import find_paragraphs, find_sentences
from graph.model import Span, Statement
from graph.reporting.answers import Excerpt

_REACH = 1_000
"""Code points beside a quote that are shown at most, where a sentence has no end."""


class Excerpts:
    """The excerpts of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraphs = list(find_paragraphs(text))
        self._sentences: dict[Span, list[Span]] = {}

    def around(self, statement: Statement) -> Excerpt:
        """The sentences that a statement's content stands in, and its source and cue if these share its paragraphs."""
        marks = statement.content_spans or (*statement.source_spans, *statement.cue_spans)
        if not marks:
            return Excerpt(0, "", (), cut_before=False, cut_after=False)
        quoted = Span(min(span.start for span in marks), max(span.end for span in marks))
        beside = [*statement.source_spans, *statement.cue_spans]
        shown = [quoted, *(span for span in beside if self._is_in_paragraph_of(quoted, span))]
        sentences = list(self._reached(Span(min(s.start for s in shown), max(s.end for s in shown))))
        first = min([quoted.start, *(sentence.start for sentence in sentences)])
        last = max([quoted.end, *(sentence.end for sentence in sentences)])
        start, end = max(first, quoted.start - _REACH), min(last, quoted.end + _REACH)
        return Excerpt(
            start=start,
            text=self._text[start:end],
            marks=tuple((span.start, span.end) for span in sorted(marks)),
            cut_before=start > first,
            cut_after=end < last,
        )

    def _is_in_paragraph_of(self, quoted: Span, span: Span) -> bool:
        return any(_meet(paragraph, quoted) and _meet(paragraph, span) for paragraph in self._paragraphs)

    def _reached(self, span: Span) -> Iterator[Span]:
        for paragraph in self._paragraphs:
            if _meet(paragraph, span):
                if paragraph not in self._sentences:
                    self._sentences[paragraph] = list(find_sentences(self._text, within=paragraph))
                yield from (sentence for sentence in self._sentences[paragraph] if _meet(sentence, span))


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
