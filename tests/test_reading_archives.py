"""JSON Lines and WARC: a bad record does not cost the good ones, nor their number memory."""

import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from graph.errors import InputError
from graph.reading import Fetcher, Metadata, Read, Rejected, read
from graph.reading.jsonl import read_jsonl
from graph.reading.warc import read_warc

FETCHER = Fetcher()
LONG = "The ministry in the capital said on Monday that the bridge over the river is closed to all traffic. "
PAGE = f"<html><head><title>Bridge</title></head><body><article><p>{LONG * 3}</p></article></body></html>"


def lines(*records: object) -> io.BytesIO:
    written = [r if isinstance(r, bytes) else json.dumps(r).encode() for r in records]
    return io.BytesIO(b"\n".join(written) + b"\n")


def read_lines(*records: object, **options: int) -> list[Read | Rejected]:
    return list(read_jsonl(lines(*records), origin="news.jsonl", given=Metadata(), **options))


def test_line_with_everything() -> None:
    (outcome,) = read_lines(
        {
            "text": "He said\r\nso 👍.",
            "url": "https://www.post.example/1",
            "title": "So",
            "authors": ["Ada", "Bo"],
            "published": "2031-03-04T10:00:00+02:00",
            "language": "en",
            "extra": 7,
            "outlet": None,
        }
    )
    assert isinstance(outcome, Read)
    document = outcome.document
    assert document.text == "He said\r\nso 👍."
    assert (document.url, document.title, document.outlet) == (
        "https://www.post.example/1",
        "So",
        "post.example",
    )
    assert (document.authors, document.language) == (("Ada", "Bo"), "en")
    assert document.published == datetime(2031, 3, 4, 8, tzinfo=UTC)


def test_html_in_a_line() -> None:
    fragment, page = read_lines(
        {
            "html": "<p>He <a href='/2'>said</a> so.</p>",
            "url": "https://post.example/1",
            "published": "2031-03-04",
        },
        {"html": PAGE, "title": "Mine", "authors": "Ada"},
    )
    assert isinstance(fragment, Read)
    assert isinstance(page, Read)
    assert fragment.document.links[0].target == "https://post.example/2"
    assert fragment.document.published == date(2031, 3, 4)
    assert page.document.text == (LONG * 3).strip()
    assert (page.document.title, page.document.authors) == ("Mine", ("Ada",))


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (b'{"text": "He said', "not JSON"),
        (b"[" * 100_000, "nests too deep"),
        (b'{"text": ' + b"9" * 5000 + b"}", "too long a number"),
        (["text"], "no object"),
        ({"url": "https://post.example/1"}, "neither text nor html"),
        ({"text": "  "}, "neither text nor html"),
        ({"text": 7}, "its text is a number"),
        ({"text": "He said so.", "title": ["So"]}, "its title is a list"),
        ({"text": "He said so.", "authors": {"name": "Ada"}}, "its authors are neither"),
        ({"text": "He said so.", "published": "yesterday"}, "its published is no date: 'yesterday'"),
        ({"text": "He said so.", "url": "post/1"}, "not an address of the web"),
        ({"text": "He \ud800 said so."}, r"character 3 is half of a surrogate pair \(U\+D800\)"),
        ({"html": '<p>He <a href="/2">said so</a>.</p>', "url": "https://post.example/\ud800"}, r"pair \(U\+D800\)"),
        ({"text": "He\0said so."}, "NUL"),
        (b'{"text": "caf\xe9"}', "byte 13 is not UTF-8"),
        ({"html": "<p> </p>"}, "no text in its HTML"),
    ],
)
def test_malformed_line_does_not_stop_the_others(record: object, message: str) -> None:
    before, bad, after = read_lines({"text": "One said so."}, record, {"text": "Two said so."})
    assert isinstance(before, Read)
    assert isinstance(after, Read)
    assert isinstance(bad, Rejected)
    assert bad.origin == "news.jsonl line 2"
    with pytest.raises(InputError, match=message):
        raise bad.error


