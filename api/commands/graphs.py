"""The commands that give the graph: as answers to queries, as files and as drawings."""

from pathlib import Path

import typer

from api import console, output
from api.opening import reading
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
    SourceOption,
    StoreOption,
)
from graph.endpoint.formats import ResultFormat
from graph.errors import InputError


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("sparql")(sparql_command)
    app.command("export")(export_command)
    app.command("draw")(draw_command)


def sparql_command(query: QueryArgument, store: StoreOption = None, format_: QueryFormatOption = None) -> None:
    """Ask the graph in SPARQL; the default graph is the union of all documents."""
    text = _read_query(query)
    # A table is made of JSON; triples are no table and come as Turtle.
    as_table = format_ in (None, QueryFormat.TABLE)
    with reading(store) as library:
        result = library.store.answer(text, format=None if as_table else ResultFormat(format_ or ""))
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
) -> None:
    """Write the graph, or what belongs to one document, claim or source."""
    from api.publishing import publish
    from graph import asking

    with reading(store) as library:
        scope = asking.scope(library.store, document=document, claim=claim, source=source)
        publish(library, out, format=format_, scope=scope)


def draw_command(
    out: PictureOption,
    store: StoreOption = None,
    document: DocumentOption = None,
    claim: ClaimOption = None,
    source: SourceOption = None,
) -> None:
    """Draw the citation graph: who passes on what whom says."""
    from api.publishing import drawn_as, publish
    from graph import asking

    kind = drawn_as(out)
    with reading(store) as library:
        scope = asking.scope(library.store, document=document, claim=claim, source=source)
        publish(library, out, format=kind, scope=scope)


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
