"""The shape of a report: what all analyses say about one claim, with every quote in its passage.

As JSON it is one object; ``format`` changes whenever a field changes its meaning or goes. Ids, dates and words are as
in ``graph.answers``; digests are SHA-256 in hexadecimal, of texts in UTF-8.
"""

from dataclasses import dataclass

from graph.analysis.answers import Standing
from graph.analysis.disagreement import Disagreement
from graph.analysis.positions import Positions
from graph.analysis.timeline import Timeline
from graph.answers import DocumentRef, Related, SourceRef, Wording

FORMAT = "allegedly-report/1"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a document: whole sentences, from the code point ``start`` of its text on.

    ``marks`` are the quoted code points of the document, or, where a statement has no words of its own there, those of
    its source and cue. ``cut_before`` and ``cut_after`` tell that the first or the last sentence goes on.
    """

    start: int
    text: str
    marks: tuple[tuple[int, int], ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """One statement of the evidence, with its number in the report and the passage that shows it.

    ``quote``, ``span`` and ``said_on`` are as in ``graph.answers.Position``, ``rests_on`` are statements (ids) as the
    text ties them together. ``confidence`` is of the ``extractor`` that found it.
    """

    number: int
    statement: str
    claim: str
    claim_text: str
    source: SourceRef | None
    stance: str
    speech_act: str
    quotation: str
    modality: str
    said_on: str | None
    said_on_basis: str | None
    rests_on: tuple[str, ...]
    confidence: float
    extractor: str
    quote: str
    span: tuple[int, int]
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A document of the evidence with all that is quoted from it; ``characters`` are the code points of its text."""

    document: DocumentRef
    authors: tuple[str, ...]
    language: str | None
    sha256: str
    characters: int
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """How a report was made.

    ``state`` is the digest of ``claim.trig`` of the evidence bundle, which holds all that was used of the store.
    ``inference`` is ``with`` or ``without`` what was inferred across documents. ``made_on`` is a day that was given for
    it, null where none was: no clock is asked, so that equal stores give equal reports.
    """

    program: str
    extractors: tuple[str, ...]
    state: str
    inference: str
    made_on: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A claim with all that stands behind it and against it.

    ``exhibits`` are the documents that tell of it, in order of publication; what contradicts it may stand in others.
    ``truncated`` says that there are more statements than were looked at.
    """

    format: str
    claim: str
    text: str
    making: Making
    wordings: tuple[Wording, ...]
    related: tuple[Related, ...]
    standing: Standing
    positions: Positions
    disagreement: Disagreement
    timeline: Timeline
    exhibits: tuple[Exhibit, ...]
    truncated: bool
