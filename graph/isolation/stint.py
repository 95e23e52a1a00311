"""How long a process has been at a query, in the time that the machine had for it."""

import time
from collections.abc import Callable

_SMALL = 0.25  # of the processor's time of a quick query, which a small one does not need
_IDLE = 20  # times as long as a query is quick, after which one that waits for a disk is long too


class Stint:
    """The work of a process at one query, from now on.

    What counts is the processor's time: where others keep the machine busy, a small query takes as little of that as
    ever, and ending it, with its process, would only make more to do.
    """

    def __init__(self, spent: Callable[[], float], *, quick: float) -> None:
        """``spent`` gives the seconds of a processor that the process has used, ``quick`` those of a quick query."""
        self._spent = spent
        self._quick = quick
        self._at_first = spent()
        self._begun = time.monotonic()

    @property
    def left(self) -> float:
        """Seconds of a processor for which the query still counts as quick, none or less where it is long."""
        passed = time.monotonic() - self._begun
        return min(self._quick - (self._spent() - self._at_first), _IDLE * self._quick - passed)

    @property
    def may_be_ended(self) -> bool:
        """Whether it is no small query, or has taken too long to be waited for."""
        passed = time.monotonic() - self._begun
        return self._spent() - self._at_first > _SMALL * self._quick or passed > _IDLE * self._quick