def test_a_crash_of_a_parser_is_a_rejection(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("He said so.")

    monkeypatch.setattr("graph.reading.jsonl.read_fragment", crash)
    bad, after = read_lines({"html": "<p>He said so.</p>"}, {"text": "Two said so."})
    assert isinstance(bad, Rejected)
    assert "ZeroDivisionError" in str(bad.error)
    assert "He said so" not in str(bad.error)
    assert isinstance(after, Read)


def test_too_long_line_is_passed_over() -> None:
    long = {"text": "He said so. " * 100}
    bad, after = read_lines(long, {"text": "Two said so."}, max_line_bytes=100)
    assert isinstance(bad, Rejected)
    assert "more than 100 bytes" in str(bad.error)
    assert isinstance(after, Read)


def test_byte_order_mark_and_blank_lines() -> None:
    stream = io.BytesIO(b'\xef\xbb\xbf{"text": "He said so."}\r\n\r\n{"text": "She did."}')
    first, second = read_jsonl(stream, origin="a", given=Metadata())
    assert isinstance(first, Read)
    assert second.origin == "a line 3"


def test_nothing_but_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("\n\n")
    with pytest.raises(InputError, match="there is no line in it"):
        list(read(path, fetcher=FETCHER))


def test_truncated_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    packed = gzip.compress(b"".join(b'{"text": "Number %d said so."}\n' % n for n in range(20_000)))
    path.write_bytes(packed[: len(packed) // 2])
    *good, last = read(path, fetcher=FETCHER)
    assert len(good) > 1000
    assert all(isinstance(outcome, Read) for outcome in good)
    assert isinstance(last, Rejected)
    assert "cut short" in str(last.error)


def test_memory_does_not_grow_with_the_number_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    with path.open("w") as file:
        for n in range(3000):
            file.write(json.dumps({"text": f"Number {n} said so. " + "x" * 10_000}) + "\n")
    tracemalloc.start()
    try:
        assert sum(isinstance(outcome, Read) for outcome in read(path, fetcher=FETCHER)) == 3000
        assert tracemalloc.get_traced_memory()[1] < 3_000_000  # bytes, of 30 MB
    finally:
        tracemalloc.stop()


RECORDS = [
    ("https://post.example/1", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
    ("https://post.example/logo", "200 OK", "image/png", b"\x89PNG"),
    ("https://post.example/gone", "404 Not Found", "text/html", PAGE.encode()),
    ("https://post.example/empty", "200 OK", "text/html", b"<html><body></body></html>"),
    ("https://post.example/2", "200 OK", "text/plain", b"He said\r\nso."),
]


@pytest.fixture(params=["gzipped", "plain"])
def archive(request: pytest.FixtureRequest) -> Iterator[bytes]:
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=request.param == "gzipped")
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
    for url, status, content_type, body in RECORDS:
        headers = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    yield target.getvalue()


def read_archive(folder: Path, raw: bytes) -> list[Read | Rejected]:
    path = folder / "crawl.warc.gz"
    path.write_bytes(raw)
    return list(read(path, fetcher=FETCHER))


def test_warc(tmp_path: Path, archive: bytes) -> None:
    page, empty, text = read_archive(tmp_path, archive)
    assert isinstance(page, Read)
    assert isinstance(empty, Rejected)
    assert isinstance(text, Read)
    assert (page.document.url, page.document.text) == ("https://post.example/1", (LONG * 3).strip())
    assert page.document.published is None
    assert text.document.text == "He said\r\nso."
    assert text.document.outlet == "post.example"
    assert "no article" in str(empty.error)
    assert empty.origin.endswith("crawl.warc.gz record 5 (https://post.example/empty)")


def test_truncated_warc_keeps_what_came_before(tmp_path: Path, archive: bytes) -> None:
    *good, last = read_archive(tmp_path, archive[:-30])
    assert isinstance(good[0], Read)
    assert isinstance(last, Rejected)
    assert "cut short" in str(last.error)


def test_damaged_warc_keeps_what_came_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=False)
    url, status, content_type, body = RECORDS[0]
    for _ in range(2):
        headers = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    raw = target.getvalue()
    middle = raw.rindex(b"WARC/1.0")
    first, last = read_archive(tmp_path, raw[:middle] + b"\x01\x02 garbage, he said\r\n" * 4 + raw[middle:])
    assert isinstance(first, Read)
    assert isinstance(last, Rejected)
    assert "damaged" in str(last.error)
    assert "he said" not in capsys.readouterr().err + str(last.error)


def test_warc_without_pages() -> None:
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=False)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
    with pytest.raises(InputError, match="no page of HTML or text"):
        list(read_warc(io.BufferedReader(io.BytesIO(target.getvalue())), origin="x.warc", given=Metadata()))


def test_garbage_called_warc(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(b"this is no archive at all\n" * 3)
    with pytest.raises(InputError, match="damaged"):
        list(read(path, fetcher=FETCHER))
