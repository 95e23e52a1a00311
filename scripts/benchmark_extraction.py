"""How fast text becomes statements, by length of the articles, number of processes and model.

Each row is measured in a process of its own, so that its memory is its own too. Beside the whole pipeline stands what
the network alone takes for the same text: nothing that keeps this network can be faster.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from graph.extracting import Extractor
from graph.extraction.annotations import Annotations
from graph.extraction.quotations import QuoteFinder
from graph.extraction.reader.encoding import Encoder
from graph.extraction.reader.network import Network
from graph.extraction.reader.variants import TOKENIZER, Model
from graph.extraction.reader.windows import pack
from graph.extraction.segmentation import Segmenter
from graph.extractor import default_pipeline, find_statements
from graph.model import Document
from graph.reading import Read
from graph.reading.html import read_html

_SAMPLES = Path(__file__).parent / "sample_articles"
_LENGTHS = (200, 800, 5_000, 50_000)  # words
_TYPICAL = 800
_TOTAL = 40_000  # words read for a row, at least
_START = (
    "from graph.extractor import default_pipeline as p; from graph.model import Document as D; p()(D('He said no.'))"
)


def measure_extraction() -> None:
    """Print all measurements of the models that are there."""
    for model in Model:
        if not (model.folder / "reader.json").exists():
            print(f"The model {model} is not there.\n")
            continue
        _tell(f"model {model}", "words", "articles/s", "words/s", "words/CPU s", "MB a process")
        for processes in (1, 2):
            for words in _LENGTHS:
                row = _in_its_own_process(model, words, processes=processes)
                figures = (f"{row[name]:,.0f}" for name in ("words", "per_cpu", "megabytes"))
                _tell(f"  {processes} process(es)", f"{words:,}", f"{row['articles']:.2f}", *figures)
        row = _in_its_own_process(model, _TYPICAL, processes=0)
        _tell("  network alone", f"{_TYPICAL:,}", f"{row['articles']:.2f}", f"{row['words']:,.0f}")
        print(f"  the whole pipeline takes {row['ratio']:.2f} times as long as the network alone, in the same run\n")
    print(f"from the start of a process to its first statement  {_time_start():.2f} s")


def _tell(what: str, *figures: str) -> None:
    print(f"{what:<18}" + "".join(f"{figure:>14}" for figure in figures), flush=True)


def articles(words: int) -> Iterator[str]:
    """Articles of so many words, each with another beginning, put together from the sample articles."""
    texts = [read_html(path.read_bytes()).text for path in sorted(_SAMPLES.glob("*.html"))]
    paragraphs = [paragraph.split() for text in texts for paragraph in text.split("\n") if paragraph.strip()]
    row = cycle(paragraphs)
    while True:
        article: list[str] = []
        left = words
        while left > 0:
            part = next(row)[:left]
            left -= len(part)
            article.append(" ".join(part))
        yield "\n\n".join(article)


def _in_its_own_process(model: Model, words: int, *, processes: int) -> dict[str, float]:
    command = [sys.executable, __file__, model, str(words), str(processes)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    row: dict[str, float] = json.loads(done.stdout)
    return row


def _measure_row(model: Model, words: int, *, processes: int) -> dict[str, float]:
    count = max(_TOTAL // words, 2)
    documents = [Document(text) for text in islice(articles(words), count)]
    if processes == 0:
        seconds, ratio = _time_network(model, documents)
        return {"articles": count / seconds, "words": count * words / seconds, "ratio": ratio}
    with Extractor(partial(find_statements, model), processes=processes) as extractor:
        seconds = _time(lambda: list(extractor.extract(Read("", document) for document in documents)))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "articles": count / seconds,
        "words": count * words / seconds,
        "per_cpu": count * words / sum(usage.ru_utime + usage.ru_stime for usage in used),  # starting included
        "megabytes": max(usage.ru_maxrss for usage in used) / 1024,
    }


def _time_network(model: Model, documents: list[Document]) -> tuple[float, float]:
    """Seconds of the network for the documents, and how many times as long the pipeline takes."""
    encoder, network, pipeline = Encoder(TOKENIZER), Network(model.folder), default_pipeline(model)
    annotated = [Annotations(document) for document in documents]
    for annotations in annotated:
        Segmenter()(annotations)
        QuoteFinder()(annotations)
    windows = [window for found in annotated for window in pack(encoder.encode(found), size=network.window_size)]
    alone = _time(lambda: [network.read(window) for window in windows])
    return alone, _time(lambda: [pipeline(document) for document in documents]) / alone


def _time_start() -> float:
    return min(_time(lambda: subprocess.run([sys.executable, "-c", _START], check=True)) for _ in range(3))


def _time(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measures one row.")
    parser.add_argument("model", type=Model)
    parser.add_argument("words", type=int)
    parser.add_argument("processes", type=int, help="0 measures the network alone")
    given = parser.parse_args()
    print(json.dumps(_measure_row(given.model, given.words, processes=given.processes)))
