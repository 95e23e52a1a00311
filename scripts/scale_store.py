"""A store of made-up news: how long it takes to build, and then to answer."""

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import pyoxigraph as ox
from made_news import News
from made_words import event, named_source, outlet_name, pick

from graph import asking, inquiry
from graph.identity.reviews import Kind
from graph.library import Library
from graph.model import Source, SourceKind
from graph.rdf.writer import Writer
from graph.rebuilding import rebuild
from graph.search.filters import Filters
from graph.search.index import SearchIndex
from graph.store import Store

_QUESTIONS, _WARM_UP = 300, 60
_NEWEST, _REPEATS = 50, 20
_SEED = 2032


def build(folder: Path, *, statements: int) -> dict[str, float]:
    """Write news to a new store as fast as it can be done, and build its index the way a lost one is built again."""
    store, figures = folder / "store", dict[str, float]()
    Store.for_writing(store).close()
    counts = {"documents": 0, "statements": 0, "triples": 0}
    taken = _seconds(lambda: _load(store, News(statements), counts))
    figures |= counts
    figures["loaded, statements/s"] = counts["statements"] / taken
    with Store.for_writing(store) as written:
        figures["compacted, s"] = _seconds(written.optimise)
        documents = [name.rsplit("/", 1)[1] for name in written.graphs()]
        index = SearchIndex.create(store / "search", behind=documents)
        taken = _seconds(lambda: rebuild(index, written, documents))
        figures["index built, statements/s"] = index.size / taken
        index.close()
    with Library.for_writing(store) as library:
        figures["sources linked, s"] = _seconds(lambda: library.judgements.renew(kind=Kind.SOURCE))
        library.commit()
        library.store.optimise()
    figures["store on disk, MB"] = _megabytes(store / "graph")
    figures["index on disk, MB"] = _megabytes(store / "search")
    figures["building, peak MB"] = _peak()
    return figures


def ask(folder: Path, *, statements: int) -> dict[str, float]:
    """Ask a store that is open, after some questions that do not count; at the end put one document more."""
    news, figures = News(statements), dict[str, float]()
    started = time.perf_counter()
    with Library.for_reading(folder / "store") as library:
        figures["opened for reading, ms"] = 1000 * (time.perf_counter() - started)
        asked = list(_questions(news))
        for question in asked[:_WARM_UP]:
            question.ask(library)
        times = [1000 * _seconds(lambda question=question: question.ask(library)) for question in asked[_WARM_UP:]]
        cuts = quantiles(times, n=20)
        figures["who, p50 ms"], figures["who, p95 ms"] = cuts[9], cuts[18]
        biggest = Source(outlet_name(0), SourceKind.OUTLET).id
        newest = [_seconds(lambda: asking.source(library, biggest, limit=_NEWEST)) for _ in range(_REPEATS)]
        figures["newest 50 of the biggest source, ms"] = 1000 * sorted(newest)[len(newest) // 2]
        figures["asking, peak MB"] = _peak()
    started = time.perf_counter()
    with Library.for_writing(folder / "store") as library:
        figures["named sources"] = len(library._sources.open()._readings)
        library.put(*next(News(1, seed=7).articles()))
        library.commit()
        figures["opened for writing and one document put, s"] = time.perf_counter() - started
        library.forget(next(News(1, seed=7).articles())[0].id)
        library.commit()
    return figures


@dataclass(frozen=True)
class _Question:
    words: str
    filters: Filters = field(default_factory=Filters)

    def ask(self, library: Library) -> None:
        inquiry.who(library, self.words, filters=self.filters)


def _questions(news: News) -> Iterator[_Question]:
    """Questions about frequent and rare things alike, in the forms in which people ask."""
    dice = random.Random(_SEED)
    for number in range(_WARM_UP + _QUESTIONS):
        about = event(pick(dice, news.events))
        source = named_source(pick(dice, news.sources)).name
        yield (
            _Question(f"who said that {about.wordings[0]}?"),
            _Question(f"Who denied that {about.wordings[1]}?"),
            _Question(f"What did {source} say about the {about.subject} in {about.place}?"),
            _Question(f"{about.place} {about.subject} {about.number}"),
            _Question(f"{about.subject} injured"),
            _Question(f"What did {source} say?"),
            _Question(about.wordings[0], Filters(named=True, stances=("affirm",))),
        )[number % 7]


def _load(folder: Path, news: News, counts: dict[str, int]) -> None:
    writer = Writer(Library.in_memory().store.iris)

    def quads() -> Iterator[ox.Quad]:
        for document, statements in news.articles():
            made = writer.quads(document, statements)
            counts["documents"] += 1
            counts["statements"] += len(statements)
            counts["triples"] += len(made)
            if counts["documents"] % 1_000 == 0:
                print(f"{counts['statements']:,} statements", file=sys.stderr, flush=True)
            yield from made

    ox.Store(str(folder / "graph")).bulk_extend(quads())


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
