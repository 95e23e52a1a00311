"""The command line.

Each command imports what only it needs: the readers, RDF validation, drawing and the web framework take
longer to import than most commands run.
"""

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

import typer

from api import console, output
from api.commands import claims, outlets, reports, time
from api.opening import changing, reading, settings_with
from api.options import (
    AcceptOption,
    ActsOption,
    ClaimOption,
    CommentOption,
    DeviceOption,
    DocumentArgument,
    DocumentOption,
    ExportFormat,
    ExportFormatOption,
    FilesArgument,
    FormatOption,
    HostOption,
    JsonOption,
    KindsOption,
    LimitOption,
    MinScoreOption,
    ModelOption,
    NamedOption,
    OffsetOption,
    OneArgument,
    OtherArgument,
    OutletOption,
    OutletsOption,
    OutOption,
    OwnVoiceOption,
    PictureOption,
    PortOption,
    ProcessesOption,
    PublishedOption,
    QueryArgument,
    QueryFormat,
    QueryFormatOption,
    QuestionArgument,
    ReviewArgument,
    ReviewerOption,
    ServiceOption,
    SinceOption,
    SourceFormat,
    SourceLimitOption,
    SourceOffsetOption,
    SourceOption,
    SourcesArgument,
    SpeakerOption,
    StancesOption,
    StoreOption,
    TitleOption,
    UntilOption,
    UrlOption,
)
from graph.endpoint.formats import ResultFormat
from graph.errors import AllegedlyError, InputError
from graph.identity.reviews import Verdict

