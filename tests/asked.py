"""Stores with something to ask for, and pools of processes that answer, for the tests of isolation."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pyoxigraph as ox
import pytest

from graph.isolation.limits import Crowd, Limits
from graph.isolation.opening import answering
from graph.isolation.pool import Pool
from graph.isolation.processes import Worker
from graph.store import Store

LIMITS = Limits(seconds=30, rows=100_000, bytes=10_000_000, memory=200_000_000)
CROWD = Crowd(at_once=2, waiting=32, patience=60)
PATIENCE = 60  # seconds; only a hang takes so long
GRAPH = "https://x.example/g"

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
"""A query that takes longer than anybody waits and needs little memory."""

SMALL = "SELECT ?name { <https://x.example/7> <x:name> ?name }"


def things(number: int) -> set[ox.Quad]:
    """Quads of a chain of things."""
    nodes = [ox.NamedNode(f"https://x.example/{n}") for n in range(number + 1)]
    linked = (ox.Quad(nodes[n], ox.NamedNode("x:next"), nodes[n + 1], ox.NamedNode(GRAPH)) for n in range(number))
    named = (
        ox.Quad(nodes[n], ox.NamedNode("x:name"), ox.Literal(f"name {n}"), ox.NamedNode(GRAPH)) for n in range(number)
    )
    return {*linked, *named}


@contextmanager
def pool_of(
    folder: Path, *, limits: Limits = LIMITS, crowd: Crowd = CROWD, size: int = 300, **changed: int
) -> Iterator[tuple[Store, Pool]]:
    """A store with a chain of things in a folder, and a pool that answers queries of it."""
    with Store.for_writing(folder) as store:
        store.replace_graph(GRAPH, things(size))
        with answering(store, limits=replace(limits, **changed), crowd=crowd) as pool:
            assert isinstance(pool, Pool)
            yield store, pool


class Long:
    """The processes that are at a query for longer than a quick one takes."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._came = Event()
        self.workers: list[Worker] = []
        give_way = Worker.give_way

        def note(worker: Worker) -> None:
            give_way(worker)
            self.workers.append(worker)
            self._came.set()

        patch.setattr(Worker, "give_way", note)

    def wait_for(self, number: int) -> None:
        while len(self.workers) < number:
            self._came.clear()
            if len(self.workers) < number:
                assert self._came.wait(PATIENCE)
