"""What is shown of a statement, kept in its row: reading it from the store takes ten times as long."""

import json
from dataclasses import dataclass
from typing import NamedTuple

import tantivy

from graph.answers import DocumentRef
from graph.model import Document, Statement, Via, ViaBasis

SHOWN = "shown"
"""The field that keeps it."""
_NAMES = ("statement", "claim", "claim_text", "source")


class Shown(NamedTuple):
    """How a statement stands in its document, as ``graph.answers.Position`` shows it.

    ``said_on`` is EDTF; ``span`` is (0, 0) where there is no content; ``via`` is sorted by ``Via.order``.
    """

    quotation: str
    said_on: str | None
    said_on_basis: str | None
    quote: str
    span: tuple[int, int]
    via: tuple[Via, ...]

    @classmethod
    def of(cls, statement: Statement, document: Document) -> "Shown":
        """What is shown of a statement of a document."""
        spans = statement.content_spans
        return cls(
            quotation=statement.quotation,
            said_on=statement.said_on.edtf if statement.said_on else None,
            said_on_basis=statement.said_on_basis,
            quote=document.quote(spans),
            span=(spans[0].start, spans[-1].end) if spans else (0, 0),
            via=statement.via,
        )


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the index with all that it keeps to be shown. All ids are bare."""

    statement: str
    claim: str
    claim_text: str
    source: str
    document: DocumentRef
    stance: str
    speech_act: str
    shown: Shown


def packed(shown: Shown, *, document: DocumentRef, stance: str, speech_act: str) -> bytes:
    """What is shown of a statement and of its document, as it is kept in a row."""
    hops = [(via.statement, via.basis) for via in shown.via]
    about = (document.url, document.title, document.outlet, document.published)
    return json.dumps([about, stance, speech_act, *shown[:-1], hops], ensure_ascii=False).encode()


def read_row(row: tantivy.Document) -> ShownRow:
    """A row as it was kept."""
    about, stance, speech_act, quotation, said_on, basis, quote, (start, end), hops = json.loads(row[SHOWN][0])
    via = tuple(Via(statement, ViaBasis(basis)) for statement, basis in hops)
    shown = Shown(quotation, said_on, basis, quote, (start, end), via)
    statement, claim, claim_text, source = (row[name][0] for name in _NAMES)
    document = DocumentRef(row["document"][0], *about)
    return ShownRow(statement, claim, claim_text, source, document, stance, speech_act, shown)
