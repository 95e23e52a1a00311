"""Reckoning days from the day of publication, as readers of news do: "Tuesday" is the latest one, "last month" over."""

from datetime import date, timedelta
from typing import NamedTuple

from graph.period import Period

_YEARS_TO_29_FEBRUARY = 8  # at most, as from 1896 to 1904


class Reference(NamedTuple):
    """What relative expressions count from; ``ahead`` where what is dated is still to come."""

    published: date
    ahead: bool = False


def weekday(index: int, reference: Reference) -> date:
    """The latest day of that name that is not after the publication; Monday is 0. The next one, looking ahead."""
    days = (index - reference.published.weekday()) % 7
    return reference.published + timedelta(days - 7 if days and not reference.ahead else days)


def day_of_year(month: int, number: int, reference: Reference) -> date:
    """The latest day of that date that is not after the publication; the next one, looking ahead.

    Raises ValueError where no calendar has such a day.
    """
    step = 1 if reference.ahead else -1
    for years in range(_YEARS_TO_29_FEBRUARY + 1):
        try:
            day = date(reference.published.year + step * years, month, number)
        except ValueError:
            continue
        if day == reference.published or (day > reference.published) == reference.ahead:
            return day
    raise ValueError(f"no year has a day {number} of month {month}")


def month_of_year(month: int, reference: Reference) -> Period:
    """The latest month of that name that has begun at the publication; looking ahead, the next one not over."""
    published = reference.published
    if reference.ahead:
        return Period.of_month(published.year + (month < published.month), month)
    return Period.of_month(published.year - (month > published.month), month)


def unit(name: str, day: date, *, back: int) -> Period:
    """The calendar day, week (from Monday, ISO 8601), month or year that many before the one of ``day``."""
    match name:
        case "day":
            return Period.of_day(day - timedelta(back))
        case "week":
            monday = day - timedelta(day.weekday() + 7 * back)
            return Period(monday, monday + timedelta(6))
        case "month":
            months = 12 * day.year + day.month - 1 - back
            return Period.of_month(months // 12, months % 12 + 1)
        case _:
            return Period.of_year(day.year - back)


def weekend(day: date) -> Period:
    """The Saturday and Sunday that came last, or that the day is in."""
    saturday = day - timedelta((day.weekday() - 5) % 7)
    return Period(saturday, saturday + timedelta(1))
