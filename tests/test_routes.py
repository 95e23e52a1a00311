from itertools import pairwise

import networkx as nx
import pytest
from digraphs import chain, complete, digraphs, ladder, layered, node_sets, shortest_first, shuffled, simple_paths
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import routes as module
from graph.analysis.routes import Routes, routes

EVERYTHING = 1_000_000


def paths(graph, starts, ends):
    return shortest_first(path for path in simple_paths(graph, starts) if path[-1] in ends)


def walks_into_loops(graph, starts, ends):
    endless = graph.subgraph(graph.nodes - ends)
    beginnings = simple_paths(endless, starts)
    return shortest_first(
        (*path, again) for path in beginnings for again in endless.successors(path[-1]) if again in path
    )


def lengths(walks):
    return [len(walk) for walk in walks]


@given(digraphs(), node_sets, node_sets)
def test_all_paths_and_all_walks_into_loops_are_found_in_order(graph, starts, ends):
    assert routes(graph, starts=starts, ends=ends, limit=EVERYTHING) == Routes(
        found=paths(graph, starts, ends),
        truncated=False,
        looped=walks_into_loops(graph, starts, ends),
        looped_truncated=False,
    )


@given(layered(), st.integers(1, 40))
def test_of_many_paths_of_one_length_the_first_are_those_of_the_smallest_ids(layers, limit):
    graph, starts, ends = layers
    assert routes(graph, starts=starts, ends=ends, limit=limit).found == paths(graph, starts, ends)[:limit]


@given(digraphs(), node_sets, node_sets, st.integers(0, 12))
def test_a_limit_keeps_the_first_and_says_that_there_are_more(graph, starts, ends, limit):
    found = routes(graph, starts=starts, ends=ends, limit=limit)
    everything, looped = paths(graph, starts, ends), walks_into_loops(graph, starts, ends)
    assert found.found == everything[:limit]
    assert found.truncated == (len(everything) > limit)
    assert lengths(found.looped) == lengths(looped[:limit])
    assert set(found.looped) <= set(looped)
    assert found.looped == shortest_first(set(found.looped))
    assert found.looped_truncated == (len(looped) > limit)


@given(digraphs(), node_sets, node_sets, st.integers(0, 300))
def test_who_gives_up_has_found_the_first_and_says_so(graph, starts, ends, steps):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MAX_STEPS", steps)
        found = routes(graph, starts=starts, ends=ends, limit=EVERYTHING)
    everything, looped = paths(graph, starts, ends), walks_into_loops(graph, starts, ends)
    assert found.found == everything[: len(found.found)]
    assert found.truncated or found.found == everything
    assert lengths(found.looped) == lengths(looped[: len(found.looped)])
    assert found.looped_truncated or found.looped == looped


@given(digraphs(), node_sets, node_sets, st.integers(0, 5), st.randoms(use_true_random=False))
def test_no_order_matters(graph, starts, ends, limit, random):
    again = shuffled(graph, random)
    assert routes(again, starts=starts, ends=ends, limit=limit) == routes(graph, starts=starts, ends=ends, limit=limit)


def test_a_path_ends_at_an_origin_unless_that_leads_on_to_another():
    graph = nx.DiGraph([("echo", "agency"), ("agency", "ministry"), ("ministry", "minister"), ("minister", "friend")])
    found = routes(graph, starts={"echo"}, ends={"ministry", "minister"}, limit=10)
    assert found.found == (("echo", "agency", "ministry"), ("echo", "agency", "ministry", "minister"))
    assert found.looped == ()


def test_who_only_comes_back_to_itself_is_told_apart():
    graph = nx.DiGraph([("echo", "post"), ("post", "sun"), ("sun", "post"), ("post", "ministry"), ("ministry", "echo")])
    assert routes(graph, starts={"echo"}, ends={"ministry"}, limit=10) == Routes(
        found=(("echo", "post", "ministry"),),
        truncated=False,
        looped=(("echo", "post", "sun", "post"),),
        looped_truncated=False,
    )


def test_a_report_that_is_an_origin_is_a_path_by_itself():
    graph = nx.DiGraph([("a", "a"), ("a", "b")])
    found = routes(graph, starts={"a"}, ends={"a"}, limit=10)
    assert found == Routes(found=(("a",),), truncated=False, looped=(), looped_truncated=False)


@pytest.mark.parametrize(("starts", "ends"), [(set(), {"b"}), ({"a"}, set()), ({"z"}, {"b"}), ({"b"}, {"a"})])
def test_where_no_path_leads_there_is_none(starts, ends):
    found = routes(nx.DiGraph([("a", "b")]), starts=starts, ends=ends, limit=10)
    assert found == Routes(found=(), truncated=False, looped=(), looped_truncated=False)


def test_of_a_complete_graph_the_shortest_are_found():
    graph = complete(60)
    first, *others, last = sorted(graph.nodes)
    found = routes(graph, starts={first}, ends={last}, limit=100)
    by_one = [(first, other, last) for other in others]
    assert found.found == ((first, last), *by_one, *((first, "00001", other, last) for other in others[1:42]))
    assert found.truncated
    assert found.looped[:58] == tuple((first, other, first) for other in others)
    assert found.looped_truncated


def test_of_a_complete_graph_not_all_are_looked_for():
    graph = complete(60)
    first, *_, last = sorted(graph.nodes)
    found = routes(graph, starts={first}, ends={last}, limit=10**9)
    assert found.truncated
    assert found.looped_truncated
    assert lengths(found.found) == sorted(lengths(found.found))


def test_a_chain_of_50000_is_one_path():
    graph, first, last = chain(50_000)
    whole = tuple(sorted(graph.nodes))
    found = routes(graph, starts={first}, ends={last}, limit=10)
    assert found == Routes(found=(whole,), truncated=False, looped=(), looped_truncated=False)


def test_a_chain_of_50000_that_runs_into_a_loop_is_one_walk():
    graph, first, last = chain(50_000)
    graph.add_edge(last, "25000")
    found = routes(graph, starts={first}, ends=set(), limit=10)
    assert found.looped == ((*sorted(graph.nodes), "25000"),)
    assert not found.looped_truncated


def test_of_a_ladder_the_first_paths_are_found():
    graph, first, last = ladder(40)
    found = routes(graph, starts={first}, ends={last}, limit=20)
    assert found.truncated
    assert len(set(found.found)) == 20
    assert found.found == shortest_first(found.found)
    assert found.found[0] == tuple(sorted(node for node in graph.nodes if not node.endswith("b")))
    assert set(lengths(found.found)) == {81}
    assert all(graph.has_edge(*hop) for path in found.found for hop in pairwise(path))


@pytest.mark.parametrize("back_to", ["00", "20", "40"])
def test_of_a_ladder_that_leads_back_the_shortest_walks_are_found(back_to):
    graph, first, last = ladder(40)
    graph.add_edge(last, back_to)
    found = routes(graph, starts={first}, ends=set(), limit=20)
    assert found.looped_truncated
    assert len(set(found.looped)) == 20
    assert set(lengths(found.looped)) == {82}
    assert all(walk[-1] == back_to and len(set(walk)) == 81 for walk in found.looped)


def test_beginnings_that_lead_nowhere_are_not_followed():
    graph, first, last = ladder(40)
    graph.add_edges_from([(last, first), (first, "end")])
    found = routes(graph, starts={first}, ends={"end"}, limit=10)
    assert found.found == ((first, "end"),)
    assert not found.truncated
