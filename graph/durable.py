"""Files that are there, whole, after a crash or a loss of power."""

import os
from pathlib import Path
from typing import IO, Any


def write(path: Path, text: str) -> None:
    """Replace a file by this text: afterwards, and whatever happens meanwhile, it holds all of the old or the new."""
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        sync(file)
    new.replace(path)
    sync_folder(path.parent)


def sync(file: IO[Any]) -> None:
    """Return when what was written to a file is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Return when the names in a folder are on the disk: a new one is an entry that has to reach it as well."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
