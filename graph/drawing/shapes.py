"""What a finished picture is made of. Both renderers draw these and nothing else, so they cannot differ.

Lengths are pixels, y grows downwards. A ``tone`` is a key of ``style.TONES``.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Point(NamedTuple):
    """A place on the page, in pixels from the upper left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    tone: str
    line: float = 1.0
    dashes: tuple[float, ...] = ()
    radius: float = 6.0

    def overlaps(self, other: "Box", *, margin: float = 0.0) -> bool:
        """Whether the two come closer than ``margin`` pixels."""
        return (
            self.x < other.x + other.width + margin
            and other.x < self.x + self.width + margin
            and self.y < other.y + other.height + margin
            and other.y < self.y + self.height + margin
        )


@dataclass(frozen=True, slots=True)
class Line:
    """An open line: each step goes on straight (one point) or as a cubic Bézier curve (three)."""

    start: Point
    steps: tuple[tuple[Point, ...], ...]
    tone: str
    width: float
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """An arrowhead: a triangle, filled or hollow."""

    corners: tuple[Point, Point, Point]
    tone: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text, ``x`` and ``y`` at the middle (or start) of its base line, ``width`` as measured."""

    x: float
    y: float
    text: str
    size: float
    width: float
    tone: str
    bold: bool = False
    italic: bool = False
    centred: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together, painted in order, with a tooltip."""

    tooltip: str
    role: str
    shapes: tuple[Box | Line | Head | Text, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture. ``scale`` is below 1 where it had to be shrunk to stay within the limits."""

    title: str
    description: str
    width: float
    height: float
    groups: tuple[Group, ...] = field(default_factory=tuple)
    scale: float = 1.0
