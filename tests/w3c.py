"""Runs the W3C's SPARQL 1.1 tests against a real service. ``python tests/w3c.py FOLDER`` prints passed and total."""

import http.client
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread

import pyoxigraph as ox
import uvicorn
from fastapi import FastAPI
from serving import idle_service
from w3c_manifests import Evaluation, Exchange, Graphs, Replay, evaluations, replays
from w3c_results import (
    DifferenceError,
    check_csv,
    check_graph,
    check_solutions,
    dataset_of,
    expected_solutions,
    read_solutions,
)

from api.app import create_app
from api.server import listen
from graph.endpoint.dataset import DefaultGraph
from graph.iris import Iris
from graph.isolation.limits import Crowd, Limits
from graph.isolation.opening import InProcess
from graph.library import Library
from graph.roles import KnownKey, Role, hashed
from graph.settings import Settings
from graph.store import Store

KEY = "a key for the tests"
HOST = "www.example"
"""The authority that the tests of protocols are written for."""

SETTINGS = Settings(keys=(KnownKey(Role.WRITE, hashed(KEY)),), default_graph=DefaultGraph.UNNAMED)

NEED_SOMETHING_ELSE: dict[str, str] = {}
"""Tests of the graph store that need what this one has not, with the reason: none."""

ENTAILMENT = "it needs an entailment regime, which the endpoint does not offer"


@dataclass
class Score:
    """How many tests of a suite passed, and what was wrong with the others."""

    name: str
    total: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def run(self, name: str, test: Callable[[], None]) -> None:
        """Run one of the tests."""
        self.total += 1
        try:
            test()
        except Exception as error:
            self.failed[name] = f"{type(error).__name__}: {error}"

    def __str__(self) -> str:
        return f"{self.name}: {self.total - len(self.failed)}/{self.total}"


class Endpoint:
    """A service over a store that is another one for each test."""

    def __init__(self, app: FastAPI, library: Library, port: int) -> None:
        self._app = app
        self._library = library
        self._port = port

    def give(self, engine: ox.Store) -> None:
        """Serve what is in this store, and nothing else."""
        store = Store(engine, iris=Iris(), lock=None, path=None)
        self._library.store = store
        answering = InProcess(store, limits=Limits(), crowd=Crowd())
        self._app.state.service = replace(self._app.state.service, answering=answering)

    def send(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Send a request as it is, its path byte by byte; gives status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            sent = {"Host": HOST, "Authorization": f"Bearer {KEY}", **headers}
            if body is not None:
                sent["Content-Length"] = str(len(body))
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """A service on a free port."""
    library = Library.in_memory()
    app = create_app(idle_service(library, SETTINGS, InProcess(library.store, limits=Limits(), crowd=Crowd())))
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield Endpoint(app, library, listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(30)


def run_protocol(folder: Path, served: Endpoint) -> Score:
    """The tests of the SPARQL 1.1 Protocol."""
    score = Score("SPARQL 1.1 Protocol")
    for test in replays(folder / "protocol" / "manifest.ttl"):
        score.run(test.name, lambda test=test: _replay(test, served, place=("/sparql/", "/sparql")))
    return score


def run_graph_store(folder: Path, served: Endpoint) -> Score:
    """The tests of the Graph Store HTTP Protocol."""
    score = Score("Graph Store HTTP Protocol")
    for name in ("direct", "indirect"):
        for test in replays(folder / "graph-store-protocol" / f"manifest-{name}.ttl"):
            if test.name in NEED_SOMETHING_ELSE:
                score.left_out[test.name] = NEED_SOMETHING_ELSE[test.name]
                continue
            score.run(test.name, lambda test=test: _replay(test, served, place=("/gsp", "/rdf-graphs")))
    return score


def run_evaluations(
    folder: Path, served: Endpoint | None, *, manifests: tuple[str, ...], kinds: tuple[str, ...], name: str
) -> Score:
    """The tests of queries and updates, over HTTP or, without a service, of the engine itself."""
    score = Score(name)
    for manifest in manifests:
        for test in evaluations(folder / manifest):
            if not test.kind.startswith(kinds):
                continue
            if test.entailment:
                score.left_out[test.name] = ENTAILMENT
                continue
            score.run(test.name, lambda test=test: _evaluate(test, served))
    return score


def _replay(test: Replay, served: Endpoint, *, place: tuple[str, str]) -> None:
    served.give(_loaded(test.graphs))
    known: dict[str, str] = {}
    for exchange in test.exchanges:
        path = exchange.path.replace(*place, 1)
        for name, value in known.items():
            path = path.replace(name, value)
        status, headers, body = served.send(exchange.method, path, exchange.headers, exchange.body)
        _check_response(exchange, status, headers, body)
        if exchange.location is not None:
            known[exchange.location] = headers["location"]


_STATUSES = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}
_FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}


