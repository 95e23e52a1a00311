"""The box of one source: its name, its kind, its position, and the arcs by which it cites itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.drawing.content import Link, Source
from graph.drawing.shapes import Box, Group, Head, Line, Point, Text
from graph.drawing.style import (
    BOX,
    FAINT,
    INK,
    LOOP,
    LOOP_HALO,
    NAME_LINE,
    NAME_LINES,
    NAME_SIZE,
    NAME_WIDTH,
    NODE_WORDS,
    PAPER,
    SMALL_LINE,
    SMALL_SIZE,
    STROKES,
    TABLE_WORDS,
    UNNAMED_DASHES,
    describe_kind,
    describe_link,
)
from graph.drawing.text import has_glyph, measure, wrap

_SIDE, _TOP = 12.0, 9.0
_MIN_WIDTH = 84.0
_ARC_HEIGHT = 36.0
_PORT, _MAX_PORTS = 9.0, 280.0


@dataclass(frozen=True, slots=True)
class Face:
    """What stands in a box: lines of text from top to bottom, and the links of the source to itself."""

    source: Source
    lines: tuple[Text, ...]
    arcs: tuple[Link, ...]

    def size(self, *, ports: int) -> tuple[float, float, float]:
        """Width, reach above and below the centre of the box; it grows with the arrows on its fuller side."""
        text = max(line.width for line in self.lines)
        arcs = sum(_arc_width(link) for link in self.arcs)
        height = max(self.text_height + 2 * _TOP, min(_MAX_PORTS, ports * _PORT + _TOP))
        above = _ARC_HEIGHT if self.arcs else 0.0
        return max(_MIN_WIDTH, text + 2 * _SIDE, arcs + 2 * _SIDE), height / 2 + above, height / 2

    @property
    def text_height(self) -> float:
        """Height of the lines together, in pixels."""
        return sum(NAME_LINE if line.size == NAME_SIZE else SMALL_LINE for line in self.lines)


def make_face(source: Source, *, arcs: Sequence[Link]) -> Face:
    """Wrap and measure what a box will show."""
    # Arabic, Chinese and others have no italics, and the bundled oblique face lacks them: upright then.
    italic = not source.named and all(has_glyph(c, italic=True) for c in source.name)
    lines = [
        _line(text, size=NAME_SIZE, tone=INK, italic=italic)
        for text in wrap(source.name, width=NAME_WIDTH, lines=NAME_LINES, size=NAME_SIZE, italic=italic)
    ]
    kind = describe_kind(source.kind, named=source.named)
    lines += [
        _line(text, size=SMALL_SIZE, tone=FAINT) for text in wrap(kind, width=NAME_WIDTH, lines=1, size=SMALL_SIZE)
    ]
    for stance in source.stances:
        lines.append(_line(NODE_WORDS[stance], size=SMALL_SIZE, tone=stance.value, bold=True))
    return Face(source, tuple(lines), tuple(arcs))


def _line(text: str, *, size: float, tone: str, bold: bool = False, italic: bool = False) -> Text:
    width = measure(text, size=size, bold=bold, italic=italic)
    return Text(0.0, 0.0, text, size, width, tone, bold, italic)


def frame(face: Face, *, left: float, width: float, middle: float, height: float) -> Box:
    """The rectangle of a box, ``middle`` being its centre from the top."""
    stances = face.source.stances
    return Box(
        left,
        middle - height / 2,
        width,
        height,
        fill=BOX,
        tone=stances[0].value if len(stances) == 1 else INK if stances else FAINT,
        line=1.8 if stances else 1.2,
        dashes=() if face.source.named else UNNAMED_DASHES,
    )


def draw_box(face: Face, *, box: Box) -> Group:
    """The box with its text, and its arcs above it."""
    shapes: list[Box | Line | Head | Text] = [box]
    y = box.y + (box.height - face.text_height) / 2
    centre = box.x + box.width / 2
    for line in face.lines:
        step = NAME_LINE if line.size == NAME_SIZE else SMALL_LINE
        # A base line stands about a third of the font size below the middle of its line.
        base = y + step / 2 + line.size * 0.35
        shapes.append(Text(centre, base, line.text, line.size, line.width, line.tone, line.bold, line.italic))
        y += step
    source = face.source
    facts = [source.name, describe_kind(source.kind, named=source.named)]
    facts += [TABLE_WORDS[stance] for stance in source.stances]
    return Group(" – ".join(fact for fact in facts if fact), "source", tuple(shapes))


def _arc_width(link: Link) -> float:
    return max(56.0, measure(describe_link(link.stance, count=link.count, loop=True), size=SMALL_SIZE) + 20)


def draw_arcs(face: Face, *, box: Box) -> list[Group]:
    """One arc on top of the box for each link of the source to itself."""
    widths = [_arc_width(link) for link in face.arcs]
    x = box.x + (box.width - sum(widths)) / 2
    groups = []
    for link, width in zip(face.arcs, widths, strict=True):
        groups.append(_draw_arc(link, name=face.source.name, x=x + width / 2, y=box.y))
        x += width
    return groups


def _draw_arc(link: Link, *, name: str, x: float, y: float) -> Group:
    stroke, tone = STROKES[link.stance], link.stance.value
    start = Point(x + 17, y)
    step = (Point(x + 30, y - 32), Point(x - 24, y - 32), Point(x - 17, y - 8))
    corners = (Point(x - 17, y - 1), Point(x - 21.5, y - 10), Point(x - 12.5, y - 10))
    shapes = (
        Line(start, (step,), LOOP, LOOP_HALO),
        Line(start, (step,), tone, stroke.width, stroke.dashes),
        Head(corners, tone, hollow=link.inferred),
        *draw_tag(describe_link(link.stance, count=link.count, loop=True), x=x, y=y - 25, tone=tone),
    )
    return Group(describe_in_words(link, reporter=name, origin=name), "link", shapes)


def tag_size(text: str) -> tuple[float, float]:
    """Width and height of the label of a link."""
    if not text:
        return 12.0, 6.0
    return measure(text, size=SMALL_SIZE, bold=True) + 12, SMALL_LINE + 3


def draw_tag(text: str, *, x: float, y: float, tone: str) -> tuple[Box | Text, ...]:
    """The label of a link, centred, on a ground of its own so that no line runs through the words."""
    if not text:
        return ()
    width, height = tag_size(text)
    ground = Box(x - width / 2, y - height / 2, width, height, fill=PAPER, tone=tone, line=0.8, radius=height / 2)
    return ground, Text(x, y + SMALL_SIZE * 0.35, text, SMALL_SIZE, width - 12, tone, bold=True)


def describe_in_words(link: Link, *, reporter: str, origin: str) -> str:
    """The tooltip of a link, which says all that the table says."""
    times = f"{link.count} statements" if link.count > 1 else "1 statement"
    extra = ", inferred" * link.inferred + ", part of a loop" * link.loop
    return f"{reporter} → {origin}: {TABLE_WORDS[link.stance]}, {times}{extra}"
