"""Routes: the ways on which reports come to their origins, and those on which they come to none.

An edge u -> v means that u rests on v, one hop towards the origin.
"""

from collections.abc import Set
from dataclasses import dataclass

import networkx as nx

from graph.analysis.lassos import lassos
from graph.analysis.reach import reached
from graph.analysis.shortest_first import MAX_STEPS, Beginning, Steps, Walk, first_of, shortest_first
from graph.analysis.ways import Hops, shortest_way


@dataclass(frozen=True, slots=True)
class Routes:
    """Paths and walks into loops, the shortest first, those of one length by their ids.

    Attributes:
        found: Paths from a start to an end, none of which passes a node twice. A start that is an end is one by itself.
        truncated: Whether there are more, or may be, since the search was given up. Those found are the first of all.
        looped: Walks from a start that come to no end, but back to a node of theirs, which stands last once more.
        looped_truncated: Whether there are more of these, or may be. None is longer than one that is not listed.
    """

    found: tuple[tuple[str, ...], ...]
    truncated: bool
    looped: tuple[tuple[str, ...], ...]
    looped_truncated: bool


def routes(graph: nx.DiGraph, *, starts: Set[str], ends: Set[str], limit: int) -> Routes:
    """The first simple paths from starts to ends, and the first walks that run into loops; at most so many of each.

    A path goes on behind an end if that leads to another one, so that both are listed; and one from a start may pass
    another start. Nodes that are not in the graph are ignored. Either search gives up after MAX_STEPS.
    """
    steps = Steps(MAX_STEPS)
    between = reached(graph.adj, starts & graph.nodes) & reached(graph.pred, ends & graph.nodes)
    hops = Hops.among(graph, parts=[between], starts=starts, ends=ends)

    def way_out(beginning: Beginning) -> Walk | None:
        return shortest_way(hops, beginning, goal=hops.exit, least=0, steps=steps)

    found, truncated = first_of(shortest_first([hops.entry], search=way_out, steps=steps), limit=limit)
    endless = graph.subgraph(graph.nodes - ends).copy()
    looped, looped_truncated = lassos(endless, starts=starts, limit=limit, max_steps=MAX_STEPS)
    return Routes(
        found=tuple(hops.named(walk) for walk in found),
        truncated=truncated,
        looped=looped,
        looped_truncated=looped_truncated,
    )
