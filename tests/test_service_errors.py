"""What the service refuses: every refusal is a problem document that helps and tells nothing of the server."""

import json
import shutil
import socket
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import httpx
import pytest
from serving import MAX_BYTES, ask, sample_store, serving

from api.protocol import MAX_HEAD
from api.sparql_request import MAX_QUERY
from graph.errors import StoreError
from graph.library import Library
from graph.model import Document

NO_ID = "a" * 26
PAGE = "<html><head><title>x</title></head><body><nav>Home</nav></body></html>"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    store = tmp_path_factory.mktemp("errors") / "store"
    shutil.copytree(sample_store(), store)
    with Library.for_writing(store) as library, serving(library) as address, ask(address) as client:
        yield client


def check(response: httpx.Response, status: int, *words: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    body = response.json()
    assert set(body) - {"request_id"} == {"type", "title", "status", "detail"}
    assert body.get("request_id") == response.headers.get("x-request-id")  # neither for what is not HTTP
    assert body["status"] == status
    assert all(word in body["detail"] for word in words), body["detail"]
    assert not any(secret in response.text for secret in ("Traceback", ".py", "/work", "/tmp", "site-packages"))


@pytest.mark.parametrize("kind", ["documents", "statements", "claims", "sources"])
@pytest.mark.parametrize("name", [NO_ID, "x", "%3E%3C%22", "..%2f..", "%00", "é" * 26])
def test_unknown_and_malformed_ids_are_not_found(client: httpx.Client, kind: str, name: str) -> None:
    check(client.get(f"/{kind}/{name}"), 404)


@pytest.mark.parametrize("path", ["/export", "/citation-graph", "/citation-graph?format=svg"])
@pytest.mark.parametrize("scope", ["document", "claim", "source"])
def test_scopes_that_are_not_in_the_store_are_not_found(client: httpx.Client, path: str, scope: str) -> None:
    check(client.get(path, params={**dict(httpx.URL(path).params), scope: NO_ID}), 404, NO_ID)


def test_only_one_scope_can_be_given(client: httpx.Client) -> None:
    check(client.get("/export", params={"document": NO_ID, "claim": NO_ID}), 400, "Only one")


@pytest.mark.parametrize(
    "address",
    [
        "/who-asserted",
        "/who-asserted?q=x&limit=0",
        "/who-asserted?q=x&limit=many",
        "/documents?limit=1001",
        "/documents?offset=-1",
        "/documents?offset=99999999999999999999",
        "/export?format=pdf",
        "/citation-graph?format=exe",
        "/sparql?query=ASK{}&format=png",
        f"/claims/{NO_ID}/paths?limit=0",
    ],
)
def test_parameters_that_do_not_fit_are_named(client: httpx.Client, address: str) -> None:
    check(client.get(address), 422, "query.")


@pytest.mark.parametrize("question", ["", "   ", "\t\n"])
def test_an_empty_question_is_refused(client: httpx.Client, question: str) -> None:
    check(client.get("/who-asserted", params={"q": question}), 400, "empty")


def test_unknown_addresses_and_methods_lead_to_the_documentation(client: httpx.Client) -> None:
    check(client.get("/nothing"), 404, "/docs")
    check(client.get("/static/nothing.js"), 404, "/docs")
    check(client.delete("/documents"), 405, "/docs")


@pytest.mark.parametrize(
    ("address", "methods"),
    [("/documents", {"GET", "POST"}), ("/stats", {"GET"}), ("/sparql", {"GET", "HEAD", "POST", "OPTIONS"})],
)
def test_all_methods_of_an_address_are_told(client: httpx.Client, address: str, methods: set[str]) -> None:
    refused = client.patch(address)
    check(refused, 405)
    assert set(refused.headers["allow"].split(", ")) == methods


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\0\0", b"GET / HTTP/9\r\n\r\n", b"GET /?" + b"x" * MAX_HEAD])
def test_what_is_not_http_is_answered_all_the_same(client: httpx.Client, sent: bytes) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 0)) as connection:
        connection.sendall(sent + b"\r\n")
        head, _, body = b"".join(iter(lambda: connection.recv(65_536), b"")).partition(b"\r\n\r\n")
    lines = [line.split(b": ", 1) for line in head.split(b"\r\n")[1:]]
    check(
        httpx.Response(int(head.split()[1]), headers=[(line[0], line[1]) for line in lines], content=body), 400, "HTTP"
    )


def test_the_longest_query_fits_into_an_address(client: httpx.Client) -> None:
    asked = urlencode({"query": "ASK {} #".ljust(MAX_QUERY, "\U0010fffd")})
    sparql = str(client.base_url.join("/sparql"))
    direct = build_opener(ProxyHandler({}))  # httpx sends no address as long as this
    assert direct.open(f"{sparql}?{asked}").status == 200
    with pytest.raises(HTTPError, match="413"):
        direct.open(f"{sparql}?{asked}x")


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("", "Only SELECT"),
        ("nonsense", "Only SELECT"),
        ("SELECT * WHERE {", "cannot be parsed"),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "updates are not"),
        ("DROP ALL", "updates are not"),
        ("LOAD <http://127.0.0.1/>", "updates are not"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "Escapes"),
        ("SELECT * { FILTER(" + "(" * 4000 + "1" + ")" * 4000 + ") }", "levels"),
        ("SELECT * { FILTER(" + "! " * 4000 + "1) }", "levels"),
    ],
)
def test_queries_that_are_refused(client: httpx.Client, query: str, word: str) -> None:
    check(client.get("/sparql", params={"query": query}), 400, word)
    check(client.post("/sparql", data={"query": query}), 400, word)
    direct = client.post("/sparql", content=query, headers={"content-type": "application/sparql-query"})
    check(direct, 400, word)


