"""The words around a statement, by which it is found where its own words leave out what was told before.

"It had 40 wagons" stands behind a sentence that tells of a train and a bridge; who asks for it, asks with those words.
"""

from collections.abc import Sequence

from graph.search.words import stems

_BEFORE = 250  # code points in front of a statement that are looked at: a long sentence of news
_MOST_WITHIN = 600  # code points of a statement, from its first word to its last
_ENDS = (". ", "! ", "? ", "\n")

Extent = tuple[int, int]
"""Where a span starts and ends, in code points."""


def context_of(text: str, extents: Sequence[Extent], *, but: str) -> str:
    """The distinct stems of a statement and of what stands before it, in order, without those of ``but``.

    ``extents`` are those of its source, cue and content. A statement without a place in the text has no context.
    """
    if not extents:
        return ""
    start = min(extent[0] for extent in extents)
    end = min(max(extent[1] for extent in extents), start + _MOST_WITHIN)
    known = frozenset(stems(but))
    return " ".join(stem for stem in stems(_before(text, start) + text[start:end]) if stem not in known)


def _before(text: str, start: int) -> str:
    """What stands before a place, from the beginning of a sentence on if one begins near enough."""
    lowest = max(0, start - _BEFORE)
    before = text[lowest:start]
    if lowest == 0:
        return before
    begins = [at + len(end) for end in _ENDS if (at := before.find(end)) >= 0]
    return before[min(begins, default=0) :]
