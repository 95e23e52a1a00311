"""Ends in the middle lose nothing that was reported: interrupts, closed outputs, full disks."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import COMMAND, PATIENCE, Ran, allegedly, check_refused, finish, lines_of, real_allegedly, start
from disks import small_disk
from hostile import GOOD
from serving import sample_store

from graph.library import Library


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return lines_of(tmp_path / "many.jsonl", *({"text": f"{GOOD * 2} Number {n}."} for n in range(2000)))


def documents_on(lines: str) -> set[str]:
    return {line.split("  ")[1] for line in lines.splitlines() if line.startswith(("added  ", "unchanged  "))}


def test_an_interrupt_keeps_what_was_reported(many: Path, tmp_path: Path) -> None:
    process = start("ingest", many, "--store", tmp_path / "store")
    assert process.stdout is not None
    first = process.stdout.readline().decode()
    process.send_signal(signal.SIGINT)
    ran = finish(process)
    assert ran.code == 1
    said = documents_on(first + ran.out)
    assert 0 < len(said) < 2000
    assert "interrupted: the documents that are listed are in" in ran.error
    with Library.for_reading(tmp_path / "store") as library:
        assert said <= set(library.document_ids())
    assert allegedly("check", "--store", tmp_path / "store").code == 0


def test_an_interrupt_before_anything_is_in_says_so(tmp_path: Path) -> None:
    fifo = tmp_path / "log"
    os.mkfifo(fifo)
    # An answer that is longer than the pipe holds: the command is certainly still at work.
    process = start("export", "--store", sample_store(), "-o", fifo)
    with fifo.open("rb") as pipe:
        pipe.read(1)
        process.send_signal(signal.SIGINT)
        while pipe.read(65536):
            pass
    check_refused(finish(process), "interrupted")


@pytest.mark.parametrize("arguments", [["export", "--format", "nquads"], ["sparql", "SELECT * { ?s ?p ?o }"]])
def test_a_reader_that_has_had_enough_is_no_error(arguments: list[str]) -> None:
    process = start(*arguments, "--store", sample_store())
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(PATIENCE) == 0


def test_ingest_stops_when_nobody_reads_what_it_reports(many: Path, tmp_path: Path) -> None:
    process = start("ingest", many, "--store", tmp_path / "store")
    assert process.stdout is not None
    first = process.stdout.readline().decode()
    process.stdout.close()
    process.stdout = None
    ran = finish(process)
    assert ran.code == 1
    assert ran.error.startswith("stopped: Broken pipe: ")
    with Library.for_reading(tmp_path / "store") as library:
        assert documents_on(first) <= set(library.document_ids())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [["export"], ["who", "fire"], ["sparql", "SELECT * { ?s ?p ?o }"]])
def test_output_that_finds_no_room_is_an_error(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        check_refused(real_allegedly(*arguments, "--store", sample_store(), stdout=full), "No space left on device")


def test_a_closed_output_is_no_crash() -> None:
    command = subprocess.list2cmdline([*COMMAND, "stats", "--store", str(sample_store())]) + " >&-"
    done = subprocess.run(["bash", "-c", command], stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_bug_is_one_line_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise KeyError("x\ny")

    monkeypatch.setattr("graph.inquiry.who", stumble)
    check_refused(allegedly("who", "x", "--store", sample_store()), "unexpected KeyError", "please report it")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "small", megabytes=8) as folder:
        yield folder


def check_full(ran: Ran, store: Path, *, articles: Path, tmp_path: Path, others: int = 0) -> None:
    """One line; and where there is room again, all is whole and the rest can be added."""
    assert ran.code == 1
    assert "What was reported as ingested is safe." in ran.error
    said = documents_on(ran.out)
    assert said
    assert "the documents that are listed are in" in ran.error
    shutil.copytree(store, tmp_path / "copy")
    clean = Library.in_memory()
    with Library.for_reading(tmp_path / "copy") as library:
        there = set(library.document_ids())
        assert said <= there
        assert library.index.size == len(library.store.select("SELECT ?s WHERE { ?s a al:Statement }"))
        read = {document: library.read(document) for document in there}
        for document, (text, statements) in read.items():
            clean.put(text, statements)
            name = f"https://w3id.org/allegedly/id/graph/{document}"
            assert library.store.holds(name, set(clean.store.quads(name)))
            assert len(statements) == len(read[next(iter(there))][1])  # the articles differ in a number only
    again = allegedly("ingest", articles, "--store", tmp_path / "copy")
    assert again.code == 0
    assert again.out.endswith(f" {len(there) - others} unchanged, 0 failed\n")


def test_a_full_disk_loses_nothing_that_was_reported(small: Path, tmp_path: Path) -> None:
    articles = lines_of(tmp_path / "many.jsonl", *({"text": f"{GOOD} Number {n}."} for n in range(120)))
    ran = allegedly("ingest", articles, "--store", small / "store")
    assert "The disk of" in ran.error
    check_full(ran, small / "store", articles=articles, tmp_path=tmp_path)


def test_a_full_disk_of_the_search_index_loses_nothing_either(small: Path, tmp_path: Path) -> None:
    articles = lines_of(tmp_path / "many.jsonl", *({"text": f"{GOOD} Number {n}."} for n in range(120)))
    store, ballast = tmp_path / "store", small / "ballast"
    lines_of(tmp_path / "one.jsonl", {"text": GOOD})
    assert allegedly("ingest", tmp_path / "one.jsonl", "--store", store).code == 0
    shutil.move(store / "search", small / "search")
    (store / "search").symlink_to(small / "search")
    free = shutil.disk_usage(small).free
    ballast.write_bytes(bytes(free - 80_000))
    ran = allegedly("ingest", articles, "--store", store)
    assert "/store/search is full" in ran.error
    ballast.unlink()
    check_full(ran, store, articles=articles, tmp_path=tmp_path, others=1)
