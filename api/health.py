"""Whether the service can do its work, as whoever sends it requests has to know."""

import logging
import shutil
import time
from collections.abc import Callable, Mapping
from threading import Lock, Timer

from api.service import Service
from graph.errors import AllegedlyError, BusyError, ExtractionError, StoreError
from graph.extracting import Extractor
from graph.isolation.call import Call

_FRESH = 1.0  # seconds for which nothing is looked at again, so that probes cost the same however many there are
_PATIENCE = 5.0  # seconds that one thing gets to show that it works

_log = logging.getLogger(__name__)


class Health:
    """Looks at each part of one service, once a second at most."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = Lock()
        self._until = 0.0
        self._found: Mapping[str, bool] | None = None
        self._checks: Mapping[str, Callable[[], None]] = {
            "store": self._check_store,
            "writer": self._check_writer,
            "queries": self._check_queries,
            "disk": self._check_disk,
            "reader": self._check_reader,
        }

    def checks(self) -> Mapping[str, bool]:
        """Whether each part works, by its name; ``serving`` is false once the service was told to stop."""
        return {"serving": not self._service.stopping.is_set(), **self._parts()}

    def _parts(self) -> Mapping[str, bool]:
        # Who comes while somebody looks gets what was found last: a part that hangs holds one thread, not all.
        found = self._found
        if not self._lock.acquire(blocking=found is None):
            assert found is not None  # noqa: S101 - else it would have waited
            return found
        try:
            if self._found is None or time.monotonic() >= self._until:
                self._found = {name: self._works(name, check) for name, check in self._checks.items()}
                self._until = time.monotonic() + _FRESH
            return self._found
        finally:
            self._lock.release()

    def _works(self, name: str, check: Callable[[], None]) -> bool:
        try:
            check()
        except (AllegedlyError, OSError) as error:
            _log.warning("not ready, %s: %s", name, error)
            return False
        return True

    def _check_store(self) -> None:
        self._service.library.store.select("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")

    def _check_writer(self) -> None:
        """Try again what failed last, for else nothing would ever be sent that could show that it works again."""
        if self._service.library.has_failed:
            with self._service.changing():
                pass

    def _check_queries(self) -> None:
        call = Call()
        timer = Timer(_PATIENCE, call.give_up)
        timer.start()
        try:
            self._service.answering.answer("ASK {}", call=call).close()
        except BusyError:
            return  # they work, and have much to do
        finally:
            timer.cancel()

    def _check_disk(self) -> None:
        path, reserve = self._service.library.store.path, self._service.settings.disk_reserve
        if path is not None and (free := shutil.disk_usage(path).free) < reserve:
            raise StoreError(f"The disk of the store has {free:,} bytes left, less than {reserve:,}: make room on it.")

    def _check_reader(self) -> None:
        find = self._service.find
        if isinstance(find, Extractor) and not find.is_loaded:
            raise ExtractionError("All processes that read documents have ended: see that there is memory for them.")
