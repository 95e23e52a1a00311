"""The best labels and the sum over all labels, held against counting out every sequence."""

from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from test_reader_labels import is_well_formed

from graph.extraction.reader.decoding import LinearChain
from graph.extraction.reader.labels import count_labels

scores = st.floats(-8, 8, width=16)


def rows_of(labels):
    return st.integers(1, 4 if labels > 5 else 5).flatmap(
        lambda length: arrays(np.float32, (length, labels), elements=scores)
    )


@st.composite
def chains(draw, *, kinds):
    labels = count_labels(kinds)
    return LinearChain.of(
        transitions=draw(arrays(np.float32, (labels, labels), elements=scores)),
        starts=draw(arrays(np.float32, (labels,), elements=scores)),
        ends=draw(arrays(np.float32, (labels,), elements=scores)),
        kinds=kinds,
    )


def cases(*, kinds, most=1):
    return st.tuples(chains(kinds=kinds), st.lists(rows_of(count_labels(kinds)), min_size=1, max_size=most))


@cache
def well_formed(*, kinds, length):
    """Every well-formed sequence of labels [N, T]."""
    found = product(range(count_labels(kinds)), repeat=length)
    return np.array([labels for labels in found if is_well_formed(list(labels), kinds=kinds)])


def all_scores(chain, row, *, kinds):
    """The score of every well-formed sequence of labels."""
    every = well_formed(kinds=kinds, length=len(row))
    scores = chain.starts[every[:, 0]] + row[np.arange(len(row)), every].sum(axis=1) + chain.ends[every[:, -1]]
    for before, after in pairwise(every.T):
        scores = scores + chain.transitions[before, after]
    return dict(zip(map(tuple, every.tolist()), scores.tolist(), strict=True))


@pytest.mark.parametrize("kinds", [1, 2])
@given(data=st.data())
def test_decoding_finds_the_best_of_all_sequences(kinds, data):
    chain, (row,) = data.draw(cases(kinds=kinds))
    ((labels, found),) = chain.decode([row])
    every = all_scores(chain, row, kinds=kinds)
    assert tuple(labels.tolist()) in every
    assert found == pytest.approx(max(every.values()), abs=1e-3)
    assert every[tuple(labels.tolist())] == pytest.approx(found, abs=1e-3)


@pytest.mark.parametrize("kinds", [1, 2])
@given(data=st.data())
def test_the_partition_sums_over_all_sequences(kinds, data):
    chain, (row,) = data.draw(cases(kinds=kinds))
    (total,) = chain.partition([row])
    every = np.array(list(all_scores(chain, row, kinds=kinds).values()))
    assert total == pytest.approx(float(np.logaddexp.reduce(every)), abs=1e-2)


@given(cases(kinds=2, most=6))
def test_rows_side_by_side_give_what_each_gives_alone(case):
    chain, rows = case
    together, totals = chain.decode(rows), chain.partition(rows)
    for row, (labels, found), total in zip(rows, together, totals, strict=True):
        ((alone, best),) = chain.decode([row])
        assert (labels.tolist(), found) == (alone.tolist(), best)
        assert [total] == chain.partition([row])


def test_nothing_that_is_not_well_formed_is_found_however_it_scores():
    flat = np.zeros((9, 9), np.float32)
    chain = LinearChain.of(transitions=flat, starts=flat[0], ends=flat[0], kinds=2)
    row = np.zeros((3, 9), np.float32)
    row[:, 2] = 500  # the inside of a span, which may be neither first nor last
    ((labels, found),) = chain.decode([row])
    assert labels.tolist() == [1, 2, 3]
    assert found == 500
