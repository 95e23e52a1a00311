"""Files as the forms in which a service takes them: many small ones together, large ones alone."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.reading import Format, Metadata, Rejected
from graph.reading.dispatch import files_in
from graph.reading.formats import detect
from graph.reading.streams import open_stream

_MEDIA_TYPE = "application/octet-stream"  # the name tells the format
_MOST_FILES = 100
_MOST_BYTES = 16_000_000  # above which a form gets no further file

_SUFFIXES = {Format.TEXT: "txt", Format.HTML: "html", Format.JSONL: "jsonl", Format.FEED: "rss", Format.WARC: "warc"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that is to be sent, and how it is to be read."""

    path: Path
    format: Format
    size: int


def files_of(source: str, *, format: Format, given: Metadata) -> Iterator[Sent | Rejected]:
    """The files at a path, a file or a folder with all within it, as far as they can be opened.

    Raises InputError where there is nothing to read in a folder, or what is given fits one document only.
    """
    path = Path(source)
    if path.is_dir():
        for file in files_in(path, format=format, given=given):
            yield file if isinstance(file, Rejected) else _opened(file, format=format)
    else:
        yield _opened(path, format=format)


def _opened(path: Path, *, format: Format) -> Sent | Rejected:
    try:
        with open_stream(path) as stream:
            kind = detect(path.name, beginning=stream.peek(1)) if format is Format.AUTO else format
            return Sent(path, kind, path.stat().st_size)
    except InputError as error:
        return Rejected(str(path), error)


def together(found: Iterable[Sent | Rejected | str]) -> Iterator[list[Sent] | Rejected | str]:
    """Files in lists of those that are sent in one form, all in order; what is no file comes by itself at its place."""
    batch: list[Sent] = []
    for one in found:
        is_file = isinstance(one, Sent)
        size = sum(file.size for file in batch) + (one.size if isinstance(one, Sent) else 0)
        if batch and (not is_file or len(batch) == _MOST_FILES or size > _MOST_BYTES):
            yield batch
            batch = []
        if isinstance(one, Sent):
            batch.append(one)
        else:
            yield one
    if batch:
        yield batch


def name_of(file: Sent, *, place: int) -> str:
    """What a file is called in a form: by its place, and so that its format is told by the name."""
    return f"{place}.{_SUFFIXES[file.format]}"


def told_origin(origin: str, batch: list[Sent]) -> str:
    """Where a document was found, in the user's words: a service tells the name in the form, then where in it."""
    name, space, where = origin.partition(" ")
    paths = {name_of(file, place=place): file.path for place, file in enumerate(batch)}
    return f"{paths[name]}{space}{where}" if name in paths else origin


@contextmanager
def form_of(batch: list[Sent], *, fields: dict[str, str]) -> Iterator[Callable[[], dict[str, Any]]]:
    """What makes the body of a request, as httpx takes it, with files and what is said of all of them."""
    with ExitStack() as stack:
        opened = [(name_of(file, place=n), stack.enter_context(file.path.open("rb"))) for n, file in enumerate(batch)]

        def body() -> dict[str, Any]:
            for _, file in opened:
                file.seek(0)  # a request that is sent again begins anew
            return {"files": [("file", (name, file, _MEDIA_TYPE)) for name, file in opened], "data": fields}

        yield body
