"""Which of two documents came first, as far as their dates of publication tell."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

_DAY = timedelta(days=1)


class Order(StrEnum):
    """How the publication of one document lies to that of another."""

    EARLIER = "earlier"
    LATER = "later"
    SAME_DAY = "same_day"
    """On one day, and for one of them no time is known; or at the same moment."""
    UNKNOWN = "unknown"


def order_of(published: str | None, other: str | None) -> Order:
    """When something was published (ISO 8601, a day or a moment), against something else."""
    if published is None or other is None:
        return Order.UNKNOWN
    (first, last), (other_first, other_last) = bounds_of(published), bounds_of(other)
    if last < other_first:
        return Order.EARLIER
    return Order.LATER if other_last < first else Order.SAME_DAY


def earliest(published: Mapping[str, str | None]) -> tuple[str, ...]:
    """Those (ids) of some documents before which none of the others was published for certain, sorted.

    Of what has no date nothing is known, and it is none of them.
    """
    dated = {name: bounds_of(moment) for name, moment in published.items() if moment is not None}
    latest = min((last for _, last in dated.values()), default=None)
    return () if latest is None else tuple(sorted(name for name, (first, _) in dated.items() if first <= latest))


@lru_cache(maxsize=10_000)
def bounds_of(published: str) -> tuple[datetime, datetime]:
    """The first and the last moment of what is written as ISO 8601, a day or a moment; without a zone it is UTC."""
    if "T" in published:
        moment = datetime.fromisoformat(published)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment, moment
    day = date.fromisoformat(published)
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    # The end of the year 9999 has no next day.
    return start, start + _DAY - timedelta(microseconds=1) if day != date.max else datetime.max.replace(tzinfo=UTC)
