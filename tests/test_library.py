import shutil

import pytest
import tantivy
from conftest import SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import readings

from graph.errors import NotFoundError
from graph.extracting import Extractor
from graph.ingest import Outcome, fetcher_of, ingest, read_all
from graph.library import Library
from graph.model import Document
from graph.reading import Format, Metadata
from graph.search.lexical import find_claims
from graph.settings import Settings
from graph.store import Change


def everything(library: Library) -> set:
    return {quad for name in library.store.graphs() for quad in library.store.quads(name)}


def read_samples(library: Library, *, report=lambda outcome: None, names=None) -> None:
    paths = names or [str(path) for path in sorted(SAMPLES.glob("*.html"))]
    found = read_all(paths, format=Format.AUTO, given=Metadata(), fetcher=fetcher_of(Settings()))
    with Extractor.of(Settings(), processes=1) as extractor:
        ingest(library, extractor.extract(found), report=report)


@settings(max_examples=40)
@given(st.lists(readings(), max_size=4, unique_by=lambda reading: reading[0].id), st.randoms())
def test_the_order_of_arrival_does_not_matter(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    with Library.in_memory() as one, Library.in_memory() as other:
        for reading in found:
            one.put(*reading)
        for reading in [*shuffled, *found]:
            other.put(*reading)
        assert everything(one) == everything(other)


@settings(max_examples=40)
@given(readings(), readings())
def test_forgetting_leaves_what_others_hold(one, other):
    if one[0].id == other[0].id:
        return
    with Library.in_memory() as library, Library.in_memory() as never:
        library.put(*one)
        library.put(*other)
        library.forget(other[0].id)
        never.put(*one)
        assert everything(library) == everything(never)


def test_a_second_ingest_changes_nothing(tmp_path):
    with Library.for_writing(tmp_path / "s") as library:
        read_samples(library)
        before, size = everything(library), library.index.size
        outcomes: list[Outcome] = []
        read_samples(library, report=outcomes.append)
        assert {outcome.change for outcome in outcomes} == {Change.UNCHANGED}
        assert everything(library) == before
        assert library.index.size == size


def test_reading_a_document_again_replaces_it():
    with Library.in_memory() as library:
        read_samples(library, names=[str(SAMPLES / "01-tidewater-wire-fire.html")])
        document, statements = library.read(next(library.document_ids()))
        assert len(statements) > 2
        assert library.put(document, statements[:1]) is Change.REPLACED
        library.commit()
        assert library.read(document.id) == (document, statements[:1])


def test_a_document_is_read_without_its_statements(samples):
    for name in samples.document_ids():
        assert samples.document(name) == samples.read(name)[0]
    assert any(samples.document(name).links for name in samples.document_ids())
    with pytest.raises(NotFoundError):
        samples.document("nosuchdocument")


def test_a_forgotten_document_is_not_found_any_more():
    with Library.in_memory() as library:
        read_samples(library, names=[str(SAMPLES / "01-tidewater-wire-fire.html")])
        (document,) = library.document_ids()
        assert find_claims(library.index, "warehouse Pier Nine", limit=5)
        library.forget(document)
        library.commit()
        assert find_claims(library.index, "warehouse Pier Nine", limit=5) == []
        with pytest.raises(NotFoundError):
            library.read(document)
        with pytest.raises(NotFoundError):
            library.forget(document)


def test_a_search_index_that_is_lost_is_built_again(tmp_path):
    with Library.for_writing(tmp_path / "s") as library:
        read_samples(library, names=[str(path) for path in sorted(SAMPLES.glob("*.html"))[:3]])
        size, hits = library.index.size, find_claims(library.index, "ammonium nitrate", limit=3)
    shutil.rmtree(tmp_path / "s" / "search")
    with Library.for_reading(tmp_path / "s") as library:
        assert (library.index.size, find_claims(library.index, "ammonium nitrate", limit=3)) == (size, hits)


def test_a_change_that_never_reached_the_index_is_caught_up(pipeline, tmp_path):
    name = str(SAMPLES / "01-tidewater-wire-fire.html")
    with Library.for_writing(tmp_path / "s") as library:
        read_samples(library, names=[str(SAMPLES / "02-interior-ministry-statement.html")])
        (other,) = library.document_ids()
        found = read_all([name], format=Format.AUTO, given=Metadata(), fetcher=fetcher_of(Settings()))
        document = next(found).document
        library.put(document, pipeline(document).statements)
        # No commit: as if the process had been killed here.
    with Library.for_reading(tmp_path / "s") as library:
        assert set(library.document_ids()) == {other, document.id}
        assert find_claims(library.index, document.title, limit=1)
        assert library.index.unfinished() == []
        rows = library.store.select("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a al:Statement }")
        assert library.index.size == int(rows[0]["n"])


def test_documents_without_statements_do_not_make_readers_write(tmp_path):
    with Library.for_writing(tmp_path / "s") as library:
        library.put(Document("two words"), [])
        library.commit()
    with Library.for_reading(tmp_path / "s"), Library.for_reading(tmp_path / "s") as library:
        assert len(list(library.document_ids())) == 1


def test_what_the_index_missed_is_written_when_the_document_comes_again(monkeypatch):
    with Library.in_memory() as library:
        read_samples(library, names=[str(SAMPLES / "02-interior-ministry-statement.html")])
        document, statements = library.read(next(library.document_ids()))
        library.forget(document.id)
        library.commit()
        with monkeypatch.context() as patched:
            patched.setattr(library.index, "replace", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                library.put(document, statements)
        library.put(document, statements)
        library.commit()
        assert library.index.size == len(statements)


def test_an_intent_that_came_to_nothing_is_dropped(tmp_path):
    with Library.for_writing(tmp_path / "s") as library:
        library.index.intend(["a" * 26])
    with Library.for_reading(tmp_path / "s") as library:
        assert library.index.unfinished() == []


def test_one_bad_document_does_not_stop_the_rest(tmp_path):
    (tmp_path / "a.txt").write_text("The mayor said that the bridge was closed on Monday.")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00bad")
    outcomes: list[Outcome] = []
    with Library.in_memory() as library:
        read_samples(library, report=outcomes.append, names=[str(tmp_path / n) for n in ("b.txt", "none.txt", "a.txt")])
        assert [outcome.change for outcome in outcomes] == [None, None, Change.ADDED]
        assert len(list(library.document_ids())) == 1


def test_what_is_in_is_reported_when_the_run_is_interrupted(tmp_path):
    (tmp_path / "a.txt").write_text("The mayor said that the bridge was closed on Monday.")

    def interrupted():
        yield from read_all(
            [str(tmp_path / "a.txt")], format=Format.AUTO, given=Metadata(), fetcher=fetcher_of(Settings())
        )
        raise KeyboardInterrupt

    outcomes: list[Outcome] = []
    with Library.in_memory() as library, Extractor.of(Settings(), processes=1) as extractor:
        with pytest.raises(KeyboardInterrupt):
            ingest(library, extractor.extract(interrupted()), report=outcomes.append)
        assert [outcome.document for outcome in outcomes] == list(library.document_ids())
        assert find_claims(library.index, "bridge closed", limit=1)


def test_an_index_of_another_version_is_built_again_before_it_is_read(pipeline, tmp_path):
    document = Document("The bridge at Brenn was closed on Tuesday.", outlet="Klaxon")
    with Library.for_writing(tmp_path) as library:
        library.put(document, pipeline(document).statements)
        library.commit()
        size = library.index.size
    shutil.rmtree(tmp_path / "search")
    (tmp_path / "search").mkdir()
    older = tantivy.SchemaBuilder().add_text_field("statement").build()
    tantivy.Index(older, path=str(tmp_path / "search")).writer().commit()
    with Library.for_reading(tmp_path) as library:
        assert library.index.size == size > 0
