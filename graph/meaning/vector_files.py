"""The files of an index of vectors: rows are only ever written behind others, and count once the manifest says so.

Each file holds rows of one width. ``manifest.json`` tells how many of them count; it is replaced as a whole, after the
rows have reached the disk, so that a commit is there in full or not at all. What stands behind those rows was left by
a crash. When too many rows have been removed, the others are written to files of the next generation.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from graph import durable
from graph.errors import StoreError
from graph.ids import LENGTH
from graph.meaning.encoder import WIDTH
from graph.meaning.sketches import SKETCH_WORDS, Codes, Words
from graph.room import is_full, no_room

Ids = npt.NDArray[np.bytes_]
Numbers = npt.NDArray[np.uint32]

_MANIFEST = "manifest.json"
_VERSION = 1
_TRIES = 5


class Stored(NamedTuple):
    """Rows, and the numbers of those that were removed."""

    ids: Ids
    codes: Codes
    sketches: Words
    removed: Numbers


_KINDS: dict[str, tuple[str, tuple[int, ...]]] = {
    "ids": (f"S{LENGTH}", ()),
    "codes": ("i1", (WIDTH,)),
    "sketches": ("u8", (SKETCH_WORDS,)),  # bits in the order of their bytes, so the same on every machine
    "removed": ("<u4", ()),
}


def nothing() -> Stored:
    """No rows."""
    return Stored(*(np.empty((0, *shape), kind) for kind, shape in _KINDS.values()))


@dataclass(frozen=True, slots=True)
class _Manifest:
    version: int
    width: int
    generation: int
    rows: int
    removed: int
    commits: int = 0


class VectorFiles:
    """The files in a folder. Raises StoreError where they cannot be read or written, are damaged or do not fit."""

    def __init__(self, path: Path, manifest: _Manifest) -> None:
        self._path = path
        self._manifest = manifest

    @staticmethod
    def exist(path: Path) -> bool:
        """Whether there are such files in a folder."""
        return (path / _MANIFEST).is_file()

    @classmethod
    def make(cls, path: Path) -> Self:
        """Make files without rows."""
        files = cls(path, _Manifest(_VERSION, WIDTH, generation=0, rows=0, removed=0))
        with files._written():
            path.mkdir(parents=True, exist_ok=True)
        files.extend(nothing())
        return files

    @classmethod
    def at(cls, path: Path) -> Self:
        """Open the files in a folder, of which another process may be the writer, as its last commit left them."""
        return cls(path, _read_manifest(path))

    @property
    def commits(self) -> int:
        """How often rows were written, or removed."""
        return self._manifest.commits

    def read(self) -> Stored:
        """All rows that count; but for the removed ones they are mapped, not read."""
        for _ in range(_TRIES):
            try:
                return Stored(*(self._map(name) for name in _KINDS))
            except FileNotFoundError:
                self._manifest = _read_manifest(self._path)  # the next generation may have taken their place
        raise _damaged(self._path, "files are missing")

    def cut(self) -> None:
        """Cut off what a crash left behind the rows that count, and files of other generations."""
        with self._written():
            for name in _KINDS:
                os.truncate(self._file(name), _bytes_of(name, self._rows(name)))
            self._drop_others()

    def extend(self, new: Stored) -> Stored:
        """Write rows and removals behind those that count, lastingly; all that count then."""
        with self._written():
            self._keep(self._written_behind(self._manifest, new))
        return self.read()

    def rewrite(self, parts: Iterable[Stored]) -> Stored:
        """Let there be these rows only, lastingly; all that count then."""
        manifest = replace(self._manifest, generation=self._manifest.generation + 1, rows=0, removed=0)
        with self._written():
            for part in parts:
                manifest = self._written_behind(manifest, part)
            self._keep(manifest)
            self._drop_others()
        return self.read()

    def _written_behind(self, manifest: _Manifest, new: Stored) -> _Manifest:
        """Write rows without making them count; the manifest with which they do."""
        for name, column in new._asdict().items():
            path = self._file(name, manifest)
            with path.open("r+b" if path.exists() else "w+b") as file:
                file.truncate(_bytes_of(name, self._rows(name, manifest)))
                file.seek(0, os.SEEK_END)
                file.write(np.ascontiguousarray(column).data)
                file.flush()
                os.fsync(file.fileno())
        return replace(manifest, rows=manifest.rows + len(new.ids), removed=manifest.removed + len(new.removed))

    def _keep(self, manifest: _Manifest) -> None:
        manifest = replace(manifest, commits=manifest.commits + 1)
        durable.write(self._path / _MANIFEST, json.dumps(asdict(manifest)))
        self._manifest = manifest

    def _drop_others(self) -> None:
        kept = {self._file(name) for name in _KINDS}
        for name in _KINDS:
            for path in self._path.glob(f"*.{name}"):
                if path not in kept:
                    path.unlink()

    def _map(self, name: str) -> npt.NDArray[Any]:
        (kind, shape), rows, path = _KINDS[name], self._rows(name), self._file(name)
        try:
            if path.stat().st_size < _bytes_of(name, rows):
                raise _damaged(self._path, f"{path.name} is too short")
            if not rows:
                return np.empty((0, *shape), kind)
            mapped = np.asarray(np.memmap(path, kind, mode="r", shape=(rows, *shape)))
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StoreError(f"The vectors in {self._path} cannot be read: {error.strerror}.") from error
        if name == "removed" and mapped.max() >= self._manifest.rows:
            raise _damaged(self._path, f"{path.name} names rows that are not there")
        return mapped

    def _rows(self, name: str, manifest: _Manifest | None = None) -> int:
        counted = manifest or self._manifest
        return counted.removed if name == "removed" else counted.rows

    def _file(self, name: str, manifest: _Manifest | None = None) -> Path:
        return self._path / f"{(manifest or self._manifest).generation}.{name}"

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if is_full(error, self._path):
                raise no_room(self._path) from error
            raise StoreError(
                f"The vectors in {self._path} cannot be written ({error.strerror}): see that the folder may be written "
                "and its disk has room, and try again."
            ) from error


def _bytes_of(name: str, rows: int) -> int:
    kind, shape = _KINDS[name]
    return rows * int(np.dtype(kind).itemsize * np.prod(shape, dtype=int))


def _read_manifest(path: Path) -> _Manifest:
    try:
        found = json.loads((path / _MANIFEST).read_text(encoding="ascii"))
    except FileNotFoundError as error:
        raise StoreError(f"There are no vectors in {path}: open the store for writing to have them made.") from error
    except OSError as error:
        raise StoreError(f"The vectors in {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise _damaged(path, f"{_MANIFEST} cannot be read") from error
    if isinstance(found, dict):
        found.setdefault("commits", 0)  # as they were written before they were counted
    if not isinstance(found, dict) or set(found) != set(_Manifest.__slots__):
        raise _damaged(path, f"{_MANIFEST} cannot be read")
    if (found["version"], found["width"]) != (_VERSION, WIDTH):
        raise _damaged(path, "they are of another version or width")
    if not all(isinstance(number, int) and number >= 0 for number in found.values()):
        raise _damaged(path, f"{_MANIFEST} cannot be read")
    return _Manifest(**found)


def _damaged(path: Path, what: str) -> StoreError:
    return StoreError(f"The vectors in {path} cannot be used, {what}: remove the folder to have them made again.")
