"""Quotation marks that quote nobody: scare quotes, nicknames, titles, inches; and headings such as "Claim:"."""

import re
from bisect import bisect_right

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.cue_context import quote
from graph.extraction.function_words import DETERMINERS
from graph.extraction.lexicon import Frame, Reading, load_lexicon, split_words
from graph.extraction.quotations import CLOSING, OPENING
from graph.extraction.word_lists import load_word_lists
from graph.model import Span

_MAX_WORDS = 2  # of what is held at arm's length; what is longer is a quotation
_MAX_TITLE = 8
_MAX_LENGTH = 200  # code points of a content that can be such
_MAX_FRONT = 60  # code points in front of a quotation that are read
_MEASURE = re.compile(r"\d[\d.,/ ]*[\"”″'′]{1,2}")
_NAME = re.compile(r"[^\W\d_]+\s*\Z")
_HOLDING = frozenset({Frame.AS, Frame.OBJECT, Frame.OF})
"""Frames of cues that take a noun phrase for their content: "denounced the [“purge”]"."""


def is_mention(annotations: Annotations, attribution: Attribution) -> bool:
    """Whether what was taken for a content, or for the word of saying, only stands in quotation marks."""
    text = annotations.document.text
    if _is_heading(text, attribution) or _is_scare_quoted_cue(annotations, attribution):
        return True
    if len(attribution.content) != 1:
        return False
    content = attribution.content[0]
    if content.end - content.start > _MAX_LENGTH:
        return False
    if _MEASURE.fullmatch(text, content.start, content.end):
        return True
    if not attribution.cue:
        return False
    follows = content.start >= attribution.cue[-1].end
    inside = _quoted_word(text, _object_of(text, content, attribution) if follows else content)
    if inside is None:
        return False
    return _is_name_inside(text, inside, attribution) or _is_held(text, inside, attribution)


def _is_heading(text: str, attribution: Attribution) -> bool:
    """Whether a line opens with "Claim:", which heads a claim that is examined and names nobody."""
    head = sorted((*attribution.source, *attribution.cue))
    if not head or text[max(0, head[0].start - 1) : head[0].start].strip():
        return False
    words = split_words(quote(text, tuple(head)))
    marked = text[head[-1].start : head[-1].end + 1].rstrip()
    return marked.endswith(":") and " ".join(words) in load_word_lists().headings


def _is_scare_quoted_cue(annotations: Annotations, attribution: Attribution) -> bool:
    """Whether the word of saying itself is held at arm's length: "has “proved” that"."""
    if not attribution.cue:
        return False
    text, cue = annotations.document.text, attribution.cue[-1]
    quotes = annotations.quotes
    number = bisect_right(quotes, cue.end, key=lambda quoted: quoted.start) - 1
    if number < 0 or quotes[number].start < cue.start - 1 or not cue.end - 1 <= quotes[number].end <= cue.end:
        return False
    return len(split_words(text[quotes[number].start : quotes[number].end])) == 1


def _object_of(text: str, content: Span, attribution: Attribution) -> Span:
    """Return a content without its article, and of an unknown verb without what explains it: the “fort”[: a shed]."""
    start, end = content
    if _reading(text, attribution) is None:
        end = next((at for at in range(start, end) if text[at] in ":,"), end)
    first = text[start : start + _MAX_FRONT].split(" ")[0]
    is_article = first.casefold() in DETERMINERS and start + len(first) < end
    return Span(start + len(first) + 1, end) if is_article else Span(start, end)


def _quoted_word(text: str, content: Span) -> Span | None:
    """Return the words of a content that is one short quotation, with or without its marks."""
    start, end = content
    if text[start : start + 1] in OPENING and text[end - 1 : end] in CLOSING:
        start, end = start + 1, end - 1
    is_marked = start > 0 and text[start - 1] in OPENING and text[end : end + 1] in CLOSING
    inside = text[start:end]
    if start >= end or not is_marked or any(mark in inside for mark in '"“”«».,;:!?'):
        return None
    return Span(start, end) if len(inside.split()) <= _MAX_TITLE else None


def _is_name_inside(text: str, inside: Span, attribution: Attribution) -> bool:
    """Whether a quotation stands between parts of a name: Jack “the Hat” Smith."""
    before = _NAME.search(text, max(0, inside.start - 1 - _MAX_FRONT), inside.start - 1)
    behind = text[inside.end + 1 : inside.end + 3]
    if before is None or (before.end() == attribution.cue[-1].end + 1 and _reading(text, attribution)):
        return False  # "Says “No” To Deal", in the capitals of a headline
    return before.group()[0].isupper() and behind[:1] == " " and behind[1:].isupper()


def _is_held(text: str, inside: Span, attribution: Attribution) -> bool:
    """Whether a quotation is a noun in the outlet's own clause: the “talks”, the film “Dusk”."""
    front = text[max(0, inside.start - 1 - _MAX_FRONT) : inside.start - 1]
    words = split_words(front)
    if not words or front.rstrip("\t ")[-1:] in ",:;.!?—–-()":
        return False
    if words[-1] in load_word_lists().works:
        return True
    is_noun = words[-1] in DETERMINERS or words[-1] in {"so-called", "self-styled"} or words[-1].endswith("'s")
    is_short = len(text[inside.start : inside.end].split()) <= _MAX_WORDS
    return is_noun and is_short and not _takes(text, inside, attribution)


def _takes(text: str, inside: Span, attribution: Attribution) -> bool:
    """Whether the cue governs a noun phrase that begins behind it: "denounced the “purge”"."""
    last = attribution.cue[-1]
    between = text[last.end : min(inside.start - 1, last.end + _MAX_LENGTH)]
    reading = _reading(text, attribution)
    return (
        reading is not None
        and last.end <= inside.start
        and not _HOLDING.isdisjoint(reading.cue.frames)
        and not set(".;:!?\n").intersection(between)
    )


def _reading(text: str, attribution: Attribution) -> Reading | None:
    return load_lexicon().read(quote(text, attribution.cue))
