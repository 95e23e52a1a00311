"""From documents that were read to documents in the library, one bad one never stopping the rest."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from graph.claim_judge import Vector
from graph.errors import AllegedlyError, ExtractionError, InputError, StoreError
from graph.extracting import Extraction
from graph.model import Document, Statement
from graph.reading import Fetcher, Format, Metadata, Read, Rejected, read
from graph.settings import Settings
from graph.store import Change

_BATCH = 32  # documents made lasting together: a flush and an index commit cost about as much as reading one
_MAX_WAIT = 2.0  # seconds after which a batch ends with the next document

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its id and what it changed, or the error that says what was wrong."""

    origin: str
    document: str | None = None
    change: Change | None = None
    statements: int = 0
    error: AllegedlyError | None = None


class Keeper(Protocol):
    """What keeps documents: a library, or one that several threads share."""

    def put(
        self, document: Document, statements: Sequence[Statement], *, vectors: Mapping[str, Vector] | None = None
    ) -> Change:
        """Keep a document with exactly these statements."""
        ...

    def commit(self) -> None:
        """Make all that was put lasting."""
        ...


def ingest(
    library: Keeper,
    extractions: Iterable[Extraction],
    *,
    report: Callable[[Outcome], None],
) -> None:
    """Keep each document with what was found in it, and report it when it is safe from a crash.

    Documents are reported in order. Whatever ends the run early, what is already in is made lasting and reported
    first, and then the exception goes on.
    Raises StoreError when the store cannot be written; later documents cannot succeed then.
    """
    pending: list[Outcome] = []
    since = time.monotonic()

    def settle() -> None:
        nonlocal since
        if any(outcome.change for outcome in pending):
            library.commit()
        while pending:
            report(pending.pop(0))
        since = time.monotonic()

    try:
        for extraction in extractions:
            pending.append(_keep(library, extraction))
            if len(pending) >= _BATCH or time.monotonic() - since > _MAX_WAIT:
                settle()
    except BaseException:  # an interrupt too
        # On a full disk this fails again, and then the first error tells more.
        with suppress(AllegedlyError):
            settle()
        raise
    settle()


def _keep(library: Keeper, extraction: Extraction) -> Outcome:
    origin, document, (statements, vectors) = extraction.origin, extraction.document, extraction.found
    if document is None:
        return Outcome(origin, error=extraction.error)
    try:
        change = library.put(document, statements, vectors=vectors)
    except StoreError:
        raise
    except AllegedlyError as error:
        _log.warning("document %s failed", document.id)
        return Outcome(origin, error=error)
    except Exception as error:  # one document that something stumbles on must not keep the others out
        _log.warning("document %s failed", document.id, exc_info=error)
        failure = ExtractionError(f"document {document.id} cannot be kept ({error!r}): report it with the document")
        return Outcome(origin, error=failure)
    return Outcome(origin, document=document.id, change=change, statements=len(statements))


def read_all(
    sources: Iterable[str],
    *,
    format: Format,
    given: Metadata,
    fetcher: Fetcher,
) -> Iterator[Read | Rejected]:
    """Read several files, folders and addresses; one that cannot be read at all does not end the rest."""
    for source in sources:
        try:
            yield from read(source, format=format, given=given, fetcher=fetcher)
        except InputError as error:
            yield Rejected(source, InputError(str(error).removeprefix(f"{source}: ")))
        except OSError as error:  # of a disk or a network drive, in the middle of a file
            yield Rejected(source, InputError(f"it cannot be read to its end ({error.strerror}); copy it again"))


def document_of(reading: Read | Rejected) -> Document:
    """The document that was read.

    Raises the error for which it was rejected.
    """
    if isinstance(reading, Rejected):
        raise reading.error
    return reading.document


def fetcher_of(settings: Settings) -> Fetcher:
    """The reader of addresses with the limits that the settings give."""
    return Fetcher(
        timeout=settings.fetch_timeout,
        max_bytes=settings.fetch_max_bytes,
        allow_private=settings.allow_private_addresses,
    )
