"""Processes that make documents of hostile bytes, and are ended where that takes too long or too much memory."""

from dataclasses import replace
from functools import partial
from queue import SimpleQueue

from graph.errors import ExtractionError, InputError
from graph.jobs.inputs import Piece, Single, inputs_of
from graph.model import Document
from graph.reading import Read, Rejected
from graph.settings import Settings
from graph.workers import Worker

_AT_ONCE = 2  # documents that are sent one by one and are read side by side
_DELAYS = 120.0  # seconds that a site's robots.txt may have its reader wait, besides

Reader = Worker[Piece | Single, Read | Rejected | None]


class Readers:
    """Processes that read, one for each of the jobs that are done side by side and some for single documents.

    Each is started when it is first needed.
    """

    def __init__(self, settings: Settings) -> None:
        build, limits = partial(inputs_of, settings), settings.reading_limits
        # Whatever is read for a job may have to be fetched, and the page that says whether it may be.
        fetching = replace(limits, seconds=limits.seconds + 2 * settings.fetch_timeout + _DELAYS)
        self.of_jobs = [Reader(build, limits=fetching) for _ in range(settings.jobs_at_once)]
        self._singles = [Reader(build, limits=limits) for _ in range(_AT_ONCE)]
        self._idle: SimpleQueue[Reader] = SimpleQueue()
        for reader in self._singles:
            self._idle.put(reader)

    def read(self, single: Single) -> Document:
        """One document; several threads may ask at once.

        Raises InputError where it cannot be read, of it ReadingLimitError where that takes too much, and
        ExtractionError where the service is being stopped.
        """
        reader = self._idle.get()
        try:
            found = reader.ask(single)
        finally:
            self._idle.put(reader)
        if found is None:
            raise ExtractionError("Nothing was read of a document that is one.")
        if isinstance(found, Rejected):
            raise InputError(str(found.error))
        return found.document

    def stop(self) -> None:
        """End all processes, whatever they are at."""
        for reader in (*self.of_jobs, *self._singles):
            reader.stop()
