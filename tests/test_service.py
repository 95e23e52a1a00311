"""The service over real HTTP: each route, the formats, and its likeness to the command line."""

import io
import json
import shutil
import socket
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from serving import ask, sample_store, serving

from api.server import listen
from graph.library import Library

QUESTION = "300 tonnes of ammonium nitrate"
SELECT = "SELECT ?d WHERE { ?d a al:Document } ORDER BY ?d"
CONSTRUCT = "CONSTRUCT { ?d a al:Document } WHERE { ?d a al:Document }"
TOOL = Path(sys.executable).parent / "allegedly"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    store = tmp_path_factory.mktemp("service") / "store"
    shutil.copytree(sample_store(), store)
    with Library.for_writing(store) as library, serving(library) as address, ask(address) as client:
        yield client


@pytest.fixture(scope="module")
def answer(client: httpx.Client) -> dict[str, Any]:
    return get(client, "/who-asserted", q=QUESTION)


def get(client: httpx.Client, path: str, **parameters: str | int) -> Any:
    response = client.get(path, params=parameters)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    return response.json()


def command(*arguments: str) -> bytes:
    """What the command line prints, from the store before anything was added to it."""
    done = subprocess.run([TOOL, *arguments, "--store", sample_store()], capture_output=True, check=True)
    return done.stdout


def test_an_answer_is_the_one_of_the_command_line(answer: dict[str, Any]) -> None:
    assert "300 tonnes" in answer["claims"][0]["text"]
    assert answer == json.loads(command("who", QUESTION, "--json"))


def test_the_limit_bounds_the_claims(client: httpx.Client, answer: dict[str, Any]) -> None:
    fewer = get(client, "/who-asserted", q=QUESTION, limit=2)["claims"]
    assert [but_for_positions(claim) for claim in fewer] == [but_for_positions(claim) for claim in answer["claims"][:2]]
    assert len(fewer[0]["positions"]) >= len(answer["claims"][0]["positions"])  # the fewer claims, the more of each


def but_for_positions(claim: dict[str, Any]) -> dict[str, Any]:
    return {**claim, "positions": None}


def test_a_question_that_nothing_fits_has_an_empty_answer(client: httpx.Client) -> None:
    denials = get(client, "/who-asserted", q=QUESTION, stance="reject")["claims"]
    assert {position["stance"] for claim in denials for position in claim["positions"]} == {"reject"}
    nothing = get(client, "/who-asserted", q="zyzzyva")
    assert (nothing["question"], nothing["claims"], nothing["more"], nothing["nearest"]) == ("zyzzyva", [], False, [])


def test_paths_are_those_of_the_command_line(client: httpx.Client, answer: dict[str, Any]) -> None:
    claim = answer["claims"][0]["id"]
    paths = get(client, f"/claims/{claim}/paths")
    assert paths == json.loads(command("path", claim, "--json"))
    assert len(paths["paths"]) > 1
    cut = get(client, f"/claims/{claim}/paths", limit=1)
    assert (len(cut["paths"]), cut["truncated"]) == (1, True)
    stated = get(client, f"/claims/{claim}/paths", inferred="false")
    start, end = (stated["paths"][-1]["steps"][place]["source"]["id"] for place in (0, -1))
    between = get(client, f"/claims/{claim}/paths", **{"from": start, "to": end, "inferred": "false"})
    options = ("--from", start, "--to", end, "--no-inferred")
    assert between == json.loads(command("path", claim, *options, "--json"))
    assert between["paths"]
    assert client.get(f"/claims/{claim}/paths", params={"to": "Zyzzyva Zeitung"}).status_code == 404


@pytest.mark.parametrize("resource", ["origins", "circular"])
def test_what_stands_behind_a_claim_is_that_of_the_command_line(
    client: httpx.Client, answer: dict[str, Any], resource: str
) -> None:
    claim = answer["claims"][0]["id"]
    for inferred, options in (("true", ()), ("false", ("--no-inferred",))):
        found = get(client, f"/claims/{claim}/{resource}", inferred=inferred)
        assert found == json.loads(command(resource, claim, *options, "--json"))
        assert found["queries"]
    origins = get(client, f"/claims/{claim}/origins")
    assert [side["stance"] for side in origins["sides"]] == ["affirm", "reject"]


