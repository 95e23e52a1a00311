"""The lines of the links: level through the columns, curved only between them, where no box can stand."""

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence

from graph.drawing.boxes import describe_in_words, draw_tag
from graph.drawing.content import Link
from graph.drawing.folding import TURN
from graph.drawing.placing import Placed
from graph.drawing.shapes import Box, Group, Head, Line, Point
from graph.drawing.style import LOOP, LOOP_HALO, STROKES, describe_link

_HEAD_LENGTH, _HEAD_HALF = 10.0, 4.5
_PORT_STEP = 9.0


def draw_links(
    placed: Placed, *, links: Sequence[Link], boxes: Sequence[Box], names: Sequence[str], shift: Point
) -> tuple[list[Line], list[Group]]:
    """The halos of the links on circles, to be painted first, and the links themselves.

    ``boxes`` and ``names`` belong to the box vertices of the component; ``shift`` is its corner on the page.
    """
    ports = _spread_ports(placed, boxes)
    halos, groups = [], []
    for number, link in enumerate(links):
        points = _trace(placed, number, boxes, ports, shift)
        towards_left = number in placed.columns.backward
        if towards_left:
            points.reverse()
        tip = points[-1]
        sign = -1 if towards_left else 1
        points[-1] = Point(tip.x - sign * (_HEAD_LENGTH - 1), tip.y)
        stroke, tone = STROKES[link.stance], link.stance.value
        line = _join(points, tone=tone, width=stroke.width, dashes=stroke.dashes)
        if link.loop:
            halos.append(Line(line.start, line.steps, LOOP, LOOP_HALO))
        base = tip.x - sign * _HEAD_LENGTH
        corners = (tip, Point(base, tip.y - _HEAD_HALF), Point(base, tip.y + _HEAD_HALF))
        spot = placed.spots[placed.columns.boxes + number]
        words = describe_link(link.stance, count=link.count, loop=link.loop)
        tag = draw_tag(words, x=spot.x + shift.x, y=spot.y + shift.y, tone=tone)
        tooltip = describe_in_words(link, reporter=names[link.reporter], origin=names[link.origin])
        groups.append(Group(tooltip, "link", (line, Head(corners, tone, hollow=link.inferred), *tag)))
    return halos, groups


def _spread_ports(placed: Placed, boxes: Sequence[Box]) -> dict[tuple[int, bool], float]:
    """Height at which each link meets a box: key is the link and whether it is the left end of its chain.

    In the order of where the lines come from, so that they do not cross just before the box.
    """
    sides = defaultdict[tuple[int, bool], list[tuple[float, int]]](list)
    for number, chain in enumerate(placed.columns.chains):
        sides[chain[0], True].append((placed.spots[chain[1]].y, number))
        sides[chain[-1], False].append((placed.spots[chain[-2]].y, number))
    ports = {}
    for (vertex, is_left_end), ends in sides.items():
        box = boxes[vertex]
        step = min(_PORT_STEP, (box.height - _PORT_STEP) / max(1, len(ends) - 1))
        for place, (_, number) in enumerate(sorted(ends)):
            ports[number, is_left_end] = box.y + box.height / 2 + (place - (len(ends) - 1) / 2) * step
    return ports


def _trace(
    placed: Placed,
    number: int,
    boxes: Sequence[Box],
    ports: dict[tuple[int, bool], float],
    shift: Point,
) -> list[Point]:
    """Points from left to right; between them curves and level lines take turns, beginning with a curve."""
    chain = placed.columns.chains[number]
    first, last = boxes[chain[0]], boxes[chain[-1]]
    points = [Point(first.x + first.width, ports[number, True])]
    for before, vertex in itertools.pairwise(chain):
        spot = placed.spots[vertex]
        track = placed.tracks.get((number, placed.spots[before].column))
        if track is not None:
            points.append(Point(points[-1].x, track + shift.y))
            points.append(Point(spot.x - spot.width / 2 + shift.x, track + shift.y))
        if vertex == chain[-1]:
            break
        y = spot.y + shift.y
        points.append(Point(spot.x - spot.width / 2 + shift.x, y))
        points.append(Point(spot.x + spot.width / 2 + shift.x, y))
    points.append(Point(last.x, ports[number, False]))
    return points


def _join(points: Sequence[Point], *, tone: str, width: float, dashes: tuple[float, ...]) -> Line:
    steps: list[tuple[Point, ...]] = []
    for place, (a, b) in enumerate(itertools.pairwise(points)):
        if place % 2 or abs(a.y - b.y) < 1:
            steps.append((b,))
        elif abs(a.x - b.x) < _HEAD_LENGTH:
            # A turn at the end of a row: it bulges to the side where the line does not come from.
            beside = points[place - 1] if place else points[place + 2]
            bulge = math.copysign(TURN, a.x - beside.x)
            steps.append((Point(a.x + bulge, a.y), Point(b.x + bulge, b.y), b))
        else:
            middle = (a.x + b.x) / 2
            steps.append((Point(middle, a.y), Point(middle, b.y), b))
    return Line(points[0], tuple(steps), tone, width, dashes)
