"""kill -9 in the middle of an ingest: what was reported is whole, nothing is half there, the index agrees.

Each kill strikes at a random moment of a run that goes on with the store of the kill before, so that damage would
pile up. Every store first gets all articles, then a second edition that replaces each of them. Some of the kills
hit the real command; for most the same code is forked from a process that has imported all and opened nothing, and
is given what was found in the articles beforehand: that saves the seconds in which there is nothing to break.
"""

import json
import multiprocessing
import os
import pickle
import random
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import pyoxigraph as ox
import pytest

from api.cli import run
from graph import extracting
from graph import ingest as ingesting
from graph.errors import StoreError
from graph.extracting import Extractor
from graph.extraction.reader.variants import Model
from graph.ingest import fetcher_of, read_all
from graph.iris import Thing
from graph.library import Library
from graph.reading import Format, Metadata
from graph.search.lexical import find_claims
from graph.settings import Settings
from graph.store import Store
from graph.validation import check
from graph.workers import Found

KILLS = 50
COMMAND_EVERY = 6  # one of so many kills goes through the real command
DOCUMENTS = 24  # fewer than the claims that one is compared with, since all of them are alike
BATCH = 6  # documents that the forked ones make lasting together, so that a run has several moments to do so
MODEL = Model.FAST
EDITIONS = ("first", "second")
SEED = int(os.environ.get("ALLEGEDLY_CRASH_SEED", "2031"))
PATIENCE = 120  # seconds; only a hang takes so long

Graphs = dict[str, frozenset[ox.Quad]]


def article(number: int, edition: str) -> dict[str, str]:
    return {
        "url": f"https://outlet{number % 7}.example/{number}",
        "outlet": f"Outlet {number % 7}",
        "title": f"{edition}{number}",  # one word, which only this document's entries in the index hold
        "text": (
            f"The ministry said on Monday that bridge {number % 50} was closed for {number} days. "
            f"“It is not safe,” Anna Kowalska, a spokeswoman, told the Daily {number % 11}."
        ),
    }


@dataclass(frozen=True)
class Whole:
    """What an ingest that nobody disturbs leaves of one edition."""

    articles: Path
    found: Path
    graphs: Graphs
    reading: float
    writing: float

    @property
    def seconds(self) -> float:
        """How long the real command takes, without what it imports."""
        return self.reading + self.writing


@pytest.fixture(scope="module")
def forks() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["api.intake", "test_crash"])
    return context


@pytest.fixture(scope="module")
def editions(forks: ForkServerContext, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Whole]:
    return {edition: undisturbed(forks, edition, tmp_path_factory.mktemp(edition)) for edition in EDITIONS}


def undisturbed(forks: ForkServerContext, edition: str, folder: Path) -> Whole:
    path = folder / "articles.jsonl"
    lines = [json.dumps(article(number, edition)) + "\n" for number in range(DOCUMENTS)]
    path.write_text("".join(lines), encoding="utf-8")
    started = time.monotonic()
    pickled = folder / "found"
    pickled.write_bytes(pickle.dumps(found_in(path)))
    read = time.monotonic()
    process = start_fork(forks, path, pickled, folder / "store", folder / "out.txt")
    process.join(PATIENCE)
    assert process.exitcode == 0
    written = time.monotonic()
    graphs = graphs_in(folder / "store")
    assert len(graphs) == DOCUMENTS == len(reported(folder / "out.txt"))
    assert min(len(quads) for quads in graphs.values()) > 50
    return Whole(path, pickled, graphs, reading=read - started, writing=written - read)


def found_in(articles: Path) -> dict[str, Found]:
    """What the real command finds in each document, by its id."""
    settings = Settings(model=MODEL)
    readings = read_all([str(articles)], format=Format.AUTO, given=Metadata(), fetcher=fetcher_of(settings))
    with Extractor.for_library(settings, processes=1) as extractor:
        return {one.document.id: one.found for one in extractor.extract(readings) if one.document}


def graphs_in(folder: Path) -> Graphs:
    with Store.for_reading(folder) as store:
        return {name: frozenset(store.quads(name)) for name in store.graphs()}


def reported(out: Path) -> set[str]:
    """The graphs of the documents that a run said are in; a line that breaks off says nothing."""
    lines = out.read_text(encoding="utf-8").split("\n")[:-1]
    rows = [line.split("  ") for line in lines]
    return {Store.in_memory().iris.of(Thing.GRAPH, row[1]) for row in rows if len(row) == 4}


