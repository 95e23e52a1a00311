"""What was said and what was published, in order."""

from collections.abc import Iterator

from graph.analysis.timeline import Clock, Event
from graph.reporting.answers import Report
from graph.reporting.blocks import Block, Heading, Line, Paragraph, Words
from graph.reporting.telling import Citations, listed, table, who

_CLOCKS = {
    Clock.SAID: "said, as the text dates it",
    Clock.PUBLISHED: "published",
}


def timeline(report: Report, cite: Citations) -> Iterator[Block]:
    """A row for each event."""
    found = report.timeline
    yield Heading("timeline", 2, (Words("Timeline"),))
    rows = tuple(_row(event, cite) for event in found.events)
    yield table(
        "What was said and what was published are two clocks",
        ("When", "What", "Who speaks", "Document", "Quotes"),
        rows,
    )
    if found.undated:
        yield Paragraph((Words("Without any date: "), *cite.line(one.statement for one in found.undated), Words(".")))
    if found.more:
        yield Paragraph((Words("There is more than this table shows."),))


def _row(event: Event, cite: Citations) -> tuple[Line, ...]:
    sources = dict.fromkeys(saying.source for saying in event.sayings)
    return (
        (Words(event.when.replace("/", " to ")),),
        (Words(_CLOCKS[event.clock]),),
        listed(map(who, sources)),
        cite.where(event.document),
        cite.line(saying.statement for saying in event.sayings),
    )
