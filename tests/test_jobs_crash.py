"""kill -9 of the service in the middle of a job: it goes on where it was, nothing is lost and nothing is there twice."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from serving import ask

from graph.library import Library
from graph.validation import check

TOOL = Path(sys.executable).parent / "allegedly"
DOCUMENTS = 45  # fewer than the claims that one is compared with, since all of them are alike
PATIENCE = 300  # seconds; only a hang takes so long


@contextmanager
def service(store: Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    settings = {**os.environ, "ALLEGEDLY_ANYONE": "write", "ALLEGEDLY_MODEL": "fast"}
    with subprocess.Popen(
        [TOOL, "serve", "--port", "0", "--store", store], stderr=subprocess.PIPE, text=True, env=settings
    ) as running:
        try:
            assert running.stderr is not None
            said = next(line for line in running.stderr if " on http://" in line)
            # A pipe that nobody empties is full after some hundred requests, and then the service waits.
            Thread(target=running.stderr.read, daemon=True).start()
            with ask(said.split(" on ")[1].split("/ ")[0]) as client:
                yield running, client
        finally:
            running.kill()


def wait_for(client: httpx.Client, job: str, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found: dict[str, Any] = client.get(f"/jobs/{job}", params={"limit": 1000}).raise_for_status().json()
        if until(found):
            return found
        time.sleep(0.01)
    raise AssertionError(found)


@pytest.mark.parametrize("media", ["stream", "files"])
def test_a_job_survives_the_service(tmp_path: Path, media: str) -> None:
    texts = [f"Bridge {number} will be closed, Ada Wick of Ostwick said." for number in range(DOCUMENTS)]
    with service(tmp_path / "store") as (running, client):
        if media == "stream":
            lines = b"".join(json.dumps({"text": text}).encode() + b"\nnothing\n" for text in texts)
            sent = client.post("/documents", content=lines, headers={"content-type": "application/x-ndjson"})
        else:
            files = [("file", (f"{number}.txt", text.encode())) for number, text in enumerate(texts)]
            sent = client.post(
                "/documents", files=[*files, *(("file", (f"{n}.pdf", b"%PDF-")) for n in range(DOCUMENTS))]
            )
        assert sent.status_code == 202, sent.text
        job = sent.json()["id"]
        begun = wait_for(client, job, lambda found: len(found["results"]) > 0)
        running.kill()
        running.wait()
    assert begun["status"] == "running"
    with service(tmp_path / "store") as (running, client):
        again = wait_for(client, job, lambda found: found["finished"] is not None)
        assert again["status"] == "done"
        assert sum(again["documents"].values()) == 2 * DOCUMENTS
        assert again["documents"]["rejected"] == DOCUMENTS
        assert again["results"][: len(begun["results"])] == begun["results"]
        origins = [one["origin"] for one in again["results"]]
        assert len(set(origins)) == len({one["id"] for one in again["results"]}) == DOCUMENTS
        assert len(client.get("/documents", params={"limit": 1000}).json()) == DOCUMENTS
    with Library.for_reading(tmp_path / "store") as library:
        assert {library.read(one["id"])[0].text for one in again["results"]} == set(texts)
        assert list(check(library)) == []
