"""The folder of a store: what may be in it, what describes it, and who has it open."""

import fcntl
import json
import os
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import IO

from graph import durable
from graph.errors import ConfigError, StoreError
from graph.iris import Iris
from graph.room import is_full, no_room
from graph.service_notice import NOTICE, served_at

FORMAT = 6
"""Version of the layout on disk. Raise it with every change that older code cannot read."""

GROUNDS = "grounds"
"""File with a hash, for each kind of thing, of what it was judged by which of them are one."""

COUNTS = "indexes.json"
"""File, beside those of the engine, that tells how far the indexes are."""

SNAPSHOTS = "snapshots"
"""Folder of the copies that queries are answered from; what is in it is of no use when the store is not open."""

STAGED = "staged"
"""Folder of what is about to be copied into a backup; what is in it is of no use when the store is not open."""

JOBS = "jobs"
"""Folder of the documents that are to be read in, and of what is known of those jobs."""

_MANIFEST = "format.json"
_BLOCK = 512  # bytes, whatever the file system (stat(2))
_ENTRIES = frozenset(
    {
        _MANIFEST,
        f"{_MANIFEST}.new",
        GROUNDS,
        f"{GROUNDS}.new",
        "lock",
        "graph",
        "search",
        "vectors",
        "citations",
        SNAPSHOTS,
        NOTICE,
        STAGED,
        JOBS,
    }
)


def check_folder(path: Path) -> None:
    """Refuse a folder of something else, with StoreError, before anything is written into it."""
    strangers = [entry.name for entry in path.iterdir() if entry.name not in _ENTRIES]
    if strangers and not has_manifest(path):
        raise StoreError(f"{path} is not a store and not empty (it holds {strangers[0]}): give another folder.")


def has_manifest(path: Path) -> bool:
    """Whether a folder says that it is a store."""
    return (path / _MANIFEST).exists()


def single_files(path: Path) -> list[Path]:
    """The files of a store that are in no folder of their own and belong to a copy of it."""
    return [file for name in (_MANIFEST, GROUNDS) if (file := path / name).exists()]


def write_manifest(path: Path, *, iris: Iris) -> None:
    """Describe a new store."""
    manifest = {"format": FORMAT, "base": iris.base, "made_by": f"allegedly {version('allegedly')}"}
    durable.write(path / _MANIFEST, json.dumps(manifest))


def check_manifest(path: Path, *, iris: Iris) -> None:
    """Refuse a store of a newer format or of another base for IRIs, with StoreError and ConfigError."""
    try:
        manifest = json.loads((path / _MANIFEST).read_text(encoding="utf-8"))
        found, base = int(manifest["format"]), str(manifest["base"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path / _MANIFEST} cannot be read as a store's description: restore it.") from error
    if found > FORMAT:
        raise StoreError(
            f"The store in {path} has format {found}, and this version knows formats up to {FORMAT}: "
            "use the version that made it, or a newer one."
        )
    if base != iris.base:
        raise ConfigError(f"The store in {path} was made with base {base}, not {iris.base}: set ALLEGEDLY_BASE.")


def raise_format(path: Path) -> None:
    """Mark a store as one that older code can no longer keep up to date; what is in it stays as it is."""
    manifest = json.loads((path / _MANIFEST).read_text(encoding="utf-8"))
    if manifest["format"] < FORMAT:
        durable.write(path / _MANIFEST, json.dumps({**manifest, "format": FORMAT}))


def take_lock(path: Path, kind: int) -> IO[str]:
    """Lock a store for one writer (``fcntl.LOCK_EX``) or for a reader among others, until the file is closed.

    Raises StoreError where another process has it open.
    """
    try:
        lock = (path / "lock").open("a" if kind == fcntl.LOCK_EX else "r", encoding="ascii")
    except OSError as error:
        raise explain(error, path) from error
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise StoreError(_who_has_it(path)) from error
    return lock


def _who_has_it(path: Path) -> str:
    if address := served_at(path):
        return f"The store in {path} is served at {address}: add --server {address.rstrip('/')} or stop it."
    return f"The store in {path} is in use by another process: wait until it has finished, or stop it."


def explain(error: OSError | RuntimeError, path: Path | None) -> StoreError:
    """What is said where the folder or the engine's files fail."""
    text = str(error)
    if isinstance(error, FileExistsError | NotADirectoryError):
        return StoreError(f"{path} is not a folder: a store is one; give another.")
    if is_full(error, path):
        return no_room(path)
    if isinstance(error, PermissionError) or "Permission denied" in text:
        return StoreError(f"The store in {path} may not be opened by this user: check the folder's permissions.")
    return StoreError(f"The store in {path} failed: {text}.")


def bytes_in(path: Path) -> int:
    """Bytes that a store takes on its disk; a file that copies share counts once, and one that goes meanwhile not."""
    sizes: dict[int, int] = {}
    for folder, _, names in os.walk(path):  # it passes over folders that go meanwhile
        for name in names:
            with suppress(OSError):
                found = (Path(folder) / name).stat(follow_symlinks=False)
                sizes[found.st_ino] = found.st_blocks * _BLOCK
    return sum(sizes.values())
