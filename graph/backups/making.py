"""Backups of a library, made while it may be written, and kept in a folder by the moments that they are of.

The library's files are first put into a folder beside them, linked where they never change, which is a matter of less
than a second. They are then copied in peace. A backup gets its name only when all of it has reached the disk.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

from graph import durable
from graph.backups.manifest import NAME, Digest, Manifest, copy, read_manifest
from graph.backups.staging import Staged
from graph.errors import StoreError
from graph.store_folder import FORMAT, explain

_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}\.\d{6}Z")
_UNDER_WAY = ".part-"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup by its name in a folder: when it was made (ISO 8601), and how much is in it."""

    name: str
    made: str
    format: int
    documents: int
    files: int
    bytes: int


def keep_copy(staged: Staged, folder: Path, *, at: datetime, keep: int) -> Backup:
    """Copy what was staged at a moment into a folder of backups, of which the newest ``keep`` are kept then.

    One process at a time may do that in a folder.
    Raises StoreError where it cannot be written; there is no backup then.
    """
    name = f"{at.astimezone(UTC):%Y-%m-%dT%H%M%S.%fZ}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _under_way(folder) as target:
            files = {path: copy(staged.folder / path, target / path) for path in staged.paths()}
            manifest = _manifest(staged, files, made=at)
            durable.write(target / NAME, str(manifest))
            for inner in (target, *(path for path in target.rglob("*") if path.is_dir())):
                durable.sync_folder(inner)
            target.rename(folder / name)
            durable.sync_folder(folder)
        for old in _names(folder)[keep:]:
            _remove(folder, old)
    except OSError as error:
        raise explain(error, folder) from error
    return _described(name, manifest)


def backups(folder: Path) -> list[Backup]:
    """The whole backups in a folder, the newest first; what is damaged or of a newer format is left out."""
    found = []
    for name in _names(folder):
        try:
            found.append(_described(name, read_manifest(folder / name)))
        except StoreError:
            continue
    return found


def _manifest(staged: Staged, files: dict[str, Digest], *, made: datetime) -> Manifest:
    return Manifest(
        format=FORMAT,
        base=staged.base,
        made_by=f"allegedly {version('allegedly')}",
        made=made.astimezone(UTC).isoformat(timespec="seconds"),
        documents=staged.documents,
        files=files,
    )


def _described(name: str, manifest: Manifest) -> Backup:
    return Backup(
        name=name,
        made=manifest.made,
        format=manifest.format,
        documents=manifest.documents,
        files=len(manifest.files),
        bytes=manifest.bytes,
    )


def _names(folder: Path) -> list[str]:
    """Of all backups, the newest first."""
    if not folder.is_dir():
        return []
    found = (path.name for path in folder.iterdir() if _NAME.fullmatch(path.name) and (path / NAME).is_file())
    return sorted(found, reverse=True)


@contextmanager
def _under_way(folder: Path) -> Iterator[Path]:
    """A folder for a backup that is being made; what one left that was broken off is removed."""
    for old in folder.glob(f"{_UNDER_WAY}*"):
        shutil.rmtree(old, ignore_errors=True)
    target = folder / f"{_UNDER_WAY}{uuid4().hex}"
    target.mkdir()
    try:
        yield target
    finally:
        shutil.rmtree(target, ignore_errors=True)


def _remove(folder: Path, name: str) -> None:
    # Under another name first, so that one that is removed halfway is not taken for a whole one.
    going = folder / f"{_UNDER_WAY}{name}"
    (folder / name).rename(going)
    shutil.rmtree(going, ignore_errors=True)
