"""Answers, written in the first format that fits and no further than an answer may go."""

from collections.abc import Sequence

from graph.endpoint.dataset import About
from graph.endpoint.formats import ResultFormat
from graph.errors import LimitError, QueryError, SizeLimitError
from graph.isolation.limits import Limits
from graph.isolation.rows import RowCount
from graph.store import Output, Store


class _Limited:
    """Passes on what the engine writes, as long as it is neither too many rows nor too many bytes."""

    def __init__(self, output: Output, *, format: ResultFormat, limits: Limits) -> None:
        self._output = output
        self._limits = limits
        self._rows = RowCount(format)
        self._size = 0

    def write(self, piece: bytes, /) -> int:
        self._size += len(piece)
        self._rows.add(piece)
        if self._rows.rows > self._limits.rows:
            raise SizeLimitError(
                f"The answer has more than {self._limits.rows:,} rows: ask for a part of them, with LIMIT and OFFSET."
            )
        check_size(self._size, limits=self._limits)
        self._output.write(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back here."""

    @property
    def has_begun(self) -> bool:
        """Whether something was written."""
        return self._size > 0


def check_size(size: int, *, limits: Limits) -> None:
    """Refuse an answer that has come to more bytes than it may have, with SizeLimitError."""
    if size > limits.bytes:
        raise SizeLimitError(
            f"The answer has more than {limits.bytes:,} bytes: ask for a part of it, with LIMIT and OFFSET."
        )


def write_first_fitting(
    store: Store, query: str, output: Output, *, formats: Sequence[ResultFormat | None], about: About, limits: Limits
) -> ResultFormat:
    """Write the answer in the first of these formats that the form of the query has, and tell which that is.

    None stands for JSON or Turtle, whichever fits. Raises as ``Store.write_answer`` does, of several refusals the
    first one, and SizeLimitError.
    """
    refused: QueryError | None = None
    for format_ in _meant(formats):
        limited = _Limited(output, format=format_, limits=limits)
        try:
            # Which form a query has shows when the engine parses it; before that nothing is written.
            return store.write_answer(
                query,
                limited,
                format=format_,
                dataset=about.dataset,
                base=about.base,
                max_triples=limits.rows,
            )
        except LimitError:
            raise
        except QueryError as error:
            if limited.has_begun:
                raise
            refused = refused or error
    raise refused or QueryError("No format was asked for that an answer can have.")


def _meant(formats: Sequence[ResultFormat | None]) -> list[ResultFormat]:
    meant: list[ResultFormat] = []
    for format_ in formats:
        meant += [ResultFormat.JSON, ResultFormat.TURTLE] if format_ is None else [format_]
    return meant
