"""The files of the vocabulary, found wherever the package is installed, be it a folder or a zip archive."""

from importlib.resources import files
from typing import Final

ONTOLOGY: Final = "allegedly.ttl"
"""The vocabulary itself: OWL and SKOS in Turtle."""

SHAPES: Final = "shapes.ttl"
"""What the graph of one document must look like: SHACL in Turtle."""

CONTEXT: Final = "context.jsonld"
"""Short keys for JSON-LD 1.1: the object under ``@context``, to be given inline, never fetched."""

SOURCES: Final = "sources.ttl"
"""Well-known sources with their names, kinds and relations, in Turtle."""


def read(name: str) -> str:
    """The text of the file of that name.

    Raises FileNotFoundError where there is none.
    """
    return (files("ontology") / name).read_text(encoding="utf-8")
