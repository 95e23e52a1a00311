"""Counters of the running service for Prometheus. No label holds anything that a client can choose."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

_ANSWERING = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds
_READING = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


class Metrics:
    """What one service counts, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "allegedly_http_requests",
            "Requests that were answered; status 499 where the client was gone before.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "allegedly_http_request_seconds",
            "Seconds from a request to the end of its answer.",
            ("method", "route"),
            buckets=_ANSWERING,
            registry=self.registry,
        )
        self.in_flight = Gauge(
            "allegedly_http_requests_in_flight", "Requests that are being answered.", registry=self.registry
        )
        self.reading = Histogram(
            "allegedly_document_reading_seconds",
            "Seconds for finding what is stated in a document, with waiting for a process.",
            buckets=_READING,
            registry=self.registry,
        )
        self.keeping = Histogram(
            "allegedly_document_keeping_seconds",
            "Seconds for writing a document into the store and its indexes, with waiting for others that write.",
            buckets=_READING,
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)

    def note_request(self, method: str, *, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered. The route is the template of its address."""
        self._requests.labels(method, route, status).inc()
        self._seconds.labels(method, route).observe(seconds)
