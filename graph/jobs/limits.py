"""How many jobs there may be, and for how long."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Queueing:
    """How many jobs may be unfinished at a time, how many are done side by side, how long those that ended are kept."""

    waiting: int = 100
    at_once: int = 2
    days: float = 7.0
    answer_hours: float = 24.0
    """Hours for which it is remembered what was answered under a key."""
