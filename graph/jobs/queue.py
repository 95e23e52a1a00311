"""The jobs of a store: they wait in a queue of bounded length, and some are done side by side."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Condition, Thread

from graph.errors import AllegedlyError, BusyError
from graph.ingest import Keeper
from graph.jobs.answers import Answers
from graph.jobs.job import Input, Job, Kept, Refusal, Status
from graph.jobs.ledger import Ledger, earlier
from graph.jobs.limits import Queueing
from graph.jobs.running import Extract, ReadPiece, Runner
from graph.jobs.spool import Incoming, Spool
from graph.jobs.tables import Tables

_log = logging.getLogger(__name__)

_LATER = 10  # seconds after which a queue that is full may have a place
_HOUSEKEEPING = 600.0  # seconds
_RETRY = 10.0  # seconds after which it is tried again to write what could not be written
_PATIENCE = 5.0  # seconds that the jobs get to end when the service is told to stop


class Jobs:
    """Takes jobs in and does them in threads of its own, as long as the context lasts."""

    def __init__(self, folder: Path, *, queueing: Queueing) -> None:
        """Open the jobs in a folder of the store. Raises StoreError where that cannot be done."""
        self._queueing = queueing
        self._spool = Spool(folder)
        self._tables = Tables(folder)
        self._ledger = Ledger(self._tables)
        self._ledger.take_up()
        self.answers = Answers(self._tables)
        self._spool.keep_only(self._ledger.unfinished_ids())
        self._news = Condition()
        self._is_stopping = False
        self._threads: list[Thread] = []
        self._arrivals = 0
        self.revision = 0
        """Another number after every change of any job."""

    def start(self, keeper: Keeper, *, readers: Iterable[ReadPiece], extract: Extract) -> None:
        """Begin to do what waits, with a thread for each of the readers."""
        for number, read in enumerate(readers):
            runner = Runner(
                self._ledger, self._spool, keeper, read, extract, lambda: self._is_stopping, self._note_change
            )
            thread = Thread(target=self._work, args=(runner,), name=f"jobs-{number}")
            self._threads.append(thread)
            thread.start()

    def stop(self, *, interrupt: Callable[[], None] = lambda: None) -> None:
        """End, and leave what is unfinished to the next start; ``interrupt`` ends what the threads wait for."""
        with self._news:
            self._is_stopping = True
            self._news.notify_all()
        interrupt()
        for thread in self._threads:
            thread.join(_PATIENCE)
        self._tables.close()

    def receive(self) -> Incoming:
        """A place for the files of a new job.

        Raises BusyError where as many jobs wait as may, StoreError where the disk is full.
        """
        self._check_room()
        return self._spool.receive()

    def add(self, incoming: Incoming, inputs: Sequence[Input]) -> Job:
        """Take a job in, which is safe from a loss of power when this returns. Raises as ``receive`` does."""
        self._check_room()
        incoming.settle()
        job = self._ledger.add(incoming.id, inputs)
        incoming.hand_over()
        self._note_change()
        with self._news:
            self._arrivals += 1
            self._news.notify()
        return job

    def cancel(self, id_: str) -> Job:
        """Have a job ended; what it brought in stays. Raises NotFoundError where there is none of this id."""
        job = self._ledger.cancel(id_)
        if job.status is Status.CANCELLED:
            self._spool.remove(id_)
        self._note_change()
        return job

    def job(self, id_: str) -> Job:
        """A job. Raises NotFoundError where there is none of this id, or it ended too long ago."""
        return self._ledger.job(id_)

    def jobs(self, *, limit: int, offset: int) -> list[Job]:
        """The jobs, the newest first."""
        return self._ledger.jobs(limit=limit, offset=offset)

    def counts(self) -> dict[Status, int]:
        """How many jobs there are of each status."""
        return self._ledger.counts()

    def kept(self, id_: str, *, limit: int, offset: int) -> list[Kept]:
        """What a job brought in, in the order of its inputs."""
        return self._ledger.kept(id_, limit=limit, offset=offset)

    def refusals(self, id_: str, *, limit: int, offset: int) -> list[Refusal]:
        """What of a job could not be read, in the order of its inputs."""
        return self._ledger.refusals(id_, limit=limit, offset=offset)

    def _check_room(self) -> None:
        if self._ledger.unfinished() >= self._queueing.waiting:
            raise BusyError(
                f"As many jobs wait as may ({self._queueing.waiting}): send it again in {_LATER} seconds.",
                retry_after=_LATER,
            )

    def _note_change(self) -> None:
        with self._news:
            self.revision += 1

    def _work(self, runner: Runner) -> None:
        while not self._is_stopping:
            pause = _HOUSEKEEPING
            try:
                seen = self._arrivals
                if work := self._ledger.take():
                    self._note_change()
                    runner.run(work)
                    continue
                self._forget_old()
            except AllegedlyError as error:  # the disk is full, most likely
                pause = _RETRY
                if not self._is_stopping:
                    _log.error("jobs cannot be done now: %s", error)
            with self._news:
                if not self._is_stopping and self._arrivals == seen:
                    self._news.wait(pause)

    def _forget_old(self) -> None:
        self._ledger.forget(before=earlier(timedelta(days=self._queueing.days)))
        self.answers.forget(before=earlier(timedelta(hours=self._queueing.answer_hours)))
