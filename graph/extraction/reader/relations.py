"""How a word lies to a cue: features of the pair that the network cannot see in either."""

from collections.abc import Sequence

import numpy as np

from graph.extraction.reader.encoding import Ints
from graph.extraction.reader.labels import WordSpan

DISTANCES = 32
"""Kinds of distance between a word and a cue: exact up to six words, then by half octaves, on either side."""
SENTENCES = 7
"""Kinds of distance in sentences: from three or more before the cue's to three or more behind it."""

_EXACT = 6
_HALF = DISTANCES // 2


def distances(cues: Sequence[WordSpan], *, length: int) -> Ints:
    """Return the kind of distance [K, T] of each of ``length`` words to each cue."""
    words = np.arange(length)[None]
    starts = np.array([cue.start for cue in cues])[:, None]
    lasts = np.array([cue.end - 1 for cue in cues])[:, None]
    signed = np.where(words < starts, words - starts, np.where(words > lasts, words - lasts, 0))
    size = np.abs(signed)
    octaves = _EXACT + np.floor(2 * np.log2(np.maximum(size, 1) / _EXACT)).astype(np.int64)
    kinds = np.minimum(np.where(size <= _EXACT, size, octaves), _HALF - 1)
    return np.where(signed < 0, _HALF - 1 - kinds, _HALF + kinds).astype(np.int64)


def sentence_distances(cues: Sequence[WordSpan], *, sentences: Ints) -> Ints:
    """Return the kind of distance [K, T] of each word's sentence to each cue's; ``sentences`` [T] numbers them."""
    own = sentences[np.array([cue.start for cue in cues])][:, None]
    reach = SENTENCES // 2
    kinds: Ints = np.clip(sentences[None] - own, -reach, reach) + reach
    return kinds.astype(np.int64)
