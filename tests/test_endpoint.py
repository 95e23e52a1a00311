"""The endpoint over HTTP: keys, datasets, graphs, descriptions, and what proxies and browsers need."""

import gzip
import json
import shutil
from collections.abc import Iterator
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import MAX_BYTES, ask, sample_store, serving

from api.opening import settings_with
from graph.errors import ConfigError
from graph.library import Library
from graph.roles import KnownKey, Role, hashed
from ontology import terms

KEY = {"Authorization": "Bearer the key of these tests"}
ORIGIN = "https://viewer.example"
MINE = "http://mine.example/g"
UPDATE = "application/sparql-update"
TURTLE = {"content-type": "text/turtle"}
JSONLD = {"content-type": "application/ld+json"}
SECRETS = ("Traceback", ".py", "/work", "/tmp", "site-packages", "Error(")


@pytest.fixture(scope="module")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("endpoint") / "store"
    shutil.copytree(sample_store(2), folder)
    return folder


@pytest.fixture(scope="module")
def client(store_folder: Any) -> Iterator[httpx.Client]:
    texts = ("another", KEY["Authorization"].removeprefix("Bearer "))
    keys = tuple(KnownKey(Role.WRITE, hashed(text)) for text in texts)
    with (
        Library.for_writing(store_folder) as library,
        serving(library, keys=keys, anyone="read", cors_origins=(ORIGIN,)) as address,
        ask(address) as client,
    ):
        yield client


@pytest.fixture(autouse=True)
def nothing_of_mine(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "client" in request.fixturenames:
        request.getfixturevalue("client").delete("/rdf-graphs", params={"graph": MINE}, headers=KEY)


def refused(response: httpx.Response, status: int, *words: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert all(word in response.json()["detail"] for word in words), response.text
    assert not any(secret in response.text for secret in SECRETS)


def update(client: httpx.Client, text: str, **headers: str) -> httpx.Response:
    return client.post("/sparql", content=text, headers={"content-type": UPDATE, **KEY, **headers})


def put(client: httpx.Client, text: str, **parameters: str) -> httpx.Response:
    named = parameters or {"graph": MINE}
    return client.put("/rdf-graphs", params=named, content=text, headers={**TURTLE, **KEY})


def graph(client: httpx.Client, **parameters: str) -> set[ox.Triple]:
    response = client.get("/rdf-graphs", params=parameters or {"graph": MINE})
    response.raise_for_status()
    return {quad.triple for quad in ox.parse(response.content, format=ox.RdfFormat.TURTLE)}


def own_graph(client: httpx.Client) -> str:
    query = "SELECT ?g { GRAPH ?g { ?d a al:Document } } LIMIT 1"
    answer = client.get("/sparql", params={"query": query}).json()
    return str(answer["results"]["bindings"][0]["g"]["value"])


# keys


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic the key of these tests", "Bearer", "\xff"])
def test_writing_needs_a_key(client: httpx.Client, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}
    tries = [
        client.post("/sparql", data={"update": "CLEAR DEFAULT"}, headers=headers),
        client.put("/rdf-graphs", params={"graph": MINE}, content="<a:a> <a:b> 1 .", headers={**TURTLE, **headers}),
        client.post("/rdf-graphs", content="<a:a> <a:b> 1 .", headers={**TURTLE, **headers}),
        client.delete("/rdf-graphs", params={"graph": MINE}, headers=headers),
    ]
    for response in tries:
        refused(response, 401, "key")
        assert response.headers["www-authenticate"].startswith("Bearer")
    assert client.get("/rdf-graphs", params={"graph": MINE}).status_code == 404


def test_without_keys_nobody_writes() -> None:
    with serving(Library.in_memory(), anyone="read") as address, ask(address) as client:
        refused(client.post("/sparql", data={"update": "CLEAR DEFAULT"}), 403, "read-only")
        refused(client.put("/rdf-graphs?default", content="<a:a> <a:b> 1 .", headers=TURTLE), 403, "read-only")
        assert "SPARQL11Update" not in client.get("/sparql").text


def test_lists_stand_between_commas_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = hashed("one"), hashed("other")
    monkeypatch.setenv("ALLEGEDLY_KEYS", f"write:{one}, ADMIN:{other.upper()}")
    monkeypatch.setenv("ALLEGEDLY_CORS_ORIGINS", "*")
    found = settings_with()
    assert found.keys == (KnownKey(Role.WRITE, one), KnownKey(Role.ADMIN, other))
    assert found.cors_origins == ("*",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KEYS", "a plain key"),
        ("KEYS", "write:plain"),
        ("KEYS", "owner:" + "a" * 64),
        ("ANYONE", "admin"),
        ("PUBLIC_URL", "x"),
        ("DEFAULT_GRAPH", "x"),
    ],
)
def test_settings_that_cannot_be_used_are_told_without_their_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"ALLEGEDLY_{name}", value)
    with pytest.raises(ConfigError, match=f"ALLEGEDLY_{name}") as told:
        settings_with()
    assert "plain" not in str(told.value)


