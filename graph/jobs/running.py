"""One job from its inputs to documents in the library."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graph.errors import AllegedlyError, InputError, StoreError
from graph.extracting import Extraction
from graph.ingest import Keeper, Outcome, ingest
from graph.jobs.inputs import Piece
from graph.jobs.job import Kept, Position, Refusal, Status, Work
from graph.jobs.ledger import Ledger
from graph.jobs.spool import Spool
from graph.reading import Read, Rejected

_log = logging.getLogger(__name__)

ReadPiece = Callable[[Piece], Read | Rejected | None]
Extract = Callable[[Iterable[Read | Rejected]], Iterator[Extraction]]

_FAILURES = 10  # documents in a row whose reading had to be ended, after which the rest of an input is left out
_ATTEMPTS = 3  # to come further with a job at which the process ends
_OPAQUE = "It cannot be read; the service's log says why."


class StoppedError(AllegedlyError):
    """The job is to be ended, or the service is."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Does jobs, one at a time: it reads, has statements found, keeps documents and writes down what came of them."""

    ledger: Ledger
    spool: Spool
    keeper: Keeper
    read: ReadPiece
    extract: Extract
    is_stopping: Callable[[], bool]
    changed: Callable[[], None]

    def run(self, work: Work) -> None:
        """Do what is left of a job; where the service is being stopped, it is left for the next start.

        Raises StoreError where nothing can be written, most likely because the disk is full; the job waits again then.
        """
        try:
            if work.attempts > _ATTEMPTS:
                raise InputError(f"The service ended {_ATTEMPTS} times while it was at this place of the job.")
            self.spool.check(work.id, [sent.file for sent in work.inputs])
            self._read_in(work)
        except StoppedError:
            if not self.is_stopping():
                self._end(work, Status.CANCELLED)
        except StoreError:
            if not self.is_stopping():
                self.ledger.put_back(work.id)
                raise
        except Exception as error:  # whatever it is, other jobs go on
            if self.is_stopping():
                return
            _log.error("job %s failed: %s", work.id, error, exc_info=not isinstance(error, AllegedlyError))
            reason = str(error) if isinstance(error, InputError) else "The service could not go on; its log says why."
            self._end(work, Status.FAILED, reason=reason)
        else:
            self._end(work, Status.DONE)

    def _end(self, work: Work, status: Status, *, reason: str | None = None) -> None:
        self.ledger.finish(work.id, status, reason=reason)
        self.spool.remove(work.id)
        self.changed()

    def _read_in(self, work: Work) -> None:
        ends: deque[Position] = deque()  # how far the job is with each document that is under way

        def report(outcome: Outcome) -> None:
            self.ledger.record(work.id, _told(outcome), ends.popleft())
            self.changed()

        extractions = self._until_stopped(work, self.extract(self._readings(work, ends)))
        ingest(self.keeper, extractions, report=report)

    def _readings(self, work: Work, ends: deque[Position]) -> Iterator[Read | Rejected]:
        folder = self.spool.folder(work.id)
        for place in range(work.position.input, len(work.inputs)):
            number = work.position.readings if place == work.position.input else 0
            failures = 0
            while failures < _FAILURES and not self._is_over(work):
                piece = Piece(folder, work.inputs[place], number)
                try:
                    found = self.read(piece)
                    failures = 0
                except InputError as error:
                    found, failures = self._rejected(piece, error), failures + 1
                if found is None:
                    break
                number += 1
                ends.append(Position(place, number))
                yield found

    @staticmethod
    def _rejected(piece: Piece, error: InputError) -> Rejected:
        """What is told of a document whose reading had to be ended: nobody knows what it calls itself."""
        return Rejected(f"{piece.input.origin} document {piece.number + 1}".lstrip(), error)

    def _until_stopped(self, work: Work, extractions: Iterator[Extraction]) -> Iterator[Extraction]:
        for extraction in extractions:
            # Asked behind the extraction: what a stop made fail is no document that cannot be read.
            if self._is_over(work):
                raise StoppedError
            yield extraction
        if self._is_over(work):
            raise StoppedError

    def _is_over(self, work: Work) -> bool:
        return self.is_stopping() or self.ledger.is_unwanted(work.id)


def _told(outcome: Outcome) -> Kept | Refusal:
    if outcome.document is not None and outcome.change is not None:
        return Kept(outcome.origin, outcome.document, outcome.change, outcome.statements)
    error = outcome.error
    if not isinstance(error, InputError):
        _log.warning("a document of a job cannot be read: %s", error)
        return Refusal(outcome.origin, _OPAQUE)
    return Refusal(outcome.origin, str(error))
