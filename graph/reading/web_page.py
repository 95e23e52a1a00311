"""One article at an address."""

from graph.model import Document
from graph.reading.documents import Metadata
from graph.reading.fetching import Fetcher
from graph.reading.html import read_html
from graph.reading.text import read_text

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


def fetch_page(url: str, *, fetcher: Fetcher) -> Document:
    """The article in a page of HTML or text.

    Raises:
        InputError: It cannot be fetched, or there is no article in it.
    """
    fetched = fetcher.fetch(url, accept=_PAGE_TYPES)
    if fetched.content_type == "text/plain":
        return Metadata(url=fetched.url).over(read_text(fetched.body, charset=fetched.charset))
    return read_html(fetched.body, url=fetched.url, charset=fetched.charset)
