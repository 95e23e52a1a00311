"""When something happened, as exactly as a text tells and no more exactly."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days, the first and the last included, on one of which something happened.

    Both are the same where the day is known. It is what TEI calls ``notBefore`` and ``notAfter``: not how long
    something lasted. Raises ValueError where it would end before it begins.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period from {self.first} to {self.last} has no day: give the earlier day first")

    @classmethod
    def of_day(cls, day: date) -> "Period":
        """The period of one day."""
        return cls(day, day)

    @classmethod
    def of_month(cls, year: int, month: int) -> "Period":
        """The period of a month of the Gregorian calendar."""
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """The period of a year of the Gregorian calendar."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_edtf(cls, text: str) -> "Period":
        """The period that ``edtf`` writes like this. Raises ValueError for any other text."""
        if "/" in text:
            first, last = text.split("/")
            return cls(date.fromisoformat(first), date.fromisoformat(last))
        year, *month = text.split("-")
        if len(month) > 1:
            return cls.of_day(date.fromisoformat(text))
        return cls.of_month(int(year), int(month[0])) if month else cls.of_year(int(year))

    def is_before(self, other: "Period") -> bool:
        """Whether all of its days are before those of another, so that it is known which came first."""
        return self.last < other.first

    @property
    def day(self) -> date | None:
        """The day, where it is known."""
        return self.first if self.first == self.last else None

    @property
    def edtf(self) -> str:
        """The period as EDTF, level 0 (ISO 8601-2:2019): "2031-03-04", "2031-03", "2031", "2031-03-03/2031-03-09"."""
        first, last = self.first, self.last
        if first == last:
            return first.isoformat()
        if self == Period.of_month(first.year, first.month):
            return first.isoformat()[:7]
        if self == Period.of_year(first.year):
            return first.isoformat()[:4]
        return f"{first.isoformat()}/{last.isoformat()}"
