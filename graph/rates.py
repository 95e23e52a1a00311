"""How often somebody may ask: a budget that fills up again, for however many people, in memory that does not grow."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil, floor
from secrets import token_bytes
from time import monotonic

_MINUTE = 60.0  # seconds
_PLACES = 1 << 16  # a power of two; two people in one place share a budget


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a request: whether it is within the budget, how many more are, and seconds until there is more.

    ``wait`` is 0 for one that is within it.
    """

    is_allowed: bool
    remaining: int
    wait: int
    until_full: int


class Budget:
    """So many requests a minute for each of any number of people; who has asked for nothing may ask for all at once.

    The generic cell rate algorithm (ITU-T I.371): of each is kept only when its budget will be full again. Who they are
    is hashed with a secret, so that nobody can choose whose place is theirs.
    """

    def __init__(self, name: str, quota: int, *, clock: Callable[[], float] = monotonic) -> None:
        self.name = name
        self.quota = quota
        self._clock = clock
        self._secret = token_bytes(16)
        self._full = array("d", bytes(8 * _PLACES))  # zeros: full since the clock began

    def take(self, who: str) -> Taken:
        """Take one request out of somebody's budget, if it is in it."""
        now, place, interval = self._clock(), self._place(who), _MINUTE / self.quota
        after = max(self._full[place], now) + interval
        is_allowed = after - now <= _MINUTE + interval / 2  # half of one for what floating point loses
        if is_allowed:
            self._full[place] = after
        owed = max(self._full[place] - now, 0.0)
        return Taken(
            is_allowed,
            remaining=max(floor((_MINUTE - owed) / interval + 1e-6), 0),
            wait=0 if is_allowed else max(ceil(after - now - _MINUTE), 1),
            until_full=ceil(owed),
        )

    def _place(self, who: str) -> int:
        return int.from_bytes(blake2b(who.encode(), key=self._secret, digest_size=2).digest())
