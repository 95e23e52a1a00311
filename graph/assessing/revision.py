"""What the statements of a document come to with what persons said of them; a pure function, so all can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from graph.assessing.assessment import Assessment, Correction, Finding, Places, latest
from graph.errors import NotFoundError
from graph.extraction.statements import relayed_stance, relays_of
from graph.identity.claims import proposition_of
from graph.identity.sources import outlet_of
from graph.model import (
    UNNAMED_KINDS,
    Claim,
    Document,
    QuotationType,
    Source,
    SourceKind,
    Span,
    Spans,
    Stance,
    Statement,
    Via,
)


@dataclass(frozen=True)
class Revision:
    """The statements of a document as they were ``read`` and as they stand.

    ``now`` has the id of each as it stands by the id under which it was read; what is rejected is not in it.
    """

    document: Document
    read: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    now: Mapping[str, str]

    def find(self, name: str) -> Statement:
        """A statement as it was read, by the id under which it was read or stands now.

        Raises NotFoundError if there is none.
        """
        ids = {name, *(read for read, now in self.now.items() if now == name)}
        found = next((statement for statement in self.read if statement.id in ids), None)
        if found is None:
            raise NotFoundError(f"There is no statement {name} in document {self.document.id}.")
        return found


def revise(document: Document, statements: Sequence[Statement], assessments: Iterable[Assessment]) -> Revision:
    """What was read, with the latest assessment of each statement carried out.

    What rested on a rejected statement rests on what that one rested on. The outlet relays what there is then. Whoever
    passes on a corrected statement is about its claim, and takes no side where it does not affirm.
    """
    known = {statement.id: statement for statement in statements}
    changes = {
        name: found
        for name, found in latest(assessments).items()
        if name in known and found.finding is not Finding.ACCEPTED
    }
    if not changes:
        unchanged = tuple(statements)
        return Revision(document, unchanged, unchanged, MappingProxyType({name: name for name in known}))
    return _Reviser(document, known, changes).revision()


class _Reviser:
    def __init__(self, document: Document, known: Mapping[str, Statement], changes: Mapping[str, Assessment]) -> None:
        self._document = document
        self._outlet = outlet_of(document)
        self._known = known
        self._changes = changes
        self._revised: dict[str, Statement] = {}
        """Those that stand, by the ids under which they were read."""
        self._standing: dict[str, Statement] = {}
        self._hops: dict[str, tuple[Via, ...]] = {}
        """What each of them, rejected or not, rests on now."""
        described = (
            source
            for statement in known.values()
            for source in (statement.source, statement.spokesperson, statement.affiliation, statement.addressee)
            if source is not None
        )
        self._described = {source.id: source for source in described}

    def revision(self) -> Revision:
        said = {name: statement for name, statement in self._known.items() if not statement.is_relay}
        for name in said:
            self._revise(name)
        standing = {name: self._with_one_description(self._revised[name]) for name in said if name in self._revised}
        relays = relays_of(self._attributed(standing.values()), self._document, outlet=self._outlet)
        relay_of = {relay.via[0].statement: relay for relay in relays}
        now = {name: statement.id for name, statement in standing.items()}
        for name, statement in self._known.items():
            if not statement.is_relay:
                continue
            target = now.get(statement.via[0].statement, "")
            if name in self._changes:  # one can only be rejected: that the outlet passes something on follows from it
                relay_of.pop(target, None)
            elif target in relay_of:
                now[name] = relay_of[target].id
        found = {statement.id: statement for statement in (*standing.values(), *relay_of.values())}
        return Revision(self._document, tuple(self._known.values()), tuple(found.values()), MappingProxyType(now))

    def _revise(self, name: str) -> None:
        """Revise a statement after those that it rests on; a hop that closes a circle is left out."""
        if name in self._hops:
            return
        self._hops[name] = ()
        statement, change = self._known[name], self._changes.get(name)
        for via in statement.via:
            if via.statement in self._known and not self._known[via.statement].is_relay:
                self._revise(via.statement)
        hops = self._hops[name] = self._resting_on(statement)
        if change is not None and change.finding is Finding.REJECTED:
            return
        correction = change.correction if change is not None else Correction()
        source = self._source(statement, correction)
        is_same = source.id == statement.source.id
        claim, stance = self._passed_on(statement, correction)
        revised = replace(
            statement,
            source=source,
            spokesperson=statement.spokesperson if is_same else None,
            affiliation=statement.affiliation if is_same else None,
            claim=claim,
            stance=stance,
            quotation=self._quotation(statement, source),
            source_spans=_or(correction.source_spans, statement.source_spans),
            cue_spans=_or(correction.cue_spans, statement.cue_spans),
            content_spans=_or(correction.content_spans, statement.content_spans),
            via=hops,
        )
        # One that is corrected to the words of another is that one; so no statement comes to rest on itself.
        self._revised[name] = self._standing.setdefault(revised.id, revised)

    def _resting_on(self, statement: Statement) -> tuple[Via, ...]:
        hops: list[Via] = []
        for via in statement.via:
            if via.statement in self._revised:
                hops.append(Via(self._revised[via.statement].id, via.basis))
            elif via.statement in self._hops:
                below = self._hops[via.statement]
                hops += (max(Via(hop.statement, via.basis), hop, key=lambda hop: hop.order) for hop in below)
        first = {hop.statement: hop for hop in sorted(hops, key=lambda hop: hop.order, reverse=True)}
        return tuple(sorted(first.values(), key=lambda hop: hop.order))

    def _source(self, statement: Statement, correction: Correction) -> Source:
        if correction.source is None and correction.kind is None:
            return statement.source
        name = statement.source.name if correction.source is None else correction.source.strip()
        kind = correction.kind or self._kind_of(name) or statement.source.kind
        if kind is SourceKind.UNSPECIFIED:
            name = ""
        is_unnamed = kind in UNNAMED_KINDS or (correction.source is None and not statement.source.is_named)
        source = Source(name, kind, self._document.id if is_unnamed else None)
        if source.id == self._outlet.id:
            return self._described.get(source.id, self._outlet)
        if correction.kind is None:
            return self._described.get(source.id, source)
        self._described[source.id] = source
        return source

    def _kind_of(self, name: str) -> SourceKind | None:
        scoped = self._document.id
        ids = (Source(name, SourceKind.PERSON).id, Source(name, SourceKind.ANONYMOUS, scoped).id)
        return next((self._described[id_].kind for id_ in ids if id_ in self._described), None)

    def _passed_on(self, statement: Statement, correction: Correction) -> tuple[Claim, Stance]:
        """Its claim and stance: corrected, or those that follow from what it rests on now."""
        origin = next((self._revised[via.statement] for via in statement.via if via.statement in self._revised), None)
        claim, stance = statement.claim, statement.stance
        if origin is not None:
            before = next(self._known[via.statement] for via in statement.via if via.statement in self._revised)
            claim = origin.claim if claim == before.claim else claim
            stance = relayed_stance(stance, origin.stance)
        if correction.content_spans is not None:
            claim = proposition_of(self._document, _or(correction.content_spans, ())).claim
        if correction.claim is not None:
            claim = Claim(correction.claim.strip())
        return claim, correction.stance or stance

    def _quotation(self, statement: Statement, source: Source) -> QuotationType:
        is_anothers = statement.quotation is QuotationType.OWN_VOICE and source.id != self._outlet.id
        return QuotationType.INDIRECT if is_anothers else statement.quotation

    def _with_one_description(self, statement: Statement) -> Statement:
        """A source whose kind was corrected is of that kind in all of the document."""

        def described(source: Source | None) -> Source | None:
            return source and self._described.get(source.id, source)

        return replace(
            statement,
            source=self._described.get(statement.source.id, statement.source),
            spokesperson=described(statement.spokesperson),
            affiliation=described(statement.affiliation),
            addressee=described(statement.addressee),
        )

    @staticmethod
    def _attributed(statements: Iterable[Statement]) -> list[Statement]:
        return [statement for statement in statements if statement.quotation is not QuotationType.OWN_VOICE]


def _or(corrected: Places | None, read: Spans) -> Spans:
    return read if corrected is None else tuple(Span(start, end) for start, end in corrected)
