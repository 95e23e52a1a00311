"""Timelines: what was said and what was published, on two clocks, of a claim and of a source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from graph.analysis.chronology import bounds_of
from graph.analysis.evidence import evidence_of
from graph.analysis.sayings import Saying, is_dated_by_text, query_about
from graph.answers import DocumentRef, SourceRef
from graph.clusters import claim_texts
from graph.errors import NotFoundError
from graph.identity.reviews import Kind
from graph.indexed_records import records_of
from graph.iris import Thing
from graph.library import Library
from graph.period import Period
from graph.records import Record, describe_sources
from graph.search.filters import Filters
from graph.search.pages import page

_ANY = datetime.min.replace(tzinfo=UTC)


class Clock(StrEnum):
    """What it is that happened: somebody said something, or a document appeared."""

    SAID = "said"
    PUBLISHED = "published"


class Basis(StrEnum):
    """Where the time of an event comes from: what the text says, or the date that the document bears."""

    TEXT = "text"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, with the statements that show it.

    ``when`` is EDTF, level 0, for what was said, and ISO 8601, a day or a moment, for what was published. A saying that
    the text does not date is only part of the event that its document appeared.
    """

    clock: Clock
    when: str
    basis: Basis
    document: DocumentRef
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of a claim, the earliest first, or of a source, the newest first.

    Events whose days overlap may have happened in either order. ``undated`` has what neither the text nor the document
    dates. Of ``total`` statements those from the ``offset`` on are here; ``more`` says that others follow, and
    ``truncated`` that there are more than were looked at at all. ``sparql`` gives all of them.
    """

    claim: str | None
    text: str | None
    source: SourceRef | None
    events: tuple[Event, ...]
    undated: tuple[Saying, ...]
    total: int
    offset: int
    more: bool
    truncated: bool
    sparql: str


def timeline_of_claim(library: Library, claim: str, *, limit: int, offset: int = 0) -> Timeline:
    """The timeline of a claim by the id of any of its wordings; its statements are taken in order of publication.

    Raises NotFoundError if no statement is about it.
    """
    evidence = evidence_of(library, claim)
    records = [record for record in evidence.records.values() if record.claim in evidence.claims]
    taken = records[offset : offset + limit]
    events, undated = _events(taken)
    return Timeline(
        claim=claim,
        text=claim_texts(library.store, [claim]).get(claim, ""),
        source=None,
        events=tuple(sorted(events, key=_order)),
        undated=undated,
        total=len(records),
        offset=offset,
        more=offset + limit < len(records),
        truncated=evidence.truncated,
        sparql=query_about(library.store.iris.of(Thing.CLAIM, claim)),
    )


def timeline_of_source(library: Library, source: str, *, limit: int, offset: int = 0) -> Timeline:
    """The timeline of a source by its id, under all its names, page by page: what was published last comes first.

    Raises NotFoundError if there is none.
    """
    described = describe_sources(library.store, [source])
    if source not in described:
        raise NotFoundError(f"There is no source {source}.")
    group = library.judgements.group_of(source, kind=Kind.SOURCE)
    names = library.judgements.members(group, kind=Kind.SOURCE) if group else [source]
    rows, total = page(library.index, Filters(sources=tuple(names)), limit=limit, offset=offset)
    events, undated = _events(records_of(library.store, rows))
    return Timeline(
        claim=None,
        text=None,
        source=described[source],
        events=tuple(sorted(events, key=_order, reverse=True)),
        undated=undated,
        total=total,
        offset=offset,
        more=offset + limit < total,
        truncated=False,
        sparql=_query_of(library.store.iris.of(Thing.SOURCE, source)),
    )


def _events(records: Sequence[Record]) -> tuple[list[Event], tuple[Saying, ...]]:
    """The events of some statements, and those to which none belongs."""
    events = [*_spoken(records), *_published(records)]
    dated = {saying.statement for event in events for saying in event.sayings}
    return events, tuple(Saying.of(record) for record in records if record.statement not in dated)


def _spoken(records: Iterable[Record]) -> Iterator[Event]:
    for record in records:
        if record.said_on is not None and is_dated_by_text(record):
            yield Event(Clock.SAID, record.said_on, Basis.TEXT, record.document, (Saying.of(record),))


def _published(records: Iterable[Record]) -> Iterator[Event]:
    documents: dict[str, list[Record]] = {}
    for record in records:
        if record.document.published is not None:
            documents.setdefault(record.document.id, []).append(record)
    for held in documents.values():
        document = held[0].document
        told = sorted(held, key=lambda record: (record.span, record.statement))
        yield Event(Clock.PUBLISHED, document.published or "", Basis.DOCUMENT, document, tuple(map(Saying.of, told)))


def _order(event: Event) -> tuple[Period, bool, datetime, str, tuple[int, int], str]:
    """By days; on one day what was said comes before what was published."""
    first = event.sayings[0]
    if event.clock is Clock.SAID:
        return Period.of_edtf(event.when), False, _ANY, event.document.id, first.span, first.statement
    moment, _ = bounds_of(event.when)
    return Period.of_day(moment.astimezone(UTC).date()), True, moment, event.document.id, first.span, first.statement


def _query_of(source_iri: str) -> str:
    return f"""\
SELECT DISTINCT ?statement ?claim ?stance ?notBefore ?notAfter ?basis ?document ?published WHERE {{
  <{source_iri}> (al:memberOf/^al:memberOf)? ?source .
  ?statement al:source ?source ; al:claim ?claim ; al:stance ?stance ; al:inDocument ?document
  OPTIONAL {{ ?statement al:saidNotBefore ?notBefore ; al:saidNotAfter ?notAfter ; al:saidOnBasis ?basis }}
  OPTIONAL {{ ?document al:published ?published }}
}} ORDER BY DESC(?published) ?statement"""
