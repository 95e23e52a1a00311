"""How often somebody may ask: budgets by themselves, and over HTTP by key, by address and behind a proxy."""

import logging
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from serving import ask, serving

from graph.library import Library
from graph.rates import Budget
from graph.roles import hashed
from graph.settings import Settings

KEY = "the key of these tests"
FEW = {"reads_per_minute": 3, "writes_per_minute": 2, "queries_per_minute": 4}
BEHIND = {**FEW, "proxies": ("127.0.0.1",), "keys": (f"write:{hashed(KEY)}",), "anyone": "read"}


class Clock:
    def __init__(self) -> None:
        self.now = 1e6

    def __call__(self) -> float:
        return self.now


# budgets


@given(st.integers(1, 100_000), st.lists(st.floats(0, 30), max_size=60))
def test_nobody_gets_more_than_the_quota_in_a_minute_beyond_a_full_one(quota: int, pauses: list[float]) -> None:
    clock = Clock()
    budget, allowed = Budget("x", min(quota, 20), clock=clock), []
    for pause in pauses:
        clock.now += pause
        for _ in range(5):
            taken = budget.take("somebody")
            if taken.is_allowed:
                allowed.append(clock.now)
            else:
                assert taken.wait >= 1
                assert taken.remaining == 0
    for start in allowed:
        assert sum(start <= at < start + 60 for at in allowed) <= 2 * budget.quota


@given(st.integers(1, 200))
def test_a_full_budget_is_had_at_once_and_comes_back(quota: int) -> None:
    clock = Clock()
    budget = Budget("x", quota, clock=clock)
    left = [budget.take("somebody") for _ in range(quota)]
    assert [taken.remaining for taken in left] == list(range(quota - 1, -1, -1))
    refused = budget.take("somebody")
    assert not refused.is_allowed
    assert budget.take("another").is_allowed
    clock.now += refused.wait
    assert budget.take("somebody").is_allowed
    clock.now += 61
    assert budget.take("somebody").remaining == quota - 1


def test_the_memory_does_not_grow_with_how_many_ask() -> None:
    budget = Budget("x", 10)
    before = sum(sys.getsizeof(value) for value in vars(budget).values())
    for number in range(100_000):
        budget.take(f"address {number}")
    assert sum(sys.getsizeof(value) for value in vars(budget).values()) == before


# over HTTP


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving(Library.in_memory(), **BEHIND) as address, ask(address) as client:
        yield client


def of(address: str, **more: str) -> dict[str, str]:
    return {"X-Forwarded-For": address, "Host": "localhost", **more}


def limited(response: httpx.Response) -> None:
    assert response.status_code == 429
    assert response.headers["content-type"] == "application/problem+json"
    assert int(response.headers["retry-after"]) >= 1
    assert ";r=0;t=" in response.headers["ratelimit"]
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_reads_writes_and_queries_have_budgets_of_their_own(client: httpx.Client) -> None:
    def read() -> httpx.Response:
        return client.get("/stats", headers=of("192.0.2.1"))

    assert read().headers["ratelimit-policy"] == '"reads";q=3;w=60'
    assert read().headers["ratelimit"].startswith('"reads";r=1;t=')
    assert read().is_success
    limited(read())
    limited(client.get("/nothing", headers=of("192.0.2.1")))
    for _ in range(2):
        assert client.post("/reviews", json={}, headers=of("192.0.2.1")).status_code == 401
    limited(client.post("/reviews", json={}, headers=of("192.0.2.1")))
    limited(client.delete("/reviews/x", headers=of("192.0.2.1")))
    for _ in range(4):
        assert client.get("/sparql?query=ASK{}", headers=of("192.0.2.1")).is_success
    limited(client.post("/sparql", data={"query": "ASK{}"}, headers=of("192.0.2.1")))


def drained(client: httpx.Client, headers: dict[str, str]) -> bool:
    """Whether a budget of reads, which is used up here, was there still."""
    return [client.get("/stats", headers=headers).is_success for _ in range(4)] == [True, True, True, False]


def test_each_address_and_each_key_has_its_own(client: httpx.Client) -> None:
    with_key = {"Authorization": f"Bearer {KEY}"}
    assert drained(client, of("198.51.3.1"))
    assert not drained(client, of("198.51.3.1"))
    assert drained(client, of("198.51.3.1", **with_key))
    assert not drained(client, of("198.51.3.2", **with_key)), "a key is limited wherever it is used"
    assert drained(client, of("198.51.3.2"))


def test_keys_that_are_not_known_are_tried_on_the_budget_of_the_address(client: httpx.Client) -> None:
    tries = [
        client.get("/stats", headers=of("198.51.4.1", Authorization=f"Bearer guess {number}")).status_code
        for number in range(5)
    ]
    assert tries == [401, 401, 401, 429, 429]


def test_one_subscriber_has_one_budget(client: httpx.Client) -> None:
    assert drained(client, of("2001:db8::1"))
    assert not drained(client, of("2001:db8::2:1"))
    assert drained(client, of("2001:db8:0:1::1"))


@pytest.mark.parametrize(
    ("number", "made_up"),
    list(enumerate(["203.0.113.9", "nonsense", "203.0.113.9, 203.0.113.8", "é", "127.0.0.1"])),
)
def test_what_a_client_says_beyond_the_proxy_is_not_believed(client: httpx.Client, number: int, made_up: str) -> None:
    own = f"198.51.100.{number}"
    said = f"{made_up}, {own}".encode("latin-1")
    assert drained(client, {"X-Forwarded-For": said, "Host": "localhost"})  # type: ignore[dict-item]
    assert not drained(client, of(own))


def test_without_a_proxy_nobody_chooses_their_address() -> None:
    given: dict[str, Any] = {**BEHIND, "proxies": (), "public_url": "http://localhost"}
    with serving(Library.in_memory(), **given) as address, ask(address) as client:
        answers = [client.get("/stats", headers=of(f"192.0.2.{number}")).status_code for number in range(4)]
        assert answers[-1] == 429


def test_programs_on_this_machine_are_not_limited() -> None:
    with serving(Library.in_memory(), **FEW) as address, ask(address) as client:
        for _ in range(8):
            response = client.get("/stats")
            assert response.is_success
            assert "ratelimit" not in response.headers


@pytest.mark.parametrize("proxies", ["*", "proxy.example", "10.0.0.0/33"])
def test_proxies_are_addresses(proxies: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLEGEDLY_PROXIES", proxies)
    with pytest.raises(ValidationError):
        Settings()


def test_no_log_holds_a_key(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for key in (KEY, "a key that is not known"):
        headers = of("198.51.10.1", Authorization=f"Bearer {key}")
        client.get("/stats", headers=headers)
        client.get("/stats", params={"key": key}, headers=headers)
        client.post("/documents", content=b"{", headers={**headers, "Content-Type": "application/json"})
    told = "".join(record.getMessage() for record in caplog.records if not record.name.startswith("http"))  # the client
    assert all(key not in told for key in (KEY, hashed(KEY), "a key that is not known", "Bearer"))
