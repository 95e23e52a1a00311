"""What reading may take: a process that takes more is ended, its document rejected, and the next one read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from trouble import hoarder

from graph.errors import ReadingLimitError
from graph.extracting import Extraction
from graph.jobs.inputs import Inputs, Piece
from graph.jobs.job import Form, Input, Status
from graph.jobs.ledger import Ledger
from graph.jobs.running import Runner
from graph.jobs.spool import Spool
from graph.jobs.tables import Tables
from graph.library import Library
from graph.reading import Fetcher, Format, Read, Rejected
from graph.reading_limits import ReadingLimits
from graph.workers import Found, Worker

LIMITS = ReadingLimits(seconds=20.0, memory=200_000_000)


@pytest.fixture
def worker() -> Iterator[Worker[str, str]]:
    worker = Worker[str, str](hoarder, limits=LIMITS)
    yield worker
    worker.stop()


def test_a_process_that_takes_too_much_memory_or_dies_costs_one_document(worker: Worker[str, str]) -> None:
    for trouble in ("hoard", "starve"):
        with pytest.raises(ReadingLimitError, match="memory"):
            worker.ask(trouble)
        assert worker.ask("next") == "NEXT"


def test_a_process_that_never_comes_back_is_ended() -> None:
    worker = Worker[str, str](hoarder, limits=ReadingLimits(seconds=0.5, memory=LIMITS.memory))
    try:
        with pytest.raises(ReadingLimitError, match=r"0\.5 seconds"):
            worker.ask("sleep")
        assert worker.ask("next") == "NEXT"
    finally:
        worker.stop()


def job(folder: Path, hostile: frozenset[int]) -> tuple[Ledger, str]:
    """A job of five lines of which reading some has to be ended, once it is done."""
    library, tables, spool = Library.in_memory(), Tables(folder), Spool(folder)
    ledger, inputs = Ledger(tables), Inputs(Fetcher(), max_line_bytes=1000)
    incoming = spool.receive()
    incoming.open()
    incoming.write(b"".join(b'{"text": "It rains %d times."}\n' % number for number in range(5)))
    incoming.settle()
    ledger.add(incoming.id, [Input(Form.STREAM, "", "0", Format.JSONL)])

    def read(piece: Piece) -> Read | Rejected | None:
        if piece.number in hostile:
            raise ReadingLimitError("it takes too long")
        return inputs(piece)

    def extract(readings: Iterator[Read | Rejected]) -> Iterator[Extraction]:
        for reading in readings:
            if isinstance(reading, Read):
                yield Extraction(reading.origin, reading.document, Found())
            else:
                yield Extraction(reading.origin, error=reading.error)

    work = ledger.take()
    assert work is not None
    Runner(ledger, spool, library, read, extract, lambda: False, lambda: None).run(work)  # type: ignore[arg-type]
    return ledger, work.id


def test_documents_behind_one_whose_reading_was_ended_are_read(tmp_path: Path) -> None:
    ledger, name = job(tmp_path, frozenset({1, 3}))
    assert ledger.job(name).status is Status.DONE
    assert [one.origin for one in ledger.kept(name, limit=9, offset=0)] == ["line 1", "line 3", "line 5"]
    refused = ledger.refusals(name, limit=9, offset=0)
    assert [(one.origin, one.reason) for one in refused] == [
        ("document 2", "it takes too long"),
        ("document 4", "it takes too long"),
    ]


def test_an_input_of_which_nothing_can_be_read_has_an_end(tmp_path: Path) -> None:
    ledger, name = job(tmp_path, frozenset(range(10_000)))
    assert ledger.job(name).status is Status.DONE
    assert 1 < ledger.job(name).documents.rejected < 100
