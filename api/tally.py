"""What the commands that take documents in report: a line for each, a sum, an exit code."""

from collections import Counter
from collections.abc import Callable

from api import console, output
from graph.errors import AllegedlyError
from graph.store import Change


class Tally:
    """Prints what became of each document, and counts."""

    def __init__(self) -> None:
        self._counts: Counter[Change | None] = Counter()

    def keep(self, origin: str, *, change: Change, document: str, statements: int) -> None:
        """Tell of a document that is safely in."""
        self._counts[change] += 1  # first: it is in, even if printing it is interrupted
        console.line(f"{change}  {document}  {statements} statements  {origin}")

    def reject(self, origin: str, error: object) -> None:
        """Tell of a document that cannot be taken in, and why."""
        self._counts[None] += 1
        console.error_line(f"failed: {origin}: {error}")

    @property
    def done(self) -> int:
        """How many are in."""
        return self._counts.total() - self.failed

    @property
    def failed(self) -> int:
        """How many are not."""
        return self._counts[None]

    @property
    def written(self) -> int:
        """How many of those that are in changed the graph."""
        return self._counts[Change.ADDED] + self._counts[Change.REPLACED]

    def conclude(self, take_in: Callable[[], None]) -> int:
        """Take documents in, tell how that ended, and give the exit code.

        0 where all went in, 1 where some did, 2 where none did.
        """
        try:
            take_in()
            changes = ", ".join(f"{self._counts[change]} {change}" for change in Change)
            console.line(f"{changes}, {self.failed} failed")
        except KeyboardInterrupt:
            console.error_line(f"interrupted: {self._so_far()}")
        except AllegedlyError as error:
            console.error_line(f"error: {error} {self._so_far()}" if self.done else f"error: {error}")
        except OSError as error:  # most likely nobody reads the output any more
            output.drop()
            console.error_line(f"stopped: {error.strerror or error}: {self._so_far()}")
        else:
            if not self.failed:
                return 0
        return 1 if self.done else 2

    def _so_far(self) -> str:
        if not self.done:
            return "no document was reported as in; run it again."
        return "the documents that are listed are in, later ones may not be; run it again to go on."
