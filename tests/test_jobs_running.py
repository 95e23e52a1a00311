"""One job, without a service: what becomes of it where the disk is full, and where its files are gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import DiskFullError
from graph.extracting import Extraction
from graph.jobs.inputs import Inputs
from graph.jobs.job import Form, Input, Position, Status
from graph.jobs.ledger import Ledger
from graph.jobs.running import Runner
from graph.jobs.spool import Spool
from graph.jobs.tables import Tables
from graph.library import Library
from graph.reading import Fetcher, Format, Read, Rejected
from graph.workers import Found


class FullDisk(Library):
    """A library that can write for a while, and again later."""

    room = 2

    def put(self, *arguments, **named):  # type: ignore[no-untyped-def]
        FullDisk.room -= 1
        if FullDisk.room < 0:
            raise DiskFullError("The disk is full.")
        return super().put(*arguments, **named)


def extract(readings: Iterator[Read | Rejected]) -> Iterator[Extraction]:
    for reading in readings:
        assert isinstance(reading, Read)
        yield Extraction(reading.origin, reading.document, Found())


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    ledger, spool = Ledger(Tables(tmp_path)), Spool(tmp_path)
    incoming = spool.receive()
    incoming.open()
    incoming.write(b"".join(b'{"text": "It rains %d times."}\n' % number for number in range(5)))
    incoming.settle()
    ledger.add(incoming.id, [Input(Form.STREAM, "", "0", Format.JSONL)])
    inputs = Inputs(Fetcher(), max_line_bytes=1000)
    return Runner(ledger, spool, FullDisk.in_memory(), inputs, extract, lambda: False, lambda: None)  # type: ignore[arg-type]


def test_a_job_waits_while_the_disk_is_full_and_goes_on_where_it_was(runner: Runner) -> None:
    FullDisk.room = 2
    for _ in range(9):  # as often as it is tried
        work = runner.ledger.take()
        assert work is not None
        with pytest.raises(DiskFullError):
            runner.run(work)
        assert runner.ledger.job(work.id).status is Status.WAITING
    FullDisk.room = 9
    work = runner.ledger.take()
    assert work is not None
    assert work.position == Position(0, 2)
    runner.run(work)
    assert runner.ledger.job(work.id).status is Status.DONE
    kept = runner.ledger.kept(work.id, limit=9, offset=0)
    assert [one.origin for one in kept] == [f"line {number}" for number in range(1, 6)]


def test_a_job_at_which_the_process_ends_again_and_again_is_given_up(runner: Runner) -> None:
    for _ in range(4):
        work = runner.ledger.take()
        assert work is not None
        runner.ledger.take_up()  # as the next process does
    runner.run(work)
    assert runner.ledger.job(work.id).status is Status.FAILED


def test_a_job_whose_files_are_gone_fails_and_says_so(runner: Runner) -> None:
    work = runner.ledger.take()
    assert work is not None
    runner.spool.remove(work.id)
    runner.run(work)
    job = runner.ledger.job(work.id)
    assert job.status is Status.FAILED
    assert "send them again" in (job.reason or "")
