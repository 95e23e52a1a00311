"""Who is confirmed by somebody who has it from them."""

from collections.abc import Iterator

from graph.analysis.answers import CircularReport
from graph.reporting.answers import Report
from graph.reporting.blocks import Block, Heading, Line, Paragraph, Table, Words
from graph.reporting.telling import Citations, day_of, listed, table, who


def circles(report: Report, cite: Citations) -> Iterator[Block]:
    """Each circle with its documents in order of time, and what would remain without it."""
    yield Heading("circles", 2, (Words("Circular reports"),))
    found = [loop for side in report.standing.sides for loop in side.circular]
    if not found:
        yield Paragraph((Words("Nobody is confirmed in a circle."),))
    for number, loop in enumerate(found, start=1):
        speakers = [who(one) for one in (*loop.speakers, loop.speakers[0])]
        told = [part for speaker in speakers for part in (Words(" → "), *speaker)][1:]
        yield Heading(f"circle-{number}", 3, (Words("↻ "), *told))
        yield _hops(loop, cite)
        yield Paragraph((Words("Documents in order of time: "), *listed(map(cite.where, loop.documents)), Words(".")))
        yield Paragraph(_remainder(loop))
    if any(side.circular_truncated for side in report.standing.sides):
        yield Paragraph((Words("There may be more circles than were looked at."),))


def _hops(loop: CircularReport, cite: Citations) -> Table:
    rows = [
        (
            (Words(day_of(made.document)),),
            (*who(made.source), Words(" has it from "), *who(made.rests_on)),
            (Words("inferred" if made.hop.inferred else "stated"),),
            cite.where(made.document),
            cite.line(
                [*([made.hop.passage.statement] if made.hop.passage else []), made.hop.rests_on.statement],
            ),
        )
        for made in loop.hops
    ]
    return table(
        "The circle in order of time", ("Published", "What happened", "Known", "Document", "Quotes"), tuple(rows)
    )


def _remainder(loop: CircularReport) -> Line:
    left = [*loop.without.named, *loop.without.unnamed]
    if not left:
        return (Words("Without it nobody is left with whom the claim begins."),)
    told = (Words("Without it the claim still begins with "), *listed(map(who, left)))
    return (*told, Words("." if loop.without.beyond else ", all of whom are part of the circle."))
