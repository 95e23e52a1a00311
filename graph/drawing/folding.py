"""A very long component, set in rows like text: lines that run on go back to the left between rows."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace

from graph.drawing.placing import Placed, Spot

_WIDEST, _ROW = 3_200.0, 1_500.0
"""Pixels: what is left in one row, and the least that a row of a folded one holds."""

_TRACK, _CORRIDOR = 8.0, 26.0
TURN = 48.0
"""Pixels that a turning line may reach beyond the end of its row."""


def fold_rows(placed: Placed) -> Placed:
    """The component in rows, if it is much wider than high; otherwise as it is.

    ``tracks`` of the result gives, for each link and each column that it leaves at the end of a row, the
    height at which it runs back.
    """
    rows = math.floor(min(math.sqrt(placed.width / (1.6 * placed.height)), placed.width / _ROW))
    if placed.width <= _WIDEST or rows < 2:
        return placed
    starts = _split(placed, placed.width / rows)
    return _stack(placed, starts) if len(starts) > 1 else placed


def _split(placed: Placed, width: float) -> list[int]:
    """The columns that begin a row. A row ends with a column of lanes, where every line is alone."""
    spots, starts, begin = placed.spots, [0], 0.0
    for number, column in enumerate(placed.columns.order):
        right = max(spots[v].x + spots[v].width / 2 for v in column)
        holds_box = any(placed.columns.is_box(v) for v in column)
        if number and holds_box and right - begin > width:
            starts.append(number)
            begin = min(spots[v].x - spots[v].width / 2 for v in column)
    return starts


def _stack(placed: Placed, starts: Sequence[int]) -> Placed:
    columns, spots = placed.columns, [replace(spot) for spot in placed.spots]
    tracks: dict[tuple[int, int], float] = {}
    y = width = 0.0
    for row, start in enumerate(starts):
        end = starts[row + 1] if row + 1 < len(starts) else len(columns.order)
        members = [spots[v] for column in columns.order[start:end] for v in column]
        left = min(s.x - s.width / 2 for s in members)
        top = min(s.y - s.up for s in members)
        for spot in members:
            spot.x += TURN - left
            spot.y += y - top
        y = max(s.y + s.down for s in members)
        width = max(width, max(s.x + s.width / 2 for s in members))
        y += _CORRIDOR
        for number in _crossing(placed, spots, end):
            tracks[number, end - 1] = y
            y += _TRACK
        y += _CORRIDOR
    height = max(s.y + s.down for s in spots)
    return Placed(columns, spots, width + TURN, height, tracks)


def _crossing(placed: Placed, spots: Sequence[Spot], start: int) -> list[int]:
    """Links that go on in the row that starts there, the lowest first, so that turns do not cross."""
    found = []
    for number, chain in enumerate(placed.columns.chains):
        for a, b in itertools.pairwise(chain):
            if spots[a].column == start - 1 and spots[b].column == start:
                found.append((-spots[a].y, number))
    return [number for _, number in sorted(found)]
