"""The commands that read documents."""

import typer

from api.opening import connection, served_at, settings_with
from api.options import (
    DeviceOption,
    FilesArgument,
    FormatOption,
    ModelOption,
    OutletOption,
    OwnVoiceOption,
    ProcessesOption,
    PublishedOption,
    ServerOption,
    SourceFormat,
    SourcesArgument,
    StoreOption,
    TitleOption,
    UrlOption,
)
from graph.errors import InputError


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("ingest")(ingest_command)
    app.command("extract")(extract_command)


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
    server: ServerOption = None,
) -> None:
    """Read documents and keep what is said in them; one line for each document that is safely in."""
    from graph.reading import Format, Metadata
    from graph.reading.dates import parse_published

    if len(sources) > 1 and (url or title):
        raise InputError("--url and --title belong to one document: ingest it alone, or leave them out.")
    moment = parse_published(published) if published else None
    if published and moment is None:
        raise InputError(f"--published {published!r} is not a date: write it like 2031-03-04 or 2031-03-04T10:20:00Z.")
    given = Metadata(outlet=outlet, url=url, published=moment, title=title)
    if (address := served_at(server, store=store)) is not None:
        from api.client.intake import send_in

        if model or device or processes:
            raise InputError("--model, --device and --processes are up to the service that reads: leave them out.")
        with connection(address) as service:
            raise typer.Exit(send_in(sources, service=service, format=Format(format_), given=given))

    from api.intake import take_in

    settings = settings_with(store=store, model=model, device=device, processes=processes)
    raise typer.Exit(take_in(sources, settings=settings, format=Format(format_), given=given))


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
