"""The whole picture: components laid out one by one, set in rows, under the title and the legend."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from graph.drawing.boxes import Face, draw_arcs, draw_box, frame, make_face, tag_size
from graph.drawing.content import Content, Link
from graph.drawing.folding import fold_rows
from graph.drawing.layers import arrange
from graph.drawing.legend import EMPTY, draw_head, say_left_out
from graph.drawing.links import draw_links
from graph.drawing.placing import Placed, place
from graph.drawing.shapes import Group, Line, Picture, Point
from graph.drawing.style import describe_link
from graph.drawing.text import clean

MAX_SIDE = 19_900.0
"""Pixels: below what browsers, image viewers and printers refuse."""

_MARGIN, _BETWEEN = 28.0, 44.0
_PAGE = 1_500.0
_NARROWEST = 620.0
_ODD = 5.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A connected component: its faces, its links between them by local index, and where all of it stands."""

    faces: list[Face]
    links: list[Link]
    placed: Placed


def compose(content: Content, *, title: str) -> Picture:
    """Lay out the content, which must already be within the limits, as shapes on a page."""
    parts = [_lay_out(content, members) for members in _components(content)]
    corners, width = _set_in_rows(parts)
    width = max(width, _NARROWEST)
    head, top = draw_head(content, title=title, width=width, left=_MARGIN, top=_MARGIN)
    top += _MARGIN * 0.8 if parts else 0.0
    halos: list[Line] = []
    links: list[Group] = []
    boxes: list[Group] = []
    bottom = top
    for part, corner in zip(parts, corners, strict=True):
        shift = Point(corner.x + _MARGIN, corner.y + top)
        _draw_part(part, shift, halos, links, boxes)
        bottom = max(bottom, shift.y + part.placed.height)
    ground = [Group("", "loops", tuple(halos))] if halos else []
    full_width, full_height = width + 2 * _MARGIN, bottom + _MARGIN
    return Picture(
        title=clean(title),
        description=_describe(content),
        width=full_width,
        height=full_height,
        groups=(head, *ground, *links, *boxes),
        scale=min(1.0, MAX_SIDE / max(full_width, full_height)),
    )


def _describe(content: Content) -> str:
    if not content.sources:
        return EMPTY
    loops = sum(link.loop for link in content.links)
    circles = f", {loops} of them part of a loop" if loops else ""
    counts = f"{len(content.sources)} sources and {len(content.links)} links between them{circles}."
    return f"Citation graph with {counts} {say_left_out(content)}".strip()


def _components(content: Content) -> list[list[int]]:
    """Sources that hang together, the largest group first, each in order."""
    graph = nx.Graph()
    graph.add_nodes_from(range(len(content.sources)))
    graph.add_edges_from((link.reporter, link.origin) for link in content.links)
    return sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c))


def _lay_out(content: Content, members: Sequence[int]) -> _Part:
    local = {old: new for new, old in enumerate(members)}
    links, arcs = [], dict[int, list[Link]]()
    for link in content.links:
        if link.reporter not in local:
            continue
        if link.reporter == link.origin:
            arcs.setdefault(local[link.reporter], []).append(link)
        else:
            ends = local[link.reporter], local[link.origin]
            links.append(Link(*ends, link.stance, link.count, link.inferred, link.loop))
    faces = [make_face(content.sources[old], arcs=arcs.get(local[old], ())) for old in members]
    columns = arrange(len(members), [(link.reporter, link.origin) for link in links])
    rights = Counter(chain[0] for chain in columns.chains)
    lefts = Counter(chain[-1] for chain in columns.chains)
    sizes = [face.size(ports=max(rights[v], lefts[v])) for v, face in enumerate(faces)]
    for link in links:
        width, height = tag_size(describe_link(link.stance, count=link.count, loop=link.loop))
        sizes.append((width, height / 2, height / 2))
    return _Part(faces, links, fold_rows(place(columns, sizes=sizes)))


def _set_in_rows(parts: Sequence[_Part]) -> tuple[list[Point], float]:
    """Upper left corners, and the width of the widest row; rows are filled from left to right."""
    if not parts:
        return [], 0.0
    area = sum((p.placed.width + _BETWEEN) * (p.placed.height + _BETWEEN) for p in parts)
    page = max(_PAGE, math.sqrt(1.5 * area), *(p.placed.width for p in parts), 0.0)
    corners, widest = [], 0.0
    x = y = row = 0.0
    for part in parts:
        # A small part beside a very high one would leave its row empty, and be overlooked.
        if x > 0 and (x + part.placed.width > page or row > _ODD * part.placed.height):
            x, y, row = 0.0, y + row + _BETWEEN, 0.0
        corners.append(Point(x, y))
        x += part.placed.width + _BETWEEN
        row = max(row, part.placed.height)
        widest = max(widest, x - _BETWEEN)
    return corners, widest


def _draw_part(part: _Part, shift: Point, halos: list[Line], links: list[Group], boxes: list[Group]) -> None:
    frames = []
    for vertex, face in enumerate(part.faces):
        spot = part.placed.spots[vertex]
        left = spot.x - spot.width / 2 + shift.x
        frames.append(frame(face, left=left, width=spot.width, middle=spot.y + shift.y, height=2 * spot.down))
        boxes.append(draw_box(face, box=frames[-1]))
        links.extend(draw_arcs(face, box=frames[-1]))
    names = [face.source.name for face in part.faces]
    more_halos, more_links = draw_links(part.placed, links=part.links, boxes=frames, names=names, shift=shift)
    halos.extend(more_halos)
    links.extend(more_links)
