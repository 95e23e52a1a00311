"""The files of a library as they are at a moment, in a folder beside them: linked where they only ever grow."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from graph.errors import StoreError
from graph.jobs.copying import link_jobs
from graph.library import Library
from graph.store_folder import COUNTS, JOBS, STAGED, explain, single_files

_TRIES = 10


@dataclass(frozen=True, slots=True)
class Staged:
    """The files of a library under this base, which holds so many documents."""

    folder: Path
    base: str
    documents: int

    def paths(self) -> list[str]:
        """The paths of all files, relative to the folder."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())


@contextmanager
def staged(library: Library) -> Iterator[Staged]:
    """Have the files of a library as they are when the context begins; nobody may write to it at that moment.

    Raises StoreError where it cannot be read, its disk has no room, or it is in memory.
    """
    path = library.store.path
    if path is None:
        raise StoreError("This library is in memory: only one in a folder can be backed up.")
    folder: Path | None = None
    try:
        (path / STAGED).mkdir(exist_ok=True)
        folder = path / STAGED / uuid4().hex
        folder.mkdir()
        _stage(library, path, folder)
        yield Staged(folder, library.store.iris.base, len(library.store.graphs()))
    except OSError as error:
        raise explain(error, path) from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _stage(library: Library, path: Path, folder: Path) -> None:
    link_jobs(path / JOBS, folder / JOBS)  # first: a document that came in since is read again, and none is left out
    library.store.checkpoint(folder / "graph")
    counts = path / "graph" / COUNTS
    if counts.exists():
        shutil.copy2(counts, folder / "graph")
    for file in single_files(path):
        shutil.copy2(file, folder / file.name)
    _link(path / "vectors", folder / "vectors")
    (folder / "citations").mkdir()
    library.citations.copy(folder / "citations")
    _link_unmerged(path / "search", folder / "search")


def _link(source: Path, target: Path) -> None:
    """Link all files of a folder but those that are replaced, which are copied."""
    target.mkdir()
    for file in source.iterdir():
        if file.suffix == ".json":
            shutil.copy2(file, target / file.name)
        elif file.suffix != ".lock":
            os.link(file, target / file.name)


def _link_unmerged(source: Path, target: Path) -> None:
    """Link the files of a search index, which may be merging some of them into others meanwhile."""
    for _ in range(_TRIES):
        before = (source / "meta.json").read_bytes()
        try:
            _link(source, target)
        except FileNotFoundError:
            pass
        else:
            if (source / "meta.json").read_bytes() == before == (target / "meta.json").read_bytes():
                return
        shutil.rmtree(target)
    raise StoreError("The search index is being written without a pause: try again.")