def _check_response(exchange: Exchange, status: int, headers: dict[str, str], body: bytes) -> None:
    wanted = [_STATUSES.get(name, name.removeprefix("StatusCode").rstrip("x")) for name in exchange.statuses]
    if not any(str(status).startswith(code) for code in wanted):
        raise DifferenceError(f"{exchange.method} {exchange.path} gave {status}, not {wanted}: {body[:300]!r}")
    media = headers.get("content-type", "")
    if exchange.format and media.partition(";")[0] not in _FORMATS[exchange.format]:
        raise DifferenceError(f"{media} is not {exchange.format}")
    if exchange.boolean is not None and json.loads(body)["boolean"] is not exchange.boolean:
        raise DifferenceError(f"the answer is not {exchange.boolean}")
    if exchange.media_type is not None and media != exchange.media_type:
        raise DifferenceError(f"{media} is not {exchange.media_type}")
    if exchange.graph is not None:
        check_graph(body, exchange.graph.encode(), base=f"http://{HOST}/")


def _evaluate(test: Evaluation, served: Endpoint | None) -> None:
    engine = _loaded(test.graphs)
    text = test.text.read_text(encoding="utf-8")
    if test.kind not in ("PositiveSyntaxTest11", "NegativeSyntaxTest11"):
        text = f"BASE <{test.text.as_uri()}>\n{text}"
    is_update = "Update" in test.kind or test.text.suffix == ".ru"
    ask: Callable[[str], bytes] = _over_http(served, engine, text) if served else _directly(engine, text)
    if is_update:
        update = (
            _update_over_http(served, engine, text)
            if served
            else (lambda: engine.update(text, base_iri="http://www.example/sparql"))
        )
        _expect(update, is_fine="Negative" not in test.kind)
        if test.kind == "UpdateEvaluationTest" and dataset_of(engine) != dataset_of(_loaded(test.after)):
            raise DifferenceError("the store holds something else afterwards")
        return
    if "Syntax" in test.kind:
        _expect(lambda: ask("*/*"), is_fine="Negative" not in test.kind)
        return
    assert test.result is not None
    _check_answer(ask, test)


def _check_answer(ask: Callable[[str], bytes], test: Evaluation) -> None:
    result = test.result
    assert result is not None
    match result.suffix:
        case ".csv":
            check_csv(ask("text/csv"), result.read_bytes())
        case ".tsv":
            check_solutions(
                read_solutions(ask("text/tab-separated-values"), ox.QueryResultsFormat.TSV), expected_solutions(result)
            )
        case ".srj":
            check_solutions(
                read_solutions(ask("application/sparql-results+json"), ox.QueryResultsFormat.JSON),
                expected_solutions(result),
            )
        case ".srx":
            check_solutions(
                read_solutions(ask("application/sparql-results+xml"), ox.QueryResultsFormat.XML),
                expected_solutions(result),
            )
        case _ if b"ResultSet" in result.read_bytes():
            check_solutions(
                read_solutions(ask("application/sparql-results+xml"), ox.QueryResultsFormat.XML),
                expected_solutions(result),
            )
        case _:
            check_graph(
                ask("text/turtle"),
                result.read_bytes(),
                base=result.as_uri(),
                format=ox.RdfFormat.from_extension(result.suffix[1:]),
            )


