"""Text files and folders: what is read is what is in them, and what cannot be read says why."""

import gzip
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model import Document
from graph.reading import Fetcher, Format, Metadata, Read, Rejected, read
from graph.reading.documents import finish
from graph.reading.formats import detect
from graph.reading.text import read_text

FETCHER = Fetcher()
ARTICLE = "<html><body><article><p>The ministry said on Monday that the bridge is closed.</p></article>"


def read_all(source: str | Path, **options: object) -> list[Read | Rejected]:
    return list(read(source, fetcher=FETCHER, **options))  # type: ignore[arg-type]


def only(source: str | Path, **options: object) -> Read:
    (outcome,) = read_all(source, **options)
    assert isinstance(outcome, Read)
    return outcome


@hypothesis_given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_kept_exactly(text: str) -> None:
    raw = text.encode()
    try:
        document = read_text(raw)
    except InputError:
        assert any(ord(c) < 32 or c == "\x7f" for c in text) or text.startswith(("%PDF", "PK", "GIF8", "SQLite"))
        return
    assert document.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    "text",
    [
        "one\r\ntwo\rthree\n",
        '"An odd "number" of quotes" she said"',
        "אמר הדובר: \u202bלא\u202c",
        "👩‍👩‍👧 said \u200bno\u200b",
        "a" + " said" * 1_000_000,
    ],
    ids=["line ends", "quotes", "rtl", "emoji and zero-width", "5 MB"],
)
def test_awkward_text_is_unchanged(tmp_path: Path, text: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(text.encode())
    outcome = only(path)
    assert outcome.document.text == text
    assert outcome.origin == str(path)


def test_byte_order_mark_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"\xef\xbb\xbfHe said so.")
    assert only(path).document.text == "He said so."


def test_given_metadata(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("He said so.")
    given = Metadata(outlet="The Post", url="https://post.example/1", published=date(2031, 3, 4), title="So")
    document = only(path, given=given).document
    assert (document.outlet, document.url) == ("The Post", "https://post.example/1")
    assert (document.published, document.title) == (date(2031, 3, 4), "So")


def test_outlet_falls_back_to_the_host(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("He said so.")
    assert only(path, given=Metadata(url="https://www.post.example/1")).document.outlet == "post.example"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t ", "there is no text in it"),
        (b"ab\0cd", "binary"),
        (bytes(range(1, 32)) * 4, "binary"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\xff\xfeH\0i\0", "UTF-16"),
        (b"caf\xe9 owner said", "byte 3 is not UTF-8"),
        (b"\xef\xbb\xbfcaf\xe9 owner said", "byte 6 is not UTF-8"),
    ],
)
def test_bad_text(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(raw)
    with pytest.raises(InputError, match=message) as caught:
        read_all(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_all(tmp_path / "nothing.txt")


def test_permission_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "article.txt"
    path.write_text("He said so.")

    def deny(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)  # root, who runs the tests in a container, is denied nothing
    with pytest.raises(InputError, match="permission denied"):
        read_all(path)


def test_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    with pytest.raises(InputError, match="not a plain file"):
        read_all(path)


@pytest.mark.parametrize("url", ["ftp://post.example/1", "post.example/1", "https://"])
def test_given_url_must_be_of_the_web(tmp_path: Path, url: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text("He said so.")
    with pytest.raises(InputError, match="not an address of the web"):
        read_all(path, given=Metadata(url=url))


def test_gzipped_text(tmp_path: Path) -> None:
    path = tmp_path / "article.txt.gz"
    path.write_bytes(gzip.compress(b"He said so."))
    assert only(path).document.text == "He said so."
    path.write_bytes(gzip.compress(os.urandom(3000).hex().encode())[:-20])
    with pytest.raises(InputError, match="gzip file is cut short"):
        read_all(path)


@pytest.mark.parametrize(
    ("name", "beginning", "expected"),
    [
        ("a.txt", b"<html>", Format.TEXT),
        ("a.HTM", b"anything", Format.HTML),
        ("a.jsonl.gz", b"{}", Format.JSONL),
        ("a", b"\xef\xbb\xbf  <!DOCTYPE HTML><p>", Format.HTML),
        ("a", b"<!-- saved --><html lang=en>", Format.HTML),
        ("a", b"WARC/1.0\r\n", Format.WARC),
        ("a.xml", b"<?xml version='1.0'?><rss version='2.0'>", Format.FEED),
        ("a.xml", b"<feed xmlns='http://www.w3.org/2005/Atom'>", Format.FEED),
        ("a.json", b'{"text": "x"}\n{"text"', Format.JSONL),
        ("a", b"He said so.", Format.TEXT),
    ],
)
def test_detection(name: str, beginning: bytes, expected: Format) -> None:
    assert detect(name, beginning=beginning) is expected


@pytest.mark.parametrize("beginning", [b'{\n  "text": "x"\n}', b'[{"text": "x"}]', b"[\n {}"])
def test_json_that_is_not_lines(beginning: bytes) -> None:
    with pytest.raises(InputError, match="one article a line"):
        detect("a.json", beginning=beginning)


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text("Two said so.")
    (tmp_path / "b" / "page_files").mkdir()
    (tmp_path / "b" / "page_files" / "style.css").write_text("p {}")
    (tmp_path / "a.html").write_text(ARTICLE)
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "d.txt").write_bytes(b"\xff\xff")
    (tmp_path / ".hidden.txt").write_text("No.")
    (tmp_path / "e.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    outcomes = read_all(tmp_path)
    names = [Path(outcome.origin).relative_to(tmp_path).as_posix() for outcome in outcomes]
    assert names == ["a.html", "b/2.txt", "c.xlsx", "d.txt", "e.txt"]
    messages = [str(outcome.error) if isinstance(outcome, Rejected) else "" for outcome in outcomes]
    assert messages[:2] == ["", ""]
    assert "files ending in .xlsx are not read" in messages[2]
    assert "byte 0 is not UTF-8" in messages[3]
    assert "no such file" in messages[4]


def test_folder_with_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    with pytest.raises(InputError, match="there is no file to read in the folder"):
        read_all(tmp_path)


def test_one_title_for_many_documents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He said so.")
    with pytest.raises(InputError, match="only one document can have it"):
        read_all(tmp_path, given=Metadata(title="Everything"))


def test_a_blank_outlet_or_author_is_none() -> None:
    document = finish(Document("It rained."), given=Metadata(outlet=" ", authors=("", " Ada Quill ")))
    assert (document.outlet, document.authors) == (None, ("Ada Quill",))


def test_outlet_is_given_to_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He said so.")
    (tmp_path / "b.html").write_text(ARTICLE)
    outlets = [o.document.outlet for o in read_all(tmp_path, given=Metadata(outlet="Post")) if isinstance(o, Read)]
    assert outlets == ["Post", "Post"]


@pytest.mark.parametrize("field", ["title", "outlet"])
def test_half_a_surrogate_pair_is_refused_anywhere(field: str) -> None:
    document = read_text(b"He said so.")
    with pytest.raises(InputError, match=r"surrogate pair \(U\+D800\)"):
        finish(document, given=Metadata(**{field: "a\ud800"}))


@pytest.mark.parametrize("charset", ["undefined", "rot13", "x\0y", "x-nothing"])
def test_names_of_encodings_that_are_none_are_refused(charset: str) -> None:
    with pytest.raises(InputError, match="not known"):
        read_text("Café".encode("latin-1"), charset=charset)
