"""The labels of words: BIOES, the scheme that marks where a span begins and where it ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

OUTSIDE = 0


class Mark(IntEnum):
    """Place of a word in its span; a label is ``1 + 4 * kind + mark``, and 0 outside of all spans."""

    BEGIN, INSIDE, END, SINGLE = range(4)


class CueKind(IntEnum):
    """Whether a cue stands in the text itself, or in the content of another attribution."""

    OUTER, INNER = range(2)


class Role(IntEnum):
    """What a word is to a cue."""

    SOURCE, CONTENT = range(2)


@dataclass(frozen=True, slots=True)
class WordSpan:
    """The words from ``start`` up to ``end`` that make up one span of some kind."""

    kind: int
    start: int
    end: int


def count_labels(kinds: int) -> int:
    """Return how many labels there are for so many kinds of spans."""
    return 1 + len(Mark) * kinds


def write_labels(spans: Iterable[WordSpan], *, length: int) -> npt.NDArray[np.int64]:
    """Return the labels of ``length`` words; where spans overlap the last one counts."""
    labels = np.full(length, OUTSIDE, np.int64)
    for span in spans:
        base = 1 + len(Mark) * span.kind
        if span.end - span.start == 1:
            labels[span.start] = base + Mark.SINGLE
        elif span.end > span.start:
            labels[span.start] = base + Mark.BEGIN
            labels[span.start + 1 : span.end - 1] = base + Mark.INSIDE
            labels[span.end - 1] = base + Mark.END
    return labels


def read_labels(labels: npt.NDArray[np.int64]) -> Iterator[WordSpan]:
    """Yield the spans of labels that follow ``transitions``, in order."""
    start = 0
    for place in np.flatnonzero(labels).tolist():
        kind, mark = divmod(int(labels[place]) - 1, len(Mark))
        if mark in (Mark.BEGIN, Mark.SINGLE):
            start = place
        if mark in (Mark.END, Mark.SINGLE):
            yield WordSpan(kind, start, place + 1)


def may_start(kinds: int) -> npt.NDArray[np.bool_]:
    """Return for each label whether a text may start with it."""
    return np.array([label == OUTSIDE or _mark(label) in (Mark.BEGIN, Mark.SINGLE) for label in _all(kinds)])


def may_end(kinds: int) -> npt.NDArray[np.bool_]:
    """Return for each label whether a text may end with it."""
    return np.array([label == OUTSIDE or _mark(label) in (Mark.END, Mark.SINGLE) for label in _all(kinds)])


def may_follow(kinds: int) -> npt.NDArray[np.bool_]:
    """Return for each pair of labels [before, after] whether the second may follow the first.

    Inside a span its kind goes on until it has ended; outside a span a new one may begin.
    """
    ends, starts = may_end(kinds), may_start(kinds)
    allowed = np.outer(ends, starts)
    for before in np.flatnonzero(~ends).tolist():
        base = 1 + (before - 1) // len(Mark) * len(Mark)
        allowed[before, [base + Mark.INSIDE, base + Mark.END]] = True
    return allowed


def _all(kinds: int) -> range:
    return range(count_labels(kinds))


def _mark(label: int) -> Mark:
    return Mark((label - 1) % len(Mark))
