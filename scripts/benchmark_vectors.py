"""The measurements of scripts/benchmark_vectors; prints a table in Markdown.

Vectors are made in three steps: a topic, a claim of it, a wording of that. Wordings of one claim have cosines of about
0.75, claims of one topic 0.5, and all others 0. Questions are further wordings. Each index is built, and then opened
and asked, in processes of their own. All times are of the CPU, one thread each.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from vector_indexes import CONTESTANTS

from graph.meaning.encoder import WIDTH, Vectors

_SIZES = (10_000, 100_000, 1_000_000)
_LIMIT = 10
_QUESTIONS = 200
_WORDINGS, _CLAIMS = 20, 100  # of a claim, of a topic
_PART = 20_000
_REORDERED = 100_000  # the most vectors that are indexed a second time, backwards
Figures = dict[str, float]

_COLUMNS = {
    "built, /s": "{:,.0f}",
    "p50 ms": "{:.2f}",
    "p95 ms": "{:.2f}",
    "recall@10": "{:.3f}",
    "same backwards": "{:.0%}",
    "opened, s": "{:.2f}",
    "disk MB": "{:,.0f}",
    "memory MB": "{:,.0f}",
}


def main() -> None:
    """Measure the sizes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vectors", nargs="*", type=int, help="how many [default: 10000 100000 1000000]")
    parser.add_argument("--folder", type=Path, help="keep the indexes there, and use those that are there")
    parser.add_argument("--phase", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = sorted(given.vectors) or list(_SIZES)
    if given.phase:
        phase, name = given.phase
        print(json.dumps({"build": build, "ask": ask}[phase](given.folder, name)))
    elif given.folder:
        measure(sizes, folder=given.folder)
    else:
        with TemporaryDirectory() as folder:
            measure(sizes, folder=Path(folder))


def measure(sizes: Sequence[int], *, folder: Path) -> None:
    """Print a line for each index and size."""
    print("| vectors | index | " + " | ".join(_COLUMNS) + " |")
    print("|---:|---|" + "---:|" * len(_COLUMNS), flush=True)
    for size in sizes:
        make(folder / str(size), size)
        for name in CONTESTANTS:
            try:
                figures = _in_its_own_process("build", name, folder / str(size))
                figures |= _in_its_own_process("ask", name, folder / str(size))
            except subprocess.CalledProcessError as error:
                print(f"{name} is left out: {error.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                continue
            cells = [form.format(figures[column]) if column in figures else "" for column, form in _COLUMNS.items()]
            print(f"| {size:,} | {name} | " + " | ".join(cells) + " |", flush=True)


def make(folder: Path, size: int) -> None:
    """Write vectors and questions, and which of the vectors are nearest to each question."""
    if (folder / "nearest.npy").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(size)
    topics = _perturbed(np.zeros((-(-size // (_WORDINGS * _CLAIMS)), WIDTH)), random, share=0.0)
    claims = _perturbed(topics[random.integers(len(topics), size=-(-size // _WORDINGS))], random, share=0.53)
    vectors = np.lib.format.open_memmap(folder / "vectors.npy", "w+", np.float32, (size, WIDTH))
    for start in range(0, size, _PART):
        count = min(_PART, size - start)
        vectors[start : start + count] = _perturbed(
            claims[random.integers(len(claims), size=count)], random, share=0.75
        )
    questions = _perturbed(claims[random.integers(len(claims), size=_QUESTIONS)], random, share=0.75)
    cosines = np.concatenate([vectors[start : start + _PART] @ questions.T for start in range(0, size, _PART)])
    np.save(folder / "questions.npy", questions)
    nearest = np.argsort(-cosines, axis=0)[:_LIMIT].T
    np.save(folder / "cosines.npy", np.take_along_axis(cosines.T, nearest, axis=1))
    np.save(folder / "nearest.npy", nearest)


def build(folder: Path, name: str) -> Figures:
    """Build one index, and for fewer vectors a second one of the same vectors backwards."""
    vectors, known = np.load(folder / "vectors.npy", mmap_mode="r"), folder / f"{name} built.json"
    if known.exists():
        return dict(json.loads(known.read_text(encoding="ascii")))
    started = time.process_time()
    CONTESTANTS[name]().build(vectors, folder / f"{name}.npy")
    figures = {
        "built, /s": len(vectors) / (time.process_time() - started),
        "disk MB": _size(folder / f"{name}.npy") / 1e6,
    }
    if len(vectors) <= _REORDERED:
        CONTESTANTS[name]().build(vectors[::-1], folder / f"{name} backwards.npy")
    known.write_text(json.dumps(figures), encoding="ascii")
    return figures


def ask(folder: Path, name: str) -> Figures:
    """Open an index and ask it."""
    questions, size = np.load(folder / "questions.npy"), len(np.load(folder / "vectors.npy", mmap_mode="r"))
    index, before, started = CONTESTANTS[name](), _memory(), time.process_time()
    index.open(folder / f"{name}.npy")
    opened = time.process_time() - started
    index.near(questions[0], _LIMIT)
    times, found = [], []
    for question in questions:
        started = time.process_time()
        found.append(index.near(question, _LIMIT))
        times.append(1_000 * (time.process_time() - started))
    figures = {
        "p50 ms": float(np.percentile(times, 50)),
        "p95 ms": float(np.percentile(times, 95)),
        "recall@10": _recall(folder, found, floor=getattr(index, "floor", -1.0)),
        "opened, s": opened,
        "memory MB": (_memory() - before) / 1e6,
    }
    if (folder / f"{name} backwards.npy").exists():
        index.open(folder / f"{name} backwards.npy")
        again = [[size - 1 - number for number in index.near(question, _LIMIT)] for question in questions]
        figures["same backwards"] = float(
            np.mean([set(one) == set(other) for one, other in zip(found, again, strict=True)])
        )
    return figures


def _recall(folder: Path, found: Sequence[Sequence[int]], *, floor: float) -> float:
    """The share of the ten nearest, of those that reach the floor, that were found."""
    nearest, cosines = np.load(folder / "nearest.npy"), np.load(folder / "cosines.npy")
    wanted = [set(row[reached].tolist()) for row, reached in zip(nearest, cosines >= floor, strict=True)]
    return sum(len(one & set(other)) for one, other in zip(wanted, found, strict=True)) / sum(map(len, wanted))


def _perturbed(centres: Vectors, random: np.random.Generator, *, share: float) -> Vectors:
    """Vectors of length 1 whose cosine with a centre is about the root of a share."""
    drawn = random.standard_normal(centres.shape)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    mixed = np.sqrt(share) * centres + np.sqrt(1 - share) * drawn
    vectors: Vectors = (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)
    return vectors


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in (path.rglob("*") if path.is_dir() else [path]))


def _memory() -> int:
    """Bytes of this process in memory, mapped files included (Linux)."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


def _in_its_own_process(phase: str, name: str, folder: Path) -> Figures:
    command = [sys.executable, __file__, "--phase", phase, name, "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main()