def test_timelines_and_positions_are_those_of_the_command_line(client: httpx.Client, answer: dict[str, Any]) -> None:
    claim, source = answer["claims"][0]["id"], answer["claims"][0]["positions"][0]["source"]["id"]
    events = get(client, f"/claims/{claim}/timeline")
    assert events == json.loads(command("timeline", claim, "--json"))
    assert {event["clock"] for event in events["events"]} >= {"published"}
    page = get(client, f"/sources/{source}/timeline", limit=1)
    assert page == json.loads(command("timeline", "--source", source, "--limit", "1", "--json"))
    assert (page["claim"], page["source"]["id"]) == (None, source)
    stands = get(client, f"/claims/{claim}/positions")
    assert stands == json.loads(command("positions", claim, "--json"))
    assert {span["stance"] for speaker in stands["speakers"] for span in speaker["spans"]} >= {"affirm", "reject"}

    against = get(client, f"/claims/{claim}/disagreement")
    assert against == json.loads(command("disagreement", claim, "--json"))
    assert {objection["saying"]["stance"] for objection in against["objections"]} >= {"reject"}


def test_stats_are_those_of_the_command_line(client: httpx.Client) -> None:
    assert get(client, "/stats") == json.loads(command("stats", "--json"))


def test_a_claim_is_as_in_the_answer_but_for_the_score(client: httpx.Client, answer: dict[str, Any]) -> None:
    claim = answer["claims"][0]
    alone = get(client, f"/claims/{claim['id']}")
    assert but_for_positions(alone) == {**but_for_positions(claim), "score": None}
    told = {position["statement"] for position in alone["positions"]}
    assert len(told) == alone["tally"]["statements"]
    assert {position["statement"] for position in claim["positions"]} <= told


def test_a_statement_tells_where_its_parts_stand(client: httpx.Client, answer: dict[str, Any]) -> None:
    position = answer["claims"][0]["positions"][0]
    statement = get(client, f"/statements/{position['statement']}")
    assert statement["position"] == position
    assert statement["claim"] == answer["claims"][0]["id"]
    text = get(client, f"/documents/{position['document']['id']}")["text"]
    assert [text[start:end] for start, end in statement["content_spans"]] == [position["quote"]]


def test_a_source_tells_what_it_says(client: httpx.Client, answer: dict[str, Any]) -> None:
    position = answer["claims"][0]["positions"][0]
    source = get(client, f"/sources/{position['source']['id']}")
    assert source["source"] == position["source"]
    assert source["total"] == len(source["statements"])
    assert position in [said["position"] for said in source["statements"]]


def test_what_a_source_says_is_narrowed_down_and_grouped(client: httpx.Client, answer: dict[str, Any]) -> None:
    position = answer["claims"][0]["positions"][0]
    path = f"/sources/{position['source']['id']}"
    whole = get(client, path)
    assert sum(whole["facets"]["stance"].values()) == whole["total"]
    narrowed = get(client, path, claim=position["claim"], stance=position["stance"])
    assert position in [said["position"] for said in narrowed["statements"]]
    assert {said["position"]["stance"] for said in narrowed["statements"]} == {position["stance"]}
    claims = get(client, f"{path}/claims")
    assert sum(claim["statements"] for claim in claims["claims"]) == whole["total"]
    assert get(client, f"{path}/claims", limit=1, offset=1)["claims"] == claims["claims"][1:2]
    assert get(client, f"{path}/turns")["source"] == position["source"]["id"]
    for part in ("claims", "turns"):
        assert client.get(f"/sources/{'a' * 26}/{part}").status_code == 404


