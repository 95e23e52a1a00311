"""What the commands about time print for people, line by line."""

from typing import TYPE_CHECKING

from api.console import STANCES, line, name_of, short

if TYPE_CHECKING:
    from graph.analysis.positions import Positions, Standing, Turn
    from graph.analysis.sayings import Saying
    from graph.analysis.timeline import Timeline

_TURNS = {"walk_back": "walked back", "reversal": "turned round"}
_MOST_SAYINGS = 3  # of one time span that are shown


def timeline(found: "Timeline") -> None:
    """Print a timeline, an event and its statements a line each."""
    line(f"“{short(found.text)}”" if found.text is not None else name_of(found.source))
    for event in found.events:
        if event.clock == "said":
            line(f"{event.when}  said (by the text of {document_of(event.sayings[0])})")
        else:
            line(f"{event.when}  published: {document_of(event.sayings[0])}")
        for saying in event.sayings:
            saying_lines(saying)
    if found.undated:
        line("without a date:")
    for saying in found.undated:
        saying_lines(saying)
    if found.more:
        line(f"There are more: ask again with --offset {found.offset + _count(found)}.")
    if found.truncated:
        line(f"Only the first {found.total:,} statements were looked at.")


def _count(found: "Timeline") -> int:
    dated = {saying.statement for event in found.events for saying in event.sayings}
    return len(dated) + len(found.undated)


def positions(found: "Positions") -> None:
    """Print who stands where."""
    line(f"“{short(found.text)}”")
    if found.first:
        names = ", ".join(dict.fromkeys(name_of(saying.source) for saying in found.first))
        line(f"   first to affirm it, as far as days are known: {names} ({found.first[0].said_on})")
    for speaker in found.speakers:
        _standing(speaker)
    if found.truncated:
        line("   There are more statements than were looked at.")


def _standing(standing: "Standing") -> None:
    others = [source.name for source in standing.sources if source != standing.speaker]
    by = f" (by {', '.join(others)})" if others else ""
    line(f"- {name_of(standing.speaker)}{by}")
    for turn in standing.turns:
        _turn(turn)
    for span in standing.spans:
        when = span.since if span.since == span.until else f"{span.since} to {span.until}"
        line(f"   {when}  {STANCES[span.stance]}")
        for saying in span.sayings[:_MOST_SAYINGS]:
            saying_lines(saying)
        if len(span.sayings) > _MOST_SAYINGS:
            line(f"     … and {len(span.sayings) - _MOST_SAYINGS} more")
    for what, sayings in (
        ("reported again", standing.retold),
        ("without a date", standing.undated),
        ("denies only having said it", standing.disowned),
    ):
        if sayings:
            line(f"   {what}: {len(sayings)}")
    if standing.relayed:
        stances = ", ".join(dict.fromkeys(STANCES[saying.stance] for saying in standing.relayed))
        line(f"   only passes on: {len(standing.relayed)} ({stances})")


def _turn(turn: "Turn") -> None:
    line(
        f"   {_TURNS[turn.kind]} between {turn.before.said_on} ({name_of(turn.before.source)} "
        f"{STANCES[turn.before.stance]}) and {turn.after.said_on} ({name_of(turn.after.source)} "
        f"{STANCES[turn.after.stance]}, {turn.after.speech_act})"
    )


def saying_lines(saying: "Saying") -> None:
    """Print a statement and its passage."""
    when = f", said {saying.said_on} (by {saying.said_on_basis})" if saying.said_on else ""
    line(f"   - {name_of(saying.source)} {STANCES[saying.stance]} ({saying.speech_act}){when}")
    line(f"     in {document_of(saying)}: “{short(saying.quote)}” [{saying.span[0]}-{saying.span[1]}]")


def document_of(saying: "Saying") -> str:
    """Outlet and title of the document of a statement, or what else it is known by."""
    document = saying.document
    return f"{document.outlet or 'unknown outlet'}, {document.title or document.url or document.id}"
