"""What clients ask of a service all day: questions, claims, SPARQL, exports, reports, documents that come and go."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from itertools import chain, count
from typing import Any
from urllib.parse import quote, urlencode

from load import Answered, Asked, Connection, ask_once
from made_news import News

_JSON = (("Content-Type", "application/json"),)
_LINES = (("Content-Type", "application/x-ndjson"),)
_SEED = 2034
_STATEMENTS = 5_000  # of articles that are about the same things; then come others
_CLAIMS = (
    "SELECT ?claim (SAMPLE(?words) AS ?text) { ?claim a al:Claim ; al:claimText ?words } GROUP BY ?claim LIMIT 400"
)
_QUERIES = (
    "SELECT ?source ?stance {{ ?said al:claim <{claim}> ; al:source ?source ; al:stance ?stance }}",
    "SELECT ?kind (COUNT(*) AS ?n) {{ ?source a ?kind }} GROUP BY ?kind",
    "CONSTRUCT {{ ?said ?p ?o }} {{ ?said al:claim <{claim}> ; ?p ?o }}",
    "SELECT ?document ?title {{ ?document a al:Document ; al:title ?title }} ORDER BY ?title LIMIT 20",
)
_PATIENCE = 600  # looks at a job
_LOOK = 0.5  # seconds between two


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that a client does, in one request or several."""

    name: str
    take: Callable[[Connection], AsyncIterator[Answered]]


class Mix:
    """Turns in a fixed random order, of those kinds that the service has resources for."""

    def __init__(self, claims: list[tuple[str, str]], operations: set[tuple[str, str]]) -> None:
        self._claims = claims
        self._dice = random.Random(_SEED)
        self._numbers = count()
        self._news = chain.from_iterable(News(_STATEMENTS, seed=seed).articles() for seed in count(_SEED))
        weights = {
            "who": (8, self._who, ("get", "/who-asserted")),
            "claim": (8, self._claim, ("get", "/claims/{id}")),
            "sparql": (8, self._sparql, ("get", "/sparql")),
            "report": (1, self._report, ("get", "/claims/{id}/report")),
            "export": (1, self._export, ("get", "/export")),
            "graph": (1, self._graph, ("get", "/citation-graph")),
            "document": (2, self._document, ("delete", "/documents/{id}")),
            "job": (0.3, self._job, ("get", "/jobs/{id}")),
            "page": (1, self._page, ("get", "/who-asserted")),
        }
        self._turns = {name: (weight, take) for name, (weight, take, need) in weights.items() if need in operations}

    @classmethod
    def of(cls, address: str) -> "Mix":
        """The mix for a service that runs; asks it what it has."""
        schema = json.loads(ask_once(address, Asked("/openapi.json")).body)
        operations = {(method, path) for path, methods in schema["paths"].items() for method in methods}
        accept = (("Accept", "application/sparql-results+json"),)
        found = ask_once(address, Asked(f"/sparql?{urlencode({'query': _CLAIMS})}", headers=accept))
        rows = json.loads(found.body)["results"]["bindings"]
        return cls([(row["claim"]["value"], row["text"]["value"]) for row in rows], operations)

    @property
    def names(self) -> list[str]:
        """The kinds of turns."""
        return list(self._turns)

    def next(self) -> Turn:
        """The next turn."""
        (name,) = self._dice.choices(list(self._turns), [weight for weight, _ in self._turns.values()])
        return Turn(name, self._turns[name][1])

    def _any(self) -> tuple[str, str]:
        iri, text = self._dice.choice(self._claims)
        return iri.rsplit("/", 1)[-1], text

    async def _who(self, connection: Connection) -> AsyncIterator[Answered]:
        form = self._dice.choice(("who said that {}?", "Who denied that {}?", "{}"))
        yield await connection.ask(Asked(f"/who-asserted?{urlencode({'q': form.format(self._any()[1])})}"))

    async def _claim(self, connection: Connection) -> AsyncIterator[Answered]:
        yield await connection.ask(Asked(f"/claims/{self._any()[0]}"))

    async def _sparql(self, connection: Connection) -> AsyncIterator[Answered]:
        query = self._dice.choice(_QUERIES).format(claim=self._dice.choice(self._claims)[0])
        yield await connection.ask(Asked(f"/sparql?{urlencode({'query': query})}"))

    async def _report(self, connection: Connection) -> AsyncIterator[Answered]:
        suffix = self._dice.choice(("html", "md", "json", "zip"))
        yield await connection.ask(Asked(f"/claims/{self._any()[0]}/report.{suffix}"))

    async def _export(self, connection: Connection) -> AsyncIterator[Answered]:
        syntax = self._dice.choice(("turtle", "jsonld", "nquads"))
        yield await connection.ask(Asked(f"/export?{urlencode({'format': syntax, 'claim': self._any()[0]})}"))

    async def _graph(self, connection: Connection) -> AsyncIterator[Answered]:
        given = {"claim": self._any()[0], "format": self._dice.choice(("svg", "graphml"))}
        yield await connection.ask(Asked(f"/citation-graph?{urlencode(given)}"))

    async def _page(self, connection: Connection) -> AsyncIterator[Answered]:
        yield await connection.ask(Asked("/"))

    async def _document(self, connection: Connection) -> AsyncIterator[Answered]:
        sent = json.dumps(self._article()).encode()
        added = await connection.ask(Asked("/documents", "POST", _JSON, sent))
        yield added
        if added.status in (200, 201):
            yield await connection.ask(_removal(json.loads(added.body)["id"]))

    async def _job(self, connection: Connection) -> AsyncIterator[Answered]:
        lines = b"".join(json.dumps(self._article()).encode() + b"\n" for _ in range(3))
        begun = await connection.ask(Asked("/documents", "POST", _LINES, lines))
        yield begun
        if begun.status != 202:
            return
        job = begun.headers["location"]
        for _ in range(_PATIENCE):
            shown = await connection.ask(Asked(job))
            yield shown
            told = json.loads(shown.body)
            if told["status"] in ("done", "failed", "cancelled"):
                for result in told["results"]:
                    yield await connection.ask(_removal(result["id"]))
                return
            await asyncio.sleep(_LOOK)

    def _article(self) -> dict[str, Any]:
        document, _ = next(self._news)
        number = next(self._numbers)
        return {
            "text": document.text,
            "url": f"{document.url}-{number}",
            "outlet": document.outlet,
            "title": document.title,
        }


def _removal(document: str) -> Asked:
    return Asked(f"/documents/{quote(document)}", "DELETE")
