"""Documents on their way in: what the commands that read articles do, and what they report of it."""

from collections import deque
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from api import console
from api.tally import Tally
from graph.extracted import extracted
from graph.extracting import Extractor
from graph.ingest import Outcome, fetcher_of, ingest, read_all
from graph.library import Library
from graph.reading import Format, Metadata, Read, Rejected
from graph.settings import Settings

_COMPACT_FROM = 500  # new documents from which compacting the store pays


def take_in(sources: list[str], *, settings: Settings, format: Format, given: Metadata) -> int:
    """Ingest, with a line for each document that is safely in, and give the exit code; no store is made for nothing."""
    tally = Tally()

    def report(outcome: Outcome) -> None:
        if outcome.change is None or outcome.document is None:
            tally.reject(outcome.origin, outcome.error)
        else:
            count = outcome.statements
            tally.keep(outcome.origin, change=outcome.change, document=outcome.document, statements=count)

    def take() -> None:
        readings = read_all(sources, format=format, given=given, fetcher=fetcher_of(settings))
        first = _first_read(readings, tally)
        if first is None:
            return
        with (
            Extractor.for_library(settings) as extractor,
            Library.for_writing(settings.store, iris=settings.iris, sources_file=settings.sources_file) as library,
        ):
            ingest(library, extractor.extract(chain([first], readings)), report=report)
            if tally.written >= _COMPACT_FROM:
                library.store.optimise()

    return tally.conclude(take)


def _first_read(readings: Iterator[Read | Rejected], tally: Tally) -> Read | None:
    """The first document that can be read; those before it are reported."""
    for reading in readings:
        if isinstance(reading, Read):
            return reading
        tally.reject(reading.origin, reading.error)
    return None


def print_attributions(files: list[str], *, settings: Settings, format: Format, own_voice: bool) -> int:
    """Print one JSON line for each document, store nothing, and give the exit code as ``Tally.conclude`` does."""
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
