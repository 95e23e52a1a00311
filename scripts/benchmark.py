"""The measurements of scripts/benchmark; prints tables."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import rdflib

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from benchmark_attack import measure_attack  # noqa: E402
from benchmark_extraction import measure_extraction  # noqa: E402
from benchmark_isolation import measure_isolation  # noqa: E402
from benchmark_service import measure_service  # noqa: E402
from hostile import huge  # noqa: E402 - the hostile texts are those of the tests

from graph.extractor import default_pipeline  # noqa: E402
from graph.inquiry import who  # noqa: E402
from graph.library import Library  # noqa: E402
from graph.model import Document  # noqa: E402
from graph.rdf.writer import Writer, n_triples  # noqa: E402
from graph.reading.html import read_html  # noqa: E402

_ROUNDS = 3  # the best of these counts
_SHORT, _FACTOR = 50_000, 8  # code points of hostile text, and how much longer the second one is


def seconds(work: Callable[[], object]) -> float:
    """The least CPU time of some rounds of work, in seconds."""
    times = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def row(what: str, figure: str) -> None:
    """Print one line of the table."""
    print(f"{what:<52} {figure:>24}", flush=True)


def samples() -> list[Document]:
    """The sample articles."""
    return [read_html(path.read_bytes()) for path in sorted((ROOT / "scripts/sample_articles").glob("*.html"))]


def measure_store() -> None:
    """Measure keeping and asking."""
    pipeline = default_pipeline()
    read = [(document, pipeline(document).statements) for document in samples()]
    with TemporaryDirectory() as folder, Library.for_writing(Path(folder) / "store") as library:
        copies = [(Document(d.text, url=f"https://x.example/{n}"), d) for n in range(10) for d, _ in read]
        made = [(copy, pipeline(copy).statements) for copy, _ in copies]
        started = time.process_time()
        for document, statements in made:
            library.put(document, statements)
        library.commit()
        taken = time.process_time() - started
        row("store and index, statements per CPU second", f"{library.index.size / taken:,.0f}")
        asked = seconds(lambda: who(library, "300 tonnes of ammonium nitrate", limit=3))
        row("who, CPU milliseconds", f"{1000 * asked:,.0f}")

    quads = {quad for document, statements in read for quad in Writer(library.store.iris).quads(document, statements)}
    lines = n_triples(quads)
    ours = seconds(lambda: Library.in_memory().store.replace_graph("https://x.example/g", quads))
    theirs = seconds(lambda: rdflib.Graph().parse(data=lines, format="nt"))
    row("our store in memory, times as fast as rdflib's", f"{theirs / ours:.1f}")


def measure_hostile() -> None:
    """Measure text that somebody made to be slow."""
    pipeline = default_pipeline()
    print(f"hostile text: CPU seconds for {_SHORT:,} code points, growth for {_FACTOR} times as many")
    for name, short in huge(_SHORT).items():
        long = huge(_SHORT * _FACTOR)[name]
        one, many = (seconds(lambda text=text: pipeline(Document(text))) for text in (short, long))
        row(f"  {name}", f"{one:8.2f} s   x {many / max(one, 0.001):6.1f}")


_PARTS = {
    "extraction": measure_extraction,
    "store": measure_store,
    "hostile": measure_hostile,
    "isolation": lambda: measure_isolation(row),
    "service": lambda: measure_service(row),
    "attack": lambda: measure_attack(row),
}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="*", choices=_PARTS, help="what to measure [default: everything]")
    for part in parser.parse_args().part or _PARTS:
        _PARTS[part]()


if __name__ == "__main__":
    main()
