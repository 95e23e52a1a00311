"""The fields of the index."""

from functools import cache

import tantivy

from graph.search.entries import Entry, numbers_of, order_of
from graph.search.shown import SHOWN, packed
from graph.search.words import TOKENIZER

IDS = ("statement", "claim", "document", "source")
"""Stored, to be read back, and indexed whole."""
FACETS = ("kind", "stance", "speech_act", "outlet")
"""Indexed whole, with a column by which they are counted."""
TEXTS = ("claim_text", "source_text", "document_text")
"""Searched by their words."""

NUMBERS = (
    "claim_number",
    "document_number",
    "source_number",
    "origin_number",
    "outlet_number",
    "stance_number",
)
"""Columns of what is counted, by the numbers of ``graph.search.entries.numbers_of``."""
CONTEXT = "context"
"""Searched by its rarer words; they are stems already."""
STORED = (*IDS, *TEXTS, CONTEXT)
"""What can be read back of a row."""
COLUMNS = ("order", *NUMBERS)
"""What can be read back by columns."""
Row = tuple[str | int | bytes, ...]
"""What can be read back of a row: STORED, what is shown of it (``graph.search.shown``), and COLUMNS."""


def values_of(entry: Entry) -> Row:
    """What can be read back of an entry's row."""
    numbers = {"order": order_of(entry), **numbers_of(entry)}
    return (*(getattr(entry, name) for name in STORED), _shown(entry), *(numbers[name] for name in COLUMNS))


@cache
def schema() -> tantivy.Schema:
    """The schema; a change of it means that indexes are built again."""
    builder = tantivy.SchemaBuilder()
    for name in IDS:
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in TEXTS:
        builder.add_text_field(name, stored=True, tokenizer_name=TOKENIZER, index_option="freq")
    builder.add_text_field(CONTEXT, stored=True, tokenizer_name="whitespace", index_option="basic")
    builder.add_boolean_field("is_named", indexed=True, fast=True)
    builder.add_unsigned_field("order", indexed=True, fast=True)
    builder.add_boolean_field("origin_is_named", fast=True)
    for name in NUMBERS:
        builder.add_unsigned_field(name, fast=True, indexed=name == "claim_number")
    builder.add_bytes_field(SHOWN, stored=True)
    return builder.build()


def row_of(entry: Entry) -> tantivy.Document:
    """An entry as a row of the index."""
    row = tantivy.Document()
    for name in (*IDS, *FACETS, *TEXTS, CONTEXT):
        row.add_text(name, getattr(entry, name))
    row.add_boolean("is_named", entry.is_named)
    row.add_unsigned("order", order_of(entry))
    row.add_boolean("origin_is_named", entry.origin_is_named)
    for name, number in numbers_of(entry).items():
        row.add_unsigned(name, number)
    row.add_bytes(SHOWN, _shown(entry))
    return row


def _shown(entry: Entry) -> bytes:
    return packed(entry.shown, document=entry.about, stance=entry.stance, speech_act=entry.speech_act)
