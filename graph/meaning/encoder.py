"""The sentence encoder: all-MiniLM-L6-v2, as it comes, with eight-bit weights."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from graph.extraction.reader.variants import TOKENIZER, Device
from graph.inference import open_session, open_tokenizer
from graph.meaning.model import ENCODER

WIDTH = 384
"""Numbers of a vector."""
MAX_SUBTOKENS = 128
"""Sub-tokens that are read of a text, with the two marks around them; what follows does not count."""

_MAX_READ = 2_000  # code points that the tokeniser gets; 126 sub-tokens of news text are about 550

Vectors = npt.NDArray[np.float32]


class SentenceEncoder:
    """Turns texts into vectors of length 1; how alike two texts are is the cosine of theirs (Reimers, Gurevych 2019).

    Raises ConfigError when the model's file is not there.
    """

    def __init__(self) -> None:
        self._tokenizer = open_tokenizer(TOKENIZER)
        self._session = open_session(ENCODER, device=Device.CPU)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors [n, 384] of n texts; that of a text without words is the vector of nothing.

        One text a run: the scale of the quantised activations is that of the run, so that a vector never depends on
        the texts beside it.
        """
        vectors = np.empty((len(texts), WIDTH), np.float32)
        for number, text in enumerate(texts):
            found = self._tokenizer.encode(text[:_MAX_READ]).ids
            ids = found[: MAX_SUBTOKENS - 1] + found[-1:] if len(found) > MAX_SUBTOKENS else found
            vectors[number] = self._session.run(["sentence"], {"ids": np.array(ids, np.int64)})[0]
        return vectors


@cache
def load_encoder() -> SentenceEncoder:
    """The encoder, opened once."""
    return SentenceEncoder()
