"""Text, HTML, URL, feed, JSON Lines and WARC in, documents out."""

from graph.reading.dispatch import read
from graph.reading.documents import Metadata, Read, Rejected
from graph.reading.fetching import Fetcher
from graph.reading.formats import Format

__all__ = ["Fetcher", "Format", "Metadata", "Read", "Rejected", "read"]
