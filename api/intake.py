"""Documents on their way in: what the commands that read articles do, and what they report of it."""

from collections import Counter, deque
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from api import console, output
from graph.errors import AllegedlyError, StoreError
from graph.extracted import extracted
from graph.extracting import Extractor
from graph.ingest import Outcome, fetcher_of, ingest, read_all
from graph.library import Library
from graph.reading import Format, Metadata, Read, Rejected
from graph.settings import Settings
from graph.store import Change

_COMPACT_FROM = 500  # new documents from which compacting the store pays


class _Tally:
    """Prints what became of each document, and counts."""

    def __init__(self) -> None:
        self._counts: Counter[Change | None] = Counter()

    def report(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.reject(outcome.origin, outcome.error)
            return
        self._counts[outcome.change] += 1  # first: it is in, even if printing it is interrupted
        what = f"{outcome.change}  {outcome.document}  {outcome.statements} statements"
        console.line(f"{what}  {outcome.origin}")

    def reject(self, origin: str, error: AllegedlyError) -> None:
        self._counts[None] += 1
        console.error_line(f"failed: {origin}: {error}")

    @property
    def done(self) -> int:
        return self._counts.total() - self.failed

    @property
    def failed(self) -> int:
        return self._counts[None]

    @property
    def written(self) -> int:
        return self._counts[Change.ADDED] + self._counts[Change.REPLACED]

    @property
    def summary(self) -> str:
        changes = ", ".join(f"{self._counts[change]} {change}" for change in Change)
        return f"{changes}, {self.failed} failed"


def take_in(sources: list[str], *, settings: Settings, format: Format, given: Metadata) -> int:
    """Ingest, with a line for each document that is safely in, and give the exit code.

    0 where all went in, 1 where some did, 2 where none did; the store is not made for nothing.
    """
    tally = _Tally()
    readings = read_all(sources, format=format, given=given, fetcher=fetcher_of(settings))
    try:
        first = _first_read(readings, tally)
        if first is not None:
            with (
                Extractor.for_library(settings) as extractor,
                Library.for_writing(settings.store, iris=settings.iris, sources_file=settings.sources_file) as library,
            ):
                ingest(library, extractor.extract(chain([first], readings)), report=tally.report)
                if tally.written >= _COMPACT_FROM:
                    library.store.optimise()
        console.line(tally.summary)
    except KeyboardInterrupt:
        console.error_line(f"interrupted: {_so_far(tally)}")
    except StoreError as error:
        console.error_line(f"error: {error} {_so_far(tally)}" if tally.done else f"error: {error}")
    except OSError as error:  # most likely nobody reads the output any more
        output.drop()
        console.error_line(f"stopped: {error.strerror or error}: {_so_far(tally)}")
    else:
        if not tally.failed:
            return 0
    return 1 if tally.done else 2


def _so_far(tally: _Tally) -> str:
    if not tally.done:
        return "no document was reported as in; run it again."
    return "the documents that are listed are in, later ones may not be; run it again to go on."


def _first_read(readings: Iterator[Read | Rejected], tally: _Tally) -> Read | None:
    """The first document that can be read; those before it are reported."""
    for reading in readings:
        if isinstance(reading, Read):
            return reading
        tally.reject(reading.origin, reading.error)
    return None


def print_attributions(files: list[str], *, settings: Settings, format: Format, own_voice: bool) -> int:
    """Print one JSON line for each document, store nothing, and give the exit code as ``take_in`` does."""
    names: deque[str] = deque()  # of the documents that are being read, in order

    def readings() -> Iterator[Read | Rejected]:
        for file in files:
            found = read_all([file], format=format, given=Metadata(), fetcher=fetcher_of(settings))
            for number, reading in enumerate(found, 1):
                names.append(_name(file, reading.origin, number))
                yield reading

    failed = done = 0
    with Extractor.of(settings) as extractor:
        for extraction in extractor.extract(readings()):
            name = names.popleft()
            if extraction.error:
                console.error_line(f"failed: {extraction.origin}: {extraction.error}")
                failed += 1
            else:
                found = extracted(name, extraction.found.statements, own_voice=own_voice)
                console.json_lines(found, indent=None)
                done += 1
    if not failed:
        return 0
    return 1 if done else 2


def _name(file: str, origin: str, number: int) -> str:
    """What a document is called: its own file's name, or the name of the file that holds it, with a number."""
    if Path(origin).is_file():
        return Path(origin).stem
    return Path(file).stem if number == 1 else f"{Path(file).stem}-{number}"
