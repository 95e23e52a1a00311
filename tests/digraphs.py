"""Small random graphs for Hypothesis, exhaustive search on them, and large hostile ones."""

from itertools import pairwise, product

import networkx as nx
from hypothesis import strategies as st

IDS = "abcdefgh"


@st.composite
def digraphs(draw, *, max_size=8):
    """Graphs of up to so many nodes, with loops and self-loops, their nodes and edges in any order."""
    nodes = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=max_size))
    graph = nx.DiGraph()
    graph.add_nodes_from(nodes)
    if nodes:
        node = st.sampled_from(nodes)
        graph.add_edges_from(draw(st.lists(st.tuples(node, node), unique=True, max_size=20)))
    return graph


@st.composite
def layered(draw, *, layers=7, width=3):
    """Graphs whose edges lead from each layer to the next, ids in any order, with the first and the last layer."""
    ids = draw(st.permutations([f"{number:02}" for number in range(layers * width)]))
    rows = [ids[start : start + width] for start in range(0, len(ids), width)]
    hops = [hop for one, other in pairwise(rows) for hop in product(one, other)]
    missing = draw(st.lists(st.sampled_from(hops), unique=True, max_size=len(hops) // 2))
    graph = nx.DiGraph(hops)
    graph.remove_edges_from(missing)
    return graph, frozenset(rows[0]), frozenset(rows[-1])


node_sets = st.frozensets(st.sampled_from([*IDS, "elsewhere"]), max_size=4)


def shuffled(graph, random):
    """The same graph, put in in another order."""
    again = nx.DiGraph()
    again.add_nodes_from(random.sample(sorted(graph.nodes), len(graph)))
    again.add_edges_from(random.sample(sorted(graph.edges), graph.number_of_edges()))
    return again


def simple_paths(graph, starts):
    """All paths from the starts that pass no node twice, wherever they end."""
    found = [(start,) for start in sorted(starts & graph.nodes)]
    for path in found:
        found.extend((*path, after) for after in graph.successors(path[-1]) if after not in path)
    return found


def shortest_first(walks):
    return tuple(sorted(walks, key=lambda walk: (len(walk), walk)))


def complete(size):
    ids = [f"{number:05}" for number in range(size)]
    return nx.DiGraph((a, b) for a, b in product(ids, ids) if a != b)


def chain(size):
    graph = nx.DiGraph(pairwise(f"{number:05}" for number in range(size)))
    return graph, "00000", f"{size - 1:05}"


def ladder(rungs):
    """Two ways on at each of the rungs, so that 2 ** rungs paths lead from "00" to the last node."""
    graph = nx.DiGraph()
    for rung in range(rungs):
        for side in "ab":
            nx.add_path(graph, [f"{rung:02}", f"{rung:02}{side}", f"{rung + 1:02}"])
    return graph, "00", f"{rungs:02}"
