"""How far reports are independent: how many ways lead from them to origins that share nothing.

An edge u -> v means that u rests on v, one hop towards the origin.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

import networkx as nx
from networkx.algorithms.flow import edmonds_karp

from graph.analysis.reach import reached

_REPORTS, _ORIGINS = -1, -2


@dataclass(frozen=True, slots=True)
class Cut:
    """A smallest set of nodes without which no report leads to an origin, and as many paths that share no node.

    Attributes:
        size: How many nodes that takes, and how many paths without a node in common there are (Menger 1927).
        nodes: The nodes, by id. Of all smallest sets it is the one nearest the reports: whatever can be reached from
            them before its nodes can be reached before those of any other smallest set.
        paths: Paths without a node in common, each from a report to an origin with neither in between, by their ids.
            Where there are several choices of such paths, one is made that depends on nothing but the graph.
    """

    size: int
    nodes: tuple[str, ...]
    paths: tuple[tuple[str, ...], ...]


def minimum_cut(graph: nx.DiGraph, *, reports: Set[str], origins: Set[str]) -> Cut:
    """The smallest cut between reports and origins, where each node counts one, reports and origins included.

    Nodes that are not in the graph are ignored; a report that is an origin is a path by itself. What nothing joins is
    cut apart: news has many reports of their own, and a flow takes time for each path times the size of the graph.
    """
    between = reached(graph.adj, reports & graph.nodes) & reached(graph.pred, origins & graph.nodes)
    parts = nx.weakly_connected_components(graph.subgraph(between))
    cuts = [_cut(graph, ids=sorted(part), reports=reports, origins=origins) for part in parts]
    nodes = sorted(node for cut in cuts for node in cut.nodes)
    paths = sorted(path for cut in cuts for path in cut.paths)
    return Cut(size=len(nodes), nodes=tuple(nodes), paths=tuple(paths))


def _cut(graph: nx.DiGraph, *, ids: list[str], reports: Set[str], origins: Set[str]) -> Cut:
    """The smallest cut of nodes that are joined.

    A maximum flow finds it in a graph in which each node is split in two (Ford and Fulkerson 1962), in time
    proportional at most to the size of the cut times that of the graph (Edmonds and Karp 1972). What still can be
    reached from the reports when no more flow fits is the same for all maximum flows, and its border is the nearest
    cut (Picard and Queyranne 1980). The nodes are numbered, so that no order depends on how strings are hashed.
    """
    if len(ids) == 1:  # an origin that reports itself
        return Cut(1, (ids[0],), ((ids[0],),))
    split = _split(graph, ids=ids, reports=reports, origins=origins)
    flow = edmonds_karp(split, _REPORTS, _ORIGINS)
    open_hops = {
        node: [v for v, hop in hops.items() if hop["flow"] < hop["capacity"]] for node, hops in flow.adj.items()
    }
    still = reached(open_hops, [_REPORTS])
    nodes = tuple(node for own, node in enumerate(ids) if _entry(own) in still and _exit(own) not in still)
    return Cut(len(nodes), nodes, tuple(tuple(ids[own] for own in path) for path in _paths(flow)))


def passed_by_all(graph: nx.DiGraph, *, reports: Set[str], origins: Set[str]) -> tuple[str, ...]:
    """The nodes through which every path from any report to any origin passes, from the reports to the origins.

    Nodes that are not in the graph are ignored; where no path leads from a report to an origin, there are none. They
    are the dominators of all origins together (Lengauer and Tarjan 1979). One path and the ways around it tell them, in
    time linear in the size of the graph: a node of the path is one if no way leads past it. (networkx's dominators of
    all nodes take quadratic time on a chain whose links go both ways.)
    """
    path = _path(graph, reports=reports & graph.nodes, origins=origins)
    position = {node: index for index, node in enumerate(path)}
    waiting = list(reports & graph.nodes - position.keys())
    seen = set(waiting)
    # How far along the path a way leads that leaves it before the node that is looked at.
    furthest = max((position[node] for node in reports & position.keys()), default=-1)
    found: list[str] = []
    for index, passed in enumerate(path):
        while waiting:
            node = waiting.pop()
            furthest = max(furthest, len(path) if node in origins else -1)
            for after in graph.adj[node]:
                furthest = max(furthest, position.get(after, -1))
                if after not in position and after not in seen:
                    seen.add(after)
                    waiting.append(after)
        if furthest <= index:
            found.append(passed)
        waiting.append(passed)
    return tuple(found)


def _path(graph: nx.DiGraph, *, reports: Set[str], origins: Set[str]) -> list[str]:
    """Any path from a report to the first origin on it; empty if there is none."""
    before: dict[str, str | None] = dict.fromkeys(reports)
    waiting = list(reports)
    while waiting:
        node: str | None = waiting.pop()
        if node in origins:
            path = []
            while node is not None:
                path.append(node)
                node = before[node]
            return path[::-1]
        for after in graph.adj[node]:
            if after not in before:
                before[after] = node
                waiting.append(after)
    return []


def _split(graph: nx.DiGraph, *, ids: list[str], reports: Set[str], origins: Set[str]) -> nx.DiGraph:
    """Each node as an entry and an exit with room for one between them; all other hops have room for any number."""
    number = {node: own for own, node in enumerate(ids)}
    split = nx.DiGraph()
    split.add_nodes_from((_REPORTS, _ORIGINS))
    for own, node in enumerate(ids):
        split.add_edge(_entry(own), _exit(own), capacity=1)
        if node in reports:
            split.add_edge(_REPORTS, _entry(own))
        if node in origins:
            split.add_edge(_exit(own), _ORIGINS)
        else:  # No path need go on behind an origin, or come to a second report.
            after = sorted(number[after] for after in graph.adj[node] if after in number and after not in reports)
            split.add_edges_from((_exit(own), _entry(other)) for other in after)
    return split


def _paths(flow: nx.DiGraph) -> Iterable[list[int]]:
    """The paths of a flow, as the numbers of nodes: at most one unit goes through each, so there is one way on."""
    for start in (node for node, hop in flow.adj[_REPORTS].items() if hop["flow"] > 0):
        path = [start]
        while path[-1] != _ORIGINS:
            path.append(next(after for after, hop in flow.adj[path[-1]].items() if hop["flow"] > 0))
        yield [entry // 2 for entry in path[:-1:2]]


def _entry(own: int) -> int:
    return 2 * own


def _exit(own: int) -> int:
    return 2 * own + 1
