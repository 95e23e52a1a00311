"""The shapes of answers about who passes on whom over all documents."""

from dataclasses import dataclass

from graph.answers import DocumentRef


@dataclass(frozen=True, slots=True)
class Outlet:
    """A source under all ``names`` of it that are held to be one, and how much it says in the time asked for.

    ``id`` is that of one of them, and ``group`` the name of what they are held to be, null for one that is alone; name
    and kind are those of the one that says most.
    """

    id: str
    group: str | None
    name: str
    kind: str
    named: bool
    names: int
    statements: int
    documents: int


@dataclass(frozen=True, slots=True)
class OutletEdge:
    """That a source (id) passes on what another one says, in so many statements and documents.

    ``first`` and ``last`` are the days on which the first and last of these documents were published; null where none
    has a date. ``stances`` counts the statements by the stance of what is passed on. ``inferred`` tells how many of
    them rest on the other by inference and not by what the text says.
    """

    citing: str
    cited: str
    statements: int
    documents: int
    first: str | None
    last: str | None
    stances: dict[str, int]
    inferred: int


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day on which a source (id) passed on another one, with one document in which it did."""

    citing: str
    cited: str
    day: str
    document: DocumentRef


@dataclass(frozen=True, slots=True)
class OutletLoop:
    """Sources (ids) of which each passes on the next one, and the last the first.

    ``occasions`` are of a time in which what one of them said could go round: each rests on one that passed on the next
    one on an earlier day. There are none where the days allow that nowhere. It does not say that anything did go round:
    for that, ask for the loops of one claim.
    """

    sources: tuple[str, ...]
    edges: tuple[OutletEdge, ...]
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """Sources of which each in the end rests on each other one (a strongly connected component).

    Of ``size`` such sources, ``sources`` has the ids of those that say most. ``loops`` are the shortest among them;
    ``truncated`` says that there are more, or may be.
    """

    size: int
    sources: tuple[str, ...]
    loops: tuple[OutletLoop, ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class OutletGraph:
    """Who passes on whom: the edges with most statements first, then those of one number by their ids.

    ``sources_total`` and ``edges_total`` count all of it, and components are those of all of it, the largest first;
    ``sources`` has those that the answer speaks of, by their ids. ``truncated`` says that edges or components were
    left out. ``sparql`` asks for the same edges; where media are asked for, of all that some document calls one.
    """

    among: str
    sources_total: int
    edges_total: int
    sources: tuple[Outlet, ...]
    edges: tuple[OutletEdge, ...]
    components: tuple[Component, ...]
    truncated: bool
    sparql: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A source (id) at so many hops from another one; the last hop of a shortest way leads from or to ``through`` (id).

    ``statements`` is how many there are on that last hop.
    """

    source: str
    hops: int
    through: str
    statements: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Sources that are reached, the nearest first, then those of most statements on the last hop.

    ``truncated`` says that the search was cut: all those up to ``complete_to`` hops are there, and some of the next.
    """

    sources: tuple[Reached, ...]
    complete_to: int
    truncated: bool


@dataclass(frozen=True, slots=True)
class SourceStream:
    """Where what a source says comes from, and where it goes.

    ``rests_on`` and ``passed_on_by`` are the edges from it and to it, those with most statements first; of more than
    are there, ``edges_truncated`` tells. ``upstream`` has on whom it rests in the end, ``downstream`` who rests on it,
    both as far as they were followed. ``sources`` has all that the answer speaks of, by their ids.
    """

    source: Outlet
    among: str
    rests_on: tuple[OutletEdge, ...]
    passed_on_by: tuple[OutletEdge, ...]
    edges_truncated: bool
    upstream: Reach
    downstream: Reach
    sources: tuple[Outlet, ...]
