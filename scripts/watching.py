"""What a process and all that it started take, and whether that grows."""

import os
import time
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import mean

import psutil

_Z = 1.96  # of the normal distribution, for 95 %
_BOUNDED = 0.02  # of the mean that it may grow in the whole time and still be called flat


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds since some moment; memory and disk in megabytes, summed over all processes.

    PSS counts memory that several processes share once in all (proc(5)), RSS once in each.
    """

    second: float
    pss: float
    rss: float
    files: int
    threads: int
    processes: int
    disk: float

    def __str__(self) -> str:
        return (
            f"{self.second:7.0f} s  PSS {self.pss:7.1f} MB  RSS {self.rss:7.1f} MB  {self.files} files  "
            f"{self.threads} threads  {self.processes} processes  {self.disk:.1f} MB on disk"
        )


_STARTED = time.monotonic()


def sampled(process: int, folder: Path) -> Sample:
    """What a process and its descendants take now, and the files in a folder."""
    pss = rss = files = threads = count = 0
    main = psutil.Process(process)
    for one in (main, *main.children(recursive=True)):
        try:
            with one.oneshot():
                memory = one.memory_full_info()
                found = (memory.pss, memory.rss, one.num_fds(), one.num_threads())
        except psutil.NoSuchProcess:  # of those that answer queries, some end at any time
            continue
        pss, rss, files, threads = pss + found[0], rss + found[1], files + found[2], threads + found[3]
        count += 1
    return Sample(time.monotonic() - _STARTED, pss / 1e6, rss / 1e6, files, threads, count, _disk(folder) / 1e6)


def _disk(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(place) / name).stat().st_size
            except FileNotFoundError:  # files come and go while they are counted
                continue
    return total


def verdict(samples: list[Sample]) -> list[str]:
    """Each measure: its slope over the last two thirds with a 95 % interval, and the first against the last sixth."""
    measures = {
        "PSS, MB": [sample.pss for sample in samples],
        "RSS, MB": [sample.rss for sample in samples],
        "open files": [float(sample.files) for sample in samples],
        "threads": [float(sample.threads) for sample in samples],
        "disk, MB": [sample.disk for sample in samples],
    }
    if len(samples) < 12:
        return ["too few samples to tell whether anything grows"]
    return [_verdict(name, [sample.second for sample in samples], values) for name, values in measures.items()]


def _verdict(name: str, seconds: list[float], values: list[float]) -> str:
    start, sixth = len(values) // 3, len(values) // 6
    slope, error = _line(seconds[start:], values[start:])
    span = seconds[-1] - seconds[start]
    grown = (slope - _Z * error) * span  # at least, but for one in forty
    first, last = mean(values[:sixth]), mean(values[-sixth:])
    is_flat = grown <= _BOUNDED * mean(values)
    return (
        f"{name:<11} {3600 * slope:+9.2f} an hour (95 %: {3600 * (slope - _Z * error):+.2f} to "
        f"{3600 * (slope + _Z * error):+.2f}), first sixth {first:.1f}, last {last:.1f}: "
        f"{'flat' if is_flat else 'GROWS'}"
    )


def _line(xs: list[float], ys: list[float]) -> tuple[float, float]:
    """The slope of the line of least squares and its standard error, which takes what is left over for independent."""
    x, y = mean(xs), mean(ys)
    spread = sum((one - x) ** 2 for one in xs)
    slope = sum((one - x) * (other - y) for one, other in zip(xs, ys, strict=True)) / spread
    left = sum((other - y - slope * (one - x)) ** 2 for one, other in zip(xs, ys, strict=True))
    return slope, sqrt(left / (len(xs) - 2) / spread)
