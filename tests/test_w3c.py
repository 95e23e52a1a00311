"""The W3C's own tests of SPARQL 1.1, against a real service; ``tests/w3c.py`` runs them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from w3c import SUITES, Endpoint, Score, endpoint, run_graph_store, run_protocol, run_suite

Record = Callable[[str, object], None]

SD = "http://www.w3.org/ns/sparql-service-description#"
RDF_TYPES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
# Properties of SPARQL 1.1 Service Description, section 3.4, with the class that each is said of and that of its value.
PROPERTIES = {
    "endpoint": ("Service", None),
    "feature": ("Service", None),
    "defaultEntailmentRegime": ("Service", None),
    "supportedLanguage": ("Service", None),
    "languageExtension": ("Service", None),
    "propertyFeature": ("Service", None),
    "extensionFunction": ("Service", None),
    "extensionAggregate": ("Service", None),
    "resultFormat": ("Service", None),
    "inputFormat": ("Service", None),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("Dataset", "NamedGraph"),
    "name": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
}


@pytest.fixture(scope="module")
def suite(pytestconfig: pytest.Config) -> Path:
    folder = Path(pytestconfig.getoption("--w3c")) / "sparql11"
    if not folder.is_dir():
        pytest.skip(f"no W3C tests in {folder}: give the folder that holds sparql11 with --w3c")
    return folder


@pytest.fixture(scope="module")
def served() -> Iterator[Endpoint]:
    with endpoint() as served:
        yield served


def passed(score: Score, record: Record) -> Score:
    record("w3c", str(score))
    assert not score.failed, score.failed
    return score


def test_the_protocol(suite: Path, served: Endpoint, record_property: Record) -> None:
    assert passed(run_protocol(suite, served), record_property).total == 34


def test_the_graph_store_protocol(suite: Path, served: Endpoint, record_property: Record) -> None:
    assert passed(run_graph_store(suite, served), record_property).total == 13


@pytest.mark.parametrize("name", SUITES)
def test_nothing_fails_over_http_that_the_engine_can(
    suite: Path, served: Endpoint, name: str, record_property: Record
) -> None:
    over_http, directly = run_suite(suite, served, name), run_suite(suite, None, name)
    record_property("w3c", str(over_http))
    record_property("w3c", str(directly))
    assert over_http.total == directly.total > 90
    assert not over_http.failed.keys() - directly.failed.keys(), over_http.failed


@pytest.fixture(scope="module")
def described(served: Endpoint) -> set[ox.Triple]:
    served.give(ox.Store())
    _, _, body = served.send("GET", "/sparql", {"Accept": "text/turtle"})
    return {quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE)}


@pytest.mark.parametrize("media", RDF_TYPES)
def test_a_get_on_the_endpoint_returns_rdf(served: Endpoint, described: set[ox.Triple], media: str) -> None:
    status, headers, body = served.send("GET", "/sparql", {"Accept": media})
    assert (status, headers["content-type"].partition(";")[0]) == (200, media)
    assert {quad.triple for quad in ox.parse(body, format=RDF_TYPES[media])} == described


def test_the_description_has_the_endpoint(described: set[ox.Triple]) -> None:
    endpoints = {str(t.object) for t in described if t.predicate.value == f"{SD}endpoint"}
    assert endpoints == {"<http://www.example/sparql>"}


def test_the_description_conforms_to_its_schema(described: set[ox.Triple]) -> None:
    types = {
        (t.subject, str(t.object.value).removeprefix(SD)) for t in described if t.predicate.value.endswith("#type")
    }
    said = [t for t in described if t.predicate.value.startswith(SD)]
    assert said
    for triple in said:
        of, to = PROPERTIES[triple.predicate.value.removeprefix(SD)]
        assert (triple.subject, of) in types
        assert isinstance(triple.object, ox.NamedNode)
        assert to is None or (triple.object, to) in types
    assert {name for _, name in types} <= {"Service", "Dataset", "Graph", "NamedGraph"}
