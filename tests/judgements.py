"""Hypothesis strategies for judgements of identity over a handful of things."""

from datetime import UTC, datetime

from hypothesis import strategies as st
from strategies import texts

from graph.identity.links import Link
from graph.identity.partition import Membership, pair
from graph.identity.relations import ClaimRelation, RelationType
from graph.identity.reviews import Kind, Review, Verdict

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

ids = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=26, max_size=26)
methods = st.sampled_from(["names 1", "wording 1", "review"])
four_decimals = st.integers(0, 10_000).map(lambda part: part / 10_000)


@st.composite
def memberships(draw):
    """Memberships of things in one group each, as far as the quads are concerned."""
    members = draw(st.lists(ids, max_size=5, unique=True))
    return [
        Membership(
            member=member,
            group=draw(ids),
            score=draw(four_decimals),
            method=draw(methods),
            compared_with=draw(st.none() | ids),
            explanation=draw(st.just("") | texts),
        )
        for member in members
    ]


@st.composite
def relations(draw):
    start, end = draw(st.lists(ids, min_size=2, max_size=2, unique=True))
    type_ = draw(st.sampled_from(RelationType))
    if type_ is RelationType.CONTRADICTS:
        start, end = pair(start, end)
    return ClaimRelation(start, end, type_, draw(methods), draw(four_decimals))


@st.composite
def reviews(draw):
    things = draw(st.lists(ids, min_size=2, max_size=2, unique=True))
    return Review.of(
        draw(st.sampled_from(Kind)),
        *things,
        verdict=draw(st.sampled_from(Verdict)),
        at=draw(st.datetimes(timezones=st.just(UTC), min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30))),
        reviewer=draw(st.sampled_from(["", "Jo Doe", "Ada"])),
        comment=draw(st.just("") | texts),
    )
