"""The tables in which jobs, and answers that were given, are kept."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from graph.errors import StoreError

FILE = "jobs.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS job (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, status TEXT NOT NULL,
  created TEXT NOT NULL, started TEXT, finished TEXT, reason TEXT,
  inputs TEXT NOT NULL, input INTEGER NOT NULL DEFAULT 0, readings INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0, is_unwanted INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS job_status ON job (status, number);
CREATE TABLE IF NOT EXISTS kept (
  job INTEGER NOT NULL, place INTEGER NOT NULL, origin TEXT NOT NULL, document TEXT NOT NULL, change TEXT NOT NULL,
  statements INTEGER NOT NULL, PRIMARY KEY (job, place)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refusal (
  job INTEGER NOT NULL, place INTEGER NOT NULL, origin TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (job, place)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answer (
  scope TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, created TEXT NOT NULL, status INTEGER NOT NULL,
  location TEXT, body BLOB NOT NULL
) WITHOUT ROWID;
"""


class Tables:
    """A file of tables. Any thread may use it."""

    def __init__(self, folder: Path) -> None:
        """Open the tables in a folder, or make them. Raises StoreError where that cannot be done."""
        self._lock = RLock()
        self._folder = folder
        try:
            self._connection = sqlite3.connect(folder / FILE, check_same_thread=False, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.executescript(_TABLES)
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time. Raises StoreError where the file fails."""
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise self._explain(error) from error

    @contextmanager
    def changing(self, synchronous: str = "NORMAL") -> Iterator[sqlite3.Connection]:
        """One transaction, which the end of the process cannot take back."""
        with self.reading() as connection:
            connection.execute(f"PRAGMA synchronous = {synchronous}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def lasting(self) -> Iterator[sqlite3.Connection]:
        """One transaction, which a loss of power cannot take back either (SQLite's "PRAGMA synchronous")."""
        with self.changing("FULL") as connection:
            yield connection

    def _explain(self, error: sqlite3.Error) -> StoreError:
        return StoreError(
            f"The jobs in {self._folder} cannot be read or written ({error}): free some space, or move the folder away "
            "to go on without them."
        )
