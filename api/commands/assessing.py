"""The commands by which persons say of a statement that it is right, that it is none, or what is right instead."""

import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import console
from api.opening import changed
from api.options import CommentOption, JsonOption, ReviewerOption, ServerOption, StoreOption, unicoded
from graph.errors import InputError
from graph.model import SourceKind, Span, Spans, Stance

if TYPE_CHECKING:
    from api.client.connection import Connection
    from graph.assessing.assessment import Correction
    from graph.library import Library

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_SPANS_HELP = "as code points of the text, 12-40 or 12-40,52-60; none for nowhere"

StatementArgument = Annotated[
    str, typer.Argument(metavar="STATEMENT", callback=unicoded, help="Id or IRI of a statement.")
]
NameOption = Annotated[str | None, typer.Option("--source", callback=unicoded, help="What the source is called.")]
KindOption = Annotated[SourceKind | None, typer.Option("--kind", help="What kind of source it is.")]
StanceOption = Annotated[Stance | None, typer.Option("--stance", help="The stance of the source.")]
WordsOption = Annotated[
    str | None, typer.Option("--claim", callback=unicoded, help="What is claimed, in its positive form.")
]
SourceSpansOption = Annotated[
    str | None, typer.Option("--source-at", callback=unicoded, help=f"Where the source stands, {_SPANS_HELP}.")
]
CueSpansOption = Annotated[
    str | None, typer.Option("--cue-at", callback=unicoded, help=f"Where the cue stands, {_SPANS_HELP}.")
]
ContentSpansOption = Annotated[
    str | None, typer.Option("--content-at", callback=unicoded, help=f"Where the content stands, {_SPANS_HELP}.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("accept")(accept_command)
    app.command("reject")(reject_command)
    app.command("correct")(correct_command)


def accept_command(
    statement: StatementArgument,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    comment: CommentOption = None,
    json: JsonOption = False,
    server: ServerOption = None,
) -> None:
    """Say that a statement is right as it was read."""
    _assess(store, server, statement, "accepted", reviewer=reviewer, comment=comment, json=json)


def reject_command(
    statement: StatementArgument,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    comment: CommentOption = None,
    json: JsonOption = False,
    server: ServerOption = None,
) -> None:
    """Say that the text states no such thing; answers go without the statement until this is undone."""
    _assess(store, server, statement, "rejected", reviewer=reviewer, comment=comment, json=json)


def correct_command(
    statement: StatementArgument,
    source: NameOption = None,
    kind: KindOption = None,
    stance: StanceOption = None,
    claim: WordsOption = None,
    source_at: SourceSpansOption = None,
    cue_at: CueSpansOption = None,
    content_at: ContentSpansOption = None,
    store: StoreOption = None,
    reviewer: ReviewerOption = None,
    comment: CommentOption = None,
    json: JsonOption = False,
    server: ServerOption = None,
) -> None:
    """Say what is right instead of what was read: its source, stance, claim, or where they stand in the text."""
    from graph.assessing.assessment import Correction

    correction = Correction(source, kind, stance, claim, _spans(source_at), _spans(cue_at), _spans(content_at))
    _assess(store, server, statement, "corrected", correction=correction, reviewer=reviewer, comment=comment, json=json)


def _assess(
    store: Path | None,
    server: str | None,
    statement: str,
    finding: str,
    *,
    correction: "Correction | None" = None,
    reviewer: str | None,
    comment: str | None,
    json: bool,
) -> None:
    from graph.assessing.assessing import AssessmentDetail, assess
    from graph.assessing.assessment import Finding
    from graph.iris import Thing

    reviewer, comment = reviewer or "", comment or ""

    def here(library: "Library") -> AssessmentDetail:
        at, found = datetime.now(UTC), Finding(finding)
        return assess(library, statement, found, correction=correction, at=at, reviewer=reviewer, comment=comment)

    def there(service: "Connection") -> AssessmentDetail:
        from api.client.names import id_of

        right = correction and {name: value for name, value in asdict(correction).items() if value is not None}
        said = {"finding": finding, "correction": right, "reviewer": reviewer, "comment": comment}
        path = f"/statements/{id_of(statement, thing=Thing.STATEMENT)}/assessments"
        return service.post(path, AssessmentDetail, body=lambda: {"json": said})

    found = changed(store, server, here=here, there=there)
    if json:
        console.json_lines(found)
    else:
        from api.commands import assessment_lines

        assessment_lines.assessment(found)


def _spans(text: str | None) -> Spans | None:
    if text is None:
        return None
    found = [_SPAN.fullmatch(part.strip()) for part in text.split(",") if part.strip() and text.strip() != "none"]
    if not all(found):
        raise InputError(f"{text!r} is no place in a text: give code points, 12-40 or 12-40,52-60, or none.")
    return tuple(Span(int(match[1]), int(match[2])) for match in found if match)