# SPARQL


def test_an_update_is_seen_by_the_queries_after_it(client: httpx.Client) -> None:
    assert update(client, f"INSERT DATA {{ GRAPH <{MINE}> {{ <a:new> <a:b> 1 }} }}").status_code == 204
    seen = {"query": "ASK { <a:new> <a:b> 1 }", "default-graph-uri": MINE}
    assert client.get("/sparql", params=seen).json()["boolean"]
    del seen["default-graph-uri"]
    assert client.get("/sparql", params=seen).json()["boolean"], "the default graph is the union"
    for number in range(5):
        assert put(client, f"<a:new> <a:b> {number} .").status_code == 204
        assert client.get("/sparql", params={"query": f"ASK {{ <a:new> <a:b> {number} }}"}).json()["boolean"]
    refused(update(client, f"DROP GRAPH <{own_graph(client)}>"), 403, "kept by the library")


COUNT = "SELECT (COUNT(*) AS ?n) {} {{ ?s a al:Document }}"


def count(client: httpx.Client, query: str, **parameters: str) -> int:
    answer = client.get("/sparql", params={"query": query, **parameters}).json()
    return int(answer["results"]["bindings"][0]["n"]["value"])


def test_the_request_gives_the_dataset_before_the_query(client: httpx.Client) -> None:
    own = own_graph(client)
    assert count(client, COUNT.format("")) == 2
    assert count(client, COUNT.format(f"FROM <{own}>")) == 1
    assert count(client, COUNT.format("FROM <a:nothing>")) == 0
    parameters = {"default-graph-uri": own}
    assert count(client, COUNT.format("FROM <a:nothing>"), **parameters) == 1
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a al:Document } }"
    assert count(client, named) == 2
    assert count(client, named, **parameters) == 0
    assert count(client, named, **{"named-graph-uri": own}) == 1
    by_post = client.post("/sparql", params=parameters, data={"query": COUNT.format("")})
    assert by_post.json()["results"]["bindings"][0]["n"]["value"] == "1"


@pytest.mark.parametrize("media", ["text/turtle", "application/trig", "application/n-quads", "application/rdf+xml"])
def test_rdf_1_2_comes_with_its_version_where_asked_for(client: httpx.Client, media: str) -> None:
    query = "CONSTRUCT { <a:a> <a:b> <<( <a:c> <a:d> <a:e> )>> } {}"
    response = client.get("/sparql", params={"query": query}, headers={"accept": f"{media};version=1.2"})
    assert response.headers["content-type"].startswith(f"{media};version=1.2")
    (found,) = ox.parse(response.content, format=ox.RdfFormat.from_media_type(media))
    assert isinstance(found.object, ox.Triple)


def test_json_ld_has_no_triples_about_triples(client: httpx.Client) -> None:
    query = {"query": "CONSTRUCT { <a:a> <a:b> <<( <a:c> <a:d> <a:e> )>> } {}"}
    refused(client.get("/sparql", params=query, headers={"accept": "application/ld+json"}), 406, "Turtle")
    refused(client.get("/sparql", params=query, headers={"accept": "application/ld+json;version=1.2"}), 406)


