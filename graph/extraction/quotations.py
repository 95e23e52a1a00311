"""Quotation marks, and how much of a content stands between them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.model import QuotationType, Span, Spans

OPENING = frozenset("\"“„«‘'‹")
CLOSING = frozenset("\"”»’'›")

_MARK = re.compile(r"[\"“”„«»‹›'‘’]")
_SINGLE = frozenset("'‘’")
_CLOSERS: dict[str, tuple[str, ...]] = {
    # For each mark that closes: the openers that it may answer, by the customs of English, German, French,
    # Danish («» reversed) and Swedish (”…”) typography, and of careless typing (“…").
    '"': ('"', "“", "„"),
    "”": ("“", "„", "”", '"'),
    "“": ("„",),
    "»": ("«",),
    "«": ("»",),
    "›": ("‹",),
    "‹": ("›",),
    "’": ("‘", "'"),
    "'": ("'", "‘"),
}
_OPENING_PUNCTUATION = frozenset("([{<—–-―:;,/\u200b\u200e\u200f\ufeff" + "\"“„«‹'‘")
_ELISION = re.compile(r"(?:t(?:is|was|il|ill)|em|n|cause|round|bout|s|d|m|re|ve|ll|\d\ds?)\b", re.IGNORECASE)
_DIRECT_SHARE = 0.9  # a "he" in square brackets or a stray word does not make a quotation indirect
_LEADING_THAT = re.compile(r"that\s+", re.IGNORECASE)


class QuoteFinder:
    """Finds what stands between quotation marks, the outermost pair where pairs are nested."""

    name = "quote-finder"
    requires = frozenset({Layer.SENTENCES})
    assigns = frozenset({Layer.QUOTES})

    def __call__(self, annotations: Annotations) -> None:
        """Assign quotes."""
        text = annotations.document.text
        quotes: list[Span] = []
        paragraphs = annotations.paragraphs
        for paragraph, following in zip_longest(paragraphs, paragraphs[1:]):
            continues = following is not None and _opens(text, following)
            quotes += find_quotes(text, within=paragraph, continues=continues)
        annotations.quotes = quotes


def find_quotes(text: str, *, within: Span, continues: bool = False) -> list[Span]:
    """Return the quotations of one paragraph without their marks, in order, without overlap.

    ``continues`` says that the next paragraph opens with a quotation mark: then an opened quotation lasts to
    the end of this one, as newspapers print a quotation of several paragraphs. A mark without a partner is
    ignored otherwise, unless it opens the paragraph. Takes time linear in the length of the paragraph.
    """
    pairs, unclosed = _pair_marks(text, within)
    if unclosed and (continues or unclosed[-1] == within.start):
        pairs.append((unclosed[-1], within.end))
    quotes: list[Span] = []
    end = within.start
    for first, last in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if first >= end:
            quote = _trim(text, first + 1, last)
            end = last
            if quote.start < quote.end:
                quotes.append(quote)
    return quotes


def _opens(text: str, paragraph: Span) -> bool:
    return text[paragraph.start] in '"“„«'


def _pair_marks(text: str, within: Span) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the pairs of marks, and the double opening marks that nothing closes."""
    marks = [mark.start() for mark in _MARK.finditer(text, within.start, within.end)]
    apostrophes = _find_possessives(text, marks, within)
    stack: list[int] = []
    open_marks: Counter[str] = Counter()
    pairs: list[tuple[int, int]] = []
    for at in marks:
        mark = text[at]
        if at in apostrophes:
            continue
        opener = _partner(text, at, within, stack=stack, open_marks=open_marks)
        if opener is not None:
            while stack:
                popped = stack.pop()
                open_marks[text[popped]] -= 1
                if popped == opener:
                    break
            pairs.append((opener, at))
        elif _can_open(text, at, within):
            stack.append(at)
            open_marks[mark] += 1
    return pairs, [at for at in stack if text[at] not in _SINGLE]


def _partner(text: str, at: int, within: Span, *, stack: list[int], open_marks: Counter[str]) -> int | None:
    """Return the open mark that the one at ``at`` closes, or None.

    Walking down the stack stays linear over a paragraph: it only begins when a partner is there, and all
    that it passes over is then dropped.
    """
    mark = text[at]
    openers = _CLOSERS.get(mark, ())
    if not any(open_marks[opener] for opener in openers) or not _can_close(text, at, within):
        return None
    if mark in _SINGLE:
        # An apostrophe must not tear a double quotation open.
        return stack[-1] if text[stack[-1]] in openers else None
    return next(opened for opened in reversed(stack) if text[opened] in openers)