def ingest_into(articles: Path, pickled: Path, store: Path, out: Path) -> None:
    found: dict[str, Found] = pickle.loads(pickled.read_bytes())
    ingesting._BATCH = BATCH
    extracting.find_statements_and_meanings = lambda *_, **__: lambda document: found[document.id]
    with out.open("w", encoding="utf-8") as file, redirect_stdout(file):
        code = run(["ingest", str(articles), "--store", str(store)])
    os._exit(code)


def start_fork(forks: ForkServerContext, articles: Path, pickled: Path, store: Path, out: Path) -> ForkServerProcess:
    out.write_text("")  # a kill may come before the child opens it
    process = forks.Process(target=ingest_into, args=(articles, pickled, store, out))
    process.start()
    return process


def ends_before_the_kill(forks: ForkServerContext, now: Whole, store: Path, out: Path, *, seconds: float) -> bool:
    process = start_fork(forks, now.articles, now.found, store, out)
    process.join(seconds)
    process.kill()
    process.join(PATIENCE)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == 0


def command_ends_before_the_kill(articles: Path, store: Path, out: Path, *, seconds: float) -> bool:
    command = [
        sys.executable,
        "-c",
        "from api.cli import main; main()",
        "ingest",
        articles,
        "--store",
        store,
        "--model",
        MODEL,
    ]
    with out.open("wb") as file, subprocess.Popen(command, stdout=file) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait(PATIENCE)
    assert process.returncode in (0, -signal.SIGKILL)
    return process.returncode == 0


def check_graphs(store: Path, *, said: set[str], now: Whole, before: Whole | None) -> int:
    """Every document is as this edition has it, or as the one before; what was reported is of this one."""
    try:
        found = graphs_in(store)
    except StoreError:
        assert not said
        with Library.for_writing(store) as library:  # killed while it was being made: it is made now
            assert not library.store.graphs()
        return 0
    assert said <= found.keys()
    for name, quads in found.items():
        is_new = quads == now.graphs[name]
        assert is_new or (before is not None and name not in said and quads == before.graphs[name]), name
    if before is not None:
        assert len(found) == DOCUMENTS
    return len(found)


def check_index(store: Path) -> None:
    """Each claim of each document is found by the one word of its title, and by no other edition's."""
    with Library.for_reading(store) as library:
        statements = library.store.select("SELECT ?s WHERE { ?s a al:Statement }")
        assert library.index.size == len(statements)
        rows = library.store.select("SELECT ?title ?claim WHERE { ?s al:claim ?claim ; al:inDocument/al:title ?title }")
    claims: dict[str, set[str]] = {f"{edition}{number}": set() for edition in EDITIONS for number in range(DOCUMENTS)}
    for row in rows:
        claims[row["title"] or ""].add((row["claim"] or "").rsplit("/", 1)[1])
    with Library.for_reading(store) as library:
        for title, expected in claims.items():
            assert {hit.claim for hit in find_claims(library.index, title, limit=50)} == expected, title


def test_fifty_kills_lose_nothing_and_leave_no_half(
    forks: ForkServerContext, editions: dict[str, Whole], tmp_path: Path
) -> None:
    print(f"ALLEGEDLY_CRASH_SEED={SEED}")  # noqa: T201 - pytest shows it when the test fails
    dice = random.Random(SEED)
    kills = stores = half_way = 0
    while kills < KILLS:
        stores += 1
        store = tmp_path / f"store{stores}"
        before = None
        for edition in EDITIONS:
            now, is_done, said = editions[edition], False, set[str]()
            while not is_done and kills < KILLS:
                out = tmp_path / "out.txt"
                if kills % COMMAND_EVERY == 0:
                    is_done = command_ends_before_the_kill(
                        now.articles, store, out, seconds=dice.uniform(0.3, 1 + now.seconds)
                    )
                else:
                    is_done = ends_before_the_kill(forks, now, store, out, seconds=dice.uniform(0, now.writing))
                kills += not is_done
                said |= reported(out)
                there = check_graphs(store, said=said, now=now, before=before)
                half_way += 0 < len(said) < DOCUMENTS
                # Not each time: looking mends the index, and a kill while that goes on is wanted too.
                if there and (is_done or dice.random() < 1 / 3):
                    check_index(store)
            if is_done:
                assert said == now.graphs.keys()
            before = now
    check_index(store)
    with Library.for_reading(store) as library:
        assert list(check(library)) == []
    print(f"{kills} kills, {half_way} of them half-way, {stores} stores")  # noqa: T201
    assert half_way > KILLS / 4
