"""The index on disk: rows in and out, safe from a crash between the store and itself."""

import json
import shutil
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import tantivy

from graph import durable
from graph.errors import StoreError
from graph.room import is_full, no_room
from graph.search.entries import Entry
from graph.search.schema import COLUMNS, STORED, Row, row_of, schema
from graph.search.shown import SHOWN
from graph.search.words import TOKENIZER, analyser

_HEAP = 64_000_000  # bytes; one thread, because commits are small and frequent
_INTENTS = "intent.json"

Note = Mapping[str, object]
"""Something that is kept as JSON."""
Notes = Sequence[Note]


class SearchIndex:
    """A tantivy index in a folder, or in memory.

    A change is first written down as an intent, then made in the store, then here: after a crash between the two,
    ``unfinished`` names the documents whose entries must be written again.
    """

    def __init__(self, index: tantivy.Index, *, path: Path | None, writable: bool) -> None:
        index.register_tokenizer(TOKENIZER, analyser())
        self._index = index
        self._path = path
        self._writer = index.writer(heap_size=_HEAP, num_threads=1) if writable else None
        if self._writer is not None:
            # What a crash left of a commit stands in the way of the next one, which gives its files the same names.
            self._writer.garbage_collect_files()
        self._intended = self._read_intents()
        self._replaced: set[str] = set()

    @classmethod
    def in_memory(cls) -> Self:
        """An index that is gone when the process ends."""
        return cls(tantivy.Index(schema()), path=None, writable=True)

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether there is an index in a folder."""
        return path.is_dir() and tantivy.Index.exists(str(path))

    @classmethod
    def create(cls, path: Path, *, behind: Iterable[str]) -> Self:
        """Make an empty index in a folder; the documents that it lacks are known to it as unfinished.

        Raises StoreError where it cannot be written.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            # First, so that a crash in between cannot leave an index that looks whole.
            _write_intents(path, {document: [] for document in behind})
        except OSError as error:
            if is_full(error, path):
                raise no_room(path) from error
            raise StoreError(f"The search index in {path} cannot be made: {error.strerror}.") from error
        return cls.at(path, writable=True)

    @classmethod
    def at(cls, path: Path, *, writable: bool) -> Self:
        """Open the index in a folder.

        Raises StoreError where it cannot be opened.
        """
        try:
            return cls(tantivy.Index(schema(), path=str(path)), path=path, writable=writable)
        except (ValueError, OSError) as error:
            if is_full(error, path):
                raise no_room(path) from error
            raise StoreError(
                f"The search index in {path} cannot be opened ({error}): it needs a folder that may be written, also "
                "for reading; copy the store to one, or remove the index to have it built again."
            ) from error

    @staticmethod
    def remove(path: Path) -> None:
        """Delete an index that cannot be read, so that it can be built again."""
        shutil.rmtree(path, ignore_errors=True)

    def intend(self, documents: Iterable[str], *, notes: Notes = ()) -> None:
        """Write down, safe from a crash, that documents are about to change in the store.

        ``notes`` are of what has to be known of the state before, should a crash leave the change half made; those of
        a document that is unfinished already are added to.
        """
        for document in documents:
            known = self._intended.get(document, [])
            self._intended[document] = None if known is None else [*known, *notes]
        with self._explained():
            self._keep_intents()

    def unfinished(self) -> list[str]:
        """The documents whose entries may not agree with the store."""
        return sorted(self._intended)

    def notes(self) -> Notes | None:
        """All notes about documents that are unfinished; None where an older version did not make any."""
        if None in self._intended.values():
            return None
        return [note for notes in self._intended.values() for note in notes or ()]

    def replace(self, document: str, entries: Iterable[Entry]) -> None:
        """Let a document have these entries and no others, from the next commit on.

        Raises StoreError if they cannot be written.
        """
        writer = self._writing
        self._replaced.discard(document)
        with self._explained():
            writer.delete_documents_by_term("document", document)
            for entry in entries:
                writer.add_document(row_of(entry))
        self._replaced.add(document)

    def commit(self) -> None:
        """Make all changes visible and lasting.

        Raises StoreError if they cannot be written.
        """
        with self._explained():
            self._writing.commit()
            self._index.reload()

    def settle(self) -> None:
        """Forget the intents that were carried out and are lasting, here and elsewhere.

        Raises StoreError if that cannot be written.
        """
        with self._explained():
            for document in self._replaced:
                self._intended.pop(document, None)
            self._replaced.clear()
            self._keep_intents()

    def close(self) -> None:
        """Let go of the files, once nothing is written there any more; what was not committed is dropped."""
        if self._writer is not None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with suppress(ValueError):  # a writer that has failed says so again
                    # Others go on merging segments, whoever may have taken the folder over or copy it.
                    self._writer.wait_merging_threads()
            self._writer = None

    def searcher(self) -> tantivy.Searcher:
        """What the last commit left, unchanging while it is held."""
        return self._index.searcher()

    def rows(self, document: str) -> set[Row]:
        """What the last commit holds of a document."""
        searcher = self.searcher()
        query = tantivy.Query.term_query(schema(), "document", document, index_option="basic")
        count: int = searcher.search(query, limit=1).count  # type: ignore[attr-defined] # missing in the library's stub
        addresses = [address for _, address in searcher.search(query, limit=max(count, 1), count=False).hits]
        columns = [searcher.fast_field_values(name, addresses) for name in COLUMNS]
        numbers = zip(*columns, strict=True)
        return {
            (*(row[name][0] for name in (*STORED, SHOWN)), *map(int, found))
            for row, found in zip(map(searcher.doc, addresses), numbers, strict=True)
        }

    @property
    def commits(self) -> int:
        """A number that grows with every commit, also of changes to nothing; 0 in memory."""
        if self._path is None:
            return 0
        try:
            return int(json.loads((self._path / "meta.json").read_text(encoding="utf-8"))["opstamp"])
        except (OSError, ValueError, KeyError) as error:
            raise StoreError(f"The search index in {self._path} cannot be read ({error}).") from error

    @property
    def size(self) -> int:
        """Number of statements in the index."""
        return int(self.searcher().num_docs)

    def _read_intents(self) -> dict[str, list[Note] | None]:
        if self._path is None or not (self._path / _INTENTS).exists():
            return {}
        found = json.loads((self._path / _INTENTS).read_text(encoding="ascii"))
        return dict(found) if isinstance(found, dict) else dict.fromkeys(found)

    def _keep_intents(self) -> None:
        if self._path is not None:
            _write_intents(self._path, self._intended)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """The index engine says ValueError for all that goes wrong, most often in a thread and without a cause."""
        try:
            yield
        except (OSError, ValueError) as error:
            if is_full(error, self._path):
                raise no_room(self._path) from error
            raise StoreError(
                f"The search index in {self._path} cannot be written ({error}): see that its disk has room, and try "
                "again. What was reported as ingested is safe."
            ) from error

    @property
    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise StoreError("The search index is open for reading only: open the store for writing.")
        return self._writer


def _write_intents(path: Path, intents: Mapping[str, list[Note] | None]) -> None:
    if intents:
        durable.write(path / _INTENTS, json.dumps(intents))
    else:
        (path / _INTENTS).unlink(missing_ok=True)
