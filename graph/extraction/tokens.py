"""The words of one sentence, for rules that count in words and answer in code points."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Span

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|St|Prof|Rev|Hon|Jr|Sr|Inc|Co|Corp|No)\."
    r"|\d+(?:[.,:]\d+)+"
    r"|[^\W_]+(?:[-'’&][^\W_]+)*"
    r"|[^\W_]\.(?=\s[^\W\d_])"
    r"|\S"
)

OPENING = frozenset("\"“„«‘'‹")
CLOSING = frozenset("\"”»’'›")
QUOTE_MARKS = OPENING | CLOSING
PUNCTUATION = frozenset(",;:.!?()[]{}—–-…/|*") | QUOTE_MARKS


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence as words: ``forms`` as written, ``words`` in lower case with straight apostrophes.

    ``quotes`` holds for each token the quotation that it stands in, or None.
    """

    text: str
    forms: list[str]
    words: list[str]
    spans: list[Span]
    quotes: list[Span | None]

    def __len__(self) -> int:
        return len(self.words)

    def pieces(self, size: int) -> Iterator["Tokens"]:
        """Yield the sentence in pieces of at most ``size`` tokens; most often that is the sentence itself."""
        for start in range(0, len(self), size):
            part = slice(start, start + size)
            yield Tokens(self.text, self.forms[part], self.words[part], self.spans[part], self.quotes[part])

    def span(self, start: int, end: int) -> Span:
        """Return the code points of the tokens from ``start`` to before ``end``; at least one token."""
        return Span(self.spans[start].start, self.spans[end - 1].end)

    def content(self, start: int, end: int) -> list[Span]:
        """Return the tokens as one span, or none, without the punctuation and quotation marks at its edges."""
        while start < end and self.words[start] in PUNCTUATION - {"(", "["}:
            if self.words[start] in OPENING and start + 1 < end and not self._is_enclosed(start, end):
                break
            start += 1
        while end > start and self.words[end - 1] in PUNCTUATION - {")", "]", "?", "!", "…"}:
            if self.words[end - 1] in CLOSING and not self._is_enclosed(start - 1, end):
                break
            end -= 1
        return [self.span(start, end)] if start < end else []

    def _is_enclosed(self, start: int, end: int) -> bool:
        """Whether one quotation fills the tokens from edge to edge."""
        within = range(max(0, start + 1), end)
        return len({self.quotes[i] for i in within if self.words[i] not in PUNCTUATION}) == 1

    def is_name(self, at: int) -> bool:
        """Whether a token is written like a name."""
        return self.forms[at][0].isupper()


def tokenise(text: str, *, within: Span, quotes: list[Span]) -> Tokens:
    """Return the tokens of a sentence."""
    forms: list[str] = []
    spans: list[Span] = []
    for match in _TOKEN.finditer(text, within.start, within.end):
        forms.append(match.group())
        spans.append(Span(*match.span()))
    words = [form.replace("’", "'").casefold() if len(form) > 1 else form.casefold() for form in forms]
    return Tokens(text, forms, words, spans, list(_quoted(spans, quotes)))


def _quoted(spans: list[Span], quotes: list[Span]) -> Iterator[Span | None]:
    number = 0
    if spans:
        number = max(0, bisect_right(quotes, spans[0].start, key=lambda quote: quote.start) - 1)
    for span in spans:
        while number < len(quotes) and quotes[number].end <= span.start:
            number += 1
        inside = number < len(quotes) and quotes[number].start <= span.start
        yield quotes[number] if inside else None
