"""Documents in one process and in several: the same statements, whatever one of the documents does."""

import os
import signal
import time
from multiprocessing import active_children
from pathlib import Path

import pytest
from command import PATIENCE, allegedly, finish, lines_of, start
from conftest import SAMPLES
from hostile import ODD
from trouble import death, failure, refusal, trouble

from graph import extracting
from graph.errors import ConfigError, ExtractionError, InputError
from graph.extracting import Extractor
from graph.model import Document
from graph.reading import Read, Rejected
from graph.settings import Settings


def readings(*words: str) -> list[Read | Rejected]:
    return [Rejected(word, InputError("bad")) if word == "bad" else Read(word, Document(word)) for word in words]


def extract(*words: str, processes: int) -> list[tuple[str, tuple[object, ...], str]]:
    with Extractor(trouble, processes=processes) as extractor:
        found = list(extractor.extract(readings(*words)))
    return [(extraction.origin, extraction.found.statements, str(extraction.error or "")) for extraction in found]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_document_that_fails_keeps_no_other_out(processes: int) -> None:
    words = ["one", "bad", "stumble", "two", "bad", "three", "stumble", *map(str, range(20))]
    found = extract(*words, processes=processes)
    assert [origin for origin, _, _ in found] == words
    for origin, statements, error in found:
        assert statements == (() if origin in ("bad", "stumble") else (origin,))
        assert ("bad" in error, "trouble failed on document" in error) == (origin == "bad", origin == "stumble")


def test_a_process_that_dies_costs_its_own_document_only() -> None:
    words = ["starve", "one", "leave", "starve", "two", "three", "leave", "four"]
    errors = {"starve": "was killed (SIGKILL), perhaps for want of memory", "leave": "ended (exit code 3)"}
    found = extract(*words, processes=2)
    assert [origin for origin, _, _ in found] == words
    for origin, statements, error in found:
        assert statements == (() if origin in errors else (origin,))
        assert errors.get(origin, "") in error
        assert bool(error) == (origin in errors)


@pytest.mark.parametrize("processes", [None, 1, 2])
@pytest.mark.parametrize(("build", "message"), [(refusal, "no such model"), (failure, "x"), (death, "exit code 7")])
def test_a_pipeline_that_cannot_be_made_is_told_before_anything_is_read(processes, build, message) -> None:
    if processes != 2 and build is not refusal:
        return
    with pytest.raises(ConfigError, match=message), Extractor(build, processes=processes):
        raise AssertionError


def test_documents_are_read_one_by_one_as_there_is_room_for_them() -> None:
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield Read("one", Document("one"))

    with Extractor(trouble, processes=2) as extractor:
        found = extractor.extract(endless())
        for number in range(1, 50):
            next(found)
            assert taken <= number + 8


def test_the_context_ends_whatever_the_processes_are_at() -> None:
    started = time.monotonic()
    with Extractor(trouble, processes=2) as extractor:
        found = extractor.extract(readings("one", "sleep", "sleep", "sleep"))
        assert next(found).found.statements == ("one",)
    assert time.monotonic() - started < PATIENCE


def test_several_processes_start_when_there_is_much_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "_ALONE", 30)
    monkeypatch.setattr(extracting, "count_cores", lambda: 2)
    words = ["bad", *(f"word {number}" for number in range(20))]
    with Extractor(trouble) as extractor:
        assert [extraction.origin for extraction in extractor.extract(readings(*words[:4]))] == words[:4]
        assert not active_children()
        assert [extraction.origin for extraction in extractor.extract(readings(*words))] == words
        assert len(active_children()) == 2
    assert not active_children()


@pytest.mark.parametrize("processes", [1, 2])
def test_one_document_can_be_read_alone(processes: int) -> None:
    with Extractor(trouble, processes=processes) as extractor:
        assert extractor(Document("one")) == (("one",), {})
        with pytest.raises(ExtractionError, match="trouble failed"):
            extractor(Document("stumble"))


def test_statements_are_the_same_in_any_number_of_processes() -> None:
    texts = [*ODD.values(), *(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.html")))]
    documents = [Read(str(number), Document(text)) for number, text in enumerate(texts)]

    def statements(processes: int) -> list[object]:
        with Extractor.of(Settings(processes=processes)) as extractor:
            return [(extraction.origin, extraction.found.statements) for extraction in extractor.extract(documents)]

    one = statements(1)
    assert sum(len(found) for _, found in one) > 100  # type: ignore[misc, arg-type]
    assert one == statements(2) == statements(3)


# The command


def test_extract_prints_the_same_bytes_from_one_and_two_processes() -> None:
    one = allegedly("extract", SAMPLES, "--own-voice", "--processes", 1)
    assert (one.code, one.err) == (0, "")
    assert one.out.count("\n") == 12
    assert allegedly("extract", SAMPLES, "--own-voice", "--processes", 2) == one


def test_what_fails_is_told_in_its_place_from_two_processes(tmp_path: Path) -> None:
    texts = lines_of(tmp_path / "a.jsonl", {"text": "It rains."}, {"title": "no text"}, {"text": "It snows."})
    ran = allegedly("extract", tmp_path / "no.txt", texts, "--processes", 2)
    assert (ran.code, ran.err.count("\n")) == (1, 2)
    assert [line.split('"')[3] for line in ran.out.splitlines()] == ["a", "a-3"]


def test_no_process_outlives_a_command_that_is_killed(tmp_path: Path) -> None:
    texts = lines_of(tmp_path / "many.jsonl", *({"text": f"It rains. {number}"} for number in range(5000)))
    process = start("extract", texts, "--processes", 2)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    finish(process)  # waits until nobody holds its output open any more


def test_an_interrupt_of_several_processes_is_one_line(tmp_path: Path) -> None:
    article = "The bridge is closed, the ministry said on Monday. " * 20
    texts = lines_of(tmp_path / "many.jsonl", *({"text": f"{article} {number}"} for number in range(500)))
    process = start("extract", texts, "--processes", 2, process_group=0)
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: all of them get it
    ran = finish(process)
    assert ran.code == 2
    assert ran.error.startswith("interrupted")
    assert ran.out.count("\n") < 490
