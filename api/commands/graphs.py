"""The commands that give the graph: as answers to queries, as files and as drawings."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from api import console, output
from api.opening import asked
from api.options import (
    ClaimOption,
    DocumentOption,
    ExportFormat,
    ExportFormatOption,
    OutOption,
    PictureOption,
    QueryArgument,
    QueryFormat,
    QueryFormatOption,
    ServerOption,
    SourceOption,
    StoreOption,
)
from graph.endpoint.formats import MEDIA_TYPES, ResultFormat
from graph.errors import InputError

if TYPE_CHECKING:
    from api.client.connection import Connection
    from graph.library import Library
    from graph.pictures import GraphFormat
    from graph.store import Result

_ANY = f"{MEDIA_TYPES[ResultFormat.JSON]}, {MEDIA_TYPES[ResultFormat.TURTLE]};q=0.9"
"""What a service is asked for where the form of the query decides: solutions as JSON, triples as Turtle."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("sparql")(sparql_command)
    app.command("export")(export_command)
    app.command("draw")(draw_command)


def sparql_command(
    query: QueryArgument,
    store: StoreOption = None,
    format_: QueryFormatOption = None,
    server: ServerOption = None,
) -> None:
    """Ask the graph in SPARQL; the default graph is the union of all documents."""
    text = _read_query(query)
    # A table is made of JSON; triples are no table and come as Turtle.
    as_table = format_ in (None, QueryFormat.TABLE)
    wanted = None if as_table else ResultFormat(format_ or "")

    def there(service: "Connection") -> "Result":
        from graph.store import Result

        content = BytesIO()
        body = {"content": text.encode(), "headers": {"Content-Type": "application/sparql-query", "Accept": _ANY}}
        media = service.copy("/sparql", content, {"format": wanted}, body=body)
        either = ResultFormat.JSON if media == MEDIA_TYPES[ResultFormat.JSON] else ResultFormat.TURTLE
        return Result(content.getvalue(), wanted or either)

    result = asked(store, server, here=lambda library: library.store.answer(text, format=wanted), there=there)
    if as_table and result.format is ResultFormat.JSON:
        console.table_of_results(result.content)
    else:
        output.write(None, lambda file: file.write(result.content))


def export_command(
    store: StoreOption = None,
    format_: ExportFormatOption = ExportFormat.TURTLE,
    out: OutOption = None,
    document: DocumentOption = None,
    claim: ClaimOption = None,
    source: SourceOption = None,
    server: ServerOption = None,
) -> None:
    """Write the graph, or what belongs to one document, claim or source."""
    _publish(store, server, out, format=format_, document=document, claim=claim, source=source)


def draw_command(
    out: PictureOption,
    store: StoreOption = None,
    document: DocumentOption = None,
    claim: ClaimOption = None,
    source: SourceOption = None,
    server: ServerOption = None,
) -> None:
    """Draw the citation graph: who passes on what whom says."""
    from api.publishing import drawn_as

    _publish(store, server, out, format=drawn_as(out), document=document, claim=claim, source=source)


def _publish(
    store: Path | None,
    server: str | None,
    out: Path | None,
    *,
    format: "ExportFormat | GraphFormat",
    **scope: str | None,
) -> None:
    from api.publishing import publish
    from graph import asking
    from graph.pictures import GraphFormat

    def here(library: "Library") -> None:
        publish(library, out, format=format, scope=asking.scope(library.store, **scope))

    def there(service: "Connection") -> None:
        path = "/citation-graph" if format in set(GraphFormat) else "/export"
        output.write(out, lambda file: service.copy(path, file, {"format": format, **scope}))

    asked(store, server, here=here, there=there)


def _read_query(query: str) -> str:
    if not query.startswith("@"):
        return query
    path = Path(query[1:])
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"The query file {path} cannot be read: {error.strerror}; check the path.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The query file {path} is not UTF-8: byte {error.start} is not; convert it.") from error
