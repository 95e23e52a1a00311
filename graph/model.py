"""What the project is about: documents, sources, claims, and the statements that join them.

Everything here is an immutable value without any knowledge of RDF. All offsets are Unicode code points
into the text of one document, and ``text[start:end]`` is what an anchor anchors, always.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from graph.ids import digest
from graph.period import Period


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


Spans = tuple[Span, ...]
"""Sorted, non-overlapping fragments; empty where the text gives none."""


class SourceKind(StrEnum):
    """What a source is, as far as the text tells."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    NEWS_AGENCY = "news_agency"
    GOVERNMENT_BODY = "government_body"
    MILITARY_BODY = "military_body"
    INTELLIGENCE_SERVICE = "intelligence_service"
    ARMED_GROUP = "armed_group"
    COMPANY = "company"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"
    COLLECTIVE = "collective"
    UNSPECIFIED = "unspecified"


UNNAMED_KINDS = frozenset({SourceKind.ANONYMOUS, SourceKind.COLLECTIVE, SourceKind.UNSPECIFIED})
"""The kinds that a source only has where the text gives no name."""
MEDIA_KINDS = frozenset({SourceKind.OUTLET, SourceKind.NEWS_AGENCY})
"""The kinds of sources that report for a living."""


class SpeechAct(StrEnum):
    """What a source does in saying it (Searle 1976, narrowed to what news cues tell apart)."""

    ASSERT = "assert"
    REPORT = "report"
    CONFIRM = "confirm"
    ANNOUNCE = "announce"
    ADMIT = "admit"
    ACCUSE = "accuse"
    ESTIMATE = "estimate"
    PREDICT = "predict"
    DENY = "deny"
    RETRACT = "retract"
    PROMISE = "promise"
    THREATEN = "threaten"
    DEMAND = "demand"
    QUESTION = "question"
    DENOUNCE = "denounce"
    BELIEVE = "believe"
    DECLINE = "decline"


class Stance(StrEnum):
    """The source's position towards the claim, which is itself always in positive form."""

    AFFIRM = "affirm"
    REJECT = "reject"
    DOUBT = "doubt"
    NEUTRAL = "neutral"


class Modality(StrEnum):
    """How certain the source presents the claim to be (Saurí and Pustejovsky 2009, FactBank)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNDERSPECIFIED = "underspecified"


class QuotationType(StrEnum):
    """How the content is given: in the source's own words, in the outlet's, in both, or with no source at all."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    OWN_VOICE = "own_voice"


class DateBasis(StrEnum):
    """Where the date of a statement comes from: the text says so, or it is the day of publication for want of one."""

    TEXT = "text"
    PUBLICATION = "publication"


class ViaBasis(StrEnum):
    """How it is known that one statement rests on another: the text says so, or it was inferred."""

    WITHIN_SENTENCE = "within_sentence"
    WITHIN_DOCUMENT = "within_document"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link in the main text of a document; ``span`` covers the words that carry it."""

    span: Span
    target: str


@dataclass(frozen=True)
class Document:
    """One immutable version of a text, kept exactly as it was read.

    ``language`` is a BCP 47 tag. ``published`` is a date, or a moment in UTC where the source gave one. ``links`` are
    sorted and distinct.
    """

    text: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: date | datetime | None = None
    language: str | None = None
    links: tuple[Hyperlink, ...] = ()

    @cached_property
    def id(self) -> str:
        """Hash of URL and text; without a URL the outlet takes its place.

        Two outlets that print the same agency copy are two documents even where no URL is known.
        """
        place = ("url", self.url) if self.url else ("outlet", self.outlet or "")
        return digest("document", *place, self.text)

    @property
    def published_on(self) -> date | None:
        """The day of publication, without the time."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    def quote(self, spans: Spans) -> str:
        """The words under the spans, fragments joined by an ellipsis."""
        return " … ".join(self.text[start:end] for start, end in spans)


