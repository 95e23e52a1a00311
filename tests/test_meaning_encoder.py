"""The sentence encoder."""

import numpy as np
import pytest

from graph.errors import ConfigError
from graph.meaning import encoder
from graph.meaning.encoder import MAX_SUBTOKENS, WIDTH, SentenceEncoder, load_encoder

ALIKE = [
    ("The harbour was closed on Monday.", "They shut the port at the start of the week."),
    ("The minister denied that any pumps were switched off.", "No pump was turned off, the minister said."),
    ("Wheat prices rose sharply in March.", "In March grain became much more expensive."),
]


@pytest.fixture(scope="module")
def minilm():
    return load_encoder()


def test_what_says_the_same_lies_closer_than_anything_else(minilm):
    ones, others = (minilm.encode(side) for side in zip(*ALIKE, strict=True))
    cosines = ones @ others.T
    assert list(cosines.argmax(axis=1)) == list(cosines.argmax(axis=0)) == [0, 1, 2]
    assert cosines.diagonal().min() > 0.5 > cosines[~np.eye(3, dtype=bool)].max()


def test_vectors_have_length_one_whatever_the_text(minilm):
    texts = ["", " ", "😀", "a", "word " * 5_000, "x" * 10_000, "\x00\x01"]
    vectors = minilm.encode(texts)
    assert vectors.shape == (len(texts), WIDTH)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert minilm.encode([]).shape == (0, WIDTH)


def test_a_vector_does_not_depend_on_the_texts_beside_it(minilm):
    texts = [text for pair in ALIKE for text in pair]
    alone = np.concatenate([minilm.encode([text]) for text in texts])
    assert np.array_equal(minilm.encode(texts[::-1])[::-1], alone)


def test_only_the_beginning_of_a_long_text_is_read(minilm):
    words = "pump " * (MAX_SUBTOKENS - 2)
    short, same, longer = minilm.encode([words, words + "is not read", words[5:] + "ferry"])
    assert np.array_equal(short, same)
    assert not np.array_equal(short, longer)


def test_a_model_that_is_not_there_is_a_clear_error(tmp_path, monkeypatch):
    monkeypatch.setattr(encoder, "ENCODER", tmp_path / "encoder.onnx")
    with pytest.raises(ConfigError, match="install the program again"):
        SentenceEncoder()
