"""Who stands where on a claim, since when, who walked back or turned round, and who said it first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.analysis.denials import denying_only_the_saying
from graph.analysis.evidence import Evidence, evidence_of
from graph.analysis.lines import Lines, is_relay, shown
from graph.analysis.sayings import Saying, is_dated_by_text, query_about, said_within
from graph.analysis.stands import Change, ChangeKind, Said, Stand, changes_of, stands_of, without_retold
from graph.answers import SourceRef
from graph.clusters import claim_texts
from graph.iris import Thing
from graph.library import Library
from graph.model import Stance
from graph.period import Period
from graph.records import Record


class Continuity(StrEnum):
    """What makes one speaker of two: one source said both, or both speak for one body, or one body succeeds another."""

    SAME_SOURCE = "same_source"
    SAME_BODY = "same_body"
    SUCCESSOR = "successor"


@dataclass(frozen=True, slots=True)
class Span:
    """The time in which a speaker is known with one stance: days as EDTF, level 0, from the first to the last saying.

    ``follows`` tells that all of it is known to be later than the span before.
    """

    stance: str
    since: str
    until: str
    follows: bool
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A side that a speaker took ``before`` and gave up (``walk_back``) or changed (``reversal``) ``after``."""

    kind: ChangeKind
    continuity: Continuity
    before: Saying
    after: Saying


@dataclass(frozen=True, slots=True)
class Standing:
    """One speaker: all names of a source, or a body with its people and with what it succeeds.

    ``sources`` are those who speak as it. ``retold`` are reports that may only tell again what was known before,
    ``undated`` sayings nobody knows the day of, ``relayed`` what the speaker only passes on, ``disowned`` denials of
    having said it, which take no side. None of these shows a change.
    """

    speaker: SourceRef | None
    sources: tuple[SourceRef, ...]
    spans: tuple[Span, ...]
    turns: tuple[Turn, ...]
    retold: tuple[Saying, ...]
    undated: tuple[Saying, ...]
    relayed: tuple[Saying, ...]
    disowned: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Positions:
    """All speakers about a claim, those first that turned, then by the first day.

    ``first`` are those who affirmed it and may have been the first to do so, as far as days are known: nobody else
    is known to have done so before, and none of them has it from another. ``sparql`` gives the same statements;
    ``truncated`` says that there are more than were looked at.
    """

    claim: str
    text: str
    speakers: tuple[Standing, ...]
    first: tuple[Saying, ...]
    truncated: bool
    sparql: str


def positions_of(library: Library, claim: str) -> Positions:
    """The positions on a claim by the id of any of its wordings.

    Raises NotFoundError if no statement is about it.
    """
    evidence = evidence_of(library, claim)
    return Positions(
        claim=claim,
        text=claim_texts(library.store, [claim]).get(claim, ""),
        speakers=standings(
            evidence, Lines.of(library, evidence), disowned=denying_only_the_saying(library, evidence.records.values())
        ),
        first=first_to_affirm(evidence),
        truncated=evidence.truncated,
        sparql=query_about(library.store.iris.of(Thing.CLAIM, claim)),
    )


def standings(evidence: Evidence, lines: Lines, *, disowned: Collection[str]) -> tuple[Standing, ...]:
    """Where each line of some evidence stands on its claim; ``disowned`` are statements (ids) that take no side."""
    said: defaultdict[str, list[Record]] = defaultdict(list)
    for record in evidence.records.values():
        if record.claim in evidence.claims:
            said[lines.line(record)].append(record)
    names = shown(evidence, lines.speakers)
    found = [_standing(evidence, lines, records, names=names, disowned=disowned) for records in said.values()]
    return tuple(sorted(found, key=_order))


def first_to_affirm(evidence: Evidence) -> tuple[Saying, ...]:
    """Who may have been the first to affirm the claim, each source once."""
    dated = [
        (within, record)
        for record in evidence.records.values()
        if record.claim in evidence.claims
        and record.stance == Stance.AFFIRM
        and not is_relay(evidence, record)
        and (within := said_within(record)) is not None
    ]
    earliest: dict[str, Record] = {}
    for within, record in sorted(dated, key=lambda one: (one[0], one[1].statement)):
        if not any(other.is_before(within) for other, _ in dated):
            earliest.setdefault(evidence.groups[record.source_id], record)
    return tuple(map(Saying.of, earliest.values()))


def _standing(
    evidence: Evidence,
    lines: Lines,
    records: Sequence[Record],
    *,
    names: dict[str, SourceRef],
    disowned: Collection[str],
) -> Standing:
    said = [record for record in records if not is_relay(evidence, record)]
    own = [record for record in said if record.statement not in disowned]
    dated = [_said(evidence, lines, record, within) for record in own if (within := said_within(record)) is not None]
    counted = without_retold(dated)
    kept = {one.record.statement for one in counted}
    is_named = any(record.source is not None and record.source.named for record in own)
    return Standing(
        speaker=_name(lines, records, names),
        sources=_sources(records),
        spans=tuple(map(_span, stands_of(counted))),
        turns=tuple(_turn(evidence, lines, change) for change in changes_of(counted)) if is_named else (),
        retold=_sayings(one.record for one in dated if one.record.statement not in kept),
        undated=_sayings(record for record in own if record.said_on is None),
        relayed=_sayings(record for record in records if is_relay(evidence, record)),
        disowned=_sayings(record for record in said if record.statement in disowned),
    )


def _said(evidence: Evidence, lines: Lines, record: Record, within: Period) -> Said:
    outlet = evidence.documents[record.document.id].outlet
    is_own = lines.of_source(outlet) == lines.line(record)
    return Said(record, within, is_own_word=is_own or is_dated_by_text(record))


def _name(lines: Lines, records: Sequence[Record], names: dict[str, SourceRef]) -> SourceRef | None:
    """The body, or the source itself; of several bodies the one that spoke last."""
    found = [names.get(lines.speakers.speaker(record)) or record.source for record in records]
    return next((name for name in reversed(found) if name is not None), None)


def _sources(records: Iterable[Record]) -> tuple[SourceRef, ...]:
    found = {record.source.id: record.source for record in records if record.source is not None}
    return tuple(sorted(found.values(), key=lambda source: (source.name, source.id)))


def _sayings(records: Iterable[Record]) -> tuple[Saying, ...]:
    return tuple(map(Saying.of, records))


def _span(stand: Stand) -> Span:
    return Span(
        stance=stand.stance,
        since=min(one.within for one in stand.said).edtf,
        until=max((one.within for one in stand.said), key=lambda within: (within.last, within.first)).edtf,
        follows=stand.follows,
        sayings=_sayings(one.record for one in stand.said),
    )


def _turn(evidence: Evidence, lines: Lines, change: Change) -> Turn:
    before, after = change.before.record, change.after.record
    if evidence.groups[before.source_id] == evidence.groups[after.source_id]:
        continuity = Continuity.SAME_SOURCE
    elif lines.speakers.speaker(before) == lines.speakers.speaker(after):
        continuity = Continuity.SAME_BODY
    else:
        continuity = Continuity.SUCCESSOR
    return Turn(change.kind, continuity, Saying.of(before), Saying.of(after))


def _order(standing: Standing) -> tuple[bool, str, str]:
    since = standing.spans[0].sayings[0].said_on if standing.spans else None
    every = (*(one for span in standing.spans for one in span.sayings), *standing.retold, *standing.undated)
    first = min(saying.statement for saying in (*every, *standing.relayed, *standing.disowned))
    return not standing.turns, since or "9999", first
