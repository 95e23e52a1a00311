"""The names and events that made-up news is about. Each has a rank; the first is the one that comes most often."""

import random
import tomllib
from bisect import bisect
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from graph.model import Source, SourceKind

_REMEMBERED = 100_000
_PLACES = 2_000


@cache
def lists() -> dict[str, Any]:
    """The word lists of ``made_news.toml``."""
    return tomllib.loads(Path(__file__).with_name("made_news.toml").read_text(encoding="utf-8"))


@cache
def _shares(count: int, head: int) -> list[float]:
    return list(accumulate(1 / (rank + head) for rank in range(count)))


def pick(dice: random.Random, count: int, *, head: int = 1) -> int:
    """A rank below ``count``, by Zipf and Mandelbrot's law: the first ``head`` come about equally often."""
    shares = _shares(count, head)
    return min(bisect(shares, dice.random() * shares[-1]), count - 1)


def place(number: int) -> str:
    """A made-up name; different numbers have different ones, but for the ending."""
    syllables, left = lists()["syllables"], number
    parts = [syllables[left % len(syllables)]]
    while left := left // len(syllables):
        parts.append(syllables[left % len(syllables)])
    return "".join((*parts, random.Random(number).choice(lists()["endings"]))).title()


@lru_cache(_REMEMBERED)
def named_source(rank: int) -> Source:
    """The named source of a rank: persons and bodies by turns."""
    dice = random.Random(f"source {rank}")
    if rank % 2:
        return Source(f"{dice.choice(lists()['given'])} {place(rank)}", SourceKind.PERSON)
    kind, forms = dice.choice(list(lists()["bodies"].items()))
    return Source(dice.choice(forms).format(place(rank)), SourceKind(kind))


def outlet_name(rank: int) -> str:
    """The name of the outlet of a rank."""
    return f"The {place(rank)} Post"


class Event(NamedTuple):
    """Something to write about, in two wordings."""

    subject: str
    place: str
    number: int
    wordings: tuple[str, str]


@lru_cache(_REMEMBERED)
def event(rank: int) -> Event:
    """The event of a rank."""
    dice = random.Random(f"event {rank}")
    forms = dice.choice(lists()["events"])
    about = {"subject": dice.choice(lists()["subjects"]), "place": place(dice.randrange(_PLACES))}
    number = dice.randrange(2, 900)
    usual, other = (form.format(**about, number=number) for form in forms)
    return Event(about["subject"], about["place"], number, (usual, other))
