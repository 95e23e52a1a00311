"""Whatever is wrong, there is one clear line about it, an exit code that tells, and never a traceback."""

import gzip
import json
import os
import socket
from pathlib import Path

import pytest
from command import allegedly, check_refused
from hostile import GOOD
from serving import sample_store

WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:0>36}>\r\n"
    "WARC-Date: 2031-03-04T00:00:00Z\r\nWARC-Target-URI: http://courier.example/{number}\r\n"
    "Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
)


def record(number: int) -> bytes:
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{GOOD}Number {number}."
    return WARC.format(number=number, length=len(body.encode()), body=body).encode()


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
