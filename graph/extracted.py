"""What the pipeline finds in one document, in the shape that other programs read."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import QuotationType, SourceKind, Spans, Statement


@dataclass(frozen=True, slots=True)
class ExtractedAttribution:
    """One statement; spans are code points into the text, empty where the text gives none.

    ``via`` is the index, in the same list, of the statement that this one rests on.
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
    )
