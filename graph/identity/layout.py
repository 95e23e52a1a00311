"""The sentences and quotations of a text, and where its statements stand in each other."""

from bisect import bisect_right
from collections.abc import Sequence

from graph.identity.cast.salience import Place
from graph.model import Span, Spans

_MAX_GAP = 20  # code points between a quotation and who said it: a mark, an inverted verb
_MAX_OPENING = 80  # code points in front of the first word of a sentence
_MAX_REST = 2_000  # code points of a sentence that are read
_MAX_HOSTS = 8  # statements around a place that are looked at


class Layout:
    """Sentences and quotations; either may be missing."""

    def __init__(self, text: str, *, sentences: Sequence[Span], quotes: Sequence[Span]) -> None:
        self._text = text
        self._sentences = sentences
        self._quotes = quotes
        self._narrated = _narrated(sentences, quotes)

    def place(self, start: int) -> Place:
        """A place as pronouns see it."""
        number = _number(self._sentences, start)
        quote = _number(self._quotes, start)
        is_quoted = quote >= 0 and start < self._quotes[quote].end
        return Place(start, self._narrated[number] if number >= 0 else 0, quote if is_quoted else -1)

    def sentence(self, at: int) -> Span:
        """The sentence around a place; an empty one there where none is known."""
        number = _number(self._sentences, at)
        return self._sentences[number] if number >= 0 else Span(at, at)

    def rest_of_sentence(self, at: int) -> str:
        """What stands behind a place in its sentence, the first 2,000 code points of it."""
        return self._text[at : min(self.sentence(at).end, at + _MAX_REST)]

    def opens_sentence(self, start: int) -> bool:
        """Whether a word is the first of its sentence."""
        first = self.sentence(start).start
        is_near = bool(self._sentences) and start - first <= _MAX_OPENING
        return is_near and not any(sign.isalnum() for sign in self._text[first:start])

    def is_behind_quotation(self, start: int, content: Spans) -> bool:
        """Whether a place is right behind a quotation that belongs to a content."""
        number = _number(self._quotes, start)
        is_near = number >= 0 and 0 <= start - self._quotes[number].end <= _MAX_GAP
        return is_near and any(span.start < start for span in content)

    def quoted(self, content: Spans) -> str:
        """What of a content stands in quotation marks, each fragment up to the end of its first quotation."""
        found: list[str] = []
        for start, end in content:
            number = _number(self._quotes, start + 1)
            if number >= 0 and self._quotes[number].end > start:
                first, last = self._quotes[number]
                found.append(self._text[max(start, first) : min(end, last)])
        return " ".join(found)


def hosts(mentions: Sequence[Spans], contents: Sequence[Spans]) -> list[int | None]:
    """The innermost statement in whose content each mention stands, by their numbers."""
    edges = sorted((span.start, -span.end, index) for index, spans in enumerate(contents) for span in spans)
    found: list[int | None] = [None] * len(mentions)
    around: list[tuple[int, int]] = []
    at = 0
    for index in sorted((index for index, spans in enumerate(mentions) if spans), key=lambda index: mentions[index]):
        start = mentions[index][0].start
        while at < len(edges) and edges[at][0] <= start:
            around.append((-edges[at][1], edges[at][2]))
            at += 1
        while around and around[-1][0] <= start:
            around.pop()
        inner = reversed(around[-_MAX_HOSTS:])
        found[index] = next((host for end, host in inner if end > start and host != index), None)
    return found


def _number(spans: Sequence[Span], at: int) -> int:
    """The number of the last span that begins at or before a place, -1 if there is none."""
    return bisect_right(spans, at, key=lambda span: span.start) - 1


def _narrated(sentences: Sequence[Span], quotes: Sequence[Span]) -> list[int]:
    """How many sentences that are no part of a quotation there are up to each one."""
    numbers: list[int] = []
    count = at = 0
    for sentence in sentences:
        while at < len(quotes) and quotes[at].end <= sentence.start:
            at += 1
        is_open = at < len(quotes) and quotes[at].start <= sentence.start + 1 < quotes[at].end
        count += not (is_open and sentence.end <= quotes[at].end + 2)
        numbers.append(count)
    return numbers
