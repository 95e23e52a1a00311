"""What reading one document may take, where a process of its own does it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one document may take; what needs more is ended."""

    seconds: float
    memory: int
    """Bytes that the process may take besides those that it starts with."""
