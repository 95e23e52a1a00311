"""The labels of words: written and read again, and which of them may stand beside which."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.reader.labels import (
    WordSpan,
    count_labels,
    may_end,
    may_follow,
    may_start,
    read_labels,
    write_labels,
)


@st.composite
def labelled(draw):
    """A number of kinds, and spans side by side with gaps of any size between them."""
    kinds = draw(st.integers(1, 3))
    spans, at = [], 0
    for _ in range(draw(st.integers(0, 5))):
        start = at + draw(st.integers(0, 2))
        at = start + draw(st.integers(1, 4))
        spans.append(WordSpan(draw(st.integers(0, kinds - 1)), start, at))
    return kinds, spans, at + draw(st.integers(0, 2))


@given(labelled())
def test_spans_are_read_as_they_were_written(case):
    kinds, spans, length = case
    labels = write_labels(spans, length=length)
    assert len(labels) == length
    assert all(0 <= label < count_labels(kinds) for label in labels)
    assert list(read_labels(labels)) == spans


@given(labelled())
def test_what_is_written_is_well_formed(case):
    kinds, spans, length = case
    assert is_well_formed(write_labels(spans, length=length).tolist(), kinds=kinds)


def is_well_formed(labels, *, kinds):
    if not labels:
        return True
    follows = may_follow(kinds)
    ends_fit = may_start(kinds)[labels[0]] and may_end(kinds)[labels[-1]]
    return bool(ends_fit and all(follows[pair] for pair in pairwise(labels)))


@pytest.mark.parametrize(("kinds", "length"), [(1, 5), (2, 4)])
def test_exactly_the_well_formed_sequences_come_from_spans(kinds, length):
    for labels in product(range(count_labels(kinds)), repeat=length):
        written = write_labels(read_labels(np.array(labels)), length=length)
        assert (written.tolist() == list(labels)) == is_well_formed(list(labels), kinds=kinds)


def test_where_spans_overlap_the_last_one_counts():
    labels = write_labels([WordSpan(0, 1, 4), WordSpan(1, 2, 3), WordSpan(0, 3, 3)], length=5)
    assert labels.tolist() == [0, 1, 8, 3, 0]
