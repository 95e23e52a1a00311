"""Who asserts a claim, asked over HTTP by eight connections, here and of rdflib-endpoint with the same triples."""

import json
import random
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import cycle
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
_FIRST, _AGAIN, _COMPARED = 500, 200, 20  # claims
_SEED = 2033
_JSON = (("Accept", "application/sparql-results+json"),)
_THERE = "the same SPARQL of rdflib-endpoint"
_QUERY = """PREFIX al: <https://w3id.org/allegedly/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?statement ?source ?name ?stance ?act ?document ?url ?title ?published WHERE {{
  ?statement al:claim <{claim}> ; al:source ?source ; al:stance ?stance ; al:speechAct ?act ; al:inDocument ?document .
  OPTIONAL {{ ?source rdfs:label ?name }}
  OPTIONAL {{ ?document al:url ?url }} OPTIONAL {{ ?document al:title ?title }}
  OPTIONAL {{ ?document al:published ?published }} }}"""


def measure_service(row: Row) -> None:
    """Measure requests a second; of them the ratios tell something. ``row`` prints a line.

    Answers are kept until something changes, so what is asked for the first time stands beside what is asked again.
    """
    with TemporaryDirectory() as folder, ExitStack() as stack:
        store = made_store(Path(folder))
        claims = _prepare(store, Path(folder) / "triples.nt")
        ours, _ = stack.enter_context(service_of(store))
        theirs, _ = stack.enter_context(rdflib_endpoint_of(Path(folder) / "triples.nt"))
        _compare(ours, theirs, claims[:_COMPARED])
        _warm_up(ours, theirs, claims[:_AGAIN])
        rates = [_measure_round(ours, theirs, claims, number, row) for number in range(_ROUNDS)]
    found = {name: median(rate[name] for rate in rates) for name in rates[0]}
    there = found[_THERE]
    for name, rate in found.items():
        row(f"{name}, /s", f"{rate:,.1f}" if name == _THERE else f"{rate:,.0f}, {rate / there:.1f} times")


def _measure_round(ours: str, theirs: str, claims: Sequence[str], number: int, row: Row) -> dict[str, float]:
    first = claims[_AGAIN + number * _FIRST :][:_FIRST]
    again = cycle(claims[:_AGAIN])
    asked = {
        "who asserts a claim, by id, first time": (ours, map(_by_id, first)),
        "who asserts a claim, by id, again": (ours, map(_by_id, again)),
        "the same as SPARQL, first time": (ours, map(_sparql, first)),
        "the same as SPARQL, again": (ours, map(_sparql, again)),
        _THERE: (theirs, map(_sparql_there, again)),
    }
    rates = {}
    for name, (address, requests) in asked.items():
        tally = load(address, requests, connections=_CONNECTIONS, seconds=_SECONDS)
        rates[name] = tally.rate
        if refused := tally.statuses.total() - tally.statuses[200]:
            row(f"{name}: refused, which do not count", f"{refused} of {tally.statuses.total()}")
    return rates


def _warm_up(ours: str, theirs: str, claims: Sequence[str]) -> None:
    for address, make in ((ours, _by_id), (ours, _sparql), (theirs, _sparql_there)):
        load(address, map(make, cycle(claims)), connections=_CONNECTIONS, seconds=_WARM_UP)


def _by_id(claim: str) -> Asked:
    return Asked(f"/claims/{local_name(claim)}")


def _sparql(claim: str) -> Asked:
    return Asked(f"/sparql?{urlencode({'query': _QUERY.format(claim=claim)})}", headers=_JSON)


def _sparql_there(claim: str) -> Asked:
    return Asked(f"/?{urlencode({'query': _QUERY.format(claim=claim)})}", headers=_JSON)


def _prepare(store: Path, triples: Path) -> list[str]:
    """Write all triples to a file, and shuffle the claims (IRIs)."""
    with Library.for_reading(store) as library:
        rows = library.store.select("SELECT DISTINCT ?claim { ?statement al:claim ?claim } ORDER BY ?claim")
    data = ox.Store.read_only(str(store / "graph"))
    with triples.open("wb") as file:
        ox.serialize({quad.triple for quad in data}, file, format=ox.RdfFormat.N_TRIPLES)
    claims = [row["claim"] or "" for row in rows]
    return random.Random(_SEED).sample(claims, len(claims))


def _compare(ours: str, theirs: str, claims: Sequence[str]) -> None:
    """Make sure that both say the same."""
    for claim in claims:
        answers = [ask_once(ours, _sparql(claim)), ask_once(theirs, _sparql_there(claim))]
        assert _solutions(answers[0].body) == _solutions(answers[1].body), claim


def _solutions(body: bytes) -> set[frozenset[tuple[str, str]]]:
    bindings = json.loads(body)["results"]["bindings"]
    # rdflib writes instants in its own way.
    return {
        frozenset((name, value["value"].replace("+00:00", "Z")) for name, value in binding.items())
        for binding in bindings
    }
