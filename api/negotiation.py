"""Which of several representations a client wants (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED = r'"(?:\\.|[^"\\])*"'
_ELEMENT = re.compile(rf'(?:[^,"]|{_QUOTED}|")+')
_RANGE = re.compile(rf"\s*({_WORD})/({_WORD})\s*((?:;.*)?)", re.DOTALL)
_PARAMETER = re.compile(rf";\s*(?:({_WORD})=({_WORD}|{_QUOTED})\s*)?")
_WEIGHT = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")
_VERSIONS = frozenset({"1.1", "1.2"})
_MOST = 100  # elements of a header that are looked at


@dataclass(frozen=True, slots=True)
class Offer(Generic[Value]):
    """One representation: its media type in lower case, and the version of RDF or SPARQL where it is not 1.1."""

    media_type: str
    value: Value
    version: str = "1.1"


@dataclass(frozen=True, slots=True)
class MediaRange:
    """What one element of Accept wants and how much, from 0 (not at all) to 1.

    Of the parameters only ``version`` tells our representations apart; others, such as a charset or a profile, narrow
    nothing down here.
    """

    type: str
    subtype: str
    version: str | None
    weight: float

    @property
    def specificity(self) -> tuple[bool, bool, bool]:
        """Greater for one that takes precedence."""
        return self.type != "*", self.subtype != "*", self.version is not None

    def fits(self, offer: Offer[Value]) -> bool:
        """Whether it means this representation."""
        type_, _, subtype = offer.media_type.partition("/")
        return self.type in ("*", type_) and self.subtype in ("*", subtype) and self.version in (None, offer.version)


def media_ranges(accept: str) -> tuple[MediaRange, ...]:
    """What an Accept header wants; what is malformed in it is passed over, as section 2.4 allows."""
    elements = _ELEMENT.findall(accept)[:_MOST]
    return tuple(found for element in elements if (found := _media_range(element)))


def ranked(accept: str, offers: Iterable[Offer[Value]]) -> list[Value]:
    """What a client accepts of the offers, the most wanted first, in the order of the offers where it does not care.

    An empty header wants anything.
    """
    ranges = media_ranges(accept) if accept.strip() else (MediaRange("*", "*", None, 1.0),)
    weighed = [(_weight_of(offer, ranges), offer.value) for offer in offers]
    return [value for weight, value in sorted(weighed, key=lambda pair: -pair[0]) if weight]


def _weight_of(offer: Offer[Value], ranges: Sequence[MediaRange]) -> float:
    fitting = [found for found in ranges if found.fits(offer)]
    return max(fitting, key=lambda found: (found.specificity, found.weight)).weight if fitting else 0.0


def _media_range(element: str) -> MediaRange | None:
    match = _RANGE.fullmatch(element)
    if match is None:
        return None
    type_, subtype, rest = match.groups()
    parameters = _parameters(rest)
    if parameters is None or (type_ == "*" and subtype != "*"):
        return None
    weight, version = parameters.get("q", "1"), parameters.get("version")
    if not _WEIGHT.fullmatch(weight) or (version is not None and version not in _VERSIONS):
        return None
    return MediaRange(type_.lower(), subtype.lower(), version, float(weight))


def _parameters(text: str) -> dict[str, str] | None:
    found, end = dict[str, str](), 0
    while end < len(text):
        match = _PARAMETER.match(text, end)
        if match is None:
            return None
        if match[1]:
            found.setdefault(match[1].lower(), re.sub(r"\\(.)", r"\1", match[2].strip('"')))
        end = match.end()
    return found