def normalise_name(name: str) -> str:
    """The form under which two spellings count as one name: NFKC, case, spaces and a leading article apart."""
    words = unicodedata.normalize("NFKC", name).casefold().split()
    if len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)


@dataclass(frozen=True)
class Source:
    """Anything that a statement can be attributed to.

    A named source is the same in every document. An unnamed one ("local sources") belongs to the document
    that describes it, ``scope``, and is never merged automatically.
    """

    name: str
    kind: SourceKind
    scope: str | None = None

    def __post_init__(self) -> None:
        if self.scope is None and self.kind in UNNAMED_KINDS:
            raise ValueError(f"a source of kind {self.kind} belongs to one document: give its id as scope")

    @property
    def is_named(self) -> bool:
        """Whether the source is known by a name, and so is shared by documents."""
        return self.scope is None

    @cached_property
    def id(self) -> str:
        """Hash of the normalised name, and of the document where the source is unnamed.

        The kind is no part of it: two documents may judge it differently and still mean the same source.
        """
        if self.scope is None:
            return digest("named-source", normalise_name(self.name))
        return digest("unnamed-source", self.scope, normalise_name(self.name))


@dataclass(frozen=True)
class Claim:
    """The proposition, independent of who says it.

    A wording that cannot be understood away from its document ("he was there") is bound to it by ``scope``,
    so that equal words about different things never become one claim.
    """

    text: str
    scope: str | None = None

    @cached_property
    def id(self) -> str:
        """Hash of the wording, and of the document where it is bound to one."""
        return digest("claim", self.text, self.scope or "")


_STRENGTH = {ViaBasis.WITHIN_SENTENCE: 0, ViaBasis.WITHIN_DOCUMENT: 1, ViaBasis.INFERRED: 2}


@dataclass(frozen=True, slots=True)
class Via:
    """One hop towards the origin: the statement that holds this rests on ``statement`` (an id)."""

    statement: str
    basis: ViaBasis

    @property
    def order(self) -> tuple[int, str]:
        """The key by which hops are sorted: what the text says before what was inferred, then by id."""
        return _STRENGTH[self.basis], self.statement


@dataclass(frozen=True)
class Statement:
    """One attributed act of saying, in one document, by one source.

    The outlet's own statements have no source and no cue in the text: those in its own voice anchor their
    sentence as content, those that relay another statement anchor its content and rest on it by ``via``.
    ``affiliation`` is the body for which the source works or which it leads, as the text says it; what it says is its
    own all the same. ``addressee`` is who was told, as the text says it. ``said_on`` is given with its basis or not at
    all; it holds for the saying, not for what is said. ``via`` is sorted by ``Via.order``. ``confidence`` is between 0
    and 1, to four decimals. ``extractor`` names what found it, with its version.
    """

    document: str
    source: Source
    claim: Claim
    speech_act: SpeechAct
    stance: Stance
    quotation: QuotationType
    content_spans: Spans
    source_spans: Spans = ()
    cue_spans: Spans = ()
    modality: Modality = Modality.UNDERSPECIFIED
    spokesperson: Source | None = None
    affiliation: Source | None = None
    addressee: Source | None = None
    addressee_spans: Spans = ()
    said_on: Period | None = None
    said_on_basis: DateBasis | None = None
    via: tuple[Via, ...] = ()
    confidence: float = 1.0
    extractor: str = ""

    @property
    def is_relay(self) -> bool:
        """Whether this is the outlet passing on a statement of its own article."""
        return bool(self.via) and not self.source_spans and not self.cue_spans

    @cached_property
    def id(self) -> str:
        """Hash of the document and the spans, so that a better extractor keeps the ids of what it finds again.

        A relay has no words of its own and is told apart by what it passes on.
        """
        if self.is_relay:
            return digest("relay", self.document, *(via.statement for via in self.via))
        spans = (self.source_spans, self.cue_spans, self.content_spans)
        return digest("statement", self.document, *(_write_spans(s) for s in spans))


def _write_spans(spans: Spans) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)
