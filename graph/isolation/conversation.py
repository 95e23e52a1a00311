"""What the service and a process say to each other about one query."""

import json
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

from graph.endpoint.dataset import About
from graph.endpoint.formats import ResultFormat
from graph.errors import (
    AllegedlyError,
    BusyError,
    FormatError,
    MemoryLimitError,
    QueryError,
    SizeLimitError,
    StoreError,
    TimeLimitError,
)
from graph.isolation.answers import Spool
from graph.isolation.channel import Kind
from graph.isolation.limits import Limits
from graph.isolation.processes import Worker
from graph.isolation.stint import Stint
from graph.isolation.writing import check_size

_ERRORS = {kind.__name__: kind for kind in (QueryError, FormatError, SizeLimitError, StoreError)}
_AT_ONCE = 1  # seconds
_LOOK = 0.01  # seconds, the least between two looks at how long a query has taken


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the formats that will do, what it is about, and the copy of the store that it is asked of."""

    query: str
    formats: tuple[ResultFormat | None, ...]
    about: About
    snapshot: Path
    base: str
    noun: ClassVar = "query"

    def encode(self, limits: Limits) -> bytes:
        """The question as it is sent."""
        return json.dumps({**asdict(self), "snapshot": str(self.snapshot), "limits": asdict(limits)}).encode()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """An update, and the copy of the store that it is carried out on; relative IRIs in it are resolved by ``base``."""

    update: str
    base: str
    copy: Path
    noun: ClassVar = "update"

    def encode(self, limits: Limits) -> bytes:
        """The update as it is sent."""
        return json.dumps({**asdict(self), "copy": str(self.copy), "limits": asdict(limits)}).encode()


def ask(
    worker: Worker, question: Question | Rehearsal, spool: Spool, *, limits: Limits, stint: Stint, deadline: float
) -> str:
    """Have a process write its answer to the spool before a time of ``time.monotonic``, and give its last word.

    That is the name of a format for a query, and nothing for an update. A process for which it is a long one, as
    ``stint`` tells, gives way to others then and is not to be asked again.
    Raises what ``Answering.answer`` does for limits and refusals, EOFError where the process ended, OSError where the
    answer cannot be kept.
    """
    try:
        worker.channel.send(Kind.REQUEST, question.encode(limits), deadline=deadline)
        while True:
            kind, payload = _next(worker, stint, deadline=deadline)
            if kind is Kind.CHUNK:
                spool.write(payload)
                check_size(spool.size, limits=limits)
                continue
            worker.is_reusable = not worker.is_lazy and stint.left > 0
            if kind is Kind.END:
                return payload.decode()
            raise _refusal(payload, limits=limits, noun=question.noun)
    except TimeoutError as error:
        raise TimeLimitError(
            f"The {question.noun} takes longer than {limits.seconds:g} seconds: ask for less, or in a way that matches "
            "fewer things."
        ) from error


def _next(worker: Worker, stint: Stint, *, deadline: float) -> tuple[Kind, bytes]:
    while (left := stint.left) > 0 and time.monotonic() < deadline:
        try:
            return worker.channel.receive(deadline=min(time.monotonic() + max(left, _LOOK), deadline))
        except TimeoutError:
            continue
    if not worker.is_lazy:
        worker.give_way()
    return worker.channel.receive(deadline=deadline)


def _refusal(payload: bytes, *, limits: Limits, noun: str) -> AllegedlyError:
    said = json.loads(payload)
    if said["error"] == MemoryLimitError.__name__:
        return _too_much_memory(limits, noun)
    return _ERRORS.get(said["error"], StoreError)(said["message"])


def fate(code: int | None, *, limits: Limits, noun: str) -> AllegedlyError:
    """What is said to whoever asked a process that ended at it, with this code or by the signal -code."""
    if code == -signal.SIGABRT:  # what the engine does where it gets no memory
        return _too_much_memory(limits, noun)
    if code == -signal.SIGSEGV:
        return QueryError(f"The {noun} nests too deep, or joins too many parts: ask a simpler one.")
    return BusyError(f"What answered this {noun} was ended: ask again.", retry_after=_AT_ONCE)


def _too_much_memory(limits: Limits, noun: str) -> MemoryLimitError:
    return MemoryLimitError(
        f"The {noun} needs more than {limits.memory // 1_000_000:,} MB of memory: ask for less, or without having so "
        "much of it sorted, grouped or made distinct."
    )


def in_words(code: int | None) -> str:
    """How a process ended."""
    if code is None:
        return "and nobody knows how"
    return f"by {signal.Signals(-code).name}" if code < 0 else f"with code {code}"
