"""Who asserts a claim, asked over HTTP by eight connections, here and of rdflib-endpoint with the same triples."""

import json
import random
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pyoxigraph as ox
from load import Asked, Row, ask_once, load
from served import rdflib_endpoint_of, service_of
from stores import made_store

from graph.iris import local_name
from graph.library import Library

_CONNECTIONS = 8
_ROUNDS, _SECONDS, _WARM_UP = 3, 5.0, 2.0  # of each, by turns
_CLAIMS, _COMPARED = 200, 20
_SEED = 2033
_JSON = (("Accept", "application/sparql-results+json"),)
_QUERY = """PREFIX al: <https://w3id.org/allegedly/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?statement ?source ?name ?stance ?act ?document ?url ?title ?published WHERE {{
  ?statement al:claim <{claim}> ; al:source ?source ; al:stance ?stance ; al:speechAct ?act ; al:inDocument ?document .
  OPTIONAL {{ ?source rdfs:label ?name }}
  OPTIONAL {{ ?document al:url ?url }} OPTIONAL {{ ?document al:title ?title }}
  OPTIONAL {{ ?document al:published ?published }} }}"""


def measure_service(row: Row) -> None:
    """Measure requests a second; of them the ratios tell something. ``row`` prints a line."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        store = made_store(Path(folder))
        claims = _prepare(store, Path(folder) / "triples.nt")
        ours, _ = stack.enter_context(service_of(store))
        theirs, _ = stack.enter_context(rdflib_endpoint_of(Path(folder) / "triples.nt"))
        queries = [_QUERY.format(claim=claim) for claim in claims]
        by_id = [Asked(f"/claims/{local_name(claim)}") for claim in claims]
        here = [Asked(f"/sparql?{urlencode({'query': query})}", headers=_JSON) for query in queries]
        there = [Asked(f"/?{urlencode({'query': query})}", headers=_JSON) for query in queries]
        _compare(ours, here[:_COMPARED], theirs, there[:_COMPARED])
        asked = {"by id": (ours, by_id), "SPARQL": (ours, here), "rdflib-endpoint": (theirs, there)}
        rates: dict[str, list[float]] = {name: [] for name in asked}
        for address, requests in asked.values():
            load(address, requests, connections=_CONNECTIONS, seconds=_WARM_UP)
        for _ in range(_ROUNDS):
            for name, (address, requests) in asked.items():
                tally = load(address, requests, connections=_CONNECTIONS, seconds=_SECONDS)
                rates[name].append(tally.rate)
                if refused := tally.statuses.total() - tally.statuses[200]:
                    row(f"{name}: refused, which do not count", f"{refused} of {tally.statuses.total()}")
    found = {name: median(values) for name, values in rates.items()}
    row(f"who asserts a claim, by its id, {_CONNECTIONS} connections, /s", f"{found['by id']:,.0f}")
    row("the same as SPARQL, /s", f"{found['SPARQL']:,.0f}")
    row("the same SPARQL of rdflib-endpoint, /s", f"{found['rdflib-endpoint']:,.1f}")
    row("by id, times as many as rdflib-endpoint", f"{found['by id'] / found['rdflib-endpoint']:.1f}")
    row("SPARQL, times as many as rdflib-endpoint", f"{found['SPARQL'] / found['rdflib-endpoint']:.1f}")


def _prepare(store: Path, triples: Path) -> list[str]:
    """Write all triples to a file, and draw claims to ask for: IRIs, each as likely as any other."""
    with Library.for_reading(store) as library:
        rows = library.store.select("SELECT DISTINCT ?claim { ?statement al:claim ?claim } ORDER BY ?claim")
    data = ox.Store.read_only(str(store / "graph"))
    with triples.open("wb") as file:
        ox.serialize({quad.triple for quad in data}, file, format=ox.RdfFormat.N_TRIPLES)
    claims = [row["claim"] or "" for row in rows]
    return random.Random(_SEED).sample(claims, min(_CLAIMS, len(claims)))


def _compare(ours: str, here: Sequence[Asked], theirs: str, there: Sequence[Asked]) -> None:
    """Make sure that both say the same."""
    for one, other in zip(here, there, strict=True):
        answers = [_solutions(ask_once(ours, one).body), _solutions(ask_once(theirs, other).body)]
        assert answers[0] == answers[1], answers


def _solutions(body: bytes) -> set[frozenset[tuple[str, str]]]:
    bindings = json.loads(body)["results"]["bindings"]
    # rdflib writes instants in its own way.
    return {
        frozenset((name, value["value"].replace("+00:00", "Z")) for name, value in binding.items())
        for binding in bindings
    }
