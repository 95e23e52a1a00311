"""Dates of publication as machines write them."""

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime


def parse_published(written: str) -> date | datetime | None:
    """Read an ISO 8601 or RFC 2822 date; ``None`` if it is neither.

    The answer is a moment in UTC where the zone is given. A time without a zone names no moment, so that only
    its day is kept.
    """
    written = written.strip()
    try:
        if len(written) == len("2031-03-04"):
            return date.fromisoformat(written)
        moment = datetime.fromisoformat(written)
    except ValueError:
        try:
            moment = parsedate_to_datetime(written)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if moment.tzinfo is None:
        return moment.date()
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # within a day of the years 1 or 9999
        return None


def most_exact(candidates: list[date | datetime]) -> date | datetime | None:
    """The first candidate; where it is only a day, the first moment among the others that falls on that day.

    Pages give the date in several places, the most trustworthy of them often without the time.
    """
    if not candidates:
        return None
    first = candidates[0]
    if isinstance(first, datetime):
        return first
    moments = (c for c in candidates if isinstance(c, datetime))
    return next((m for m in moments if m.date() == first), first)
