"""The indexes of vectors that scripts/benchmark_vectors compares, all made to look alike.

The graphs (HNSW; Malkov, Yashunin 2018) have the same parameters. The libraries are imported where they are used, since
none of them is a dependency.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from graph.ids import ALPHABET, LENGTH
from graph.meaning.encoder import WIDTH, Vectors
from graph.meaning.sketches import codes_of
from graph.meaning.vectors import VectorIndex

LINKS, BUILDING, SEARCHING = 16, 128, 64
"""Links of a node, and candidates looked at when building and when searching."""
_PART = 10_000


class Contestant(Protocol):
    """What is compared: vectors go in under their numbers."""

    def build(self, vectors: Vectors, path: Path) -> None:
        """Index vectors and keep the index at a path."""

    def open(self, path: Path) -> None:
        """Open it for searching."""

    def near(self, vector: Vectors, limit: int) -> Sequence[int]:
        """The numbers of the nearest, best first."""


class _Ours:
    """This project's own, asked for the nearest however far they are."""

    floor = -1.0

    def build(self, vectors: Vectors, path: Path) -> None:
        index = VectorIndex.at(path, writable=True)
        for start in range(0, len(vectors), _PART):
            part = np.array(vectors[start : start + _PART])
            index.add([_name(number) for number in range(start, start + len(part))], part)
            index.commit()

    def open(self, path: Path) -> None:
        self._index = VectorIndex.at(path, writable=False)

    def near(self, vector: Vectors, limit: int) -> Sequence[int]:
        found = self._index.near(vector, floor=self.floor, limit=limit)
        return [sum(ALPHABET.index(letter) << 5 * place for place, letter in enumerate(name)) for name, _ in found]


class _OursAbove(_Ours):
    """The same, asked for what may be the same claim."""

    floor = 0.6


class _Product:
    """All cosines, by numpy."""

    def build(self, vectors: Vectors, path: Path) -> None:
        np.save(path, vectors)

    def open(self, path: Path) -> None:
        self._vectors = np.load(path)

    def near(self, vector: Vectors, limit: int) -> Sequence[int]:
        cosines = self._vectors @ vector
        best = np.argpartition(-cosines, limit)[:limit]
        return list(best[np.argsort(-cosines[best])])


class _Product8:
    """All cosines of vectors with eight bits a number, by usearch."""

    def build(self, vectors: Vectors, path: Path) -> None:
        np.save(path, codes_of(np.array(vectors)))

    def open(self, path: Path) -> None:
        self._codes = np.load(path)

    def near(self, vector: Vectors, limit: int) -> Sequence[int]:
        from usearch.index import search

        code = codes_of(vector[np.newaxis])[0]
        return list(map(int, search(self._codes, code, limit, metric="cos", exact=True).keys))


class _Usearch:
    """HNSW with eight bits a number."""

    def build(self, vectors: Vectors, path: Path) -> None:
        index = self._empty()
        for start in range(0, len(vectors), _PART):
            part = np.array(vectors[start : start + _PART])
            index.add(np.arange(start, start + len(part)), part, threads=1)
        index.save(path)

    def open(self, path: Path) -> None:
        self._index = self._empty()
        self._index.load(path)

    def near(self, vector: Vectors, limit: int) -> Sequence[int]:
        return list(map(int, self._index.search(vector, limit, threads=1).keys))

    def _empty(self) -> Any:  # noqa: ANN401 - the libraries may not be there
        from usearch.index import Index

        return Index(
            ndim=WIDTH,
            metric="cos",
            dtype="i8",
            connectivity=LINKS,
            expansion_add=BUILDING,
            expansion_search=SEARCHING,
        )


class _Hnswlib:
    """HNSW with numbers of 32 bits."""

    def build(self, vectors: Vectors, path: Path) -> None:
        index = self._empty()
        index.init_index(max_elements=len(vectors), ef_construction=BUILDING, M=LINKS)
        for start in range(0, len(vectors), _PART):
            index.add_items(np.array(vectors[start : start + _PART]), num_threads=1)
        index.save_index(str(path))

    def open(self, path: Path) -> None:
        self._index = self._empty()
        self._index.load_index(str(path))
        self._index.set_ef(SEARCHING)

    def near(self, vector: Vectors, limit: int) -> Sequence[int]:
        return list(map(int, self._index.knn_query(vector, limit, num_threads=1)[0][0]))

    def _empty(self) -> Any:  # noqa: ANN401 - the libraries may not be there
        import hnswlib

        return hnswlib.Index(space="ip", dim=WIDTH)


class _Faiss:
    """HNSW with eight bits a number."""

    def build(self, vectors: Vectors, path: Path) -> None:
        import faiss

        kind = faiss.ScalarQuantizer.QT_8bit
        index = faiss.IndexHNSWSQ(WIDTH, kind, LINKS, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = BUILDING
        index.train(np.array(vectors[:_PART]))
        for start in range(0, len(vectors), _PART):
            index.add(np.array(vectors[start : start + _PART]))
        faiss.write_index(index, str(path))

    def open(self, path: Path) -> None:
        import faiss

        self._index = faiss.read_index(str(path))
        self._index.hnsw.efSearch = SEARCHING

    def near(self, vector: Vectors, limit: int) -> Sequence[int]:
        return list(map(int, self._index.search(vector[np.newaxis], limit)[1][0]))


CONTESTANTS: dict[str, type[Contestant]] = {
    "ours, the nearest": _Ours,
    "ours, cosine >= 0.6": _OursAbove,
    "float32 product, numpy": _Product,
    "int8 product, usearch": _Product8,
    "HNSW int8, usearch": _Usearch,
    "HNSW float32, hnswlib": _Hnswlib,
    "HNSW int8, faiss": _Faiss,
}


def _name(number: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))
