"""Records from the rows of the index: the same as those that the store gives."""

from hypothesis import given
from strategies import readings

from graph.indexed_records import records_of
from graph.library import Library
from graph.records import Record, fetch
from graph.search.filters import Filters
from graph.search.pages import page


def in_order(records) -> list[Record]:
    return sorted(records, key=lambda record: record.statement)


@given(readings())
def test_records_of_rows_are_those_of_the_store(reading):
    document, statements = reading
    with Library.in_memory() as library:
        library.put(document, statements)
        library.commit()
        rows, _ = page(library.index, Filters(), limit=9)
        stored = fetch(library.store, {statement.id for statement in statements})
        assert in_order(records_of(library.store, rows)) == in_order(stored)


def test_records_of_the_samples_are_those_of_the_store(samples):
    rows, total = page(samples.index, Filters(), limit=10_000)
    records = records_of(samples.store, rows)
    assert [record.statement for record in records] == [row.statement for row in rows]
    assert len(records) == total
    assert any(record.via for record in records)
    assert in_order(records) == in_order(fetch(samples.store, {row.statement for row in rows}))


@given(readings())
def test_rows_of_a_document_that_is_gone_have_no_records(reading):
    document, statements = reading
    with Library.in_memory() as library:
        library.put(document, statements)
        library.commit()
        library.forget(document.id)
        rows, _ = page(library.index, Filters(), limit=9)
        assert len(rows) == len(statements)
        assert records_of(library.store, rows) == []
