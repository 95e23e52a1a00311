"""Rows that are partly in a file and partly in memory, and the place of each id among them."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from graph.ids import LENGTH
from graph.meaning.vector_files import Ids

_KEY_LENGTH = 8  # characters of an id by which it is looked up: 40 bits, which few of 10^7 ids share
_MOST_RECENT = 100_000

Places = npt.NDArray[np.intp]
Kind = TypeVar("Kind", bound=np.generic)


class Rows(Generic[Kind]):
    """Rows of one width: those in a file, which is mapped, and behind them those in memory."""

    def __init__(self, stored: npt.NDArray[Kind]) -> None:
        self._stored = stored
        self._grown = np.empty((0, *stored.shape[1:]), stored.dtype)
        self._count = len(stored)

    def __len__(self) -> int:
        return self._count

    def append(self, rows: npt.NDArray[Kind]) -> None:
        """Put rows behind those that are there."""
        start = self._count - len(self._stored)
        needed = start + len(rows)
        if needed > len(self._grown):
            grown = np.empty((max(needed, 2 * len(self._grown)), *self._grown.shape[1:]), self._grown.dtype)
            grown[:start] = self._grown[:start]
            self._grown = grown
        self._grown[start:needed] = rows
        self._count += len(rows)

    def take(self, places: Places) -> npt.NDArray[Kind]:
        """The rows at these places."""
        in_memory = places >= len(self._stored)
        if not in_memory.any():
            return self._stored[places]
        found = np.empty((len(places), *self._grown.shape[1:]), self._grown.dtype)
        found[~in_memory] = self._stored[places[~in_memory]]
        found[in_memory] = self._grown[places[in_memory] - len(self._stored)]
        return found

    def in_memory(self) -> npt.NDArray[Kind]:
        """The rows that are not in the file."""
        return self._grown[: self._count - len(self._stored)]

    def settle(self, stored: npt.NDArray[Kind]) -> None:
        """Take all rows from a file that holds them now."""
        self._stored = stored
        self._grown = self._grown[:0].copy()


class Directory:
    """Where each id was put last. Of what was there from the start it keeps 16 bytes an id, not the id."""

    def __init__(self, ids: Rows[np.bytes_]) -> None:
        self._ids = ids
        self._sort()

    def append(self, ids: Iterable[str]) -> None:
        """Note the ids of rows that were put behind the others."""
        for name in ids:
            self._recent[name] = self._known
            self._known += 1
        if len(self._recent) > _MOST_RECENT:
            self._sort()

    def find(self, ids: Sequence[str]) -> list[int | None]:
        """The place of each id, None where it never was."""
        keys = _keys(np.array(ids, f"S{LENGTH}"))
        firsts, lasts = (np.searchsorted(self._keys, keys, side) for side in ("left", "right"))
        found: list[int | None] = []
        for name, first, last in zip(ids, firsts, lasts, strict=True):
            place = self._recent.get(name)
            if place is None and first < last:
                places = self._places[first:last]
                same = places[self._ids.take(places) == name.encode("ascii")]
                place = int(same[-1]) if len(same) else None
            found.append(place)
        return found

    def _sort(self) -> None:
        keys = _keys(self._ids.take(np.arange(len(self._ids))))
        self._places: Places = np.argsort(keys, kind="stable")
        self._keys = keys[self._places]
        self._recent: dict[str, int] = {}
        self._known = len(keys)


def _keys(ids: Ids) -> npt.NDArray[np.uint64]:
    characters = ids.view(np.uint8).reshape(len(ids), LENGTH)[:, :_KEY_LENGTH]
    return np.ascontiguousarray(characters).view(">u8").reshape(len(ids)).astype(np.uint64)
