"""Whatever is wrong, there is one clear line about it, an exit code that tells, and never a traceback."""

import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import COMMAND, PATIENCE, Ran, allegedly, finish, lines_of, real_allegedly, start
from hostile import ODD, huge
from serving import sample_store

from graph import library as library_module
from graph.errors import ExtractionError
from graph.extracting import Extractor
from graph.extraction.chains.component import MAX_LEVELS
from graph.extraction.pipeline import Pipeline
from graph.extractor import default_pipeline
from graph.ingest import ingest
from graph.library import Library
from graph.model import Document
from graph.reading import Read
from graph.store import FORMAT, Change, Store

GOOD = "The bridge is closed, the ministry said on Monday. “Nobody knew,” Anna Kowalska, a spokeswoman, said.\n"
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:0>36}>\r\n"
    "WARC-Date: 2031-03-04T00:00:00Z\r\nWARC-Target-URI: http://courier.example/{number}\r\n"
    "Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
)


def record(number: int) -> bytes:
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{GOOD}Number {number}."
    return WARC.format(number=number, length=len(body.encode()), body=body).encode()


def check_refused(ran: Ran, *words: str) -> None:
    """Nothing was done, and one line says why and what to do."""
    assert ran.code == 2
    for word in words:
        assert word in ran.error
    assert "Traceback" not in ran.err


# Sources that cannot be read


