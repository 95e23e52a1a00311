"""How the documents cover a claim: what each says of it, in whose name, and which came first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.analysis.chronology import Order, order_of
from graph.analysis.evidence import Evidence, LinkTo, Publication
from graph.analysis.speakers import Speakers
from graph.model import SpeechAct, Stance, ViaBasis
from graph.records import Record


@dataclass
class Coverage:
    """Evidence with what the rules of inference ask of it again and again."""

    evidence: Evidence
    speakers: Speakers
    _carried: dict[str, frozenset[str]] = field(default_factory=dict)
    _own: dict[str, tuple[Record, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, evidence: Evidence) -> "Coverage":
        """The coverage that some evidence gives."""
        return cls(evidence, Speakers.of(evidence))

    @cached_property
    def told(self) -> Mapping[str, tuple[Record, ...]]:
        """What each document (id) says about the claim, in the order of the text."""
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for record in self.evidence.records.values():
            if record.claim in self.evidence.claims:
                found[record.document.id].append(record)
        return {document: tuple(records) for document, records in found.items()}

    @cached_property
    def documents_of(self) -> Mapping[str, tuple[str, ...]]:
        """The documents (ids) about the claim that each speaker publishes, in order of publication."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for document in self.told:
            found[self.publisher(document)].append(document)
        return {speaker: tuple(documents) for speaker, documents in found.items()}

    @cached_property
    def resting(self) -> Mapping[str, tuple[Record, ...]]:
        """What the text says to rest on each statement (id)."""
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for record in self.evidence.records.values():
            for via in record.via:
                if via.basis is not ViaBasis.INFERRED:
                    found[via.statement].append(record)
        return {statement: tuple(records) for statement, records in found.items()}

    def publication(self, document: str) -> Publication:
        """A document by its id."""
        return self.evidence.documents[document]

    def name(self, document: str) -> str:
        """What a document is called in a reason: its outlet and its day."""
        ref = self.publication(document).ref
        return f"{ref.outlet or 'an unknown outlet'} ({(ref.published or 'no date')[:10]})"

    def publisher(self, document: str) -> str:
        """The speaker who publishes a document."""
        return self.speakers.of_source(self.publication(document).outlet)

    def order(self, document: str, other: str) -> Order:
        """How the publication of one document lies to that of another."""
        return order_of(self.publication(document).ref.published, self.publication(other).ref.published)

    def links(self, document: str, other: str) -> list[LinkTo]:
        """The links of one document to another."""
        return [link for link in self.publication(document).links if link.document == other]

    def below(self, record: Record) -> tuple[Record, ...]:
        """What a statement rests on as the text says."""
        hops = (via.statement for via in record.via if via.basis is not ViaBasis.INFERRED)
        return tuple(self.evidence.records[name] for name in hops if name in self.evidence.records)

    def chain(self, starts: Iterable[Record]) -> Iterator[Record]:
        """Some statements and all that they rest on as the text says, each once, those nearest first."""
        waiting = list(starts)
        seen = {record.statement for record in waiting}
        for record in waiting:
            yield record
            new = [below for below in self.below(record) if below.statement not in seen]
            seen.update(below.statement for below in new)
            waiting += new

    def outermost(self, document: str) -> tuple[Record, ...]:
        """The statements about the claim on which no other one in the document rests."""
        told = self.told.get(document, ())
        return tuple(record for record in told if not self.resting.get(record.statement))

    def own(self, document: str) -> tuple[Record, ...]:
        """What the outlet itself says in its document; where it says nothing, what it prints as others say it."""
        if document not in self._own:
            publisher, outermost = self.publisher(document), self.outermost(document)
            by_outlet = tuple(record for record in outermost if self.speakers.speaker(record) == publisher)
            self._own[document] = by_outlet or outermost
        return self._own[document]

    def carried(self, record: Record) -> frozenset[str]:
        """The sides that a statement takes or passes on: its own, or those of the nearest that take one."""
        if record.stance != Stance.NEUTRAL:
            return frozenset({record.stance})
        found = self._carried.get(record.statement)
        if found is None:
            found = self._carried[record.statement] = frozenset(self._passed_on(record))
        return found

    def _passed_on(self, record: Record) -> Iterator[str]:
        waiting, seen = [record], {record.statement}
        while waiting:
            for below in self.below(waiting.pop()):
                if below.stance != Stance.NEUTRAL:
                    yield below.stance
                elif below.statement not in seen:
                    seen.add(below.statement)
                    waiting.append(below)

    def may_rest(self, record: Record, other: Record) -> bool:
        """Whether one statement can rest on another by the sides that they take.

        A denial rests on denials only, never on what it denies. Who takes no side passes on what his own chain says,
        and where he has none, anything that he reports.
        """
        sides = self.carried(record)
        return bool(sides & self.carried(other)) if sides else record.speech_act == SpeechAct.REPORT
