"""XML that any parser reads, whatever the literals in it hold."""

import re
from typing import IO

_BEFORE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REPLACEMENT = "\ufffd".encode()
_LONGEST = 3  # bytes of a sequence that is replaced


class LegalXml:
    """Passes on XML in UTF-8 with U+FFFD for what XML cannot hold (XML 1.0, section 2.2).

    Carriage returns are written as references: bare ones are new lines to who reads them (section 2.11).
    """

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._kept = b""

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Take the next bytes."""
        whole = self._kept + bytes(data)
        # A sequence may be cut in two between one piece and the next.
        start = whole.rfind(b"\xef", -_LONGEST + 1)
        whole, self._kept = (whole, b"") if start < 0 else (whole[:start], whole[start:])
        self._pass_on(whole)
        return len(data)

    def flush(self) -> None:
        """Do nothing: who opened the stream flushes it."""

    def finish(self) -> None:
        """Pass on what was held back."""
        self._pass_on(self._kept)
        self._kept = b""

    def _pass_on(self, data: bytes) -> None:
        self._out.write(_BEFORE.sub(_REPLACEMENT, data).replace(b"\r", b"&#13;"))
