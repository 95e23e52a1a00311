"""The measurements of scripts/benchmark_scale; prints a table in Markdown.

Each store is built and asked in processes of their own, so that peak memory is their own too.
"""

import argparse
import json
import math
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from scale_store import ask, build

_SIZES = (10_000, 100_000, 1_000_000)
_PHASES = {"build": build, "ask": ask}
Figures = dict[str, float]

_ROWS = {
    "documents": "{:,.0f}",
    "statements": "{:,.0f}",
    "named sources": "{:,.0f}",
    "claims": "{:,.0f}",
    "triples": "{:,.0f}",
    "loaded, statements/s": "{:,.0f}",
    "claims encoded, /s": "{:,.0f}",
    "compacted, s": "{:,.1f}",
    "index built, statements/s": "{:,.0f}",
    "citations counted, statements/s": "{:,.0f}",
    "sources linked, s": "{:,.1f}",
    "store on disk, MB": "{:,.0f}",
    "index on disk, MB": "{:,.0f}",
    "vectors on disk, MB": "{:,.0f}",
    "citations on disk, MB": "{:,.1f}",
    "building, peak MB": "{:,.0f}",
    "opened for writing and one document put, s": "{:,.2f}",
    "a document more, ms": "{:,.0f}",
    "opened for reading, ms": "{:,.0f}",
    "who, p50 ms": "{:,.1f}",
    "who, p95 ms": "{:,.1f}",
    "newest 50 of the biggest source, ms": "{:,.1f}",
    "outlets, first ms": "{:,.0f}",
    "outlets, ms": "{:,.0f}",
    "all with a name, first ms": "{:,.0f}",
    "all with a name, ms": "{:,.0f}",
    "upstream, first ms": "{:,.0f}",
    "upstream, ms": "{:,.0f}",
    "statements of a large claim": "{:,.0f}",
    "what stands behind a large claim, ms": "{:,.0f}",
    "statements of a usual claim": "{:,.0f}",
    "what stands behind a usual claim, ms": "{:,.1f}",
    "asking, peak MB": "{:,.0f}",
}
_GROWING = ("a document more, ms", "who, p50 ms", "who, p95 ms", "newest 50 of the biggest source, ms")


def main() -> None:
    """Measure the sizes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", nargs="*", type=int, help="how many [default: 10000 100000 1000000]")
    parser.add_argument("--folder", type=Path, help="keep the stores there, and use those that are there")
    parser.add_argument("--phase", choices=_PHASES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = sorted(given.statements) or list(_SIZES)
    if given.phase:
        print(json.dumps(_PHASES[given.phase](given.folder, statements=sizes[0])))
    elif given.folder:
        _print_table(_measure(sizes, folder=given.folder))
    else:
        with TemporaryDirectory() as folder:
            _print_table(_measure(sizes, folder=Path(folder)))


def _measure(sizes: list[int], *, folder: Path) -> dict[int, Figures]:
    measured = {}
    for size in sizes:
        store = folder / str(size)
        known = store / "built.json"
        if not known.exists():
            built = _in_its_own_process("build", store, size)
            known.write_text(json.dumps(built), encoding="ascii")
        measured[size] = json.loads(known.read_text(encoding="ascii")) | _in_its_own_process("ask", store, size)
    return measured


def _in_its_own_process(phase: str, folder: Path, size: int) -> Figures:
    command = [sys.executable, __file__, "--phase", phase, "--folder", str(folder), str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def _print_table(measured: dict[int, Figures]) -> None:
    """One column for each size, and how many times more than logarithmic an answer's time grows in all."""
    first, last = min(measured), max(measured)
    print("| | " + " | ".join(f"{size:,}" for size in measured) + " | growth / logarithmic |")
    print("|---|" + "---:|" * (len(measured) + 1))
    for row, form in _ROWS.items():
        cells = [form.format(figures[row]) for figures in measured.values()]
        growth = ""
        if row in _GROWING and first < last:
            growth = f"{measured[last][row] / measured[first][row] / (math.log(last) / math.log(first)):.1f}"
        print(f"| {row} | " + " | ".join(cells) + f" | {growth} |")


if __name__ == "__main__":
    main()
