"""The tables of who passes on whom, in a file or in memory."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Self

from graph.citations.rows import DocumentCitations
from graph.citations.tables import TABLES, VERSION, read, write
from graph.errors import StoreError
from graph.room import is_full, no_room

_FILE = "citations.sqlite"


class CitationIndex:
    """Tables with rows for each document, which follow from that document alone.

    Changes can be asked for at once and are lasting from ``commit`` on. The library writes down beforehand which
    documents will change (``SearchIndex.intend``), and forgets it only after this index is lasting: after a crash in
    between, their rows are made again.
    """

    def __init__(self, connection: sqlite3.Connection, *, path: Path | None) -> None:
        self._connection = connection
        self._path = path
        self._lock = RLock()
        self._has_failed = False

    @classmethod
    def in_memory(cls) -> Self:
        """An index that is gone when the process ends."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.executescript(TABLES)
        return cls(connection, path=None)

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether there is an index in a folder."""
        return (path / _FILE).exists()

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make an empty index in a folder, in place of what is there; it cannot be opened before it is completed.

        Raises StoreError where it cannot be written.
        """
        shutil.rmtree(path, ignore_errors=True)
        try:
            path.mkdir(parents=True)
            connection = _connect(path, "rwc")
            connection.executescript(TABLES)
        except (OSError, sqlite3.Error) as error:
            if is_full(error, path):
                raise no_room(path) from error
            raise StoreError(f"The index of citations in {path} cannot be made: {error}.") from error
        return cls(connection, path=path)

    @classmethod
    def at(cls, path: Path, *, writable: bool) -> Self:
        """Open the index in a folder.

        Raises StoreError where it cannot be opened, is not complete or of another version.
        """
        try:
            connection = _connect(path, "rw" if writable else "ro")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise StoreError(f"The index of citations in {path} cannot be opened ({error}).") from error
        if version != VERSION:
            connection.close()
            raise StoreError(f"The index of citations in {path} is not complete, or of another version.")
        return cls(connection, path=path)

    def replace(self, document: str, rows: DocumentCitations | None) -> None:
        """Let a document (id) have these rows and no others.

        Raises StoreError if they cannot be written.
        """
        with self.reading() as connection:
            write(connection, document, rows)

    def commit(self) -> None:
        """Make all changes lasting.

        Raises StoreError if they cannot be written, and if that was so before: what was changed since the last commit
        is then lost.
        """
        with self.reading() as connection:
            if connection.in_transaction:
                connection.execute(f"PRAGMA application_id = {self.commits + 1}")
            connection.commit()

    def copy(self, folder: Path) -> None:
        """Write all that was made lasting into a new index in a folder that is there; to be called after ``commit``."""
        with self.reading() as connection, closing(sqlite3.connect(folder / _FILE)) as copied:
            connection.backup(copied)

    def complete(self) -> None:
        """Make all changes lasting, and the index one that holds what the store does."""
        with self.reading() as connection:
            connection.execute(f"PRAGMA user_version = {VERSION}")
        self.commit()

    def close(self) -> None:
        """Let go of the file; what was not committed is dropped."""
        with self._lock, suppress(sqlite3.Error):
            self._connection.rollback()
        self._connection.close()

    def rows(self, document: str) -> DocumentCitations | None:
        """What is kept of a document (id), None where nothing is."""
        with self.reading() as connection:
            return read(connection, document)

    @property
    def commits(self) -> int:
        """How often changes were made lasting; they are counted in a number of 31 bits, in the file's header."""
        with self.reading() as connection:
            return int(connection.execute("PRAGMA application_id").fetchone()[0])

    @property
    def size(self) -> int:
        """Number of documents of which something is kept."""
        with self.reading() as connection:
            return int(connection.execute("SELECT COUNT(DISTINCT document) FROM speaking").fetchone()[0])

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The tables, of one state while they are held.

        Raises StoreError where they cannot be read or written.
        """
        with self._lock:
            try:
                if self._has_failed:
                    raise sqlite3.OperationalError("it could not be written before")
                yield self._connection
            except sqlite3.Error as error:
                # The engine may have taken back more than the last step, and only what the intents name is made again.
                self._has_failed = True
                if is_full(error, self._path):
                    raise no_room(self._path) from error
                raise StoreError(
                    f"The index of citations in {self._path} failed ({error}): see that its disk has room, and open "
                    "the store again. What was reported as ingested is safe."
                ) from error


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{(path / _FILE).absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
    connection.execute("PRAGMA synchronous = EXTRA")  # or a commit could be undone by a journal that comes back
    return connection
