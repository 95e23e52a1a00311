"""An index of vectors, kept beside the store: which claims mean about the same as this one?

All sketches are compared with the one of the question, which takes 5 ms for a million; what is left has its cosine
computed. There is no graph and there are no cells, so what is found does not depend on the order in which vectors came.
"""

import re
import shutil
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Self

import numpy as np
import numpy.typing as npt

from graph.errors import InputError, StoreError
from graph.ids import ALPHABET, LENGTH
from graph.meaning.encoder import WIDTH, Vectors
from graph.meaning.sketches import Codes, Cosines, Sketches, codes_of, cosines, most_apart, sketches_of, vectors_of
from graph.meaning.vector_files import Stored, VectorFiles, nothing
from graph.meaning.vector_rows import Directory, Places, Rows

_LEAST_CANDIDATES = 2_000
_CANDIDATES_EACH = 20  # for each that is asked for
_PART = 1 << 16  # rows copied in one go
_LEAST_REMOVED = 10_000  # fewer are not worth writing all others again
_LENGTH_TOLERANCE = 1e-3

_ID = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


class VectorIndex:
    """Vectors of length 1 by the ids of claims, in a folder or in memory.

    A vector takes 458 bytes on disk, of which 48 are held in memory; its 384 numbers are kept in eight bits each, which
    changes a cosine by 0.003 or so. One process may write and several read at the same time; readers see what the last
    commit before they opened it left. Whoever opens it twice for writing damages it.
    """

    _is_there: npt.NDArray[np.bool_]  # for each row; what was removed keeps its place until files are written anew

    def __init__(self, stored: Stored, *, files: VectorFiles | None, writable: bool) -> None:
        self._files = files
        self._writable = writable
        self._lock = RLock()
        self._load(stored)

    @classmethod
    def in_memory(cls) -> Self:
        """An index that is gone when the process ends."""
        return cls(nothing(), files=None, writable=True)

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether there is an index in a folder."""
        return VectorFiles.exist(path)

    @classmethod
    def at(cls, path: Path, *, writable: bool) -> Self:
        """Open the index in a folder; for writing, make one where there is none, and cut off what a crash left.

        Raises StoreError where it cannot be opened, is damaged, or is of another version or width.
        """
        is_new = writable and not VectorFiles.exist(path)
        files = VectorFiles.make(path) if is_new else VectorFiles.at(path)
        stored = files.read()
        if writable:
            files.cut()
        return cls(stored, files=files, writable=writable)

    @staticmethod
    def remove(path: Path) -> None:
        """Delete an index, so that it can be made again."""
        shutil.rmtree(path, ignore_errors=True)

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add vectors [n, 384] of length 1 under n ids; an id that is there already is left as it is.

        Raises InputError where an id is none, a vector has another width or length or is no number, StoreError where
        the index is open for reading.
        """
        self._check_writable()
        _check_ids(ids)
        _check(vectors, count=len(ids))
        with self._lock:
            known = self._places(ids)
            new = {name: number for number, name in reversed(list(enumerate(ids))) if name not in known}
            fresh = sorted(new, key=new.__getitem__)
            codes = codes_of(vectors[[new[name] for name in fresh]])
            self._ids.append(np.array(fresh, f"S{LENGTH}"))
            self._codes.append(codes)
            self._sketches.append(sketches_of(codes))
            self._is_there = np.append(self._is_there, np.ones(len(fresh), np.bool_))
            self._directory.append(fresh)

    def remove_ids(self, ids: Iterable[str]) -> None:
        """Remove vectors; ids that are not there are passed over.

        Raises StoreError where the index is open for reading.
        """
        self._check_writable()
        with self._lock:
            places = list(self._places(list(dict.fromkeys(ids))).values())
            self._is_there[places] = False
            self._removed += places

    def near(self, vector: Vectors, *, floor: float, limit: int) -> list[tuple[str, float]]:
        """The ids whose cosine with a vector [384] is at least ``floor``, with the cosines; best first, ties by id.

        Cosines are those of what is kept, the question in eight bits a number too, so that they are the same in both
        directions. A vector is passed over only if its sketch is further off than that of one at ``floor`` may be:
        that is a matter of the two alone, whatever else is there, and of the claims above a floor of 0.5 to 0.9 it hits
        fewer than one in a thousand. Where more than 2,000, and more than 20 times ``limit``, pass, those with the
        nearest sketches count, which depends on what is there but not on the order in which it came.
        Raises InputError where the vector has another width or length or is no number.
        """
        _check(vector[np.newaxis], count=1)
        code = codes_of(vector[np.newaxis])
        with self._lock:
            if limit < 1 or floor > 1 or not self.size:
                return []
            places = self._candidates(code, floor=floor, most=max(_LEAST_CANDIDATES, _CANDIDATES_EACH * limit))
            found = self._cosines(code[0], places)
            places, found = places[found >= floor], found[found >= floor]
            ids = self._ids.take(places)
        best = np.lexsort((ids, -found))[:limit]
        return [(str(ids[number], "ascii"), float(found[number])) for number in best]

    def get(self, ids: Iterable[str]) -> dict[str, Vectors]:
        """The vectors [384] of those ids that are there, as they are kept."""
        with self._lock:
            places = self._places(list(dict.fromkeys(ids)))
            vectors = vectors_of(self._codes.take(np.array([*places.values()], np.intp)))
        return dict(zip(places, vectors, strict=True))

    def __contains__(self, name: object) -> bool:
        with self._lock:
            return isinstance(name, str) and bool(self._places([name]))

    @property
    def commits(self) -> int:
        """How often changes were made lasting; 0 in memory."""
        return self._files.commits if self._files else 0

    @property
    def size(self) -> int:
        """Number of vectors."""
        return int(np.count_nonzero(self._is_there))

    def commit(self) -> None:
        """Make all changes lasting: after a crash all of them are there, or none.

        Raises StoreError if they cannot be written, and may then be called again.
        """
        self._check_writable()
        with self._lock:
            gone = len(self._is_there) - self.size
            if gone > max(_LEAST_REMOVED, self.size):
                self._write_anew()
            elif self._files and (len(self._ids.in_memory()) or self._removed):
                start = len(self._ids) - len(self._ids.in_memory())
                removed = np.array(self._removed, np.uint32)
                new = Stored(self._ids.in_memory(), self._codes.in_memory(), self._sketches.since(start), removed)
                stored = self._files.extend(new)
                self._ids.settle(stored.ids)
                self._codes.settle(stored.codes)
                self._removed.clear()

    def close(self) -> None:
        """Let go of the files; what was not committed is dropped, and nothing is there any more."""
        with self._lock:
            self._writable, self._files = False, None
            self._load(nothing())

    def _load(self, stored: Stored) -> None:
        self._ids, self._codes = Rows(stored.ids), Rows(stored.codes)
        self._sketches = Sketches(stored.sketches)
        self._is_there = np.ones(len(stored.ids), np.bool_)
        self._is_there[stored.removed] = False
        self._removed: list[int] = []
        self.__dict__.pop("_directory", None)

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self._ids)

    def _places(self, ids: Sequence[str]) -> dict[str, int]:
        """The places of those ids that are there."""
        looked_up = [name for name in ids if _ID.fullmatch(name)]
        found = zip(looked_up, self._directory.find(looked_up), strict=True)
        return {name: place for name, place in found if place is not None and self._is_there[place]}

    def _candidates(self, code: Codes, *, floor: float, most: int) -> Places:
        """The places of what may be as near as that: ``most`` of them, more where several are equally far off."""
        apart = self._sketches.apart(sketches_of(code)[0])
        apart[~self._is_there] = WIDTH + 1
        may_be_near = apart <= most_apart(floor)
        if np.count_nonzero(may_be_near) > most:
            may_be_near = apart <= np.partition(apart, most - 1)[most - 1]
        places: Places = np.flatnonzero(may_be_near)
        return places

    def _cosines(self, code: Codes, places: Places) -> Cosines:
        parts = [places[start : start + _PART] for start in range(0, len(places), _PART)]
        return np.concatenate([np.empty(0), *(cosines(code, self._codes.take(part)) for part in parts)])

    def _write_anew(self) -> None:
        """Leave out what was removed, which would otherwise take room for good."""
        places = np.flatnonzero(self._is_there)
        if self._files is None:
            self._load(self._part(places))
        else:
            parts = (self._part(places[start : start + _PART]) for start in range(0, len(places), _PART))
            self._load(self._files.rewrite(parts))

    def _part(self, places: Places) -> Stored:
        codes = self._codes.take(places)
        return Stored(self._ids.take(places), codes, sketches_of(codes), nothing().removed)

    def _check_writable(self) -> None:
        if not self._writable:
            raise StoreError("The vectors are open for reading only: open the store for writing.")


def _check_ids(ids: Sequence[str]) -> None:
    for name in ids:
        if not _ID.fullmatch(name):
            raise InputError(f"{name!r} is not the id of a claim: an id is {LENGTH} characters of {ALPHABET}.")


def _check(vectors: Vectors, *, count: int) -> None:
    if vectors.shape != (count, WIDTH):
        raise InputError(f"Vectors of the shape {vectors.shape} were given: {count} of {WIDTH} numbers are needed.")
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1)
    wrong = ~(np.abs(lengths - 1) <= _LENGTH_TOLERANCE)  # so that one that is no number is wrong too
    if wrong.any():
        number = int(wrong.argmax())
        raise InputError(
            f"Vector {number} has the length {lengths[number]:g}: divide it by that, or see why it is none."
        )
