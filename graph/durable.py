"""Small files that are there, whole, after a crash or a loss of power."""

import os
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Replace a file by this text: afterwards, and whatever happens meanwhile, it holds all of the old or the new."""
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    # The new name is an entry of the folder, which has to reach the disk as well.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
