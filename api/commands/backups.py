"""The commands that make backups, check them and make stores of them again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api import console
from api.opening import reading, settings_with
from api.options import StoreOption
from graph.errors import ConfigError

FolderArgument = Annotated[
    Path | None, typer.Argument(help="Folder in which backups are kept; that of ALLEGEDLY_BACKUPS where none is given.")
]
BackupArgument = Annotated[Path, typer.Argument(help="A backup, which is a folder.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup_command)
    app.command("verify")(verify_command)
    app.command("restore")(restore_command)


def backup_command(folder: FolderArgument = None, store: StoreOption = None) -> None:
    """Make a backup of a store that nobody writes; while it is served, the service makes them (POST /backups)."""
    from graph.backups.making import keep_copy
    from graph.backups.staging import staged

    settings = settings_with(store=store, backups=folder)
    if settings.backups is None:
        raise ConfigError("Say where backups are kept: give a folder, or set ALLEGEDLY_BACKUPS.")
    with reading(store) as library, staged(library) as files:
        made = keep_copy(files, settings.backups, at=datetime.now(UTC), keep=settings.backups_kept)
    console.line(f"backed up  {made.documents} documents, {made.bytes:,} bytes  {settings.backups / made.name}")


def verify_command(backup: BackupArgument) -> None:
    """Hold every file of a backup against its digest; lists what is wrong."""
    from graph.backups.manifest import damage, read_manifest

    manifest = read_manifest(backup)
    found = list(damage(backup, manifest))
    for message in found:
        console.line(message)
    console.line(f"{len(manifest.files)} files of {manifest.documents} documents checked, {len(found)} damaged")
    if found:
        raise typer.Exit(1)


def restore_command(backup: BackupArgument, store: StoreOption = None) -> None:
    """Make a new store of a backup; a store that is there is never written over."""
    from graph.backups.restoring import restore

    settings = settings_with(store=store)
    with restore(backup, settings.store, iris=settings.iris, sources_file=settings.sources_file) as library:
        console.line(f"restored  {len(library.store.graphs())} documents  {settings.store}")
