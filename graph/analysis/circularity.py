"""Circular reporting: who is confirmed by somebody who has it from them.

Statements lead back in time and form no loops; speakers do, once their statements are taken together. Not every loop of
speakers is one of reporting: "the Courier has it from Dom" and "Dom has it from the Courier" may be about two different
days, and a third outlet may tell of both long after. A loop is told where its hops follow each other in time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.analysis.chronology import Order, order_of
from graph.analysis.evidence import Evidence
from graph.analysis.loops import loops
from graph.analysis.sides import OneSide
from graph.analysis.speakers import Speakers

MAX_LOOPS = 100
"""Loops of speakers that are looked at on one side of a claim, the shortest first."""
MAX_TOLD = 10
"""Loops that are told of one side: what would remain without one takes as long as all else together."""
_MOST_HOPS = 100  # of one speaker to another that are looked at, the earliest


@dataclass(frozen=True, slots=True)
class LoopHop:
    """In a document (id) a speaker relies on another one; ``pair`` is as in a graph of sources (ids).

    ``is_own`` tells that the speaker publishes the document, so that the hop is as old as it is. What others tell of
    is older, nobody knows how much.
    """

    speaker: str
    document: str
    pair: tuple[str, str]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Loop:
    """Speakers (ids) of whom each has it from the next and the last from the first.

    ``hops`` are in order of time: the first was made first. ``documents`` (ids) in order of time have the hops, what
    these lead to, and the document that is relied on first, where it is known.
    """

    speakers: tuple[str, ...]
    hops: tuple[LoopHop, ...]
    documents: tuple[str, ...]


def circles(side: OneSide) -> tuple[tuple[Loop, ...], bool]:
    """The loops of one side of a claim, the shortest first, and whether there may be more than were looked at.

    None is told that is only an outlet quoting itself: two of the speakers must have names. Of several with the same
    named speakers, only the first is told.
    """
    found = loops(side.sources, limit=MAX_LOOPS)
    timeline, told = _Timeline.of(side), dict[frozenset[str], Loop]()
    for speakers in found.found:
        named = frozenset(one for one in speakers if side.sources.nodes[one]["named"])
        if len(named) > 1 and named not in told and (loop := timeline.loop(speakers)):
            told[named] = loop
    kept = tuple(told.values())[:MAX_TOLD]
    return kept, found.truncated or len(kept) < len(told)


@dataclass(frozen=True, slots=True)
class _Timeline:
    evidence: Evidence
    side: OneSide
    speakers: Speakers

    @classmethod
    def of(cls, side: OneSide) -> "_Timeline":
        return cls(side.evidence, side, Speakers.of(side.evidence))

    def loop(self, speakers: Sequence[str]) -> Loop | None:
        """The loop of some speakers with its hops in the order of time; None where no order of theirs is known."""
        ways = [
            hops
            for start in range(len(speakers))
            if (hops := self._in_time((*speakers[start:], *speakers[:start], speakers[start])))
        ]
        if not ways:
            return None
        hops = min(ways, key=lambda hops: [self._place(hop.document) for hop in reversed(hops)])
        return Loop(tuple(hop.speaker for hop in reversed(hops)), hops, self._documents(hops))

    def _in_time(self, walk: Sequence[str]) -> tuple[LoopHop, ...] | None:
        """One hop from each speaker of a walk to the next, of which each can only follow the one behind it.

        They are given from the last of the walk, which was made first.
        """
        layers = [self._hops(outer, inner) for outer, inner in pairwise(walk)]
        ways: list[tuple[LoopHop, ...]] = [(hop,) for hop in layers[-1]]
        for layer in reversed(layers[:-1]):
            # One way to each hop is enough: what can follow it depends on that hop alone.
            ways = [(*way, hop) for hop in layer if (way := self._first_before(hop, ways))]
        return ways[0] if ways else None

    def _first_before(self, hop: LoopHop, ways: Iterable[tuple[LoopHop, ...]]) -> tuple[LoopHop, ...] | None:
        """The first way whose last hop is known to be made before a hop: by the dates, or since the hop rests on it."""
        bases = self._same_speaker(hop.pair[1])
        for way in ways:
            before = way[-1]
            if before.pair[0] in bases or (hop.is_own and self._is_earlier(before.document, hop.document)):
                return way
        return None

    def _hops(self, outer: str, inner: str) -> list[LoopHop]:
        """Where one speaker relies on another, in documents of its own first, then by time."""
        found = []
        for pair in self.side.sources.edges[outer, inner]["statements"]:
            record = self.evidence.records.get(pair[0])
            document = record.document.id if record else pair[0]
            if self._is_backwards(document, pair[1]):
                found.append(LoopHop(outer, document, pair, self._publisher(document) == outer))
        return sorted(found, key=lambda hop: (not hop.is_own, self._place(hop.document), hop.pair))[:_MOST_HOPS]

    def _same_speaker(self, statement: str) -> set[str]:
        """A statement and those of the same speaker on which it rests."""
        waiting, records = [statement], self.evidence.records
        seen, speaker = {statement}, self.speakers.speaker(records[statement])
        while waiting:
            statement = waiting.pop()
            for base in self.side.statements.adj[statement]:
                is_known = self._is_backwards(records[statement].document.id, base)
                if base not in seen and is_known and self.speakers.speaker(records[base]) == speaker:
                    seen.add(base)
                    waiting.append(base)
        return seen

    def _documents(self, hops: Sequence[LoopHop]) -> tuple[str, ...]:
        records = self.evidence.records
        found = {hop.document for hop in hops} | {records[hop.pair[1]].document.id for hop in hops}
        relied_on = {records[name].document.id for name in self._same_speaker(hops[0].pair[1])}
        found |= relied_on if relied_on - found else set(self._latest_before(hops[0]))
        return tuple(sorted(found, key=self._place))

    def _latest_before(self, hop: LoopHop) -> Iterator[str]:
        """The last document that the speaker on whom a hop leads published before it, if there is any."""
        speaker = self.speakers.speaker(self.evidence.records[hop.pair[1]])
        own = {record.document.id for record in self.side.records}
        earlier = (
            document
            for document in own
            if self._publisher(document) == speaker and self._is_earlier(document, hop.document)
        )
        yield from sorted(earlier, key=self._place)[-1:]

    def _publisher(self, document: str) -> str:
        return self.speakers.of_source(self.evidence.documents[document].outlet)

    def _is_backwards(self, document: str, base: str) -> bool:
        """Whether what something in a document rests on (a statement) is known to be no later."""
        other = self.evidence.records[base].document.id
        return other == document or self._is_earlier(other, document)

    def _is_earlier(self, document: str, other: str) -> bool:
        documents = self.evidence.documents
        return order_of(documents[document].ref.published, documents[other].ref.published) is Order.EARLIER

    def _place(self, document: str) -> tuple[str, str]:
        return self.evidence.documents[document].ref.published or "9999", document
