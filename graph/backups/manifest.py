"""What a backup says of itself: which files it has, with their digests, and of which store it is."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from graph.errors import StoreError
from graph.store_folder import FORMAT

NAME = "backup.json"
"""The manifest's file; whatever has none is no backup, or not a whole one."""

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Digest:
    """Of a file its length in bytes and its SHA-256, in hexadecimal."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup of a store of this format and base, made at a moment (ISO 8601); paths of files are relative to it."""

    format: int
    base: str
    made_by: str
    made: str
    documents: int
    files: Mapping[str, Digest]

    @property
    def bytes(self) -> int:
        """Of all files."""
        return sum(digest.bytes for digest in self.files.values())

    def __str__(self) -> str:
        return json.dumps(asdict(self), indent=1)


def read_manifest(backup: Path) -> Manifest:
    """The manifest of a backup.

    Raises StoreError where there is none, where it cannot be read, or for a backup of a newer format.
    """
    try:
        said = json.loads((backup / NAME).read_text(encoding="utf-8"))
        files = {_inside(path): Digest(int(d["bytes"]), str(d["sha256"])) for path, d in said.pop("files").items()}
        found = Manifest(**said, files=files)
        is_newer = found.format > FORMAT
    except OSError as error:
        raise StoreError(f"There is no whole backup in {backup}: give the folder that holds its {NAME}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{backup / NAME} is damaged: use another backup.") from error
    if is_newer:
        raise StoreError(
            f"The backup in {backup} has format {found.format}, and this version knows formats up to {FORMAT}: use the "
            "version that made it, or a newer one."
        )
    return found


def damage(backup: Path, manifest: Manifest) -> Iterator[str]:
    """What is wrong with the files of a backup, in words; a file that it has besides is wrong, too."""
    for path, wanted in manifest.files.items():
        try:
            found = _digest_of(backup / path)
        except OSError as error:
            yield f"{path} cannot be read ({error.strerror})"
            continue
        if found != wanted:
            yield f"{path} is not as it was written"
    there = {path.relative_to(backup).as_posix() for path in backup.rglob("*") if not path.is_dir()}
    for path in sorted(there - manifest.files.keys() - {NAME}):
        yield f"{path} is none of its files"


def copy(source: Path, target: Path) -> Digest:
    """Write a copy of a file, safe from a loss of power, and tell what was written."""
    digest, count = sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("xb") as writing:
        while piece := reading.read(_PIECE):
            digest.update(piece)
            count += writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return Digest(count, digest.hexdigest())


def _digest_of(path: Path) -> Digest:
    digest, count = sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            count += len(piece)
    return Digest(count, digest.hexdigest())


def _inside(path: str) -> str:
    """A path that stays inside the folder; a manifest from elsewhere may hold any."""
    if not path or Path(path).is_absolute() or ".." in Path(path).parts:
        raise ValueError(path)
    return path
