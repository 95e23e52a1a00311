"""No query reaches another server, whatever it looks like, and harmless ones are answered."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pyoxigraph as ox
import pytest
from asked import GRAPH, pool_of, things
from hostile_queries import FEDERATED
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.endpoint.formats import ResultFormat
from graph.errors import QueryError
from graph.isolation.pool import Pool
from graph.sparql import guarded
from graph.store import Store

_FUZZED = int(os.environ.get("ALLEGEDLY_FUZZED", "500"))
"""Texts that are made up; with more of them this searches longer."""

Listener = tuple[str, list[object]]


@contextmanager
def listening() -> Iterator[Listener]:
    """A server: its address, and who came."""
    seen: list[object] = []

    class Handler(BaseHTTPRequestHandler):
        def handle(self):
            seen.append(self.client_address)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", seen
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """A server that must never be reached."""
    with listening() as listener:
        yield listener


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    with pool_of(tmp_path_factory.mktemp("guard") / "s") as (_, pool):
        yield pool


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.in_memory() as store:
        store.replace_graph(GRAPH, things(2))
        yield store


@pytest.mark.parametrize("query", FEDERATED)
def test_federation_reaches_nobody_in_any_disguise(query: str, listener: Listener, store: Store, pool: Pool) -> None:
    address, seen = listener
    with pytest.raises(QueryError):
        store.answer(query.replace("URL", address))
    with pytest.raises(QueryError):
        pool.answer(query.replace("URL", address))
    assert seen == []


def test_the_listener_hears_what_is_not_guarded() -> None:
    with listening() as (address, seen):
        with pytest.raises(OSError):
            list(ox.Store().query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
        assert len(seen) == 1


@pytest.mark.parametrize(
    "query", ["SELECT * FROM <URL> { ?s ?p ?o }", "SELECT * FROM NAMED <URL> { GRAPH <URL> { ?s ?p ?o } }"]
)
def test_graphs_are_fetched_from_nowhere(query: str, listener: Listener, store: Store) -> None:
    address, seen = listener
    store.answer(query.replace("URL", address))
    assert seen == []


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "PREFIX x: <x:> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/>",
        "CLEAR ALL",
        "",
        "# SELECT",
    ],
)
def test_only_reading_queries_are_answered(query: str) -> None:
    with Store.in_memory() as store, pytest.raises(QueryError, match="Only SELECT"):
        store.answer(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ('SERVICE' AS ?x) {}",
        'SELECT ("""a "SERVICE" \\" b""" AS ?x) {}',
        "SELECT ?x { BIND('the Secret Service' AS ?x) FILTER(CONTAINS(?x, 'Service')) } # SERVICE",
        "SELECT * { ?s <http://x.example/SERVICE> ?o }",
    ],
)
def test_the_word_alone_is_harmless(query: str) -> None:
    with Store.in_memory() as store:
        found = store.answer(query)
        assert found.format is ResultFormat.JSON
        assert ("BIND" in query) == (b"the Secret Service" in found.content)


_PIECES = st.sampled_from(
    [
        *["SERVICE", "service", "SERVI", "CE", "SerVice <URL> { ?s ?p ?o }", "SERVICE <URL> {}", "SERVICE SILENT <URL> {}", "SERVICE x:y {}"],
        *["\\u0053", "\\U00000053", "\\u0027", "\\u0022", "\\u005C", "\\u003c", "\\", "\\\\", "\\'", '\\"'],
        *["'", '"', "'''", '"""', "''", "<", ">", "<x:a>", "#", "# SERVICE <URL> {}", "(", ")", "{", "}", "[", "]", "!", "!=", "^", "@en", "?x", "$x", ":", "x:", "x:x", "x:\\'", "x:a%27"],
        *["SELECT * {", "SELECT", "ASK {", "CONSTRUCT {} {", "PREFIX x: <URL>", "BASE <URL>", "FROM <URL>", "FROM NAMED <URL>", "LOAD <URL>", "INSERT"],
        *["BIND(", "AS ?x)", "FILTER(", "EXISTS {", "VALUES ?x {", "GRAPH ?g {", "OPTIONAL {", "UNION", "MINUS {", "1", ",", ";", ".", "*", "a", "_:b", "'x'", "?s ?p ?o ."],
        *[" ", "\n", "\r", "\t", "\u2028", "İ", "ſ", "é", "\x00", "📰"],
    ]
)  # fmt: skip
_TEXTS = st.builds(
    str.join, st.sampled_from(["", " "]), st.lists(_PIECES | st.text(max_size=3), max_size=25)
) | st.builds(
    "{} SELECT * {{ {} SERVICE <URL> {{ ?s ?p ?o }} {} }}".format,
    st.sampled_from(["", "PREFIX x: <x:>", "# '\n"]),
    st.lists(_PIECES, max_size=8).map(" ".join),
    st.lists(_PIECES, max_size=8).map(" ".join),
)


@given(text=_TEXTS)
@settings(max_examples=_FUZZED)
def test_whatever_passes_asks_nobody_else(listener: Listener, store: Store, text: str) -> None:
    address, seen = listener
    with suppress(QueryError):
        store.answer(text.replace("URL", address))
    assert seen == []


@given(_TEXTS)
@settings(max_examples=_FUZZED)
def test_what_passes_says_to_the_engine_what_was_asked(text: str) -> None:
    try:
        safe = guarded(text)
    except QueryError:
        return
    assert "service" not in safe.lower()
    assert safe.replace("\\u0069", "i").replace("\\u0049", "I") == text.replace("\\u0069", "i").replace("\\u0049", "I")


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p 'it }", 'ASK { ?s ?p "a\\" }'])
def test_a_string_without_an_end_is_told(query: str) -> None:
    with pytest.raises(QueryError, match="has no end"):
        guarded(query)


@pytest.mark.parametrize("unit", ["0", "a.", "-", '\\"', "'''", "é", "a:", "<", "?", "!"])
def test_whatever_is_repeated_is_read_once(unit: str) -> None:
    """Looking through a million characters for each of them would never end."""
    with pytest.raises(QueryError):
        guarded(unit * (1_000_000 // len(unit)))
