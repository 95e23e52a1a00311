"""The formats that are read, and how one is told from another."""

from enum import StrEnum
from pathlib import PurePath

from graph.errors import InputError


class Format(StrEnum):
    """How the input is written; ``AUTO`` tells by the suffix, then by how it begins."""

    AUTO = "auto"
    TEXT = "text"
    HTML = "html"
    JSONL = "jsonl"
    FEED = "feed"
    WARC = "warc"


_SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".warc": Format.WARC,
}
_SNIFFED_SUFFIXES = {"", ".xml", ".rdf", ".json"}

CONTENT_TYPES = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/plain": Format.TEXT,
    "application/rss+xml": Format.FEED,
    "application/atom+xml": Format.FEED,
    "application/rdf+xml": Format.FEED,
    "application/xml": Format.FEED,
    "text/xml": Format.FEED,
}
"""The media types that are read from the web (the feed types: RFC 4287 for Atom, custom for RSS)."""

# What a saved page brings along: of no interest, and no reason to alarm anybody.
_PAGE_ASSETS = frozenset({
    ".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot",
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp",
    ".mp3", ".mp4", ".webm", ".ogg", ".wav", ".m4a",
})  # fmt: skip
_BINARY_BEGINNINGS = {
    b"%PDF": "a PDF; convert it to text first (pdftotext)",
    b"PK\x03\x04": "a ZIP archive or an office document; unpack it, or export it as text",
    b"\x89PNG": "an image; only text can be read",
    b"\xff\xd8\xff": "an image; only text can be read",
    b"GIF8": "an image; only text can be read",
    b"\xd0\xcf\x11\xe0": "an old office document; export it as text",
    b"\x7fELF": "a program; only text can be read",
    b"SQLite format 3": "a database; export its articles as JSON Lines",
}


def suffix_of(name: str) -> str:
    """The suffix that tells the format, in lower case, with ``.gz`` set aside."""
    path = PurePath(name.lower())
    return PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix


def is_page_asset(name: str) -> bool:
    """Whether it is a picture, style sheet or the like of a saved page."""
    return suffix_of(name) in _PAGE_ASSETS


def is_known(name: str) -> bool:
    """Whether a file of this name can be told to be of a format, if need be by how it begins."""
    suffix = suffix_of(name)
    return suffix in _SUFFIXES or suffix in _SNIFFED_SUFFIXES


def detect(name: str, *, beginning: bytes) -> Format:
    """Tell the format by the suffix of the name, then by the first bytes (decompressed); text if by neither.

    Raises:
        InputError: It is of a binary format that is known not to be readable, or JSON that is not JSON Lines.
    """
    refuse_binary(beginning)
    return _SUFFIXES.get(suffix_of(name)) or sniff(beginning)


def refuse_binary(beginning: bytes) -> None:
    """Refuse what can never be text.

    Raises:
        InputError: The bytes begin as a known binary format does.
    """
    for magic, what in _BINARY_BEGINNINGS.items():
        if beginning.startswith(magic):
            raise InputError(f"it is {what}")


def sniff(beginning: bytes) -> Format:
    """Tell the format by the first bytes.

    Raises:
        InputError: It is JSON, but not one object a line.
    """
    head = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    lowered = head[:4096].lower()
    if head.startswith(b"WARC/"):
        return Format.WARC
    if is_feed(head):
        return Format.FEED
    if lowered.startswith((b"<!doctype html", b"<html")) or (lowered.startswith(b"<") and b"<html" in lowered):
        return Format.HTML
    if head.startswith(b"{"):
        first_line = head.partition(b"\n")[0].rstrip()
        if first_line.endswith(b"}") or b"\n" not in head:
            return Format.JSONL
        raise InputError("it is JSON over several lines; write one article a line (jq -c . does it)")
    if head.startswith(b"[") and head[1:].lstrip().startswith(b"{"):
        raise InputError("it is a JSON array; write one article a line (jq -c '.[]' does it)")
    return Format.TEXT


def is_feed(beginning: bytes) -> bool:
    """Whether the bytes begin as RSS 0.9-2.0 or Atom does."""
    lowered = beginning[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return lowered.startswith(b"<") and any(root in lowered for root in (b"<rss", b"<feed", b"<rdf:rdf"))
