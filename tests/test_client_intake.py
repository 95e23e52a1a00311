"""Documents sent to a service by the command line: the lines, errors and exit codes are those of a folder."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import Ran, allegedly, check_refused, lines_of
from scripted import answer, problem, scripted
from serving import SAMPLES, serving

from api.client import forms
from graph.library import Library

ARTICLE = (
    "The bridge is unsafe, the ministry said on Monday. “It will stay closed,” Anna Kowalska, a spokeswoman, said.\n"
)
PAGE = f"<html><body><article><h1>Bridge</h1><p>{ARTICLE * 4}</p><a href='https://a.example/1'>x</a></article></body></html>"
FEED = f"""<rss version="2.0"><channel><title>The Courier</title>
<item><title>Bridge</title><link>https://courier.example/1</link><description>{ARTICLE * 8}</description></item>
</channel></rss>"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with Library.for_writing(tmp_path / "served") as library, serving(library) as address:
        yield address


def both(tmp_path: Path, server: str, *arguments: object) -> tuple[Ran, Ran]:
    """What ingesting prints with a folder and through a service."""
    return (
        allegedly("ingest", *arguments, "--store", tmp_path / "here"),
        allegedly("ingest", *arguments, "--server", server),
    )


def mixed(folder: Path) -> Path:
    """A folder with files of all kinds, good and bad."""
    folder.mkdir()
    (folder / "a text.txt").write_text(ARTICLE)
    (folder / "page.html").write_text(PAGE)
    (folder / "feed.xml").write_text(FEED)
    lines = [
        {"text": ARTICLE + "One.", "outlet": "A"},
        {"text": " "},
        {"html": f"<p>{ARTICLE}</p>", "url": "https://b.example/"},
    ]
    lines_of(folder / "more.jsonl", *lines)
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": ARTICLE + "Two."}).encode()))
    (folder / "empty.txt").write_text("")
    (folder / "blank.txt").write_text("\n \n")
    (folder / "binary.txt").write_bytes(b"%PDF-1.7")
    (folder / "cut.txt.gz").write_bytes(gzip.compress(ARTICLE.encode())[:-9])
    (folder / "table.csv").write_text("a,b")
    (folder / "style.css").write_text("p {}")
    return folder


def test_what_is_sent_is_read_and_told_as_in_a_folder(tmp_path: Path, server: str) -> None:
    folder = mixed(tmp_path / "news")
    given = (SAMPLES, folder, folder / "no such.txt", folder / "a text.txt", "--published", "2031-03-04T10:20:00Z")
    here, there = both(tmp_path, server, *given)
    assert there.code == here.code == 1
    assert there.out == here.out
    assert sorted(there.err.splitlines()) == sorted(here.err.splitlines())
    exported = [
        sorted(allegedly("export", "--format", "nquads", *place).out.splitlines())
        for place in (("--store", tmp_path / "here"), ("--server", server))
    ]
    assert exported[0] == exported[1]

    again = allegedly("ingest", *given, "--server", server)
    assert re.search(r"^0 added, 0 replaced, [0-9]+ unchanged, 7 failed$", again.out, re.MULTILINE), again


def test_what_is_given_holds_for_what_is_sent(tmp_path: Path, server: str) -> None:
    (tmp_path / "a.dat").write_text(PAGE)
    given = ("--outlet", "The “Courier”", "--title", "Closed", "--url", "https://courier.example/1", "--format", "html")
    here, there = both(tmp_path, server, tmp_path / "a.dat", *given)
    assert there == here
    assert there.code == 0
    detail = allegedly("who", "bridge unsafe", "--server", server, "--json").json
    found = detail["claims"][0]["positions"][0]["document"]
    assert (found["outlet"], found["title"], found["url"]) == ("The “Courier”", "Closed", "https://courier.example/1")


@pytest.mark.parametrize("given", [["--url", "https://a.example/"], ["--title", "x"]])
def test_what_only_one_document_can_have_is_refused_for_many(tmp_path: Path, server: str, given: list[str]) -> None:
    lines_of(tmp_path / "more.jsonl", {"text": ARTICLE})
    for source in (tmp_path / "more.jsonl", SAMPLES):
        here, there = both(tmp_path, server, source, *given)
        assert there == here
        assert there.code == 2


def test_nothing_that_could_be_read_is_exit_code_two(tmp_path: Path, server: str) -> None:
    (tmp_path / "empty").mkdir()
    here, there = both(tmp_path, server, tmp_path / "no", tmp_path / "empty")
    assert there == here
    assert there.code == 2


