"""Loops: statements or sources that in the end rest on themselves.

An edge u -> v means that u rests on v.
"""

from dataclasses import dataclass

import networkx as nx

from graph.analysis.shortest_first import MAX_STEPS, Beginning, Steps, Walk, first_of, shortest_first
from graph.analysis.ways import Hops, shortest_way


@dataclass(frozen=True, slots=True)
class Loops:
    """Loops, the shortest first, those of one length by their ids.

    Attributes:
        found: Each once, as its nodes from the smallest id on; the last node leads to the first one.
        truncated: Whether there are more, or may be, since the search was given up. Those found are the first of all.
    """

    found: tuple[tuple[str, ...], ...]
    truncated: bool


def loops(graph: nx.DiGraph, *, limit: int) -> Loops:
    """The first elementary circuits of a graph: those that pass no node twice (Johnson 1975), self-loops among them.

    Johnson's algorithm finds them in no order, and the shortest may come last of very many. Here each node begins the
    circuits of which it is the smallest, and those are listed shortest first, as paths are (Yen 1971). Gives up after
    MAX_STEPS; a thousand loops of a graph of a thousand nodes and four thousand edges take far fewer.
    """
    steps = Steps(MAX_STEPS)
    hops = Hops.among(graph, parts=components(graph))

    def way_back(beginning: Beginning) -> Walk | None:
        return shortest_way(hops, beginning, goal=beginning.first, least=beginning.first, steps=steps)

    walks = shortest_first(range(len(hops.ids)), search=way_back, steps=steps)
    found, truncated = first_of(walks, limit=limit)
    return Loops(found=tuple(hops.named(walk[:-1]) for walk in found), truncated=truncated)


def components(graph: nx.DiGraph) -> tuple[tuple[str, ...], ...]:
    """The strongly connected components with a loop in them, the largest first, then by their ids, which are in order.

    They have more than one node, or one that leads to itself.
    """
    found = [tuple(sorted(component)) for component in nx.strongly_connected_components(graph)]
    looped = [nodes for nodes in found if len(nodes) > 1 or graph.has_edge(nodes[0], nodes[0])]
    return tuple(sorted(looped, key=lambda nodes: (-len(nodes), nodes)))
