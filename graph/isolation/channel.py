"""Frames of bytes between the service and a process that answers for it."""

import socket
import time
from enum import Enum

_HEADER = 5  # a byte for the kind, four for the length
_READ = 1 << 18


class Kind(Enum):
    """What a frame is."""

    REQUEST = b"?"
    CHUNK = b"+"
    END = b"."
    REFUSAL = b"!"


class Channel:
    """One end of a connection over which frames go. A wait that was broken off is taken up again by the next one.

    There is no pickling here: whoever took over a process that reads hostile queries could send nothing but bytes.
    """

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._read = bytearray()

    def send(self, kind: Kind, payload: bytes, *, deadline: float | None = None) -> None:
        """Send a frame; deadlines are of ``time.monotonic``.

        Raises TimeoutError where the other side does not take it in time, EOFError where it is gone.
        """
        self._wait_until(deadline)
        try:
            self._end.sendall(kind.value + len(payload).to_bytes(4, "big") + payload)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise EOFError from error

    def receive(self, *, deadline: float | None = None) -> tuple[Kind, bytes]:
        """The next frame. Raises TimeoutError where it is not there in time, EOFError where the other side is gone."""
        self._fill(_HEADER, deadline)
        size = _HEADER + int.from_bytes(self._read[1:_HEADER], "big")
        self._fill(size, deadline)
        kind, payload = Kind(bytes(self._read[:1])), bytes(self._read[_HEADER:size])
        del self._read[:size]
        return kind, payload

    def wait_for_end(self) -> None:
        """Return when the other side is gone; what it still says is lost."""
        self._wait_until(None)
        try:
            while self._end.recv(_READ):
                pass
        except ConnectionResetError:
            return

    def is_quiet(self) -> bool:
        """Whether the other side is there and says nothing."""
        self._end.settimeout(0)
        try:
            self._end.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def close(self) -> None:
        """Let go of the connection."""
        self._end.close()

    def _fill(self, size: int, deadline: float | None) -> None:
        while len(self._read) < size:
            self._wait_until(deadline)
            try:
                piece = self._end.recv(_READ)
            except ConnectionResetError as error:
                raise EOFError from error
            if not piece:
                raise EOFError
            self._read += piece

    def _wait_until(self, deadline: float | None) -> None:
        if deadline is None:
            self._end.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._end.settimeout(left)
