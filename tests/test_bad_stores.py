"""A store that cannot be used is told in one line, and left as it is."""

import json
import shutil
from pathlib import Path

import pytest
from command import allegedly, check_refused
from hostile import GOOD
from serving import sample_store

from graph.store import Store
from graph.store_folder import FORMAT

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