def test_documents_are_listed_newest_first_and_shown_whole(client: httpx.Client) -> None:
    documents = get(client, "/documents")
    assert len(documents) == 12
    days = [document["published"] for document in documents]
    assert days == sorted(days, reverse=True)
    assert get(client, "/documents", limit=2, offset=1) == documents[1:3]
    detail = get(client, f"/documents/{documents[0]['id']}")
    assert detail["document"] == documents[0]
    for position in detail["statements"]:
        start, end = position["span"]
        assert detail["text"][start:end] == position["quote"] or " … " in position["quote"]


def sparql(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers=headers)


def test_a_query_is_answered_however_it_is_sent(client: httpx.Client) -> None:
    by_get = sparql(client, SELECT)
    form = client.post("/sparql", data={"query": SELECT})
    direct = client.post("/sparql", content=SELECT, headers={"content-type": "application/sparql-query"})
    assert [r.status_code for r in (by_get, form, direct)] == [200, 200, 200]
    assert by_get.headers["content-type"] == "application/sparql-results+json"
    assert len(by_get.json()["results"]["bindings"]) == 12
    assert by_get.json() == form.json() == direct.json()
    assert by_get.content == command("sparql", SELECT, "--format", "json")


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv;q=0.2, text/tab-separated-values; q=0.8", "text/tab-separated-values; charset=utf-8"),
        ("text/turtle, text/csv;q=0.5", "text/csv; charset=utf-8"),
        ("text/csv;q=0, application/*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_solutions_come_in_the_media_type_asked_for(client: httpx.Client, accept: str, given: str) -> None:
    response = sparql(client, SELECT, accept=accept)
    assert (response.status_code, response.headers["content-type"]) == (200, given)
    assert response.headers["vary"].split(", ")[0] == "Accept"


@pytest.mark.parametrize(
    ("accept", "given", "syntax"),
    [
        ("*/*", "text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/sparql-results+json, text/turtle", "text/turtle; charset=utf-8", "turtle"),
    ],
)
def test_triples_come_in_the_media_type_asked_for(client: httpx.Client, accept: str, given: str, syntax: str) -> None:
    response = sparql(client, CONSTRUCT, accept=accept)
    assert (response.status_code, response.headers["content-type"]) == (200, given)
    assert len(rdflib.Graph().parse(data=response.content, format=syntax)) == 12


def test_the_parameter_overrides_the_header(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": SELECT, "format": "csv"}, headers={"accept": "text/turtle"})
    assert response.text.split("\r\n")[0] == "d"


def quads(content: bytes, syntax: str) -> int:
    if syntax == "turtle12":  # rdflib knows RDF 1.1
        return len(list(ox.parse(content, format=ox.RdfFormat.TURTLE)))
    names = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
    dataset = rdflib.Dataset()
    if syntax in ("trig", "nquads", "jsonld"):
        dataset.parse(data=content, format=names.get(syntax, syntax))
        return len(dataset)
    return len(rdflib.Graph().parse(data=content, format=names.get(syntax, syntax)))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    ("syntax", "media"),
    [
        ("turtle", "text/turtle; charset=utf-8"),
        ("trig", "application/trig"),
        ("ntriples", "application/n-triples"),
        ("nquads", "application/n-quads"),
        ("rdfxml", "application/rdf+xml"),
        ("jsonld", "application/ld+json"),
        ("turtle12", "text/turtle;version=1.2; charset=utf-8"),
    ],
)
def test_every_syntax_is_exported_and_parses(client: httpx.Client, syntax: str, media: str) -> None:
    document = get(client, "/documents", limit=1)[0]["id"]
    response = client.get("/export", params={"format": syntax, "document": document})
    assert (response.status_code, response.headers["content-type"]) == (200, media)
    assert quads(response.content, syntax) > 100


@pytest.mark.parametrize("scope", ["everything", "document", "claim", "source"])
def test_an_export_is_that_of_the_command_line(client: httpx.Client, answer: dict[str, Any], scope: str) -> None:
    position = next(p for p in answer["claims"][0]["positions"] if p["source"]["named"])
    ids = {
        "document": position["document"]["id"],
        "claim": answer["claims"][0]["id"],
        "source": position["source"]["name"],
    }
    chosen = {scope: ids[scope]} if scope in ids else {}
    response = client.get("/export", params={"format": "nquads", **chosen})
    arguments = [part for name, value in chosen.items() for part in (f"--{name}", value)]
    assert response.content == command("export", "--format", "nquads", *arguments)


@pytest.mark.parametrize("scope", ["everything", "document", "claim", "source"])
@pytest.mark.parametrize("format_", ["json", "graphml", "gexf", "dot", "svg", "html"])
def test_the_citation_graph_comes_in_every_format(
    client: httpx.Client, answer: dict[str, Any], format_: str, scope: str
) -> None:
    position = answer["claims"][0]["positions"][1]
    ids = {
        "document": position["document"]["id"],
        "claim": answer["claims"][0]["id"],
        "source": position["source"]["id"],
    }
    chosen = {scope: ids[scope]} if scope in ids else {}
    data = get(client, "/citation-graph", **chosen)
    assert {edge["source"] for edge in data["edges"]} <= {node["id"] for node in data["nodes"]}
    if format_ == "json":
        return
    response = client.get("/citation-graph", params={"format": format_, **chosen})
    assert response.status_code == 200
    check = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
    if format_ in check:
        assert len(check[format_](io.BytesIO(response.content))) == len(data["nodes"])
    elif format_ == "svg":
        assert response.headers["content-type"] == "image/svg+xml"
        assert ET.fromstring(response.content).tag == "{http://www.w3.org/2000/svg}svg"
    elif format_ == "html":
        assert "'unsafe-inline'" not in response.headers["content-security-policy"]
        assert "'sha256-" in response.headers["content-security-policy"]
    else:
        assert response.text.startswith("digraph")


def test_the_citation_graph_is_drawn_as_png(client: httpx.Client, answer: dict[str, Any]) -> None:
    response = client.get("/citation-graph", params={"format": "png", "claim": answer["claims"][0]["id"]})
    assert response.headers["content-type"] == "image/png"
    assert response.content.startswith(b"\x89PNG\r\n")


def test_every_route_is_described_with_its_answers_and_errors(client: httpx.Client) -> None:
    schema = get(client, "/openapi.json")
    assert {"/who-asserted", "/sparql", "/claims/{id}/origins", "/jobs/{id}"} <= set(schema["paths"])
    for operations in schema["paths"].values():
        for operation in operations.values():
            assert operation["description"]
            assert all(parameter["description"] for parameter in operation.get("parameters", []))
            for status, described in operation["responses"].items():
                assert described["description"]
                media = set(described.get("content", {}))
                assert status[0] in "23" or media == {"application/problem+json"}
    for name, component in schema["components"]["schemas"].items():
        assert component.get("description") or name in ("Problem",), name


@pytest.mark.parametrize("path", ["/docs", "/docs/docs.js", "/swagger/swagger-ui.css", "/health/live"])
def test_pages_forbid_all_that_they_do_not_need(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy and "http" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"


def test_who_passes_on_whom_is_what_the_command_line_says(client: httpx.Client) -> None:
    found = get(client, "/outlets", limit=5)
    assert found == json.loads(command("outlets", "--limit", "5", "--json"))
    assert (len(found["edges"]), found["truncated"], found["among"]) == (5, True, "media")
    cited = found["edges"][0]["cited"]
    stream = get(client, f"/sources/{cited}/upstream", least=2)
    assert stream == json.loads(command("outlets", "--source", cited, "--least", "2", "--limit", "200", "--json"))
    assert stream["downstream"]["sources"]


def test_what_is_upstream_of_nobody_is_told(client: httpx.Client) -> None:
    assert client.get(f"/sources/{'a' * 26}/upstream").status_code == 404
    assert client.get("/outlets", params={"since": "yesterday"}).status_code == 422


def test_connections_send_each_piece_of_an_answer_at_once() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
