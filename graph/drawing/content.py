"""What there is to draw: the graph read once, checked, in a fixed order, and cut down where it is too big."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, replace

import networkx as nx

from graph.drawing.text import clean
from graph.errors import InputError
from graph.model import SourceKind, Stance

MAX_SOURCES = 400
"""More boxes than that cannot be read on any screen, and the layout would take seconds."""

MAX_LINKS = 700


@dataclass(frozen=True, slots=True)
class Source:
    """One box. ``name`` is one line, fit for XML; ``stances`` are its positions in a drawing of one claim."""

    key: str
    name: str
    kind: str
    named: bool
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow, between indices of sources. ``loop`` says that it lies on a circle of sources that is to be marked."""

    reporter: int
    origin: int
    stance: Stance
    count: int
    inferred: bool
    loop: bool


@dataclass(frozen=True, slots=True)
class Content:
    """The boxes and arrows, ordered by id and not by how the graph was built, and how many were left out."""

    sources: tuple[Source, ...]
    links: tuple[Link, ...]
    sources_left_out: int = 0
    links_left_out: int = 0


def read_graph(graph: nx.MultiDiGraph) -> Content:
    """All sources and links of the graph.

    Raises InputError for a stance that is none, or a count that is no positive number.
    """
    keys = sorted(graph.nodes, key=lambda key: (str(key), repr(type(key))))
    index = {key: i for i, key in enumerate(keys)}
    circle = {
        key: number for number, component in enumerate(nx.strongly_connected_components(graph)) for key in component
    }
    links = [
        Link(
            reporter=index[reporter],
            origin=index[origin],
            stance=_read_stance(attributes.get("stance", key)),
            count=_read_count(attributes.get("count", 1)),
            inferred=bool(attributes.get("inferred", False)),
            # An edge within a strongly connected component has a way back, so it lies on a circle. Whoever knows in
            # which order the hops were made knows better.
            loop=bool(attributes.get("loop", circle[reporter] == circle[origin])),
        )
        for reporter, origin, key, attributes in graph.edges(keys=True, data=True)
    ]
    stances = list(Stance)
    links.sort(key=lambda k: (k.reporter, k.origin, stances.index(k.stance), k.count, k.inferred))
    return Content(tuple(_read_source(graph, key) for key in keys), tuple(links))


def _read_source(graph: nx.MultiDiGraph, key: Hashable) -> Source:
    attributes = graph.nodes[key]
    stances = attributes.get("stances", (attributes.get("stance"),))
    return Source(
        key=clean(str(key)),
        name=clean(str(attributes.get("label") or key)) or "(no name)",
        kind=clean(str(attributes.get("kind") or SourceKind.UNSPECIFIED)),
        named=bool(attributes.get("named", True)),
        stances=tuple(_read_stance(stance) for stance in stances if stance is not None and stance != ""),
    )


def _read_stance(value: object) -> Stance:
    try:
        return Stance(str(value))
    except ValueError:
        known = ", ".join(Stance)
        raise InputError(f"{value!r} is no stance: a graph to draw has one of {known}.") from None


def _read_count(value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise InputError(f"{value!r} is no count of statements: an edge to draw has a whole number above 0.")
    return value


def limit(content: Content, *, sources: int = MAX_SOURCES, links: int = MAX_LINKS) -> Content:
    """The most cited sources and the heaviest links between them, with the number of those left out.

    Sources that are cited equally often are ranked by how often they cite, so that the reporters that stay
    are those with something to show.
    """
    cited, citing = Counter[int](), Counter[int]()
    for link in content.links:
        cited[link.origin] += link.count
        citing[link.reporter] += link.count
    ranked = sorted(range(len(content.sources)), key=lambda i: (-cited[i], -citing[i], i))
    kept = sorted(ranked[:sources])
    new = {old: i for i, old in enumerate(kept)}
    between = [
        replace(link, reporter=new[link.reporter], origin=new[link.origin])
        for link in content.links
        if link.reporter in new and link.origin in new
    ]
    heaviest = sorted(range(len(between)), key=lambda i: (not between[i].loop, -between[i].count, i))[:links]
    return Content(
        sources=tuple(content.sources[i] for i in kept),
        links=tuple(between[i] for i in sorted(heaviest)),
        sources_left_out=len(content.sources) - len(kept),
        links_left_out=len(content.links) - len(heaviest),
    )
