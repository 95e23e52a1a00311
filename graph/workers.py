"""Processes that read documents for this one, and end when it does."""

import logging
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from typing import Any, Generic, NamedTuple, Self, TypeVar

import numpy as np
import numpy.typing as npt

from graph.errors import AllegedlyError, ConfigError, ExtractionError, ReadingLimitError
from graph.isolation.memory import limit_memory
from graph.model import Document, Statement
from graph.reading_limits import ReadingLimits

Task = TypeVar("Task")
Answer = TypeVar("Answer")


class Found(NamedTuple):
    """What is found in a document: its statements and, where they are wanted, the vectors of its claims by ids."""

    statements: tuple[Statement, ...] = ()
    vectors: Mapping[str, npt.NDArray[np.float32]] = {}


Find = Callable[[Document], Found]
"""Reads a document; raises ExtractionError where it cannot be read."""
Build = Callable[[], Find]
"""Makes what reads, in each process anew: a function of a module or a ``functools.partial`` of one, no lambda."""

_TOO_MUCH_MEMORY = "it needs more memory to be read than a document may have; split it into several documents"
_INSTANT = 0.01  # seconds
_PATIENCE = 5.0  # seconds to wait for a process that is ending

_spawn = multiprocessing.get_context("spawn")  # a fork would copy onnxruntime in the middle of whatever it does


class Workers:
    """Processes that each read one document at a time; another takes the place of one that died.

    They start with the context, which raises ConfigError where they cannot, and end with it, whatever they are at.
    """

    def __init__(self, build: Build, *, processes: int, limits: ReadingLimits | None = None) -> None:
        self.processes = processes
        self._workers = [Worker[Document, Found](build, limits=limits) for _ in range(processes)]
        self._idle: SimpleQueue[Worker[Document, Found]] = SimpleQueue()
        # A thread for each process, which hands it a document and waits.
        self._threads = ThreadPoolExecutor(processes, "workers", initializer=_leave_interrupts)

    def __enter__(self) -> Self:
        try:
            for starting in [self._threads.submit(worker.start) for worker in self._workers]:
                starting.result()
        except BaseException:  # an interrupt too
            self._stop()
            raise
        for worker in self._workers:
            self._idle.put(worker)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    @property
    def is_alive(self) -> bool:
        """Whether at least one of the processes lives."""
        return any(worker.is_alive for worker in self._workers)

    def submit(self, document: Document) -> Future[Found]:
        """Have a document read; the future gives what is found.

        The future raises ExtractionError where the document cannot be read or the process that read it died,
        ReadingLimitError where it needed more than it may have, and ConfigError where no process can take the place of
        one that died before.
        """
        return self._threads.submit(self._extract, document)

    def _extract(self, document: Document) -> Found:
        worker = self._idle.get()
        try:
            return worker.ask(document)
        finally:
            self._idle.put(worker)

    def _stop(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown()


def _leave_interrupts() -> None:
    # Ctrl-C goes to all processes of a terminal. Those that this thread starts inherit that they do not hear of it; the
    # first one would bring about the start of multiprocessing's resource tracker, which lets signals in again.
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class Worker(Generic[Task, Answer]):
    """A process that does one task at a time, started when it is needed and again where it died.

    One thread at a time uses it; any thread may stop it, for good.
    """

    def __init__(self, build: Callable[[], Callable[[Task], Answer]], *, limits: ReadingLimits | None = None) -> None:
        self._build = build
        self._limits = limits
        self._process: SpawnProcess | None = None
        self._connection: Connection[Any, Any] | None = None
        self._guard = threading.Lock()  # so that no process is started behind a stop
        self._is_stopped = False

    def start(self) -> "Connection[Any, Any]":
        """The connection to a process that runs and can read."""
        if self._connection and self._process and self._process.is_alive():
            return self._connection
        ours, theirs = _spawn.Pipe()
        with self._guard:
            if self._is_stopped:
                raise ExtractionError("reading was ended before it came to this document: read it again")
            self._process = _spawn.Process(target=_work, args=(theirs, self._build, self._limits), daemon=True)
            self._process.start()
        theirs.close()  # or the end of the process would not show
        self._connection = ours
        try:
            failure = ours.recv()
        except (EOFError, OSError) as error:
            raise ConfigError(
                f"A process that is to read documents {self._end()} as it started: use fewer processes, or give the "
                "machine more memory."
            ) from error
        if failure is not None:
            raise failure
        return ours

    def ask(self, task: Task) -> Answer:
        """What becomes of a task.

        Raises what doing it raises, ReadingLimitError where it needed more than it may have, ExtractionError where the
        process died, ConfigError where none can be started.
        """
        connection = self.start()
        try:
            connection.send(task)
            if self._limits and not connection.poll(self._limits.seconds):
                self._kill()
                raise ReadingLimitError(
                    f"it takes more than {self._limits.seconds:g} seconds to read; split it into several documents"
                )
            answer: Answer | AllegedlyError = connection.recv()
        except (EOFError, OSError) as error:
            end = self._end()
            if self._limits and not self._is_stopped:
                raise ReadingLimitError(_TOO_MUCH_MEMORY) from error
            raise ExtractionError(
                f"the process that read {_name(task)} {end}, perhaps for want of memory: use fewer processes, or split "
                "the text into several files"
            ) from error
        if isinstance(answer, AllegedlyError):
            raise answer
        return answer

    @property
    def is_alive(self) -> bool:
        """Whether its process lives."""
        process = self._process
        return process is not None and process.is_alive()

    def stop(self) -> None:
        """End the process, and start none any more."""
        with self._guard:
            self._is_stopped = True
        self._kill()

    def _kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.join(_PATIENCE)

    def _end(self) -> str:
        """How the process ended."""
        assert self._process and self._connection  # noqa: S101 - it was started
        self._process.join(_PATIENCE)
        self._connection.close()
        self._connection = None
        # Starting a process reaps those that have ended; another thread may be about to write down how this one did.
        patience = time.monotonic() + _PATIENCE
        while (code := self._process.exitcode) is None and time.monotonic() < patience:
            time.sleep(_INSTANT)
        if code is not None and code < 0:
            return f"was killed ({signal.Signals(-code).name})"
        return f"ended (exit code {code})"


def _name(task: object) -> str:
    return f"document {task.id}" if isinstance(task, Document) else "it"


def _work(
    connection: "Connection[Any, Any]", build: Callable[[], Callable[[Any], Any]], limits: ReadingLimits | None
) -> None:
    """Answer each task with what becomes of it or an error, until the other side is gone."""
    logging.disable(logging.CRITICAL)  # what goes wrong is answered, and told there
    try:
        do = build()
    except AllegedlyError as error:
        connection.send(error)
        return
    except Exception as error:
        connection.send(ConfigError(f"The reader cannot be started ({error!r}): install the program again."))
        return
    if limits:
        limit_memory(limits.memory)
    try:
        connection.send(None)
        while True:
            connection.send(_do(do, connection.recv()))
    except (EOFError, OSError):
        return


def _do(do: Callable[[Any], Any], task: object) -> object:
    try:
        return do(task)
    except AllegedlyError as error:
        return ReadingLimitError(_TOO_MUCH_MEMORY) if isinstance(error.__cause__, MemoryError) else error
    except MemoryError:
        return ReadingLimitError(_TOO_MUCH_MEMORY)
