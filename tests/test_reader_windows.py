"""Windows over sentences of any size: nothing is lost, nothing is read twice, nothing is too long."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.reader.encoding import EncodedSentence
from graph.extraction.reader.windows import pack

SIZE = 40
CLS, SEP = 101, 102


def sentences_of(paragraphs):
    """Sentences whose words have so many sub-tokens; each sub-token's id is its place in the document."""
    found, at, number = [], 1000, 0
    for place, paragraph in enumerate(paragraphs):
        for counts in paragraph:
            firsts = np.cumsum([0, *counts[:-1]])
            ids = at + np.arange(sum(counts))
            words = np.stack([ids[firsts], ids[firsts] + counts], axis=1)
            features = np.repeat(ids[:, None], 3, axis=1)
            found.append(EncodedSentence(ids, features, firsts, words, number, place))
            at, number = at + len(ids), number + 1
    return found


paragraphs = st.lists(
    st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=30), min_size=1, max_size=8), min_size=1, max_size=5
)


@given(paragraphs)
def test_the_cores_cover_every_word_once_and_in_order(given_paragraphs):
    sentences = sentences_of(given_paragraphs)
    windows = list(pack(sentences, size=SIZE))
    read = [window.words[place].tolist() for window in windows for place in window.core]
    assert read == [word.tolist() for sentence in sentences for word in sentence.words]


@given(paragraphs)
def test_a_window_holds_a_stretch_of_the_document_and_is_not_too_long(given_paragraphs):
    for window in pack(sentences_of(given_paragraphs), size=SIZE):
        assert 2 < len(window.ids) <= SIZE
        assert (window.ids[0], window.ids[-1]) == (CLS, SEP)
        inner = window.ids[1:-1]
        assert (np.diff(inner) == 1).all()
        assert (window.features[1:-1] == inner[:, None]).all()
        assert (window.ids[window.firsts] == window.words[:, 0]).all()
        assert len(window.firsts) == len(window.words) == len(window.sentences)
        assert (np.diff(window.sentences) >= 0).all()
        assert 0 <= window.core.start <= window.core.stop <= len(window.words)


@given(paragraphs)
def test_a_paragraph_that_fits_is_in_one_window_whole(given_paragraphs):
    fitting = [p for p in given_paragraphs if sum(map(sum, p)) <= SIZE - 2]
    sentences = sentences_of(fitting)
    windows = list(pack(sentences, size=SIZE))
    for window in windows:
        assert window.core == range(len(window.words))
    for place in range(len(fitting)):
        numbers = {sentence.number for sentence in sentences if sentence.paragraph == place}
        assert sum(bool(numbers & set(window.sentences.tolist())) for window in windows) == 1


@given(st.lists(st.lists(st.integers(1, 2), min_size=3, max_size=9), min_size=6, max_size=20))
def test_windows_of_a_long_paragraph_overlap(paragraph):
    windows = list(pack(sentences_of([paragraph]), size=SIZE))
    for before, after in itertools.pairwise(windows):
        # Two sentences always fit into a window here, so that two neighbours can share one.
        assert after.words[0, 0] < before.words[-1, 1]
        assert before.words[0, 0] < after.words[0, 0]


@given(paragraphs)
def test_every_window_sees_something_new(given_paragraphs):
    ends = [window.words[-1, 1] for window in pack(sentences_of(given_paragraphs), size=SIZE)]
    assert all(before < after for before, after in itertools.pairwise(ends))


@given(st.lists(st.integers(1, 90), min_size=1, max_size=20), st.integers(1, 60))
def test_a_sentence_is_cut_between_words(counts, limit):
    (sentence,) = sentences_of([[counts]])
    parts = list(sentence.cut(limit))
    assert np.concatenate([part.words for part in parts]).tolist() == sentence.words.tolist()
    for part in parts:
        assert 0 < len(part.ids) <= limit
        assert (part.ids[part.firsts] == part.words[:, 0]).all()
        assert part.number == sentence.number


def test_nothing_makes_no_window():
    assert list(pack([], size=SIZE)) == []
