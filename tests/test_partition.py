from itertools import combinations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from judgements import ITEMS, allow_unless_both_ends, guards, link_lists, pair_lists

from graph.identity.links import Link
from graph.identity.partition import FOUNDER, REVIEW, name_of, partition

A, B, C, D, *_ = ITEMS


def members(groups):
    return {group.members for group in groups}


def crosses(pairs, one, other):
    return any((a in one and b in other) or (b in one and a in other) for a, b in pairs)


def by_force(items, links, together, apart, may_join):
    """The definition, word by word, on sets."""
    groups = [frozenset([item]) for item in items]
    ordered = [(0, 0, *ends, "") for ends in together]
    ordered += [(1, -link.score, link.one, link.other, link.method) for link in links]
    for rank, _, a, b, _ in sorted(ordered):
        one, other = (next(group for group in groups if end in group) for end in (a, b))
        if one is other or crosses(apart, one, other) or (rank and may_join and not may_join(one, other)):
            continue
        groups = [group for group in groups if group not in (one, other)] + [one | other]
    return {tuple(sorted(group)) for group in groups}


@given(link_lists, pair_lists, pair_lists, guards)
def test_the_groups_are_those_of_the_definition(links, together, apart, may_join):
    found = partition(ITEMS, links, together=together, apart=apart, may_join=may_join)
    assert members(found) == by_force(ITEMS, links, together, apart, may_join)


@given(link_lists, pair_lists, pair_lists, guards, st.randoms())
def test_no_order_matters(links, together, apart, may_join, random):
    first = partition(ITEMS, links, together=together, apart=apart, may_join=may_join)
    again = [random.sample(values, len(values)) for values in (ITEMS, links * 2, together * 2, apart)]
    turned = [(b, a) for a, b in again[3]]
    assert partition(again[0] * 2, again[1], together=again[2], apart=turned, may_join=may_join) == first


@given(link_lists, pair_lists, pair_lists)
def test_what_is_to_be_apart_is_in_no_group(links, together, apart):
    for group in partition(ITEMS, links, together=together, apart=apart):
        assert not set(combinations(group.members, 2)) & set(apart)


@given(link_lists, pair_lists)
def test_without_objections_the_groups_are_the_connected_components(links, together):
    graph = nx.Graph([*((link.one, link.other) for link in links), *together])
    graph.add_nodes_from(ITEMS)
    expected = {tuple(sorted(component)) for component in nx.connected_components(graph)}
    assert members(partition(ITEMS, links, together=together)) == expected


@given(link_lists, pair_lists, pair_lists, guards)
def test_components_can_be_grouped_one_by_one(links, together, apart, may_join):
    graph = nx.Graph([*((link.one, link.other) for link in links), *together])
    graph.add_nodes_from(ITEMS)
    parts = []
    for component in nx.connected_components(graph):
        parts += partition(component, links, together=together, apart=apart, may_join=may_join)
    whole = partition(ITEMS, links, together=together, apart=apart, may_join=may_join)
    assert sorted(parts, key=lambda group: group.members) == whole


@given(link_lists, pair_lists, pair_lists)
def test_each_membership_tells_the_link_that_made_it(links, together, apart):
    known = {(link.one, link.other, link.method, link.score) for link in links}
    known |= {(*ends, REVIEW, 1.0) for ends in together}
    for group in partition(ITEMS, links, together=together, apart=apart):
        founder, *others = group.memberships
        assert (founder.method, founder.score, founder.compared_with) == (FOUNDER, 1.0, None)
        assert group.name == name_of(group.members) == founder.group
        for membership in others:
            ends = sorted((membership.member, membership.compared_with))
            assert (*ends, membership.method, membership.score) in known
            assert membership.group == group.name
        graph = nx.Graph([(m.member, m.compared_with) for m in others])
        graph.add_node(founder.member)
        assert set(graph) == set(group.members)
        assert nx.is_tree(graph)


def test_the_best_link_joins_and_what_stands_against_it_does_not():
    links = [
        Link.between(A, B, method="m", score=0.5),
        Link.between(B, C, method="m", score=0.9),
        Link.between(A, C, method="m", score=0.4),
    ]
    assert members(partition([A, B, C], links, apart=[(A, C)])) == {(A,), (B, C)}
    assert members(partition([A, B, C], links)) == {(A, B, C)}


def test_a_person_is_not_asked_for_what_a_method_would_allow():
    ends = (ITEMS[0], ITEMS[-1])
    link = Link.between(*ends, method="m", score=1.0)
    assert members(partition(ends, [link], may_join=allow_unless_both_ends)) == {(ends[0],), (ends[1],)}
    assert members(partition(ends, [], together=[ends], may_join=allow_unless_both_ends)) == {ends}


def test_of_reviews_that_contradict_each_other_the_split_holds():
    assert members(partition([A, B], [], together=[(A, B)], apart=[(A, B)])) == {(A,), (B,)}
    assert members(partition([A, B, C], [], together=[(A, B), (B, C)], apart=[(A, C)])) == {(A, B), (C,)}


def test_what_is_no_item_joins_nothing():
    links = [Link.between(A, B, method="m", score=1.0), Link.between(B, C, method="m", score=1.0)]
    assert members(partition([A, C], links, together=[(B, D)], apart=[(A, B)])) == {(A,), (C,)}


def test_scores_are_kept_to_four_decimals():
    (group,) = partition([A, B], [Link.between(A, B, method="m", score=0.123456)])
    assert group.memberships[1].score == 0.1235
