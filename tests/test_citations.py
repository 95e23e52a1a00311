"""Who passes on whom, kept in tables beside the store: always what the documents of the store come to."""

import shutil
import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import readings

from graph.citations.index import CitationIndex
from graph.citations.rows import document_citations
from graph.citations.stored import stored_citations
from graph.citations.totals import between_sources
from graph.errors import StoreError
from graph.iris import Thing, local_name
from graph.library import Library
from graph.model import (
    Claim,
    Document,
    QuotationType,
    Source,
    SourceKind,
    Span,
    SpeechAct,
    Stance,
    Statement,
    Via,
    ViaBasis,
)
from graph.rdf.names import word_of
from graph.validation import check
from ontology import terms


def counted(library: Library) -> list[tuple]:
    """What the tables say."""
    return sorted(between_sources(library.citations))


def asked(library: Library) -> list[tuple]:
    """The same, asked of the store in SPARQL."""
    rows = library.store.select("""
        SELECT ?citing ?cited ?stance ?basis (COUNT(*) AS ?statements) WHERE {
          VALUES ?basis { al:viaWithinSentence al:viaWithinDocument al:viaInferred }
          ?outer ?basis ?inner ; al:source ?citing .
          ?inner al:source ?cited ; al:stance ?stance .
        } GROUP BY ?citing ?cited ?stance ?basis""")
    return sorted(
        (
            local_name(r["citing"]),
            local_name(r["cited"]),
            word_of(r["stance"]),
            word_of(r["basis"]),
            int(r["statements"]),
        )
        for r in rows
    )


def said(document: Document, name: str, place: int, *via: Statement, kind=SourceKind.OUTLET) -> Statement:
    return Statement(
        document=document.id,
        source=Source(name, kind),
        claim=Claim("The bridge was closed"),
        speech_act=SpeechAct.REPORT,
        stance=Stance.AFFIRM,
        quotation=QuotationType.INDIRECT,
        source_spans=(Span(place, place + 1),),
        content_spans=(Span(4, 10),),
        via=tuple(Via(target.id, ViaBasis.WITHIN_SENTENCE) for target in via),
    )


def article(number: int, *names: str, day: date | None = None) -> tuple[Document, list[Statement]]:
    """An article in which each of some sources passes on the next one."""
    document = Document("The bridge was closed.", url=f"https://a.example/{number}", published=day)
    made: list[Statement] = []
    for place, name in enumerate(reversed(names)):
        made.append(said(document, name, place, *made[-1:]))
    return document, made


@given(readings())
def test_the_rows_of_a_document_are_the_same_from_its_statements_and_from_its_graph(reading):
    document, statements = reading
    with Library.in_memory() as library:
        library.put(document, statements)
        wanted = document_citations(document, statements)
        assert stored_citations(library.store, document.id) == wanted
        assert library.citations.rows(document.id) == (wanted if statements else None)


@st.composite
def histories(draw):
    """Documents with statements, some of them put, put again with fewer statements, and forgotten, in any order."""
    known = draw(st.lists(readings(), min_size=1, max_size=3, unique_by=lambda reading: reading[0].id))
    step = st.tuples(st.sampled_from(range(len(known))), st.sampled_from(["put", "put less", "forget"]))
    return known, draw(st.lists(step, max_size=8))


@settings(max_examples=60)
@given(histories())
def test_after_any_history_the_tables_say_what_the_store_does(history):
    known, steps = history
    with Library.in_memory() as library:
        for number, step in steps:
            document, statements = known[number]
            if step == "forget":
                if document.id in library.document_ids():
                    library.forget(document.id)
            else:
                library.put(document, statements if step == "put" else statements[:1])
            library.commit()
            assert counted(library) == asked(library)
        fresh = Library.in_memory()
        for document in reversed(list(library.document_ids())):
            fresh.put(*library.read(document))
        assert tables(fresh) == tables(library)


def tables(library: Library) -> list[list[tuple]]:
    """All rows of all tables."""
    with library.citations.reading() as connection:
        return [
            sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)
            for table in ("document", "source", "speaking", "citation")
        ]


def test_what_was_counted_is_there_again_after_the_library_was_closed(tmp_path):
    with Library.for_writing(tmp_path / "s") as library:
        library.put(*article(1, "The Courier", "Tidewater Wire", "Velmara Radio"))
        library.commit()
        before = counted(library)
        library.put(*article(2, "Tidewater Wire", "The Courier"))
    assert len(before) == 2
    with Library.for_reading(tmp_path / "s") as library:
        # Closed before it was committed: the second one is mended when the library is opened.
        assert counted(library) == asked(library)
        assert len(counted(library)) == 3


