"""What reading yields, and the checks that every document passes before it is let through."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from logging import getLogger
from urllib.parse import urlsplit

from graph.errors import InputError
from graph.model import Document

MAX_DOCUMENT_BYTES = 64 * 1024 * 1024
"""The most bytes that one document (a file, a line of JSON Lines, a page in a WARC) may have, unpacked."""

_log = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document from elsewhere than its own text; ``None`` and ``()`` mean not known."""

    outlet: str | None = None
    url: str | None = None
    published: date | datetime | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None

    def over(self, document: Document) -> Document:
        """The document with this in the place of what it says itself."""
        return replace(
            document,
            outlet=self.outlet or document.outlet,
            url=self.url or document.url,
            published=self.published or document.published,
            title=self.title or document.title,
            authors=self.authors or document.authors,
            language=self.language or document.language,
        )

    def under(self, document: Document) -> Document:
        """The document with this where it says nothing itself."""
        return replace(
            document,
            outlet=document.outlet or self.outlet,
            url=document.url or self.url,
            published=document.published or self.published,
            title=document.title or self.title,
            authors=document.authors or self.authors,
            language=document.language or self.language,
        )


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read. ``origin`` says where it was found, for messages: "news.jsonl line 7"."""

    origin: str
    document: Document


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document of several that could not be read. ``error`` does not repeat the origin."""

    origin: str
    error: InputError


def attempt(origin: str, make: Callable[[], Document], *, given: Metadata) -> Read | Rejected:
    """Read one document of several, so that one that cannot be read does not end the rest."""
    try:
        return Read(origin, finish(make(), given=given))
    except InputError as error:
        return Rejected(origin, error)
    except Exception as error:  # whatever an odd page makes a parser do, the batch goes on
        _log.warning("%s: %s while reading", origin, type(error).__name__)
        refusal = InputError(f"a parser fails on it ({type(error).__name__}); save its text as a .txt file")
        refusal.__cause__ = error
        return Rejected(origin, refusal)


def finish(document: Document, *, given: Metadata) -> Document:
    """Put in what the user gave, drop names that are blank, name the outlet by its host if nothing does, and check all.

    Raises:
        InputError: The text is blank, binary or holds half a surrogate pair; or the URL is not of the web.
    """
    document = given.over(document)
    authors = tuple(author.strip() for author in document.authors if author.strip())
    document = replace(document, outlet=(document.outlet or "").strip() or None, authors=authors)
    if document.url is not None:
        host = web_host(document.url)
        document = replace(document, outlet=document.outlet or host.removeprefix("www."))
    _check_text(document.text)
    for value in (document.title, document.outlet, document.url, document.language, *document.authors):
        _check_unicode(value or "")
    return document


def web_host(url: str) -> str:
    """The host of an http(s) URL, in lower case.

    Raises:
        InputError: It is not an http(s) URL with a host.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or any(c.isspace() for c in url):
        raise InputError(f"{url[:200]!r} is not an address of the web; write it with http:// or https://")
    return host


def _check_text(text: str) -> None:
    if not text.strip():
        raise InputError("there is no text in it; check that the right file was saved")
    if "\0" in text:
        raise InputError("its text holds NUL characters, so it is not plain text; export it as text first")
    _check_unicode(text)


def _check_unicode(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"character {error.start} is half of a surrogate pair (U+{ord(text[error.start]):04X}); "
            "write the file again as valid Unicode"
        ) from None
