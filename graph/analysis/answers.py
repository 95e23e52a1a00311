"""The shapes of what stands behind a claim: the same for the library, the command line and the service.

What ``graph.answers`` says of ids, dates and words holds here too. Speakers are shown as one of the sources that count
as them: a body for those who speak for it, one name for all names of a source.
"""

from dataclasses import dataclass

from graph.answers import DocumentRef, SourceRef


@dataclass(frozen=True, slots=True)
class Passage:
    """What one statement says, and where; ``quote`` and ``span`` are as in ``graph.answers.Position``."""

    statement: str
    claim: str
    source: SourceRef | None
    stance: str
    speech_act: str
    quote: str
    span: tuple[int, int]
    document: DocumentRef


@dataclass(frozen=True, slots=True)
class Hop:
    """One statement rests on another.

    ``passage`` is null where an outlet says nothing itself and only prints, in ``document``, what it rests on.
    ``basis`` tells how the hop is known, of ``graph.model.ViaBasis`` or ``graph.analysis.hops.Basis``, or ``printed``;
    ``score`` is 1 for what the text states, and ``reason`` is told for what was inferred.
    """

    document: DocumentRef
    passage: Passage | None
    rests_on: Passage
    basis: str
    inferred: bool
    score: float
    reason: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """One speaker has it from another: all hops that tell so; ``inferred`` if no text states any of them."""

    source: SourceRef
    rests_on: SourceRef
    inferred: bool
    score: float
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class OriginDetail:
    """A speaker with whom chains end, under which names, and the statements at the ends."""

    source: SourceRef
    names: tuple[SourceRef, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Independence:
    """How many ways lead from the reports to origins without a speaker in common.

    ``at_most`` counts each unnamed origin for itself: it is the size of the ``cut``, the smallest set of speakers of
    whom every way passes one, and of ``paths``, which share none. ``at_least`` counts all unnamed origins as one, which
    they may be, and so it does each set of named ones that are bodies ``of_one_state``.
    ``through`` are the speakers whom every way passes, from the reports to the origins.
    """

    at_least: int
    at_most: int
    cut: tuple[SourceRef, ...]
    paths: tuple[tuple[SourceRef, ...], ...]
    through: tuple[SourceRef, ...]
    of_one_state: tuple[tuple[SourceRef, ...], ...]


@dataclass(frozen=True, slots=True)
class CircularHop:
    """In a document, a speaker has it from another one of a loop; ``hop`` has the statements."""

    source: SourceRef
    rests_on: SourceRef
    document: DocumentRef
    hop: Hop


@dataclass(frozen=True, slots=True)
class Remainder:
    """What of a claim does not need the hops of a loop: origins that reports still lead to, and on how many ways.

    ``beyond`` tells whether one of these origins stands outside the loop.
    """

    named: tuple[SourceRef, ...]
    unnamed: tuple[SourceRef, ...]
    at_least: int
    at_most: int
    beyond: bool


@dataclass(frozen=True, slots=True)
class CircularReport:
    """A speaker is confirmed by others who have it from that speaker, on one side of a claim.

    ``hops`` are in order of time, so that each speaker relies on one who relied on another before. ``documents`` are in
    order of time too, with the one that is relied on first, where it is known. ``without`` is what would remain.
    """

    stance: str
    speakers: tuple[SourceRef, ...]
    hops: tuple[CircularHop, ...]
    documents: tuple[DocumentRef, ...]
    without: Remainder


@dataclass(frozen=True, slots=True)
class Side:
    """What stands behind one stance on a claim.

    ``outlets`` publish a document in which somebody takes it, ``statements`` of them are counted. ``earliest`` are the
    documents before which none is known to be published: several, where their order is not known; ``undated`` counts
    those without a date, which are none of them. ``edges`` are all who have it from whom, of which ``inferred`` are
    inferred; ``unnamed_between`` counts those without a name who pass it on. ``circular`` are its loops, the shortest
    first, ``circular_truncated`` says that there may be more. ``verdict`` says it in sentences.
    """

    stance: str
    outlets: tuple[SourceRef, ...]
    statements: int
    documents: int
    origins: tuple[OriginDetail, ...]
    origins_unnamed: tuple[OriginDetail, ...]
    independence: Independence
    earliest: tuple[DocumentRef, ...]
    undated: int
    edges: tuple[Edge, ...]
    inferred: int
    unnamed_between: int
    circular: tuple[CircularReport, ...]
    circular_truncated: bool
    verdict: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A query in SPARQL, and what its answer tells; prefixes are those that the store knows."""

    tells: str
    sparql: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands behind a claim, for each stance that somebody takes.

    ``inference`` is ``with`` or ``without`` what was inferred across documents. ``truncated`` says that there are more
    statements than were looked at. ``queries`` show the facts that are in the store: what was inferred is not.
    """

    claim: str
    text: str
    wordings: int
    inference: str
    sides: tuple[Side, ...]
    truncated: bool
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class CircularReporting:
    """The loops of a claim on all its sides; ``truncated`` says that there may be more."""

    claim: str
    text: str
    inference: str
    loops: tuple[CircularReport, ...]
    truncated: bool
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One statement on a path; ``basis``, ``inferred``, ``score`` and ``reason`` are of the hop that leads to it.

    They are as in ``Hop``; basis, score and reason are null for the first step.
    """

    statement: str
    claim: str
    source: SourceRef | None
    stance: str
    speech_act: str
    basis: str | None
    inferred: bool
    score: float | None
    reason: str | None
    quote: str
    span: tuple[int, int]
    document: DocumentRef


@dataclass(frozen=True, slots=True)
class Path:
    """Statements of which each rests on the next; ``origin`` is the source of the last, null where none is given."""

    steps: tuple[Step, ...]
    origin: SourceRef | None


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths of a claim, or from one statement, the shortest first.

    ``loops`` are walks that come to no end but back to a statement of theirs, which stands last once more.
    ``truncated`` and ``loops_truncated`` say that there are more than were listed, or may be.
    """

    claim: str
    text: str
    inference: str
    paths: tuple[Path, ...]
    truncated: bool
    loops: tuple[Path, ...]
    loops_truncated: bool
    queries: tuple[Query, ...]
