"""Folders of a store that are missing, damaged, or of another time, are noticed when it is opened and made good."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tantivy
from command import allegedly, check_refused
from hostile import GOOD
from serving import quads_in, sample_store

from graph import durable
from graph.extracting import Extractor
from graph.library import Library
from graph.model import Document
from graph.settings import Settings
from graph.store_folder import COUNTS, GROUNDS
from graph.validation import indexes_disagree

INDEXES = ("search", "vectors", "citations")


@pytest.fixture(scope="module")
def find() -> Iterator[Extractor]:
    with Extractor.for_library(Settings(), processes=1) as extractor:
        yield extractor


@pytest.fixture
def store(tmp_path: Path) -> Path:
    shutil.copytree(sample_store(), tmp_path / "store")
    return tmp_path / "store"


def put(library: Library, find: Extractor, text: str) -> None:
    document = Document(text)
    statements, vectors = find(document)
    assert statements
    library.put(document, statements, vectors=vectors)
    library.commit()


def check_agrees(store: Path) -> None:
    with Library.for_reading(store) as library:
        assert list(indexes_disagree(library)) == []
        assert library.index.unfinished() == []
    before = {path: path.stat().st_mtime_ns for path in (store / "search").iterdir()}
    with Library.for_reading(store):
        assert {path: path.stat().st_mtime_ns for path in (store / "search").iterdir()} == before, (
            "mended once is enough"
        )


@pytest.mark.parametrize("part", INDEXES)
def test_an_index_of_an_earlier_time_is_made_good(store: Path, find: Extractor, tmp_path: Path, part: str) -> None:
    shutil.copytree(store / part, tmp_path / "earlier")
    with Library.for_writing(store) as library:
        put(library, find, f"{GOOD} Another one.")
        library.forget(library.store.document_ids()[0])
        library.commit()
    shutil.rmtree(store / part)
    shutil.move(tmp_path / "earlier", store / part)
    check_agrees(store)


def test_a_store_of_an_earlier_time_than_its_indexes_has_them_made_again(
    store: Path, find: Extractor, tmp_path: Path
) -> None:
    shutil.copytree(store / "graph", tmp_path / "earlier")
    with Library.for_writing(store) as library:
        put(library, find, f"{GOOD} Another one.")
    shutil.rmtree(store / "graph")
    shutil.move(tmp_path / "earlier", store / "graph")
    check_agrees(store)


@pytest.mark.parametrize("part", INDEXES)
@pytest.mark.parametrize("harm", ["removed", "emptied", "cut", "garbage"])
def test_a_lost_or_damaged_index_is_made_again(store: Path, part: str, harm: str) -> None:
    if harm == "removed":
        shutil.rmtree(store / part)
    else:
        for file in (store / part).iterdir():
            content = file.read_bytes()
            file.write_bytes({"emptied": b"", "cut": content[: len(content) // 2], "garbage": b"\xff{" * 999}[harm])
    check_agrees(store)


@pytest.mark.parametrize(("format_", "unknown"), [(5, ["citations"]), (4, ["citations", "vectors", GROUNDS])])
def test_a_store_of_an_older_format_is_brought_up_to_date(store: Path, format_: int, unknown: list[str]) -> None:
    """What that format did not have is not there, and a search index of other columns is there."""
    for name in (f"graph/{COUNTS}", "search", *unknown):
        shutil.rmtree(store / name) if (store / name).is_dir() else (store / name).unlink()
    (store / "search").mkdir()
    columns = tantivy.SchemaBuilder().build()
    tantivy.Index(columns, str(store / "search"))
    manifest = json.loads((store / "format.json").read_text())
    (store / "format.json").write_text(json.dumps({**manifest, "format": format_}))
    with Library.for_writing(store):
        assert json.loads((store / "format.json").read_text()) == manifest
    check_agrees(store)
    assert quads_in(store) == quads_in(sample_store())


def copied(store: Path, copy: Path) -> Path:
    """The files of a store as they stand; once more where the engine has put some together meanwhile."""
    for _ in range(20):
        try:
            return Path(shutil.copytree(store, copy))
        except shutil.Error:
            shutil.rmtree(copy)
    raise AssertionError("files came and went all the time")


def test_what_was_made_lasting_is_there_without_closing(store: Path, find: Extractor, tmp_path: Path) -> None:
    """What is only in memory of the process, or not yet flushed by the engine, is not in a copy of the files."""
    with Library.for_writing(store) as library:
        for number in range(3):
            put(library, find, f"{GOOD} Number {number}.")
            copy = copied(store, tmp_path / f"copy{number}")
            for log in (copy / "graph").glob("*.log"):
                log.write_bytes(b"")  # what the engine has not synced yet stands in its log alone
            with Library.for_reading(copy) as there:
                assert there.store.document_ids() == library.store.document_ids()
                assert there.index.unfinished() == []
                assert list(indexes_disagree(there)) == []


def test_a_commit_syncs_the_store_before_it_forgets_what_was_to_be_done(
    store: Path, find: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.for_writing(store) as library:
        done: list[str] = []

        def noting(name: str, call: Callable[..., None]) -> Callable[..., None]:
            def noted(*arguments: object) -> None:
                call(*arguments)
                done.append(name)

            return noted

        for part, name in (
            (library.vectors, "commit"),
            (library.store, "flush"),
            (library.citations, "commit"),
            (library.index, "commit"),
            (library.index, "settle"),
        ):
            monkeypatch.setattr(part, name, noting(f"{type(part).__name__}.{name}", getattr(part, name)))
        put(library, find, f"{GOOD} Another one.")
    assert done == [
        "VectorIndex.commit",
        "Store.flush",
        "CitationIndex.commit",
        "SearchIndex.commit",
        "SearchIndex.settle",
    ]


def test_a_crash_while_a_commit_is_written_down_costs_nothing(
    store: Path, find: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.for_writing(store) as library:

        def fail(path: Path, text: str) -> None:
            if path.name == "indexes.json":
                raise KeyboardInterrupt
            real(path, text)

        real = durable.write
        monkeypatch.setattr(durable, "write", fail)
        with pytest.raises(KeyboardInterrupt):
            put(library, find, f"{GOOD} Another one.")
    monkeypatch.undo()
    check_agrees(store)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"search": 1}'])
def test_counts_that_cannot_be_read_are_written_anew(store: Path, content: bytes) -> None:
    (store / "graph" / "indexes.json").write_bytes(content)
    check_agrees(store)
    with Library.for_writing(store):
        assert b"citations" in (store / "graph" / "indexes.json").read_bytes()


def test_a_damaged_graph_is_told(store: Path) -> None:
    for table in (store / "graph").glob("*.sst"):
        table.write_bytes(b"\xff" * table.stat().st_size)
    check_refused(allegedly("check", "--store", store), str(store))
