"""JSON Lines: one article a line, as datasets and crawlers write them (https://jsonlines.org)."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import BinaryIO

from graph.errors import InputError
from graph.model import Document
from graph.reading.dates import parse_published
from graph.reading.documents import MAX_DOCUMENT_BYTES, Metadata, Read, Rejected, attempt
from graph.reading.fetching import Fetcher
from graph.reading.html import read_fragment
from graph.reading.text import decode
from graph.reading.web_page import fetch_page

_UTF8_MARK = b"\xef\xbb\xbf"
_CHUNK_BYTES = 64 * 1024


def read_jsonl(
    stream: BinaryIO,
    *,
    origin: str,
    given: Metadata,
    skip: int = 0,
    fetcher: Fetcher | None = None,
    max_line_bytes: int = MAX_DOCUMENT_BYTES,
) -> Iterator[Read | Rejected]:
    """Read an article from every line; blank lines are passed over.

    The keys are ``text`` (kept exactly) or ``html``, and ``url``, ``title``, ``outlet``, ``authors`` (a
    string or a list of them), ``published`` (ISO 8601 or RFC 2822), ``language``. ``null`` is as good as no
    key; other keys are ignored. Where there is a ``text``, ``html`` is ignored. Where there is neither, the page at
    the ``url`` is read, if there is a ``fetcher``.

    Nothing is made of the first ``skip`` articles.

    Raises:
        InputError: There is no line in it; or the stream breaks before the first one.
    """
    number = articles = 0
    while True:
        number += 1
        here = f"{origin} line {number}".lstrip()
        try:
            line = _read_line(stream, limit=max_line_bytes)
        except InputError as error:  # the gzip stream broke: what came before is kept
            if not articles:
                raise
            if articles >= skip:
                yield Rejected(here, error)
            return
        if not line:
            break
        if number == 1:
            line = line.removeprefix(_UTF8_MARK)
        if line.isspace() or not line:
            continue
        articles += 1
        if articles > skip:
            make = partial(_make_document, line, limit=max_line_bytes, fetcher=fetcher)
            yield attempt(here, make, given=given)
    if not articles:
        raise InputError("there is no line in it; write one article a line, as a JSON object")


def read_line(line: bytes) -> Document:
    """The article of one line.

    Raises:
        InputError: There is none in it.
    """
    return _make_document(line, limit=len(line), fetcher=None)


def _read_line(stream: BinaryIO, *, limit: int) -> bytes:
    """The next line, or of a longer one ``limit + 1`` bytes; the rest of that is passed over."""
    line = rest = stream.readline(limit + 1)
    while len(line) > limit and rest and not rest.endswith(b"\n"):
        rest = stream.readline(_CHUNK_BYTES)
    return line


def _make_document(line: bytes, *, limit: int, fetcher: Fetcher | None) -> Document:
    if len(line) > limit:
        raise InputError(f"the line has more than {limit:,} bytes; write one article a line")
    try:
        record = json.loads(decode(line))
    except json.JSONDecodeError as error:
        raise InputError(f"it is not JSON ({error.msg}, column {error.colno}); write an object a line") from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("its JSON nests too deep or has too long a number; write flat objects") from None
    if not isinstance(record, dict):
        raise InputError("it is JSON but no object; write {...} with text or html on each line")
    known = Metadata(
        outlet=_string(record, "outlet"),
        url=_string(record, "url"),
        published=_published(record),
        title=_string(record, "title"),
        authors=_authors(record),
        language=_string(record, "language"),
    )
    text, html = _string(record, "text"), _string(record, "html")
    if text is not None:
        return known.over(Document(text=text))
    if html is not None:
        return known.over(read_fragment(html, base=known.url))
    if known.url is not None and fetcher is not None:
        return replace(known, url=None).over(fetch_page(known.url, fetcher=fetcher))
    raise InputError("it has neither text nor html; put the words of the article into one of them")


def _string(record: dict[str, object], key: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"its {key} is {_name(value)}; write a string")
    return value if value.strip() else None


def _authors(record: dict[str, object]) -> tuple[str, ...]:
    value = record.get("authors")
    if value is None:
        return ()
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise InputError("its authors are neither a string nor a list of strings; write names")
    return tuple(name.strip() for name in names if name.strip())


def _published(record: dict[str, object]) -> date | datetime | None:
    written = _string(record, "published")
    if written is None:
        return None
    found = parse_published(written)
    if found is None:
        raise InputError(f"its published is no date: {written[:40]!r}; write 2031-03-04T10:20:00Z or 2031-03-04")
    return found


def _name(value: object) -> str:
    names = {bool: "a truth value", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)
