"""Whose words stand at a place of a document: whose quotation it is, and who reports it."""

from bisect import bisect_right
from itertools import islice

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.quotations import OPENING

_MAX_QUOTES = 50  # quotations of one content; keeps the time linear


class Voices:
    """The attributions of a document by the places that their contents cover."""

    def __init__(self, annotations: Annotations) -> None:
        self._text = annotations.document.text
        self._quotes = annotations.quotes
        self._starts: list[int] = []
        self._reporters: list[Attribution | None] = []
        self._nest(annotations.attributions)
        self._speakers: dict[int, Attribution] = {}
        for attribution in annotations.attributions:
            self._speak(attribution)

    def reporter(self, at: int) -> Attribution | None:
        """Return the innermost attribution whose content covers a place; of one that is passed on, its origin."""
        number = bisect_right(self._starts, at) - 1
        return self._reporters[number] if number >= 0 else None

    def speaker(self, at: int) -> Attribution | None:
        """Return who says "I" at a place: the one whose quotation it is in; None outside of quotation marks."""
        number = self._quote_number(at)
        if number is None:
            return None
        reporter = self.reporter(at)
        if reporter and reporter.content and self._is_marked(reporter.content[0].start, number):
            return reporter
        return self._speakers.get(number)

    def is_quoted(self, at: int) -> bool:
        """Whether a place is between the quotation marks of the one who reports it."""
        reporter = self.reporter(at)
        return reporter is not None and self.speaker(at) is reporter

    def _is_marked(self, start: int, number: int) -> bool:
        """Whether a quotation begins at a place inside the quotation of another one."""
        return self._quotes[number].start < start and bool(OPENING.intersection(self._text[start - 1 : start + 1]))

    def _quote_number(self, at: int) -> int | None:
        number = bisect_right(self._quotes, at, key=lambda quote: quote.start) - 1
        return number if number >= 0 and at < self._quotes[number].end else None

    def _nest(self, attributions: list[Attribution]) -> None:
        """Cut the text where the innermost content changes."""
        spans = [(span, one) for one in attributions for span in one.content]
        # Of contents that begin at one place the outer one comes first; of equal ones, the one that rests on another.
        spans.sort(key=lambda item: (item[0].start, -item[0].end, not item[1].hops))
        opened: list[tuple[int, Attribution]] = []
        for span, attribution in spans:
            self._close(opened, span.start)
            opened.append((span.end, attribution))
            self._mark(span.start, attribution)
        self._close(opened, len(self._text) + 1)

    def _close(self, opened: list[tuple[int, Attribution]], at: int) -> None:
        while opened and opened[-1][0] <= at:
            end, _ = opened.pop()
            while opened and opened[-1][0] <= end:
                opened.pop()
            self._mark(end, opened[-1][1] if opened else None)

    def _mark(self, at: int, attribution: Attribution | None) -> None:
        self._starts.append(at)
        self._reporters.append(attribution)

    def _speak(self, attribution: Attribution) -> None:
        """Note the quotations of a content that do not enclose its cue; those belong to somebody further out."""
        size = _size(attribution)
        for span in attribution.content:
            first = max(0, bisect_right(self._quotes, span.start, key=lambda quote: quote.start) - 1)
            for number in range(first, min(len(self._quotes), first + _MAX_QUOTES)):
                quote = self._quotes[number]
                if quote.start >= span.end:
                    break
                encloses = any(quote.start <= cue.start and cue.end <= quote.end for cue in islice(attribution.cue, 2))
                if quote.end <= span.start or encloses:
                    continue
                known = self._speakers.get(number)
                if known is None or (size, bool(attribution.hops)) < (_size(known), bool(known.hops)):
                    self._speakers[number] = attribution


def _size(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)
