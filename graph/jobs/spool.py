"""The files of jobs: what was sent, on disk until it has been read."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO
from uuid import uuid4

from graph import durable
from graph.errors import InputError
from graph.store_folder import explain


class Incoming:
    """The files of a job that is being received, in a folder of its own, numbered in the order in which they come.

    All that is done here raises StoreError where the disk is full.
    """

    def __init__(self, folder: Path) -> None:
        self.id = uuid4().hex
        """The name of the folder, and of the job."""
        self._folder = folder / self.id
        self._files: list[IO[bytes]] = []
        self._hash = sha256()
        self._is_handed_over = False
        with self._explaining():
            self._folder.mkdir()

    def open(self) -> str:
        """Begin another file and give its name."""
        name = str(len(self._files))
        self._hash.update(f"\0{name}\0".encode())
        with self._explaining():
            self._files.append((self._folder / name).open("wb"))
        return name

    def write(self, piece: bytes) -> None:
        """Add to the file that was begun last."""
        self._hash.update(piece)
        with self._explaining():
            self._files[-1].write(piece)

    @property
    def digest(self) -> str:
        """A hash of all that was written."""
        return self._hash.hexdigest()

    def settle(self) -> None:
        """Return when all that was written is safe from a loss of power."""
        with self._explaining():
            for file in self._files:
                durable.sync(file)
                file.close()
            durable.sync_folder(self._folder)
            durable.sync_folder(self._folder.parent)

    def hand_over(self) -> None:
        """Let it be: from now on it belongs to a job."""
        self._is_handed_over = True

    def discard(self) -> None:
        """Remove it all, unless it was handed over."""
        if self._is_handed_over:
            return
        for file in self._files:
            with suppress(OSError):
                file.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise explain(error, self._folder.parent.parent) from error


class Spool:
    """A folder with a folder for each job that is not yet done."""

    def __init__(self, path: Path) -> None:
        """Make the folder, if there is none. Raises StoreError where that fails."""
        self.path = path
        try:
            path.mkdir(exist_ok=True)
        except OSError as error:
            raise explain(error, path.parent) from error

    def receive(self) -> Incoming:
        """A place for the files of a new job. Raises StoreError where there can be none."""
        return Incoming(self.path)

    def folder(self, id_: str) -> Path:
        """Where the files of a job are."""
        return self.path / id_

    def check(self, id_: str, files: Collection[str | None]) -> None:
        """Raise InputError where a file of a job is missing."""
        if missing := [name for name in files if name is not None and not (self.folder(id_) / name).is_file()]:
            raise InputError(f"{len(missing)} files that were sent are gone: send them again.")

    def remove(self, id_: str) -> None:
        """Remove the files of a job."""
        shutil.rmtree(self.folder(id_), ignore_errors=True)

    def keep_only(self, ids: Collection[str]) -> None:
        """Remove the files of all other jobs: what a process that was killed left behind."""
        for folder in self.path.iterdir():
            if folder.is_dir() and folder.name not in ids:
                shutil.rmtree(folder, ignore_errors=True)
