"""Jobs as server-sent events, over HTTP."""

import json
from collections.abc import Iterator
from threading import Event
from typing import Any

import httpx
import pytest
from serving import ask, serving

from graph.library import Library
from graph.workers import Found

PATIENCE = 120  # seconds; only a hang takes so long


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with Library.in_memory() as library, serving(library, find=lambda _: Found()) as address, ask(address) as client:
        yield client


def sent(client: httpx.Client, *lines: str) -> str:
    body = "".join(f"{line}\n" for line in lines).encode()
    headers = {"content-type": "application/x-ndjson"}
    response = client.post("/documents", content=body, headers=headers)
    assert response.status_code == 202, response.text
    name: str = response.json()["id"]
    return name


def events(client: httpx.Client, job: str, **headers: str) -> list[tuple[str, dict[str, Any]]]:
    """The ids and jobs of all events until the stream ends."""
    found: list[tuple[str, dict[str, Any]]] = []
    with client.stream("GET", f"/jobs/{job}/events", headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        for event in "".join(response.iter_text()).split("\n\n")[:-1]:
            fields = dict(line.split(": ", 1) for line in event.split("\n"))
            found.append((fields["id"], json.loads(fields["data"])))
    return found


def test_events_tell_each_result_once_and_end_with_the_job(client: httpx.Client) -> None:
    count = 250  # more than one event has
    lines = [json.dumps({"text": f"It rains {number} times."}) for number in range(count)] + ["nothing"] * 3
    job = sent(client, *lines)
    told = events(client, job)
    assert [told[-1][1]["status"], told[-1][0]] == ["done", f"{count}.3"]
    results = [result["origin"] for _, one in told for result in one["results"]]
    assert results == [f"line {number}" for number in range(1, count + 1)]
    assert sum(len(one["rejected"]) for _, one in told) == 3
    assert max(len(one["results"]) for _, one in told) <= 100
    assert told[-1][1]["documents"] == client.get(f"/jobs/{job}").json()["documents"]


def test_who_was_cut_off_goes_on_behind_the_last_event(client: httpx.Client) -> None:
    job = sent(client, *(json.dumps({"text": f"It snows {number} times."}) for number in range(5)))
    everything = events(client, job)
    assert everything[-1][0] == "5.0"
    rest = events(client, job, **{"last-event-id": "3.0"})
    assert [result["origin"] for _, one in rest for result in one["results"]] == ["line 4", "line 5"]
    done = client.get(f"/jobs/{job}/events", headers={"last-event-id": "5.0"})
    assert (done.status_code, done.content) == (204, b"")
    assert [one["id"] for _, one in events(client, job, **{"last-event-id": "x"})] == [job]


def test_there_are_no_events_of_a_job_that_is_not_there(client: httpx.Client) -> None:
    response = client.get("/jobs/nothing/events")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_events_come_while_the_job_runs() -> None:
    release = Event()

    def wait(_: object) -> Found:
        release.wait(PATIENCE)
        return Found()

    with Library.in_memory() as library, serving(library, find=wait) as address, ask(address) as client:
        job = sent(client, '{"text": "It hails."}')
        with client.stream("GET", f"/jobs/{job}/events") as response:
            lines = response.iter_lines()
            assert '"finished": null' in next(line for line in lines if line.startswith("data: "))
            release.set()
            assert '"status": "done"' in [line for line in lines if line.startswith("data: ")][-1]
