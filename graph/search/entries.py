"""The rows of the index: what is kept of one statement to find it, filter it and put it in order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from graph.ids import ALPHABET, digest
from graph.model import Document, Source, SourceKind, Stance, Statement

_NUMBER_CHARACTERS = 12  # of an id, five bits each: what an unsigned field of 64 bits holds
_TIE_BITS = 24
FIRST_DATED = 1 << _TIE_BITS
"""The lowest order of a row with a date."""
_DAY = 86_400  # seconds
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of one statement. All ids are bare."""

    statement: str
    claim: str
    document: str
    source: str
    claim_text: str
    source_text: str
    """Names of who speaks: source and spokesperson, and the words of the mention."""
    document_text: str
    """Title and outlet of the document."""
    kind: str
    stance: str
    speech_act: str
    outlet: str
    """Name of the outlet; empty where it is not known."""
    is_named: bool
    origin: str
    """The source at the end of the chain."""
    origin_kind: str
    origin_is_named: bool
    published: date | datetime | None


def entries_of(document: Document, statements: Sequence[Statement]) -> Iterator[Entry]:
    """The rows of a document."""
    about = " ".join(filter(None, (document.title, document.outlet)))
    known = {statement.id: statement for statement in statements}
    for statement in statements:
        origin = _origin(statement, known)
        speakers = [source.name for source in (statement.source, statement.spokesperson) if source]
        yield Entry(
            statement=statement.id,
            claim=statement.claim.id,
            document=document.id,
            source=statement.source.id,
            claim_text=statement.claim.text,
            source_text=" ".join((*speakers, document.quote(statement.source_spans))),
            document_text=about,
            kind=statement.source.kind,
            stance=statement.stance,
            speech_act=statement.speech_act,
            outlet=document.outlet or "",
            is_named=_is_named(statement.source),
            origin=origin.id,
            origin_kind=origin.kind,
            origin_is_named=_is_named(origin),
            published=document.published,
        )


def _origin(statement: Statement, known: Mapping[str, Statement]) -> Source:
    """Who stands at the end of the chain, which goes on with what is about the same claim where it forks."""
    seen: set[str] = set()
    following: Statement | None = statement
    while following is not None and following.id not in seen:
        statement = following
        seen.add(statement.id)
        hops = sorted((via for via in statement.via if via.statement in known), key=lambda via: via.order)
        claim = statement.claim
        following = min((known[via.statement] for via in hops), key=lambda hop: hop.claim != claim, default=None)
    return statement.source


def _is_named(source: Source) -> bool:
    return source.is_named and source.kind is not SourceKind.UNSPECIFIED


def number_of(name: str) -> int:
    """An id as a number of 60 bits, by which rows are grouped; of 10^6 ids two share one with a chance of 10^-6."""
    number = 0
    for character in name[:_NUMBER_CHARACTERS]:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return number


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
        "outlet_number": number_of(digest("outlet", entry.outlet)) if entry.outlet else 0,
        "stance_number": list(Stance).index(Stance(entry.stance)),
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
