"""What a web page says about itself in its head: address, language, date of publication, encoding."""

import codecs
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit

from trafilatura.utils import decode_file

from graph.errors import InputError
from graph.reading.dates import most_exact, parse_published
from graph.reading.markup import Element

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# https://encoding.spec.whatwg.org/#names-and-labels: on the web these names mean something else.
_WEB_LABELS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "utf-16": "utf-8",  # in a <meta>, which could not be read if it were true
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-7": "utf-8",
}
_DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "date",
)


def decode_page(raw: bytes, *, charset: str | None = None) -> str:
    """Decode HTML by its byte order mark, the HTTP header, its own declaration, then by its looks.

    This is the order of the HTML standard ("determining the character encoding"). Bytes that do not fit
    become U+FFFD, as in a browser.

    Raises:
        InputError: It is binary.
    """
    for mark, marked in _MARKS.items():
        if raw.startswith(mark):
            return raw[len(mark) :].decode(marked, errors="replace")
    if b"\0" in raw[:4096]:
        raise InputError("it is a binary file, not HTML; save the page as HTML first")
    declared = _META_CHARSET.search(raw[:4096]) or _XML_ENCODING.search(raw[:256])
    labels = [charset, declared[1].decode("ascii") if declared else None]
    names = [name for label in labels if label and (name := _codec(label))]
    for codec in [*names, "utf-8"]:
        try:
            return raw.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    if names:
        return raw.decode(names[0], errors="replace")
    return decode_file(raw)


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
        b"x".decode(name, errors="replace")  # refuses what is no character encoding, such as "hex"
    except (LookupError, ValueError):
        return None
    if "escape" in name or name == "punycode":
        return None
    return _WEB_LABELS.get(name, name)


def find_base(tree: Element, *, url: str | None) -> str | None:
    """What relative links are relative to: ``<base href>``, else the address of the page."""
    href = next(iter(tree.xpath("//base/@href")), "")
    return _join(url, str(href)) or url


def find_canonical(tree: Element, *, url: str | None) -> str | None:
    """The address of the page: what it calls canonical, unless that is on another host than it came from.

    A page may not pass itself off as one of another outlet. ``url`` is where it came from, if that is known.
    """
    for query in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        found = next(iter(tree.xpath(query)), None)
        canonical = _join(url, str(found).strip()) if found else None
        if canonical and (url is None or _site(canonical) == _site(url)):
            return canonical
    return url


def find_language(tree: Element) -> str | None:
    """The language of the page, a BCP 47 tag."""
    for query in ("//html/@lang", "//html/@xml:lang", "//meta[@http-equiv='content-language']/@content"):
        for value in tree.xpath(query):
            tag = str(value).strip().replace("_", "-")
            if _LANGUAGE.fullmatch(tag):
                return tag
    return None


def find_published(tree: Element, *, guess: str | None) -> date | datetime | None:
    """The date of publication from the page's metadata; ``guess`` (an ISO date) where there is none."""
    candidates = [parse_published(written) for written in _written_dates(tree)]
    candidates.append(parse_published(guess) if guess else None)
    return most_exact([found for found in candidates if found is not None])


def resolve_links(tree: Element, *, base: str | None) -> None:
    """Make the targets of links absolute; one into the page itself, or not of the web, loses its."""
    for element in tree.iter("a"):
        href = element.attrib.pop("href", "").strip()
        target = _join(base, href) if href and not href.startswith("#") else None
        if target:
            element.set("href", target)


def _join(base: str | None, target: str) -> str | None:
    try:
        joined = urljoin(base or "", target)
        parts = urlsplit(joined)
        found = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return joined.replace(" ", "%20") if found and not re.search(r"[\t\r\n<>\"\ud800-\udfff]", joined) else None


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _written_dates(tree: Element) -> Iterator[str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("itemprop") or meta.get("name") or ""
        metas.setdefault(str(name).strip().lower(), meta.get("content") or "")
    yield from (metas[name] for name in _DATE_METAS[:2] if name in metas)
    yield from _structured_dates(tree)
    yield from (metas[name] for name in _DATE_METAS[2:] if name in metas)
    yield from (str(d) for d in tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime"))
    yield from (str(d) for d in tree.xpath("(//article//time/@datetime)[1]"))


def _structured_dates(tree: Element) -> Iterator[str]:
    """``datePublished`` of the JSON-LD (schema.org): that of an article before that of anything else."""
    found: list[tuple[bool, str]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            nodes = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while nodes:
            node = nodes.pop()
            if isinstance(node, dict):
                written = node.get("datePublished")
                if isinstance(written, str):
                    found.append(("Article" not in str(node.get("@type")), written))
                nodes.extend(reversed(node.values()))
            elif isinstance(node, list):
                nodes.extend(reversed(node))
    yield from (written for _, written in sorted(found, key=lambda item: item[0]))
