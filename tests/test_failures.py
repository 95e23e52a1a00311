"""Whatever fails behind a route, a client learns nothing of the server by it; and every answer has safe headers."""

import re
from collections.abc import Iterator
from typing import Any, NoReturn

import httpx
import pytest
from fastapi.routing import iter_route_contexts
from serving import idle_service
from starlette.testclient import TestClient

from api.app import create_app
from api.routes import pages
from api.service import Service
from graph.errors import BusyError, ExtractionError, StoreError
from graph.isolation.limits import Crowd, Limits
from graph.isolation.opening import InProcess
from graph.library import Library
from graph.roles import KnownKey, Role, hashed
from graph.settings import Settings

SECRET = "hunter2"
PATH = "/srv/secret/place"
KEY = "the key of these tests"
ID = "a" * 26
SETTINGS = Settings(
    keys=(KnownKey(Role.ADMIN, hashed(KEY)),), reads_per_minute=10**6, writes_per_minute=10**6, queries_per_minute=10**6
)
FAILURES: list[Exception] = [
    RuntimeError(f"{SECRET} in {PATH}"),
    OSError(5, SECRET, PATH),
    StoreError(f"{PATH} holds {SECRET}"),
    ExtractionError(f"{PATH} holds {SECRET}"),
]
INTERNALS = (SECRET, PATH, "Traceback", 'File "', ".py", "site-packages", "Error(", "0x7")
PAGES = {str(route.path) for route in pages.router.routes}
UNTOUCHED = {"/ns", "/ns/{name}", "/backups", "/health/ready", "/metrics"}
"""What answers all the same: the vocabulary, what is off without its setting, and what tells of failures."""
SAFE = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/documents"): {"json": {"text": "It rains."}},
    ("POST", "/reviews"): {"json": {"verdict": "same", "one": ID, "other": ID}},
    ("POST", "/statements/{id}/assessments"): {"json": {"finding": "accepted"}},
    ("POST", "/sparql"): {"data": {"query": "ASK {}"}},
}
TURTLE: dict[str, Any] = {"content": "<a:a> <a:b> 1 .", "headers": {"Content-Type": "text/turtle"}}


class Failing:
    """Stands for a library, a store, or whatever else is asked: every use of it fails."""

    def __init__(self, failure: Exception) -> None:
        self._failure = failure

    def __getattr__(self, name: str) -> NoReturn:
        raise self._failure


def operations() -> list[tuple[str, str]]:
    library = Library.in_memory()
    app = create_app(idle_service(library, SETTINGS, answering(library)))
    return [
        (method, context.path)
        for context in iter_route_contexts(app.routes)
        for method in sorted(context.methods or ())
        if context.path and context.path not in {*PAGES, "/openapi.json", "/health/live"} and method != "OPTIONS"
    ]


def answering(library: Library) -> InProcess:
    return InProcess(library.store, limits=Limits(), crowd=Crowd())


OPERATIONS = operations()


def request(client: TestClient, method: str, path: str) -> httpx.Response:
    """A request that is right as far as it goes, so that what is behind the route is asked."""
    given = dict(BODIES.get((method, path), TURTLE if method in {"PUT", "POST"} else {}))
    address = re.sub(r"\{suffix\}", "html", path)
    address = re.sub(r"\{.*?\}", ID, address)
    headers = {"Authorization": f"Bearer {KEY}", **given.pop("headers", {})}
    parameters = {"q": "Who said so?", "query": "ASK {}", "graph": "http://a.example/"} if method != "POST" else {}
    wanted = {"/rdf-graphs": ("graph",), "/sparql": ("query",), "/who-asserted": ("q",), "/suggestions": ("q",)}.get(
        path, ()
    )
    return client.request(
        method,
        address,
        params={name: parameters[name] for name in wanted if name in parameters},
        headers=headers,
        **given,
    )


@pytest.fixture(scope="module")
def failing() -> Iterator[dict[str, TestClient]]:
    """A client of a service for each failure, behind which everything fails."""
    clients = {}
    for failure in FAILURES:

        def fail(_: object, failure: Exception = failure) -> NoReturn:
            raise failure

        library: Any = Failing(failure)
        service = Service(library, fail, SETTINGS, library, library, library)
        whole = Library.in_memory()
        app = create_app(idle_service(whole, SETTINGS, answering(whole), find=fail))
        app.state.service = service
        clients[type(failure).__name__] = TestClient(app, raise_server_exceptions=False)
    yield clients


@pytest.mark.parametrize("failure", [type(failure).__name__ for failure in FAILURES])
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_fails_behind_a_route_is_not_told(
    failing: dict[str, TestClient], method: str, path: str, failure: str
) -> None:
    response = request(failing[failure], method, path)
    told = response.text + repr(response.headers)
    assert not [word for word in INTERNALS if word in told]
    if path in UNTOUCHED:
        return
    assert response.status_code in {500, 503, 507}, "the failure was not reached"
    if method != "HEAD":
        assert response.headers["content-type"] == "application/problem+json"
    for name, value in SAFE.items():
        assert value in response.headers[name]


def test_being_busy_tells_when_to_come_again(failing: dict[str, TestClient]) -> None:
    library: Any = Failing(BusyError("Too much is asked.", retry_after=7))
    whole = Library.in_memory()
    app = create_app(idle_service(whole, SETTINGS, answering(whole)))
    app.state.service = Service(library, lambda _: ((), {}), SETTINGS, library, library, library)
    response = request(TestClient(app, raise_server_exceptions=False), "GET", "/stats")
    assert (response.status_code, response.headers["retry-after"]) == (503, "7")


@pytest.fixture(scope="module")
def client() -> TestClient:
    library = Library.in_memory()
    return TestClient(create_app(idle_service(library, SETTINGS, answering(library))))


@pytest.mark.parametrize("text", ["[" * 100_000, '{"text":' * 100_000, "[" * 100_000 + "]" * 100_000])
@pytest.mark.parametrize(("method", "path"), [found for found in OPERATIONS if found[0] in {"POST", "PUT", "PATCH"}])
def test_deep_json_is_the_clients_mistake(client: TestClient, method: str, path: str, text: str) -> None:
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    response = client.request(method, re.sub(r"\{.*?\}", ID, path), content=text, headers=headers)
    assert 400 <= response.status_code < 500
    assert not [word for word in INTERNALS if word in response.text]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/stats", 200),
        ("GET", "/docs", 200),
        ("GET", "/openapi.json", 200),
        ("GET", "/swagger/swagger-ui.css", 200),
        ("GET", "/nothing<script>", 404),
        ("GET", "/static/../../etc/passwd", 404),
        ("GET", "/static/%2e%2e/%2e%2e/pyproject.toml", 404),
        ("DELETE", "/stats", 405),
        ("PURGE", "/stats", 405),
        ("POST", "/documents", 401),
        ("GET", "/who-asserted", 422),
        ("OPTIONS", "/sparql", 204),
    ],
)
def test_every_answer_has_safe_headers(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    for name, value in SAFE.items():
        assert value in response.headers[name]
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]
    assert "<script>" not in response.text or path == "/docs"
