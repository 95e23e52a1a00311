"""What stands above the drawing: title, how to read it, and what the signs mean."""

from collections.abc import Iterable

import networkx as nx

from graph.drawing.content import Content
from graph.drawing.shapes import Box, Group, Head, Line, Point, Text
from graph.drawing.style import (
    BOX,
    FAINT,
    INK,
    LEGEND_WORDS,
    LOOP,
    LOOP_HALO,
    LOOP_MARK,
    SMALL_LINE,
    SMALL_SIZE,
    STROKES,
    TITLE_LINE,
    TITLE_SIZE,
    UNNAMED_DASHES,
    describe_link,
)
from graph.drawing.text import clean, measure, wrap
from graph.model import Stance

Shape = Box | Line | Head | Text
_SAMPLE, _SPACE, _ROW = 46.0, 26.0, 22.0
HINT = "Each arrow runs from a reporter to the source whose words it passes on, from left to right{}."
EMPTY = "Nothing to draw: there is no source here."


def say_left_out(content: Content) -> str:
    """How much of the graph is not in the picture; empty where all of it is."""
    parts = []
    if content.sources_left_out:
        parts.append(f"{content.sources_left_out:,} sources that are cited least")
    if content.links_left_out:
        parts.append(f"{content.links_left_out:,} links")
    return f"Left out of this picture: {' and '.join(parts)}." if parts else ""


def draw_head(content: Content, *, title: str, width: float, left: float, top: float) -> tuple[Group, float]:
    """Title, notes and legend from ``top`` on, no wider than ``width``; and the y where they end."""
    shapes: list[Shape] = []
    y = top
    for line in wrap(title, width=width, lines=4, size=TITLE_SIZE, bold=True):
        shapes.append(_text(line, x=left, y=y + TITLE_LINE * 0.7, size=TITLE_SIZE, tone=INK, bold=True))
        y += TITLE_LINE
    notes = [HINT.format(_exception(content))] if content.links else []
    for note, bold in [*((n, False) for n in notes), (say_left_out(content), True)]:
        for line in wrap(note, width=width, lines=3, size=SMALL_SIZE, bold=bold):
            shapes.append(_text(line, x=left, y=y + SMALL_LINE * 0.8, tone=INK if bold else FAINT, bold=bold))
            y += SMALL_LINE
    if not content.sources:
        shapes.append(_text(EMPTY, x=left, y=y + 30, tone=INK, size=14.0))
        return Group(clean(title), "head", tuple(shapes)), y + 50
    x, y = left, y + 8
    for item in _items(content):
        if x > left and x + item[0] > left + width:
            x, y = left, y + _ROW
        shapes += _move(item[1], x, y + _ROW / 2)
        x += item[0] + _SPACE
    return Group(clean(title), "head", tuple(shapes)), y + _ROW


def _exception(content: Content) -> str:
    if any(link.loop for link in content.links):
        return " but for loops"
    leads_back = not nx.is_directed_acyclic_graph(nx.DiGraph((link.reporter, link.origin) for link in content.links))
    return " but for those that lead back" if leads_back else ""


def _text(text: str, *, x: float, y: float, tone: str, size: float = SMALL_SIZE, bold: bool = False) -> Text:
    return Text(x, y, text, size, measure(text, size=size, bold=bold), tone, bold, centred=False)


def _items(content: Content) -> Iterable[tuple[float, list[Shape]]]:
    """Width and shapes of each entry that the picture needs, drawn around y = 0."""
    present = {link.stance for link in content.links}
    for stance in Stance:
        if stance in present:
            mark = describe_link(stance, count=1, loop=False)
            words = f"{mark}: {LEGEND_WORDS[stance]}" if mark else LEGEND_WORDS[stance]
            yield _entry(_arrow(stance, hollow=False), words)
    if any(link.inferred for link in content.links):
        yield _entry(_arrow(Stance.AFFIRM, hollow=True), "hollow head: inferred")
    if any(link.count > 1 for link in content.links):
        yield _entry([], "×3: three statements")
    if any(link.loop for link in content.links):
        halo = Line(Point(0, 0), ((Point(_SAMPLE, 0),),), LOOP, LOOP_HALO)
        line = Line(Point(0, 0), ((Point(_SAMPLE, 0),),), INK, 1.6)
        yield _entry([halo, line], f"{LOOP_MARK} loop: circular reporting")
    if any(not source.named for source in content.sources):
        box = Box(6, -8, _SAMPLE - 12, 16, fill=BOX, tone=FAINT, line=1.2, dashes=UNNAMED_DASHES, radius=4)
        yield _entry([box], "unnamed source", italic=True)


def _arrow(stance: Stance, *, hollow: bool) -> list[Shape]:
    stroke, tone = STROKES[stance], stance.value
    corners = (Point(_SAMPLE, 0), Point(_SAMPLE - 10, -4.5), Point(_SAMPLE - 10, 4.5))
    line = Line(Point(0, 0), ((Point(_SAMPLE - 9, 0),),), tone, stroke.width, stroke.dashes)
    return [line, Head(corners, tone, hollow=hollow)]


def _entry(sample: list[Shape], words: str, *, italic: bool = False) -> tuple[float, list[Shape]]:
    x = _SAMPLE + 8 if sample else 0.0
    width = measure(words, size=SMALL_SIZE, italic=italic)
    text = Text(x, SMALL_SIZE * 0.35, words, SMALL_SIZE, width, INK, italic=italic, centred=False)
    return x + width, [*sample, text]


def _move(shapes: Iterable[Shape], dx: float, dy: float) -> list[Shape]:
    moved: list[Shape] = []
    for shape in shapes:
        match shape:
            case Box():
                moved.append(
                    Box(shape.x + dx, shape.y + dy, shape.width, shape.height, shape.fill, shape.tone,
                        shape.line, shape.dashes, shape.radius)
                )  # fmt: skip
            case Line():
                steps = tuple(tuple(Point(p.x + dx, p.y + dy) for p in step) for step in shape.steps)
                start = Point(shape.start.x + dx, shape.start.y + dy)
                moved.append(Line(start, steps, shape.tone, shape.width, shape.dashes))
            case Head():
                a, b, c = (Point(p.x + dx, p.y + dy) for p in shape.corners)
                moved.append(Head((a, b, c), shape.tone, shape.hollow))
            case Text():
                moved.append(
                    Text(shape.x + dx, shape.y + dy, shape.text, shape.size, shape.width, shape.tone,
                         shape.bold, shape.italic, shape.centred)
                )  # fmt: skip
    return moved
