"""Loops of a claim as they are shown, and what would remain of the claim without them."""

from itertools import pairwise

from graph.analysis.answers import CircularHop, CircularReport, Remainder
from graph.analysis.circularity import Loop, circles
from graph.analysis.reach import reached
from graph.analysis.separate_ways import ways_apart
from graph.analysis.showing import hop, speaker
from graph.analysis.sides import OneSide


def circular_reports(side: OneSide) -> tuple[tuple[CircularReport, ...], bool]:
    """The loops of one side of a claim, the shortest first, and whether there may be more."""
    found, truncated = circles(side)
    return tuple(_report(side, loop) for loop in found), truncated


def _report(side: OneSide, loop: Loop) -> CircularReport:
    return CircularReport(
        stance=side.stance.value,
        speakers=tuple(speaker(side.sources, one) for one in loop.speakers),
        hops=tuple(
            CircularHop(
                source=speaker(side.sources, made.speaker),
                rests_on=speaker(side.sources, relied_on),
                document=side.evidence.documents[made.document].ref,
                hop=hop(side, outer=made.pair[0], inner=made.pair[1]),
            )
            for made, relied_on in zip(loop.hops, _relied_on(loop), strict=True)
        ),
        documents=tuple(side.evidence.documents[name].ref for name in loop.documents),
        without=_without(side, loop),
    )


def _relied_on(loop: Loop) -> tuple[str, ...]:
    """To whom each hop leads: the first to whoever makes the last one, and each other to who made the one before."""
    makers = [made.speaker for made in loop.hops]
    return (makers[-1], *makers[:-1])


def _without(side: OneSide, loop: Loop) -> Remainder:
    left = side.sources.copy()
    left.remove_edges_from(pairwise((*loop.speakers, loop.speakers[0])))
    still = reached(left.adj, side.reports)
    named, unnamed = (
        [origin.speaker for origin in origins if origin.speaker in still]
        for origins in (side.origins.named, side.origins.unnamed)
    )
    apart = ways_apart(left, reports=side.reports, named=set(named), unnamed=set(unnamed), tied=side.of_one_state)
    return Remainder(
        named=tuple(speaker(left, one) for one in named),
        unnamed=tuple(speaker(left, one) for one in unnamed),
        at_least=apart.at_least,
        at_most=apart.cut.size,
        beyond=any(one not in loop.speakers for one in (*named, *unnamed)),
    )
