"""The indexes of a library: opened with its store, made anew where they cannot be used."""

import json
import logging
from pathlib import Path

from graph import claim_judge
from graph.citations.index import CitationIndex
from graph.citations.stored import built
from graph.errors import DiskFullError, StoreError
from graph.identity.reviews import Kind
from graph.meaning.vectors import VectorIndex
from graph.search.index import SearchIndex
from graph.store import Store
from graph.store_folder import GROUNDS

_log = logging.getLogger(__name__)


def are_up_to_date(path: Path) -> bool:
    """Whether a library's folder has indexes that can be read and lack nothing."""
    search, vectors = path / "search", path / "vectors"
    try:
        if not SearchIndex.exists(search) or not VectorIndex.exists(vectors):
            return False
        VectorIndex.at(vectors, writable=False).close()
        CitationIndex.at(path / "citations", writable=False).close()
        return not SearchIndex.at(search, writable=False).unfinished()
    except StoreError:
        return False


def open_for_writing(path: Path, store: Store) -> tuple[SearchIndex, VectorIndex, CitationIndex]:
    """The indexes in the folder of a store; those that cannot be used are made anew.

    Raises StoreError where they cannot be written.
    """
    index = _open_index(path / "search", store)
    is_current = read_grounds(path).get(Kind.CLAIM) == claim_judge.grounds()
    vectors = _open_vectors(path / "vectors", store, index, is_current=is_current)
    return index, vectors, _open_citations(path / "citations", store)


def open_for_reading(path: Path) -> tuple[SearchIndex, VectorIndex, CitationIndex]:
    """The indexes in the folder of a store, as the last commit left them. Raises StoreError where there are none."""
    return (
        SearchIndex.at(path / "search", writable=False),
        VectorIndex.at(path / "vectors", writable=False),
        CitationIndex.at(path / "citations", writable=False),
    )


def _open_index(path: Path, store: Store) -> SearchIndex:
    """The index in a folder; where there is none that can be read, a new one with everything still to do."""
    if SearchIndex.exists(path):
        try:
            return SearchIndex.at(path, writable=True)
        except DiskFullError:
            raise
        except StoreError:
            # It is only a read model: build it again rather than refuse to work.
            _log.warning("the search index in %s cannot be read and is built again", path)
            SearchIndex.remove(path)
    return SearchIndex.create(path, behind=store.document_ids())


def _open_citations(path: Path, store: Store) -> CitationIndex:
    """The index of citations in a folder; where there is none that can be read, one that is made of the store."""
    if CitationIndex.exists(path):
        try:
            return CitationIndex.at(path, writable=True)
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


def _open_vectors(path: Path, store: Store, index: SearchIndex, *, is_current: bool) -> VectorIndex:
    """The vectors in a folder; where there are none that can be read or used, none, with everything still to do."""
    if is_current and VectorIndex.exists(path):
        try:
            return VectorIndex.at(path, writable=True)
        except DiskFullError:
            raise
        except StoreError:
            _log.warning("the vectors in %s cannot be read and are made again", path)
    index.intend(store.document_ids())  # first, so that a crash in between cannot leave vectors that look whole
    VectorIndex.remove(path)
    return VectorIndex.at(path, writable=True)
