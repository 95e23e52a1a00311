"""Queries, each answered by one of several processes from the newest copy of the store."""

import logging
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Self

from graph.endpoint.dataset import ABOUT_ALL, About
from graph.endpoint.formats import ResultFormat
from graph.errors import BusyError, StoreError, TimeLimitError
from graph.isolation.answers import Answer, Spool
from graph.isolation.call import Call
from graph.isolation.conversation import Question, Rehearsal, ask, fate, in_words
from graph.isolation.figures import Figures, Outcomes
from graph.isolation.limits import Crowd, Limits
from graph.isolation.places import Place, Places
from graph.isolation.processes import Nursery, Worker
from graph.isolation.snapshots import Snapshot, Snapshots
from graph.isolation.stint import Stint
from graph.store_folder import explain

_log = logging.getLogger(__name__)

_SHARE = 0.1  # of its time for which a query may have waited, and then it is to blame that there was not enough


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one query has, and the seconds that it waited for that."""

    place: Place
    worker: Worker
    waited: float


class Pool:
    """Processes that answer queries. They start with the context and end with it, or with this process."""

    def __init__(self, snapshots: Snapshots, *, folder: Path, base: str, limits: Limits, crowd: Crowd) -> None:
        """``folder`` is where large answers wait for clients, ``base`` what all IRIs of data begin with."""
        self._snapshots = snapshots
        self._folder = folder
        self._base = base
        self._limits = limits
        self._crowd = crowd
        self._places = Places(replace(crowd, patience=min(crowd.patience, limits.seconds)))
        self._large = BoundedSemaphore(crowd.large)
        self._nursery = Nursery()
        self._burying = ThreadPoolExecutor(1, "burying")
        self._lock = Lock()
        self._idle: deque[Worker] = deque()
        self._busy: set[Worker] = set()
        self._is_open = False
        self._outcomes = Outcomes()
        self._replaced = 0

    def __enter__(self) -> Self:
        self._is_open = True
        try:
            # One more than are needed, so that one is ready when another is ended.
            for _ in range(self._crowd.at_once + 1):
                self._idle.append(self._nursery.start())
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._is_open = False
            idle, self._idle = self._idle, deque()
            for worker in self._busy:
                worker.kill()
        for worker in idle:
            self._end(worker)
        self._burying.shutdown()
        self._nursery.stop()
        self._snapshots.close()

    def answer(
        self,
        query: str,
        *,
        formats: Sequence[ResultFormat | None] = (None,),
        about: About = ABOUT_ALL,
        call: Call | None = None,
    ) -> Answer:
        """See ``Answering``. An answer is of the store as it was a second ago at most."""
        with self._turn(call or Call()) as turn:
            snapshot = self._lease(turn.worker)
            format_, spool = self._ask(turn, Question(query, tuple(formats), about, snapshot.path, self._base))
            return Answer(spool, ResultFormat(format_), revision=snapshot.revision)

    def rehearse(self, update: str, *, base: str, call: Call | None = None) -> None:
        """See ``Answering``."""
        with self._turn(call or Call()) as turn, self._snapshots.private() as copy:
            try:
                self._ask(turn, Rehearsal(update, base, copy))
            finally:
                turn.worker.kill()  # it has the copy open, which is to be removed

    def expire(self) -> None:
        """See ``Answering``."""
        self._snapshots.expire()

    def figures(self) -> Figures:
        """See ``Answering``."""
        return Figures(
            self._outcomes.counts(),
            running=self._places.running,
            waiting=self._places.waiting,
            replaced=self._replaced,
            snapshot_age=self._snapshots.age,
        )

    @contextmanager
    def _turn(self, call: Call) -> Iterator[_Turn]:
        """A place among those at work, and a process, until the block ends or the call is given up."""
        asked = time.monotonic()
        with self._outcomes.counted(), self._places.taken(call) as place, self._worker() as worker:
            place.stop = worker.kill
            with call.stopped_by(worker.kill):
                yield _Turn(place, worker, waited=place.begun - asked)

    def _ask(self, turn: _Turn, question: Question | Rehearsal) -> tuple[str, Spool]:
        """The last word of a process, and what it said before."""
        worker, place, seconds = turn.worker, turn.place, self._limits.seconds
        place.begun = time.monotonic()  # having waited for a copy is not what makes a query long
        stint = Stint(worker.spent, quick=self._crowd.quick)
        place.may_be_ended = lambda: stint.may_be_ended
        if place.is_taken_away:  # when there was nothing to stop yet
            worker.kill()
        spool, deadline = Spool(self._folder, large=self._large), time.monotonic() + seconds - turn.waited
        try:
            return ask(worker, question, spool, limits=self._limits, stint=stint, deadline=deadline), spool
        except EOFError as error:
            is_meant = worker.is_killed  # and buried later
            ended = fate(None if is_meant else self._nursery.bury(worker), limits=self._limits, noun=question.noun)
            if isinstance(ended, BusyError) and not is_meant:
                _log.warning("a process that answered a query ended %s", in_words(worker.code))
            raise ended from error
        except TimeLimitError as error:
            if turn.waited > _SHARE * seconds:
                raise self._places.busy(f"Much is being asked, and this {question.noun} had to wait") from error
            raise
        except OSError as error:
            raise explain(error, self._folder.parent) from error

    def _lease(self, worker: Worker) -> Snapshot:
        newest = self._snapshots.lease()
        if newest in worker.snapshots:
            self._snapshots.give_back(newest)
        else:
            worker.snapshots.append(newest)
        return newest

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        """A process for one query; it goes on to another one if it was quick."""
        worker = self._take()
        try:
            yield worker
        finally:
            self._put_back(worker)

    def _take(self) -> Worker:
        while True:
            with self._lock:
                if not self._is_open:
                    raise StoreError("The store is closed: open it again before asking.")
                # From one to the next, so that none keeps an old copy open for long.
                worker = self._idle.popleft() if self._idle else self._nursery.start()
                self._busy.add(worker)
            if worker.channel.is_quiet():
                return worker
            self._put_back(worker)  # something ended it while it had nothing to do

    def _put_back(self, worker: Worker) -> None:
        while len(worker.snapshots) > 1 and worker.is_reusable:
            self._snapshots.give_back(worker.snapshots.pop(0))
        with self._lock:
            self._busy.discard(worker)
            if worker.is_reusable and self._is_open:
                worker.is_reusable = False
                self._idle.append(worker)
                return
        # A process that is killed may take a while to give its memory back, for which nobody should have to wait.
        worker.kill()
        with self._lock:
            self._replaced += 1
            if self._is_open:
                self._burying.submit(self._end, worker)
        self._replace()

    def _end(self, worker: Worker) -> None:
        self._nursery.bury(worker)
        for snapshot in worker.snapshots:
            self._snapshots.give_back(snapshot)
        worker.snapshots.clear()

    def _replace(self) -> None:
        with self._lock:
            if not self._is_open or len(self._idle) + len(self._busy) > self._crowd.at_once:
                return
            try:
                self._idle.append(self._nursery.start())
            except StoreError as error:
                _log.error("%s", error)  # who asks next tries again