BAD_FILES = {
    "missing.txt": (None, "there is no such file; check the path"),
    "empty.txt": (b"", "the file is empty; check that it was saved completely"),
    "blank.txt": (b" \n\t\n", "there is no text in it; check"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00", "an image; only text can be read"),
    "program": (b"\x7fELF\x02\x01" + bytes(50), "a program; only text can be read"),
    "noise.txt": (bytes(range(256)) * 4, "binary"),
    "latin1.txt": ("Der Bürgermeister sagte das.".encode("latin-1"), "byte 5 is not UTF-8; convert"),
    "cut.txt": ("Er sagte „Nein“".encode()[:-1], "is not UTF-8; convert"),
    "utf16.txt": (GOOD.encode("utf-16"), "UTF-16; convert"),
    "nothing.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "article"),
    "broken.jsonl": (b'{"text": "The mayor said', "line 1: it is not JSON (Unterminated string"),
    "cut.txt.gz": (gzip.compress(os.urandom(9000))[:-900], "cut short; download or copy it again"),
    "cut.warc.gz": (gzip.compress(record(1))[:-40], "cut short; download or copy it again"),
    "cut.warc": (record(1)[:-60], "cut short; download or copy it again"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_is_named_with_what_is_wrong(tmp_path: Path, name: str) -> None:
    content, message = BAD_FILES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    for ran in (
        allegedly("ingest", tmp_path / name, "--store", tmp_path / "store"),
        allegedly("extract", tmp_path / name),
    ):
        check_refused(ran, f"failed: {tmp_path / name}", message)
    assert not (tmp_path / "store").exists()


def test_one_that_fails_is_listed_and_the_others_are_in(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{GOOD}{number}"}) for number in range(4)]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join([lines[0], "{nonsense", *lines[1:], '{"title": "no text"}']), encoding="utf-8")
    ran = allegedly("ingest", tmp_path / "no.txt", path, "--store", tmp_path / "store")
    assert ran.code == 1
    assert [line.partition(": ")[2].partition(":")[0] for line in ran.err.splitlines()] == [
        str(tmp_path / "no.txt"),
        f"{path} line 2",
        f"{path} line 6",
    ]
    assert ran.out.count("added  ") == 4
    assert ran.out.endswith("\n4 added, 0 replaced, 0 unchanged, 3 failed\n")
    assert allegedly("stats", "--store", tmp_path / "store", "--json").json["documents"] == 4

    ran = allegedly("extract", tmp_path / "no.txt", path)
    assert (ran.code, ran.err.count("\n"), ran.out.count("\n")) == (1, 3, 4)


def test_what_stands_before_the_break_of_an_archive_is_in(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(record(1)) + gzip.compress(record(2))[:-30])
    ran = allegedly("ingest", path, "--store", tmp_path / "store")
    assert ran.code == 1
    assert "cut short" in ran.error
    assert ran.out.endswith("\n1 added, 0 replaced, 0 unchanged, 1 failed\n")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://localhost:1/", "localhost"),
        ("http://[::1]/", "::1"),
        ("http://169.254.169.254/latest", "169.254.169.254"),
        ("file:///etc/passwd", "http"),
        ("ftp://courier.example/a", "http"),
        ("http://", "http"),
    ],
)
def test_an_address_that_is_refused_says_why(tmp_path: Path, url: str, message: str) -> None:
    check_refused(allegedly("ingest", url, "--store", tmp_path / "store"), f"failed: {url}: ", message)


def test_an_address_where_nobody_listens_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLEGEDLY_ALLOW_PRIVATE_ADDRESSES", "true")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused for sure
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        check_refused(allegedly("ingest", url, "--store", tmp_path / "store"), f"failed: {url}: ")


# Arguments


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tell"], "No such command 'tell'"),
        (["who", "--shout", "x"], "No such option: --shout"),
        (["who"], "Missing argument 'QUESTION'"),
        (["who", "x", "--limit", "many"], "--limit"),
        (["who", "x", "--limit", "0"], "give 1 or more"),
        (["who", " "], "The question is empty"),
        (["who", "b\udcffd"], "not valid UTF-8"),
        (["path", "nowhere"], "There is no claim or statement nowhere"),
        (["path", "a" * 26], "There is no claim or statement"),
        (["forget", "nowhere"], "There is no document 'nowhere'"),
        (["export", "--document", "a" * 26], "There is no document"),
        (["export", "--claim", "> } DROP ALL"], "There is no claim"),
        (["export", "--source", "Nobody’s Gazette"], "There is no source 'Nobody’s Gazette'"),
        (["export", "--source", "x", "--claim", "y"], "Only one of document, claim and source"),
        (["export", "--format", "xlsx"], "'xlsx' is not one of 'turtle'"),
        (["export", "-o", "/no/such/folder/x.ttl"], "/no/such/folder/x.ttl cannot be written"),
        (["export", "-o", "/"], "/ cannot be written"),
        (["draw", "-o", "graph.xyz"], "end its name in .svg, .png or .html"),
        (["draw", "-o", "graph"], "end its name in .svg, .png or .html"),
        (["draw", "-o", "/no/such/folder/x.svg"], "cannot be written"),
        (["draw"], "Missing option '-o' / '--output'"),
        (["sparql", "SELECT nonsense"], "cannot be parsed"),
        (["sparql", ""], "Only SELECT, ASK, CONSTRUCT and DESCRIBE"),
        (["sparql", "@/no/such/file.rq"], "/no/such/file.rq cannot be read"),
        (["sparql", "@/bin/sh"], "is not UTF-8"),
        (["sparql", "DROP ALL"], "updates are not"),
        (["sparql", "INSERT DATA { <http://a/> <http://b/> 1 }"], "updates are not"),
        (["sparql", "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }"], "SERVICE is refused"),
        (["sparql", "SELECT * { ?s ?p ?o }", "--format", "turtle"], "SELECT and ASK give solutions"),
        (["sparql", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"], "CONSTRUCT and DESCRIBE give triples"),
        (["sparql", "ASK { ?s ?p ?o }", "--format", "csv"], "which CSV and TSV cannot say"),
        (["ingest"], "Missing argument 'SOURCE...'"),
        (["ingest", "x", "--published", "yesterday"], "--published 'yesterday' is not a date"),
        (["ingest", "x", "--published", "2031-02-30"], "is not a date"),
        (["ingest", "x", "y", "--title", "T"], "belong to one document"),
        (["ingest", "x", "--format", "pdf"], "'pdf' is not one of 'auto'"),
        (["ingest", "x", "--outlet", "\udcff"], "not valid UTF-8"),
        (["ingest", "x", "--model", "large"], "'large' is not one of 'default', 'fast'"),
        (["extract", "x", "--device", "gpu"], "'gpu' is not one of 'cpu', 'cuda'"),
        (["extract", "x", "--processes", "0"], "--processes"),
        (["serve", "--port", "65536"], "--port"),
    ],
    ids=lambda value: " ".join(value).encode("ascii", "replace").decode() if isinstance(value, list) else "",
)
def test_an_argument_that_cannot_be_is_refused_in_one_line(
    arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLEGEDLY_STORE", str(sample_store()))
    ran = allegedly(*arguments)
    assert ran.out == ""
    check_refused(ran, "error: ", message)


def test_a_url_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    ran = allegedly("ingest", tmp_path / "a.txt", "--url", "courier.example", "--store", tmp_path / "store")
    check_refused(ran, "is not an address of the web")


def test_a_setting_that_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLEGEDLY_FETCH_TIMEOUT", "-1")
    check_refused(allegedly("stats"), "ALLEGEDLY_FETCH_TIMEOUT")
    monkeypatch.setenv("ALLEGEDLY_FETCH_TIMEOUT", "1")
    monkeypatch.setenv("ALLEGEDLY_MODEL", "large")
    check_refused(allegedly("stats"), "ALLEGEDLY_MODEL", "'default' or 'fast'")
    monkeypatch.setenv("ALLEGEDLY_MODEL", "default")
    monkeypatch.setenv("ALLEGEDLY_BASE", "not an IRI")
    check_refused(allegedly("stats"), "not an IRI")


@pytest.mark.parametrize("processes", [[], ["--processes", "2"]])
def test_a_device_that_is_not_there_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: list[str]
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    monkeypatch.setenv("ALLEGEDLY_DEVICE", "cuda")
    (tmp_path / "a.txt").write_text(GOOD)
    for command in (["extract"], ["ingest", "--store", tmp_path / "store"]):
        check_refused(allegedly(*command, tmp_path / "a.txt", *processes), "error: onnxruntime", "CUDA")
    assert not (tmp_path / "store").exists()


# Stores that cannot be used


ASKING = [["who", "x"], ["path", "x"], ["sparql", "ASK {}"], ["export"], ["check"], ["stats"], ["forget", "x"]]


@pytest.mark.parametrize("arguments", ASKING, ids=lambda arguments: arguments[0])
def test_where_there_is_no_store_none_is_made(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    for folder in (tmp_path / "no", tmp_path / "full", tmp_path / "full" / "notes.txt"):
        check_refused(allegedly(*arguments, "--store", folder), f"There is no store in {folder}: give its folder")
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "notes.txt"]


def test_a_folder_of_something_else_and_a_file_are_not_written_to(tmp_path: Path) -> None:
    article, folder = tmp_path / "a.txt", tmp_path / "mine"
    article.write_text(GOOD)
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    check_refused(allegedly("ingest", article, "--store", folder), "is not a store and not empty", "notes.txt")
    check_refused(allegedly("ingest", article, "--store", article), f"{article} is not a folder")
    check_refused(allegedly("ingest", article, "--store", article / "store"), "is not a folder")
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


@pytest.fixture
def own_store(tmp_path: Path) -> Path:
    shutil.copytree(sample_store(), tmp_path / "own")
    return tmp_path / "own"


@pytest.mark.parametrize("arguments", [*ASKING, ["ingest"]], ids=lambda arguments: arguments[0])
def test_a_store_of_a_newer_format_is_left_alone(own_store: Path, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    manifest = json.loads((own_store / "format.json").read_text())
    (own_store / "format.json").write_text(json.dumps({**manifest, "format": manifest["format"] + 1}))
    given = [*arguments, tmp_path / "a.txt"] if arguments == ["ingest"] else arguments
    check_refused(allegedly(*given, "--store", own_store), f"has format {FORMAT + 1}", "use the version that made it")


@pytest.mark.parametrize("arguments", [*ASKING, ["ingest"]], ids=lambda arguments: arguments[0])
def test_a_store_that_is_being_written_says_so(own_store: Path, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    given = [*arguments, tmp_path / "a.txt"] if arguments == ["ingest"] else arguments
    with Store.for_writing(own_store):
        check_refused(allegedly(*given, "--store", own_store), "is in use by another process: wait")


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"format": "x", "base": 1}'])
def test_a_damaged_description_of_a_store_is_told(own_store: Path, content: bytes) -> None:
    (own_store / "format.json").write_bytes(content)
    check_refused(allegedly("stats", "--store", own_store), "format.json cannot be read")


def test_a_damaged_store_is_told(own_store: Path) -> None:
    (own_store / "graph" / "CURRENT").write_bytes(b"nonsense")
    check_refused(allegedly("stats", "--store", own_store), str(own_store))


def test_another_base_is_refused(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLEGEDLY_BASE", "https://other.example/")
    check_refused(allegedly("stats", "--store", own_store), "https://other.example/", "set ALLEGEDLY_BASE")


# Ends in the middle


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return lines_of(tmp_path / "many.jsonl", *({"text": f"{GOOD * 5} Number {n}."} for n in range(2000)))


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

    monkeypatch.setattr("graph.asking.who", stumble)
    check_refused(allegedly("who", "x", "--store", sample_store()), "unexpected KeyError", "please report it")


# A full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MB, as a folder; whoever may not mount skips the test."""
    folder = tmp_path / "small"
    folder.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("there is no mount command")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a file system")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


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


def test_a_full_disk_loses_nothing_that_was_reported(small_disk: Path, tmp_path: Path) -> None:
    articles = lines_of(tmp_path / "many.jsonl", *({"text": f"{GOOD} Number {n}."} for n in range(400)))
    ran = allegedly("ingest", articles, "--store", small_disk / "store")
    assert "The disk of" in ran.error
    check_full(ran, small_disk / "store", articles=articles, tmp_path=tmp_path)


def test_a_full_disk_of_the_search_index_loses_nothing_either(small_disk: Path, tmp_path: Path) -> None:
    articles = lines_of(tmp_path / "many.jsonl", *({"text": f"{GOOD} Number {n}."} for n in range(200)))
    store, ballast = tmp_path / "store", small_disk / "ballast"
    lines_of(tmp_path / "one.jsonl", {"text": GOOD})
    assert allegedly("ingest", tmp_path / "one.jsonl", "--store", store).code == 0
    shutil.move(store / "search", small_disk / "search")
    (store / "search").symlink_to(small_disk / "search")
    free = shutil.disk_usage(small_disk).free
    ballast.write_bytes(bytes(free - 80_000))
    ran = allegedly("ingest", articles, "--store", store)
    assert "The search index in" in ran.error
    ballast.unlink()
    check_full(ran, store, articles=articles, tmp_path=tmp_path, others=1)


# Hostile text


def check_offsets(text: str, ran: Ran) -> None:
    assert (ran.code, ran.err) == (0, "")
    for attribution in ran.json["attributions"]:
        for begin, end in (span for part in ("source", "cue", "content") for span in attribution[part]):
            assert 0 <= begin < end <= len(text)
            assert text[begin:end] == text[begin:end].strip()


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_kept_exactly_with_the_right_offsets(tmp_path: Path, name: str) -> None:
    text, path, store = ODD[name], tmp_path / "odd.txt", tmp_path / "store"
    path.write_bytes(text.encode())
    check_offsets(text, allegedly("extract", path, "--own-voice"))
    assert allegedly("ingest", path, "--store", store).code == 0
    assert allegedly("ingest", path, "--store", store).out.startswith("unchanged  ")
    with Library.for_reading(store) as library:
        (document,) = library.document_ids()
        kept, statements = library.read(document)
        assert kept.text == text
        rows = library.store.select("""
            SELECT ?start ?end ?exact WHERE {
              ?anchor oa:hasSelector ?position, ?quote . ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact
              FILTER(REPLACE(STR(?position), "-position$", "") = REPLACE(STR(?quote), "-quote$", "")) }""")
    assert all(text[int(row["start"] or 0) : int(row["end"] or 0)] == row["exact"] for row in rows)
    assert bool(rows) == bool(statements)
    assert statements or len(text) < 50  # the story behind each odd beginning is found
    assert allegedly("check", "--store", store).out == "1 documents checked, 0 violations\n"
    for command in (["who", "bridge ministry"], ["export"], ["export", "--format", "rdfxml"], ["draw", "-o", path]):
        given = [*command[:-1], tmp_path / "odd.svg"] if command[0] == "draw" else command
        ran = allegedly(*given, "--store", store)
        assert (ran.code, ran.err) == (0, "")
        if command[0] == "who":
            assert not set(ran.out) & set("\x1b\x9b\u202b\u2067\x00\x0b")


def test_a_title_cannot_steer_the_terminal_or_forge_a_line(tmp_path: Path) -> None:
    title = "Closed\nadded  forged\r\x1b[2J\u202ereversed\x9b1m"
    path = lines_of(tmp_path / "a.jsonl", {"text": GOOD, "title": title, "outlet": title})
    assert allegedly("ingest", path, "--store", tmp_path / "store").code == 0
    ran = allegedly("who", "bridge", "--store", tmp_path / "store")
    assert ran.out.count("forged") > 0
    assert not [line for line in ran.out.split("\n") if line.startswith("added")]
    printed = allegedly("who", "bridge", "--json", "--store", tmp_path / "store")
    assert printed.json["claims"][0]["positions"][0]["document"]["title"] == title
    for out in (ran.out, printed.out):
        assert not set(out) & set("\r\x1b\x9b\u202e")


@pytest.mark.parametrize("name", huge(1))
def test_long_hostile_text_is_read_to_its_end(name: str) -> None:
    # How long that takes, and how it grows, is what scripts/benchmark tells.
    text = huge(40_000)[name]
    statements = default_pipeline()(Document(text=text)).statements
    for statement in statements:
        for span in (*statement.source_spans, *statement.cue_spans, *statement.content_spans):
            assert 0 <= span.start < span.end <= len(text)


def test_an_endless_chain_is_cut() -> None:
    statements = default_pipeline()(Document(text=huge(40_000)["via"])).statements
    rests_on = {statement.id: [via.statement for via in statement.via] for statement in statements}
    assert len(statements) > MAX_LEVELS
    depth = 0
    frontier = set(rests_on)
    while frontier:
        frontier = {target for statement in frontier for target in rests_on[statement]}
        depth += 1
        assert depth <= MAX_LEVELS + 2  # the outlet's relay is one more


def test_five_megabytes_without_a_break_are_one_document(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    text = huge()["without spaces"] + "\n\n" + GOOD
    path.write_text(text, encoding="utf-8")
    ran = allegedly("extract", path)
    check_offsets(text, ran)
    assert ran.json["attributions"]
    assert allegedly("ingest", path, "--store", tmp_path / "store").code == 0
    assert allegedly("check", "--store", tmp_path / "store").code == 0


def test_a_document_of_too_many_statements_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "MAX_STATEMENTS", 5)
    path = tmp_path / "long.txt"
    path.write_text(GOOD * 20, encoding="utf-8")
    check_refused(allegedly("ingest", path, "--store", tmp_path / "store"), "one document may have 5: split the text")


# One document that something stumbles on


class Stumbles:
    name = "stumbles"
    requires = frozenset()  # type: ignore[var-annotated]
    assigns = frozenset()  # type: ignore[var-annotated]

    def __call__(self, annotations: object) -> None:
        if "stumble" in annotations.document.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError


def test_a_bug_in_the_extraction_of_one_document_keeps_no_other_out() -> None:
    library, outcomes = Library.in_memory(), []
    readings = [Read(word, Document(text=f"They {word} here.")) for word in ("walk", "stumble", "run")]
    with Extractor(lambda: Pipeline([Stumbles()], extractor="test"), processes=1) as extractor:
        ingest(library, extractor.extract(readings), report=outcomes.append)
    assert [outcome.change for outcome in outcomes] == [Change.ADDED, None, Change.ADDED]
    assert isinstance(outcomes[1].error, ExtractionError)
    assert readings[1].document.id in str(outcomes[1].error)
