"""The words of a content in one row, some of them replaced, without the speech that interrupts them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.extraction.annotations import Attribution
from graph.model import Span, Spans

_ATTITUDE = re.compile(
    r"""["“‘']?(?:(?:And|But|So|Well|Look),?\ )?(?:I|We)
    (?:\ also|\ still|\ just|\ really|\ personally|\ certainly|\ do)?
    (?:\ (?:think|believe|guess|suppose|assume|suspect|feel|imagine|reckon)(?:,|\ that)?[ ]
        (?!(?:so|not|about|of|in|like|for)\b)
    |(?:\ (?:know|say|find|hope|(?:can|must|have\ to|want\ to)\ (?:say|tell\ you))
    |(?:\ am|['’]m|\ are|['’]re)\ (?:sure|certain|convinced|confident))\ that\ )
    (?=[\w'’]+\ \w+\ \w)""",
    re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.!?…]")
_EDGE = ' ,"”’»'
_MAX_GAP = 300  # code points between two parts of a content that are read
_MAX_INSERTION = 200  # code points of ", she added on Monday,"


class Substitution(NamedTuple):
    """Words that stand for those under a span of the document."""

    span: Span
    words: str


def wording(text: str, content: Spans, substitutions: Iterable[Substitution] = ()) -> str:
    """Return the words of a content.

    Where a sentence ends between two parts, a full stop stands there, also if the content leaves it out: “It is
    shut,” she said. “It will stay so.” Substitutions are sorted and do not overlap; those outside count for nothing.
    """
    words = ""
    waiting = iter(substitutions)
    following = next(waiting, None)
    end = 0
    for span in content:
        if words:
            words = _joined(words, text, end, span.start)
        at = span.start
        while following and following.span.end <= span.end:
            if following.span.start >= at:
                words += text[at : following.span.start] + following.words
                at = following.span.end
            following = next(waiting, None)
        words += text[at : span.end]
        end = span.end
    return words


def _joined(words: str, text: str, end: int, start: int) -> str:
    """Return the words in front of a gap with what joins them to those behind it."""
    gap = text[end : min(start, end + _MAX_GAP)]
    first = next((mark for mark in text[start : start + 2] if mark.isalpha()), "")
    bare = words.rstrip(_EDGE)
    if first.isupper() and _SENTENCE_END.search(gap) and bare and bare[-1] not in ".!?…":
        return f"{bare}. "
    return f"{words} "


def without_own_speech(text: str, attribution: Attribution) -> Spans:
    """Return the content of an attribution without its own source and cue: “The bridge, [she added,] is shut”."""
    own = sorted((*attribution.source, *attribution.cue))
    if not own or own[-1].end - own[0].start > _MAX_INSERTION:
        return attribution.content
    return tuple(_parts(text, attribution.content, hull=Span(own[0].start, own[-1].end)))


def without_attitude(text: str, content: Spans) -> Spans:
    """Return a content without the "I think" that opens it: how sure the speaker is belongs to the statement.

    Such verbs, in the first person of the present, say nothing else (Urmson 1952, Parenthetical Verbs).
    """
    first = content[0]
    match = _ATTITUDE.match(text, first.start, min(first.end, first.start + _MAX_INSERTION))
    return (Span(match.end(), first.end), *content[1:]) if match else content


def _parts(text: str, content: Spans, *, hull: Span) -> Iterator[Span]:
    for span in content:
        before, behind = text[span.start : hull.start].rstrip(), text[hull.end : span.end].lstrip()
        is_inside = span.start < hull.start and hull.end < span.end
        if is_inside and before[-1:] in ',"”’' and behind[:1] in {",", ".", ";"}:
            yield Span(span.start, span.start + len(before.rstrip(",")))
            rest = behind[1:].lstrip()
            if rest:
                yield Span(span.end - len(rest), span.end)
        else:
            yield span
