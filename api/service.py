"""What all requests share: the library, the reader of documents, the settings."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from graph.isolation.answers import Answering
from graph.isolation.opening import answering
from graph.library import Library
from graph.settings import Settings
from graph.store import Store
from graph.workers import Find

Answer = TypeVar("Answer")

_ATTEMPTS = 3  # readings beside changes before one is made with the writer held off


class Revision:
    """Lets an answer that takes several queries be of one state of the store, though documents change beside it.

    A reading never holds a writer off: it is made again where a change fell into it (a sequence lock). Only after
    several such readings in a row the writer waits for one.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._number = 0

    @contextmanager
    def change(self) -> Iterator[None]:
        """Mark a change of the store, one at a time; keep it short."""
        with self._lock:
            self._number += 1  # odd: under way
            try:
                yield
            finally:
                self._number += 1

    def read(self, answer: Callable[[], Answer]) -> Answer:
        """The answer of a function that only reads, from a state that did not change while it ran."""
        for _ in range(_ATTEMPTS):
            before = self._number
            if before % 2:
                break
            try:
                found = answer()
            except Exception:
                # What a reading meets between two states says nothing about either.
                if self._number == before:
                    raise
                continue
            if self._number == before:
                return found
        with self._lock:
            return answer()


@dataclass(frozen=True, slots=True)
class Service:
    """One library open for writing, and the lock that lets one request at a time write.

    ``find`` gives what is stated in a document, ``answering`` what SPARQL queries ask for; several requests may call
    them at once.
    """

    library: Library
    find: Find
    settings: Settings
    answering: Answering
    writing: Lock = field(default_factory=Lock)
    backing_up: Lock = field(default_factory=Lock)
    revision: Revision = field(default_factory=Revision)

    @contextmanager
    def changing(self) -> Iterator[Library]:
        """Change the library, one request at a time; all that was done is lasting when the context ends.

        Raises StoreError where it cannot be written, DiskFullError where there is no room.
        """
        with self.writing:
            with self.revision.change(), self.library.writing():
                yield self.library
            self.library.commit()


@contextmanager
def opened(library: Library, find: Find, settings: Settings) -> Iterator[Service]:
    """The service of a library; queries are answered in processes that end with the context."""
    revision = Revision()

    def copy(target: Path) -> None:
        def anew() -> None:
            shutil.rmtree(target, ignore_errors=True)
            library.store.checkpoint(target)

        revision.read(anew)  # a document and what follows from it are written one after the other

    with answering(library.store, limits=settings.limits, crowd=settings.crowd, copy=copy) as answering_:
        yield Service(library, find, settings, answering_, revision=revision)


def current(request: Request) -> Service:
    """The service that this request runs in."""
    service = request.app.state.service
    assert isinstance(service, Service)  # noqa: S101 - put there by create_app
    return service


def _store(request: Request) -> Store:
    return current(request).library.store


def _revision(request: Request) -> Revision:
    return current(request).revision


CurrentService = Annotated[Service, Depends(current)]
CurrentStore = Annotated[Store, Depends(_store)]
CurrentRevision = Annotated[Revision, Depends(_revision)]
