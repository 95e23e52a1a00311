"""From a path or an address to the documents there."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from graph.errors import InputError
from graph.model import Document
from graph.reading.documents import Metadata, Read, Rejected, attempt
from graph.reading.feed import read_feed
from graph.reading.fetching import Fetcher
from graph.reading.folder import walk
from graph.reading.formats import (
    CONTENT_TYPES,
    Format,
    detect,
    is_feed,
    is_known,
    is_page_asset,
    sniff,
    suffix_of,
)
from graph.reading.html import read_html
from graph.reading.jsonl import read_jsonl
from graph.reading.streams import open_stream, read_whole
from graph.reading.text import read_text
from graph.reading.warc import read_warc


def read(
    source: str | Path,
    *,
    format: Format = Format.AUTO,
    given: Metadata = Metadata(),  # noqa: B008 - frozen
    fetcher: Fetcher,
) -> Iterator[Read | Rejected]:
    """Read the documents of a file, of a folder with all within it, or of an http(s) URL.

    Documents come one by one, so that memory does not grow with their number. One of several that cannot be
    read is yielded as Rejected and the others go on. What is ``given`` overrides what the input says.

    Raises:
        InputError: When it is iterated: the source cannot be read at all, or was a single document that could
            not be; the message begins with the source.
    """
    try:
        yield from _read_source(source, kind=format, given=given, fetcher=fetcher)
    except InputError as error:
        raise InputError(f"{source}: {error}") from error


def read_sent(
    path: Path, *, name: str, format: Format, given: Metadata, skip: int, fetcher: Fetcher, max_line_bytes: int
) -> Iterator[Read | Rejected]:
    """Read the documents of a file that somebody sent under a name, from which its format may be told.

    Nothing is made of the first ``skip`` ones. In JSON Lines, an article may be given by its URL alone, and a line may
    have ``max_line_bytes``.

    Raises:
        InputError: When it is iterated: the file cannot be read at all, or was a single document that could not be.
    """
    with open_stream(path) as stream:
        kind = detect(name, beginning=stream.peek(1)) if format is Format.AUTO else format
        if kind is Format.JSONL:
            _refuse_one_for_many(given)
            yield from read_jsonl(
                stream, origin=name, given=given, skip=skip, fetcher=fetcher, max_line_bytes=max_line_bytes
            )
        else:
            yield from _read_stream(stream, kind=kind, origin=name, given=given, fetcher=fetcher, skip=skip)


def read_address(url: str, *, given: Metadata, skip: int, fetcher: Fetcher) -> Iterator[Read | Rejected]:
    """Read the document at a URL, or those that a feed there leads to, but for the first ``skip`` ones.

    Raises:
        InputError: When it is iterated: it cannot be read at all, or is a single document that cannot be.
    """
    yield from _read_url(url, kind=Format.AUTO, given=given, fetcher=fetcher, skip=skip)


def _read_source(source: str | Path, *, kind: Format, given: Metadata, fetcher: Fetcher) -> Iterator[Read | Rejected]:
    if isinstance(source, str) and "://" in source:
        yield from _read_url(source, kind=kind, given=given, fetcher=fetcher)
        return
    path = Path(source)
    if path.is_dir():
        yield from _read_folder(path, kind=kind, given=given, fetcher=fetcher)
    else:
        yield from _read_file(path, kind=kind, given=given, fetcher=fetcher)


def _read_folder(folder: Path, *, kind: Format, given: Metadata, fetcher: Fetcher) -> Iterator[Read | Rejected]:
    for found in files_in(folder, format=kind, given=given):
        if isinstance(found, Rejected):
            yield found
            continue
        try:
            yield from _read_file(found, kind=kind, given=given, fetcher=fetcher)
        except InputError as error:
            yield Rejected(str(found), error)


def files_in(folder: Path, *, format: Format, given: Metadata) -> Iterator[Path | Rejected]:
    """The files of a folder that may be read, without what saved pages bring along; others are rejected.

    Raises:
        InputError: There is none, or what is given fits one document only.
    """
    _refuse_one_for_many(given)
    is_empty = True
    for path, refusal in walk(folder):
        if refusal is None and is_page_asset(path.name):
            continue
        is_empty = False
        if refusal is None and format is Format.AUTO and not is_known(path.name):
            refusal = InputError(f"files ending in {suffix_of(path.name)} are not read; give the format")
        yield path if refusal is None else Rejected(str(path), refusal)
    if is_empty:
        raise InputError("there is no file to read in the folder; check the path")


def _read_file(path: Path, *, kind: Format, given: Metadata, fetcher: Fetcher) -> Iterator[Read | Rejected]:
    with open_stream(path) as stream:
        if kind is Format.AUTO:
            kind = detect(path.name, beginning=stream.peek(1))
        yield from _read_stream(stream, kind=kind, origin=str(path), given=given, fetcher=fetcher, skip=0)


def _read_stream(
    stream: "io.BufferedReader[Any]", *, kind: Format, origin: str, given: Metadata, fetcher: Fetcher, skip: int
) -> Iterator[Read | Rejected]:
    if kind in {Format.JSONL, Format.WARC, Format.FEED}:
        _refuse_one_for_many(given)
    if kind is Format.JSONL:
        yield from read_jsonl(stream, origin=origin, given=given, skip=skip)
    elif kind is Format.WARC:
        yield from read_warc(stream, origin=origin, given=given, skip=skip)
    elif kind is Format.FEED:
        yield from read_feed(read_whole(stream), origin=origin, url=None, given=given, fetcher=fetcher, skip=skip)
    elif not skip:
        yield _read_one(stream, kind=kind, origin=origin, given=given)


def _read_one(stream: BinaryIO, *, kind: Format, origin: str, given: Metadata) -> Read:
    raw = read_whole(stream)
    if kind is Format.HTML:
        return _single(origin, lambda: read_html(raw, url=given.url), given=given)
    return _single(origin, lambda: read_text(raw), given=given)


def _read_url(url: str, *, kind: Format, given: Metadata, fetcher: Fetcher, skip: int = 0) -> Iterator[Read | Rejected]:
    if kind in {Format.JSONL, Format.WARC}:
        raise InputError(f"{kind} is not read from the web; download it and read the file")
    fetched = fetcher.fetch(url, accept=CONTENT_TYPES if kind is Format.AUTO else None)
    body, charset = fetched.body, fetched.charset
    if not body:
        raise InputError("the page is empty; check the address")
    if kind is Format.AUTO:
        kind = CONTENT_TYPES[fetched.content_type]
        # Servers call feeds text/html and XHTML application/xml; only the content can tell.
        if is_feed(body):
            kind = Format.FEED
        elif kind is Format.FEED and sniff(body) is Format.HTML:
            kind = Format.HTML
    if kind is Format.FEED:
        _refuse_one_for_many(given)
        yield from read_feed(body, origin=url, url=fetched.url, given=given, fetcher=fetcher, skip=skip)
    elif skip:
        return
    elif kind is Format.HTML:
        yield _single(url, lambda: read_html(body, url=fetched.url, charset=charset), given=given)
    else:
        place = Metadata(url=fetched.url)
        yield _single(url, lambda: place.over(read_text(body, charset=charset)), given=given)


def _single(origin: str, make: Callable[[], Document], *, given: Metadata) -> Read:
    outcome = attempt(origin, make, given=given)
    if isinstance(outcome, Rejected):
        raise outcome.error
    return outcome


def _refuse_one_for_many(given: Metadata) -> None:
    if given.url or given.title:
        raise InputError("a URL or title was given, but only one document can have it; leave it out here")
