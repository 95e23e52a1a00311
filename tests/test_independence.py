from itertools import combinations

import networkx as nx
import pytest
from digraphs import chain, complete, digraphs, ladder, node_sets, shuffled, simple_paths
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.independence import Cut, minimum_cut, passed_by_all


def between(graph, reports, origins):
    return [path for path in simple_paths(graph, reports) if path[-1] in origins]


def before(graph, reports, cut):
    """What can be reached from the reports without a node of the cut."""
    left = graph.subgraph(graph.nodes - set(cut))
    return {path[-1] for path in simple_paths(left, reports)}


def smallest_cuts(graph, paths):
    for size in range(len(graph) + 1):
        cuts = [cut for cut in combinations(sorted(graph.nodes), size) if all(set(cut) & set(path) for path in paths)]
        if cuts:
            return cuts
    raise AssertionError("all nodes together are a cut")


@given(digraphs(), node_sets, node_sets)
def test_the_cut_is_the_smallest_one_nearest_the_reports(graph, reports, origins):
    cuts = smallest_cuts(graph, between(graph, reports, origins))
    found = minimum_cut(graph, reports=reports, origins=origins)
    assert found.size == len(found.nodes) == len(cuts[0])
    assert found.nodes in cuts
    nearest = before(graph, reports, found.nodes)
    assert all(nearest < before(graph, reports, cut) for cut in cuts if cut != found.nodes)


@given(digraphs(), node_sets, node_sets)
def test_as_many_paths_as_the_cut_has_nodes_share_none(graph, reports, origins):
    found = minimum_cut(graph, reports=reports, origins=origins)
    assert len(found.paths) == found.size
    assert set(found.paths) <= set(between(graph, reports, origins))
    assert list(found.paths) == sorted(found.paths)
    assert all(not set(one) & set(other) for one, other in combinations(found.paths, 2))
    for path in found.paths:
        assert not set(path[1:]) & reports
        assert not set(path[:-1]) & origins
        assert len(set(path) & set(found.nodes)) == 1


@given(digraphs(), node_sets, node_sets)
def test_what_all_pass_by_is_what_cuts_them_alone(graph, reports, origins):
    paths = between(graph, reports, origins)
    found = passed_by_all(graph, reports=reports, origins=origins)
    if not paths:
        assert found == ()
        return
    assert set(found) == set.intersection(*map(set, paths))
    assert all([node for node in path if node in found] == list(found) for path in paths)


@given(digraphs(), node_sets, node_sets)
def test_what_all_pass_by_first_is_a_cut_of_one(graph, reports, origins):
    cut = minimum_cut(graph, reports=reports, origins=origins)
    assert (cut.nodes if cut.size == 1 else ()) == passed_by_all(graph, reports=reports, origins=origins)[:1]


@given(digraphs(), node_sets, node_sets, st.randoms(use_true_random=False))
def test_no_order_matters(graph, reports, origins, random):
    again = shuffled(graph, random)
    for ask in (minimum_cut, passed_by_all):
        assert ask(again, reports=reports, origins=origins) == ask(graph, reports=reports, origins=origins)


def test_three_papers_that_print_one_agency_are_one_voice():
    graph = nx.DiGraph([("echo", "agency"), ("post", "agency"), ("sun", "agency"), ("agency", "ministry")])
    reports = {"echo", "post", "sun"}
    assert minimum_cut(graph, reports=reports, origins={"ministry"}) == Cut(
        size=1, nodes=("agency",), paths=(("echo", "agency", "ministry"),)
    )
    assert passed_by_all(graph, reports=reports, origins={"ministry"}) == ("agency", "ministry")


def test_a_way_around_makes_two():
    graph = nx.DiGraph([("echo", "agency"), ("post", "agency"), ("agency", "ministry"), ("post", "witness")])
    found = minimum_cut(graph, reports={"echo", "post"}, origins={"ministry", "witness"})
    assert found == Cut(size=2, nodes=("echo", "post"), paths=(("echo", "agency", "ministry"), ("post", "witness")))
    assert passed_by_all(graph, reports={"echo", "post"}, origins={"ministry", "witness"}) == ()


def test_a_report_that_is_an_origin_is_a_path_by_itself():
    graph = nx.DiGraph([("a", "b"), ("b", "a")])
    assert minimum_cut(graph, reports={"a"}, origins={"a"}) == Cut(size=1, nodes=("a",), paths=(("a",),))
    assert passed_by_all(graph, reports={"a"}, origins={"a", "b"}) == ("a",)


@pytest.mark.parametrize(("reports", "origins"), [(set(), {"b"}), ({"a"}, set()), ({"z"}, {"b"}), ({"b"}, {"a"})])
def test_where_no_path_leads_nothing_is_to_be_cut(reports, origins):
    graph = nx.DiGraph([("a", "b")])
    assert minimum_cut(graph, reports=reports, origins=origins) == Cut(size=0, nodes=(), paths=())
    assert passed_by_all(graph, reports=reports, origins=origins) == ()


def test_a_complete_graph_takes_all_reports():
    graph = complete(60)
    ids = sorted(graph.nodes)
    found = minimum_cut(graph, reports=set(ids[:20]), origins=set(ids[30:]))
    assert found.nodes == tuple(ids[:20])
    assert passed_by_all(graph, reports={ids[0]}, origins={ids[1]}) == (ids[0], ids[1])


def test_a_chain_of_50000_is_passed_whole():
    graph, first, last = chain(50_000)
    everything = tuple(sorted(graph.nodes))
    assert passed_by_all(graph, reports={first}, origins={last}) == everything
    assert minimum_cut(graph, reports={first}, origins={last}) == Cut(size=1, nodes=(first,), paths=(everything,))


def test_a_chain_whose_links_go_both_ways_is_passed_at_its_ends():
    graph, first, last = chain(50_000)
    graph.add_edges_from([(b, a) for a, b in graph.edges])
    graph.add_edges_from([("report", first), ("report", last), ("00100", "origin"), ("49000", "origin")])
    assert passed_by_all(graph, reports={"report"}, origins={"origin"}) == ("report", "origin")


def test_all_ways_through_a_ladder_pass_its_rungs():
    graph, first, last = ladder(40)
    assert passed_by_all(graph, reports={first}, origins={last}) == tuple(f"{rung:02}" for rung in range(41))
