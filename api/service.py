"""What all requests share: the library, the reader of documents, the settings."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from api.metrics import Metrics
from api.remembered import Remembered, State
from graph.claim_judge import Vector
from graph.extracting import extract_beside
from graph.isolation.answers import Answering
from graph.isolation.opening import answering
from graph.jobs.queue import Jobs
from graph.jobs.readers import Readers
from graph.library import Library
from graph.model import Document, Statement
from graph.settings import Settings
from graph.store import Change, Store
from graph.store_folder import JOBS
from graph.workers import Find, Found

Answer = TypeVar("Answer")

_ATTEMPTS = 3  # readings beside changes before one is made with the writer held off


class Revision:
    """Lets an answer that takes several queries be of one state of the store, though documents change beside it.

    A reading never holds a writer off: it is made again where a change fell into it (a sequence lock). Only after
    several such readings in a row the writer waits for one.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._number = 0

    @property
    def number(self) -> int:
        """How many changes have begun and ended; odd while one is under way."""
        return self._number

    @contextmanager
    def change(self) -> Iterator[None]:
        """Mark a change of the store, one at a time; keep it short."""
        with self._lock:
            self._number += 1  # odd: under way
            try:
                yield
            finally:
                self._number += 1

    def read(self, answer: Callable[[], Answer]) -> Answer:
        """The answer of a function that only reads, from a state that did not change while it ran."""
        for _ in range(_ATTEMPTS):
            before = self._number
            if before % 2:
                break
            try:
                found = answer()
            except Exception:
                # What a reading meets between two states says nothing about either.
                if self._number == before:
                    raise
                continue
            if self._number == before:
                return found
        with self._lock:
            return answer()


@dataclass(frozen=True, slots=True)
class Writer:
    """A library to which several threads write, each as if it were alone, while others read."""

    library: Library
    writing: Lock
    revision: Revision
    metrics: Metrics

    def put(
        self, document: Document, statements: Sequence[Statement], *, vectors: Mapping[str, Vector] | None = None
    ) -> Change:
        """Keep a document with exactly these statements; see ``Library.put``."""
        with self.metrics.keeping.time(), self.writing, self.revision.change():
            return self.library.put(document, statements, vectors=vectors)

    def commit(self) -> None:
        """Make all that was written lasting."""
        with self.writing:
            self.library.commit()


@dataclass(frozen=True, slots=True)
class Service:
    """One library open for writing, and the lock that lets one request at a time write.

    ``find`` gives what is stated in a document, ``answering`` what SPARQL queries ask for; several requests may call
    them at once. ``jobs`` are done in threads of their own, and ``readers`` make documents of what is sent.
    ``stopping`` is set once the service was told to end: what goes on for long ends itself then.
    """

    library: Library
    find: Find
    settings: Settings
    answering: Answering
    jobs: Jobs
    readers: Readers
    writing: Lock = field(default_factory=Lock)
    backing_up: Lock = field(default_factory=Lock)
    revision: Revision = field(default_factory=Revision)
    metrics: Metrics = field(default_factory=Metrics)
    stopping: Event = field(default_factory=Event)
    remembered: Remembered = field(default_factory=Remembered)

    @property
    def state(self) -> State | None:
        """What is answered from; None while it is being changed."""
        number = self.revision.number
        return None if number % 2 else State(number, self.library.commits)

    def find_in(self, document: Document) -> Found:
        """What is stated in a document; how long that took is counted."""
        with self.metrics.reading.time():
            return self.find(document)

    @contextmanager
    def changing(self) -> Iterator[Library]:
        """Change the library, one request at a time; all that was done is lasting when the context ends.

        Raises StoreError where it cannot be written, DiskFullError where there is no room.
        """
        with self.writing:
            with self.revision.change(), self.library.writing():
                yield self.library
            self.library.commit()

    @property
    def writer(self) -> Writer:
        """What documents are written with."""
        return Writer(self.library, self.writing, self.revision, self.metrics)


@contextmanager
def opened(library: Library, find: Find, settings: Settings) -> Iterator[Service]:
    """The service of a library; queries are answered and jobs done as long as the context lasts."""
    revision = Revision()

    def copy(target: Path) -> None:
        def anew() -> None:
            shutil.rmtree(target, ignore_errors=True)
            library.store.checkpoint(target)

        revision.read(anew)  # a document and what follows from it are written one after the other

    with (
        answering(library.store, limits=settings.limits, crowd=settings.crowd, copy=copy) as answering_,
        _jobs(library, settings) as jobs,
    ):
        service = Service(library, find, settings, answering_, jobs, Readers(settings), revision=revision)
        with _working(service):
            yield service


@contextmanager
def _jobs(library: Library, settings: Settings) -> Iterator[Jobs]:
    if library.store.path is not None:
        yield Jobs(library.store.path / JOBS, queueing=settings.queueing)
        return
    with TemporaryDirectory() as folder:  # of a store in memory, which is for tests
        yield Jobs(Path(folder), queueing=settings.queueing)


@contextmanager
def _working(service: Service) -> Iterator[None]:
    settings, readers = service.settings, service.readers
    ahead = (settings.processes or 1) + 1  # so that no process has to wait for its next document
    threads = ThreadPoolExecutor(settings.jobs_at_once * ahead, "finding")

    def submit(document: Document) -> Future[Found]:
        return threads.submit(service.find_in, document)

    def interrupt() -> None:
        readers.stop()
        threads.shutdown(wait=False, cancel_futures=True)

    extract = partial(extract_beside, submit=submit, ahead=ahead)
    service.jobs.start(service.writer, readers=[reader.ask for reader in readers.of_jobs], extract=extract)
    try:
        yield
    finally:
        service.jobs.stop(interrupt=interrupt)


def current(request: Request) -> Service:
    """The service that this request runs in."""
    service = request.app.state.service
    assert isinstance(service, Service)  # noqa: S101 - put there by create_app
    return service


# These wait for nothing. The framework would call plain functions in other threads, which takes longer than they do.
async def _current(request: Request) -> Service:
    return current(request)


CurrentService = Annotated[Service, Depends(_current)]


async def _store(service: CurrentService) -> Store:
    return service.library.store


async def _revision(service: CurrentService) -> Revision:
    return service.revision


CurrentStore = Annotated[Store, Depends(_store)]
CurrentRevision = Annotated[Revision, Depends(_revision)]
