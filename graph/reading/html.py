"""Web pages: the article in them, with its links."""

import re
from configparser import ConfigParser
from copy import deepcopy
from logging import CRITICAL, getLogger

from trafilatura import bare_extraction, load_html
from trafilatura.settings import DEFAULT_CONFIG, use_config
from trafilatura.settings import Document as Extracted

from graph.errors import InputError
from graph.model import Document
from graph.reading import page
from graph.reading.markup import Element, write_text

# trafilatura logs pieces of articles, and as errors what is raised here as an InputError.
getLogger("trafilatura").setLevel(CRITICAL)

_MAX_LINKED_SHARE = 0.6  # of the text, beyond which a page is a list of links rather than an article
_MIN_WORDS = 8
_MAX_LINKS_COMPARED = 1000
_NO_ARTICLE = "there is no article in the page; save the page of one article, or its text as .txt"
_TAG = re.compile(r"<[a-z!/?]", re.IGNORECASE)
_PAGE = re.compile(r"<\s*(html|body|!doctype)\b", re.IGNORECASE)


def _whole(tree: Element) -> Element:
    """The page in a root of its own: an odd one has another than html, which no parser could take out of it."""
    if tree.tag == "html":
        return tree
    root = tree.makeelement("html")
    body = tree.makeelement("body")
    root.append(body)
    body.append(tree)
    return root


def _keep_short() -> ConfigParser:
    # Below this many characters trafilatura throws its result away for one without links or paragraphs.
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "25")
    return config


_CONFIG = _keep_short()


def read_html(raw: bytes | str, *, url: str | None = None, charset: str | None = None) -> Document:
    """Make a document of the article in a page.

    The text has its paragraphs, one blank line between them, without the headline. ``url`` is where the page
    came from; ``charset`` is what the HTTP header says.

    Raises:
        InputError: There is no article in it, or it is not HTML.
    """
    markup = raw if isinstance(raw, str) else page.decode_page(raw, charset=charset)
    tree = load_html(markup) if _TAG.search(markup) else None
    if tree is None:
        raise InputError("it is not HTML; if it is plain text, name it .txt or give the format")
    tree = _whole(tree)
    canonical = page.find_canonical(tree, url=url)
    page.resolve_links(tree, base=page.find_base(tree, url=url or canonical))
    _write_quotation_marks(tree)
    extracted = _extract(tree, url=canonical)
    text, links = write_text(_without_headline(extracted.body, title=extracted.title))
    _check_article(text, linked=[text[slice(*link.span)] for link in links] or _words_of_links(tree))
    return Document(
        text=text,
        url=canonical,
        title=extracted.title or None,
        outlet=_site_name(tree, extracted),
        authors=_split_authors(extracted.author),
        published=page.find_published(tree, guess=extracted.date),
        language=page.find_language(tree),
        links=links,
    )


def read_fragment(markup: str, *, base: str | None = None) -> Document:
    """Make a document of a piece of HTML that is all article, as feeds and datasets have it.

    Raises:
        InputError: There is no text in it.
    """
    if _PAGE.search(markup[:1000]):
        return read_html(markup, url=base)
    tree = load_html(f"<html><body><div>{markup}</div></body></html>")
    body = None if tree is None else tree.find(".//body")
    if body is None:
        raise InputError("its HTML cannot be parsed; give the text instead")
    page.resolve_links(body, base=base)
    _write_quotation_marks(body)
    text, links = write_text(body)
    if not text:
        raise InputError("there is no text in its HTML; check that the right field was saved")
    return Document(text=text, url=base, links=links)


def _extract(tree: Element, *, url: str | None) -> Extracted:
    for config in (_CONFIG, DEFAULT_CONFIG):
        found = bare_extraction(
            deepcopy(tree),
            url=url,
            include_comments=False,
            include_links=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
            config=config,
        )
        if isinstance(found, Extracted) and found.body is not None:
            return found
    raise InputError(_NO_ARTICLE)


def _write_quotation_marks(tree: Element) -> None:
    """Put in the marks that a browser draws around ``<q>``: who said what hangs on them."""
    for element in tree.iter("q"):
        element.tag = "span"
        element.text = "“" + (element.text or "")
        element.tail = "”" + (element.tail or "")


def _without_headline(body: Element, *, title: str | None) -> Element:
    """Remove headings before the first paragraph that repeat the title or are the headline of the page."""
    while len(body) and body[0].tag in {"head", "h1", "h2", "p"}:
        first = body[0]
        is_headline = first.get("rend") == "h1" or first.tag == "h1"
        if not is_headline and _fold("".join(first.itertext())) != _fold(title or ""):
            break
        body.remove(first)
    return body


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _check_article(text: str, *, linked: list[str]) -> None:
    """Refuse what is left of a page of links, or of a form. ``linked`` are the words of its links."""
    linked_length = sum(len(words) for words in linked if words in text)
    if len(text.split()) < _MIN_WORDS or linked_length > _MAX_LINKED_SHARE * len(text):
        raise InputError(_NO_ARTICLE)


def _words_of_links(tree: Element) -> list[str]:
    # Where trafilatura finds no article it may hand back the words of the whole page, without the links.
    return [" ".join("".join(a.itertext()).split()) for a in tree.iter("a")][:_MAX_LINKS_COMPARED]


def _site_name(tree: Element, extracted: Extracted) -> str | None:
    """The outlet if the page names it; a host, the library's last resort, is left to be filled in later."""
    named = next(iter(tree.xpath("//meta[@property='og:site_name']/@content")), None)
    if named and str(named).strip():
        return " ".join(str(named).split())
    name = (extracted.sitename or "").strip()
    return name if name and name != extracted.hostname and "." not in name else None


def _split_authors(author: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (author or "").split(";") if name.strip())
