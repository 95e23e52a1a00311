"""Where everything stands: sizes, x and y of the vertices of one layered component, in pixels."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.drawing.layers import Columns

GAP_BOX, GAP_LINE = 22.0, 6.0
"""Free pixels between two boxes, and between two lines, in one column."""

BEND = 1.0
_SWEEPS = 24
_MIN_RUN, _MAX_RUN = 26.0, 100.0


@dataclass(slots=True)
class Spot:
    """A vertex on the page: centre, width, and how far it reaches above and below its centre."""

    width: float
    up: float
    down: float
    x: float = 0.0
    y: float = 0.0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A component with its upper left corner at 0, 0. ``spots`` has one entry a vertex of ``columns``.

    ``tracks``, by link and column, is where a link runs back to the left after the end of a row.
    """

    columns: Columns
    spots: list[Spot]
    width: float
    height: float
    tracks: dict[tuple[int, int], float] = field(default_factory=dict)


def place(columns: Columns, *, sizes: Sequence[tuple[float, float, float]]) -> Placed:
    """Coordinates for the vertices; ``sizes`` has width, reach up and reach down of every box and lane."""
    total = sum(len(column) for column in columns.order)
    spots = [Spot(*sizes[v]) if v < len(sizes) else Spot(0.0, BEND, BEND) for v in range(total)]
    _place_down(columns, spots)
    top = min(s.y - s.up for s in spots)
    for spot in spots:
        spot.y -= top
    width = _place_across(columns, spots)
    return Placed(columns, spots, width, max(s.y + s.down for s in spots))


def _gap(columns: Columns, above: int, below: int) -> float:
    boxes = columns.is_box(above) + columns.is_box(below)
    return (GAP_LINE, (GAP_LINE + GAP_BOX) / 2, GAP_BOX)[boxes]


def _place_down(columns: Columns, spots: list[Spot]) -> None:
    """Move each vertex towards its neighbours, as far as the order and the sizes in its column allow.

    Sweeps from side to side; within a column the least squares fit is exact. Long lines pull hardest, so that
    they come out straight (Gansner, Koutsofios, North and Vo 1993, section 4).
    """
    pulls: list[list[tuple[int, float]]] = [[] for _ in spots]
    for chain in columns.chains:
        for a, b in itertools.pairwise(chain):
            ends = columns.is_box(a) + columns.is_box(b)
            weight = (8.0, 2.0, 1.0)[ends]
            pulls[a].append((b, weight))
            pulls[b].append((a, weight))
    steps: list[list[float]] = []
    for number, column in enumerate(columns.order):
        step, depth = [0.0], 0.0
        for above, below in itertools.pairwise(column):
            depth += spots[above].down + _gap(columns, above, below) + spots[below].up
            step.append(depth)
        steps.append(step)
        for vertex, offset in zip(column, step, strict=True):
            spots[vertex].y, spots[vertex].column = offset - depth / 2, number
    for sweep in range(_SWEEPS):
        numbers = range(len(columns.order)) if sweep % 2 == 0 else range(len(columns.order) - 1, -1, -1)
        for number in numbers:
            # The first sweeps look at one side only, to carry positions across; the last settle between both.
            side = 0 if sweep >= _SWEEPS // 2 else (1 if sweep % 2 else -1)
            _settle(columns.order[number], steps[number], spots, pulls, number + side if side else None)


def _settle(
    column: Sequence[int],
    step: Sequence[float],
    spots: list[Spot],
    pulls: Sequence[Sequence[tuple[int, float]]],
    side: int | None,
) -> None:
    wishes, weights = [], []
    for vertex, offset in zip(column, step, strict=True):
        ties = [(n, w) for n, w in pulls[vertex] if side is None or spots[n].column == side]
        weight = sum(w for _, w in ties)
        wish = sum(spots[n].y * w for n, w in ties) / weight if ties else spots[vertex].y
        wishes.append(wish - offset)
        weights.append(weight or 0.01)
    for vertex, offset, value in zip(column, step, fit_rising(wishes, weights), strict=True):
        spots[vertex].y = value + offset


def fit_rising(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The never falling sequence nearest to the values in least squares (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        mean, mass, size = value, weight, 1
        while pools and pools[-1][0] > mean:
            before, more, members = pools.pop()
            mean = (mean * mass + before * more) / (mass + more)
            mass, size = mass + more, size + members
        pools.append((mean, mass, size))
    return [mean for mean, _, size in pools for _ in range(size)]


def _place_across(columns: Columns, spots: list[Spot]) -> float:
    """Set the columns side by side, wider apart where lines between them are steep; returns the width."""
    widths = [max((spots[v].width for v in column), default=0.0) for column in columns.order]
    climb = [0.0] * len(widths)
    for chain in columns.chains:
        for a, b in itertools.pairwise(chain):
            climb[spots[a].column] = max(climb[spots[a].column], abs(spots[a].y - spots[b].y))
    x = width = 0.0
    for number, broad in enumerate(widths):
        for vertex in columns.order[number]:
            spots[vertex].x = x + broad / 2
            spots[vertex].width = broad  # one width a column: tidy, and lines run level through it
        width = x + broad
        x = width + min(_MAX_RUN, max(_MIN_RUN, climb[number] / 5))
    return width
