"""No address leads where a reader must not go, and no site holds it longer than it may."""

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpcore
import pytest
from hostile_urls import ENDLESS, FORBIDDEN, Listener, listening
from serving import ask, ended, serving

from graph.errors import InputError
from graph.library import Library
from graph.reading import Fetcher
from graph.reading.addresses import system_resolve

REFUSED = {"added": 0, "updated": 0, "unchanged": 0, "rejected": 1}
PUBLIC = "93.184.215.14"
LIMIT = 1.0  # seconds
SLOW_MACHINE = 20.0  # seconds beyond the limit that tell a fetch that ends from one that does not


@pytest.fixture(scope="module")
def trap() -> Iterator[Listener]:
    """A listener that must never be reached."""
    with listening() as listener:
        yield listener


@pytest.fixture(autouse=True)
def no_internet(monkeypatch: pytest.MonkeyPatch, trap: Listener) -> None:
    """Whatever is taken for public is not there; all else is really connected to, so that a mistake shows."""
    real = httpcore.SyncBackend.connect_tcp

    def connect(self: httpcore.SyncBackend, host: str, port: int, **options: object) -> httpcore.NetworkStream:
        if host == PUBLIC:
            raise httpcore.ConnectError("no internet here")
        trap.connections += host not in {PUBLIC, "127.0.0.1"}
        return real(self, host, port, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)


def resolve(host: str, port: int) -> Sequence[str]:
    """As the system does, but for names that are made up."""
    known = {"site.example": [PUBLIC], "rebound.example": ["127.0.0.1"], "several.example": [PUBLIC, "127.0.0.1"]}
    if host in known:
        return known[host]
    try:
        return system_resolve(host, port)
    except OSError:
        return []


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_forbidden_addresses_are_refused_and_nothing_is_reached(trap: Listener, name: str) -> None:
    url = FORBIDDEN[name].format(port=trap.port)
    with pytest.raises(InputError) as told:
        Fetcher(delay=0, timeout=5, resolve=resolve).fetch(url)
    assert "root:" not in str(told.value)
    assert trap.connections == 0


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_no_redirect_leads_there(trap: Listener, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    location = FORBIDDEN[name].format(port=trap.port).replace("\r\n", "")
    head = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location.encode() + b"\r\n\r\n"
    asked: list[str] = []

    class Site(httpcore.NetworkBackend):
        def connect_tcp(self, host: str, port: int, **options: object) -> httpcore.NetworkStream:  # type: ignore[override]
            asked.append(host)
            return httpcore.MockStream([head, b""])

    monkeypatch.setattr(httpcore, "SyncBackend", Site)
    with pytest.raises(InputError):
        Fetcher(delay=0, timeout=5, resolve=resolve).fetch("http://site.example/")
    assert set(asked) <= {PUBLIC}
    assert trap.connections == 0


def test_no_job_of_a_service_gets_there(trap: Listener, tmp_path: Path) -> None:
    urls = [url.replace("{port}", str(trap.port)) for url in FORBIDDEN.values()]
    with (
        Library.for_writing(tmp_path / "store") as library,
        serving(library, jobs_waiting=len(urls), fetch_timeout=LIMIT) as address,
        ask(address) as client,
    ):
        answers = [client.post("/documents", json={"url": url}) for url in urls]
        assert {answer.status_code for answer in answers} <= {202, 400}
        jobs = [ended(client, answer.json()) for answer in answers if answer.status_code == 202]
        assert len(jobs) > 30
        assert [job for job in jobs if job["documents"] != REFUSED or "root:" in json.dumps(job)] == []
        assert client.get("/documents").json() == []
    assert trap.connections == 0


def test_sites_without_an_end_are_cut_at_the_limit() -> None:
    assert len(ENDLESS) + len(FORBIDDEN) > 60

    def fetch(name: str) -> tuple[str, float]:
        with listening(ENDLESS[name]) as site:
            started = time.monotonic()
            fetcher = Fetcher(allow_private=True, delay=0, timeout=LIMIT, max_bytes=1_000_000)
            try:
                fetcher.fetch(f"http://127.0.0.1:{site.port}/")
            except InputError:
                return "refused", time.monotonic() - started
            return "read", time.monotonic() - started

    with ThreadPoolExecutor(len(ENDLESS)) as threads:
        ends = dict(zip(ENDLESS, threads.map(fetch, ENDLESS), strict=True))
    assert {name for name, (end, _) in ends.items() if end != "refused"} == set()
    assert {name: seconds for name, (_, seconds) in ends.items() if seconds > LIMIT + SLOW_MACHINE} == {}