def _expect(action: Callable[[], object], *, is_fine: bool) -> None:
    try:
        action()
    except (RefusedError, SyntaxError) as error:
        if is_fine:
            raise DifferenceError(f"it was refused: {error}") from error
        return
    if not is_fine:
        raise DifferenceError("it was not refused")


class RefusedError(Exception):
    """The service refused a request as one that is wrong."""


def _over_http(served: Endpoint, engine: ox.Store, text: str) -> Callable[[str], bytes]:
    served.give(engine)

    def ask(media: str) -> bytes:
        headers = {"Content-Type": "application/sparql-query", "Accept": media}
        status, given, body = served.send("POST", "/sparql", headers, text.encode())
        if 400 <= status < 500:
            raise RefusedError(f"{status} {body.decode()}")
        if status != 200:
            raise DifferenceError(f"{status} {body!r}")
        if media != "*/*" and given["content-type"].partition(";")[0] != media:
            raise DifferenceError(f"{given['content-type']} is not {media}")
        return body

    return ask


def _update_over_http(served: Endpoint, engine: ox.Store, text: str) -> Callable[[], None]:
    served.give(engine)

    def update() -> None:
        status, _, body = served.send("POST", "/sparql", {"Content-Type": "application/sparql-update"}, text.encode())
        if 400 <= status < 500:
            raise RefusedError(f"{status} {body.decode()}")
        if status != 204:
            raise DifferenceError(f"{status} {body!r}")

    return update


_DIRECT = {
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}


def _directly(engine: ox.Store, text: str) -> Callable[[str], bytes]:
    def ask(media: str) -> bytes:
        found = engine.query(text, base_iri="http://www.example/sparql")
        if isinstance(found, ox.QueryTriples):
            return ox.serialize(found, format=ox.RdfFormat.TURTLE) or b""
        return found.serialize(format=_DIRECT.get(media, ox.QueryResultsFormat.JSON)) or b""

    return ask


def _loaded(graphs: Graphs) -> ox.Store:
    engine = ox.Store()
    for name, path in graphs.items():
        graph = ox.NamedNode(name) if name else ox.DefaultGraph()
        engine.load(path=str(path), base_iri=path.as_uri(), to_graph=graph)
    return engine


SUITES = {
    "query and result formats": (
        ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl"),
        ("QueryEvaluation", "CSVResultFormat"),
    ),
    "update": (("manifest-sparql11-update.ttl",), ("UpdateEvaluation",)),
    "syntax": (("manifest-sparql11-query.ttl", "manifest-sparql11-update.ttl"), ("Positive", "Negative")),
}
"""The manifests and the kinds of tests of each suite. Those of federation ask SERVICE, which is refused."""


def run_suite(folder: Path, served: Endpoint | None, suite: str) -> Score:
    """The tests of one of the suites of queries and updates, over HTTP or, without a service, of the engine itself."""
    manifests, kinds = SUITES[suite]
    name = f"SPARQL 1.1 {suite}, {'over HTTP' if served else 'asked of the engine directly'}"
    return run_evaluations(folder, served, manifests=manifests, kinds=kinds, name=name)


def main(folder: Path) -> None:
    """Run all and write what came of it."""
    with endpoint() as served:
        scores = [run_protocol(folder, served), run_graph_store(folder, served)]
        scores += [run_suite(folder, given, suite) for suite in SUITES for given in (served, None)]
    for score in scores:
        lines = [f"    {name} {reason[:200]}" for name, reason in {**score.failed, **score.left_out}.items()]
        sys.stdout.write("\n".join([str(score), *lines]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "sparql11")
