"""Idempotency-Key: what is sent again is not done again, and nothing else goes by its key."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from serving import ask, serving

from graph.library import Library
from graph.workers import Found

PATIENCE = 120  # seconds; only a hang takes so long
STREAM = {"content-type": "application/x-ndjson"}


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with Library.in_memory() as library, serving(library, find=lambda _: Found()) as address, ask(address) as client:
        yield client


def post(client: httpx.Client, key: str, **sent: Any) -> httpx.Response:
    headers = {"idempotency-key": key, **sent.pop("headers", {})}
    return client.post(sent.pop("path", "/documents"), headers=headers, **sent)


def same(first: httpx.Response, second: httpx.Response) -> bool:
    return all(
        (one.status_code, one.content, one.headers.get("location"))
        == (first.status_code, first.content, first.headers.get("location"))
        for one in (first, second)
    )


def test_a_document_that_is_sent_again_has_the_answer_of_the_first_time(client: httpx.Client) -> None:
    first = post(client, '"a-1"', json={"text": "It rains."})
    assert first.status_code == 201
    assert same(first, post(client, '"a-1"', json={"text": "It rains."}))
    assert same(first, post(client, "a-1", json={"text": "It rains."}))
    assert client.post("/documents", json={"text": "It rains."}).status_code == 200
    assert post(client, '"a-2"', json={"text": "It rains."}).json()["change"] == "unchanged"


def test_the_same_key_with_anything_else_is_refused(client: httpx.Client) -> None:
    assert post(client, "b", json={"text": "It rains."}).status_code == 201
    others: list[dict[str, Any]] = [
        {"json": {"text": "It snows."}},
        {"json": {"text": "It rains."}, "headers": {"prefer": "respond-async"}},
        {"content": b"It rains.", "headers": {"content-type": "text/plain"}},
        {"content": b'{"text": "It rains."}\n', "headers": STREAM},
        {"files": {"file": ("a.txt", b"It rains.")}},
    ]
    for other in others:
        response = post(client, "b", **other)
        assert response.status_code == 422, other
        assert "new key" in response.json()["detail"]
    assert len(client.get("/documents").json()) == 1
    assert client.get("/jobs").json() == []


@pytest.mark.parametrize("kind", ["stream", "files", "preferred", "address"])
def test_what_became_a_job_is_that_job_when_it_is_sent_again(client: httpx.Client, kind: str) -> None:
    sent: dict[str, dict[str, Any]] = {
        "stream": {"content": b'{"text": "It rains."}\n', "headers": STREAM},
        # Whoever sends a form again makes up another boundary.
        "files": {"files": {"file": ("a.txt", b"It rains.")}, "data": {"outlet": "The Gazette"}},
        "preferred": {"json": {"text": "It rains."}, "headers": {"prefer": "respond-async"}},
        "address": {"json": {"url": "https://gazette.invalid/"}},
    }
    first, second = (
        post(client, "c", **json.loads(json.dumps(sent[kind])) if kind == "address" else sent[kind]) for _ in range(2)
    )
    assert first.status_code == 202, first.text
    assert same(first, second)
    assert len(client.get("/jobs").json()) == 1


def test_a_failure_is_not_remembered(client: httpx.Client) -> None:
    assert post(client, "d", json={"text": " "}).status_code == 400
    assert post(client, "d", json={"text": "It rains."}).status_code == 201


@pytest.mark.parametrize("key", ["", '"', "a b", "x" * 256, "caf\xe9"])
def test_what_is_no_key_is_refused(client: httpx.Client, key: str) -> None:
    response = client.post("/documents", json={"text": "It rains."}, headers={"idempotency-key": key.encode("latin-1")})
    assert response.status_code == 400
    assert client.get("/documents").json() == []


def test_while_one_is_answered_another_with_its_key_has_to_wait() -> None:
    begun, release = Event(), Event()

    def wait(_: object) -> Found:
        begun.set()
        release.wait(PATIENCE)
        return Found()

    with Library.in_memory() as library, serving(library, find=wait) as address, ask(address) as client:
        with ThreadPoolExecutor() as threads:
            first = threads.submit(post, client, "e", json={"text": "It rains."})
            assert begun.wait(PATIENCE)
            assert post(client, "e", json={"text": "It rains."}).status_code == 409
            release.set()
            assert first.result().status_code == 201
        assert same(first.result(), post(client, "e", json={"text": "It rains."}))


def test_answers_are_known_after_a_restart(tmp_path: Path) -> None:
    answers = []
    for _ in range(2):
        with (
            Library.for_writing(tmp_path / "store") as library,
            serving(library, find=lambda _: Found()) as address,
            ask(address) as client,
        ):
            answers.append(post(client, "f", json={"text": "It rains."}))
    assert answers[0].status_code == 201
    assert same(*answers)


def test_a_review_that_is_sent_again_is_kept_once(tmp_path: Path) -> None:
    from shutil import copytree

    from serving import sample_store

    copytree(sample_store(), tmp_path / "store")
    with (
        Library.for_writing(tmp_path / "store") as library,
        serving(library, find=lambda _: Found()) as address,
        ask(address) as client,
    ):
        rows = library.store.select("SELECT DISTINCT ?c { ?c a al:Claim } ORDER BY ?c LIMIT 2")
        review = {"verdict": "same", "one": rows[0]["c"], "other": rows[1]["c"]}
        first, second = (post(client, "g", path="/reviews", json=review) for _ in range(2))
        assert first.status_code == 201, first.text
        assert same(first, second)
        assert len(client.get("/reviews").json()) == 1
