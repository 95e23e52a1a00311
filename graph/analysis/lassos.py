"""Walks that end where they have been: a path, and a loop at its end. Automata theory calls them lassos."""

from collections.abc import Set

import networkx as nx

from graph.analysis.loops import components
from graph.analysis.reach import reached
from graph.analysis.shortest_first import Beginning, Search, Steps, Walk, first_of, shortest_first
from graph.analysis.ways import Hops, shortest_way


def lassos(
    graph: nx.DiGraph, *, starts: Set[str], limit: int, max_steps: int
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """The shortest walks from the starts whose last node is the first that comes twice, by length and then by ids.

    Also tells whether there are more than the limit allows, or may be, since the search was given up after that many
    steps. Where not all of one length are listed, which of them are depends on nothing but the graph.
    """
    looped = components(graph)
    leading = reached(graph.pred, (node for nodes in looped for node in nodes))
    hops = Hops.among(graph, parts=[leading & reached(graph.adj, starts & graph.nodes)], starts=starts)
    loop_of = {node: index for index, nodes in enumerate(looped) for node in nodes}
    component = {own: loop_of[node] for own, node in enumerate(hops.ids) if node in loop_of}
    steps = Steps(max_steps)
    into_loop = _search(hops, component=component, steps=steps)
    found, truncated = first_of(shortest_first([hops.entry], search=into_loop, steps=steps), limit=limit)
    return tuple(sorted(map(hops.named, found), key=lambda walk: (len(walk), walk))), truncated


def _search(hops: Hops, *, component: dict[int, int], steps: Steps) -> Search:
    """A shortest way on into a loop.

    It leads either back to what was passed, or to a node and from there once around the shortest loop through it. The
    shortest of these comes to nothing twice before its end, or else it would be a longer way than one that ends there.
    """
    circuits: dict[int, Walk | None] = {}

    def circuit(node: int) -> Walk | None:
        if node not in circuits:
            around = shortest_way(hops, Beginning.at(node), goal=node, least=0, steps=steps)
            steps.spend(len(around or ()))
            circuits[node] = around
        return circuits[node]

    def into_loop(beginning: Beginning) -> Walk | None:
        best: Walk | None = None
        level = [node for node in hops.ahead[beginning.last] if node not in beginning.barred]
        before = dict.fromkeys(level, beginning.last)
        depth_of = dict.fromkeys(level, 1)
        depth = 1
        while level and (best is None or depth < len(best)):
            steps.spend(sum(1 + len(hops.ahead[node]) + len(hops.behind[node]) for node in level))
            for node in level:
                if node in beginning.passed:
                    return _way(before, node, last=beginning.last)
            for node in level:
                # Of each loop only the node that is reached first matters: it comes before all others on the loop.
                late = (other for other in hops.behind[node] if depth_of.get(other, depth) >= depth)
                if node in component and any(component.get(other) == component[node] for other in late):
                    around = circuit(node)
                    if around and (best is None or depth + len(around) < len(best)):
                        best = (*_way(before, node, last=beginning.last), *around)
            depth += 1
            following = []
            for node in level:
                for after in hops.ahead[node]:
                    if after not in before:
                        before[after], depth_of[after] = node, depth
                        following.append(after)
            level = following
        return best

    return into_loop


def _way(before: dict[int, int], node: int, *, last: int) -> Walk:
    way = [node]
    while before[way[-1]] != last:
        way.append(before[way[-1]])
    return tuple(reversed(way))
