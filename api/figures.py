"""What is measured when Prometheus asks: queries, and how much the store holds."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from threading import Lock

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from api.service import Service
from graph.isolation.figures import Figures
from graph.jobs.job import Status
from graph.library import Library
from graph.store_folder import bytes_in

_FRESH = 60.0  # seconds for which what takes long to count is not counted again


@dataclass(frozen=True, slots=True)
class _Size:
    documents: int
    statements: int
    bytes: int


class ServiceFigures(Collector):
    """Collects the figures of one service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = Lock()
        self._size: _Size | None = None
        self._until = 0.0

    def describe(self) -> list[Metric]:
        """Nothing: the names are told when it is asked, so that being registered costs no counting."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Measure."""
        yield InfoMetricFamily("allegedly", "The program.", {"version": version("allegedly")})
        yield from _of_queries(self._service.answering.figures())
        yield from _of_jobs(self._service.jobs.counts())
        yield from _of_size(self._sized())

    def _sized(self) -> _Size:
        with self._lock:
            if self._size is None or time.monotonic() >= self._until:
                self._size = _measure(self._service.library)
                self._until = time.monotonic() + _FRESH
            return self._size


def _measure(library: Library) -> _Size:
    path = library.store.path
    return _Size(len(library.store.graphs()), library.index.size, 0 if path is None else bytes_in(path))


def _of_size(size: _Size) -> Iterator[Metric]:
    yield GaugeMetricFamily("allegedly_documents", "Documents in the store, a minute ago at most.", size.documents)
    yield GaugeMetricFamily("allegedly_statements", "Statements in the search index.", size.statements)
    yield GaugeMetricFamily("allegedly_store_bytes", "Bytes of the store on its disk.", size.bytes)


def _of_jobs(counts: Mapping[Status, int]) -> Iterator[Metric]:
    jobs = GaugeMetricFamily(
        "allegedly_jobs", "Jobs by their status; those that ended, for some days.", labels=["status"]
    )
    for status, count in counts.items():
        jobs.add_metric([status], count)
    yield jobs


def _of_queries(figures: Figures) -> Iterator[Metric]:
    outcomes = CounterMetricFamily(
        "allegedly_queries",
        "SPARQL queries by what became of them; time, memory and size are limits.",
        labels=["outcome"],
    )
    for outcome, count in figures.outcomes.items():
        outcomes.add_metric([outcome], count)
    yield outcomes
    yield GaugeMetricFamily("allegedly_queries_running", "SPARQL queries that are being answered.", figures.running)
    yield GaugeMetricFamily("allegedly_queries_waiting", "SPARQL queries that wait for a place.", figures.waiting)
    yield CounterMetricFamily(
        "allegedly_query_workers_replaced", "Processes for queries whose place another took.", figures.replaced
    )
    if figures.snapshot_age is not None:
        yield GaugeMetricFamily(
            "allegedly_snapshot_age_seconds",
            "Seconds since the copy was made that queries are answered from; it is renewed when it is asked.",
            figures.snapshot_age,
        )
