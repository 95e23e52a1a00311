"""Files as streams of bytes, decompressed where they are gzipped, with errors that a user can act on."""

import gzip
import io
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from graph.errors import InputError
from graph.reading.documents import MAX_DOCUMENT_BYTES

_BUFFER_BYTES = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"


class _Gunzip(io.RawIOBase):
    """gzip (RFC 1952, any number of members) whose breaking off is an InputError rather than an early end."""

    def __init__(self, compressed: BinaryIO) -> None:
        self._file = gzip.GzipFile(fileobj=compressed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        try:
            chunk = self._file.read1(len(view))
        except EOFError:
            raise InputError("the gzip file is cut short; download or copy it again") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise InputError(f"the gzip file is damaged ({error}); download or copy it again") from None
        view[: len(chunk)] = chunk
        return len(chunk)


@contextmanager
def open_stream(path: Path) -> Iterator["io.BufferedReader[Any]"]:
    """Open a file for reading its bytes, which are decompressed on the way if it is gzipped.

    Raises:
        InputError: There is no such file, it is not a plain file, it may not be read or it is empty;
            later, while reading, that the gzip stream is cut short or damaged.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise InputError("it is not a plain file; save what it gives to a file first")
        file = io.BufferedReader(path.open("rb", buffering=0), _BUFFER_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        raise InputError("there is no such file; check the path") from None
    except PermissionError:
        raise InputError("permission denied; make the file readable for you (chmod u+r)") from None
    except (OSError, ValueError) as error:
        raise InputError(f"the file cannot be opened ({error})") from None
    with file:
        beginning = file.peek(2)
        if not beginning:
            raise InputError("the file is empty; check that it was saved completely")
        if beginning.startswith(_GZIP_MAGIC):
            yield io.BufferedReader(_Gunzip(file), _BUFFER_BYTES)
        else:
            yield file


def read_whole(stream: BinaryIO, *, limit: int = MAX_DOCUMENT_BYTES) -> bytes:
    """Read what is left of a stream, at most ``limit`` bytes.

    Raises:
        InputError: There is more.
    """
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError(f"it has more than {limit:,} bytes; split it, one article a file")
    return raw
