"""Operating the service: health, metrics, request ids, the log, and how it ends."""

import json
import logging
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from asked import ENDLESS
from prometheus_client.parser import text_string_to_metric_families
from serving import ask, sample_store, serving

from graph.errors import StoreError
from graph.isolation.figures import Outcome
from graph.library import Library
from graph.roles import hashed
from graph.store import Store

TOOL = Path(sys.executable).parent / "allegedly"
SECRET = "whether-the-minister-lied"
PATIENCE = 60  # seconds; only a hang takes so long


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("operating") / "store"
    shutil.copytree(sample_store(), store)
    return store


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[httpx.Client]:
    with (
        Library.for_writing(store) as library,
        serving(library, query_seconds=1, metrics_role="read") as address,
        ask(address) as client,
    ):
        yield client


def figures(client: httpx.Client) -> dict[tuple[str, ...], float]:
    """All samples by their names and the values of their labels, in the order of the labels' names."""
    response = client.get("/metrics")
    assert response.status_code == 200, response.text
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


@contextmanager
def process(store: Path, **settings: str | int) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """``allegedly serve`` on a free port with a log in JSON, once it has said where it listens."""
    environment = {"ALLEGEDLY_LOG_FORMAT": "json", "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}
    environment |= {"ALLEGEDLY_ANYONE": "write", "ALLEGEDLY_METRICS_ROLE": "read"}
    environment |= {f"ALLEGEDLY_{name.upper()}": str(value) for name, value in settings.items()}
    command = [TOOL, "serve", "--port", "0", "--store", store]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as running:
        try:
            assert running.stderr is not None
            said = next(line for line in running.stderr if " on http://" in line)
            address = re.search(r"http://[^/]+", json.loads(said)["message"])
            assert address
            with ask(address[0]) as client:
                client.get("/health/live").raise_for_status()
                yield running, client
        finally:
            running.kill()


def wait_for_query(client: httpx.Client) -> None:
    """Return when a query is being answered."""
    while not figures(client)[("allegedly_queries_running",)]:
        time.sleep(0.01)


def logged(running: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """What a process that has ended wrote after its first line."""
    assert running.stderr is not None
    return [json.loads(line) for line in running.stderr]


@pytest.mark.parametrize("part", ["live", "ready"])
def test_health_is_told_to_everybody(client: httpx.Client, part: str) -> None:
    found = client.get(f"/health/{part}")
    assert (found.status_code, found.json()["status"]) == (200, part)
    head = client.head(f"/health/{part}")
    assert (head.status_code, head.content) == (200, b"")


@pytest.fixture
def failing(tmp_path: Path) -> Iterator[tuple[Library, httpx.Client]]:
    with (
        Library.for_writing(tmp_path / "store") as library,
        serving(library, disk_reserve=0) as address,
        ask(address) as client,
    ):
        yield library, client


def check_fails(client: httpx.Client, *parts: str) -> None:
    found = client.get("/health/ready")
    assert found.status_code == 503
    assert found.headers["content-type"] == "application/problem+json"
    body = found.json()
    assert [name for name, works in body["checks"].items() if not works] == list(parts)
    assert all(part in body["detail"] for part in parts)
    assert "/" not in body["detail"]
    assert client.head("/health/ready").status_code == 503
    assert client.get("/health/live").status_code == 200


def test_a_store_that_cannot_be_read_is_not_ready(
    failing: tuple[Library, httpx.Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("/secret/path cannot be read.")

    monkeypatch.setattr(Store, "select", fail)
    check_fails(failing[1], "store")


def test_a_writer_that_failed_is_not_ready_until_writing_works(
    failing: tuple[Library, httpx.Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, client = failing
    monkeypatch.setattr("api.health._FRESH", 0.0)

    def fail(*_: object) -> None:
        raise StoreError("/secret/path cannot be written.")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "reopen", fail)
        with pytest.raises(StoreError), library.writing():
            fail()
        check_fails(client, "writer")
    assert client.get("/health/ready").status_code == 200
    assert client.post("/documents", json={"text": "The port will reopen, she said."}).status_code == 201


def test_a_full_disk_is_not_ready(tmp_path: Path) -> None:
    with (
        Library.for_writing(tmp_path / "store") as library,
        serving(library, disk_reserve=10**18) as address,
        ask(address) as client,
    ):
        check_fails(client, "disk")


def test_processes_that_cannot_answer_are_not_ready(
    failing: tuple[Library, httpx.Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.health._PATIENCE", 0.0)
    check_fails(failing[1], "queries")


def test_requests_are_counted_by_their_templates(client: httpx.Client) -> None:
    before = figures(client)
    client.get(f"/who-asserted?q={SECRET}")
    client.get(f"/claims/{SECRET}")
    client.get(f"/{SECRET}")
    client.request(SECRET.upper(), "/stats")
    client.get(f"/static/{SECRET}")
    after = figures(client)
    counted = {
        key[1:]: value - before.get(key, 0) for key, value in after.items() if key[0] == "allegedly_http_requests_total"
    }
    assert counted[("GET", "/who-asserted", "200")] == 1
    assert counted[("GET", "/claims/{id}", "404")] == 1
    assert counted[("GET", "other", "404")] == 1
    assert counted[("other", "/stats", "405")] == 1
    assert counted[("GET", "/static/{path}", "404")] == 1
    assert after[("allegedly_http_request_seconds_count", "GET", "/who-asserted")] >= 1
    assert after[("allegedly_http_requests_in_flight",)] == 1
    assert SECRET not in client.get("/metrics").text.lower()


def test_queries_are_counted_by_what_became_of_them(client: httpx.Client) -> None:
    def counts() -> dict[str, float]:
        found = figures(client)
        return {outcome: found[("allegedly_queries_total", outcome)] for outcome in Outcome}

    before = counts()
    client.get("/sparql", params={"query": "ASK {}"}).raise_for_status()
    assert client.get("/sparql", params={"query": "ASK {"}).status_code == 400
    assert client.get("/sparql", params={"query": ENDLESS}).status_code == 503
    after = counts()
    gained = {outcome for outcome in Outcome if after[outcome] > before[outcome]}
    assert gained == {Outcome.ANSWERED, Outcome.REFUSED, Outcome.TIME}
    found = figures(client)
    assert found[("allegedly_query_workers_replaced_total",)] >= 1
    assert found[("allegedly_snapshot_age_seconds",)] >= 0
    assert found[("allegedly_queries_waiting",)] == 0


def test_the_store_and_the_process_are_measured(client: httpx.Client, store: Path) -> None:
    found = figures(client)
    assert found[("allegedly_documents",)] == 12
    assert found[("allegedly_statements",)] > 50
    assert 100_000 < found[("allegedly_store_bytes",)] < 10**9
    assert found[("process_resident_memory_bytes",)] > 10**7
    assert found[("process_cpu_seconds_total",)] > 0


def test_reading_and_keeping_a_document_is_timed(client: httpx.Client) -> None:
    before = figures(client)
    client.post("/documents", json={"text": "The port will reopen, the harbour master said."}).raise_for_status()
    after = figures(client)
    for name in ("reading", "keeping"):
        key = (f"allegedly_document_{name}_seconds_count",)
        assert after[key] == before[key] + 1


def test_figures_need_a_key_and_health_needs_none(tmp_path: Path) -> None:
    keys = [f"{role}:{hashed(f'the {role} key')}" for role in ("write", "admin")]
    with (
        Library.for_writing(tmp_path / "store") as library,
        serving(library, keys=keys, anyone="none") as address,
        ask(address) as client,
    ):
        codes = [
            client.get("/metrics", headers={"Authorization": f"Bearer {key}"} if key else {}).status_code
            for key in (None, "wrong", "the write key", "the admin key")
        ]
        assert codes == [401, 401, 403, 200]
        assert client.get("/stats").status_code == 401
        assert [client.get(f"/health/{part}").status_code for part in ("live", "ready")] == [200, 200]


def test_health_is_told_however_often_it_is_asked(tmp_path: Path) -> None:
    with (
        Library.for_writing(tmp_path / "store") as library,
        serving(library, reads_per_minute=1, anyone="read", public_url="https://x.example") as address,
        ask(address) as client,
    ):
        assert 429 in [client.get("/stats").status_code for _ in range(10)]
        assert {client.get(f"/health/{part}").status_code for _ in range(10) for part in ("live", "ready")} == {200}


def test_two_services_count_apart(client: httpx.Client, tmp_path: Path) -> None:
    client.get("/stats")
    with (
        Library.for_writing(tmp_path / "store") as library,
        serving(library, metrics_role="read") as address,
        ask(address) as other,
    ):
        assert ("allegedly_http_requests_total", "GET", "/stats", "200") not in figures(other)


@pytest.mark.parametrize("id_", ["a", "0af7651916cd43dd8448eb211c80319c", "x" * 100, "Root=1-67891233-abcdef"])
def test_an_id_from_outside_is_kept(client: httpx.Client, id_: str) -> None:
    found = client.get("/nothing", headers={"X-Request-Id": id_})
    assert found.headers["x-request-id"] == id_
    assert found.json()["request_id"] == id_


@pytest.mark.parametrize("id_", ["", "x" * 101, "a b", "<script>", 'a"b', "a\tb", "é"])
def test_an_id_that_is_not_sane_is_replaced(client: httpx.Client, id_: str) -> None:
    found = client.get("/nothing", headers={"X-Request-Id": id_.encode()})
    assert re.fullmatch("[0-9a-f]{32}", found.headers["x-request-id"])
    assert found.json()["request_id"] == found.headers["x-request-id"]


def test_each_request_has_an_id_of_its_own(client: httpx.Client) -> None:
    ids = {client.get("/health/live").headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5


def test_the_log_has_one_object_a_line_and_nothing_of_what_was_asked(store: Path, tmp_path: Path) -> None:
    with process(tmp_path / "store") as (running, client):
        headers = {"X-Request-Id": "mine", "Authorization": f"Bearer {SECRET}"}
        assert client.get(f"/who-asserted?q={SECRET}", headers=headers).status_code == 401
        del headers["Authorization"]
        assert client.get(f"/claims/{SECRET}", headers=headers).status_code == 404
        client.post("/documents", json={"text": f"{SECRET}, she said."}).raise_for_status()
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE) == 0
        lines = logged(running)
    assert all({"timestamp", "level", "logger", "message", "request_id"} <= set(line) for line in lines)
    requests = [line for line in lines if line["logger"] == "api.requests"]
    told = [(line["request_id"], line["method"], line["route"], line["status"]) for line in requests]
    assert told[:2] == [("mine", "GET", "/who-asserted", 401), ("mine", "GET", "/claims/{id}", 404)]
    assert told[2][1:] == ("POST", "/documents", 201)
    assert [line["role"] for line in requests[:3]] == [None, "write", "write"]
    assert all(line["bytes"] > 0 and line["duration_ms"] > 0 for line in requests)
    assert SECRET not in json.dumps(lines)


def test_the_log_of_a_failure_has_its_request_and_its_traceback(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> Any:
        raise ZeroDivisionError

    with (
        Library.for_writing(tmp_path / "store") as library,
        serving(library, find=fail) as address,
        ask(address) as client,
        caplog.at_level(logging.INFO),
    ):
        failed = client.post("/documents", json={"text": "Nothing."}, headers={"X-Request-Id": "mine"})
    assert (failed.status_code, failed.json()["request_id"]) == (500, "mine")
    assert [record for record in caplog.records if record.exc_info and record.exc_info[0] is ZeroDivisionError]


def test_what_runs_is_answered_before_the_process_ends(store: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(store, tmp_path / "store")
    with process(copied, query_seconds=3, stop_seconds=PATIENCE) as (running, client), ThreadPoolExecutor() as threads:
        asked = threads.submit(client.get, "/sparql", params={"query": ENDLESS})
        wait_for_query(client)
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE) == 0
        assert asked.result().json()["detail"].startswith("The query takes longer than 3 seconds")
        with pytest.raises(httpx.TransportError):
            client.get("/health/live")
        assert not [line for line in logged(running) if line["level"] in ("WARNING", "ERROR")]


def test_what_takes_longer_than_the_grace_is_cut(store: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(store, tmp_path / "store")
    with process(copied, query_seconds=600, stop_seconds=0.5) as (running, client), ThreadPoolExecutor() as threads:
        asked = threads.submit(client.get, "/sparql", params={"query": ENDLESS})
        wait_for_query(client)
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE) == 0
        assert asked.exception() is not None or asked.result().status_code >= 500
    Store.for_writing(copied).close()


@pytest.mark.parametrize("first", [signal.SIGTERM, signal.SIGINT])
def test_while_it_drains_it_answers_and_is_not_ready_and_a_second_signal_ends_it(
    tmp_path: Path, first: signal.Signals
) -> None:
    with process(tmp_path / "store", drain_seconds=600) as (running, client):
        client.get("/health/ready").raise_for_status()
        running.send_signal(first)
        while client.get("/health/ready").status_code == 200:
            pass
        check_fails(client, "serving")
        client.get("/stats").raise_for_status()
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE) == 128 + signal.SIGTERM
    Store.for_writing(tmp_path / "store").close()


def test_events_end_when_the_service_stops_and_the_rest_of_a_job_is_kept(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": f"Bridge {number} will be closed, Ada Wick said on Monday."}) for number in range(5000)
    ]
    with process(tmp_path / "store", stop_seconds=600) as (running, client):
        headers = {"content-type": "application/x-ndjson"}
        job = client.post("/documents", content="\n".join(lines), headers=headers).raise_for_status().json()["id"]
        with client.stream("GET", f"/jobs/{job}/events") as response:
            told = response.iter_lines()
            next(told)
            found = figures(client)
            assert found[("allegedly_jobs", "waiting")] + found[("allegedly_jobs", "running")] == 1
            running.send_signal(signal.SIGTERM)
            assert list(told)[-1] == ""  # the stream ended with an event, and was not cut
        assert running.wait(PATIENCE) == 0
    with process(tmp_path / "store") as (_, client):
        assert client.get(f"/jobs/{job}").raise_for_status().json()["status"] in ("waiting", "running")
