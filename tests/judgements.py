"""Hypothesis strategies for judgements of identity over a handful of things."""

from hypothesis import strategies as st

from graph.identity.links import Link
from graph.identity.partition import pair

ITEMS = [letter * 26 for letter in "abcdefgh"]
items = st.sampled_from(ITEMS)
scores = st.integers(0, 5).map(lambda fifth: fifth / 5)


@st.composite
def pairs(draw):
    one, other = draw(st.lists(items, min_size=2, max_size=2, unique=True))
    return pair(one, other)


@st.composite
def links(draw):
    one, other = draw(pairs())
    return Link.between(other, one, method=draw(st.sampled_from(["names 1", "wording 1"])), score=draw(scores))


link_lists = st.lists(links(), max_size=14)
pair_lists = st.lists(pairs(), max_size=4)


def allow_unless_both_ends(one, other):
    """A guard that looks at whole groups: the first and the last thing are never joined by a link."""
    return not {ITEMS[0], ITEMS[-1]} <= {*one, *other}


guards = st.sampled_from([None, allow_unless_both_ends])
