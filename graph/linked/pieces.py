"""What descriptions are told in: words, and names that lead to what they name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """Something by its IRI, and what it is called."""

    iri: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """Others' words, or as many of their code points as are shown; ``length`` is that of all."""

    text: str
    length: int


Piece = Reference | Text | str
"""A name that leads somewhere, others' words, or our own."""
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A property, and what is said by it."""

    property: Reference | str
    lines: tuple[Line, ...]
