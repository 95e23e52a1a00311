"""A library made of a backup again: all of it, or nothing."""

import shutil
from pathlib import Path
from uuid import uuid4

from graph import durable
from graph.backups.manifest import Manifest, copy, read_manifest
from graph.errors import ConfigError, StoreError
from graph.iris import Iris
from graph.library import Library
from graph.store_folder import explain


def restore(backup: Path, target: Path, *, iris: Iris, sources_file: Path | None = None) -> Library:
    """Make a library of a backup in a folder that is not there yet or empty, and open it for writing.

    Every file is held against its digest before anything is in that folder. What is not in the backup or cannot be
    used, of the indexes, is made anew.
    Raises StoreError where there is something in the folder already, where the backup is damaged or of a newer format,
    or where it cannot be read or written; ConfigError where it is of a store with another base for IRIs.
    """
    manifest = read_manifest(backup)
    if manifest.base != iris.base:
        raise ConfigError(
            f"The backup in {backup} is of a store with base {manifest.base}, not {iris.base}: set ALLEGEDLY_BASE."
        )
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise StoreError(f"There is something in {target} already: restore into a new folder.")
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(backup, manifest, target)
    except OSError as error:
        raise explain(error, target) from error
    return Library.for_writing(target, iris=iris, sources_file=sources_file)


def _copy(backup: Path, manifest: Manifest, target: Path) -> None:
    coming = target.with_name(f".{target.name}-{uuid4().hex}")
    coming.mkdir()
    try:
        for path, wanted in manifest.files.items():
            if not (backup / path).is_file() or copy(backup / path, coming / path) != wanted:
                raise StoreError(f"The backup in {backup} is damaged, {path} is not as it was: use another backup.")
        for folder in (coming, *(path for path in coming.rglob("*") if path.is_dir())):
            durable.sync_folder(folder)
        if target.exists():
            target.rmdir()
        coming.rename(target)
        durable.sync_folder(target.parent)
    finally:
        shutil.rmtree(coming, ignore_errors=True)
