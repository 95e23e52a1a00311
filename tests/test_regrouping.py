from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judgements import ITEMS, allow_unless_both_ends, guards, items, link_lists, links, pairs

from graph.errors import InputError
from graph.identity.links import Link
from graph.identity.partition import partition
from graph.identity.regrouping import Known, memberships_of, regroup
from graph.identity.reviews import Constraints, Kind, Review, Verdict

A, B, C, D, *_ = ITEMS
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


class World:
    """Things, links and reviews that come and go one at a time, and the memberships that are kept beside them."""

    def __init__(self, may_join):
        self.may_join = may_join
        self.things, self.links = set(), set()
        self.constraints = Constraints()
        self.memberships = set()

    def known(self):
        def group_with(thing):
            groups = {m.group for m in self.memberships if m.member == thing}
            return [m for m in self.memberships if m.group in groups]

        return Known(
            links=lambda thing: [link for link in self.links if thing in (link.one, link.other)],
            exists=self.things.__contains__,
            memberships=group_with,
            constraints=self.constraints,
            may_join=self.may_join,
            explain=lambda membership: f"by {membership.method}",
        )

    def change(self, change):
        what, value = change
        if what == "thing":
            self.things ^= {value}
            affected = [value]
        elif what == "link":
            self.links ^= {value}
            affected = [value.one, value.other]
        else:
            one, other = self.constraints.together, self.constraints.apart
            self.constraints = (
                Constraints(one ^ {value}, other - {value})
                if what == "together"
                else Constraints(one - {value}, other ^ {value})
            )
            affected = value
        regrouping = regroup(affected, known=self.known())
        assert regrouping.before <= self.memberships
        self.memberships = self.memberships - regrouping.removed | regrouping.added

    def from_scratch(self):
        groups = partition(
            self.things,
            self.links,
            together=self.constraints.together,
            apart=self.constraints.apart,
            may_join=self.may_join,
        )
        return set(memberships_of(groups, explain=self.known().explain))


changes = st.one_of(
    st.tuples(st.just("thing"), items),
    st.tuples(st.just("link"), links()),
    st.tuples(st.sampled_from(["together", "apart"]), pairs()),
)


@given(link_lists, st.lists(changes, max_size=20), guards)
def test_one_change_after_the_other_comes_to_the_same_as_from_scratch(links, changes, may_join):
    world = World(may_join)
    world.links = set(links)
    for item in ITEMS:
        world.change(("thing", item))
    assert world.memberships == world.from_scratch()
    for change in changes:
        world.change(change)
        assert world.memberships == world.from_scratch()


@given(link_lists, st.permutations(ITEMS))
def test_the_order_of_arrival_does_not_matter(links, order):
    one, other = World(allow_unless_both_ends), World(allow_unless_both_ends)
    one.links = other.links = set(links)
    for item in ITEMS:
        one.change(("thing", item))
    for item in order:
        other.change(("thing", item))
    assert one.memberships == other.memberships


def test_only_what_a_change_can_touch_is_looked_at():
    world = World(None)
    world.links = {Link.between(A, B, method="m", score=1.0), Link.between(C, D, method="m", score=1.0)}
    for item in (A, B, C, D):
        world.change(("thing", item))
    asked = []
    known = world.known()
    watched = Known(
        links=lambda thing: asked.append(thing) or known.links(thing),
        exists=known.exists,
        memberships=known.memberships,
    )
    regrouping = regroup([A], known=watched)
    assert set(asked) == {A, B}
    assert {m.member for m in regrouping.before} == {A, B}


def test_the_latest_review_of_a_pair_counts():
    def reviewed(verdict, *, minutes, ends=(A, B)):
        return Review.of(Kind.SOURCE, *ends, verdict=verdict, at=NOON + timedelta(minutes=minutes))

    merge, split = reviewed(Verdict.SAME, minutes=1), reviewed(Verdict.DIFFERENT, minutes=2, ends=(B, A))
    assert Constraints.of([split, merge]) == Constraints(apart=frozenset({(A, B)}))
    again = reviewed(Verdict.SAME, minutes=3)
    other = reviewed(Verdict.DIFFERENT, minutes=0, ends=(B, C))
    assert Constraints.of([again, split, merge, other]) == Constraints(frozenset({(A, B)}), frozenset({(B, C)}))


def test_a_review_is_known_by_what_it_says():
    one = Review.of(Kind.CLAIM, B, A, verdict=Verdict.SAME, at=NOON, reviewer=" Jo ", comment="")
    abroad = NOON.astimezone(timezone(timedelta(hours=5)))
    assert one == Review.of(Kind.CLAIM, A, B, verdict=Verdict.SAME, at=abroad, reviewer="Jo")
    others = [
        Review.of(Kind.SOURCE, A, B, verdict=Verdict.SAME, at=NOON, reviewer="Jo"),
        Review.of(Kind.CLAIM, A, B, verdict=Verdict.DIFFERENT, at=NOON, reviewer="Jo"),
        Review.of(Kind.CLAIM, A, B, verdict=Verdict.SAME, at=NOON, comment="Jo"),
        Review.of(Kind.CLAIM, A, B, verdict=Verdict.SAME, at=NOON + timedelta(microseconds=1), reviewer="Jo"),
    ]
    assert len({one.id, *(other.id for other in others)}) == 5


def test_a_review_is_about_two_things_at_a_known_moment():
    with pytest.raises(InputError, match="give two different ones"):
        Review.of(Kind.SOURCE, A, A, verdict=Verdict.SAME, at=NOON)
    with pytest.raises(ValueError, match="time zone"):
        Review.of(Kind.SOURCE, A, B, verdict=Verdict.SAME, at=NOON.replace(tzinfo=None))


@given(link_lists, items, st.integers(0, 6), guards)
def test_a_walk_reaches_so_far_and_takes_groups_in_whole(links, start, reach, may_join):
    world = World(may_join)
    world.links = set(links)
    for item in ITEMS:
        world.change(("thing", item))
    regrouping = regroup([start], known=replace(world.known(), reach=reach))
    groups = {m.member: m.group for m in world.memberships}
    together = {start: {start}} | {
        member: {other for other, group in groups.items() if group == groups[member]} for member in groups
    }
    assert together.get(start, {start}) <= regrouping.things
    assert all(together.get(thing, {thing}) <= regrouping.things for thing in regrouping.things)
    entered = {frozenset(together.get(thing, {thing})) for thing in regrouping.things}
    assert len(entered) <= reach + 1
    assert {m.member for m in regrouping.after} <= regrouping.things
    everything = regroup([start], known=replace(world.known(), reach=len(ITEMS)))
    assert everything == regroup([start], known=world.known())