def _can_open(text: str, at: int, within: Span) -> bool:
    """Whether the surroundings of a mark are those of an opening one."""
    mark = text[at]
    if mark in "“„«‹" or (mark in "»›" and _before(text, at, within).isspace()):
        return True
    before, after = _before(text, at, within), _after(text, at, within)
    if mark in _SINGLE:
        opens = (before.isspace() or before in _OPENING_PUNCTUATION) and not after.isspace()
        return opens and mark != "’" and not _ELISION.match(text, at + 1, within.end)
    return before.isspace() or before in _OPENING_PUNCTUATION


def _can_close(text: str, at: int, within: Span) -> bool:
    """Whether the surroundings of a mark are those of a closing one."""
    mark = text[at]
    before, after = _before(text, at, within), _after(text, at, within)
    if mark in _SINGLE:
        return not before.isspace() and not after.isalnum()
    if mark == '"':
        is_strict_opening = (before.isspace() or before in "([{—–") and not (after.isspace() or after in ".,;:!?)")
        return not is_strict_opening
    return True


def _find_possessives(text: str, marks: list[int], within: Span) -> set[int]:
    """Return the single marks that are the apostrophe of a plural ("the boys’ toys").

    Such a mark looks like a closing one. It is taken for an apostrophe where another mark that may close
    comes later in the paragraph, before the next one that opens.
    """
    found: set[int] = set()
    later_closer = False
    for at in reversed(marks):
        if text[at] not in _SINGLE:
            continue
        if _can_close(text, at, within):
            after = text[at + 1 : at + 3]
            is_plural = _before(text, at, within) in "sS" and after[:1].isspace() and after[1:].islower()
            if is_plural and later_closer:
                found.add(at)
            else:
                later_closer = True
        elif _can_open(text, at, within):
            later_closer = False
    return found


def _before(text: str, at: int, within: Span) -> str:
    return text[at - 1] if at > within.start else " "


def _after(text: str, at: int, within: Span) -> str:
    return text[at + 1] if at + 1 < within.end else " "


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


class QuotationTyper:
    """Tells direct, indirect and mixed quotation apart by the marks."""

    name = "quotation-typer"
    requires = frozenset({Layer.ATTRIBUTIONS, Layer.QUOTES})
    assigns = frozenset({Layer.QUOTATION_TYPES})

    def __call__(self, annotations: Annotations) -> None:
        """Set the quotation type of every attribution."""
        text, quotes = annotations.document.text, annotations.quotes
        for attribution in annotations.attributions:
            attribution.quotation = type_quotation(text, attribution, quotes=quotes)


def type_quotation(text: str, attribution: Attribution, *, quotes: list[Span]) -> QuotationType:
    """Return how the content is given.

    Only letters and digits count. Marks that also enclose the cue are those of somebody further out, who
    tells what another said: “He told me that it was over,” she said.
    """
    inside = outside = 0
    for span in _without_that(text, attribution.content):
        for part, is_quoted in _split_by(quotes, span, cue=attribution.cue):
            count = sum(map(str.isalnum, text[part.start : part.end]))
            inside += count if is_quoted else 0
            outside += 0 if is_quoted else count
    if not inside:
        return QuotationType.INDIRECT
    return QuotationType.DIRECT if inside >= _DIRECT_SHARE * (inside + outside) else QuotationType.MIXED


def _without_that(text: str, content: Spans) -> Iterator[Span]:
    for number, span in enumerate(content):
        that = None if number else _LEADING_THAT.match(text, span.start, span.end)
        yield Span(that.end(), span.end) if that else span


def _split_by(quotes: list[Span], span: Span, *, cue: Spans) -> Iterator[tuple[Span, bool]]:
    """Yield the parts of a span with whether each stands in a quotation that does not enclose the cue."""
    at = span.start
    number = max(0, bisect_right(quotes, span.start, key=lambda quote: quote.start) - 1)
    while number < len(quotes) and quotes[number].start < span.end:
        quote = quotes[number]
        number += 1
        start, end = max(at, quote.start), min(span.end, quote.end)
        if start >= end or any(quote.start <= part.start and part.end <= quote.end for part in cue):
            continue
        if at < start:
            yield Span(at, start), False
        yield Span(start, end), True
        at = end
    if at < span.end:
        yield Span(at, span.end), False
