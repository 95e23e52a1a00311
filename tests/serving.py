"""A real service on a free port, for the tests of the service and of the pages."""

import atexit
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from typing import Any

import httpx
import pyoxigraph as ox
import uvicorn

from api.app import create_app
from api.protocol import MAX_HEAD, Protocol
from api.server import listen
from api.service import Service, opened
from graph.extracting import Extractor
from graph.ingest import Outcome, fetcher_of, ingest, read_all
from graph.isolation.answers import Answering
from graph.jobs.queue import Jobs
from graph.jobs.readers import Readers
from graph.library import Library
from graph.reading import Format, Metadata
from graph.roles import Anyone
from graph.settings import Settings
from graph.store import Store
from graph.workers import Find

SAMPLES = Path(__file__).parent.parent / "scripts" / "sample_articles"
MAX_BYTES = 300_000
PATIENCE = 120  # seconds; only a hang takes so long
_START = 30  # seconds


@cache
def sample_store(articles: int = 12) -> Path:
    """The first sample articles in a store, made once a run. Copy the folder before something writes to it."""
    folder = Path(mkdtemp(prefix="allegedly-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    outcomes: list[Outcome] = []
    paths = [str(path) for path in sorted(SAMPLES.glob("*.html"))[:articles]]
    readings = read_all(paths, format=Format.AUTO, given=Metadata(), fetcher=fetcher_of(Settings()))
    with Library.for_writing(folder / "store") as library, Extractor.of(Settings(), processes=1) as extractor:
        ingest(library, extractor.extract(readings), report=outcomes.append)
    assert [outcome.error for outcome in outcomes] == [None] * articles
    return folder / "store"


def quads_in(store: Path) -> set[ox.Quad]:
    """All that a store in a folder says, of documents and in layers."""
    with Store.for_reading(store) as opened:
        return {quad for name in (*opened.graphs(), *opened.layers()) for quad in opened.quads(name)}


def idle_service(library: Library, settings: Settings, answering: Answering, *, find: Find | None = None) -> Service:
    """A service that answers, and does no jobs: they wait."""
    folder = Path(mkdtemp(prefix="allegedly-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    jobs = Jobs(folder, queueing=settings.queueing)
    return Service(library, find or (lambda _: ((), {})), settings, answering, jobs, Readers(settings))


@contextmanager
def serving(library: Library, *, find: Find | None = None, **given: object) -> Iterator[str]:
    """Serve a library and give the address, without a slash at its end; ``given`` are settings."""
    settings = Settings.model_validate({"max_document_bytes": MAX_BYTES, "anyone": Anyone.WRITE, **given})
    with (
        listen("127.0.0.1", 0) as listener,
        Extractor.of(settings, processes=1) as extractor,
        opened(library, find or extractor, settings) as service,
    ):
        app = create_app(service)
        config = uvicorn.Config(
            app,
            http=Protocol,
            h11_max_incomplete_event_size=MAX_HEAD,
            proxy_headers=False,
            log_config=None,
            access_log=False,
        )
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            # The socket listens already, so that this waits in its queue until the service has started.
            httpx.get(f"{address}/health/live", timeout=_START, trust_env=False).raise_for_status()
            yield address
        finally:
            server.should_exit = True
            thread.join(_START)
            assert not thread.is_alive()


def ask(address: str) -> httpx.Client:
    """A client of the service that no setting of the machine sends through a proxy."""
    return httpx.Client(base_url=address, timeout=60, trust_env=False)


def ended(client: httpx.Client, job: dict[str, Any]) -> dict[str, Any]:
    """A job when it has ended."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found: dict[str, Any] = client.get(f"/jobs/{job['id']}").raise_for_status().json()
        if found["finished"]:
            return found
    raise AssertionError(found)