def test_an_address_is_read_by_the_service(tmp_path: Path, server: str) -> None:
    ran = allegedly("ingest", "http://127.0.0.1:1/", "--server", server)
    assert ran.code == 2
    assert ran.err.startswith("failed: http://127.0.0.1:1/: ")
    ran = allegedly("ingest", "https://a.example/", "--format", "html", "--server", server)
    assert "leave out --format" in ran.err


@pytest.mark.parametrize("option", [["--model", "fast"], ["--device", "cpu"], ["--processes", "2"]])
def test_what_is_up_to_the_service_is_refused(tmp_path: Path, option: list[str]) -> None:
    check_refused(allegedly("ingest", tmp_path, *option, "--server", "http://127.0.0.1:1"), "leave them out")


def test_forgetting(tmp_path: Path, server: str) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    document = allegedly("ingest", tmp_path / "a.txt", "--server", server).out.split("  ")[1]
    assert allegedly("forget", document, "--server", server).out == f"forgotten  {document}\n"
    check_refused(allegedly("forget", document, "--server", server), "There is no document")
    assert allegedly("stats", "--server", server, "--json").json["documents"] == 0


# what a service does at its worst


def job(status: str, *, kept: int = 0, refused: int = 0, reason: str | None = None, start: int = 0) -> bytes:
    """A job with results from one on."""
    results = [
        {"origin": "0.txt", "id": "a" * 26, "iri": "x", "change": "added", "statements": n} for n in range(start, kept)
    ]
    rejected = [{"origin": f"0.txt line {n}", "reason": "it is odd"} for n in range(start, refused)]
    counts = {"added": kept, "updated": 0, "unchanged": 0, "rejected": refused}
    told = {"id": "j", "status": status, "reason": reason, "documents": counts}
    return answer(200, {**told, "results": results, "rejected": rejected})


def test_a_job_is_followed_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    answers = (
        problem(503, "Too many.", Retry_After=0),
        job("waiting"),
        job("waiting"),
        job("running", kept=1),
        job("running", kept=3, refused=2, start=1),
        job("running", refused=2),
        job("done", kept=3, refused=2, start=3),
    )
    with scripted(*answers) as (address, requests):
        ran = allegedly("ingest", tmp_path / "a.txt", "--server", address)
    assert ran.code == 1
    assert ran.out.splitlines() == [
        *(f"added  {'a' * 26}  {n} statements  {tmp_path / 'a.txt'}" for n in range(3)),
        "3 added, 0 replaced, 0 unchanged, 2 failed",
    ]
    assert ran.err.splitlines() == [f"failed: {tmp_path / 'a.txt'} line {n}: it is odd" for n in range(2)]
    assert [request.split(b" ")[1] for request in requests[-3:]] == [
        b"/jobs/j?limit=1000&offset=1",
        b"/jobs/j?limit=1000&offset=0",
        b"/jobs/j?limit=1000&offset=3",
    ]
    assert ARTICLE.encode() in requests[1]


def test_a_job_that_fails_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    end = job("failed", kept=1, reason="The disk is full.", start=1)
    with scripted(job("waiting"), job("running", kept=1), end) as (address, _):
        ran = allegedly("ingest", tmp_path / "a.txt", "--server", address)
    assert ran.code == 1
    assert "gave the job up (The disk is full.)" in ran.err
    assert "run it again to go on" in ran.err


def test_a_form_that_is_refused_is_sent_in_halves(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(ARTICLE + name)
    much = problem(413, "It is too much.")
    done = job("done", kept=1), job("done", kept=1, start=1)
    with scripted(much, much, much, job("waiting"), *done, job("waiting"), *done) as (address, _):
        ran = allegedly("ingest", tmp_path, "--server", address)
    # The form with a alone was refused, too; those with b and with c were taken.
    assert ran.code == 1
    assert ran.err == f"failed: {tmp_path / 'a.txt'}: It is too much.\n"
    assert [line.split("  ")[-1] for line in ran.out.splitlines()[:2]] == [
        str(tmp_path / "b.txt"),
        str(tmp_path / "c.txt"),
    ]


def test_files_are_sent_together_up_to_a_number_and_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_MOST_FILES", 3)
    monkeypatch.setattr(forms, "_MOST_BYTES", 100)
    sizes = [60, 30, 10, 10, 10, 10, 200, 1]
    found = [forms.Sent(Path(str(n)), forms.Format.TEXT, size) for n, size in enumerate(sizes)]
    batches = list(forms.together([*found[:5], "https://a.example/", *found[5:]]))
    told = [batch if isinstance(batch, str) else [file.size for file in batch] for batch in batches]  # type: ignore[union-attr]
    assert told == [[60, 30, 10], [10, 10], "https://a.example/", [10], [200], [1]]
