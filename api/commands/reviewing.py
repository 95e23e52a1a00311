"""The commands by which persons say which sources and claims are one."""

from datetime import UTC, datetime
from pathlib import Path

import typer

from api import console
from api.opening import changing, reading
from api.options import (
    CommentOption,
    JsonOption,
    OneArgument,
    OtherArgument,
    ReviewArgument,
    ReviewerOption,
    StoreOption,
)
from graph.identity.reviews import Verdict


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("merge")(merge_command)
    app.command("split")(split_command)
    app.command("undo")(undo_command)
    app.command("reviews")(reviews_command)


def merge_command(
    one: OneArgument,
    other: OtherArgument,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    comment: CommentOption = None,
    json: JsonOption = False,
) -> None:
    """Say that two sources are one, or that two claims say the same; nothing is overwritten."""
    _review(store, one, other, verdict=Verdict.SAME, reviewer=reviewer, comment=comment, json=json)


def split_command(
    one: OneArgument,
    other: OtherArgument,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    comment: CommentOption = None,
    json: JsonOption = False,
) -> None:
    """Say that two sources are not one, or that two claims do not say the same."""
    _review(store, one, other, verdict=Verdict.DIFFERENT, reviewer=reviewer, comment=comment, json=json)


def undo_command(review: ReviewArgument, store: StoreOption = None) -> None:
    """Withdraw a review: the graph becomes what it would be without it."""
    from graph import reviewing

    with changing(store) as library:
        found = reviewing.undo(library, review)
        library.commit()
    console.line(f"undone  {found.id}")


def reviews_command(store: StoreOption = None, json: JsonOption = False) -> None:
    """What persons said of which sources and claims are one and of statements, and took over; the earliest first."""
    from graph import reviewing

    with reading(store) as library:
        found = reviewing.reviews(library)
    if json:
        console.json_lines(found)
    else:
        for detail in found:
            match detail:
                case reviewing.ReviewDetail():
                    console.review(detail)
                case reviewing.IdentificationDetail():
                    console.identification(detail)
                case _:
                    from api.commands import assessment_lines

                    assessment_lines.assessment(detail)


def _review(
    store: Path | None, one: str, other: str, *, verdict: Verdict, reviewer: str | None, comment: str | None, json: bool
) -> None:
    from graph import reviewing

    with changing(store) as library:
        found = reviewing.review(
            library,
            one,
            other,
            verdict=verdict,
            at=datetime.now(UTC),
            reviewer=reviewer or "",
            comment=comment or "",
        )
        library.commit()
    if json:
        console.json_lines(found)
    else:
        console.review(found)
