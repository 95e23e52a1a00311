"""Windows: the stretches of a document that the network sees at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from graph.extraction.reader.encoding import EncodedSentence, Ints

_CLS, _SEP = 101, 102  # of the encoder's vocabulary
_MARKS = 2  # sub-tokens that every window has beside its sentences
_OVERLAP = 64  # sub-tokens that two windows of one long paragraph share, at least where a sentence is that short


@dataclass(frozen=True, slots=True)
class Window:
    """Whole sentences, whole paragraphs where they fit.

    ``ids`` [n], ``features`` [n, 3], ``firsts`` [w], ``words`` [w, 2] as in EncodedSentence; ``sentences`` [w] is the
    number of each word's sentence. A cue counts where its first word lies in ``core``, which is all of the window
    except what it shares with a neighbour that sees more around it; the cores of a document's windows do not overlap
    and leave nothing out.
    """

    ids: Ints
    features: Ints
    firsts: Ints
    words: Ints
    sentences: Ints
    core: range


def pack(sentences: Iterable[EncodedSentence], *, size: int) -> Iterator[Window]:
    """Yield windows of at most ``size`` sub-tokens: paragraphs in a row as long as they fit.

    A paragraph that does not fit into one window is cut between sentences, with an overlap. Holds one paragraph and
    one window in memory at a time.
    """
    room = size - _MARKS
    waiting: list[EncodedSentence] = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = [part for sentence in group for part in sentence.cut(room)]
        if waiting and _length(waiting) + _length(paragraph) > room:
            yield _window(waiting, 0, len(waiting))
            waiting = []
        if _length(paragraph) <= room:
            waiting += paragraph
        else:
            yield from _slide(paragraph, room=room)
    if waiting:
        yield _window(waiting, 0, len(waiting))


def _slide(parts: list[EncodedSentence], *, room: int) -> Iterator[Window]:
    """Yield windows over a long paragraph; two neighbours share what they overlap half and half."""
    start = core = 0
    while start < len(parts):
        end = _reach(parts, start, room=room)
        if end == len(parts):
            yield _window(parts[start:end], core - start, end - start)
            return
        following = _step_back(parts, end, after=start, room=room)
        middle = (following + end + 1) // 2
        yield _window(parts[start:end], core - start, middle - start)
        start, core = following, middle


def _reach(parts: list[EncodedSentence], start: int, *, room: int) -> int:
    """Return the end of the longest row of parts that fits."""
    end, used = start + 1, len(parts[start].ids)
    while end < len(parts) and used + len(parts[end].ids) <= room:
        used += len(parts[end].ids)
        end += 1
    return end


def _step_back(parts: list[EncodedSentence], end: int, *, after: int, room: int) -> int:
    """Return where the next window starts: far enough back for the overlap, but with something new to see."""
    start, shared = end, 0
    most = min(_OVERLAP, room - len(parts[end].ids))
    while start - 1 > after and shared + len(parts[start - 1].ids) <= most:
        start -= 1
        shared += len(parts[start].ids)
    return start


def _length(parts: list[EncodedSentence]) -> int:
    return sum(len(part.ids) for part in parts)


def _window(parts: list[EncodedSentence], first: int, last: int) -> Window:
    """Join parts; those from ``first`` up to ``last`` are the core."""
    offsets = np.cumsum([1, *(len(part.ids) for part in parts)])
    counts = np.cumsum([0, *(len(part.firsts) for part in parts)])
    mark = np.zeros((1, 3), np.int64)
    return Window(
        ids=np.concatenate([[_CLS], *(part.ids for part in parts), [_SEP]]),
        features=np.concatenate([mark, *(part.features for part in parts), mark]),
        firsts=np.concatenate([part.firsts + offset for part, offset in zip(parts, offsets[:-1], strict=True)]),
        words=np.concatenate([part.words for part in parts]),
        sentences=np.repeat([part.number for part in parts], [len(part.firsts) for part in parts]),
        core=range(int(counts[first]), int(counts[last])),
    )
