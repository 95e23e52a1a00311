"""A text in blocks, before it is known whether it becomes HTML or Markdown.

What others wrote stands in kinds of its own, so that whoever writes blocks out cannot forget to take its power away.
"""

from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx


@dataclass(frozen=True, slots=True)
class Words:
    """Words of ours."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of ours that carry weight."""

    text: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """What others wrote: it may be hostile, and in any script."""

    text: str


@dataclass(frozen=True, slots=True)
class Described:
    """What others wrote where a name would stand, of somebody without one."""

    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """What others wrote and is quoted, inside an excerpt."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """An id or a digest."""

    text: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address that a document gives for itself; it leads there only if it is one of the web."""

    url: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Leads to the block of that name."""

    name: str
    text: str


Inline: TypeAlias = Words | Strong | Foreign | Described | Marked | Code | Address | Jump
Line: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section (level 2) or of a part of one (3), to which its name leads."""

    name: str
    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms, each with what it is here."""

    pairs: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row heads it."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote in its passage, under a line that tells who said it; ``language`` is a tag, if it is known."""

    name: str
    line: Line
    excerpt: Line
    language: str | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A citation graph to be drawn, as ``graph.drawing`` takes it."""

    graph: nx.MultiDiGraph
    title: str


Block: TypeAlias = Heading | Paragraph | Bullets | Facts | Table | Passage | Drawing


@dataclass(frozen=True, slots=True)
class Pages:
    """All blocks under a title, which others wrote."""

    title: str
    blocks: tuple[Block, ...]
