"""The files of a folder, in an order that is the same everywhere."""

from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError


def walk(folder: Path) -> Iterator[tuple[Path, InputError | None]]:
    """Yield the files of a folder and of those in it, sorted by name, with an error for each closed folder.

    Hidden ones are passed over. Links to folders are followed, but no folder is entered twice, so that a link
    to a folder above does not go round for ever.
    """
    entered: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            is_folder = path.is_dir()
            identity = path.stat() if is_folder else None
        except OSError:
            yield path, None  # whoever opens it finds out, and says why
            continue
        if identity is None:
            yield path, None
            continue
        if (identity.st_dev, identity.st_ino) in entered:
            continue
        entered.add((identity.st_dev, identity.st_ino))
        try:
            inside = [child for child in path.iterdir() if not child.name.startswith(".")]
        except OSError as error:
            yield (
                path,
                InputError(f"the folder cannot be opened ({error.strerror}); make it readable"),
            )
            continue
        waiting.extend(sorted(inside, key=lambda child: child.name, reverse=True))
