"""The words of a sentence around source and cue that belong to nobody's content: where a saying has its adverbials.

Works on any spans: "[On Monday] S [last week] C1 [reporters in Vienna] C2 content [in a letter]". A stretch ends where
another source, cue or content begins or ends, so that no adverbial of what is said, or of another saying, is in it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.function_words import AUXILIARIES, CONJUNCTIONS, SUBJECT_PRONOUNS
from graph.model import Span

_MAX_LENGTH = 300  # code points of a stretch; adverbials stand near, and it keeps the time linear
_MAX_WORDS = 8  # between "On Monday" and the source that it leads up to; more are a clause with a subject of its own
_MAX_ADVERBIAL = 14  # the same, where they go on with "at the harbour office in Brenn"
_MASK = "\0"  # stands for a quoted character: no word, no space
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BREAK = re.compile(
    r"[;:!?—–]\s|\s[-–—]+\s"
    r"|,\s+(?!(?:during|speaking|talking|writing|appearing|testifying|answering|responding|replying)\b)\w+ing\b"
)
_BREAKING = (AUXILIARIES | CONJUNCTIONS | SUBJECT_PRONOUNS | {"and", "but", "or", "nor", "then"}) - {"one"}
"""What begins a clause of its own, whose adverbials are not those of the saying."""
_GOVERNED = re.compile(r"\b(?:to|of|by|with|from|for|on|in|at|as|than|like)\s*\Z", re.IGNORECASE)
_PUNCTUATION = re.compile(r"\s*[^\w\s]")
_CONNECTIVE = re.compile(r"\W*(?:(?:and|but|so|then|yet|or)\b,?\s*)?(?:(?:just|only|even|again)\b\s*)?", re.IGNORECASE)
_OPENING = re.compile(
    r"\W*(?:in|at|on|during|asked|pressed|questioned|speaking|talking|writing|appearing|testifying|addressing|answering|"
    r"responding|replying|commenting|tweeting)\b",
    re.IGNORECASE,
)
"""What an adverbial opens with that is one of the saying, and not of what happened before it or of its cause."""
_ISSUED = re.compile(
    r"(?<!\bto be )\b(?:published|released|issued|dated|posted|printed|broadcast|aired)\s*\Z", re.IGNORECASE
)


class Side(StrEnum):
    """Where a stretch stands."""

    CUE = "cue"
    SOURCE = "source"
    BEHIND_HEAD = "behind source or cue"
    BETWEEN = "between a source and its cue"
    BEFORE_HEAD = "before source and cue"
    BEHIND_CONTENT = "behind the content"


class Stretch(NamedTuple):
    """Words near a source and cue; ``text`` is as long as ``span``, quotations in it are masked."""

    side: Side
    span: Span
    text: str
    opens_sentence: bool

    def is_beside(self, part: Span) -> bool:
        """Whether no word stands between the source, cue or content and a part of the stretch."""
        before, after = self.text[: part.start], self.text[part.end :]
        match self.side:
            case Side.CUE:
                return True
            case Side.SOURCE:  # "a report [released on Monday]"
                return _ISSUED.search(before) is not None
            case Side.BEFORE_HEAD:
                return self._leads_up(before, "") and not _words(after)
            case Side.BETWEEN:
                is_first = _words(before) <= AUXILIARIES or _ISSUED.search(before) is not None
                return is_first or (not _words(after) and _leads_over(before, after))
            case _:
                return not _words(before) and not self._opens_next(before, after)

    def is_adverbial(self, part: Span) -> bool:
        """Whether a part of the stretch is an adverbial of the saying: it stands in no clause but that of the head."""
        before, after = self.text[: part.start], self.text[part.end :]
        match self.side:
            case Side.BEHIND_HEAD:
                return not _breaks(before) and not self._opens_next(before, after)
            case Side.BEFORE_HEAD:
                return self._leads_up(before, after)
            case Side.BEHIND_CONTENT:
                is_opening = _OPENING.match(before) is not None and not self._opens_next(before, after)
                return self.is_beside(part) or (is_opening and not _breaks(before))
            case Side.BETWEEN:
                return self.is_beside(part) or (_leads_over(before, after) and not _breaks(after))
            case _:
                return self.is_beside(part)

    def _opens_next(self, before: str, after: str) -> bool:
        """Whether a part opens the next clause, as in "said so; on Monday he", "he said, but on Monday she"."""
        is_fronted = before.rstrip().endswith((",", "and", "but")) and not _PUNCTUATION.match(after)
        return _BREAK.search(before) is not None or is_fronted

    def _leads_up(self, before: str, after: str) -> bool:
        """Whether "On Monday", "In a speech on Monday", "Speaking in Vienna on Monday" opens the clause of the head."""
        connective = _CONNECTIVE.match(before)
        opening = before[connective.end() :] if connective else before
        opens_clause = self.opens_sentence or bool(connective and connective.group().strip())
        is_opening = not opening or (_OPENING.match(opening) is not None and not _breaks(opening))
        leads_to_subject = not _breaks(after) and not _GOVERNED.search(after)
        limit = _MAX_ADVERBIAL if _OPENING.match(after) else _MAX_WORDS
        return opens_clause and is_opening and leads_to_subject and len(_WORD.findall(after)) <= limit


class Surroundings:
    """Finds the stretches around the attributions of one document."""

    def __init__(self, annotations: Annotations) -> None:
        spans = {span for one in annotations.attributions for span in (*one.source, *one.cue, *one.content)}
        self._starts = sorted(span.start for span in spans)
        self._ends = sorted(span.end for span in spans)
        self._annotations = annotations

    def around(self, attribution: Attribution) -> Iterator[Stretch]:
        """Yield the stretches of an attribution, the most telling first; empty ones are left out."""
        for side, span in self._spans(attribution):
            if span.start < span.end:
                yield Stretch(
                    side, span, self._masked(span, side=side), span.start == self.sentence_of(span.start).start
                )

    def _spans(self, attribution: Attribution) -> Iterator[tuple[Side, Span]]:
        cue_starts = {span.start for span in attribution.cue}
        for span in attribution.cue:
            yield Side.CUE, Span(span.start, min(span.end, span.start + _MAX_LENGTH))
            yield Side.BEHIND_HEAD, self._behind(span.end)
        for span in attribution.source:
            yield Side.SOURCE, Span(span.start, min(span.end, span.start + _MAX_LENGTH))
            behind = self._behind(span.end)
            yield (Side.BETWEEN if behind.end in cue_starts else Side.BEHIND_HEAD), behind
        head = min((*attribution.source, *attribution.cue), default=None)
        if head:
            yield Side.BEFORE_HEAD, self._before(head.start)
        last = max((*attribution.source, *attribution.cue, *attribution.content), default=None)
        if last in attribution.content:
            yield Side.BEHIND_CONTENT, self._behind(last.end)

    def _behind(self, end: int) -> Span:
        start = bisect_left(self._starts, end)
        stop = bisect_right(self._ends, end)
        limits = [end + _MAX_LENGTH, *self._starts[start : start + 1], *self._ends[stop : stop + 1]]
        return Span(end, max(end, min(*limits, self.sentence_of(end - 1).end)))

    def _before(self, start: int) -> Span:
        stop = bisect_right(self._ends, start)
        opens = bisect_left(self._starts, start)
        limits = [start - _MAX_LENGTH, *self._ends[max(0, stop - 1) : stop], *self._starts[max(0, opens - 1) : opens]]
        return Span(min(start, max(*limits, self.sentence_of(start).start)), start)

    def sentence_of(self, at: int) -> Span:
        """Return the sentence in which a character stands."""
        sentences = self._annotations.sentences
        number = bisect_right(sentences, at, key=lambda sentence: sentence.start) - 1
        inside = number >= 0 and at < sentences[number].end
        return sentences[number] if inside else Span(at, at + 1)

    def _masked(self, span: Span, *, side: Side) -> str:
        """Return the text, but nothing of the quotations that begin in it and do not hold source and cue as well."""
        text, quotes = self._annotations.document.text, self._annotations.quotes
        parts, at = [], span.start
        number = bisect_left(quotes, span.start, key=lambda quote: quote.start)
        while number < len(quotes) and quotes[number].start < span.end:
            start, end = quotes[number]
            number += 1
            if end > span.end and side is Side.BEFORE_HEAD:
                break
            end = min(end, span.end)
            parts += [text[at:start], _MASK * (end - start)]
            at = end
        return "".join((*parts, text[at : span.end]))


def _leads_over(before: str, after: str) -> bool:
    """Whether words between source and cue are an adverbial, or the verb of which the cue is a participle.

    "S, in a statement on Monday, said"; "S resigned on Monday, saying"; not "S, elected on Monday, said".
    """
    is_verb = not before.lstrip().startswith(",") and after.rstrip().endswith(",")
    return (is_verb or _OPENING.match(before) is not None) and not _breaks(before)


def _words(text: str) -> set[str]:
    return {word.casefold().replace("’", "'") for word in _WORD.findall(text)}


def _breaks(text: str) -> bool:
    return _BREAK.search(text) is not None or not _words(text).isdisjoint(_BREAKING)
