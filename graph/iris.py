"""The IRIs under which things are known, and the way back to their ids."""

import re
from dataclasses import dataclass
from enum import StrEnum

from graph.errors import ConfigError

DEFAULT_BASE = "https://w3id.org/allegedly/id/"

_ID = re.compile(r"[a-z2-7]{26}")
_SELECTOR = re.compile(r"-(?:position|quote)\Z")
# A host, perhaps a port, and a path of plain characters: what every RDF tool takes for an IRI.
_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~-]+)*(?:/|#|/#)")


class Thing(StrEnum):
    """The kinds of things that have an IRI of their own; the value is its path segment."""

    DOCUMENT = "document"
    SOURCE = "source"
    STATEMENT = "statement"
    CLAIM = "claim"
    ANCHOR = "anchor"
    HYPERLINK = "hyperlink"
    EXTRACTOR = "extractor"
    GRAPH = "graph"
    LAYER = "layer"
    IDENTITY = "identity"
    CLUSTER = "cluster"
    MEMBERSHIP = "membership"
    RELATION = "relation"
    REVIEW = "review"
    REVIEWER = "reviewer"


class Layer(StrEnum):
    """The named graphs of what is held across documents; the value is the last segment of the name."""

    IDENTITIES = "identities"
    CLUSTERS = "clusters"
    REVIEWS = "reviews"
    IDENTIFICATIONS = "identifications"
    ASSESSMENTS = "assessments"


_THINGS, _LAYERS = frozenset(map(str, Thing)), frozenset(map(str, Layer))


def local_name(iri: str) -> str:
    """The id at the end of an IRI that was built here, whatever the kind of thing."""
    return iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Iris:
    """Builds and takes apart IRIs under one base.

    Raises ConfigError where the base is not an absolute http(s) IRI that ends in ``/`` or ``#``.
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise ConfigError(
                f"The base {self.base!r} is not usable: give an absolute http or https IRI that ends in '/' or '#'."
            )

    def of(self, thing: Thing, name: str) -> str:
        """The IRI of a thing by its id."""
        return f"{self.base}{thing}/{name}"

    def id_of(self, text: str, *, thing: Thing) -> str | None:
        """The id in an IRI of that kind of thing, or in a bare id; None for anything else."""
        name = text.strip().removeprefix("<").removesuffix(">").removeprefix(f"{self.base}{thing}/")
        return name if _ID.fullmatch(name) else None

    def split(self, iri: str) -> tuple[Thing, str] | None:
        """The kind and the name in an IRI of a thing, a layer or a selector of an anchor; None for any other."""
        if not iri.startswith(self.base):
            return None
        kind, _, name = iri.removeprefix(self.base).partition("/")
        if kind not in _THINGS:
            return None
        thing = Thing(kind)
        if thing is Thing.LAYER:
            return (thing, name) if name in _LAYERS else None
        bare = _SELECTOR.sub("", name) if thing is Thing.ANCHOR else name
        return (thing, name) if _ID.fullmatch(bare) else None
