"""What it costs that queries of clients are answered by other processes, and what it is good for."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from hostile_queries import ENDLESS

from graph.errors import AllegedlyError
from graph.isolation.limits import Crowd, Limits
from graph.isolation.opening import answering
from graph.isolation.pool import Pool
from graph.store import Store

_THINGS = 100_000
_ROUNDS = 1_000
_COPIES = 10
_GRAPH = "https://x.example/g"
_SMALL = "SELECT ?name { <https://x.example/7> <x:name> ?name }"
_MS = 1_000


def measure_isolation(row: Callable[[str, str], None]) -> None:
    """Measure wall-clock times, of which the ratios tell something; ``row`` prints a line."""
    with TemporaryDirectory() as folder, Store.for_writing(Path(folder) / "store") as store:
        nodes = (ox.NamedNode(f"https://x.example/{n}") for n in range(_THINGS))
        name, graph = ox.NamedNode("x:name"), ox.NamedNode(_GRAPH)
        store.replace_graph(_GRAPH, {ox.Quad(node, name, ox.Literal(node.value), graph) for node in nodes})
        store.optimise()
        _measure_copies(store, Path(folder), row)
        limits = Limits(seconds=2, memory=200_000_000)
        with answering(store, limits=limits, crowd=Crowd()) as pool:
            assert isinstance(pool, Pool)
            here = median(_times(lambda: store.answer(_SMALL)))
            there = median(_times(lambda: pool.answer(_SMALL).close()))
            row("small query in this process, median ms", f"{here:.3f}")
            row("small query in another process, median ms", f"{there:.3f}")
            row("memory of a process, MB", f"{median(map(_memory, _processes(pool))):.1f}")
            _measure_attack(pool, row)


def _measure_copies(store: Store, folder: Path, row: Callable[[str, str], None]) -> None:
    copied, opened = [], []
    for number in range(_COPIES):
        store.drop_graph(f"x:{number}")
        copied.append(_ms(lambda number=number: store.checkpoint(folder / str(number))))
        opened.append(_ms(lambda number=number: Store.of_checkpoint(folder / str(number)).close()))
    row("copy of the store, median ms", f"{median(copied):.1f}")
    row("opening and closing a copy, median ms", f"{median(opened):.1f}")


def _measure_attack(pool: Pool, row: Callable[[str, str], None]) -> None:
    """Ask small queries one after the other while all hostile ones are asked at once."""
    times: list[float] = []

    def outcome(query: str) -> float:
        with suppress(AllegedlyError):
            return _ms(lambda: pool.answer(query).close())
        return 0.0

    with ThreadPoolExecutor(len(ENDLESS)) as threads:
        started = time.perf_counter()
        asked = [threads.submit(outcome, query) for query in ENDLESS.values()]
        while wait(asked, timeout=0).not_done:
            times.append(outcome(_SMALL))
        row(f"{len(asked)} hostile queries, all cut after, s", f"{time.perf_counter() - started:.1f}")
    answered = [taken for taken in times if taken]
    cuts = quantiles(answered, n=20)
    row("small queries meanwhile, refused", f"{len(times) - len(answered)} of {len(times)}")
    row("small query meanwhile, p50 and p95 ms", f"{cuts[9]:.1f} {cuts[18]:.1f}")


def _times(work: Callable[[], object]) -> list[float]:
    return [_ms(work) for _ in range(_ROUNDS)]


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return _MS * (time.perf_counter() - started)


def _processes(pool: Pool) -> list[int]:
    return [worker.pid for worker in pool._idle]


def _memory(process: int) -> float:
    """Megabytes that a process takes; what several share counts in parts (proc(5), Pss)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    pages = next(line for line in lines if line.startswith("Pss:"))
    return int(pages.split()[1]) * 1024 / 1e6
