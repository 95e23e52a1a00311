"""Asking: who asserted it, and SPARQL."""

from typing import Annotated

from fastapi import APIRouter, Form, Header, Query, Response

from api.service import CurrentService, CurrentStore
from graph import asking
from graph.answers import Answer, Stats
from graph.errors import QueryError
from graph.store import ResultFormat, Store

router = APIRouter(tags=["asking"])

_MEDIA_TYPES = {
    "application/sparql-results+json": ResultFormat.JSON,
    "application/json": ResultFormat.JSON,
    "application/sparql-results+xml": ResultFormat.XML,
    "text/csv": ResultFormat.CSV,
    "text/tab-separated-values": ResultFormat.TSV,
    "text/turtle": ResultFormat.TURTLE,
    "application/n-triples": ResultFormat.NTRIPLES,
    "application/rdf+xml": ResultFormat.RDFXML,
}
_CONTENT_TYPES = {format_: media for media, format_ in reversed(_MEDIA_TYPES.items()) if media != "application/json"}

FormatParameter = Annotated[ResultFormat | None, Query(alias="format", description="Overrides the Accept header.")]
Accept = Annotated[str, Header()]


@router.get("/who-asserted")
def who_asserted(
    service: CurrentService,
    q: Annotated[str, Query(description="A question or keywords.")],
    limit: Annotated[int, Query(ge=1, le=100, description="Most claims in the answer.")] = 10,
) -> Answer:
    """The claims that fit a question, with everybody's position and its chain to the origin."""
    return asking.who(service.library, q, limit=limit)


@router.get("/stats")
def stats(store: CurrentStore) -> Stats:
    """How much the store holds."""
    return asking.stats(store)


@router.get("/sparql", response_class=Response)
def sparql_by_get(
    store: CurrentStore,
    query: Annotated[str, Query()],
    format_: FormatParameter = None,
    accept: Accept = "*/*",
) -> Response:
    """Answer a SPARQL query over the union of all graphs (SPARQL 1.1 Protocol, section 2.1.1)."""
    return _answer(store, query, format_=format_, accept=accept)


@router.post("/sparql", response_class=Response)
def sparql_by_post(
    store: CurrentStore,
    query: Annotated[str, Form()],
    format_: FormatParameter = None,
    accept: Accept = "*/*",
) -> Response:
    """Answer a SPARQL query that is sent as a form (SPARQL 1.1 Protocol, section 2.1.2)."""
    return _answer(store, query, format_=format_, accept=accept)


def _answer(store: Store, query: str, *, format_: ResultFormat | None, accept: str) -> Response:
    wanted = [format_] if format_ else _accepted(accept)
    refused: QueryError | None = None
    for choice in wanted:
        try:
            result = store.answer(query, format=choice)
        except QueryError as error:
            refused = refused or error
            continue
        return Response(result.content, media_type=_CONTENT_TYPES[result.format])
    raise refused or QueryError(f"None of the media types in Accept is given here: ask for {', '.join(_MEDIA_TYPES)}.")


def _accepted(accept: str) -> list[ResultFormat | None]:
    """The formats that an Accept header names, in its order; None lets the form of the query decide."""
    names = [part.split(";")[0].strip().lower() for part in accept.split(",")]
    return [None if name == "*/*" else _MEDIA_TYPES[name] for name in names if name == "*/*" or name in _MEDIA_TYPES]
