"""The documents of a job's inputs, one by one and by their numbers, so that reading can go on anywhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.ingest import fetcher_of
from graph.jobs.job import Form, Input
from graph.model import Document
from graph.reading import Fetcher, Metadata, Read, Rejected
from graph.reading.dispatch import read_address, read_sent
from graph.reading.documents import attempt
from graph.settings import Settings


@dataclass(frozen=True, slots=True)
class Piece:
    """The document of an input that comes after so many others; ``folder`` is where its file is kept."""

    folder: Path
    input: Input
    number: int


@dataclass(frozen=True, slots=True)
class Single:
    """One document that is still to be made, with functions that another process finds by their names."""

    make: Callable[[], Document]
    given: Metadata = field(default_factory=Metadata)


class Inputs:
    """Reads pieces. Those of one input in a row are read in one go."""

    def __init__(self, fetcher: Fetcher, *, max_line_bytes: int) -> None:
        self._read = partial(_read, fetcher=fetcher, max_line_bytes=max_line_bytes)
        self._next: Piece | None = None
        self._readings: Iterator[Read | Rejected] = iter(())

    def __call__(self, piece: Piece | Single) -> Read | Rejected | None:
        """The document, or why it cannot be read; None behind the last one."""
        if isinstance(piece, Single):
            return attempt("the document", piece.make, given=piece.given)
        if piece != self._next:
            self._readings = self._read(piece)
        found = next(self._readings, None)
        self._next = Piece(piece.folder, piece.input, piece.number + 1)
        return found


def inputs_of(settings: Settings) -> Inputs:
    """What reads, with the limits that the settings give."""
    return Inputs(fetcher_of(settings), max_line_bytes=settings.max_document_bytes)


def _read(piece: Piece, *, fetcher: Fetcher, max_line_bytes: int) -> Iterator[Read | Rejected]:
    sent, skip = piece.input, piece.number
    try:
        if sent.form is Form.ADDRESS:
            yield from read_address(sent.origin, given=sent.given, skip=skip, fetcher=fetcher)
        elif sent.file is not None:
            path, name = piece.folder / sent.file, sent.origin
            yield from read_sent(
                path,
                name=name,
                format=sent.format,
                given=sent.given,
                skip=skip,
                fetcher=fetcher,
                max_line_bytes=max_line_bytes,
            )
    except InputError as error:
        # Of the input as a whole, which is said once.
        if not skip:
            yield Rejected(sent.origin, error)
    except OSError as error:
        yield Rejected(sent.origin, InputError(f"it cannot be read to its end ({error.strerror}); send it again"))
