"""A store of made-up news: how long it takes to build, and then to answer.

Which wordings are one claim is known beforehand and written as it would be judged: judging so many claims one by one
takes hours. How long it takes for a new document in the midst of them is measured.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import pyoxigraph as ox
from made_news import News
from made_words import event, named_source, outlet_name, pick

from graph import claim_judge, inquiry
from graph.analysis.outlets import outlets
from graph.analysis.standing import standing
from graph.analysis.streams import stream_of
from graph.citations.groups import Among
from graph.citations.stored import built
from graph.clusters import cluster_of
from graph.identities import source_answer
from graph.identity.links import Link
from graph.identity.partition import partition
from graph.identity.regrouping import memberships_of
from graph.identity.reviews import Kind
from graph.iris import Iris
from graph.library import Library
from graph.meaning.encoder import load_encoder
from graph.meaning.vectors import VectorIndex
from graph.model import Claim, Source, SourceKind
from graph.rdf.judgements import JudgementWriter
from graph.rdf.writer import Writer
from graph.rebuilding import rebuild
from graph.search.filters import Filters
from graph.search.index import SearchIndex
from graph.search.pages import page
from graph.store import Store
from graph.store_folder import GROUNDS

_QUESTIONS, _WARM_UP = 300, 60
_NEWEST, _REPEATS, _FEW_REPEATS = 50, 20, 5
_LARGE, _USUAL, _CLAIMS = 400, 6, 7  # statements of claims, and how many of them are looked at
_MORE = 500  # statements of the documents that are put at the end
_SEED = 2032
_ENCODED = 5_000  # claims between two commits of their vectors


def build(folder: Path, *, statements: int) -> dict[str, float]:
    """Write news to a new store as fast as it can be done, and build its index the way a lost one is built again."""
    store, figures = folder / "store", dict[str, float]()
    Store.for_writing(store).close()
    counts = {"documents": 0, "statements": 0, "triples": 0}
    news, claims = News(statements), dict[str, str]()
    taken = _seconds(lambda: _load(store, news, counts, claims))
    figures |= counts | {"claims": len(claims)}
    figures["loaded, statements/s"] = counts["statements"] / taken
    _group(store, news, claims)
    figures["claims encoded, /s"] = len(claims) / _seconds(lambda: _encode(store, claims))
    with Store.for_writing(store) as written:
        figures["compacted, s"] = _seconds(written.optimise)
        documents = [name.rsplit("/", 1)[1] for name in written.graphs()]
        index = SearchIndex.create(store / "search", behind=documents)
        taken = _seconds(lambda: rebuild(index, written, documents))
        figures["index built, statements/s"] = index.size / taken
        index.close()
        taken = _seconds(lambda: built(store / "citations", written, documents).close())
        figures["citations counted, statements/s"] = counts["statements"] / taken
    with Library.for_writing(store) as library:
        figures["sources linked, s"] = _seconds(lambda: library.judgements.renew(kind=Kind.SOURCE))
        library.commit()
        library.store.optimise()
    figures["store on disk, MB"] = _megabytes(store / "graph")
    figures["index on disk, MB"] = _megabytes(store / "search")
    figures["vectors on disk, MB"] = _megabytes(store / "vectors")
    figures["citations on disk, MB"] = _megabytes(store / "citations")
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
        newest = [_seconds(lambda: source_answer(library, biggest, limit=_NEWEST)) for _ in range(_REPEATS)]
        figures["newest 50 of the biggest source, ms"] = 1000 * sorted(newest)[len(newest) // 2]
        figures |= _citations(library, biggest)
        figures |= _analyses(library, news)
        figures["asking, peak MB"] = _peak()
    started = time.perf_counter()
    with Library.for_writing(folder / "store") as library:
        figures["named sources"] = len(library._sources.open()._readings)
        library.put(*next(News(1, seed=7).articles()))
        library.commit()
        figures["opened for writing and one document put, s"] = time.perf_counter() - started
        library.forget(next(News(1, seed=7).articles())[0].id)
        library.commit()
        figures["a document more, ms"] = 1000 * _put(library)
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


def _citations(library: Library, biggest: str) -> dict[str, float]:
    """How long it takes to tell who passes on whom: the first time, when names are read, and the median afterwards."""
    asked = {
        "outlets": lambda: outlets(library),
        "all with a name": lambda: outlets(library, among=Among.NAMED),
        "upstream": lambda: stream_of(library, biggest),
    }
    figures = {}
    for name, ask_ in asked.items():
        figures[f"{name}, first ms"] = 1000 * _seconds(ask_)
        figures[f"{name}, ms"] = 1000 * sorted(_seconds(ask_) for _ in range(_FEW_REPEATS))[_FEW_REPEATS // 2]
    return figures


def _analyses(library: Library, news: News) -> dict[str, float]:
    """How long it takes to tell what stands behind a large claim and a usual one; each is asked for once, so cold."""
    sizes: dict[str, int] = {}
    for rank in {round(1.15**power) - 1 for power in range(120)}:
        text = event(rank).wordings[0] if rank < news.events else ""
        claim = Claim(text[:1].upper() + text[1:]).id if text else ""
        if text and (found := page(library.index, Filters(claims=cluster_of(library, claim).claims), limit=1)[1]):
            sizes[claim] = found
    figures = {}
    for name, wanted in (("large", _LARGE), ("usual", _USUAL)):
        nearest = sorted(sizes, key=lambda claim: (abs(sizes[claim] - wanted), claim))[:_CLAIMS]
        times = sorted(_seconds(lambda claim=claim: standing(library, claim)) for claim in nearest)
        figures[f"statements of a {name} claim"] = sizes[nearest[0]]
        figures[f"what stands behind a {name} claim, ms"] = 1000 * times[len(times) // 2]
    return figures


def _put(library: Library) -> float:
    """Seconds that each of some documents takes that come one by one, encoding included; they are forgotten again."""
    documents = list(News(_MORE, seed=8).articles())
    taken = _seconds(lambda: [library.put(*document) for document in documents])
    for document, _ in documents:
        library.forget(document.id)
    library.commit()
    return taken / len(documents)


def _group(folder: Path, news: News, claims: Mapping[str, str]) -> None:
    """Write which claims are one: the two wordings of each event."""
    pairs = ([Claim(text[0].upper() + text[1:]).id for text in event(rank).wordings] for rank in range(news.events))
    links = [
        Link.between(one, other, method="made-up", score=0.9)
        for one, other in pairs
        if one != other and one in claims and other in claims
    ]
    groups = partition({end for link in links for end in (link.one, link.other)}, links)
    memberships = memberships_of(groups, explain=lambda _: "score 0.90 of meaning 0.90 and words 0.90; made up")
    # Or the library would judge all of them when it is opened for writing.
    (folder / GROUNDS).write_text(json.dumps({Kind.CLAIM: claim_judge.grounds()}), encoding="utf-8")
    writer = JudgementWriter(Iris())
    ox.Store(str(folder / "graph")).bulk_extend(
        quad for membership in memberships for quad in writer.memberships([membership], kind=Kind.CLAIM)
    )


def _encode(folder: Path, claims: Mapping[str, str]) -> None:
    names, encoder = list(claims), load_encoder()
    vectors = VectorIndex.at(folder / "vectors", writable=True)
    for start in range(0, len(names), _ENCODED):
        part = names[start : start + _ENCODED]
        vectors.add(part, encoder.encode([claims[name] for name in part]))
        vectors.commit()
        print(f"{start + len(part):,} claims encoded", file=sys.stderr, flush=True)
    vectors.close()


def _load(folder: Path, news: News, counts: dict[str, int], claims: dict[str, str]) -> None:
    writer = Writer(Iris())

    def quads() -> Iterator[ox.Quad]:
        for document, statements in news.articles():
            made = writer.quads(document, statements)
            claims.update((statement.claim.id, statement.claim.text) for statement in statements)
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
