"""How long small queries take over HTTP while all hostile ones are asked at once."""

import asyncio
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from hostile_queries import ENDLESS, FEDERATED
from load import Answered, Asked, Row, Tally, connected
from served import service_of
from stores import made_store

_LIMIT = 5  # seconds that a query may take here
_MARGIN = 1.0  # seconds after which everything hostile is to be over
_PAUSE = 0.01  # seconds between two small queries of one client
_CLIENTS = 2
_QUIET = 5.0  # seconds without an attack, for comparison
_FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
_SMALL = Asked(f"/sparql?{urlencode({'query': 'SELECT ?name { ?outlet a al:Outlet ; al:name ?name } LIMIT 3'})}")


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
    queries = [*ENDLESS.values(), *(query.replace("URL", f"{address}/stats") for query in FEDERATED)]
    hostile = {f"query {number}": _posted(query) for number, query in enumerate(queries)}
    tally, ends = Tally(), dict[str, Answered]()

    async def attack(name: str, asked: Asked) -> None:
        async with connected(address) as connection:
            ends[name] = await connection.ask(asked)

    attacks = asyncio.gather(*(attack(name, asked) for name, asked in hostile.items()))
    await _ask_small(address, tally, until=asyncio.ensure_future(attacks))
    await attacks
    _tell(row, f"small query, during {len(ENDLESS)} hostile ones", tally)
    _tell_ends(row, ends)


async def _ask_small(address: str, tally: Tally, *, until: "asyncio.Future[object]") -> None:
    async def ask() -> None:
        async with connected(address) as connection:
            while not until.done():
                answered = await connection.ask(_SMALL)
                tally.statuses[answered.status] += 1
                tally.times.append(answered.seconds)
                await asyncio.sleep(_PAUSE)

    await asyncio.gather(*(ask() for _ in range(_CLIENTS)))


def _posted(query: str) -> Asked:
    return Asked("/sparql", "POST", _FORM, urlencode({"query": query}).encode())


def _tell(row: Row, what: str, tally: Tally) -> None:
    refused = tally.statuses.total() - tally.statuses[200]
    row(f"{what}, p50 and p95, ms", f"{tally.percentile(50):.1f} {tally.percentile(95):.1f}")
    row("  of so many, refused", f"{tally.statuses.total()}, {refused}")


def _tell_ends(row: Row, ends: dict[str, Answered]) -> None:
    by_status: defaultdict[str, list[float]] = defaultdict(list)
    for name, answered in ends.items():
        by_status[f"{name.partition(' ')[0]} answered {answered.status}"].append(answered.seconds)
    for what, times in sorted(by_status.items()):
        row(f"  hostile {what}, how many, within s", f"{len(times)}, {min(times):.2f} to {max(times):.2f}")
    late = [name for name, answered in ends.items() if answered.seconds > _LIMIT + _MARGIN]
    row(f"  hostile, after more than {_LIMIT + _MARGIN:g} s", ", ".join(late) or "none")
