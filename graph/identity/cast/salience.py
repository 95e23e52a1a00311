"""Whom a pronoun stands for: the order of those that a text has spoken of, and who of them fits.

Who is spoken of in the same sentence goes before those of earlier ones (Hobbs 1978), and in a sentence who speaks goes
before its subject, and that before the rest (Grosz, Joshi and Weinstein 1995). Where two fit alike, nobody is meant.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from graph.identity.cast.characters import Character
from graph.identity.cast.words import Gender
from graph.model import Span

_KEPT = 12  # traces of each group that are looked at
_SENTENCE = 4  # the cost of each sentence between
_FURTHEST = 36  # the cost at which nobody is meant any more
_ADJACENT = 3  # code points in front of a relative pronoun: a space, a comma, a dash
_ELSEWHERE = 6  # the cost of standing in another quotation
_OWN_CONTENT = 8  # the cost of standing in what the pronoun's own statement says
_IN_PASSING = 4  # the cost of having no name and being no subject
_UNCERTAIN = 3  # the cost where nothing tells whether it is a person
_NOT_SEVERAL = 8  # the cost of being one body where a pronoun is plural

RELATIVES = frozenset({"who", "whom", "which"})
_OF_PEOPLE = frozenset({"who", "whom"})
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
    """One time that a character is spoken of, up to ``end``; ``is_joined``: "and" ties it to another one there."""

    character: Character
    place: Place
    end: int
    role: Role
    is_joined: bool = False


class Salience:
    """Those spoken of last, by the group of pronouns that can mean them."""

    def __init__(self) -> None:
        self._traces: defaultdict[str, deque[Trace]] = defaultdict(lambda: deque(maxlen=_KEPT))

    def see(self, trace: Trace) -> None:
        """Take note that a character is spoken of."""
        for group, is_in_group in _GROUPS.items():
            if is_in_group(trace.character):
                self._traces[group].append(trace)

    def meant(
        self, pronoun: str, group: str, *, at: Place, content: Sequence[Span] = (), excluded: Collection[Character] = ()
    ) -> Character | None:
        """Whom a pronoun at a place stands for; ``content`` is what it says there, ``excluded`` cannot be meant."""
        gender = GENDERS.get(pronoun)
        costs = [
            (_cost(trace, group, at, content), trace)
            for trace in self._traces[group]
            if trace.character not in excluded
            and trace.character.fits_gender(gender)
            and trace.place.start < at.start
            and _fits(trace, group, at)
        ]
        if not costs:
            return None
        cost, best = min(costs, key=lambda entry: (entry[0], entry[1].role, entry[1].place))
        if cost >= _FURTHEST:
            return None
        rivals = (trace for other, trace in costs if other <= cost + Role.OTHER)
        return None if any(_is_tied(best, rival) for rival in rivals) else best.character

    def nearest(self, pronoun: str, *, at: Place) -> Character | None:
        """Whom a relative pronoun stands for: who is spoken of right before it."""
        fits = _is_somebody if pronoun in _OF_PEOPLE else _is_something
        traces = (trace for traces in self._traces.values() for trace in traces if fits(trace.character))
        adjacent = (trace for trace in traces if 0 <= at.start - trace.end <= _ADJACENT)
        found = min(adjacent, key=lambda trace: trace.place, default=None)  # of "people of Brenn" the people
        return None if found is None else found.character

    def last(self, group: str, *, at: Place, within: int) -> list[Character]:
        """Who was spoken of in the last sentences, the last one first."""
        near = (trace for trace in self._traces[group] if at.sentence - trace.place.sentence <= within)
        return list(dict.fromkeys(trace.character for trace in reversed(list(near))))

    def since(self, start: int) -> Iterator[Character]:
        """Who was spoken of from a place on."""
        return (trace.character for traces in self._traces.values() for trace in traces if trace.place.start >= start)

    def body_before(self, at: Place) -> Character | None:
        """The body that has just spoken, in the same sentence or in the one before."""
        trace = next((trace for trace in reversed(self._traces["thing"]) if trace.place.start < at.start), None)
        is_near = trace is not None and trace.role is Role.SPEAKER and at.sentence - trace.place.sentence <= 1
        is_body = trace is not None and trace.character.is_person is False and trace.character.kind is not None
        return trace.character if trace is not None and is_near and is_body else None

    def acting_before(self, at: Place) -> Trace | None:
        """The trace of the person that spoke or acted last."""
        acting = (trace for trace in reversed(self._traces["person"]) if trace.role is not Role.OTHER)
        return next((trace for trace in acting if trace.place.start < at.start), None)


def _cost(trace: Trace, group: str, at: Place, content: Sequence[Span]) -> int:
    cost = _SENTENCE * max(0, at.sentence - trace.place.sentence) + trace.role
    if trace.place.quote != at.quote and trace.place.quote >= 0:
        cost += _ELSEWHERE
    if any(start <= trace.place.start < end for start, end in content):
        cost += _OWN_CONTENT
    if not trace.character.names and trace.role is Role.OTHER and group == "person":
        cost += _IN_PASSING
    if trace.character.is_person is None and (group == "person" or trace.character.names):
        cost += _UNCERTAIN
    if group == "group" and not trace.character.is_plural:
        cost += _NOT_SEVERAL
    return cost


def _fits(trace: Trace, group: str, at: Place) -> bool:
    """Whether a pronoun can mean somebody: what he does there makes up for what is not known of him."""
    character, speaks = trace.character, trace.role is Role.SPEAKER
    if not _GROUPS[group](character):
        return False
    if group == "person":
        return character.is_person is True or speaks or _looks_human(character)
    if group == "thing":
        return speaks or not (character.is_place or (character.is_person is None and _looks_human(character)))
    is_near = trace.role is not Role.OTHER and at.sentence - trace.place.sentence <= 1
    return character.is_plural or is_near


def _looks_human(character: Character) -> bool:
    return character.kind is None and character.is_named_in_full


def _is_tied(one: Trace, other: Trace) -> bool:
    """Whether "and" ties two traces together, so that neither is meant rather than the other."""
    are_joined = one.is_joined and other.is_joined and one.place.sentence == other.place.sentence
    return are_joined and one.character is not other.character


def _is_person(character: Character) -> bool:
    is_open = character.is_person is None and not character.is_place
    return not character.is_plural and (character.is_person is True or is_open)


def _is_thing(character: Character) -> bool:
    return not character.is_plural and character.is_person is not True


def _is_somebody(character: Character) -> bool:
    return character.is_plural or _is_person(character)


def _is_something(character: Character) -> bool:
    return character.is_plural or _is_thing(character)


def _is_group(character: Character) -> bool:
    return character.is_plural or character.is_person is False


_GROUPS: dict[str, Callable[[Character], bool]] = {"person": _is_person, "thing": _is_thing, "group": _is_group}
