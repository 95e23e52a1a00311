"""What the network should say of a window."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.extraction.reader.encoding import Ints
from graph.extraction.reader.labels import OUTSIDE, CueKind, Role, WordSpan, count_labels, write_labels
from graph.extraction.reader.windows import Window
from graph.model import Span, Spans
from graph.training.marked import MarkedAttribution, MarkedPassage

_MAX_CUE_GAP = 8  # words between the parts of a cue that is still taken as one span


@dataclass(frozen=True, slots=True)
class Targets:
    """Labels of one window of T words.

    ``allowed`` [T, 9] tells which labels of cues are right; ``roles`` [T] are the sources and contents of the outer
    level; ``arguments`` [K, T] the source and content of each of the ``cues``.
    """

    allowed: npt.NDArray[np.bool_]
    roles: Ints
    cues: tuple[WordSpan, ...]
    arguments: Ints


def targets_of(window: Window, passage: MarkedPassage) -> Targets:
    """Return the labels that a window's part of a passage asks for.

    Where inner attributions are not marked, any inner cue inside the content counts as right, so that the network
    learns nothing about them.
    """
    length = len(window.words)
    marked = [_Marked.of(window, attribution) for attribution in passage.attributions]
    cues = [attribution for attribution in marked if attribution.cue]
    labels = np.full(length, OUTSIDE)
    for attribution in cues:
        labels = np.maximum(labels, write_labels([_cue_span(attribution)], length=length))
    outer = [attribution for attribution in marked if attribution.is_outer]
    allowed = np.zeros((length, count_labels(len(CueKind))), np.bool_)
    allowed[np.arange(length), labels] = True
    unknown = np.zeros(length, np.bool_)
    unknown[[word for attribution in marked if attribution.is_flat for word in attribution.content]] = True
    allowed[unknown & (labels == OUTSIDE), count_labels(1) :] = True
    return Targets(
        allowed=allowed,
        roles=_write_roles(outer, length=length),
        cues=tuple(_cue_span(attribution) for attribution in cues),
        arguments=np.array([_write_roles([a], length=length) for a in cues], np.int64).reshape(len(cues), length),
    )


@dataclass(frozen=True, slots=True)
class _Marked:
    """An attribution as the indices of a window's words; a word has one role."""

    source: list[int]
    cue: list[int]
    content: list[int]
    is_outer: bool
    is_flat: bool

    @classmethod
    def of(cls, window: Window, attribution: MarkedAttribution) -> "_Marked":
        cue = _words(window, attribution.cue)
        if cue and cue[-1] - cue[0] < len(cue) + _MAX_CUE_GAP:
            cue = list(range(cue[0], cue[-1] + 1))
        source = [word for word in _words(window, attribution.source) if word not in set(cue)]
        taken = {*cue, *source}
        content = [word for word in _words(window, attribution.content) if word not in taken]
        return cls(source, cue, content, is_outer=attribution.host is None, is_flat=attribution.is_flat)


def _words(window: Window, spans: Spans) -> list[int]:
    """Return the words that the spans touch."""
    starts, ends = window.words[:, 0], window.words[:, 1]
    touched: set[int] = set()
    for start, end in spans:
        touched.update(range(np.searchsorted(ends, start, side="right"), np.searchsorted(starts, end, side="left")))
    return sorted(touched)


def _cue_span(attribution: _Marked) -> WordSpan:
    kind = CueKind.OUTER if attribution.is_outer else CueKind.INNER
    end = next((at for at in range(attribution.cue[0], attribution.cue[-1] + 2) if at not in attribution.cue), 0)
    return WordSpan(kind, attribution.cue[0], end)


def _write_roles(attributions: Sequence[_Marked], *, length: int) -> Ints:
    spans = [
        WordSpan(role, start, end)
        for attribution in attributions
        for role, words in ((Role.CONTENT, attribution.content), (Role.SOURCE, attribution.source))
        for start, end in _runs(words)
    ]
    return write_labels(spans, length=length)


def _runs(words: list[int]) -> list[Span]:
    """Return stretches of consecutive numbers."""
    runs: list[Span] = []
    for word in words:
        if runs and runs[-1].end == word:
            runs[-1] = Span(runs[-1].start, word + 1)
        else:
            runs.append(Span(word, word + 1))
    return runs
