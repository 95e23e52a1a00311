"""How an assessment of a statement is printed for people."""

from dataclasses import fields

from api.console import line, short
from graph.assessing.assessing import AssessmentDetail
from graph.identity.reviews import Standing

_STANDINGS = {
    Standing.HOLDS: "holds",
    Standing.REPLACED: "replaced by a later one",
    Standing.WITHOUT_EFFECT: "without effect: the statement is not in the store",
}


def assessment(found: AssessmentDetail) -> None:
    """Print an assessment."""
    line(f"{found.id}  {found.at:%Y-%m-%d %H:%M}  {_STANDINGS[found.standing]}")
    line(f"   {found.finding}  {found.statement}")
    if found.read:
        line(f"   {short(found.read.source or 'source not stated')}: {short(found.read.quote)}")
    for field in fields(found.correction):
        value = getattr(found.correction, field.name)
        if value is not None:
            line(f"   {field.name.replace('_', ' ')}: {short(_text(value))}")
    if found.reviewer or found.comment:
        line("   " + ": ".join(filter(None, (found.reviewer, found.comment))))


def _text(value: object) -> str:
    return " ".join(f"{start}-{end}" for start, end in value) if isinstance(value, tuple) else str(value)
