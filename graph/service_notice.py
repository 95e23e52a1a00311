"""Where the service listens that has a store open: a note in the store's folder, for whoever finds the store locked."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOTICE = "served.json"
"""The note; it counts only as long as the process that wrote it has it locked."""

_MAX_BYTES = 1_000


@contextmanager
def announced(folder: Path, address: str) -> Iterator[None]:
    """Say in a store's folder that it is served at an address, as long as the context lasts.

    A process that is killed leaves the note, without its lock. Where the note cannot be written, there is none.
    """
    path = folder / NOTICE
    try:
        file = path.open("w", encoding="utf-8")
    except OSError:
        yield
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX)  # whoever reads the note has it for a moment
            json.dump({"address": address}, file)
            file.flush()
        except OSError:  # a full disk, or a network drive without locks
            pass
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def served_at(folder: Path) -> str | None:
    """The address at which a store is being served, as far as its folder says; None where it says nothing."""
    try:
        with (folder / NOTICE).open(encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                address = json.loads(file.read(_MAX_BYTES))["address"]
                return address if isinstance(address, str) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return None
