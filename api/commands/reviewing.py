"""The commands by which persons say which sources and claims are one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api import console
from api.opening import asked, changed
from api.options import (
    CommentOption,
    JsonOption,
    OneArgument,
    OtherArgument,
    ReviewArgument,
    ReviewerOption,
    ServerOption,
    StoreOption,
)
from graph.identity.reviews import Verdict

if TYPE_CHECKING:
    from api.client.connection import Connection
    from graph.library import Library
    from graph.reviewing import Said


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
    server: ServerOption = None,
) -> None:
    """Say that two sources are one, or that two claims say the same; nothing is overwritten."""
    _review(store, server, one, other, verdict=Verdict.SAME, reviewer=reviewer, comment=comment, json=json)


def split_command(
    one: OneArgument,
    other: OtherArgument,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    comment: CommentOption = None,
    json: JsonOption = False,
    server: ServerOption = None,
) -> None:
    """Say that two sources are not one, or that two claims do not say the same."""
    _review(store, server, one, other, verdict=Verdict.DIFFERENT, reviewer=reviewer, comment=comment, json=json)


def undo_command(review: ReviewArgument, store: StoreOption = None, server: ServerOption = None) -> None:
    """Withdraw a review: the graph becomes what it would be without it."""
    from graph import reviewing

    def there(service: "Connection") -> str:
        from api.client.names import id_of
        from graph.iris import Thing

        name = id_of(review, thing=Thing.REVIEW)
        service.delete(f"/reviews/{name}")
        return name

    undone = changed(store, server, here=lambda library: reviewing.undo(library, review).id, there=there)
    console.line(f"undone  {undone}")


def reviews_command(store: StoreOption = None, json: JsonOption = False, server: ServerOption = None) -> None:
    """What persons said of which sources and claims are one and of statements, and took over; the earliest first."""
    from graph import reviewing

    def there(service: "Connection") -> "tuple[Said, ...]":
        return service.get("/reviews", tuple[reviewing.Said, ...])

    found = asked(store, server, here=reviewing.reviews, there=there)
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
    store: Path | None,
    server: str | None,
    one: str,
    other: str,
    *,
    verdict: Verdict,
    reviewer: str | None,
    comment: str | None,
    json: bool,
) -> None:
    from graph import reviewing

    reviewer, comment = reviewer or "", comment or ""

    def here(library: "Library") -> reviewing.ReviewDetail:
        at = datetime.now(UTC)
        return reviewing.review(library, one, other, verdict=verdict, at=at, reviewer=reviewer, comment=comment)

    def there(service: "Connection") -> reviewing.ReviewDetail:
        said = {"verdict": verdict, "one": one, "other": other, "reviewer": reviewer, "comment": comment}
        return service.post("/reviews", reviewing.ReviewDetail, body=lambda: {"json": said})

    found = changed(store, server, here=here, there=there)
    if json:
        console.json_lines(found)
    else:
        console.review(found)
