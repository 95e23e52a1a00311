"""Loops between sources over time: one passes on another, which later passes on the first."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from graph.analysis.outlet_answers import Occasion, OutletLoop
from graph.analysis.selection import Selection, edge
from graph.citations.totals import Passing
from graph.records import document_refs

Occasions = Sequence[tuple[date, str]]
"""Days in order, each once, with a document (id)."""


def loop_over_time(
    selection: Selection, loop: tuple[str, ...], *, passings: Mapping[tuple[str, str], Passing]
) -> OutletLoop:
    """A loop (ids, each leading to the next one) with the days on which it was gone round, if it was."""
    hops = list(zip(loop, (*loop[1:], loop[0]), strict=True))
    found = [passings[hop] for hop in hops]
    ids = {passing.citing: name for passing, name in zip(found, loop, strict=True)}
    round_ = first_round([selection.occasions(passing.citing, passing.cited) for passing in found])
    documents = {
        ref.id: ref for ref in document_refs(selection.library.store, {document for _, (_, document) in round_})
    }
    return OutletLoop(
        sources=loop,
        edges=tuple(edge(passing, ids) for passing in found),
        occasions=tuple(Occasion(*hops[hop], day.isoformat(), documents[document]) for hop, (day, document) in round_),
    )


def first_round(hops: Sequence[Occasions]) -> list[tuple[int, tuple[date, str]]]:
    """The round of a loop that is complete first: its hops by their places, each on a later day than the one before.

    What a source says travels against its hop, to the one that passes it on. So each hop is followed by the one that
    leads to where it starts. From wherever a round begins, taking each next hop on its first later day completes it as
    early as it can be; of rounds that are complete on one day the one that begins at the earlier place counts. Gives
    nothing where there is none. One day says nothing about which of its documents came first.
    """
    rounds = filter(None, (_round(hops, start) for start in range(len(hops))))
    return min(rounds, key=lambda found: found[-1][1][0], default=[])


def _round(hops: Sequence[Occasions], start: int) -> list[tuple[int, tuple[date, str]]]:
    found: list[tuple[int, tuple[date, str]]] = []
    for step in range(len(hops)):
        place = (start - step) % len(hops)
        days = [day for day, _ in hops[place]]
        following = bisect_right(days, found[-1][1][0]) if found else 0
        if following == len(days):
            return []
        found.append((place, hops[place][following]))
    return found