def test_xml_can_be_read_whatever_literals_hold(client: httpx.Client) -> None:
    select = "SELECT ('a\\u0001\\r\\uFFFFb' AS ?x) {}"
    response = client.get("/sparql", params={"query": select, "format": "xml"})
    (row,) = ox.parse_query_results(response.content, format=ox.QueryResultsFormat.XML)
    assert row["x"] == ox.Literal("a\ufffd\r\ufffdb")
    construct = "CONSTRUCT { <a:a> <a:b> 'a\\u0001\\rb' } {}"
    response = client.get("/sparql", params={"query": construct, "format": "rdfxml"})
    (quad,) = ox.parse(response.content, format=ox.RdfFormat.RDF_XML)
    assert quad.object == ox.Literal("a\ufffd\rb")
    nameless = "CONSTRUCT { <a:a> <http://a.example/1> 2 } {}"
    refused(client.get("/sparql", params={"query": nameless, "format": "rdfxml"}), 400, "Turtle")


# graphs


def test_a_graph_is_made_changed_and_removed(client: httpx.Client) -> None:
    assert client.get("/rdf-graphs", params={"graph": MINE}).status_code == 404
    made = put(client, "<#a> <b> 'one' .")
    assert (made.status_code, made.headers["location"]) == (201, MINE)
    assert {str(t.subject) for t in graph(client)} == {f"<{MINE}#a>"}
    assert put(client, "<a:a> <a:b> 'two' .").status_code == 204
    added = client.post(
        "/rdf-graphs", params={"graph": MINE}, content='{"@id": "a:a", "a:b": "three"}', headers={**JSONLD, **KEY}
    )
    assert added.status_code == 204
    assert {str(t.object) for t in graph(client)} == {'"two"', '"three"'}
    assert put(client, "").status_code == 204
    assert graph(client) == set()
    removals = [client.delete("/rdf-graphs", params={"graph": MINE}, headers=KEY).status_code for _ in range(2)]
    assert removals == [204, 404]


def test_graphs_of_the_library_are_read_and_never_written(client: httpx.Client) -> None:
    own = own_graph(client)
    before = graph(client, graph=own)
    assert any(terms.TEXT in str(triple.predicate) for triple in before)
    refused(put(client, "<a:a> <a:b> 1 .", graph=own), 403, "kept by the library")
    refused(client.delete("/rdf-graphs", params={"graph": own}, headers=KEY), 403, "kept by the library")
    refused(put(client, f"<a:a> <{terms.NS}asserts> <a:b> ."), 403, "another vocabulary")
    assert graph(client, graph=own) == before
    assert client.head("/rdf-graphs", params={"graph": terms.NS.rstrip("#")}).status_code == 200


@pytest.mark.parametrize(
    ("parameters", "word"),
    [
        ({}, "which graph"),
        ({"graph": "a"}, "absolute"),
        ({"graph": MINE, "default": ""}, "once"),
        ({"graph": "http://a b"}, "absolute"),
    ],
)
def test_a_graph_must_be_named(client: httpx.Client, parameters: dict[str, str], word: str) -> None:
    refused(client.get("/rdf-graphs", params=parameters), 400, word)
    refused(client.put("/rdf-graphs", params=parameters, content="", headers={**TURTLE, **KEY}), 400, word)


