"""What one statement says and when, as the evidence that is shown for everything that is told about a claim."""

from dataclasses import dataclass

from graph.answers import DocumentRef, SourceRef
from graph.model import DateBasis
from graph.period import Period
from graph.records import Record


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement with its passage.

    ``quote`` is the content as the document words it, ``span`` its code points there: start of the first fragment, end
    of the last. ``said_on`` is EDTF, level 0 (ISO 8601-2:2019), and its basis ``text`` or ``publication``. The source
    is null where the text gives none.
    """

    statement: str
    claim: str
    claim_text: str
    source: SourceRef | None
    stance: str
    speech_act: str
    said_on: str | None
    said_on_basis: str | None
    document: DocumentRef
    quote: str
    span: tuple[int, int]

    @classmethod
    def of(cls, record: Record) -> "Saying":
        """What a record of the store shows."""
        return cls(
            statement=record.statement,
            claim=record.claim,
            claim_text=record.claim_text,
            source=record.source,
            stance=record.stance,
            speech_act=record.speech_act,
            said_on=record.said_on,
            said_on_basis=record.said_on_basis,
            document=record.document,
            quote=record.quote,
            span=record.span,
        )


def said_within(record: Record) -> Period | None:
    """The days on one of which it was said; None where nobody knows."""
    return None if record.said_on is None else Period.of_edtf(record.said_on)


def is_dated_by_text(record: Record) -> bool:
    """Whether the text tells when it was said, and not only when it was published."""
    return record.said_on is not None and record.said_on_basis == DateBasis.TEXT


def query_about(claim_iri: str) -> str:
    """The SPARQL that gives all statements about a claim, in all its wordings, with who says it and when.

    Where a saying or a document has no date, the variables for it are unbound.
    """
    return f"""\
SELECT DISTINCT ?statement ?source ?stance ?speechAct ?notBefore ?notAfter ?basis ?document ?published WHERE {{
  <{claim_iri}> (al:memberOf/^al:memberOf)? ?claim .
  ?statement al:claim ?claim ; al:source ?source ; al:stance ?stance ; al:speechAct ?speechAct ; al:inDocument ?document
  OPTIONAL {{ ?statement al:saidNotBefore ?notBefore ; al:saidNotAfter ?notAfter ; al:saidOnBasis ?basis }}
  OPTIONAL {{ ?document al:published ?published }}
}} ORDER BY ?notBefore ?published ?statement"""
