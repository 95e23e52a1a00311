"""How many ways lead from reports to origins with nobody in common, when some origins may be one or several."""

from collections.abc import Collection, Set
from dataclasses import dataclass

import networkx as nx

from graph.analysis.independence import Cut, minimum_cut, passed_by_all

_ANYBODY = ""
"""The node that all unnamed origins become; no speaker has this id."""


@dataclass(frozen=True, slots=True)
class SeparateWays:
    """How many there are at least; most of them with the cut that all pass; and the nodes that every way passes."""

    at_least: int
    cut: Cut
    through: tuple[str, ...]


def ways_apart(
    graph: nx.DiGraph, *, reports: Set[str], named: Set[str], unnamed: Set[str], tied: Collection[Set[str]] = ()
) -> SeparateWays:
    """The ways from reports to origins, of which some have no name; nodes that are not in the graph are ignored.

    That two unnamed origins are different people no text says, nor that those named ones speak for themselves which are
    ``tied`` to each other, so for the least number each such set is one. It is the least whichever of them are one: a
    way ends with the first origin that it comes to, so of the ways that share nobody at most one ends in each set.
    """
    ends = named | unnamed
    cut = minimum_cut(graph, reports=reports, origins=ends)
    through = passed_by_all(graph, reports=reports, origins=ends)
    one_of = dict.fromkeys(unnamed & graph.nodes, _ANYBODY)
    one_of |= {origin: min(some) for some in tied for origin in some & named & graph.nodes}
    if len(set(one_of.values())) == len(one_of):
        return SeparateWays(cut.size, cut, through)
    as_one = nx.relabel_nodes(graph, one_of)
    starts, merged = ({one_of.get(node, node) for node in some} for some in (reports, ends))
    return SeparateWays(minimum_cut(as_one, reports=starts, origins=merged).size, cut, through)