@pytest.mark.parametrize(
    ("media", "content", "status", "word"),
    [
        ("text/turtle", "<a:a> <a:b>", 400, "parsed"),
        ("text/turtle", b"<a:a> <a:b> '\xff' .", 400, "parsed"),
        ("text/turtle; charset=utf-16", "<a:a> <a:b> 1 .", 415, "UTF-8"),
        ("text/turtle", "<a:a> <a:b> " + "<<( <a:a> <a:b> " * 5000, 400, "levels"),
        ("application/ld+json", '{"a:a":' * 5000, 400, "levels"),
        ("application/ld+json", '{"@context": "http://127.0.0.1:1/", "@id": "a:a", "b": 1}', 400, "context"),
        ("application/ld+json", '{"@graph": [], "@id": "a:g", "a:b": ', 400, "parsed"),
        ("application/ld+json", '[{"@id": "a:g", "@graph": [{"@id": "a:a", "a:b": 1}]}]', 400, "one graph"),
        ("application/rdf+xml", "<a>" * 5000, 400, "levels"),
        ("application/rdf+xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', 400, "parsed"),
        ("application/trig", "<a:g> { <a:a> <a:b> 1 }", 415, "text/turtle"),
        ("text/plain", "<a:a> <a:b> 1 .", 415, "text/turtle"),
        ("multipart/form-data", "x", 400, "boundary"),
        ("multipart/form-data; boundary=x", "--x--\r\n", 400, "no files"),
        ("text/turtle", "#" * (MAX_BYTES + 1), 413, "bytes"),
    ],
)  # fmt: skip
def test_bodies_that_are_no_graph(
    client: httpx.Client, media: str, content: str | bytes, status: int, word: str
) -> None:
    refused(
        client.put("/rdf-graphs", params={"graph": MINE}, content=content, headers={"content-type": media, **KEY}),
        status,
        word,
    )
    assert client.get("/rdf-graphs", params={"graph": MINE}).status_code == 404


# descriptions


def test_the_service_and_the_data_describe_themselves(client: httpx.Client) -> None:
    service = client.get("/sparql", headers={"accept": "text/turtle"})
    assert "sd:UnionDefaultGraph" in service.text and "sd:SPARQL11Update" in service.text
    data = client.get("/.well-known/void", headers={"accept": "application/n-triples"})
    triples = {quad.triple for quad in ox.parse(data.content, format=ox.RdfFormat.N_TRIPLES)}
    counts = {
        t.subject.value.rpartition("#")[2]: int(t.object.value)
        for t in triples
        if t.predicate.value.endswith("#entities")
    }
    stats = client.get("/stats").json()
    assert counts == {"Document": stats["documents"], "Statement": stats["statements"]}
    refused(client.get("/sparql", headers={"accept": "text/html"}), 406, "text/turtle")


def test_the_host_that_a_client_makes_up_is_not_believed(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"host": 'a"><x', "accept": "text/turtle", **KEY})
    assert response.status_code in (200, 400)
    assert "<x" not in response.text


# what proxies and browsers need


