"""Whether one document tells again what another told first.

"The Courier: according to Rupress, which quoted a ministry official, the general had signed it" and the dispatch of
Rupress in which an official at the ministry says that General Quill gave the order are about one claim, though their
words are far apart: whom the one names as its source is who published the other, and both end at the same source.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import product

from graph.identity.claim_words import load
from graph.identity.linking import Reading, is_doubtful, method_of_short_name
from graph.identity.tokens import stem, tokens_of

_LATEST = timedelta(days=60)
"""What is told again later than that is rather about something new."""

_ANYBODY = frozenset(map(stem, ("source", "official", "person", "man", "woman", "somebody", "someone", "one", "other")))
"""Stems of the words by which unnamed sources are called that are not alike for that."""


class Retelling(IntEnum):
    """What speaks for one document telling again what another told first, the stronger the higher."""

    OF_OUTLET = 1
    """It names who published the other as its source, and nobody behind, or somebody with a name behind both."""
    OF_UNNAMED = 2
    """It names who published the other as its source, and behind it an unnamed source like the other's.

    That tells more: whom everybody can ask speaks of many things on one day, an unnamed source of one.
    """

    @property
    def words(self) -> str:
        """For readers."""
        if self is Retelling.OF_UNNAMED:
            return "one document has it of who published the other, and both of an unnamed source described alike"
        return "one document has it of who published the other"


@dataclass(frozen=True, slots=True)
class Teller:
    """A source at the end of a chain: what its name tells, or the words by which one without a name is described."""

    reading: Reading | None
    words: frozenset[str] = frozenset()

    def may_be(self, other: "Teller") -> bool:
        """Whether both may be one source as two documents describe it."""
        if self.reading is not None and other.reading is not None:
            return names_one(self.reading, other.reading)
        return self.reading is other.reading and bool(self.words & other.words)


@dataclass(frozen=True, slots=True)
class Relay:
    """A named source from which a document has a claim, with the ends of the chains that lead on from it."""

    source: Reading
    ends: tuple[Teller, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """How one document tells a claim: who published it when, from whom it has it, and all ends of its chains.

    ``relays`` are without the publisher itself.
    """

    document: str
    outlet: Reading | None
    published: date | None
    relays: tuple[Relay, ...]
    ends: tuple[Teller, ...]


def describing_words(*descriptions: str) -> frozenset[str]:
    """The stems of the words that tell something of an unnamed source: the ministry of "a ministry official"."""
    return frozenset(
        token.stem
        for description in descriptions
        for token in tokens_of(description)
        if token.kind == "word"
        and token.stem not in _ANYBODY
        and token.low not in load().function_words
        and not load().is_number_word(token.low)
    )


def names_one(one: Reading, other: Reading) -> bool:
    """Whether two names may be of one source, as they stand, or because one is short for the other."""
    if one.node == other.node:
        return True
    return any(
        is_doubtful(short, full) and method_of_short_name(short, full) is not None
        for short, full in ((one, other), (other, one))
    )


def retelling(one: Iterable[Report], other: Sequence[Report]) -> Retelling | None:
    """How it is known, at best, that a document with one claim tells again what one with the other told first."""
    return max((found for pair in product(one, other) for found in _between(*pair)), default=None)


def _between(one: Report, other: Report) -> Iterator[Retelling]:
    if one.document == other.document:
        return
    for later, first in ((one, other), (other, one)):
        found = _of(later, first)
        if found is not None:
            yield found


def _of(later: Report, first: Report) -> Retelling | None:
    if first.outlet is None or not _follows(later.published, first.published):
        return None
    relays = [relay for relay in later.relays if names_one(relay.source, first.outlet)]
    ends = [(relay, end) for relay in relays for end in relay.ends]
    shared = [end for relay, end in ends if end.reading is not relay.source and any(map(end.may_be, first.ends))]
    if any(end.reading is None for end in shared):
        return Retelling.OF_UNNAMED
    return Retelling.OF_OUTLET if shared or any(end.reading is relay.source for relay, end in ends) else None


def _follows(later: date | None, first: date | None) -> bool:
    return later is None or first is None or timedelta() <= later - first <= _LATEST
