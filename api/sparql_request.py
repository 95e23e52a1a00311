"""What a request of the SPARQL 1.1 Protocol asks for."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.exceptions import HTTPException

from graph.endpoint.dataset import Dataset, DefaultGraph
from graph.errors import QueryError

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MAX_QUERY = 10_000
"""Code points of a query.

The engine's parser and planner call themselves for every operator, and what is much longer than this can be made to
overflow the stack, which would end the whole process. Queries in processes that may die can be longer.
"""

Parameters = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query and the graphs that the request gives it."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]

    def dataset(self, otherwise: DefaultGraph) -> Dataset:
        """Its graphs, with ``otherwise`` as the default one where neither the request nor the query names any.

        Raises QueryError where one of them is no IRI.
        """
        return Dataset(self.default_graphs, self.named_graphs, otherwise)


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """An update and the graphs that the request gives its WHERE."""

    update: str
    using: tuple[str, ...]
    using_named: tuple[str, ...]


def in_address(request: Request) -> QueryRequest:
    """The query of a GET request (SPARQL 1.1 Protocol, section 2.1.1)."""
    parameters = _in_address(request)
    if "update" in dict(parameters):
        raise QueryError("An update cannot be sent by GET: send it by POST.")
    return _query(parameters)


async def in_body(request: Request) -> QueryRequest | UpdateRequest:
    """The query or update of a POST request, as a form or directly (sections 2.1.2, 2.1.3, 2.2.1 and 2.2.2)."""
    media, charset = content_type(request)
    if media not in (FORM, QUERY, UPDATE) or charset != "utf-8":
        detail = f"Send a query as {QUERY} or {FORM}, an update as {UPDATE} or {FORM}, in UTF-8."
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)
    parameters = _in_address(request)
    try:
        text = (await request.body()).decode("utf-8")
        if media == FORM:
            parameters += parse_qsl(text, keep_blank_values=True, errors="strict")
        else:
            parameters.append(("query" if media == QUERY else "update", text))
    except (UnicodeDecodeError, ValueError):
        raise QueryError("The query is not in UTF-8: send it in that encoding.") from None
    return _update(parameters) if "update" in dict(parameters) else _query(parameters)


def content_type(request: Request) -> tuple[str, str]:
    """The media type of the body and its charset, both in lower case; UTF-8 where none is said."""
    media, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    named = dict(part.partition("=")[::2] for part in parameters)
    charset = named.get("charset", "utf-8").strip('"')
    return media, "utf-8" if charset == "utf8" else charset


def _in_address(request: Request) -> Parameters:
    try:
        return parse_qsl(request.url.query, keep_blank_values=True, errors="strict")
    except ValueError:
        raise QueryError("The address is not in UTF-8: send it in that encoding.") from None


def _query(parameters: Parameters) -> QueryRequest:
    query = _only(parameters, "query")
    if len(query) > MAX_QUERY:
        detail = f"The query has more than {MAX_QUERY:,} characters: ask a shorter one."
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
    return QueryRequest(query, _all(parameters, "default-graph-uri"), _all(parameters, "named-graph-uri"))


def _update(parameters: Parameters) -> UpdateRequest:
    if "query" in dict(parameters):
        raise QueryError("The request has a query and an update: send one of them.")
    update = _only(parameters, "update")
    return UpdateRequest(update, _all(parameters, "using-graph-uri"), _all(parameters, "using-named-graph-uri"))


def _only(parameters: Parameters, name: str) -> str:
    values = _all(parameters, name)
    if len(values) != 1:
        raise QueryError(f"The request has '{name}' {len(values)} times: send it once.")
    return values[0]


def _all(parameters: Parameters, name: str) -> tuple[str, ...]:
    return tuple(value for found, value in parameters if found == name)
