"""The commands that read documents."""

import typer

from api.opening import settings_with
from api.options import (
    DeviceOption,
    FilesArgument,
    FormatOption,
    ModelOption,
    OutletOption,
    OwnVoiceOption,
    ProcessesOption,
    PublishedOption,
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
