from itertools import pairwise, permutations

import networkx as nx
import pytest
from digraphs import chain, complete, digraphs, ladder, shortest_first, shuffled, simple_paths
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import loops as module
from graph.analysis.loops import Loops, components, loops

EVERYTHING = 1_000_000


def circuits(graph):
    """Every order of every set of nodes that is one: in small graphs only."""
    for size in range(1, len(graph) + 1):
        for nodes in permutations(sorted(graph.nodes), size):
            if nodes[0] == min(nodes) and all(graph.has_edge(*hop) for hop in pairwise([*nodes, nodes[0]])):
                yield nodes


@given(digraphs(max_size=6))
def test_all_circuits_are_found_in_order(graph):
    assert loops(graph, limit=EVERYTHING) == Loops(found=shortest_first(circuits(graph)), truncated=False)


@given(digraphs())
def test_paths_that_lead_back_are_the_circuits(graph):
    back = [path for node in graph for path in simple_paths(graph, {node}) if graph.has_edge(path[-1], node)]
    expected = shortest_first(path for path in back if path[0] == min(path))
    assert loops(graph, limit=EVERYTHING).found == expected


@given(digraphs(), st.integers(0, 12))
def test_a_limit_keeps_the_first_and_says_that_there_are_more(graph, limit):
    everything = loops(graph, limit=EVERYTHING).found
    found = loops(graph, limit=limit)
    assert found == Loops(found=everything[:limit], truncated=len(everything) > limit)


@given(digraphs(), st.integers(0, 300))
def test_who_gives_up_has_found_the_first_and_says_so(graph, steps):
    everything = loops(graph, limit=EVERYTHING).found
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MAX_STEPS", steps)
        found = loops(graph, limit=EVERYTHING)
    assert found.found == everything[: len(found.found)]
    assert found.truncated or found.found == everything


@given(digraphs())
def test_components_are_what_can_reach_each_other(graph):
    reach = {node: {path[-1] for path in simple_paths(graph, {node})} for node in graph}
    expected = {tuple(v for v in sorted(graph) if v in reach[u] and u in reach[v]) for u in graph}
    looped = [nodes for nodes in expected if len(nodes) > 1 or graph.has_edge(nodes[0], nodes[0])]
    assert components(graph) == tuple(sorted(looped, key=lambda nodes: (-len(nodes), nodes)))


@given(digraphs())
def test_components_are_the_nodes_on_loops(graph):
    on_loops = {node for loop in loops(graph, limit=EVERYTHING).found for node in loop}
    assert {node for component in components(graph) for node in component} == on_loops


@given(digraphs(), st.integers(0, 5), st.randoms(use_true_random=False))
def test_no_order_matters(graph, limit, random):
    again = shuffled(graph, random)
    assert loops(again, limit=limit) == loops(graph, limit=limit)
    assert components(again) == components(graph)


def test_two_agencies_that_cite_each_other_and_one_that_cites_itself():
    graph = nx.DiGraph([("echo", "delta"), ("delta", "echo"), ("echo", "ministry"), ("post", "post"), ("sun", "echo")])
    assert loops(graph, limit=10) == Loops(found=(("post",), ("delta", "echo")), truncated=False)
    assert components(graph) == (("delta", "echo"), ("post",))


def test_of_a_complete_graph_the_pairs_come_first_then_the_triangles():
    graph = complete(60)
    ids = sorted(graph.nodes)
    pairs = tuple((a, b) for a in ids for b in ids if a < b)
    found = loops(graph, limit=2000)
    assert found.found[: len(pairs)] == pairs
    assert {len(loop) for loop in found.found[len(pairs) :]} == {3}
    assert found.truncated
    assert components(graph) == (tuple(ids),)


def test_of_a_complete_graph_not_all_are_looked_for():
    found = loops(complete(60), limit=10**9)
    assert found.truncated
    assert found.found[0] == ("00000", "00001")


def test_a_chain_of_50000_has_no_loop_unless_it_is_closed():
    graph, first, last = chain(50_000)
    assert loops(graph, limit=10) == Loops(found=(), truncated=False)
    graph.add_edge(last, first)
    whole = tuple(sorted(graph.nodes))
    assert loops(graph, limit=10) == Loops(found=(whole,), truncated=False)
    assert components(graph) == (whole,)


def test_of_a_ladder_that_leads_back_the_first_are_found():
    graph, first, last = ladder(40)
    graph.add_edge(last, first)
    found = loops(graph, limit=20)
    assert found.truncated
    lefts = tuple(sorted({*(f"{rung:02}" for rung in range(41)), *(f"{rung:02}a" for rung in range(40))}))
    assert found.found[0] == lefts
    assert len(set(found.found)) == 20
    assert list(found.found) == sorted(found.found)
    assert {len(loop) for loop in found.found} == {81}