@pytest.mark.parametrize("damage", ["missing", "empty", "nonsense", "other version", "incomplete"])
def test_tables_that_cannot_be_used_are_made_again(tmp_path, damage):
    with Library.for_writing(tmp_path / "s") as library:
        library.put(*article(1, "The Courier", "Tidewater Wire"))
        library.commit()
        before = tables(library)
    file = tmp_path / "s" / "citations" / "citations.sqlite"
    match damage:
        case "missing":
            shutil.rmtree(file.parent)
        case "empty":
            file.write_bytes(b"")
        case "nonsense":
            file.write_bytes(b"\xff" * 5_000)
        case "other version":
            sqlite3.connect(file).execute("PRAGMA user_version = 99")
        case "incomplete":
            CitationIndex.create(file.parent).close()
    with Library.for_reading(tmp_path / "s") as library:
        assert tables(library) == before


def test_a_crash_between_the_store_and_the_tables_is_mended(tmp_path, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with Library.for_writing(tmp_path / "s") as library:
        library.put(*article(1, "The Courier", "Tidewater Wire"))
        library.commit()
    for place in ("replace", "commit"):
        library = Library.for_writing(tmp_path / "s")
        with monkeypatch.context() as patch, pytest.raises(Killed):
            patch.setattr(CitationIndex, place, die)
            library.put(*article(1, "The Courier", "Velmara Radio"))
            library.put(*article(2, f"The {place} Post", "The Courier"))
            library.commit()
        library.close()
        with Library.for_reading(tmp_path / "s") as library:
            assert counted(library) == asked(library)
            assert list(check(library)) == []


def test_after_tables_could_not_be_written_nothing_is_called_lasting(tmp_path):
    """The engine may then have taken back more than the last step, and the intents must stay to mend it."""
    with Library.for_writing(tmp_path / "s") as library:
        library.put(*article(1, "The Courier", "Tidewater Wire"))
        with pytest.raises(StoreError, match="The index of citations"), library.citations.reading() as connection:
            connection.rollback()
            connection.execute("INSERT INTO nowhere VALUES (1)")
        with pytest.raises(StoreError, match="could not be written before"):
            library.commit()
    with Library.for_reading(tmp_path / "s") as library:
        assert len(counted(library)) == 1


CHANGES = [
    "UPDATE citation SET statements = 7",
    "UPDATE citation SET day = 1",
    "DELETE FROM citation",
    "DELETE FROM speaking",
    "DELETE FROM source WHERE is_named",
    "DELETE FROM document",
    "UPDATE source SET is_named = 0",
    "INSERT INTO speaking SELECT 5, source, kind, statements, day FROM speaking LIMIT 1",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_damaged_row_is_found(change):
    with Library.in_memory() as library:
        library.put(*article(1, "The Courier", "Tidewater Wire", day=date(2031, 3, 4)))
        library.commit()
        assert list(check(library)) == []
        with library.citations.reading() as connection:
            connection.execute(change)
        violations = list(check(library))
        assert violations
        assert {violation.node for violation in violations} == {"citations"}


def test_a_document_of_which_the_tables_know_nothing_is_replaced_by_one_that_says_something():
    document, statements = article(1, "The Courier", "Tidewater Wire")
    with Library.in_memory() as library:
        library.put(document, [])
        assert library.citations.size == 0
        library.put(document, statements)
        library.put(document, [replace(statement, via=()) for statement in statements])
        assert (library.citations.size, counted(library)) == (1, [])


def test_a_damaged_document_does_not_keep_the_tables_from_being_made(tmp_path):
    (damaged, statements), other = (
        article(1, "The Courier", "Tidewater Wire"),
        article(2, "Velmara Radio", "The Courier"),
    )
    with Library.for_writing(tmp_path / "s") as library:
        library.put(damaged, statements)
        library.put(*other)
        library.commit()
        name = library.store.iris.of(Thing.GRAPH, damaged.id)
        quads = set(library.store.quads(name))
        library.store.replace_graph(name, {quad for quad in quads if quad.predicate.value != terms.SOURCE_OF})
        library.store.flush()
    shutil.rmtree(tmp_path / "s" / "citations")
    with Library.for_reading(tmp_path / "s") as library:
        assert library.citations.size == 1
        assert counted(library) == [(*(s.source.id for s in reversed(other[1])), "affirm", "within_sentence", 1)]
