"""Where output goes: standard output as UTF-8 whatever the locale says, or a file that appears when it is whole."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from graph.errors import InputError


def speak_utf8() -> None:
    """Let both standard streams take any text, in UTF-8, and go nowhere where the caller has closed them."""
    # File names may hold bytes that are no UTF-8; they are shown escaped.
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def flush() -> None:
    """Hand on what is buffered now, while an error can still be told, and not when Python ends."""
    sys.stdout.flush()


def drop() -> None:
    """Forget what could not be written, so that Python does not try again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write(out: Path | None, produce: Callable[[IO[bytes]], object]) -> None:
    """Write to standard output, or to a file that appears, or changes, only when all of it is there.

    Raises InputError where the file cannot be written.
    """
    if out is None:
        produce(sys.stdout.buffer)
        return
    target = out.resolve()  # a link is kept and what it leads to is replaced
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:  # a device or a pipe has no other file to take its place
                produce(file)
        else:
            _replace(target, produce)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror or error}; give another file.") from error


def _replace(target: Path, produce: Callable[[IO[bytes]], object]) -> None:
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as file:
            produce(file)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
