"""What one query may have, and how many are answered at once."""

from dataclasses import dataclass

_QUICK_PLACES = 2  # so that what is not quick after all in one of them holds nobody up


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may have; one that needs more is ended."""

    seconds: float = 30.0
    rows: int = 1_000_000
    """Solutions that bind something, or triples."""
    bytes: int = 100_000_000
    """Of the answer as it is written, before any compression on its way."""
    memory: int = 500_000_000
    """Bytes that its process may take besides those that it starts with."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many queries are answered at once, and how many more may wait."""

    at_once: int = 6
    waiting: int = 32
    patience: float = 5.0
    """Seconds that a query waits at most; they are part of those that it may take."""
    quick: float = 0.05
    """Seconds after which a query is a long one; where others wait, some places are not for those.

    After so many of a processor, its process lets others go first and is not asked again.
    """
    large: int = 16
    """Answers too large for memory that may be on their way to clients."""

    @property
    def long(self) -> int:
        """Places that long queries keep though others wait."""
        return max(1, self.at_once - _QUICK_PLACES)
