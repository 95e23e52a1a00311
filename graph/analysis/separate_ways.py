"""How many ways lead from reports to origins with nobody in common, when unnamed origins may be one or several."""

from collections.abc import Set
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


def ways_apart(graph: nx.DiGraph, *, reports: Set[str], named: Set[str], unnamed: Set[str]) -> SeparateWays:
    """The ways from reports to origins, of which some have no name; nodes that are not in the graph are ignored.

    That two unnamed origins are different people no text says, so for the least number all of them are one. It is the
    least whichever of them are one: a way ends with the first origin that it comes to, so at most one of the ways that
    share nobody ends with an unnamed one, and it does so whoever that is.
    """
    ends = named | unnamed
    cut = minimum_cut(graph, reports=reports, origins=ends)
    through = passed_by_all(graph, reports=reports, origins=ends)
    here = unnamed & graph.nodes
    if len(here) < 2:
        return SeparateWays(cut.size, cut, through)
    as_one = nx.relabel_nodes(graph, dict.fromkeys(here, _ANYBODY))
    starts = (reports - here) | ({_ANYBODY} if reports & here else frozenset())
    least = minimum_cut(as_one, reports=starts, origins=named | {_ANYBODY}).size
    return SeparateWays(least, cut, through)
