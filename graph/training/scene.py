"""What the sentences of one passage share while they are written."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeVar

from graph.training.marking import BRITISH, CURLY, PAIRED, STRAIGHT, Role, Typography, mark
from graph.training.words import PAST_TENSES, Tense

_T = TypeVar("_T")


class Anchor(Enum):
    """From where a clause is told, which decides its tenses and who may say "I"."""

    VOICE = auto()  # the writer's own sentence
    PAST = auto()  # reported speech after a verb in the past: shifted back
    PRESENT = auto()  # reported speech after a verb in the present
    DIRECT = auto()  # somebody's own words


_REPORTING: dict[Anchor, dict[Tense, int]] = {
    Anchor.VOICE: {Tense.PAST: 72, Tense.PRESENT: 13, Tense.PERFECT: 10, Tense.PLUPERFECT: 4},
    Anchor.PAST: {Tense.PLUPERFECT: 55, Tense.PAST: 43, Tense.CONDITIONAL: 1},
    Anchor.PRESENT: {Tense.PAST: 50, Tense.PRESENT: 25, Tense.PERFECT: 25},
    Anchor.DIRECT: {Tense.PAST: 55, Tense.PRESENT: 25, Tense.PERFECT: 20},
}
_HOLDING: dict[Anchor, dict[Tense, int]] = {
    Anchor.VOICE: {Tense.PAST: 55, Tense.PRESENT: 40, Tense.PLUPERFECT: 5},
    Anchor.PAST: {Tense.PAST: 85, Tense.PLUPERFECT: 15},
    Anchor.PRESENT: {Tense.PRESENT: 75, Tense.PAST: 25},
    Anchor.DIRECT: {Tense.PRESENT: 70, Tense.PAST: 30},
}


@dataclass
class Person:
    """A named person, to be taken up again later in the passage."""

    first: str
    last: str
    pronoun: str


@dataclass
class Scene:
    """The random numbers, the numbering of attributions, the typography and the topic of one passage.

    ``people`` have been named in earlier sentences, ``newcomers`` in this one.
    """

    rng: random.Random
    typography: Typography = CURLY
    outside: bool = False
    topic: int = 0
    attributions: int = 0
    people: list[Person] = field(default_factory=list)
    newcomers: list[Person] = field(default_factory=list)
    is_dated: bool = False

    def pick(self, choices: Sequence[_T]) -> _T:
        """Return one of the choices."""
        return self.rng.choice(choices)

    def weigh(self, choices: dict[_T, int]) -> _T:
        """Return one of the keys, each as likely as its weight says."""
        return self.rng.choices(list(choices), weights=list(choices.values()))[0]

    def chance(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.rng.random() < probability

    def number(self) -> int:
        """Return the number of a new attribution."""
        self.attributions += 1
        return self.attributions

    def begin_sentence(self, *, is_dated: bool = False) -> None:
        """Let the people of the sentence before be taken up again, each once; a dated one is told in the past."""
        self.people, self.newcomers = [*self.people, *self.newcomers], []
        self.is_dated = is_dated

    def reporting(self, anchor: Anchor) -> Tense:
        """Return a tense for a verb of saying."""
        if anchor is Anchor.VOICE and self.is_dated:
            return Tense.PAST
        return self.weigh(_REPORTING[anchor])

    def holding(self, anchor: Anchor) -> Tense:
        """Return a tense for a verb of thinking."""
        if anchor is Anchor.VOICE and self.is_dated:
            return Tense.PAST
        return self.weigh(_HOLDING[anchor])


Content = Callable[[Anchor], str]
"""Writes what is said, told from an anchor."""

Form = Callable[[Scene, Anchor, Content], str]
"""Writes a clause that attributes a content, told from an anchor."""


def below(anchor: Anchor, *, tense: Tense) -> Anchor:
    """Return from where the content of a verb in this tense is told."""
    if tense in PAST_TENSES:
        return Anchor.PAST
    return Anchor.PAST if anchor is Anchor.PAST else Anchor.PRESENT


def new_scene(rng: random.Random, *, topics: int) -> Scene:
    """Return the scene of a new passage."""
    typography = rng.choices([CURLY, STRAIGHT, PAIRED, BRITISH], weights=[50, 35, 8, 7])[0]
    outside = typography is BRITISH or rng.random() < 0.12
    return Scene(rng, typography=typography, outside=outside, topic=rng.randrange(topics))


def as_source(text: str, number: int) -> str:
    """Return the text marked as the source of an attribution."""
    return mark(text, role=Role.SOURCE, number=number)


def as_cue(text: str, number: int) -> str:
    """Return the text marked as the cue of an attribution."""
    return mark(text, role=Role.CUE, number=number)


def as_content(text: str, number: int) -> str:
    """Return the text marked as the content of an attribution."""
    return mark(text, role=Role.CONTENT, number=number)


def as_shared(text: str, numbers: Sequence[int]) -> str:
    """Return the text marked as the content that several attributions have in common."""
    for number in numbers:
        text = as_content(text, number)
    return text
