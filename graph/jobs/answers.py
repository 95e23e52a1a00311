"""Answers to requests that were sent under a key, so that what is sent again is not done again."""

from dataclasses import dataclass

from graph.jobs.tables import Tables


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: ``fingerprint`` is a hash of what was asked."""

    fingerprint: str
    status: int
    location: str | None
    body: bytes


class Answers:
    """Answers by the hashes of the keys, and whoever sent them; any thread may use it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def find(self, scope: str) -> Given | None:
        """What was answered under a key, if anything was."""
        with self._tables.reading() as connection:
            sql = "SELECT fingerprint, status, location, body FROM answer WHERE scope = ?"
            row = connection.execute(sql, [scope]).fetchone()
        return None if row is None else Given(*row)

    def keep(self, scope: str, given: Given, *, at: str) -> None:
        """Remember an answer; that is safe from a loss of power when this returns."""
        with self._tables.lasting() as connection:
            row = [scope, given.fingerprint, at, given.status, given.location, given.body]
            connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?)", row)

    def forget(self, *, before: str) -> None:
        """Forget the answers that were given before a time."""
        with self._tables.changing() as connection:
            connection.execute("DELETE FROM answer WHERE created < ?", [before])
