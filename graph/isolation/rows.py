"""Solutions, counted in the bytes that the engine writes of them."""

import re

from graph.endpoint.formats import ResultFormat

# A string in JSON has no quotation mark without a backslash before it, but may end where a row seems to begin.
_BEGINNINGS = {
    ResultFormat.JSON: re.compile(rb'(?:\},|"bindings":\[)\{"[^,}]'),
    ResultFormat.XML: re.compile(rb"<result>"),
}
_LONGEST = 15  # bytes of a beginning


class RowCount:
    """How many solutions are in what was written so far, in a format for solutions; none are seen in others.

    In JSON those are counted that bind something.
    """

    def __init__(self, format: ResultFormat) -> None:
        self._format = format
        self._tail = b""
        self._is_quoted = False
        self.rows = -1 if format in (ResultFormat.CSV, ResultFormat.TSV) else 0  # they begin with a line of names

    def add(self, piece: bytes) -> None:
        """Count on."""
        match self._format:
            case ResultFormat.JSON | ResultFormat.XML:
                self.rows += self._begun(piece)
            case ResultFormat.TSV:
                self.rows += piece.count(b"\n")
            case ResultFormat.CSV:
                # Between quotation marks a line may end within a value; a doubled mark ends nothing and begins nothing.
                parts = piece.split(b'"')
                self.rows += sum(part.count(b"\n") for part in parts[self._is_quoted :: 2])
                self._is_quoted ^= len(parts) % 2 == 0

    def _begun(self, piece: bytes) -> int:
        seen, begun, end = self._tail + piece, 0, 0
        for match in _BEGINNINGS[self._format].finditer(seen):
            begun, end = begun + 1, match.end()
        self._tail = seen[max(end, len(seen) - _LONGEST + 1) :]
        return begun
