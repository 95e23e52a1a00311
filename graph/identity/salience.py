"""Whom a pronoun stands for: the order of those that a text has spoken of, and who of them fits.

Who is spoken of in the same sentence goes before those of earlier ones (Hobbs 1978), and in a sentence who speaks goes
before its subject, and that before the rest (Grosz, Joshi and Weinstein 1995). Where two fit alike, nobody is meant.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from graph.identity.cast_words import Gender
from graph.identity.characters import Character
from graph.model import Span, normalise_name

_KEPT = 12  # traces of each group that are looked at
_SENTENCE = 4  # the cost of each sentence between
_FURTHEST = 36  # the cost at which nobody is meant any more
_ELSEWHERE = 6  # the cost of standing in another quotation
_OWN_CONTENT = 8  # the cost of standing in what the pronoun's own statement says
_UNCERTAIN = 3  # the cost where nothing tells whether it is a person
_PLACE = 6

GENDERS = {"he": Gender.MALE, "him": Gender.MALE, "she": Gender.FEMALE, "her": Gender.FEMALE}


class Role(IntEnum):
    """What somebody does in a sentence; the values are costs."""

    SPEAKER = 0
    SUBJECT = 1
    OTHER = 6


class Place(NamedTuple):
    """A place of a text: ``sentence`` counts those outside of quotations, ``quote`` is the number of the one around."""

    start: int
    sentence: int
    quote: int


class Trace(NamedTuple):
    """One time that a character is spoken of."""

    character: Character
    place: Place
    role: Role
    is_joined: bool = False


class Salience:
    """Those spoken of last, by the group of pronouns that can mean them."""

    def __init__(self) -> None:
        self._traces: defaultdict[str, deque[Trace]] = defaultdict(lambda: deque(maxlen=_KEPT))

    def see(self, trace: Trace) -> None:
        """Take note that a character is spoken of."""
        for group in _GROUPS:
            if _GROUPS[group](trace.character):
                self._traces[group].append(trace)

    def meant(
        self,
        pronoun: str,
        group: str,
        *,
        at: Place,
        content: Sequence[Span] = (),
        excluded: Collection[Character] = (),
    ) -> Character | None:
        """Whom a pronoun at a place stands for; ``content`` is what it says there, ``excluded`` cannot be meant."""
        gender = GENDERS.get(pronoun)
        fits = _GROUPS[group]
        ranked = sorted(
            (
                self._cost(trace, at, content)
                + (_UNCERTAIN if group == "group" and not trace.character.is_plural else 0),
                trace.role,
                trace.place.start,
                trace.is_joined,
                number,
            )
            for number, trace in enumerate(self._traces[group])
            if trace.character not in excluded
            and fits(trace.character)
            and _may_be(trace, group, at)
            and trace.character.fits_gender(gender)
            and trace.place.start < at.start
        )
        if not ranked or ranked[0][0] >= _FURTHEST:
            return None
        traces = self._traces[group]
        best = traces[ranked[0][4]]
        rivals = [traces[entry[4]] for entry in ranked[1:] if entry[0] <= ranked[0][0] + Role.OTHER]
        if best.is_joined and any(_is_rival(best, other) for other in rivals):
            return None
        return best.character

    def last(self, group: str, *, at: Place, within: int) -> list[Character]:
        """Who was spoken of in the last sentences, the last one first."""
        near = [trace.character for trace in self._traces[group] if at.sentence - trace.place.sentence <= within]
        return list(dict.fromkeys(reversed(near)))

    def since(self, start: int) -> Iterator[Character]:
        """Who was spoken of from a place on."""
        return (trace.character for traces in self._traces.values() for trace in traces if trace.place.start >= start)

    def speaker_before(self, at: Place) -> Trace | None:
        """The trace of the person that spoke or acted last."""
        return next(
            (t for t in reversed(self._traces["person"]) if t.role is not Role.OTHER and t.place.start < at.start), None
        )

    @staticmethod
    def _cost(trace: Trace, at: Place, content: Sequence[Span]) -> int:
        cost = _SENTENCE * max(0, at.sentence - trace.place.sentence) + trace.role
        if trace.place.quote != at.quote and trace.place.quote >= 0:
            cost += _ELSEWHERE
        if any(start <= trace.place.start < end for start, end in content):
            cost += _OWN_CONTENT
        if trace.character.is_person is None:
            cost += _UNCERTAIN
        return cost + (_PLACE if trace.character.is_place else 0)


def _is_rival(one: Trace, other: Trace) -> bool:
    """Whether "and" ties two traces together."""
    return other.is_joined and other.character is not one.character and other.place.sentence == one.place.sentence


def _may_be(trace: Trace, group: str, at: Place) -> bool:
    """Whether what somebody does there makes up for what is not known, or for the number of a pronoun."""
    if group == "person":
        return trace.character.is_person is True or _looks_human(trace.character) or trace.role is Role.SPEAKER
    if group == "group" and not trace.character.is_plural:
        return trace.role is not Role.OTHER and at.sentence - trace.place.sentence <= 1
    if group == "thing" and trace.character.is_place:
        return trace.role is Role.SPEAKER
    if group == "thing" and trace.character.is_person is None:
        return trace.role is Role.SPEAKER or not _looks_human(trace.character)
    return True


def _looks_human(character: Character) -> bool:
    return character.kind is None and len(normalise_name(character.name).split()) > 1


def _is_person(character: Character) -> bool:
    return not character.is_plural and (
        character.is_person is True or (character.is_person is None and not character.is_place)
    )


def _is_thing(character: Character) -> bool:
    return not character.is_plural and character.is_person is not True


def _is_group(character: Character) -> bool:
    return character.is_plural or character.is_person is False


_GROUPS: dict[str, Callable[[Character], bool]] = {"person": _is_person, "thing": _is_thing, "group": _is_group}
