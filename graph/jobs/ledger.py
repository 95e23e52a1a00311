"""What is known of all jobs."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from graph.errors import NotFoundError
from graph.jobs.job import Input, Job, Kept, Position, Progress, Refusal, Status, Work
from graph.jobs.tables import Tables
from graph.store import Change

_JOB = "id, status, created, started, finished, reason, added, updated, unchanged, rejected"
_COLUMNS = {Change.ADDED: "added", Change.REPLACED: "updated", Change.UNCHANGED: "unchanged"}


class Ledger:
    """The jobs of a store. Any thread may use it.

    That a job is there, and that it has ended, is safe from a loss of power. What came of a document is safe from the
    end of the process; where a loss of power takes it, the document is read again, which changes nothing.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def take_up(self) -> None:
        """Let what was running when the process ended wait again, but for what nobody wants any more."""
        with self._tables.lasting() as connection:
            connection.execute(
                "UPDATE job SET status = ?, finished = ? WHERE status = ? AND is_unwanted",
                [Status.CANCELLED, now(), Status.RUNNING],
            )
            connection.execute("UPDATE job SET status = ? WHERE status = ?", [Status.WAITING, Status.RUNNING])

    def add(self, id_: str, inputs: Sequence[Input]) -> Job:
        """Keep a job that is to be done; it is safe from a loss of power when this returns."""
        written = json.dumps([one.encode() for one in inputs])
        with self._tables.lasting() as connection:
            connection.execute(
                "INSERT INTO job (id, status, created, inputs) VALUES (?, ?, ?, ?)",
                [id_, Status.WAITING, now(), written],
            )
        return self.job(id_)

    def take(self) -> Work | None:
        """The job that has waited longest, which is running from now on; None where none waits."""
        with self._tables.changing() as connection:
            row = connection.execute(
                "UPDATE job SET status = ?, started = coalesce(started, ?), attempts = attempts + 1 "
                "WHERE number = (SELECT min(number) FROM job WHERE status = ?) "
                "RETURNING id, inputs, input, readings, attempts",
                [Status.RUNNING, now(), Status.WAITING],
            ).fetchone()
        if row is None:
            return None
        id_, inputs, input_, readings, attempts = row
        decoded = tuple(Input.decode(written) for written in json.loads(inputs))
        return Work(id_, decoded, Position(input_, readings), attempts)

    def record(self, id_: str, outcome: Kept | Refusal, position: Position) -> None:
        """Keep what came of a document, and up to where the job is done."""
        column = "rejected" if isinstance(outcome, Refusal) else _COLUMNS[outcome.change]
        with self._tables.changing() as connection:
            number, kept, rejected = connection.execute(
                f"UPDATE job SET {column} = {column} + 1, input = ?, readings = ?, attempts = 0 WHERE id = ? "  # noqa: S608 - one of four
                "RETURNING number, added + updated + unchanged, rejected",
                [position.input, position.readings, id_],
            ).fetchone()
            if isinstance(outcome, Refusal):
                row = [number, rejected - 1, outcome.origin, outcome.reason]
                connection.execute("INSERT INTO refusal VALUES (?, ?, ?, ?)", row)
            else:
                row = [number, kept - 1, outcome.origin, outcome.id, outcome.change, outcome.statements]
                connection.execute("INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?)", row)

    def finish(self, id_: str, status: Status, *, reason: str | None = None) -> None:
        """Keep how a job ended; one that has ended already stays as it is."""
        with self._tables.lasting() as connection:
            connection.execute(
                "UPDATE job SET status = ?, reason = ?, finished = ? WHERE id = ? AND status IN (?, ?)",
                [status, reason, now(), id_, Status.WAITING, Status.RUNNING],
            )

    def put_back(self, id_: str) -> None:
        """Let a job that is running wait again, for no fault of its own."""
        with self._tables.changing() as connection:
            connection.execute(
                "UPDATE job SET status = ?, attempts = attempts - 1 WHERE id = ? AND status = ?",
                [Status.WAITING, id_, Status.RUNNING],
            )

    def cancel(self, id_: str) -> Job:
        """Have a job ended: at once where it waits, by whoever is at it where it runs.

        Raises NotFoundError where there is no such job.
        """
        with self._tables.lasting() as connection:
            connection.execute("UPDATE job SET is_unwanted = 1 WHERE id = ?", [id_])
            connection.execute(
                "UPDATE job SET status = ?, finished = ? WHERE id = ? AND status = ?",
                [Status.CANCELLED, now(), id_, Status.WAITING],
            )
        return self.job(id_)

    def is_unwanted(self, id_: str) -> bool:
        """Whether a job is to be ended."""
        with self._tables.reading() as connection:
            row = connection.execute("SELECT is_unwanted FROM job WHERE id = ?", [id_]).fetchone()
        return row is None or bool(row[0])

    def job(self, id_: str) -> Job:
        """A job. Raises NotFoundError where there is none of this id."""
        with self._tables.reading() as connection:
            row = connection.execute(f"SELECT {_JOB} FROM job WHERE id = ?", [id_]).fetchone()  # noqa: S608 - a constant
        if row is None:
            raise NotFoundError(f"There is no job {id_[:100]}: it may have been done long ago and been forgotten.")
        return _job(row)

    def jobs(self, *, limit: int, offset: int) -> list[Job]:
        """The jobs, the newest first."""
        with self._tables.reading() as connection:
            rows = connection.execute(
                f"SELECT {_JOB} FROM job ORDER BY number DESC LIMIT ? OFFSET ?",  # noqa: S608 - a constant
                [limit, offset],
            ).fetchall()
        return [_job(row) for row in rows]

    def kept(self, id_: str, *, limit: int, offset: int) -> list[Kept]:
        """What a job brought in, in the order of its inputs."""
        rows = self._outcomes("origin, document, change, statements FROM kept", id_, limit, offset)
        return [Kept(origin, document, Change(change), count) for origin, document, change, count in rows]

    def refusals(self, id_: str, *, limit: int, offset: int) -> list[Refusal]:
        """What of a job could not be read, in the order of its inputs."""
        rows = self._outcomes("origin, reason FROM refusal", id_, limit, offset)
        return [Refusal(origin, reason) for origin, reason in rows]

    def counts(self) -> dict[Status, int]:
        """How many jobs there are of each status."""
        with self._tables.reading() as connection:
            rows = connection.execute("SELECT status, count(*) FROM job GROUP BY status").fetchall()
        return {**dict.fromkeys(Status, 0), **{Status(status): count for status, count in rows}}

    def unfinished(self) -> int:
        """How many jobs wait or are running."""
        with self._tables.reading() as connection:
            sql = "SELECT count(*) FROM job WHERE status IN (?, ?)"
            (count,) = connection.execute(sql, [Status.WAITING, Status.RUNNING]).fetchone()
        return int(count)

    def unfinished_ids(self) -> set[str]:
        """The jobs whose inputs are still needed."""
        with self._tables.reading() as connection:
            rows = connection.execute(
                "SELECT id FROM job WHERE status IN (?, ?)", [Status.WAITING, Status.RUNNING]
            ).fetchall()
        return {id_ for (id_,) in rows}

    def forget(self, *, before: str) -> None:
        """Forget the jobs that ended before a time, with all that came of them."""
        with self._tables.changing() as connection:
            old = connection.execute("SELECT number FROM job WHERE finished < ?", [before]).fetchall()
            for table in ("kept", "refusal"):
                connection.executemany(f"DELETE FROM {table} WHERE job = ?", old)  # noqa: S608 - one of two
            connection.executemany("DELETE FROM job WHERE number = ?", old)

    def _outcomes(self, columns: str, id_: str, limit: int, offset: int) -> list[tuple[Any, ...]]:
        with self._tables.reading() as connection:
            return connection.execute(
                f"SELECT {columns} WHERE job = (SELECT number FROM job WHERE id = ?) "  # noqa: S608 - constants
                "AND place >= ? AND place < ? ORDER BY place",
                [id_, offset, offset + limit],
            ).fetchall()


def now() -> str:
    """The time, in UTC, to the millisecond."""
    return earlier(timedelta())


def earlier(span: timedelta) -> str:
    """The time so long ago."""
    return (datetime.now(UTC) - span).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _job(row: tuple[str, ...]) -> Job:
    id_, status, created, started, finished, reason, *counts = row
    return Job(id_, Status(status), created, started, finished, reason, Progress(*map(int, counts)))
