"""The guard: no address inside the reader's own network is ever connected to."""

import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import ClassVar

import httpcore
import pytest
from command import PATIENCE

from graph.errors import InputError
from graph.reading import Fetcher
from graph.reading.addresses import is_public, resolve_public
from graph.reading.connection import GuardedBackend

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "127.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff0e::1",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "192.88.99.1",
        "3fff::1",
        "2002:a00:1::1",
        "2001:0:a00:1::1",
        "not an address",
    ],
)
def test_not_public(address: str) -> None:
    assert not is_public(address)


class Recorder(httpcore.NetworkBackend):
    """Stands for the network: gives every connection the same response and notes who was called."""

    connected: ClassVar[list[str]]
    response: ClassVar[bytes]

    def connect_tcp(self, host: str, port: int, **kwargs: object) -> httpcore.NetworkStream:  # type: ignore[override]
        self.connected.append(f"{host}:{port}")
        return httpcore.MockStream([self.response, b""])


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> type[Recorder]:
    class Network(Recorder):
        connected: ClassVar[list[str]] = []
        response = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    monkeypatch.setattr(httpcore, "SyncBackend", Network)
    return Network


def answers(*rounds: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    waiting = list(rounds)
    return lambda host, port: waiting.pop(0) if len(waiting) > 1 else waiting[0]


def test_the_checked_address_is_the_one_connected_to(network: type[Recorder]) -> None:
    with pytest.raises(InputError, match="no such page"):
        Fetcher(resolve=answers([PUBLIC]), delay=0).fetch("http://site.example/1")
    assert network.connected == [f"{PUBLIC}:80"] * 2  # robots.txt and the page, by number and not by name


def test_rebinding_to_a_private_address_is_refused(network: type[Recorder]) -> None:
    fetcher = Fetcher(resolve=answers([PUBLIC], ["10.0.0.5"]), delay=0)
    with pytest.raises(InputError, match=r"site\.example is at 10\.0\.0\.5, which is not on the public"):
        fetcher.fetch("http://site.example/1")
    assert network.connected == [f"{PUBLIC}:80"]


def test_one_private_address_among_public_ones_is_refused(network: type[Recorder]) -> None:
    with pytest.raises(InputError, match="not on the public internet"):
        Fetcher(resolve=answers([PUBLIC, "127.0.0.1"])).fetch("http://site.example/1")
    assert network.connected == []


def test_redirect_to_a_private_address_is_refused(network: type[Recorder]) -> None:
    network.response = b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"

    def resolve(host: str, port: int) -> Sequence[str]:
        return [PUBLIC] if host == "site.example" else [host]

    with pytest.raises(InputError, match=r"169\.254\.169\.254.* not on the public internet"):
        Fetcher(resolve=resolve, delay=0).fetch("http://site.example/1")
    assert set(network.connected) == {f"{PUBLIC}:80"}


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://localhost/"]
)
def test_spellings_of_this_machine(url: str, network: type[Recorder]) -> None:
    with pytest.raises(InputError, match=r"not on the public internet|no host|not a URL"):
        Fetcher().fetch(url)
    assert network.connected == []


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://site.example/1", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://user:secret@site.example/", "user name or password"),
        ("http://site.example:8080/", "port 8080"),
        ("http://", "only http and https"),
        ("http://[::1", "not a URL"),
    ],
)
def test_refused_urls(url: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        Fetcher(resolve=answers([PUBLIC])).fetch(url)
    assert "secret" not in str(caught.value)


def test_unknown_host() -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(InputError, match=r"there is no host nowhere\.example"):
        Fetcher(resolve=resolve).fetch("http://nowhere.example/")


def test_a_stuck_resolver_does_not_hold_the_reader(network: type[Recorder]) -> None:
    stuck = threading.Event()

    def resolve(host: str, port: int) -> Sequence[str]:
        stuck.wait(PATIENCE)
        return [PUBLIC]

    with pytest.raises(InputError, match="takes too long"):
        resolve_public("slow.example", port=80, resolve=resolve, allow_private=False, seconds=0.1)
    # A slow machine may use up the time before the resolver is asked.
    with pytest.raises(InputError, match=r"takes too long|did not answer in full in 0\.1 s"):
        Fetcher(resolve=resolve, timeout=0.1).fetch("http://slow.example/")
    stuck.set()


def test_the_next_address_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    class HalfDead(httpcore.NetworkBackend):
        def connect_tcp(self, host: str, port: int, **kwargs: object) -> httpcore.NetworkStream:  # type: ignore[override]
            if host == "8.8.4.4":
                raise httpcore.ConnectError("refused")
            return httpcore.MockStream([])

    monkeypatch.setattr(httpcore, "SyncBackend", HalfDead)
    deadline = time.monotonic() + 5
    backend = GuardedBackend(resolve=answers(["8.8.4.4", PUBLIC]), allow_private=False, deadline=deadline)
    assert backend.connect_tcp("site.example", 443) is not None
    dead = GuardedBackend(resolve=answers(["8.8.4.4"]), allow_private=False, deadline=deadline)
    with pytest.raises(httpcore.ConnectError):
        dead.connect_tcp("site.example", 443)


def test_the_tls_name_stays_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str | None] = []

    class Tls(httpcore.MockStream):
        def start_tls(
            self, ssl_context: object, server_hostname: str | None = None, timeout: float | None = None
        ) -> httpcore.NetworkStream:
            named.append(server_hostname)
            return self

    class Network(httpcore.NetworkBackend):
        def connect_tcp(self, host: str, port: int, **kwargs: object) -> httpcore.NetworkStream:  # type: ignore[override]
            return Tls([b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"])

    monkeypatch.setattr(httpcore, "SyncBackend", Network)
    with pytest.raises(InputError, match="no such page"):
        Fetcher(resolve=answers([PUBLIC]), delay=0).fetch("https://site.example/")
    assert named == ["site.example"] * 2
