"""What answers queries of a store."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

from graph.endpoint.dataset import ABOUT_ALL, About
from graph.endpoint.formats import ResultFormat
from graph.isolation.answers import Answer, Answering, Spool
from graph.isolation.call import Call
from graph.isolation.figures import Figures, Outcomes
from graph.isolation.limits import Crowd, Limits
from graph.isolation.pool import Pool
from graph.isolation.snapshots import Snapshots
from graph.isolation.writing import write_first_fitting
from graph.store import Store
from graph.store_folder import SNAPSHOTS


@contextmanager
def answering(
    store: Store, *, limits: Limits, crowd: Crowd, copy: Callable[[Path], None] | None = None
) -> Iterator[Answering]:
    """Answer queries of a store in processes of their own, as long as the context lasts.

    ``copy`` makes a checkpoint of the store where it is better not made at any time. A store in memory, which is for
    tests, is asked in this process, and of the limits only those of size hold.
    """
    if store.path is None:
        yield InProcess(store, limits=limits, crowd=crowd)
        return
    folder = store.path / SNAPSHOTS
    snapshots = Snapshots(folder, copy=copy or store.checkpoint, revision=lambda: store.revision)
    snapshots.begin()
    with Pool(snapshots, folder=folder, base=store.iris.base, limits=limits, crowd=crowd) as pool:
        yield pool


class InProcess:
    """Answers queries where they are asked. One that takes long cannot be ended, and one that is too deep ends all."""

    def __init__(self, store: Store, *, limits: Limits, crowd: Crowd) -> None:
        self._store = store
        self._limits = limits
        self._large = BoundedSemaphore(crowd.large)
        self._outcomes = Outcomes()

    def answer(
        self,
        query: str,
        *,
        formats: Sequence[ResultFormat | None] = (None,),
        about: About = ABOUT_ALL,
        call: Call | None = None,
    ) -> Answer:
        """See ``Answering``."""
        with self._outcomes.counted(), (call or Call()).stopped_by(lambda: None):
            revision = self._store.revision
            spool = Spool(None, large=self._large)
            try:
                format_ = write_first_fitting(
                    self._store, query, spool, formats=formats, about=about, limits=self._limits
                )
            except BaseException:
                spool.close()
                raise
            return Answer(spool, format_, revision=revision)

    def rehearse(self, update: str, *, base: str, call: Call | None = None) -> None:
        """See ``Answering``: nothing could be ended here, so nothing is done."""

    def expire(self) -> None:
        """See ``Answering``: there are no copies here."""

    def figures(self) -> Figures:
        """See ``Answering``."""
        return Figures(self._outcomes.counts())
