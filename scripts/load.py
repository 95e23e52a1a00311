"""Requests over HTTP/1.1 connections that stay open, light enough to load a service of the same machine."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.parse import urlsplit

_MOST_AT_ONCE = 1 << 26  # bytes of one answer
_PATIENCE = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; ``headers`` are those besides Host and Content-Length."""

    target: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def encode(self, host: str) -> bytes:
        """The request as it is sent."""
        lines = [f"{self.method} {self.target} HTTP/1.1", f"Host: {host}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.body or self.method in ("POST", "PUT"):
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back, and the seconds that it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


@dataclass(slots=True)
class Tally:
    """Answers by status, and the seconds that each took."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second that were no refusals."""
        return sum(count for status, count in self.statuses.items() if status < 400) / self.seconds

    def percentile(self, percent: int) -> float:
        """Milliseconds within which so many of the answers came."""
        return 1000 * quantiles(self.times, n=100)[percent - 1] if len(self.times) > 1 else 1000 * sum(self.times)


class Connection:
    """One connection, which is made again where the other side closed it."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._where = (parts.hostname or "", parts.port or 80)
        self._host = parts.netloc
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, asked: Asked) -> Answered:
        """Send a request and read its answer to the end. Raises OSError or EOFError where the service breaks off."""
        started = time.perf_counter()
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._where, limit=_MOST_AT_ONCE)
        reader, writer = self._streams
        try:
            writer.write(asked.encode(self._host))
            await writer.drain()
            status, headers = _head(await reader.readuntil(b"\r\n\r\n"))
            body = b"" if status in (204, 304) or asked.method == "HEAD" else await _body(reader, headers)
        except BaseException:
            self.close()
            raise
        if headers.get("connection") == "close":
            self.close()
        return Answered(status, headers, body, time.perf_counter() - started)

    def close(self) -> None:
        """Let the other side know that nothing more comes."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def _head(read: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = read.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    return int(first.split(" ", 2)[1]), {name.lower(): value.strip() for name, _, value in pairs}


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    if headers.get("transfer-encoding") != "chunked":
        return await reader.read(-1)
    pieces = []
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        pieces.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(pieces)


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[Connection]:
    """A connection that is closed at the end."""
    connection = Connection(address)
    try:
        yield connection
    finally:
        connection.close()


def load(address: str, requests: Iterable[Asked], *, connections: int, seconds: float) -> Tally:
    """Send requests, each connection the next as soon as it has an answer, until there is none or no time left."""
    return asyncio.run(_load(address, iter(requests), connections=connections, seconds=seconds))


async def _load(address: str, requests: Iterator[Asked], *, connections: int, seconds: float) -> Tally:
    tally, started = Tally(), time.perf_counter()

    async def keep_asking() -> None:
        async with connected(address) as connection:
            while time.perf_counter() - started < seconds:
                if (asked := next(requests, None)) is None:
                    return
                answered = await asyncio.wait_for(connection.ask(asked), _PATIENCE)
                tally.statuses[answered.status] += 1
                tally.times.append(answered.seconds)

    await asyncio.gather(*(keep_asking() for _ in range(connections)))
    tally.seconds = time.perf_counter() - started
    return tally


def ask_once(address: str, asked: Asked) -> Answered:
    """One request over a connection of its own."""

    async def ask() -> Answered:
        async with connected(address) as connection:
            return await asyncio.wait_for(connection.ask(asked), _PATIENCE)

    return asyncio.run(ask())


Row = Callable[[str, str], None]
"""Prints a line of a table: what was measured, and the figure."""
