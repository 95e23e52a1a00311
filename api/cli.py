"""The command line."""

import os
import sys
import tempfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

import typer
from pydantic import ValidationError

from api import console
from graph import asking, export, validation
from graph.analysis.paths import paths_of
from graph.errors import AllegedlyError, ConfigError, InputError
from graph.extracted import extracted
from graph.extractor import default_pipeline
from graph.ingest import Outcome, document_of, fetcher_of, ingest, read_all
from graph.iris import Thing
from graph.library import Library
from graph.pictures import GraphFormat, picture
from graph.reading import Fetcher, Format, Metadata
from graph.reading.dates import parse_published
from graph.settings import Settings
from graph.store import Change, ResultFormat

app = typer.Typer(
    help="Who said what, and where did they get it? Reads news text into a graph of sources and claims.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_COMPACT_FROM = 500  # new documents from which compacting the store pays


class QueryFormat(StrEnum):
    """How the command line shows the answer to a SPARQL query."""

    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    XML = "xml"
    TURTLE = "turtle"
    TABLE = "table"


class ExportFormat(StrEnum):
    """All formats of export: RDF, and the citation graph."""

    TURTLE = "turtle"
    TRIG = "trig"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"
    TURTLE12 = "turtle12"
    GRAPHML = "graphml"
    GEXF = "gexf"
    DOT = "dot"
    SVG = "svg"
    PNG = "png"


StoreOption = Annotated[
    Path | None, typer.Option("--store", help="Folder of the store [default: ./allegedly-store].")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text for people.")]
DocumentOption = Annotated[
    str | None, typer.Option("--document", help="Only what belongs to this document (id or IRI).")
]
ClaimOption = Annotated[
    str | None, typer.Option("--claim", help="Only what belongs to this claim (id or IRI).")
]
SourceOption = Annotated[
    str | None, typer.Option("--source", help="Only what belongs to this source (id, IRI or name).")
]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Who publishes the documents.")]
UrlOption = Annotated[str | None, typer.Option("--url", help="Address of the one document that is read.")]
PublishedOption = Annotated[
    str | None, typer.Option("--published", help="Date of publication, like 2031-03-04.")
]
TitleOption = Annotated[str | None, typer.Option("--title", help="Title of the one document that is read.")]
FormatOption = Annotated[Format, typer.Option("--format", help="What the sources are.")]


@app.command("ingest")
def ingest_command(
    sources: Annotated[list[str], typer.Argument(help="Files, folders and http(s) addresses.")],
    store: StoreOption = None,
    format_: FormatOption = Format.AUTO,
    outlet: OutletOption = None,
    url: UrlOption = None,
    published: PublishedOption = None,
    title: TitleOption = None,
) -> None:
    """Read documents and keep what is said in them; one line for each document that is safely in."""
    settings = _settings()
    given = _given(sources, outlet=outlet, url=url, published=published, title=title)
    counts: dict[Change | None, int] = dict.fromkeys([*Change, None], 0)

    def report(outcome: Outcome) -> None:
        counts[outcome.change] += 1
        if outcome.error is not None:
            console.error_line(f"failed: {outcome.origin}: {outcome.error}")
        else:
            console.line(
                f"{outcome.change}  {outcome.document}  {outcome.statements} statements  {outcome.origin}"
            )

    readings = read_all(sources, format=format_, given=given, fetcher=fetcher_of(settings))
    with Library.for_writing(_path(store, settings), iris=settings.iris) as library:
        try:
            ingest(library, readings, pipeline=default_pipeline(), report=report)
        except KeyboardInterrupt:
            done = sum(counts[change] for change in Change)
            console.error_line(f"interrupted: the {done} documents listed above are in, the rest is not")
            raise typer.Exit(1 if done else 2) from None
        if counts[Change.ADDED] + counts[Change.REPLACED] >= _COMPACT_FROM:
            library.store.optimise()
    done = sum(counts[change] for change in Change)
    console.line(", ".join(f"{counts[change]} {change}" for change in Change) + f", {counts[None]} failed")
    if counts[None]:
        raise typer.Exit(1 if done else 2)


@app.command("extract")
def extract_command(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files with documents.")],
    own_voice: Annotated[
        bool, typer.Option("--own-voice", help="Also what the outlet says in its own voice.")
    ] = False,
    format_: FormatOption = Format.AUTO,
) -> None:
    """Print the attributions of each document as one JSON line; nothing is stored."""
    pipeline, fetcher = default_pipeline(), fetcher_of(_settings())
    failed = done = 0
    for file in files:
        for number, reading in enumerate(
            read_all([file], format=format_, given=Metadata(), fetcher=fetcher), 1
        ):
            try:
                statements = pipeline(document_of(reading)).statements
                name = Path(file).stem if number == 1 else f"{Path(file).stem}-{number}"
                console.json_lines(extracted(name, statements, own_voice=own_voice), indent=None)
                done += 1
            except AllegedlyError as error:
                console.error_line(f"failed: {reading.origin}: {error}")
                failed += 1
    if failed:
        raise typer.Exit(1 if done else 2)


@app.command("who")
def who_command(
    question: Annotated[str, typer.Argument(help="A question or keywords.")],
    store: StoreOption = None,
    limit: Annotated[int, typer.Option("--limit", help="Most claims to show.")] = 10,
    json: JsonOption = False,
) -> None:
    """Who asserted, denied or doubted it, and where they got it."""
    with _reading(store) as library:
        found = asking.who(library, question, limit=limit)
    if json:
        console.json_lines(found)
    else:
        console.answer(found)


@app.command("path")
def path_command(
    name: Annotated[str, typer.Argument(metavar="CLAIM_OR_STATEMENT", help="An id or IRI.")],
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Every path from a report to an origin."""
    with _reading(store) as library:
        found = paths_of(library.store, name)
    if json:
        console.json_lines(found)
    else:
        console.paths(found)


@app.command("sparql")
def sparql_command(
    query: Annotated[
        str, typer.Argument(metavar="QUERY_OR_@FILE", help="A query, or @ and the file that holds it.")
    ],
    store: StoreOption = None,
    format_: Annotated[
        QueryFormat | None,
        typer.Option("--format", help="[default: table, or turtle for CONSTRUCT and DESCRIBE]"),
    ] = None,
) -> None:
    """Ask the graph in SPARQL; the default graph is the union of all documents."""
    text = _read_query(query)
    with _reading(store) as library:
        if format_ is None or format_ is QueryFormat.TABLE:
            result = library.store.answer(text)
            if result.format is ResultFormat.JSON:
                console.table_of_results(result.content)
                return
        else:
            result = library.store.answer(text, format=ResultFormat(format_))
    sys.stdout.buffer.write(result.content)


@app.command("export")
def export_command(
    store: StoreOption = None,
    format_: Annotated[
        ExportFormat, typer.Option("--format", help="RDF syntax, or format of the citation graph.")
    ] = (ExportFormat.TURTLE),
    out: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write [default: standard output].")
    ] = None,
    document: DocumentOption = None,
    claim: ClaimOption = None,
    source: SourceOption = None,
) -> None:
    """Write the graph, or what belongs to one document, claim or source."""
    with _reading(store) as library:
        scope = asking.scope(library.store, document=document, claim=claim, source=source)
        if format_.value in {known.value for known in GraphFormat}:
            content = picture(library.store, scope, format=GraphFormat(format_))
            _write(out, lambda file: file.write(content))
        else:
            syntax = export.RdfSyntax(format_)
            _write(out, lambda file: export.write(library.store, file, syntax=syntax, scope=scope))


@app.command("draw")
def draw_command(
    out: Annotated[Path, typer.Option("-o", "--output", help="File to draw: .svg, .png or .html.")],
    store: StoreOption = None,
    document: DocumentOption = None,
    claim: ClaimOption = None,
    source: SourceOption = None,
) -> None:
    """Draw the citation graph: who passes on what whom says."""
    suffix = out.suffix.lower().removeprefix(".")
    if suffix not in ("svg", "png", "html"):
        raise InputError(f"{out} is not a kind of picture that is drawn: end its name in .svg, .png or .html")
    with _reading(store) as library:
        scope = asking.scope(library.store, document=document, claim=claim, source=source)
        content = picture(library.store, scope, format=GraphFormat(suffix))
    _write(out, lambda file: file.write(content))


@app.command("forget")
def forget_command(
    document: Annotated[str, typer.Argument(help="Id or IRI of a document.")], store: StoreOption = None
) -> None:
    """Remove a document and what only it held."""
    settings = _settings()
    path = _path(store, settings)
    Library.for_reading(path, iris=settings.iris).close()  # never make a store only to forget something in it
    with Library.for_writing(path, iris=settings.iris) as library:
        name = asking.find(library.store, document, thing=Thing.DOCUMENT)
        library.forget(name)
        library.commit()
    console.line(f"forgotten  {name}")


@app.command("check")
def check_command(store: StoreOption = None) -> None:
    """Check the form of the graph and that every anchor's words stand where it says; lists what is wrong."""
    violations = 0
    with _reading(store) as library:
        documents = len(library.store.graphs())
        for violation in validation.check(library):
            violations += 1
            console.line(f"{violation.graph or 'store'}  {violation.node}  {violation.message}")
    console.line(f"{documents} documents checked, {violations} violations")
    if violations:
        raise typer.Exit(1)


@app.command("stats")
def stats_command(store: StoreOption = None, json: JsonOption = False) -> None:
    """How much the store holds."""
    with _reading(store) as library:
        found = asking.stats(library.store)
    if json:
        console.json_lines(found)
    else:
        console.fields(found)


@app.command("serve")
def serve_command(
    store: StoreOption = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the pages, the API and SPARQL over HTTP."""
    from api.server import serve  # the other commands start faster without the web framework

    settings = _settings()
    serve(settings.model_copy(update={"store": _path(store, settings)}), host=host, port=port)


def main() -> None:
    """Run the command line; errors that users can mend become one line and exit code 2."""
    try:
        code = app(standalone_mode=False)
    except AllegedlyError as error:
        console.error_line(f"error: {error}")
        code = 2
    except KeyboardInterrupt:
        console.error_line("interrupted: nothing was done")
        code = 2
    except BrokenPipeError:
        # The reader of our output has gone, as in "allegedly ... | head".
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except typer.TyperException as error:
        console.error_line(f"error: {error.format_message()}")
        code = 2
    sys.exit(code or 0)


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"ALLEGEDLY_{'_'.join(str(part) for part in first['loc'])}".upper()
        raise ConfigError(f"The setting {name} cannot be used: {first['msg']}.") from error


def _path(store: Path | None, settings: Settings) -> Path:
    return store or settings.store


def _reading(store: Path | None) -> Library:
    settings = _settings()
    return Library.for_reading(_path(store, settings), iris=settings.iris)


def _given(
    sources: list[str], *, outlet: str | None, url: str | None, published: str | None, title: str | None
) -> Metadata:
    if len(sources) > 1 and (url or title):
        raise InputError("--url and --title belong to one document: ingest it alone, or leave them out")
    moment = parse_published(published) if published else None
    if published and moment is None:
        raise InputError(
            f"--published {published!r} is not a date: write it like 2031-03-04 or 2031-03-04T10:20:00Z"
        )
    return Metadata(outlet=outlet, url=url, published=moment, title=title)


def _read_query(query: str) -> str:
    if not query.startswith("@"):
        return query
    path = Path(query[1:])
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the query file {path} cannot be read: {error}") from error


def _write(out: Path | None, write: Callable[[IO[bytes]], object]) -> None:
    """Write to standard output, or to a file that appears only when it is whole."""
    if out is None:
        write(sys.stdout.buffer)
        return
    try:
        descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}; give a folder that exists") from error
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            write(file)
        new.chmod(0o644)
        new.replace(out)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}") from error
    finally:
        new.unlink(missing_ok=True)
