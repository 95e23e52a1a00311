"""A request for an answer that may be given up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from graph.errors import GivenUpError


class Call:
    """What a client waits for. Any thread may give it up, which stops whatever is done for it at the time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stop: Callable[[], None] | None = None
        self._is_given_up = False

    def give_up(self) -> None:
        """Have nothing more done for it; asking for it then raises GivenUpError."""
        with self._lock:
            self._is_given_up = True
            if self._stop is not None:
                self._stop()

    @contextmanager
    def stopped_by(self, stop: Callable[[], None]) -> Iterator[None]:
        """What is done within is ended by ``stop``, which is quick, when this is given up.

        Raises GivenUpError, instead of anything else that this brings about, where it was given up.
        """
        with self._lock:
            if self._is_given_up:
                raise GivenUpError
            self._stop = stop
        try:
            yield
        except Exception as error:
            if self._is_given_up:
                raise GivenUpError from error
            raise
        finally:
            with self._lock:
                self._stop = None
