"""What the pipeline finds in one document, in the shape that other programs read."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import QuotationType, SourceKind, Spans, Statement


@dataclass(frozen=True, slots=True)
class ExtractedAttribution:
    """One statement; spans are code points into the text, empty where the text gives none.

    ``via`` is the index, in the same list, of the statement that this one rests on. ``addressee`` is who was told.
    ``said_on`` is the day, month or year on which it was said, or an interval of days on one of which it was, as EDTF,
    level 0 (ISO 8601-2:2019); ``said_on_basis`` tells whether the text says so or it is the day of publication. Both
    are null where neither is known.
    """

    source: Spans
    cue: Spans
    content: Spans
    via: int | None
    source_name: str | None
    source_kind: str
    stance: str
    speech_act: str
    quotation: str
    confidence: float
    addressee: Spans
    addressee_name: str | None
    said_on: str | None
    said_on_basis: str | None


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """All attributions of one document; ``doc`` is its name."""

    doc: str
    attributions: tuple[ExtractedAttribution, ...]


def extracted(name: str, statements: Sequence[Statement], *, own_voice: bool) -> ExtractedDocument:
    """The attributed statements, and the outlet's own voice where it is asked for; its relays are left out."""
    kept = [
        statement
        for statement in statements
        if not statement.is_relay and (own_voice or statement.quotation is not QuotationType.OWN_VOICE)
    ]
    places = {statement.id: place for place, statement in reversed(list(enumerate(kept)))}
    return ExtractedDocument(doc=name, attributions=tuple(_attribution(s, places) for s in kept))


def _attribution(statement: Statement, places: dict[str, int]) -> ExtractedAttribution:
    source = statement.source
    return ExtractedAttribution(
        source=statement.source_spans,
        cue=statement.cue_spans,
        content=statement.content_spans,
        via=next((places[via.statement] for via in statement.via if via.statement in places), None),
        source_name=None if source.kind is SourceKind.UNSPECIFIED else source.name,
        source_kind=source.kind,
        stance=statement.stance,
        speech_act=statement.speech_act,
        quotation=statement.quotation,
        confidence=statement.confidence,
        addressee=statement.addressee_spans,
        addressee_name=statement.addressee.name if statement.addressee else None,
        said_on=statement.said_on.edtf if statement.said_on else None,
        said_on_basis=statement.said_on_basis,
    )
