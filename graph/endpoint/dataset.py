"""Which graphs a query is about."""

from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

from graph.errors import QueryError


class DefaultGraph(StrEnum):
    """What the default graph of a query is that names none."""

    UNION = "union"
    """All graphs together."""
    UNNAMED = "unnamed"
    """The graph without a name, and nothing else."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs of a query by name (IRIs), as the protocol gives them; they come before those that FROM names.

    Where neither is given, the query's own or, without such, all graphs count, with ``otherwise`` as the default one.
    Raises QueryError for what is no absolute IRI.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    otherwise: DefaultGraph = DefaultGraph.UNION

    def __post_init__(self) -> None:
        for name in (*self.default, *self.named):
            check_iri(name)

    def __bool__(self) -> bool:
        """Whether graphs are given."""
        return bool(self.default or self.named)


EVERYTHING = Dataset()
"""All graphs, or those that the query names."""


@dataclass(frozen=True, slots=True)
class About:
    """What a query is asked about: its graphs, and the address that relative IRIs in it are relative to."""

    dataset: Dataset = EVERYTHING
    base: str | None = None


ABOUT_ALL = About()


def check_iri(name: str) -> None:
    """Raise QueryError for the name of a graph that is no absolute IRI."""
    try:
        ox.NamedNode(name)
    except ValueError as error:  # RFC 3987, as the engine reads it
        detail = "The name of a graph must be an absolute IRI: give one, percent-encoded where need be."
        raise QueryError(detail) from error