@pytest.mark.parametrize(
    "path", ["/sparql?query=SELECT+*+{?s+a+al:Document}", "/sparql", "/rdf-graphs?default", "/.well-known/void"]
)
def test_what_has_not_changed_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    same = client.get(path, headers={"if-none-match": f'"x", {tag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert "Accept" in same.headers["vary"]
    assert client.get(path, headers={"if-none-match": tag, "accept": "application/*"}).status_code == 200
    head = client.head(path)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
    assert head.headers["content-type"] == first.headers["content-type"]
    update(client, f"INSERT DATA {{ GRAPH <{MINE}> {{ <a:a> <a:b> 1 }} }}").raise_for_status()
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


def test_what_is_new_each_time_has_no_tag(client: httpx.Client) -> None:
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (NOW() AS ?t) {}"}).headers


@pytest.mark.parametrize(
    ("accept", "is_packed"), [("gzip", True), ("br, *;q=0.1", True), ("gzip;q=0, *", False), ("identity", False)]
)
def test_answers_are_packed_where_that_is_wanted(client: httpx.Client, accept: str, is_packed: bool) -> None:
    params = {"query": "SELECT * { ?s ?p ?o } LIMIT 200", "format": "csv"}
    with client.stream("GET", "/sparql", params=params, headers={"accept-encoding": accept}) as response:
        content = b"".join(response.iter_raw())
    assert (response.headers.get("content-encoding") == "gzip") is is_packed
    assert (gzip.decompress(content) if is_packed else content).startswith(b"o,p,s\r\n")
    assert "Accept-Encoding" in response.headers["vary"]


def preflight(
    client: httpx.Client, path: str, method: str, origin: str = ORIGIN, asked: str = "content-type"
) -> httpx.Response:
    headers = {"origin": origin, "access-control-request-method": method, "access-control-request-headers": asked}
    return client.options(path, headers=headers)


def test_pages_of_chosen_sites_may_read_and_nothing_else(client: httpx.Client) -> None:
    read = client.get("/sparql?query=ASK{}", headers={"origin": ORIGIN})
    assert read.headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-credentials" not in read.headers
    assert preflight(client, "/sparql", "POST").status_code == 200
    assert preflight(client, "/sparql", "POST", asked="authorization").status_code == 400
    assert preflight(client, "/rdf-graphs", "PUT").status_code == 400
    assert preflight(client, "/sparql", "POST", origin="https://other.example").status_code == 400
    for path in ("/documents", "/stats"):
        assert "access-control-allow-origin" not in client.get(path, headers={"origin": ORIGIN}).headers
    other = client.get("/sparql?query=ASK{}", headers={"origin": "https://other.example"})
    assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize("path", ["/sparql", "/rdf-graphs", "/rdf-graphs/a/b", "/.well-known/void"])
def test_methods_are_told(client: httpx.Client, path: str) -> None:
    response = client.options(path)
    allowed = response.headers["allow"].split(", ")
    assert response.status_code == 204
    assert {"GET", "HEAD", "OPTIONS"} <= set(allowed)
    wrong = client.request("PATCH", path)
    refused(wrong, 405)
    assert "allow" in wrong.headers


# malformed requests

methods = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
paths = st.sampled_from(
    ["/sparql", "/rdf-graphs", "/rdf-graphs/", "/rdf-graphs/%zz", "/rdf-graphs/%ff/{}", "/.well-known/void"]
)
words = st.one_of(
    st.sampled_from(["", "ASK{}", "CLEAR ALL", "a:b", "http://a.example/", "%", "%ff", "%00", "\x7f", "é", "<", '"']),
    st.text(max_size=8),
)
names = st.sampled_from(["query", "update", "graph", "default", "default-graph-uri", "using-graph-uri", "format", "x"])
headers = st.dictionaries(
    st.sampled_from(["accept", "content-type", "if-none-match", "accept-encoding", "authorization", "origin"]),
    st.one_of(
        st.sampled_from(["text/turtle", "application/sparql-query", UPDATE, "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "*/*;q=x", '"', "text/turtle;version=1.2", KEY["Authorization"]]),
        st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12),
    ),
    max_size=4,
)  # fmt: skip


@given(
    method=methods,
    path=paths,
    parameters=st.lists(st.tuples(names, words), max_size=3),
    sent=headers,
    body=st.one_of(st.binary(max_size=20), words.map(lambda w: w.encode("utf-8", "surrogatepass"))),
    key=st.booleans(),
)
@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_malformed_requests_are_refused_and_break_nothing(
    client: httpx.Client,
    method: str,
    path: str,
    parameters: list[tuple[str, str]],
    sent: dict[str, str],
    body: bytes,
    key: bool,
) -> None:
    query = "&".join(f"{name}={value}" for name, value in parameters).encode("utf-8", "surrogatepass")
    safe = b"".join(bytes([c]) if 33 <= c < 127 and c not in b"#" else b"%%%02X" % c for c in query)
    url = httpx.URL(client.base_url).copy_with(raw_path=path.encode() + b"?" + safe)
    response = client.send(client.build_request(method, url, headers={**sent, **(KEY if key else {})}, content=body))
    assert response.status_code < 500, (method, url, sent, body, response.text)
    assert not any(secret in response.text for secret in SECRETS)
    if response.status_code >= 400 and method != "HEAD" and "access-control-request-method" not in sent:
        assert json.loads(response.text)["status"] == response.status_code
