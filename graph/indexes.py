"""The indexes of a library: opened with its store, made anew where they cannot be used or are not those of the store.

Each counts its commits. How far each was at the last one stands beside the store's own files, so that a folder that was
put there from another time, an index's or the store's, is noticed when the library is opened.
"""

import json
import logging
import operator
from pathlib import Path
from typing import NamedTuple, Self

from graph import claim_judge, durable
from graph.citations.index import CitationIndex
from graph.citations.stored import built
from graph.errors import DiskFullError, StoreError
from graph.identity.reviews import Kind
from graph.meaning.vectors import VectorIndex
from graph.search.index import SearchIndex
from graph.store import Store
from graph.store_folder import COUNTS, GROUNDS, explain

_log = logging.getLogger(__name__)


Indexes = tuple[SearchIndex, VectorIndex, CitationIndex]


class Counts(NamedTuple):
    """How often each index was committed."""

    search: int
    vectors: int
    citations: int

    @classmethod
    def of(cls, search: SearchIndex, vectors: VectorIndex, citations: CitationIndex) -> Self:
        """As they are now."""
        return cls(search.commits, vectors.commits, citations.commits)


def keep_counts(path: Path, *indexes: *Indexes) -> None:
    """Write down, in the folder of a store, how far its indexes are. Raises StoreError where that cannot be done."""
    try:
        durable.write(path / "graph" / COUNTS, json.dumps(Counts.of(*indexes)._asdict()))
    except OSError as error:
        raise explain(error, path) from error


def are_up_to_date(path: Path) -> bool:
    """Whether a library's folder has indexes that can be read and are as the store's last commit left them."""
    if not SearchIndex.exists(path / "search") or not VectorIndex.exists(path / "vectors"):
        return False
    try:
        indexes = open_for_reading(path)
        counts = Counts.of(*indexes)
        for index in indexes:
            index.close()
        return not indexes[0].unfinished() and counts == (_kept_counts(path) or counts)
    except StoreError:
        return False


def open_for_writing(path: Path, store: Store) -> Indexes:
    """The indexes in the folder of a store; those that cannot be used, or are of another time, are made anew.

    Raises StoreError where they cannot be written.
    """
    kept = _kept_counts(path)
    least = kept or Counts(0, 0, 0)
    index = _open_index(path / "search", store, least=least.search)
    is_current = read_grounds(path).get(Kind.CLAIM) == claim_judge.grounds()
    vectors = _open_vectors(path / "vectors", store, index, is_current=is_current, least=least.vectors)
    citations = _open_citations(path / "citations", store, least=least.citations)
    # After a crash they may be further than that, and then it is known of which documents.
    if kept and not index.unfinished() and any(map(operator.gt, Counts.of(index, vectors, citations), kept)):
        _log.warning("the store in %s is of an earlier time than its indexes, which are built again", path)
        index.close()
        citations.close()
        SearchIndex.remove(path / "search")
        index = SearchIndex.create(path / "search", behind=store.document_ids())
        citations = built(path / "citations", store, store.document_ids())
    if not index.unfinished() and Counts.of(index, vectors, citations) != kept:
        keep_counts(path, index, vectors, citations)
    return index, vectors, citations


def open_for_reading(path: Path) -> Indexes:
    """The indexes in the folder of a store, as the last commit left them. Raises StoreError where there are none."""
    return (
        SearchIndex.at(path / "search", writable=False),
        VectorIndex.at(path / "vectors", writable=False),
        CitationIndex.at(path / "citations", writable=False),
    )


def _kept_counts(path: Path) -> Counts | None:
    """None where there are none, as an older version left it, or where they cannot be read."""
    try:
        return Counts(**json.loads((path / "graph" / COUNTS).read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return None


def _open_index(path: Path, store: Store, *, least: int) -> SearchIndex:
    """The index in a folder; where there is none that can be read, a new one with everything still to do."""
    if SearchIndex.exists(path):
        try:
            found = SearchIndex.at(path, writable=True)
            if found.commits >= least:
                return found
            found.close()
            _log.warning("the search index in %s is of an earlier time than the store, and is built again", path)
        except DiskFullError:
            raise
        except StoreError:
            # It is only a read model: build it again rather than refuse to work.
            _log.warning("the search index in %s cannot be read and is built again", path)
        SearchIndex.remove(path)
    return SearchIndex.create(path, behind=store.document_ids())


def _open_citations(path: Path, store: Store, *, least: int) -> CitationIndex:
    """The index of citations in a folder; where there is none that can be read, one that is made of the store."""
    if CitationIndex.exists(path):
        try:
            found = CitationIndex.at(path, writable=True)
            if found.commits >= least:
                return found
            found.close()
            _log.warning("the index of citations in %s is of an earlier time than the store, and is built again", path)
        except DiskFullError:
            raise
        except StoreError:
            _log.warning("the index of citations in %s cannot be read and is built again", path)
    return built(path, store, store.document_ids())


def read_grounds(path: Path) -> dict[str, str]:
    """By what it was judged which things are one, by their kinds."""
    try:
        found = json.loads((path / GROUNDS).read_text(encoding="utf-8", errors="replace"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _open_vectors(path: Path, store: Store, index: SearchIndex, *, is_current: bool, least: int) -> VectorIndex:
    """The vectors in a folder; where there are none that can be read or used, none, with everything still to do."""
    if is_current and VectorIndex.exists(path):
        try:
            found = VectorIndex.at(path, writable=True)
            if found.commits < least:
                _log.warning(
                    "the vectors in %s are of an earlier time than the store, and those that lack are made", path
                )
                index.intend(store.document_ids())
            return found
        except DiskFullError:
            raise
        except StoreError:
            _log.warning("the vectors in %s cannot be read and are made again", path)
    index.intend(store.document_ids())  # first, so that a crash in between cannot leave vectors that look whole
    VectorIndex.remove(path)
    return VectorIndex.at(path, writable=True)
