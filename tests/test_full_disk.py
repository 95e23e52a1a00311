"""A service whose disk is full answers reads, says so to who writes, and goes on when there is room again."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from disks import fill, small_disk
from serving import ask, serving

from graph.isolation.snapshots import STALE
from graph.library import Library
from graph.validation import Remark, check

LONG = " ".join(f"“Bridge {n} is not safe,” Anna Kowalska, a spokeswoman, told the Daily {n}." for n in range(24))


def article(number: int) -> dict[str, str]:
    return {"url": f"https://gazette.example/{number}", "outlet": "The Gazette", "text": f"{LONG} Number {number}."}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", megabytes=48) as folder:
        yield folder


def put_until_full(client: httpx.Client, *, start: int) -> set[str]:
    """Add documents until one is refused; the ids of those that were acknowledged."""
    said = set[str]()
    for number in range(start, start + 1000):
        response = client.post("/documents", json=article(number))
        if response.status_code == 507:
            assert response.headers["content-type"] == "application/problem+json"
            assert "disk of this service is full" in response.json()["detail"]
            assert str(client.base_url) not in response.text
            return said
        assert response.status_code == 201, response.text
        said.add(response.json()["id"])
    raise AssertionError("the disk never got full")


def check_reads(client: httpx.Client, there: set[str]) -> None:
    listed = {row["id"] for row in client.get("/documents", params={"limit": 1000}).json()}
    assert there <= listed
    for document in there:
        assert client.get(f"/documents/{document}").json()["statements"]
    assert client.get("/who-asserted", params={"q": "Is bridge 7 safe?"}).json()["claims"]
    assert is_any_statement_there(client)


def is_any_statement_there(client: httpx.Client) -> bool:
    response = client.get("/sparql", params={"query": "ASK { ?s a al:Statement }"})
    assert response.status_code == 200, response.text
    return bool(response.json()["boolean"])


def test_a_full_disk_is_read_and_written_again_when_there_is_room(disk: Path) -> None:
    with Library.for_writing(disk / "store") as library, serving(library) as address, ask(address) as client:
        said = {client.post("/documents", json=article(0)).json()["id"]}
        time.sleep(STALE)
        assert is_any_statement_there(client)
        for lap in (1, 2):
            ballast = fill(disk, leave=3 << 20)
            said |= put_until_full(client, start=1000 * lap)
            fill_up = fill(disk / "store", leave=0)
            for _ in range(3):
                assert client.post("/documents", json=article(1000 * lap)).status_code == 507
                check_reads(client, said)
            fill_up.unlink()
            ballast.unlink()
            response = client.post("/documents", json=article(5000 + lap))
            assert response.status_code == 201, response.text
            said.add(response.json()["id"])
            check_reads(client, said)
        there = set(library.document_ids())
    with Library.for_reading(disk / "store") as library:
        assert said <= set(library.document_ids()) == there
        assert [found for found in check(library) if not isinstance(found, Remark)] == []


def test_a_store_on_a_full_disk_can_be_read(disk: Path) -> None:
    with Library.for_writing(disk / "store") as library, serving(library) as address, ask(address) as client:
        said = {client.post("/documents", json=article(0)).json()["id"]}
        fill(disk, leave=3 << 20)
        said |= put_until_full(client, start=1)
    fill(disk / "store", leave=0)
    with Library.for_reading(disk / "store") as library:
        assert said <= set(library.document_ids())
        assert library.index.size
