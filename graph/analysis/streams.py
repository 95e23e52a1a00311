"""On whom a source rests in the end, and who rests on it, over all documents."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from graph.analysis.outlet_answers import Outlet, Reach, Reached, SourceStream
from graph.analysis.selection import Selection, edge, ends
from graph.citations.groups import Among
from graph.citations.totals import Passing
from graph.errors import NotFoundError
from graph.identity.reviews import Kind
from graph.library import Library
from graph.records import describe_sources
from graph.search.entries import number_of

MAX_SOURCES = 1_000
"""Sources in either direction in one answer."""


def stream_of(
    library: Library,
    source: str,
    *,
    among: Among = Among.NAMED,
    since: date | None = None,
    until: date | None = None,
    least: int = 1,
    limit: int = 200,
) -> SourceStream:
    """What is upstream and downstream of a source (id), under all its names, at most so many sources each.

    Followed are those who pass each other on in at least ``least`` statements, in documents published in a time.
    Raises NotFoundError if there is no such source.
    """
    described = describe_sources(library.store, [source])
    if source not in described:
        raise NotFoundError(f"There is no source {source}.")
    selection = Selection.of(library, among=among, since=since, until=until, least=least)
    start = library.judgements.source_identities().get(number_of(source), number_of(source))
    selection = replace(selection, groups=selection.groups.extended([start]))
    citing, cited = selection.passings(citing=[start]), selection.passings(cited=[start])
    up = _search(start, lambda near: selection.passings(citing=near), end="cited", limit=limit)
    down = _search(start, lambda near: selection.passings(cited=near), end="citing", limit=limit)
    listed = (*citing[:limit], *cited[:limit], *up.last.values(), *down.last.values())
    shown = selection.outlets({start} | ends(listed))
    if start not in shown:  # it says nothing itself
        ref = described[source]
        group = library.judgements.group_of(source, kind=Kind.SOURCE)
        shown[start] = Outlet(source, group, ref.name, ref.kind, ref.named, names=1, statements=0, documents=0)
    ids = {number: outlet.id for number, outlet in shown.items()}
    return SourceStream(
        source=shown[start],
        among=among,
        rests_on=tuple(edge(passing, ids) for passing in citing[:limit]),
        passed_on_by=tuple(edge(passing, ids) for passing in cited[:limit]),
        edges_truncated=len(citing) > limit or len(cited) > limit,
        upstream=_reach(up, ids),
        downstream=_reach(down, ids),
        sources=tuple(sorted(shown.values(), key=lambda outlet: outlet.id)),
    )


@dataclass(slots=True)
class _Search:
    """Groups that were reached, in order, with the hops that it takes and the last of these."""

    hops: dict[int, int] = field(default_factory=dict)
    last: dict[int, Passing] = field(default_factory=dict)
    depth: int = 0
    is_cut: bool = False


def _search(
    start: int,
    leading_on: Callable[[Collection[int]], list[Passing]],
    *,
    end: Literal["citing", "cited"],
    limit: int,
) -> _Search:
    """Search in breadth from a group, to that end of each hop that lies farther away."""
    found, frontier = _Search(), {start}
    while frontier:
        nearest: dict[int, Passing] = {}
        for passing in leading_on(frontier):  # those of most statements first
            far = passing.cited if end == "cited" else passing.citing
            if far != start and far not in found.last:
                nearest.setdefault(far, passing)
        frontier = set()
        for far, passing in nearest.items():
            if len(found.last) == limit:
                found.is_cut = True
                return found
            found.hops[far], found.last[far] = found.depth + 1, passing
            frontier.add(far)
        found.depth += bool(frontier)
    return found


def _reach(found: _Search, ids: Mapping[int, str]) -> Reach:
    sources = tuple(
        Reached(
            source=ids[far],
            hops=found.hops[far],
            through=ids[passing.citing if passing.cited == far else passing.cited],
            statements=passing.statements,
        )
        for far, passing in found.last.items()
    )
    return Reach(sources, complete_to=found.depth, truncated=found.is_cut)
