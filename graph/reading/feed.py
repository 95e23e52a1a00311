"""Feeds: RSS 0.9 to 2.0, RDF and Atom (RFC 4287)."""

import io
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from html import unescape
from typing import Any

import feedparser

from graph.errors import InputError
from graph.model import Document
from graph.reading.dates import parse_published
from graph.reading.documents import Metadata, Read, Rejected, attempt
from graph.reading.fetching import Fetcher
from graph.reading.html import read_fragment
from graph.reading.web_page import fetch_page

_Parsed = Any  # feedparser's dictionaries, untyped

# In characters. Some feeds put an excerpt where the standard has the whole article, so that a short content
# is taken for the article only if the page cannot be had.
_WHOLE_ARTICLE = 600
_WORTH_KEEPING = 200
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\(([^()]+)\)")
# Complaints of feedparser about the HTTP headers, not about the feed.
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")


def read_feed(
    raw: bytes, *, origin: str, url: str | None, given: Metadata, fetcher: Fetcher, skip: int = 0
) -> Iterator[Read | Rejected]:
    """Read a document from every entry.

    The article is what the entry carries itself, if that is long enough to be one; otherwise the page that it
    links to is fetched, and what the feed says of it fills in what the page does not say; if that fails, what
    the entry carries has to do. The outlet is what the page or the entry's source calls itself, else the
    title of the feed. Nothing is made of the first ``skip`` entries.

    Raises:
        InputError: It is no feed, or has no entries.
    """
    # A stream: bytes would be tried as the name of a file first.
    parsed = feedparser.parse(io.BytesIO(raw), response_headers={"content-location": url} if url else {})
    trouble = type(parsed.get("bozo_exception")).__name__ if parsed.get("bozo") else ""
    if trouble in _HARMLESS:
        trouble = ""
    if not parsed.entries:
        if trouble or not parsed.get("version"):
            raise InputError("it is not a readable RSS or Atom feed; check that it is that of the site")
        raise InputError("the feed has no entries; try again when there is something in it")
    for number, entry in enumerate(parsed.entries, start=1):
        link = str(entry.get("link") or "")
        here = f"{origin} entry {number}" + (f" ({link})" if link else "")
        known = _metadata(entry, feed=parsed.feed, link=link)
        if number > skip:
            yield attempt(here, partial(_read_entry, entry, known=known, fetcher=fetcher), given=given)
    if trouble and skip <= len(parsed.entries):
        behind = f"{origin} after entry {len(parsed.entries)}"
        yield Rejected(
            behind,
            InputError(f"the feed is not well-formed ({trouble}), so entries may be missing; get it again"),
        )


def _read_entry(entry: _Parsed, *, known: Metadata, fetcher: Fetcher) -> Document:
    content = _longest(entry.get("content") or [], base=known.url)
    if content is not None and len(content.text) >= _WHOLE_ARTICLE:
        return known.under(content)
    if known.url is None:
        failure = InputError("the entry has neither an article nor a link to one; give the articles themselves")
    else:
        try:
            return known.under(fetch_page(known.url, fetcher=fetcher))
        except InputError as error:
            failure = error
    summary = entry.get("summary_detail")
    excerpt = _longest([*(entry.get("content") or []), *([summary] if summary else [])], base=known.url)
    if excerpt is not None and len(excerpt.text) >= _WORTH_KEEPING:
        return known.under(excerpt)
    raise failure


def _longest(contents: list[Any], *, base: str | None) -> Document | None:
    documents = []
    for content in contents:
        value = content.get("value") or ""
        if content.get("type") == "text/plain":
            documents.append(Document(text=value))
            continue
        try:
            documents.append(read_fragment(value, base=base))
        except InputError:
            continue
    return max(documents, key=lambda document: len(document.text), default=None)


def _metadata(entry: _Parsed, *, feed: _Parsed, link: str) -> Metadata:
    source = entry.get("source") or {}
    return Metadata(
        outlet=_plain(source.get("title")) or _plain(feed.get("title")),
        url=link if link.startswith(("http://", "https://")) else None,
        published=_published(entry),
        title=_plain(entry.get("title")),
        authors=_authors(entry),
        language=str(feed.get("language") or "").strip() or None,
    )


def _authors(entry: _Parsed) -> tuple[str, ...]:
    # RSS has "ada@post.example (Ada)", which feedparser cuts up wrongly where the domain ends in a long word.
    mail = _MAIL_AND_NAME.fullmatch(str(entry.get("author") or "").strip())
    if mail:
        return (mail[1].strip(),)
    people = entry.get("authors") or []
    return tuple(str(person["name"]).strip() for person in people if person.get("name"))


def _published(entry: _Parsed) -> date | datetime | None:
    written, moment = entry.get("published"), entry.get("published_parsed")
    found = parse_published(str(written)) if written else None
    if found is None and moment is not None:
        return datetime.fromtimestamp(timegm(moment), UTC)
    return found


def _plain(markup: object) -> str | None:
    """A title without the tags that some feeds put into it."""
    text = unescape(str(markup or ""))  # escaped twice as often as once
    if "<" in text:
        try:
            text = read_fragment(text).text
        except InputError:
            return None
    return " ".join(text.split()) or None
