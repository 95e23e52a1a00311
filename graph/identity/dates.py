"""The dates and times of day that a claim names; years stand apart from quantities."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from graph.identity.claim_words import load
from graph.identity.tokens import Token, low_at

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|21[0-4]\d")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_ISO = re.compile(r"(\d{4})-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])")
_MOST_DAYS = 31
_PLURALS = frozenset({"people", "men", "women", "children", "sheep", "fish", "cattle", "police"})
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})


class Date(NamedTuple):
    """What is told of a date; None where it is not. ``minutes`` count from midnight."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    minutes: int | None = None

    def agrees(self, other: "Date") -> bool:
        """Whether both may be of one day, as far as both tell it."""
        return all(one == two for one, two in zip(self, other, strict=True) if one is not None and two is not None)

    def is_like(self, other: "Date") -> bool:
        """Whether both tell at least one thing of the same sort."""
        return any(one is not None and two is not None for one, two in zip(self, other, strict=True))

    def __str__(self) -> str:
        names = [*load().months][:12]
        parts = [
            [*load().weekdays][self.weekday].capitalize() if self.weekday is not None else "",
            str(self.day) if self.day else "",
            names[self.month - 1].capitalize() if self.month else "",
            str(self.year) if self.year else "",
            f"{self.minutes // 60}:{self.minutes % 60:02}" if self.minutes is not None else "",
        ]
        return " ".join(part for part in parts if part)


def dates_of(tokens: Sequence[Token]) -> tuple[frozenset[Date], frozenset[int]]:
    """The dates in a row of tokens, and the places of the tokens that tell them."""
    found: set[Date] = set()
    used: set[int] = set()
    for at in range(len(tokens)):
        if at in used:
            continue
        for read in (_iso, _month, _weekday, _clock, _year):
            date, places = read(tokens, at)
            if date is not None and used.isdisjoint(places):
                found.add(date)
                used.update(places)
                break
    return frozenset(found), frozenset(used)


def apart(one: Collection[Date], other: Collection[Date]) -> tuple[Date, Date] | None:
    """Two dates that cannot be one, where each has no other that it agrees with; the first such pair."""
    if not one or not other:
        return None
    left = [date for date in one if not any(date.agrees(its) for its in other)]
    right = [date for date in other if not any(date.agrees(its) for its in one)]
    found = [(first, second) for first in left for second in right if first.is_like(second)]
    return min(found, key=lambda pair: sorted(map(str, pair)), default=None)


_Found = tuple[Date | None, Sequence[int]]


def _month(tokens: Sequence[Token], at: int) -> _Found:
    token = tokens[at]
    month = load().months.get(token.low)
    if month is None or not token.is_capital:
        return None, ()
    places, day, after = [at], None, at + 1
    if (number := _day(tokens, at - 1)) is not None:
        day, places = number, [at - 1, at]
    elif low_at(tokens, at - 1) in _SUFFIXES and (number := _day(tokens, at - 2)) is not None:
        day, places = number, [at - 2, at - 1, at]
    elif low_at(tokens, at - 1) == "of" and (ordinal := _ordinal_day(tokens, at - 2)) is not None:
        day, places = ordinal[0], [*ordinal[1], at - 1, at]
    elif (number := _day(tokens, after)) is not None and not _is_year(tokens, after):
        day, places, after = number, [at, after], after + 1
        if low_at(tokens, after) in _SUFFIXES:
            places, after = [*places, after], after + 1
    elif token.low in {"may", "march"} and token.opens:
        return None, ()
    comma = after + 1 if low_at(tokens, after) in {",", "of"} else after
    if _is_year(tokens, comma):
        return Date(int(tokens[comma].low), month, day), [*places, *range(after, comma + 1)]
    return Date(None, month, day), places


def _iso(tokens: Sequence[Token], at: int) -> _Found:
    match = _ISO.fullmatch(tokens[at].low)
    return (Date(int(match[1]), int(match[2]), int(match[3])), [at]) if match else (None, ())


def _day(tokens: Sequence[Token], at: int) -> int | None:
    low = low_at(tokens, at)
    return int(low) if low.isascii() and low.isdigit() and len(low) < 3 and 0 < int(low) <= _MOST_DAYS else None


def _ordinal_day(tokens: Sequence[Token], at: int) -> tuple[int, list[int]] | None:
    """ "The fifteenth of March", "the 15th of March", "the twenty-first of March"."""
    low = low_at(tokens, at)
    if low in _SUFFIXES and (day := _day(tokens, at - 1)) is not None:
        return day, [at - 1, at]
    if low in load().ordinals:
        tens = load().small.get(low_at(tokens, at - 1), 0)
        if tens in {20, 30}:
            return tens + load().ordinals[low], [at - 1, at]
        return load().ordinals[low], [at]
    return None


def _weekday(tokens: Sequence[Token], at: int) -> _Found:
    weekday = load().weekdays.get(tokens[at].low)
    return (Date(weekday=weekday), [at]) if weekday is not None and tokens[at].is_capital else (None, ())


def _clock(tokens: Sequence[Token], at: int) -> _Found:
    match = _CLOCK.fullmatch(tokens[at].low) if tokens[at].kind == "number" else None
    after = low_at(tokens, at + 1)
    is_told = after in {"am", "pm"}
    if match and (":" in tokens[at].low or is_told):
        hours, minutes = int(match[1]), int(match[2])
    elif is_told and _day(tokens, at) is not None:
        hours, minutes = int(tokens[at].low), 0
    else:
        return None, ()
    if is_told:
        hours = hours % 12 + (12 if after == "pm" else 0)
    return Date(minutes=hours % 24 * 60 + minutes), [at, at + 1] if is_told else [at]


def _year(tokens: Sequence[Token], at: int) -> _Found:
    if not _is_year(tokens, at):
        return None, ()
    before, after = low_at(tokens, at - 1), tokens[at + 1] if at + 1 < len(tokens) else None
    is_counting = after is not None and after.kind == "word" and after.low not in load().function_words
    if before in load().before_year or before in load().months or not is_counting:
        return Date(year=int(tokens[at].low)), [at]
    # "The 2019 election", but "2019 people": what is counted is more than one.
    is_one = after is not None and not after.low.endswith("s") and after.low not in _PLURALS
    return (Date(year=int(tokens[at].low)), [at]) if is_one else (None, ())


def _is_year(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].kind == "number" and _YEAR.fullmatch(tokens[at].low) is not None
