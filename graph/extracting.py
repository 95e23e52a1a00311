"""Documents through the pipeline: one after another in this process, or side by side in several.

The statements are the same, byte for byte, in however many processes they are found.
"""

import logging
import math
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Self

from graph.errors import AllegedlyError, ConfigError
from graph.extractor import find_statements, find_statements_and_meanings
from graph.model import Document
from graph.reading import Read, Rejected
from graph.reading_limits import ReadingLimits
from graph.settings import Settings
from graph.workers import Build, Find, Found, Workers

_AHEAD = 4  # documents for each process that are being read or wait for those before them
_ALONE = 50_000  # code points, about ten articles: reading them takes as long as starting processes
_MOST = 8  # processes started unasked; the one that reads files and writes the store can feed no more

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document that came in with what was found in it, or the error for which there is nothing."""

    origin: str
    document: Document | None = None
    found: Found = field(default_factory=Found)
    error: AllegedlyError | None = None


class Extractor:
    """Finds the statements of documents while its context lasts.

    Without a number of ``processes`` it does so in this one, and where many documents follow one another in as many as
    there are cores, at most eight. With ``limits`` it always does so in others, which can be ended.
    Entering the context raises ConfigError where what reads cannot be made.
    """

    def __init__(self, build: Build, *, processes: int | None = None, limits: ReadingLimits | None = None) -> None:
        self._build = build
        self._limits = limits
        self._processes = processes
        self._find: Find | None = None
        self._workers: Workers | None = None
        self._open = ExitStack()

    @classmethod
    def of(cls, settings: Settings, *, processes: int | None = None) -> Self:
        """The extractor that the settings ask for; ``processes`` where these do not say."""
        build = partial(find_statements, settings.model, device=settings.device)
        return cls(build, processes=settings.processes or processes)

    @classmethod
    def for_library(
        cls, settings: Settings, *, processes: int | None = None, limits: ReadingLimits | None = None
    ) -> Self:
        """The same with the vectors of claims, which a library would else have to make in its own process."""
        build = partial(find_statements_and_meanings, settings.model, device=settings.device)
        return cls(build, processes=settings.processes or processes, limits=limits)

    def __enter__(self) -> Self:
        if self._limits is None and (self._processes is None or self._processes == 1):
            self._find = self._build()
        else:
            self._start(self._processes or 1)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def is_loaded(self) -> bool:
        """Whether there is something that reads: in this process, or a process that lives."""
        return self._find is not None or (self._workers is not None and self._workers.is_alive)

    def __call__(self, document: Document) -> Found:
        """What is found in one document; several threads may ask at once.

        Raises ExtractionError where it cannot be read, ReadingLimitError where that takes too much.
        """
        if self._workers:
            return self._workers.submit(document).result()
        assert self._find  # noqa: S101 - one of the two is there inside of the context
        return self._find(document)

    def extract(self, readings: Iterable[Read | Rejected]) -> Iterator[Extraction]:
        """Yield what is found in each document, in order; one that fails keeps no other out.

        At most four documents for each process are in memory. Raises ConfigError when a process died and no other can
        be started.
        """
        rest = iter(readings)
        if not self._workers:
            yield from self._extract_here(rest)
        following = next(rest, None)
        if following is not None:
            workers = self._workers or self._start(min(_MOST, count_cores()))
            ahead = _AHEAD * workers.processes
            yield from extract_beside(chain([following], rest), submit=workers.submit, ahead=ahead)

    def _start(self, processes: int) -> Workers:
        self._workers = self._open.enter_context(Workers(self._build, processes=processes, limits=self._limits))
        self._find = None
        return self._workers

    def _extract_here(self, readings: Iterator[Read | Rejected]) -> Iterator[Extraction]:
        """Extract one by one, until so much was read that several processes pay, where there may be several."""
        enough = math.inf if self._processes == 1 or count_cores() == 1 else _ALONE
        seen = 0
        for reading in readings:
            yield _conclude(reading, self)
            seen += len(reading.document.text) if isinstance(reading, Read) else 0
            if seen >= enough:
                return


def count_cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def extract_beside(
    readings: Iterable[Read | Rejected], *, submit: Callable[[Document], Future[Found]], ahead: int
) -> Iterator[Extraction]:
    """Yield what is found in each document, in order, while at most ``ahead`` others are being read or wait for it."""
    pending: deque[tuple[Read | Rejected, Future[Found] | None]] = deque()
    for reading in readings:
        pending.append((reading, submit(reading.document) if isinstance(reading, Read) else None))
        while pending and (len(pending) >= ahead or _is_done(pending[0][1])):
            yield _collect(*pending.popleft())
    while pending:
        yield _collect(*pending.popleft())


def _is_done(future: Future[Found] | None) -> bool:
    return future is None or future.done()


def _collect(reading: Read | Rejected, future: Future[Found] | None) -> Extraction:
    return _conclude(reading, lambda _: future.result() if future else Found())


def _conclude(reading: Read | Rejected, find: Callable[[Document], Found]) -> Extraction:
    if isinstance(reading, Rejected):
        return Extraction(reading.origin, error=reading.error)
    try:
        return Extraction(reading.origin, reading.document, find(reading.document))
    except ConfigError:  # no document can be read then
        raise
    except AllegedlyError as error:
        _log.warning("document %s failed", reading.document.id)
        return Extraction(reading.origin, error=error)
