"""Keeps a service busy for a long time and tells whether it grows: memory, open files, threads, disk."""

import argparse
import asyncio
import shutil
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from load import Connection, connected
from served import service_of
from soak_mix import Mix, Turn
from stores import made_store
from watching import Sample, sampled, verdict

_CONNECTIONS = 8
_WARM_UP = 60.0  # seconds at full speed, in which what it can do is measured
_EVERY = 10.0  # seconds between samples


@dataclass(slots=True)
class Done:
    """What was done, and what the answers were."""

    turns: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)


def main() -> None:
    """Run the service, load it, watch it, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600.0, help="how long, after a minute that is not counted")
    parser.add_argument("--share", type=float, default=0.5, help="of what the service can do")
    parser.add_argument("--store", type=Path, help="a store, which is copied; made-up news where none is given")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        here = Path(folder)
        store = Path(shutil.copytree(given.store, here / "store")) if given.store else made_store(here)
        with service_of(store, anyone="write") as (address, process):
            mix = Mix.of(address)
            print(f"doing {', '.join(mix.names)}", flush=True)
            full = Done()
            asyncio.run(_keep_busy(address, mix, full, seconds=_WARM_UP, rate=None))
            rate = full.turns.total() / _WARM_UP * given.share
            print(f"at full speed {full.turns.total() / _WARM_UP:.1f} turns/s; from now on {rate:.1f}", flush=True)
            done = Done()
            samples = asyncio.run(_soak(address, mix, done, process, store, seconds=given.seconds, rate=rate))
    _tell(done, samples)


async def _soak(
    address: str, mix: Mix, done: Done, process: int, store: Path, *, seconds: float, rate: float
) -> list[Sample]:
    samples: list[Sample] = []

    async def watch() -> None:
        while True:
            sample = await asyncio.to_thread(sampled, process, store)
            samples.append(sample)
            print(sample, flush=True)
            await asyncio.sleep(_EVERY)

    watching = asyncio.create_task(watch())
    try:
        await _keep_busy(address, mix, done, seconds=seconds, rate=rate)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
    return samples


async def _keep_busy(address: str, mix: Mix, done: Done, *, seconds: float, rate: float | None) -> None:
    """Take turns on all connections, so many a second, or as many as there can be."""
    started, number = time.perf_counter(), 0

    async def take_turns() -> None:
        nonlocal number
        async with connected(address) as connection:
            while (now := time.perf_counter() - started) < seconds:
                number += 1
                if rate is not None and (wait := number / rate - now) > 0:
                    await asyncio.sleep(wait)
                await _take(connection, mix.next(), done)

    await asyncio.gather(*(take_turns() for _ in range(_CONNECTIONS)))


async def _take(connection: Connection, turn: Turn, done: Done) -> None:
    done.turns[turn.name] += 1
    try:
        async for answered in turn.take(connection):
            done.statuses[answered.status] += 1
            done.times.append(answered.seconds)
    except (OSError, EOFError) as error:
        done.broken[f"{turn.name}: {type(error).__name__}"] += 1


def _tell(done: Done, samples: list[Sample]) -> None:
    times = sorted(done.times)
    print(f"\nturns {dict(done.turns)}\nanswers by status {dict(sorted(done.statuses.items()))}")
    print(f"broken off {dict(done.broken)}")
    print(f"p50 {1000 * times[len(times) // 2]:.0f} ms, p95 {1000 * times[len(times) * 95 // 100]:.0f} ms")
    for line in verdict(samples):
        print(line)


if __name__ == "__main__":
    main()
