"""What a process does that answers queries: one at a time, from the copy of the store that it is told.

It may be given an update too, to see whether that comes to an end.
"""

import fcntl
import json
import os
import resource
import select
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from graph.endpoint.dataset import About, Dataset, DefaultGraph
from graph.endpoint.formats import ResultFormat
from graph.errors import AllegedlyError, MemoryLimitError, QueryError, StoreError
from graph.iris import Iris
from graph.isolation.channel import Channel, Kind
from graph.isolation.limits import Limits
from graph.isolation.memory import limit_memory
from graph.isolation.writing import write_first_fitting
from graph.store import Store

_STACK = 64 << 20  # bytes; the engine calls itself for every level of a query
_PIECE = 1 << 16  # bytes that are sent at once


def hang_on(pipe: int) -> None:
    """Let this process end when the other end of a pipe is closed, whatever it is at, and also if it was before.

    The system sends the signal (fcntl(2), O_ASYNC), so no thread has to come to run here; on Linux it is SIGKILL.
    """
    if sys.platform == "linux":
        fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([pipe], [], [], 0)[0]:
        os._exit(0)


def work(channel: Channel) -> None:
    """Answer requests until the other side is gone."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it would hold what is in the store
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_answer_all, args=(channel,))
    thread.start()
    thread.join()


def _answer_all(channel: Channel) -> None:
    worker = _Worker(channel)
    try:
        while True:
            _, request = channel.receive()
            asked = json.loads(request)
            (worker.rehearse if "update" in asked else worker.answer)(asked)
    except EOFError:
        return


class _Worker:
    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._opened: str | None = None
        self._store: Store | None = None

    def answer(self, request: dict[str, Any]) -> None:
        limits = Limits(**request["limits"])
        output = _Output(self._channel)
        try:
            store = self._at(request["snapshot"], base=request["base"], memory=limits.memory)
            formats = [name and ResultFormat(name) for name in request["formats"]]
            chosen = write_first_fitting(
                store, request["query"], output, formats=formats, about=_about(request), limits=limits
            )
            output.flush()
        except AllegedlyError as error:
            self._refuse(error)
        except MemoryError:
            self._refuse(MemoryLimitError())
        except UnicodeEncodeError:
            self._refuse(QueryError("The query holds half a surrogate pair, which is no character: send valid text."))
        else:
            self._channel.send(Kind.END, chosen.encode())

    def rehearse(self, request: dict[str, Any]) -> None:
        """Carry out an update on a copy; that it is refused is for the store to say."""
        try:
            with Store.of_private_copy(Path(request["copy"])) as store:
                limit_memory(Limits(**request["limits"]).memory)
                with suppress(SyntaxError, QueryError):
                    store.update(request["update"], base=request["base"])
        except StoreError as error:
            self._refuse(error)
        except MemoryError:
            self._refuse(MemoryLimitError())
        else:
            self._channel.send(Kind.END, b"")

    def _at(self, snapshot: str, *, base: str, memory: int) -> Store:
        if self._store is None or self._opened != snapshot:
            is_first = self._store is None
            if self._store is not None:
                self._store.close()
            self._store, self._opened = Store.of_checkpoint(Path(snapshot), iris=Iris(base)), snapshot
            if is_first:
                limit_memory(memory)
        return self._store

    def _refuse(self, error: AllegedlyError) -> None:
        said = {"error": type(error).__name__, "message": str(error)}
        self._channel.send(Kind.REFUSAL, json.dumps(said).encode())


class _Output:
    """Sends what is written in larger pieces."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._kept = bytearray()

    def write(self, piece: bytes, /) -> int:
        self._kept += piece
        if len(self._kept) >= _PIECE:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        if self._kept:
            self._channel.send(Kind.CHUNK, bytes(self._kept))
            self._kept.clear()


def _about(request: dict[str, Any]) -> About:
    said = request["about"]
    dataset = said["dataset"]
    graphs = Dataset(tuple(dataset["default"]), tuple(dataset["named"]), DefaultGraph(dataset["otherwise"]))
    return About(graphs, said["base"])
