"""What the command about disagreement prints for people, line by line."""

from typing import TYPE_CHECKING

from api.commands.time_lines import saying_lines
from api.console import line, name_of, short

if TYPE_CHECKING:
    from graph.analysis.disagreement import Disagreement, Objection
    from graph.analysis.drift import Drift, Numbers
    from graph.analysis.sayings import Saying

_TARGETS = {
    "claim": "contradicts",
    "origin": "contradicts, and names,",
    "relay": "contradicts only those who pass it on:",
    "saying": "denies only having said it, as told of",
}
_MOST_NAMES = 6


def disagreement(found: "Disagreement") -> None:
    """Print what stands against a claim."""
    line(f"“{short(found.text)}”")
    for objection in found.objections:
        _objection(objection, found.origins)
    for contrary in found.contrary:
        line(f"contradicted by “{short(contrary.text)}” (claim {contrary.claim})")
        for saying in contrary.sayings:
            saying_lines(saying)
    _numbers(found.numbers)
    if found.truncated:
        line("There are more statements than were looked at.")


def _objection(objection: "Objection", origins: "tuple[Saying, ...]") -> None:
    saying_lines(objection.saying)
    contradicted = origins if objection.target == "claim" else objection.against
    against = list(dict.fromkeys(name_of(saying.source) for saying in contradicted))
    if against:
        more = f" and {len(against) - _MOST_NAMES} more" if len(against) > _MOST_NAMES else ""
        line(f"     {_TARGETS[objection.target]} {', '.join(against[:_MOST_NAMES])}{more}")


def _numbers(numbers: "Numbers") -> None:
    for drift in numbers.along_chains:
        _drift(drift, f"rests on it ({(drift.basis or '').replace('_', ' ')})")
    for drift in numbers.over_time:
        _drift(drift, "said so later")
    for things in numbers.side_by_side:
        given = (f"{one.amount.words} ({len(one.sayings)})" for one in things)
        line(f"numbers side by side: {', '.join(given)}")


def _drift(drift: "Drift", how: str) -> None:
    before, after = drift.before, drift.after
    line(
        f"number: {before.amount.words} ({name_of(before.saying.source)}, {before.saying.said_on or 'no day'}) became "
        f"{after.amount.words} ({name_of(after.saying.source)}, {after.saying.said_on or 'no day'}, who {how}): "
        f"{drift.difference.replace('_', ' ')}"
    )
