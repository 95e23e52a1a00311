"""The rows of the index: what is kept of one statement to find it, filter it and put it in order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import NamedTuple

from graph.answers import DocumentRef
from graph.ids import ALPHABET, digest
from graph.model import Document, Source, SourceKind, Stance, Statement
from graph.rdf.literals import moment
from graph.search.context import Extent, context_of
from graph.search.shown import Shown

_NUMBER_CHARACTERS = 12  # of an id, five bits each: what an unsigned field of 64 bits holds
_DIGITS = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")
_TIE_BITS = 24
FIRST_DATED = 1 << _TIE_BITS
"""The lowest order of a row with a date."""
_DAY = 86_400  # seconds
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
_STANCE_NUMBERS = {stance.value: number for number, stance in enumerate(Stance)}
_OUTLETS = 10_000  # whose numbers are remembered


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of one statement. All ids are bare."""

    statement: str
    claim: str
    about: DocumentRef
    source: str
    claim_text: str
    source_text: str
    """Names of who speaks and for whom: source, spokesperson and affiliation, and the words of the mention."""
    document_text: str
    """Title and outlet of the document."""
    context: str
    """The stems of the words around it that stand in none of these texts (``graph.search.context``)."""
    kind: str
    stance: str
    speech_act: str
    is_named: bool
    origin: str
    """The source at the end of the chain."""
    origin_kind: str
    origin_is_named: bool
    shown: Shown
    published: date | datetime | None

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.about.id

    @property
    def outlet(self) -> str:
        """Name of the outlet; empty where it is not known."""
        return self.about.outlet or ""


class About(NamedTuple):
    """What the rows of a document have in common."""

    document: DocumentRef
    text: str
    published: date | datetime | None


class Speaker(NamedTuple):
    """A source by its id; ``has_name`` tells whether it is the same in every document."""

    source: str
    name: str
    kind: str
    has_name: bool

    @property
    def is_named(self) -> bool:
        """Whether the text names it; what it does not tell is nobody."""
        return self.has_name and self.kind != SourceKind.UNSPECIFIED


class Said(NamedTuple):
    """What rows are made of, of one statement: ``words`` are those of its mention, ``extents`` those of its source, cue
    and content; ``others`` are the names of the spokesperson and of the affiliation, as far as there are any."""

    statement: str
    claim: str
    claim_text: str
    speaker: Speaker
    others: tuple[str, ...]
    words: str
    extents: tuple[Extent, ...]
    stance: str
    speech_act: str
    shown: Shown


def entries_of(document: Document, statements: Sequence[Statement]) -> Iterator[Entry]:
    """The rows of a document."""
    published = None if document.published is None else moment(document.published).value
    ref = DocumentRef(document.id, document.url, document.title, document.outlet, published)
    return entries_about(
        About(ref, document.text, document.published), [_said(statement, document) for statement in statements]
    )


def entries_about(about: About, statements: Iterable[Said]) -> Iterator[Entry]:
    """The rows of a document, from what they are made of; all its statements have to be given at once."""
    known = {said.statement: said for said in statements}
    document_text = " ".join(filter(None, (about.document.title, about.document.outlet)))
    for said in known.values():
        speaker, origin = said.speaker, _origin(said, known)
        source_text = " ".join((speaker.name, *said.others, said.words))
        texts = " ".join((said.claim_text, source_text, document_text))
        yield Entry(
            statement=said.statement,
            claim=said.claim,
            about=about.document,
            source=speaker.source,
            claim_text=said.claim_text,
            source_text=source_text,
            document_text=document_text,
            context=context_of(about.text, said.extents, but=texts),
            kind=speaker.kind,
            stance=said.stance,
            speech_act=said.speech_act,
            is_named=speaker.is_named,
            origin=origin.source,
            origin_kind=origin.kind,
            origin_is_named=origin.is_named,
            shown=said.shown,
            published=about.published,
        )


def _said(statement: Statement, document: Document) -> Said:
    return Said(
        statement=statement.id,
        claim=statement.claim.id,
        claim_text=statement.claim.text,
        speaker=_speaker(statement.source),
        others=tuple(source.name for source in (statement.spokesperson, statement.affiliation) if source),
        words=document.quote(statement.source_spans),
        extents=(*statement.source_spans, *statement.cue_spans, *statement.content_spans),
        stance=statement.stance,
        speech_act=statement.speech_act,
        shown=Shown.of(statement, document),
    )


def _speaker(source: Source) -> Speaker:
    return Speaker(source.id, source.name, source.kind, source.is_named)


def _origin(said: Said, known: Mapping[str, Said]) -> Speaker:
    """Who stands at the end of the chain, which goes on with what is about the same claim where it forks."""
    seen: set[str] = set()
    following: Said | None = said
    while following is not None and following.statement not in seen:
        said = following
        seen.add(said.statement)
        hops = sorted((via for via in said.shown.via if via.statement in known), key=lambda via: via.order)
        claim = said.claim
        following = min((known[via.statement] for via in hops), key=lambda hop: hop.claim != claim, default=None)
    return said.speaker


def number_of(name: str) -> int:
    """An id as a number of 60 bits, by which rows are grouped; of 10^6 ids two share one with a chance of 10^-6."""
    return int(name[:_NUMBER_CHARACTERS].translate(_DIGITS), len(ALPHABET))


@lru_cache(_OUTLETS)
def _outlet_number(outlet: str) -> int:
    return number_of(digest("outlet", outlet)) if outlet else 0


def numbers_of(entry: Entry) -> dict[str, int]:
    """What is counted of an entry, as numbers; 0 where the text does not say who speaks, or no outlet is known.

    Statements of unstated sources are not known to be of one, so each counts for itself.
    """
    is_stated = entry.kind != SourceKind.UNSPECIFIED
    return {
        "claim_number": number_of(entry.claim),
        "document_number": number_of(entry.document),
        "source_number": number_of(entry.source) if is_stated else 0,
        "origin_number": number_of(entry.origin) if entry.origin_kind != SourceKind.UNSPECIFIED else 0,
        "outlet_number": _outlet_number(entry.outlet),
        "stance_number": _STANCE_NUMBERS[entry.stance],
    }


def seconds_of(moment: date | datetime) -> int:
    """Seconds since the beginning of the year 1; a day counts from its start."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), tzinfo=UTC)
    return int((moment - _EARLIEST).total_seconds())


def order_of(entry: Entry) -> int:
    """The number by which rows are put in order of publication, ties by the id; without a date first."""
    seconds = seconds_of(entry.published) if entry.published else -1
    return ((seconds + 1) << _TIE_BITS) + (number_of(entry.statement) >> (5 * _NUMBER_CHARACTERS - _TIE_BITS))


def bounds_of(*, since: date | None, until: date | None) -> tuple[int, int | None]:
    """The lowest and the highest order of what was published from one day to another, both included.

    What has no date is below the lowest; without a last day there is no highest.
    """
    lowest = (seconds_of(since or date.min) + 1) << _TIE_BITS
    highest = ((seconds_of(until) + _DAY + 1) << _TIE_BITS) - 1 if until else None
    return lowest, highest
