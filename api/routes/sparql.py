"""SPARQL 1.1 Protocol: queries by GET, as a form and as a body of their own."""

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from starlette.exceptions import HTTPException

from api.accepting import accepted
from api.errors import problems
from api.querying import answer_query, response_to
from graph.errors import QueryError
from graph.store import ResultFormat

router = APIRouter(tags=["asking"])

MAX_QUERY = 10_000
"""Code points of a query.

The engine's parser and planner call themselves for every operator, and what is much longer than this can be made to
overflow the stack, which would end the whole process. Queries in processes that may die can be longer.
"""

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
_CONTENT_TYPES = {format_: media for media, format_ in _MEDIA_TYPES.items() if media != "application/json"}
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_DATASET = ("default-graph-uri", "named-graph-uri")

_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Solutions for SELECT and ASK, triples for CONSTRUCT and DESCRIBE.",
        "content": {media: {"schema": {"type": "string"}} for media in _CONTENT_TYPES.values()},
    }
}
_PARAMETER = {
    "parameters": [
        {
            "name": "query",
            "in": "query",
            "required": True,
            "description": "A SELECT, ASK, CONSTRUCT or DESCRIBE query.",
            "schema": {"type": "string", "maxLength": MAX_QUERY},
        }
    ]
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {
                    "type": "object",
                    "properties": {"query": {"type": "string", "maxLength": MAX_QUERY}},
                    "required": ["query"],
                }
            },
            _DIRECT: {"schema": {"type": "string", "maxLength": MAX_QUERY}},
        },
    }
}


def query_in_address(request: Request) -> str:
    """The query of a GET request (SPARQL 1.1 Protocol, section 2.1.1)."""
    return _only_query(request.query_params.multi_items())


async def query_in_body(request: Request) -> str:
    """The query of a POST request, as a form or directly (SPARQL 1.1 Protocol, sections 2.1.2 and 2.1.3)."""
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media not in (_FORM, _DIRECT):
        if media == "application/sparql-update":
            raise QueryError("Updates are refused: only queries are answered here.")
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Send the query as {_DIRECT} or {_FORM}.")
    try:
        text = (await request.body()).decode("utf-8")
        if media == _DIRECT:
            return _only_query([*request.query_params.multi_items(), ("query", text)])
        return _only_query(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError:
        raise QueryError("The query is not in UTF-8: send it in that encoding.") from None


def _only_query(parameters: list[tuple[str, str]]) -> str:
    names = {name for name, _ in parameters}
    if "update" in names:
        raise QueryError("Updates are refused: only queries are answered here.")
    if names.intersection(_DATASET):
        raise QueryError("The dataset cannot be chosen by a parameter: use GRAPH or FROM in the query.")
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        raise QueryError(f"There are {len(queries)} queries: send one, as the parameter 'query'.")
    if len(queries[0]) > MAX_QUERY:
        detail = f"The query has more than {MAX_QUERY:,} characters: ask a shorter one."
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
    return queries[0]


FormatParameter = Annotated[ResultFormat | None, Query(alias="format", description="Overrides the Accept header.")]
Accept = Annotated[str, Header(description="Media types of the answer, with q-values.")]


@router.get(
    "/sparql",
    summary="SPARQL query in the address",
    response_class=Response,
    responses={**_ANSWER, **problems(400, 406, 413, 422)},
    openapi_extra=_PARAMETER,
)
async def sparql_by_get(
    request: Request,
    asked: Annotated[str, Depends(query_in_address)],
    format_: FormatParameter = None,
    accept: Accept = "*/*",
) -> Response:
    """Answer a SPARQL query over the union of all graphs; the project's prefixes are known."""
    return await _answer(request, asked, format_=format_, accept=accept)


@router.post(
    "/sparql",
    summary="SPARQL query in the body",
    response_class=Response,
    responses={**_ANSWER, **problems(400, 406, 413, 415, 422)},
    openapi_extra=_BODY,
)
async def sparql_by_post(
    request: Request,
    asked: Annotated[str, Depends(query_in_body)],
    format_: FormatParameter = None,
    accept: Accept = "*/*",
) -> Response:
    """Answer a SPARQL query that is sent as a form, or as a body of type application/sparql-query."""
    return await _answer(request, asked, format_=format_, accept=accept)


async def _answer(request: Request, query: str, *, format_: ResultFormat | None, accept: str) -> Response:
    formats = [format_] if format_ else accepted(accept, known=_MEDIA_TYPES)
    if not formats:
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, f"Ask for one of {', '.join(_MEDIA_TYPES)}.")
    # A form of query has only some of the formats, and which form it is shows when it is parsed.
    answer = await answer_query(request, query, formats=formats)
    return response_to(answer, media_type=_CONTENT_TYPES[answer.format], headers={"Vary": "Accept"})
