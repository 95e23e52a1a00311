"""Where a source itself walked back or turned round, on whatever claim."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.analysis.positions import Turn, positions_of
from graph.analysis.stands import SIDES
from graph.identities import MAX_STATEMENTS, names_of, said_by_claim
from graph.library import Library
from graph.model import SpeechAct
from graph.search.filters import Filters
from graph.search.pages import page
from graph.search.shown import ShownRow

MAX_CLAIMS = 50
"""Claims of one source that are looked at, those on which it says most."""


@dataclass(frozen=True, slots=True)
class SourceTurns:
    """Sides that a source took and left again under any of its names, the latest first.

    ``truncated`` says that it says more than was looked at.
    """

    source: str
    turns: tuple[Turn, ...]
    truncated: bool


def turns_of(library: Library, source: str) -> SourceTurns:
    """The walk-backs and reversals of a source by its id, on all claims."""
    names = names_of(library, source)
    rows, total = page(library.index, Filters(sources=names), limit=MAX_STATEMENTS)
    candidates = [said.rows for said in said_by_claim(library, rows) if _may_turn(said.rows)]
    turns = [
        turn
        for said in candidates[:MAX_CLAIMS]
        for speaker in positions_of(library, said[0].claim).speakers
        for turn in speaker.turns
        if _is_own(turn, names)
    ]
    return SourceTurns(
        source=source,
        turns=tuple(sorted(turns, key=lambda turn: (turn.after.said_on or "", turn.after.statement), reverse=True)),
        truncated=total > len(rows) or len(candidates) > MAX_CLAIMS,
    )


def _may_turn(said: Sequence[ShownRow]) -> bool:
    """Whether somebody takes a side on a claim and says something else of it too."""
    stands = {(row.stance, row.speech_act == SpeechAct.RETRACT) for row in said}
    return len(stands) > 1 and any(stance in SIDES for stance, _ in stands)


def _is_own(turn: Turn, names: Sequence[str]) -> bool:
    return all(saying.source is not None and saying.source.id in names for saying in (turn.before, turn.after))