def test_a_query_must_be_one_query_and_not_an_update(client: httpx.Client) -> None:
    check(client.get("/sparql?x=1"), 400, "'query'")
    check(client.get("/sparql?query=ASK{}&query=ASK{}"), 400, "2 times")
    check(client.get("/sparql?query=ASK{}&default-graph-uri=a"), 400, "absolute IRI")
    check(client.get("/sparql?update=DROP+ALL"), 400, "POST")
    check(client.post("/sparql", data={"update": "DROP ALL"}), 403, "library keeps")
    update = client.post("/sparql", content="DROP ALL", headers={"content-type": "application/sparql-update"})
    check(update, 403, "library keeps")
    assert client.get("/stats").json()["documents"] == 12


def test_queries_in_other_clothes_are_refused(client: httpx.Client) -> None:
    check(
        client.post("/sparql", content="ASK{}", headers={"content-type": "text/plain"}), 415, "application/sparql-query"
    )
    check(client.post("/sparql", files={"query": b"ASK{}"}), 415)
    broken = client.post("/sparql", content=b"ASK{} #\xff", headers={"content-type": "application/sparql-query"})
    check(broken, 400, "UTF-8")
    check(client.post("/sparql", data={"query": "ASK{}" + " " * 10_000}), 413, "10,000")


def test_formats_that_a_query_does_not_have(client: httpx.Client) -> None:
    check(client.get("/sparql?query=ASK{}", headers={"accept": "text/html"}), 406, "text/csv")
    check(client.get("/sparql?query=ASK{}&format=csv"), 400, "json or xml")
    check(client.get("/sparql?query=DESCRIBE<a:a>&format=csv"), 400, "triples")


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ({}, "neither text nor html"),
        ({"text": "  "}, "neither text nor html"),
        ({"text": "a\0b"}, "NUL"),
        ({"text": "a \ud800 b"}, "surrogate"),
        ({"html": PAGE}, "article"),
        ({"text": "It rains.", "published": "yesterday"}, "date"),
        ({"text": "It rains.", "url": "javascript:alert(1)"}, "http://"),
        ({"text": "It rains.", "url": "http://[::1"}, "http://"),
    ],
)
def test_documents_that_cannot_be_read(client: httpx.Client, document: dict[str, Any], word: str) -> None:
    content = json.dumps(document)  # in ASCII, as httpx would not send half of a surrogate pair
    check(client.post("/documents", content=content, headers={"content-type": "application/json"}), 400, word)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b'{"text": 1}', b'{"text": "x", "size": 1}'])
def test_bodies_that_are_no_document(client: httpx.Client, body: bytes) -> None:
    check(client.post("/documents", content=body, headers={"content-type": "application/json"}), 422, "body")


def test_a_body_that_is_no_text(client: httpx.Client) -> None:
    check(client.post("/documents", content=b"\xff{}", headers={"content-type": "application/json"}), 400, "body")


def test_a_page_of_another_site_cannot_add_a_document(client: httpx.Client) -> None:
    """Browsers send this without asking the service first, with the page's origin."""
    before = client.get("/documents").json()
    for origin in ("https://evil.example", "null", f"https://evil.example:{client.base_url.port}"):
        headers = {"content-type": "text/plain", "origin": origin}
        check(client.post("/documents", content=b"It rains.", headers=headers), 403, "Without a key")
        files = {"file": ("a.txt", b"It rains.")}
        check(client.post("/documents", files=files, headers={"origin": origin}), 403, "Without a key")
    assert client.get("/documents").json() == before
    own = {"content-type": "text/plain", "origin": str(client.base_url).rstrip("/")}
    assert client.post("/documents", content=b"It rains.", headers=own).status_code == 201


def chunks(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b" " * 1000


def test_bodies_that_are_too_large_are_refused(client: httpx.Client) -> None:
    too_much = MAX_BYTES // 1000 + 1
    check(client.post("/documents", json={"text": "x" * MAX_BYTES}), 413, f"{MAX_BYTES:,}")
    check(client.post("/documents", content=chunks(too_much), headers={"content-type": "application/json"}), 413)
    assert client.get("/health/live").status_code == 200


@pytest.mark.parametrize(
    ("error", "status"), [(StoreError("The store in /srv/secret failed."), 503), (RuntimeError("/srv/secret"), 500)]
)
def test_failures_of_the_service_stay_in_its_log(
    error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Document) -> Any:
        raise error

    with serving(Library.in_memory(), find=fail) as address, ask(address) as client:
        response = client.post("/documents", json={"text": "It rains."})
        check(response, status, "log")
        assert "secret" not in response.text
    assert any("secret" in (record.exc_text or record.getMessage()) for record in caplog.records)
