"""What a web server answers, read no further than it is wanted."""

import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from email.message import Message

import httpcore

from graph.errors import InputError


@dataclass(frozen=True, slots=True)
class Received:
    """An HTTP response; ``content_type`` is in lower case, without parameters, ``body`` decompressed."""

    status: int
    location: str
    content_type: str
    charset: str | None
    body: bytes
    is_complete: bool


def receive(response: httpcore.Response, *, max_bytes: int, accept: Collection[str] | None) -> Received:
    """Read what a site answers; the body only if the status is 200.

    ``max_bytes`` is the longest body, after decompression; a longer one is cut off.

    Raises:
        InputError: The content type is not among the accepted ones, or the body is damaged.
    """
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    message = Message()
    message["Content-Type"] = headers.get("content-type", "application/octet-stream")
    content_type, charset = message.get_content_type(), message.get_content_charset()
    body = b""
    if response.status == 200:
        if accept is not None and content_type not in accept:
            raise InputError(f"it is {content_type}, which is not read from the web; download it and read the file")
        body = _read_body(response, encoding=headers.get("content-encoding", ""), limit=max_bytes)
    return Received(
        status=response.status,
        location=headers.get("location", ""),
        content_type=content_type,
        charset=charset,
        body=body[:max_bytes],
        is_complete=len(body) <= max_bytes,
    )


def _read_body(response: httpcore.Response, *, encoding: str, limit: int) -> bytes:
    """Read the decompressed body, no more than one byte beyond the limit."""
    chunks = response.iter_stream()
    encoding = encoding.strip().lower()
    if encoding in {"gzip", "x-gzip"}:
        chunks = _gunzip(chunks, limit=limit)
    elif encoding not in {"", "identity"}:
        raise InputError(f"the site sends it compressed as {encoding[:40]!r}, which was not asked for")
    body = bytearray()
    for chunk in chunks:
        body += chunk[: limit + 1 - len(body)]
        if len(body) > limit:
            break
    return bytes(body)


def _gunzip(chunks: Iterator[bytes], *, limit: int) -> Iterator[bytes]:
    # The length of the output is bounded in every step: 10 MB of zeros come as 10 kB.
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            yield inflate.decompress(chunk, limit + 1)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, limit + 1)
    except zlib.error:
        raise InputError("the site sends damaged gzip data; try again later") from None
    if not inflate.eof:
        raise InputError("the site breaks off in the middle of the page; try again later")
