"""Answers, whole before the first byte of them is sent."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import Protocol, Self

from graph.endpoint.dataset import ABOUT_ALL, About
from graph.endpoint.formats import ResultFormat
from graph.errors import BusyError
from graph.isolation.call import Call
from graph.isolation.figures import Figures

_HELD = 1 << 20  # bytes of an answer that are kept in memory
_PIECE = 1 << 16
_SOON = 5  # seconds


class Answer:
    """The bytes of an answer and the format that they are in. Close it, or let go of it.

    It is complete, so that whoever is told that it comes gets all of it, and however slowly they read, no process
    waits for them.
    """

    def __init__(self, spool: "Spool", format: ResultFormat, *, revision: int) -> None:
        self._spool = spool
        self.format = format
        self.size = spool.size
        """Bytes of it."""
        self.revision = revision
        """Of the store that it is of, or of an earlier one; odd where it was being changed."""

    def __iter__(self) -> Iterator[bytes]:
        return self._spool.pieces()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the bytes."""
        self._spool.close()


class Answering(Protocol):
    """Whatever answers the queries of clients."""

    def answer(
        self,
        query: str,
        *,
        formats: Sequence[ResultFormat | None] = (None,),
        about: About = ABOUT_ALL,
        call: Call | None = None,
    ) -> Answer:
        """Answer a query in the first of these formats that the form of the query has, None for JSON or Turtle.

        Raises QueryError for what cannot be answered or is not allowed, and of it TimeLimitError, MemoryLimitError and
        SizeLimitError for what needs too much; BusyError where too much is being asked; GivenUpError when the call was
        given up; StoreError where the store fails.
        """
        ...

    def rehearse(self, update: str, *, base: str, call: Call | None = None) -> None:
        """Carry out a checked update of SPARQL 1.1 on a copy of the store that is then thrown away.

        What comes to an end there within the limits will in the store itself, where nothing could stop it; what fails
        there as an update fails in the store too, which then says why. Raises as ``answer`` does, but for FormatError
        and SizeLimitError.
        """
        ...

    def expire(self) -> None:
        """Have all that is written so far seen by every query that is asked from now on."""
        ...

    def figures(self) -> Figures:
        """How it goes with the queries."""
        ...


class Spool:
    """What was read of an answer so far: in memory, and in a file without a name where it is large.

    It holds one of the places for large answers then. Raises BusyError where there is none, OSError where the disk is
    full.
    """

    def __init__(self, folder: Path | None, *, large: BoundedSemaphore) -> None:
        self._file = SpooledTemporaryFile(_HELD, dir=None if folder is None else str(folder))  # noqa: SIM115 - it outlives this function
        self._large = large
        self._release: Callable[[], None] | None = None
        self.size = 0

    def write(self, piece: bytes, /) -> int:
        """Take the next bytes."""
        self.size += len(piece)
        if self.size > _HELD and self._release is None:
            if not self._large.acquire(blocking=False):
                raise BusyError(
                    f"Many large answers are being fetched: ask again in {_SOON} seconds.", retry_after=_SOON
                )
            self._release = self._large.release
        return self._file.write(piece)

    def flush(self) -> None:
        """Nothing waits here for more."""

    def pieces(self) -> Iterator[bytes]:
        """All of it, from the beginning; once."""
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece
        self.close()

    def close(self) -> None:
        """Let go of it."""
        self._file.close()
        if self._release is not None:
            self._release()
            self._release = None

    def __del__(self) -> None:
        self.close()
