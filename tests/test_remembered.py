"""Answers that are kept are those of the state that they are asked of, byte for byte, and they stay few."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import Response
from fastapi.responses import StreamingResponse
from serving import ask, sample_store, serving

from api.remembered import Remembered, State
from graph.isolation.snapshots import STALE
from graph.library import Library

NOW, THEN = State(2, 1), State(2, 2)
QUESTION = "300 tonnes of ammonium nitrate"
COUNT = "SELECT (COUNT(?d) AS ?n) { ?d a al:Document }"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    shutil.copytree(sample_store(), tmp_path / "store")
    with Library.for_writing(tmp_path / "store") as library, serving(library) as address, ask(address) as client:
        yield client


def body(found: Response | None) -> bytes | None:
    return bytes(found.body) if found else None


def headers(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in ("date", "x-request-id")}


def test_an_answer_is_kept_for_its_state_alone() -> None:
    remembered = Remembered()
    remembered.keep("a", Response(b"1", media_type="text/plain"), state=NOW)
    found = remembered.find("a", state=NOW)
    assert body(found) == b"1"
    assert found and found.headers["content-type"].startswith("text/plain")
    assert (
        remembered.find("a", state=THEN) is remembered.find("a", state=None) is remembered.find("b", state=NOW) is None
    )
    remembered.keep("b", Response(b"2"), state=THEN)
    assert remembered.find("a", state=NOW) is None
    assert body(remembered.find("b", state=THEN)) == b"2"


@pytest.mark.parametrize(
    ("response", "state"),
    [
        (Response(b"x" * 100_000), NOW),
        (Response(b"x", 404), NOW),
        (StreamingResponse(iter([b"x"])), NOW),
        (Response(b"x"), None),
    ],
)
def test_what_is_large_or_no_answer_or_of_no_state_is_not_kept(response: Response, state: State | None) -> None:
    remembered = Remembered()
    remembered.keep("a", response, state=state)
    assert remembered.find("a", state=NOW) is None


def test_what_was_not_asked_for_longest_makes_room() -> None:
    remembered = Remembered(most=30)
    for key in "abc":
        remembered.keep(key, Response(b"x" * 10), state=NOW)
    assert remembered.find("a", state=NOW)
    remembered.keep("d", Response(b"x" * 10), state=NOW)
    assert [key for key in "abcd" if remembered.find(key, state=NOW)] == ["a", "c", "d"]


def test_answers_are_new_after_each_change(client: httpx.Client) -> None:
    claim = client.get("/who-asserted", params={"q": QUESTION}).json()["claims"][0]
    addresses = [f"/claims/{claim['id']}", str(httpx.URL("/sparql", params={"query": COUNT}))]

    def asked() -> list[bytes]:
        twice = [[client.get(address).raise_for_status() for _ in range(2)] for address in addresses]
        assert all(one.content == other.content for one, other in twice)
        assert all(headers(one) == headers(other) for one, other in twice)
        return [one.content for one, _ in twice]

    before = asked()
    said = f"{claim['text']}, Anna Kowalska, a harbour official, said on Monday."
    client.post("/documents", json={"text": said, "outlet": "The Post"}).raise_for_status()
    time.sleep(STALE)
    after = asked()
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert b"Anna Kowalska" in after[0]
