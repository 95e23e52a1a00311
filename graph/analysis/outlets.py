"""Who passes on whom over all documents: the citation graph of outlets, and which of them feed each other."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import networkx as nx

from graph.analysis.loops import components, loops
from graph.analysis.outlet_answers import Component, OutletGraph
from graph.analysis.outlet_loops import loop_over_time
from graph.analysis.outlet_query import edges_query
from graph.analysis.selection import Selection, edge, ends
from graph.citations.groups import Among
from graph.citations.totals import Passing
from graph.library import Library

MAX_EDGES = 10_000
"""Edges in one answer."""
_MAX_COMPONENTS = 20
_MAX_LOOPS = 10  # of a component
_MAX_SOURCES = 50  # of a component that are named


def outlets(
    library: Library,
    *,
    among: Among = Among.MEDIA,
    since: date | None = None,
    until: date | None = None,
    least: int = 1,
    limit: int = 1_000,
) -> OutletGraph:
    """The graph of who passes on whom in at least ``least`` statements, in documents published in a time.

    What a source passes on of itself is left out. Of the edges, at most ``limit`` are listed.
    """
    selection = Selection.of(library, among=among, since=since, until=until, least=least)
    found = selection.passings()
    listed, numbers = found[:limit], ends(found)
    names = selection.names(numbers)
    passings = {(names[passing.citing], names[passing.cited]): passing for passing in found}
    all_components = components(nx.DiGraph(list(passings)))
    feeding = [_component(selection, sources, passings) for sources in all_components[:_MAX_COMPONENTS]]
    named = {name for component in feeding for loop in component.loops for name in loop.sources}
    named |= {name for component in feeding for name in component.sources}
    shown = selection.outlets(ends(listed) | {number for number in numbers if names[number] in named})
    return OutletGraph(
        among=among,
        sources_total=len(numbers),
        edges_total=len(found),
        sources=tuple(sorted(shown.values(), key=lambda outlet: outlet.id)),
        edges=tuple(edge(passing, names) for passing in listed),
        components=tuple(feeding),
        truncated=len(found) > limit or len(all_components) > _MAX_COMPONENTS,
        sparql=edges_query(among, since=since, until=until, least=least),
    )


def _component(
    selection: Selection, sources: tuple[str, ...], passings: Mapping[tuple[str, str], Passing]
) -> Component:
    inside = set(sources)
    graph = nx.DiGraph([hop for hop in passings if inside.issuperset(hop)])
    found = loops(graph, limit=_MAX_LOOPS)
    weights: Counter[str] = Counter()
    for hop in graph.edges:
        for name in hop:
            weights[name] += passings[hop].statements
    heaviest = sorted(sources, key=lambda name: (-weights[name], name))
    return Component(
        size=len(sources),
        sources=tuple(heaviest[:_MAX_SOURCES]),
        loops=tuple(loop_over_time(selection, loop, passings=passings) for loop in found.found),
        truncated=found.truncated,
    )
