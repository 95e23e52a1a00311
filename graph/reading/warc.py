"""Web archives: WARC 0.17 to 1.1 (ISO 28500), with the gzip around it already undone."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import BufferedReader

from graph.errors import InputError
from graph.model import Document
from graph.reading.documents import MAX_DOCUMENT_BYTES, Metadata, Read, Rejected, attempt
from graph.reading.html import read_html
from graph.reading.text import read_text

_Record = Any  # warcio's, untyped

_CHUNK_BYTES = 64 * 1024
_HTML = {"text/html", "application/xhtml+xml"}


class _QuietIterator(WARCIterator):  # type: ignore[misc]
    # Otherwise written to stderr, with a line of somebody's article in it.
    INC_RECORD = ""


class _Eager:
    """Gives what there is: a buffered read of more would lose it where the gzip stream breaks off."""

    def __init__(self, stream: "io.BufferedReader[Any]") -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        return self._stream.read1(size)


@dataclass(frozen=True, slots=True)
class _Page:
    url: str | None
    is_html: bool
    charset: str | None
    encoding: str
    body: bytes


def read_warc(
    stream: "io.BufferedReader[Any]",
    *,
    origin: str,
    given: Metadata,
    skip: int = 0,
    max_bytes: int = MAX_DOCUMENT_BYTES,
) -> Iterator[Read | Rejected]:
    """Read a document from every archived response that is a page of HTML or plain text with status 200.

    Its address is ``WARC-Target-URI``; ``WARC-Date`` is the day of the crawl and so not that of publication.
    A file that breaks off or is damaged ends in a Rejected; what came before it is kept. Nothing is made of
    the first ``skip`` pages.

    Raises:
        InputError: The file is damaged from its start, or there is no page in it.
    """
    number = pages = 0
    records = iter(_QuietIterator(_Eager(stream)))
    while True:
        here = f"{origin} record {number + 1}"
        try:
            record = next(records, None)
            page = None if record is None else _read_page(record, max_bytes=max_bytes)
        except Exception as error:  # the library raises whatever a damaged archive makes it stumble on
            refusal = _explain(error)
            if not pages:
                raise refusal from None
            if pages >= skip:
                yield Rejected(here, refusal)
            return
        if record is None:
            break
        number += 1
        if page is not None:
            pages += 1
            if pages > skip:
                yield attempt(
                    f"{here} ({page.url})",
                    partial(_make_document, page, max_bytes=max_bytes),
                    given=given,
                )
    if not pages:
        raise InputError("there is no page of HTML or text with status 200 in it; check what was crawled")


def _read_page(record: _Record, *, max_bytes: int) -> _Page | None:
    """Read a record to its end, and so to the next; ``None`` where it is no page.

    Raises:
        InputError: The record is cut short.
    """
    page = None
    headers = record.http_headers
    if record.rec_type == "response" and headers is not None and headers.get_statuscode() == "200":
        content_type, _, parameters = (headers.get_header("content-type") or "").lower().partition(";")
        is_html = content_type.strip() in _HTML
        if is_html or content_type.strip() == "text/plain":
            page = _Page(
                url=record.rec_headers.get_header("WARC-Target-URI"),
                is_html=is_html,
                charset=parameters.partition("charset=")[2].partition(";")[0].strip(" \"'") or None,
                encoding=(headers.get_header("content-encoding") or "").strip().lower(),
                body=record.content_stream().read(max_bytes + 1),
            )
    while record.raw_stream.read(_CHUNK_BYTES):
        pass
    if record.raw_stream.limit > 0:
        raise InputError("the archive is cut short; download or copy it again")
    return page


def _make_document(page: _Page, *, max_bytes: int) -> Document:
    if page.encoding not in {"", "identity", *BufferedReader.get_supported_decompressors()}:
        raise InputError(f"it is compressed as {page.encoding!r}, which is not read; crawl it with gzip")
    if len(page.body) > max_bytes:
        raise InputError(f"the page has more than {max_bytes:,} bytes; save its text as a .txt file")
    if not page.body:
        raise InputError("the page is empty; crawl it again")
    if page.is_html:
        return read_html(page.body, url=page.url, charset=page.charset)
    return Metadata(url=page.url).over(read_text(page.body, charset=page.charset))


def _explain(error: Exception) -> InputError:
    if isinstance(error, InputError):
        return error
    return InputError(f"the archive is damaged here ({type(error).__name__}); download or copy it again")
