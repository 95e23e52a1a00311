"""Is there room on the disk? What is said, and what is told apart from other failures, where there is none."""

import errno
import shutil
import sqlite3
from pathlib import Path

from graph.errors import DiskFullError

LEAST = 4 << 20
"""Bytes that must be free before files that found no room are opened for writing again."""

_CODES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NONE_LEFT = 1 << 16  # bytes; what an engine that names no cause could not write is mostly more than that


def is_full(error: Exception, path: Path | None) -> bool:
    """Whether an error that writing in a folder ended with means that the disk, a quota or a file has no room.

    Engines tell it in different ways: by a number, in words, or (tantivy, whose threads keep the cause) not at all.
    """
    if isinstance(error, OSError) and error.errno in _CODES:
        return True
    if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
        return True
    words = str(error)
    if any(said in words for said in ("No space left", "os error 28", "Disk quota exceeded", "File too large")):
        return True
    return path is not None and _free(path) < _NONE_LEFT


def check_room(path: Path) -> None:
    """Raise DiskFullError where the disk of a folder has too little room to begin writing."""
    if _free(path) < LEAST:
        raise no_room(path)


def no_room(path: Path | None) -> DiskFullError:
    """The error for a disk that is full."""
    return DiskFullError(f"The disk of {path} is full: free some space. What was reported as ingested is safe.")


def _free(path: Path) -> int:
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return LEAST  # the folder is gone, which is another failure than a full disk
