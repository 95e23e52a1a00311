"""Who asserts, denies or doubts the claim, on what day, and who changed sides."""

from collections.abc import Iterator

from graph.analysis.positions import Standing
from graph.analysis.sayings import Saying
from graph.reporting.answers import Report
from graph.reporting.blocks import Block, Bullets, Foreign, Heading, Line, Paragraph, Words
from graph.reporting.telling import Citations, basis, listed, table, taken, when, who

_TURNS = {"walk_back": "gave up its side", "reversal": "changed sides"}
_CONTINUITY = {
    "same_source": "",
    "same_body": "; both speak for it",
    "successor": "; one took the place of the other",
}


def positions(report: Report, cite: Citations) -> Iterator[Block]:
    """A row for each saying, speaker by speaker."""
    found = report.positions
    yield Heading("positions", 2, (Words("Positions"),))
    if found.first:
        told = [(*who(one.source), Words(" ("), *when(one.said_on), Words(")")) for one in found.first]
        yield Paragraph((Words("First to assert it, as far as days are known: "), *listed(told), Words(".")))
    turns = [turn for standing in found.speakers for turn in _turns(standing, cite)]
    if turns:
        yield Bullets(tuple(turns))
    rows = [row for standing in found.speakers for row in _rows(standing, cite)]
    yield table(
        "Who says what of the claim since when",
        ("Speaker", "Says", "When", "Known from", "Document", "Quote"),
        tuple(rows),
    )


def _turns(standing: Standing, cite: Citations) -> Iterator[Line]:
    for turn in standing.turns:
        yield (
            *who(standing.speaker),
            Words(f" {_TURNS[turn.kind]}: "),
            *_told(turn.before, cite),
            Words("; then "),
            *_told(turn.after, cite),
            Words(f"{_CONTINUITY[turn.continuity]}."),
        )


def _told(saying: Saying, cite: Citations) -> Line:
    took = f" {taken(saying.stance, saying.speech_act)}, "
    return *who(saying.source), Words(took), *when(saying.said_on), Words(" "), *cite.line([saying.statement])


def _rows(standing: Standing, cite: Citations) -> Iterator[tuple[Line, ...]]:
    for span in standing.spans:
        for saying in span.sayings:
            yield _row(standing, saying, cite, note="")
    for note, sayings in (
        ("told again", standing.retold),
        ("", standing.undated),
        ("passed on", standing.relayed),
    ):
        for saying in sayings:
            yield _row(standing, saying, cite, note=note)


def _row(standing: Standing, saying: Saying, cite: Citations, *, note: str) -> tuple[Line, ...]:
    told = taken(saying.stance, saying.speech_act) + (f", {note}" if note else "")
    return (
        _speaker(standing, saying),
        (Words(told),),
        when(saying.said_on),
        basis(saying.said_on_basis),
        cite.where(saying.document),
        cite.line([saying.statement]),
    )


def _speaker(standing: Standing, saying: Saying) -> Line:
    """Who says it, and for whom, where a body counts as the speaker."""
    speaker, source = standing.speaker, saying.source
    if speaker is None or source is None or speaker.name == source.name:
        return who(source)
    return *who(source), Words(" (for "), Foreign(speaker.name), Words(")")
