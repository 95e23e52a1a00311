"""Which column every source stands in, and in which order: Sugiyama's layers, by fast_sugiyama.

The library knows no sizes and no labels, so it is asked twice. Every link is first split by a vertex of its
own, its lane, which will hold the label and keeps parallel links apart; from that the library gives the
columns. Then every column that a link crosses gets a bend, and the library orders each column with few
crossings. Its own bends come in an order that changes from call to call; ours do not.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fast_sugiyama import from_edges

_SPACING = 100.0


@dataclass(frozen=True, slots=True)
class Columns:
    """A layered component. Vertices 0 to ``boxes`` - 1 are boxes, then one lane a link, the rest bends.

    ``order`` lists each column from top to bottom, the leftmost column first. ``chains`` holds for each link
    its vertices from left to right, and ``backward`` the links that run from right to left.
    """

    boxes: int
    order: list[list[int]]
    chains: list[list[int]]
    backward: frozenset[int]

    def is_box(self, vertex: int) -> bool:
        """Whether the vertex is a source."""
        return vertex < self.boxes


def arrange(boxes: int, links: Sequence[tuple[int, int]]) -> Columns:
    """Columns for one connected component; ``links`` are pairs of different vertices below ``boxes``."""
    if not links:
        return Columns(boxes, [[vertex] for vertex in range(boxes)], [], frozenset())
    backward = find_backward(boxes, links)
    forward = [(b, a) if i in backward else (a, b) for i, (a, b) in enumerate(links)]
    halves = [half for i, (a, b) in enumerate(forward) for half in ((a, boxes + i), (boxes + i, b))]
    column = _rank(halves)
    _fold(column, boxes, forward)
    chains = _chain(column, boxes, forward)
    return Columns(boxes, _order(column, chains), chains, backward)


def find_backward(vertices: int, links: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Links to turn round so that no circle is left: few, by the rule of Eades, Lin and Smyth (1993)."""
    rest, place = set(range(vertices)), dict[int, int]()
    left, right = 0, vertices
    while rest:
        out, back = dict.fromkeys(rest, 0), dict.fromkeys(rest, 0)
        for a, b in links:
            if a in rest and b in rest:
                out[a] += 1
                back[b] += 1
        ends = [v for v in sorted(rest) if out[v] == 0]
        starts = [v for v in sorted(rest) if back[v] == 0 and out[v] > 0]
        if not ends and not starts:
            starts = [min(rest, key=lambda v: (back[v] - out[v], v))]
        for vertex in ends:
            right -= 1
            place[vertex] = right
        for vertex in starts:
            place[vertex] = left
            left += 1
        rest.difference_update(ends, starts)
    return frozenset(i for i, (a, b) in enumerate(links) if place[a] > place[b])


def _rank(edges: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Column of each vertex, so that the links are as short as possible in sum."""
    layouts = from_edges(edges, vertex_spacing=_SPACING, dummy_vertices=False, ranking_type="minimize")
    height = {int(vertex): y for positions, *_ in layouts for vertex, (_, y) in positions}
    levels = {y: i for i, y in enumerate(sorted(set(height.values()), reverse=True))}
    return {vertex: levels[y] for vertex, y in height.items()}


def _fold(column: dict[int, int], boxes: int, links: Sequence[tuple[int, int]]) -> None:
    """Spread a column of very many sources over several, where nothing stands behind them.

    A hundred outlets that cite one agency would otherwise be one strip, far too high to be read.
    """
    room = max(24, math.ceil(1.8 * math.sqrt(boxes)))
    heads = {v: [b for a, b in links if a == v] for v in range(boxes)}
    tails = {v: [a for a, b in links if b == v] for v in range(boxes)}
    for ahead, behind, step in ((heads, tails, -2), (tails, heads, 2)):
        movable = {v for v in range(boxes) if not behind[v]}
        here = min(column[v] for v in range(boxes)) if step > 0 else max(column[v] for v in range(boxes))
        while any(step * column[v] >= step * here for v in range(boxes)):
            members = [v for v in range(boxes) if column[v] == here]
            outer = sorted((v for v in members if v in movable), key=lambda v: (sorted(ahead[v]), v))
            for i, v in enumerate(outer):
                # In turns, so that the boxes of one column stand between the lines of the next.
                column[v] += step * (i % math.ceil(len(members) / room))
            here += step // 2


def _chain(column: dict[int, int], boxes: int, links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The vertices of each link, with a bend in every column between; the lane stands nearest the middle."""
    chains, fresh = [], boxes + len(links)
    for i, (a, b) in enumerate(links):
        middle = (column[a] + column[b]) // 2
        if (middle - column[a]) % 2 == 0 and middle - 1 > column[a]:
            middle -= 1  # columns of boxes and columns of lanes take turns
        chain = [a]
        for place in range(column[a] + 1, column[b]):
            vertex = boxes + i if place == middle else fresh
            fresh += place != middle
            column[vertex] = place
            chain.append(vertex)
        chains.append([*chain, b])
    return chains


def _order(column: dict[int, int], chains: Iterable[Sequence[int]]) -> list[list[int]]:
    edges = [pair for chain in chains for pair in itertools.pairwise(chain)]
    layouts = from_edges(edges, vertex_spacing=_SPACING, dummy_vertices=True, ranking_type="minimize")
    across = {int(vertex): x for positions, *_ in layouts for vertex, (x, _) in positions}
    members = defaultdict[int, list[int]](list)
    for vertex in across:
        members[column[vertex]].append(vertex)
    return [sorted(members[c], key=lambda v: (across[v], v)) for c in sorted(members)]
