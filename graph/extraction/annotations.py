"""What the components of the pipeline hand to each other about one document."""

from dataclasses import dataclass, field
from enum import StrEnum

from graph.identity.sources import Described
from graph.model import (
    Claim,
    DateBasis,
    Document,
    Modality,
    QuotationType,
    Source,
    Span,
    Spans,
    SpeechAct,
    Stance,
    Statement,
    ViaBasis,
)
from graph.period import Period


class Layer(StrEnum):
    """One kind of annotation; components say which they require and which they assign."""

    SENTENCES = "sentences"
    QUOTES = "quotes"
    ATTRIBUTIONS = "attributions"
    QUOTATION_TYPES = "quotation types"
    SPEECH_ACTS = "speech acts"
    SOURCES = "sources"
    CHAINS = "chains"
    ADDRESSEES = "addressees"
    DATES = "dates"
    CLAIMS = "claims"
    STATEMENTS = "statements"


@dataclass(slots=True)
class Attribution:
    """A source, its cue and its content, as spans; filled in by one component after another.

    A finder gives the spans, its confidence (0 to 1) and whether it stands inside the content of another one; the
    rest has defaults until the component assigns it.
    ``hops`` are indices into the same list of attributions: the ones that this one rests on.
    """

    source: Spans
    cue: Spans
    content: Spans
    confidence: float = 1.0
    is_embedded: bool = False
    quotation: QuotationType = QuotationType.INDIRECT
    speech_act: SpeechAct = SpeechAct.ASSERT
    stance: Stance = Stance.AFFIRM
    modality: Modality = Modality.UNDERSPECIFIED
    entity: Source | None = None
    spokesperson: Source | None = None
    affiliation: Source | None = None
    addressee: Spans = ()
    addressee_entity: Source | None = None
    said_on: Period | None = None
    said_on_basis: DateBasis | None = None
    claim: Claim | None = None
    hops: list[tuple[int, ViaBasis]] = field(default_factory=list)


@dataclass(slots=True)
class Annotations:
    """A document and all that has been found in it so far.

    ``sentences`` and ``paragraphs`` cover every character that is not white space, in order and without
    overlap. ``quotes`` are the stretches between a pair of quotation marks, the marks left out. ``described`` are
    descriptions of persons with names, in the order of the text.
    """

    document: Document
    paragraphs: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    quotes: list[Span] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    described: list[Described] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    extractor: str = ""
