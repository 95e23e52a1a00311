"""A linear-chain conditional random field at work (Lafferty, McCallum, Pereira 2001): the best labels and how sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from graph.extraction.reader.labels import may_end, may_follow, may_start

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]

Found = TypeVar("Found")

NEVER = np.float32(-1e4)
"""The score of what cannot be."""


@dataclass(frozen=True, slots=True)
class LinearChain:
    """Scores of label sequences: ``transitions`` [L, L] (before, after), ``starts`` [L] and ``ends`` [L].

    The methods take a row of emissions [T, L] for each sequence, of any lengths T > 0, and give for each the same
    result as if it were alone.
    """

    transitions: Floats
    starts: Floats
    ends: Floats

    @classmethod
    def of(cls, *, transitions: Floats, starts: Floats, ends: Floats, kinds: int) -> "LinearChain":
        """Rule out, in learnt scores, what is not well-formed BIOES."""
        return cls(
            transitions=np.where(may_follow(kinds), transitions, NEVER).astype(np.float32),
            starts=np.where(may_start(kinds), starts, NEVER).astype(np.float32),
            ends=np.where(may_end(kinds), ends, NEVER).astype(np.float32),
        )

    def decode(self, rows: Sequence[Floats]) -> list[tuple[Labels, float]]:
        """Return the best labels [T] of each row and their score, by the algorithm of Viterbi (1967)."""
        batch = _Batch.of(rows)
        count, length, labels = batch.emissions.shape
        arrows = np.zeros((length, count, labels), np.int64)
        scores = batch.emissions[:, 0] + self.starts
        for at, active in batch.steps():
            candidates = scores[:active, :, None] + self.transitions
            best = candidates.argmax(axis=1)
            arrows[at, :active] = best
            scores[:active] = np.take_along_axis(candidates, best[:, None], axis=1)[:, 0] + batch.emissions[:active, at]
        scores += self.ends
        found: list[tuple[Labels, float]] = []
        for place, size in enumerate(batch.lengths):
            path = np.zeros(size, np.int64)
            path[-1] = scores[place].argmax()
            for at in range(size - 1, 0, -1):
                path[at - 1] = arrows[at, place, path[at]]
            found.append((path, float(scores[place].max())))
        return batch.restore(found)

    def partition(self, rows: Sequence[Floats]) -> list[float]:
        """Return the logarithm of the summed weights of all sequences; a score less it is a log-probability."""
        batch = _Batch.of(rows)
        scores = batch.emissions[:, 0] + self.starts
        for at, active in batch.steps():
            scores[:active] = _logsumexp(scores[:active, :, None] + self.transitions) + batch.emissions[:active, at]
        return batch.restore(_logsumexp((scores + self.ends)[:, :, None])[:, 0].tolist())


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows of different lengths side by side, the longest first, so that those still running are always the first."""

    emissions: Floats
    lengths: list[int]
    order: list[int]

    @classmethod
    def of(cls, rows: Sequence[Floats]) -> "_Batch":
        order = sorted(range(len(rows)), key=lambda index: -len(rows[index]))
        lengths = [len(rows[index]) for index in order]
        emissions = np.zeros((len(rows), max(lengths), rows[0].shape[1]), np.float32)
        for place, index in enumerate(order):
            emissions[place, : lengths[place]] = rows[index]
        return cls(emissions, lengths, order)

    def steps(self) -> list[tuple[int, int]]:
        """Return each step after the first with the number of rows that reach it."""
        counts = np.searchsorted(-np.array(self.lengths), -np.arange(1, self.lengths[0]), side="left")
        return list(enumerate(counts.tolist(), start=1))

    def restore(self, found: list[Found]) -> list[Found]:
        """Put what was found for the rows into the order in which they came."""
        places = {index: place for place, index in enumerate(self.order)}
        return [found[places[index]] for index in range(len(found))]


def _logsumexp(values: Floats) -> Floats:
    top = values.max(axis=1)
    summed: Floats = top + np.log(np.exp(values - top[:, None]).sum(axis=1))
    return summed
