"""The shapes of answers: the same for the library, the command line and the service.

Ids are bare; ``graph.iris`` tells the IRIs. Dates are ISO 8601. Words are those of ``graph.model``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A source, as it is shown beside a statement."""

    id: str
    name: str
    kind: str
    named: bool


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document, as it is shown beside a statement."""

    id: str
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """One statement of a chain with its source; the source is null where the text gives none."""

    statement: str
    source: SourceRef | None


@dataclass(frozen=True, slots=True)
class Position:
    """What one statement says about a claim, and the chain from it to its origin, itself included.

    ``quote`` is the content as the document words it, ``span`` its code points there: start of the first fragment,
    end of the last. ``said_on`` is a day, a month, a year or an interval as EDTF, level 0 (ISO 8601-2:2019). ``origin``
    is the source at the end of the chain, null where the text gives none.
    """

    statement: str
    claim: str
    source: SourceRef | None
    stance: str
    speech_act: str
    quotation: str
    said_on: str | None
    said_on_basis: str | None
    document: DocumentRef
    quote: str
    span: tuple[int, int]
    chain: tuple[Link, ...]
    origin: SourceRef | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Who stands behind the positions of a claim: numbers of different sources, outlets, documents and statements.

    A source counts once for each stance that it takes, under all names that are held to be one. An origin is a source
    at the end of a chain; unnamed ones are counted apart, because nobody knows whether two of them are one.
    """

    asserters: int
    deniers: int
    doubters: int
    outlets: int
    documents: int
    statements: int
    origins_named: int
    origins_unnamed: int


@dataclass(frozen=True, slots=True)
class Wording:
    """A claim of a cluster, and why it is held to say the same as the others.

    ``method`` and ``score`` are of the comparison with the claim ``compared_with``; the one that the cluster is named
    after was compared with none.
    """

    id: str
    text: str
    method: str
    score: float
    compared_with: str | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Related:
    """A claim that bears on another one.

    ``relation`` is ``contradicts``, ``narrower`` (it says more), ``broader``, ``supports`` or ``supported_by``.
    """

    id: str
    text: str
    relation: str
    score: float


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """A claim in all its wordings, with the positions on it.

    ``id`` and ``text`` are of the wording that fits the question best, or that was asked for; ``cluster`` has all of
    them, and is null where nobody else says the same. ``score`` tells how well it fits the question that was asked, if
    any. ``first_seen`` is when the first document with one of the positions was published. ``positions`` are the
    earliest; ``tally`` counts all.
    """

    id: str
    text: str
    score: float | None
    cluster: str | None
    wordings: tuple[Wording, ...]
    related: tuple[Related, ...]
    first_seen: str | None
    tally: Tally
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """A claim that does not fit a question well enough to be an answer, but comes nearest."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The claims that fit a question, best first, from the ``offset`` on; ``more`` says that others follow.

    The question was understood to be about ``about``, of the source that it words as ``source``, and for ``stances``;
    none means any. ``facets`` counts the statements about all claims that fit, by the values that a filter can take;
    those of one field without what is asked of that field itself. Where nothing fits, ``nearest`` has what comes
    nearest.
    """

    question: str
    about: str
    source: str | None
    stances: tuple[str, ...]
    claims: tuple[ClaimAnswer, ...]
    offset: int
    more: bool
    facets: dict[str, dict[str, int]]
    nearest: tuple[Nearest, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """How much the store holds."""

    documents: int
    statements: int
    claims: int
    sources_named: int
    sources_unnamed: int
    triples: int


@dataclass(frozen=True, slots=True)
class StatementDetail:
    """A statement with the place of its parts in the document; spans are code points, empty where there is none."""

    position: Position
    claim: str
    claim_text: str
    modality: str
    confidence: float
    extractor: str
    spokesperson: str | None
    affiliation: str | None
    source_spans: tuple[tuple[int, int], ...]
    cue_spans: tuple[tuple[int, int], ...]
    content_spans: tuple[tuple[int, int], ...]
    addressee: str | None
    addressee_spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A position of a source, with the claim that it is about."""

    claim: str
    claim_text: str
    position: Position


@dataclass(frozen=True, slots=True)
class KnownRef:
    """A known source, as it is shown beside another; ``id`` is its IRI."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class KnownSource:
    """What is known of a source beforehand; ``id`` is the IRI of what is known.

    ``country`` is a code of ISO 3166-1, ``wikidata`` the name of an item. Parent body, predecessors and successor are
    other sources: what they said, this one has not.
    """

    id: str
    name: str
    kind: str
    country: str | None
    wikidata: str | None
    parent: KnownRef | None
    predecessors: tuple[KnownRef, ...]
    successor: KnownRef | None


@dataclass(frozen=True, slots=True)
class IdentifiedAs:
    """The entity of an authority that a source was identified as; ``id`` is that of the review, ``score`` of one."""

    id: str
    entity: str
    label: str
    score: float
    method: str


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source that is held to be one with others, and why.

    ``method`` and ``score`` are of the comparison with the source ``compared_with`` (id); the one that all of them are
    named after was compared with none.
    """

    source: SourceRef
    method: str
    score: float
    compared_with: str | None
    explanation: str


@dataclass(frozen=True, slots=True)
class SourceDetail:
    """A source and what it says under all its names, newest first from the ``offset`` on; ``total`` counts all of it.

    ``names`` are all that it is held to be one with, itself included; there are none where it is alone. ``known`` is
    what is known beforehand of it, or of those that it is held to be one with; ``identified`` is what a service
    proposed and a user took over. ``facets`` counts the statements by the values that a filter can take; those of one
    field without what is asked of that field itself.
    """

    source: SourceRef
    names: tuple[SourceName, ...]
    known: tuple[KnownSource, ...]
    identified: tuple[IdentifiedAs, ...]
    total: int
    offset: int
    statements: tuple[Said, ...]
    facets: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class SourceClaim:
    """A claim on which a source says something: how often, with which stances, and when that was published.

    ``id`` and ``text`` are of the wording that came last.
    """

    id: str
    text: str
    statements: int
    stances: dict[str, int]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class SourceClaims:
    """The claims on which a source says something, those on which it says most first, from the ``offset`` on.

    ``total`` counts all of them; ``truncated`` says that the source says more than was looked at.
    """

    claims: tuple[SourceClaim, ...]
    total: int
    offset: int
    truncated: bool
