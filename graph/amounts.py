"""Questions that ask for a number, and claims that give one: "how many boats sank", "how long was the road closed"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.identity.counting import quantities_of
from graph.identity.quantities import COUNT, ORDINAL, SHARE, Quantity
from graph.identity.signatures import signature_of
from graph.identity.tokens import tokens_of

_HOW_MANY = re.compile(
    r"(?:about\s+|roughly\s+|exactly\s+)?(?:how\s+many|(?:what|which)\s+number\s+of)\s+(?P<what>.+)", re.IGNORECASE
)
_HOW = re.compile(
    r"how\s+(?P<measure>much|long|far|high|tall|deep|wide|old|heavy|fast|big|large)\b.*"
    r"|what\s+(?P<part>share|percentage|proportion|part)\s+of\b.*",
    re.IGNORECASE,
)
_TIMES, _LENGTHS = frozenset({"time", "months"}), frozenset({"metres", "feet"})
_WEIGHTS = frozenset({"kilograms", "tons", "pounds of weight"})
_MEASURES = {
    "long": _TIMES | _LENGTHS,
    "far": _LENGTHS,
    "high": _LENGTHS,
    "tall": _LENGTHS,
    "deep": _LENGTHS,
    "wide": _LENGTHS,
    "old": frozenset({"months", COUNT}),
    "heavy": _WEIGHTS,
}
"""The kinds of quantities that an adjective asks for; others ask for any."""


@dataclass(frozen=True, slots=True)
class Amount:
    """The number that a question asks for.

    ``kinds`` are those of ``graph.identity.quantities.Quantity`` that can be it, and none where any can but ranks;
    ``nouns`` are the stems of what is counted, none where nothing is.
    """

    kinds: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()

    def given_in(self, claim: str) -> bool:
        """Whether a claim gives such a number, of whatever."""
        return any(map(self._is_meant, signature_of(claim).quantities))

    def of_this_in(self, claim: str) -> bool:
        """Whether a claim gives such a number of the thing that is asked about, or leaves open of what it is one."""
        found = filter(self._is_meant, signature_of(claim).quantities)
        return any(not (self.nouns and one.nouns) or not self.nouns.isdisjoint(one.nouns) for one in found)

    def _is_meant(self, quantity: Quantity) -> bool:
        return quantity.kind in self.kinds if self.kinds else quantity.kind != ORDINAL


def amount_asked(question: str) -> Amount | None:
    """The number that a question asks for; None where it asks for none."""
    if match := _HOW_MANY.fullmatch(question):
        return _counted(quantities_of(tokens_of(f"2 {match['what']}"), used=()))
    if match := _HOW.fullmatch(question):
        return Amount(frozenset({SHARE}) if match["part"] else _MEASURES.get(match["measure"].lower(), frozenset()))
    return None


def _counted(found: Iterable[tuple[int, Quantity]]) -> Amount:
    """What "how many" asks for, from what it would be if it were "two"."""
    quantity = next((one for at, one in found if at == 0), None)
    return Amount(frozenset({quantity.kind}), quantity.nouns) if quantity else Amount(frozenset({COUNT}))