app = typer.Typer(
    help="Who said what, and where did they get it? Reads news text into a graph of sources and claims.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
claims.register(app)
outlets.register(app)
time.register(app)
reports.register(app)


@app.command("ingest")
def ingest_command(
    sources: SourcesArgument,
    store: StoreOption = None,
    format_: FormatOption = SourceFormat.AUTO,
    outlet: OutletOption = None,
    url: UrlOption = None,
    published: PublishedOption = None,
    title: TitleOption = None,
    model: ModelOption = None,
    device: DeviceOption = None,
    processes: ProcessesOption = None,
) -> None:
    """Read documents and keep what is said in them; one line for each document that is safely in."""
    from api.intake import take_in
    from graph.reading import Format, Metadata
    from graph.reading.dates import parse_published

    if len(sources) > 1 and (url or title):
        raise InputError("--url and --title belong to one document: ingest it alone, or leave them out.")
    moment = parse_published(published) if published else None
    if published and moment is None:
        raise InputError(f"--published {published!r} is not a date: write it like 2031-03-04 or 2031-03-04T10:20:00Z.")
    settings = settings_with(store=store, model=model, device=device, processes=processes)
    given = Metadata(outlet=outlet, url=url, published=moment, title=title)
    raise typer.Exit(take_in(sources, settings=settings, format=Format(format_), given=given))


@app.command("extract")
def extract_command(
    files: FilesArgument,
    own_voice: OwnVoiceOption = False,
    format_: FormatOption = SourceFormat.AUTO,
    model: ModelOption = None,
    device: DeviceOption = None,
    processes: ProcessesOption = None,
) -> None:
    """Print the attributions of each document as one JSON line; nothing is stored."""
    from api.intake import print_attributions
    from graph.reading import Format

    settings = settings_with(model=model, device=device, processes=processes)
    raise typer.Exit(print_attributions(files, settings=settings, format=Format(format_), own_voice=own_voice))


@app.command("who")
def who_command(
    question: QuestionArgument,
    store: StoreOption = None,
    limit: LimitOption = 10,
    offset: OffsetOption = 0,
    source: SpeakerOption = None,
    kind: KindsOption = None,
    outlet: OutletsOption = None,
    stance: StancesOption = None,
    act: ActsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    named: NamedOption = None,
    json: JsonOption = False,
) -> None:
    """Who asserted, denied or doubted it, and where they got it."""
    from graph import inquiry
    from graph.search.filters import Filters

    with reading(store) as library:
        filters = Filters(
            sources=inquiry.sources_meant(library, source) if source else (),
            kinds=tuple(kind or ()),
            outlets=tuple(outlet or ()),
            stances=tuple(stance or ()),
            speech_acts=tuple(act or ()),
            since=since.date() if since else None,
            until=until.date() if until else None,
            named=named,
        )
        found = inquiry.who(library, question, limit=limit, offset=offset, filters=filters)
    if json:
        console.json_lines(found)
    else:
        console.answer(found)


@app.command("sparql")
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


@app.command("export")
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


@app.command("draw")
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


@app.command("forget")
def forget_command(document: DocumentArgument, store: StoreOption = None) -> None:
    """Remove a document and what only it held."""
    from graph import asking
    from graph.iris import Thing

    with changing(store) as library:
        name = asking.find(library.store, document, thing=Thing.DOCUMENT)
        library.forget(name)
        library.commit()
    console.line(f"forgotten  {name}")


@app.command("merge")
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


@app.command("split")
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


@app.command("undo")
def undo_command(review: ReviewArgument, store: StoreOption = None) -> None:
    """Withdraw a review: the graph becomes what it would be without it."""
    from graph import reviewing

    with changing(store) as library:
        found = reviewing.undo(library, review)
        library.commit()
    console.line(f"undone  {found.id}")


@app.command("reviews")
def reviews_command(store: StoreOption = None, json: JsonOption = False) -> None:
    """What persons said of which sources and claims are one, and took over from services; the earliest first."""
    from graph import reviewing

    with reading(store) as library:
        found = reviewing.reviews(library)
    if json:
        console.json_lines(found)
    else:
        for detail in found:
            if isinstance(detail, reviewing.ReviewDetail):
                console.review(detail)
            else:
                console.identification(detail)


@app.command("reconcile")
def reconcile_command(
    service: ServiceOption,
    store: StoreOption = None,
    limit: SourceLimitOption = 50,
    offset: SourceOffsetOption = 0,
    min_score: MinScoreOption = 90.0,
    accept: AcceptOption = False,
    json: JsonOption = False,
) -> None:
    """Ask a reconciliation service, such as one for Wikidata, which entities named sources are."""
    from api import proposing
    from graph.reconciling import reconcile, sources_to_ask, taking_over

    with changing(store) if accept else reading(store) as library:
        asked = proposing.connect(service, settings=settings_with())
        asking = sources_to_ask(library, space=asked.manifest.space, limit=limit, offset=offset)
        take = taking_over(library, asked, at=lambda: datetime.now(UTC)) if accept else None
        found = reconcile(asked, asking.sources, min_score=min_score, take=take)
        code = proposing.print_json(found) if json else proposing.print_proposals(found, asking)
    raise typer.Exit(code)


@app.command("check")
def check_command(store: StoreOption = None) -> None:
    """Check the form of the graph and that every anchor's words stand where it says; lists what is wrong."""
    from graph import validation

    violations = 0
    with reading(store) as library:
        documents = len(library.store.graphs())
        for found in validation.check(library):
            if isinstance(found, validation.Remark):
                console.line(found.message)
                continue
            violations += 1
            console.line(f"{found.graph or 'store'}  {found.node}  {found.message}")
    console.line(f"{documents} documents checked, {violations} violations")
    if violations:
        raise typer.Exit(1)


@app.command("stats")
def stats_command(store: StoreOption = None, json: JsonOption = False) -> None:
    """How much the store holds."""
    from graph import asking

    with reading(store) as library:
        found = asking.stats(library.store)
    if json:
        console.json_lines(found)
    else:
        console.fields(found)


@app.command("serve")
def serve_command(store: StoreOption = None, host: HostOption = "127.0.0.1", port: PortOption = 8000) -> None:
    """Serve the pages, the API and SPARQL over HTTP."""
    from api.server import serve

    serve(settings_with(store=store), host=host, port=port)


def main() -> None:
    """Run the command line and end the process; whatever goes wrong becomes one line and exit code 2."""
    output.speak_utf8()
    if "serve" not in sys.argv[1:2]:
        # What goes wrong is said once, by the command; libraries' warnings would be said between the lines.
        logging.disable(logging.CRITICAL)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code; errors become one line on standard error."""
    try:
        code = _invoke(arguments)
        output.flush()
        return code
    except typer.TyperException as error:
        console.error_line(f"error: {error.format_message()} ('allegedly --help' tells what there is)")
    except AllegedlyError as error:
        console.error_line(f"error: {error}")
    except KeyboardInterrupt:
        console.error_line("interrupted before it was done: run it again.")
    except BrokenPipeError:
        output.drop()  # whoever read it has had enough, as in "allegedly ... | head"
        return 0
    except OSError as error:
        output.drop()
        where = f" ({error.filename})" if error.filename else ""
        console.error_line(f"error: {error.strerror or error}{where}.")
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        console.error_line(
            f"error: unexpected {type(error).__name__} ({error}): please report it, with what "
            "'PYTHONDEVMODE=1 allegedly ...' shows."
        )
    return 2


def _invoke(arguments: list[str]) -> int:
    # Not app(...): it has ends of its own for an interrupt and for a closed pipe.
    command = typer.main.get_command(app)
    try:
        # A copy, because the parser takes the arguments out of the list that it is given.
        with command.make_context("allegedly", [*arguments] or ["--help"]) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code if arguments else 2
    return 0


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
