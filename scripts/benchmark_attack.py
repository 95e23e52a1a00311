"""How long small queries take over HTTP while hostile ones are asked and hostile addresses posted, all at once."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlencode

from hostile_queries import ENDLESS, FEDERATED
from hostile_urls import FORBIDDEN
from load import Asked, Connection, Row, Tally, connected
from served import service_of
from stores import made_store

_LIMIT = 5  # seconds that a query may take here
_MARGIN = 1.0  # seconds after which everything hostile is to be over
_PAUSE = 0.01  # seconds between two small queries of one client
_CLIENTS = 2
_QUIET = 5.0  # seconds without an attack, for comparison
_FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
_JSON = (("Content-Type", "application/json"),)
_LOOK = 0.2  # seconds between two looks at a job
_SMALL = "SELECT ?name {{ ?outlet a al:Outlet ; al:name ?name }} LIMIT 3 # {number}"  # none is asked twice


_NUMBERS = count()


class _End(NamedTuple):
    """What became of a hostile request, after how many seconds."""

    kind: str
    what: str
    seconds: float


def measure_attack(row: Row) -> None:
    """Measure wall-clock times on a machine that does nothing else; ``row`` prints a line."""
    with TemporaryDirectory() as folder:
        store = made_store(Path(folder))
        with service_of(store, anyone="write", query_seconds=str(_LIMIT), queries_waiting="200") as (address, _):
            asyncio.run(_measure(address, row))


async def _measure(address: str, row: Row) -> None:
    quiet = Tally()
    await _ask_small(address, quiet, until=asyncio.create_task(asyncio.sleep(_QUIET)))
    _tell(row, "small query, without an attack", quiet)
    visitors: list[object] = []

    async def visit(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visitors.append(writer.get_extra_info("peername"))
        writer.close()

    async with await asyncio.start_server(visit, "127.0.0.1", 0) as listener:
        port = listener.sockets[0].getsockname()[1]
        queries = [*ENDLESS.values(), *(query.replace("URL", f"http://127.0.0.1:{port}/") for query in FEDERATED)]
        attacks = [
            *(_ask(address, query) for query in queries),
            *(_post(address, url, port) for url in FORBIDDEN.values()),
        ]
        tally, under_way = Tally(), asyncio.gather(*attacks)
        await _ask_small(address, tally, until=under_way)
        ends = await under_way
    _tell(row, f"small query, during {len(attacks)} hostile requests", tally)
    _tell_ends(row, ends)
    row("  connections to where they should not lead", str(len(visitors)))


async def _ask(address: str, query: str) -> _End:
    async with connected(address) as connection:
        asked = Asked("/sparql", "POST", _FORM, urlencode({"query": query}).encode())
        answered = await connection.ask(asked)
        return _End("query", str(answered.status), answered.seconds)


async def _post(address: str, url: str, port: int) -> _End:
    """An address is fetched by a job; what became of that counts."""
    started = time.perf_counter()
    async with connected(address) as connection:
        sent = json.dumps({"url": url.replace("{port}", str(port))}).encode()
        answered = await connection.ask(Asked("/documents", "POST", _JSON, sent))
        what = str(answered.status)
        if what == "202":
            what = await _outcome(connection, answered.headers["location"])
    return _End("address", what, time.perf_counter() - started)


async def _outcome(connection: Connection, job: str) -> str:
    while True:
        told = json.loads((await connection.ask(Asked(job))).body)
        if told["status"] not in ("waiting", "running"):
            return "fetched" if told["results"] else "refused by its job"
        await asyncio.sleep(_LOOK)


async def _ask_small(address: str, tally: Tally, *, until: "asyncio.Future[object]") -> None:
    async def ask() -> None:
        async with connected(address) as connection:
            while not until.done():
                query = _SMALL.format(number=next(_NUMBERS))
                answered = await connection.ask(Asked(f"/sparql?{urlencode({'query': query})}"))
                tally.statuses[answered.status] += 1
                tally.times.append(answered.seconds)
                await asyncio.sleep(_PAUSE)

    await asyncio.gather(*(ask() for _ in range(_CLIENTS)))


def _tell(row: Row, what: str, tally: Tally) -> None:
    row(f"{what}, p50 and p95, ms", f"{tally.percentile(50):.1f} {tally.percentile(95):.1f}")
    row("  how many, by status", ", ".join(f"{status}: {count}" for status, count in sorted(tally.statuses.items())))


def _tell_ends(row: Row, ends: Sequence[_End]) -> None:
    times: defaultdict[str, list[float]] = defaultdict(list)
    for end in ends:
        times[f"hostile {end.kind}: {end.what}"].append(end.seconds)
    for what, found in sorted(times.items()):
        row(f"  {what}, how many, within s", f"{len(found)}, {min(found):.2f} to {max(found):.2f}")
    late = sum(end.seconds > _LIMIT + _MARGIN for end in ends if end.kind == "query")
    row(f"  hostile queries, after more than {_LIMIT + _MARGIN:g} s", str(late))
