"""SPARQL over HTTP where it asks for too much, or too many ask."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import httpx
import pytest
from asked import ENDLESS, PATIENCE, Long
from serving import ask, sample_store, serving

from graph.isolation.processes import Worker
from graph.isolation.snapshots import STALE
from graph.library import Library
from graph.store_folder import SNAPSHOTS

SMALL = "SELECT ?d { ?d a al:Document } LIMIT 1"
LARGE = "SELECT * { ?s ?p ?o } LIMIT 2000"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    shutil.copytree(sample_store(), tmp_path / "store")
    return tmp_path / "store"


@contextmanager
def client_of(store: Path, **limits: float) -> Iterator[httpx.Client]:
    with Library.for_writing(store) as library, serving(library, **limits) as address, ask(address) as client:
        yield client


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> Long:
    return Long(monkeypatch)


def sparql(client: httpx.Client, query: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query})


def check_problem(response: httpx.Response, status: int, detail: str, *, retry_after: str | None = None) -> None:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers.get("retry-after") == retry_after
    problem = response.json()
    assert problem["status"] == status
    assert problem["detail"].startswith(detail), problem
    assert "/tmp" not in response.text


def test_limits_are_told(store):
    with client_of(store, query_seconds=1, query_rows=1_000, query_bytes=200_000, query_memory=100_000_000) as client:
        many = "SELECT ?p { ?s ?p ?o } LIMIT 1001"
        check_problem(sparql(client, many), 413, "The answer has more than 1,000 rows: ask for a part of them")
        wide = f"SELECT ('{'x' * 400}' AS ?x) {{ ?s ?p ?o }} LIMIT 1000"
        check_problem(sparql(client, wide), 413, "The answer has more than 200,000 bytes: ask for a part of it")
        check_problem(sparql(client, ENDLESS), 503, "The query takes longer than 1 seconds: ask for less")
        heavy = f"SELECT (STRLEN(GROUP_CONCAT(?x)) AS ?n) {{ ?d ?e ?f . ?g ?h ?i BIND('{'x' * 5000}' AS ?x) }}"
        check_problem(sparql(client, heavy), 503, "The query needs more than 100 MB of memory: ask for less")
        assert sparql(client, SMALL).status_code == 200


def test_the_limits_are_those_of_updates_too(store):
    all_of_it = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(4))

    def insert(what: str, pattern: str) -> httpx.Response:
        return client.post("/sparql", data={"update": f"INSERT {{ {what} }} WHERE {{ {pattern} }}"})

    with client_of(store, query_seconds=2, query_memory=100_000_000) as client:
        endless = insert("<a:many> <a:b> 1", f"{all_of_it} FILTER(?s0 = ?o3 && ?s0 != ?o3)")
        check_problem(endless, 503, "The update takes longer than 2 seconds: ask for less")
        huge = insert("<a:many> <a:b> ?x", f"{all_of_it} BIND(CONCAT(STR(?s0), STR(?s1), STR(RAND())) AS ?x)")
        assert huge.status_code == 503
        assert "The update " in huge.json()["detail"]
        assert insert("<a:one> <a:b> ?d", "{ SELECT ?d { GRAPH ?g { ?d a al:Document } } LIMIT 1 }").status_code == 204
        found = {what: sparql(client, f"ASK {{ <a:{what}> ?p ?o }}").json()["boolean"] for what in ("many", "one")}
        assert found == {"many": False, "one": True}
        assert list((store / SNAPSHOTS).glob("private-*")) == []


def test_a_large_answer_is_whole(store):
    with client_of(store) as client:
        response = client.get("/sparql", params={"query": LARGE}, headers={"Accept-Encoding": "identity"})
        assert len(response.json()["results"]["bindings"]) == 2000
        assert int(response.headers["content-length"]) == len(response.content) > 100_000


def test_who_asks_too_much_at_once_is_told_when_to_come_again(store, long):
    with client_of(store, queries_at_once=1, query_patience=0.01) as client, ThreadPoolExecutor() as threads:
        first = threads.submit(sparql, client, ENDLESS)
        long.wait_for(1)
        check_problem(sparql(client, SMALL), 503, "More is being asked than can be answered", retry_after="1")
        os.kill(long.workers[0].pid, signal.SIGKILL)
        check_problem(first.result(PATIENCE), 503, "What answered this query was ended: ask again.", retry_after="1")
        assert sparql(client, SMALL).status_code == 200


def test_nothing_is_done_for_who_has_gone(store, monkeypatch):
    ended = Event()
    kill = Worker.kill

    def note(worker: Worker) -> None:
        kill(worker)
        ended.set()

    monkeypatch.setattr(Worker, "kill", note)
    with client_of(store, query_seconds=2 * PATIENCE) as client:
        with pytest.raises(httpx.ReadTimeout):
            client.get("/sparql", params={"query": ENDLESS}, timeout=httpx.Timeout(PATIENCE, read=0.5))
        assert ended.wait(PATIENCE)
        assert sparql(client, SMALL).status_code == 200


def test_what_was_put_is_found_within_a_second(store):
    text = "The bridge is closed, Anna Kowalska said on Monday."
    count = "SELECT (COUNT(*) AS ?n) { ?d a al:Document }"
    with client_of(store) as client:
        before = sparql(client, count).text
        assert client.post("/documents", json={"text": text}).is_success
        added = time.monotonic()
        while (asked := time.monotonic()) and sparql(client, count).text == before:
            assert asked < added + STALE
