"""Windows of marked passages, in batches of tensors."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from graph.extraction.annotations import Annotations
from graph.extraction.quotations import QuoteFinder
from graph.extraction.reader.encoding import EncodedSentence, Encoder
from graph.extraction.reader.relations import distances, sentence_distances
from graph.extraction.reader.windows import Window, pack
from graph.extraction.segmentation import Segmenter
from graph.model import Document
from graph.training.marked import MarkedPassage
from graph.training.network import NO_ROLE, Batch
from graph.training.targets import Targets, targets_of

Array = npt.NDArray[Any]

_MASK = 103  # of the encoder's vocabulary
_SPREAD = 20  # sub-tokens by which the windows of a batch may differ in length for the sake of mixing
_LEAST_SHARE = 0.4  # of the largest size of a window, that a document is cut to


@dataclass(frozen=True, slots=True)
class EncodedPassage:
    """A marked passage and its sentences as the network reads them."""

    passage: MarkedPassage
    sentences: tuple[EncodedSentence, ...]


def encode_passage(passage: MarkedPassage, *, encoder: Encoder) -> EncodedPassage:
    """Prepare a passage just as the reader prepares a document."""
    annotations = Annotations(Document(passage.text))
    for component in (Segmenter(), QuoteFinder()):
        component(annotations)
    return EncodedPassage(passage, tuple(encoder.encode(annotations)))


def mix_batches(
    passages: Iterable[EncodedPassage], *, size: int, tokens: int, rng: random.Random
) -> list[list[tuple[Window, Targets]]]:
    """Return all windows of the passages in batches of at most ``tokens`` sub-tokens with padding, shuffled.

    Windows are cut anew each time: ``size`` is the largest, documents are cut to different ones.
    """
    windows = [
        (window, targets_of(window, encoded.passage))
        for encoded in passages
        for window in pack(encoded.sentences, size=int(size * rng.uniform(_LEAST_SHARE, 1)))
    ]
    windows.sort(key=lambda pair: len(pair[0].ids) + rng.uniform(0, _SPREAD))
    batches: list[list[tuple[Window, Targets]]] = []
    longest = 0
    for pair in windows:
        longest = max(longest, len(pair[0].ids))
        if not batches or longest * (len(batches[-1]) + 1) > tokens:
            batches.append([])
            longest = len(pair[0].ids)
        batches[-1].append(pair)
    rng.shuffle(batches)
    return batches


def collate(pairs: Sequence[tuple[Window, Targets]]) -> Batch:
    """Return one batch of windows that hold at least one cue between them, padded to the longest."""
    windows = [window for window, _ in pairs]
    targets = [target for _, target in pairs]
    counts = [len(window.words) for window in windows]
    length = max(counts)
    cues = [(number, cue) for number, target in enumerate(targets) for cue in target.cues]
    near = [distances(target.cues, length=length) for target in targets if target.cues]
    sentences = [
        sentence_distances(target.cues, sentences=np.pad(window.sentences, (0, length - count), mode="edge"))
        for window, target, count in zip(windows, targets, counts, strict=True)
        if target.cues
    ]
    allowed = _pad([target.allowed for target in targets], 0)
    allowed[np.arange(length)[None] >= np.array(counts)[:, None], 0] = True
    return Batch(
        ids=torch.from_numpy(_pad([window.ids for window in windows], 0)),
        features=torch.from_numpy(_pad([window.features for window in windows], 0)),
        lengths=_tensor([len(window.ids) for window in windows]),
        firsts=torch.from_numpy(_pad([window.firsts for window in windows], 0)),
        words=_tensor(counts),
        allowed=torch.from_numpy(allowed),
        roles=torch.from_numpy(_pad([target.roles for target in targets], NO_ROLE)),
        cue_windows=_tensor([number for number, _ in cues]),
        starts=_tensor([cue.start for _, cue in cues]),
        lasts=_tensor([cue.end - 1 for _, cue in cues]),
        distances=torch.from_numpy(np.concatenate(near)),
        sentence_distances=torch.from_numpy(np.concatenate(sentences)),
        arguments=torch.from_numpy(_pad_to(length, [row for target in targets for row in target.arguments])),
    )


def mask(batch: Batch, *, share: float) -> Batch:
    """Hide a share of the sub-tokens behind the encoder's own mask."""
    size = batch.ids.shape[1]
    inside = torch.arange(size)[None] < batch.lengths[:, None] - 1
    inside[:, 0] = False
    hidden = (torch.rand(batch.ids.shape) < share) & inside
    return replace(batch, ids=torch.where(hidden, _MASK, batch.ids))


def _pad(arrays: Sequence[Array], value: int) -> Array:
    """Stack arrays of different lengths, filled up with a value."""
    shape = (len(arrays), max(len(array) for array in arrays), *arrays[0].shape[1:])
    padded = np.full(shape, value, arrays[0].dtype)
    for row, array in zip(padded, arrays, strict=True):
        row[: len(array)] = array
    return padded


def _pad_to(length: int, rows: Sequence[Array]) -> Array:
    return np.stack([np.pad(row, (0, length - len(row))) for row in rows])


def _tensor(numbers: Sequence[int]) -> Tensor:
    return torch.tensor(numbers, dtype=torch.int64)
