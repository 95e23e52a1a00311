"""The index made from the store: the same rows as when the documents were put in."""

from hypothesis import given, settings
from strategies import readings

from graph.library import Library
from graph.model import (
    Claim,
    Document,
    Hyperlink,
    QuotationType,
    Source,
    SourceKind,
    Span,
    SpeechAct,
    Stance,
    Statement,
)
from graph.rebuilding import rebuild, stored_entries
from graph.search.entries import Entry, entries_of
from graph.search.filters import Filters
from graph.search.pages import page


def in_order(entries) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.statement)


@given(readings())
def test_rows_from_the_store_are_those_of_the_document(reading):
    document, statements = reading
    with Library.in_memory() as library:
        library.put(document, statements)
        assert in_order(stored_entries(library.store, document.id)) == in_order(entries_of(document, statements))


def test_rows_of_the_samples_are_the_same(samples):
    for name in samples.document_ids():
        assert in_order(stored_entries(samples.store, name)) == in_order(entries_of(*samples.read(name)))


def test_a_document_that_is_not_there_has_no_rows():
    with Library.in_memory() as library:
        assert stored_entries(library.store, "a" * 26) == []


def test_pieces_of_a_mention_stand_in_the_order_of_the_text():
    document = Document(
        "The board, on Monday, of Ostrel said no. " * 3, links=(Hyperlink(Span(0, 3), "https://x.example/"),)
    )
    pieces = tuple(Span(start, start + length) for start, length in ((4, 5), (22, 9), (101, 2)))
    statement = Statement(
        document=document.id, source=Source("Ostrel Board", SourceKind.COMPANY), claim=Claim("No"),
        speech_act=SpeechAct.ASSERT, stance=Stance.AFFIRM, quotation=QuotationType.INDIRECT,
        content_spans=(Span(37, 39),), source_spans=pieces,
    )  # fmt: skip
    with Library.in_memory() as library:
        library.put(document, [statement])
        (entry,) = stored_entries(library.store, document.id)
    assert entry.source_text == f"Ostrel Board {document.quote(pieces)}"
    assert " … " in entry.source_text


@settings(max_examples=20)
@given(readings())
def test_an_index_that_lost_its_rows_gets_them_back(reading):
    document, statements = reading
    with Library.in_memory() as library:
        library.put(document, statements)
        library.commit()
        before = page(library.index, Filters(), limit=9)
        library.index.replace(document.id, [])
        library.index.commit()
        rebuild(library.index, library.store, [document.id, "a" * 26])
        assert page(library.index, Filters(), limit=9) == before
        assert before[1] == len(statements)
