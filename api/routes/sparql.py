"""SPARQL 1.1 Protocol: queries by GET, as a form and as a body of their own; updates with a key."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api import endpoint
from api.contents import content_of
from api.errors import problems
from api.keys import check_may_write
from api.querying import answer_query, rehearse_update, response_to
from api.routes.descriptions import describe_service
from api.service import CurrentService, Service
from api.sparql_request import FORM, MAX_QUERY, QUERY, UPDATE, QueryRequest, UpdateRequest, in_address, in_body
from graph.endpoint.dataset import About
from graph.endpoint.formats import MEDIA_TYPES, ResultFormat
from graph.endpoint.updating import Checked, carry_out, checked
from graph.errors import FormatError

router = APIRouter(tags=["asking"])

PATH = "/sparql"

_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Solutions for SELECT and ASK, triples for CONSTRUCT and DESCRIBE.",
        "content": content_of(MEDIA_TYPES.values()),
    }
}
_GRAPHS = {"type": "array", "items": {"type": "string", "format": "uri"}}


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


_DATASET = [
    _parameter("default-graph-uri", "Graphs that together are the default graph of the query.", _GRAPHS),
    _parameter("named-graph-uri", "Graphs that GRAPH finds.", _GRAPHS),
]
_USING = [
    _parameter("using-graph-uri", "Graphs that together are the default graph of an update's WHERE.", _GRAPHS),
    _parameter("using-named-graph-uri", "Graphs that GRAPH finds in an update's WHERE.", _GRAPHS),
]
_IN_ADDRESS = {
    "parameters": [
        _parameter(
            "query",
            "A SELECT, ASK, CONSTRUCT or DESCRIBE query; without any parameter, the endpoint describes itself.",
            {"type": "string", "maxLength": MAX_QUERY},
        ),
        *_DATASET,
    ]
}
_FIELDS = {"query": {"type": "string", "maxLength": MAX_QUERY}, "update": {"type": "string"}}
_IN_BODY = {
    "parameters": [*_DATASET, *_USING],
    "requestBody": {
        "required": True,
        "content": {
            FORM: {"schema": {"type": "object", "properties": _FIELDS}},
            QUERY: {"schema": {"type": "string", "maxLength": MAX_QUERY}},
            UPDATE: {"schema": {"type": "string"}},
        },
    },
}
_DONE: dict[int | str, dict[str, Any]] = {204: {"description": "An update was carried out."}}

FormatParameter = Annotated[ResultFormat | None, Query(alias="format", description="Overrides the Accept header.")]


@router.get(
    PATH,
    summary="SPARQL query in the address",
    response_class=Response,
    responses={**_ANSWER, **problems(400, 406, 413, 422)},
    openapi_extra=_IN_ADDRESS,
)
@router.head(PATH, include_in_schema=False)
async def sparql_by_get(request: Request, service: CurrentService, format_: FormatParameter = None) -> Response:
    """Answer a SPARQL query; the default graph is the union of all graphs, and the project's prefixes are known."""
    if not request.url.query:
        return describe_service(request, service)
    asked = in_address(request)
    state, current = service.state, endpoint.tag(request, service.library.store.revision, query=asked.query)
    if found := endpoint.unchanged(request, current):
        return found
    if request.method == "HEAD" or current is None:
        return await _answer(request, service, asked, format_=format_)
    if found := service.remembered.find(current, state=state):
        return found
    response = await _answer(request, service, asked, format_=format_)
    if state == service.state and response.headers.get("etag") == current:  # of no earlier copy of the store
        service.remembered.keep(current, response, state=state)
    return response


@router.post(
    PATH,
    summary="SPARQL query or update in the body",
    response_class=Response,
    responses={**_ANSWER, **_DONE, **problems(400, 406, 413, 415, 422)},
    openapi_extra=_IN_BODY,
)
async def sparql_by_post(
    request: Request,
    service: CurrentService,
    asked: Annotated[QueryRequest | UpdateRequest, Depends(in_body)],
    format_: FormatParameter = None,
) -> Response:
    """Answer a query, or carry out an update, that is sent as a form or as a body of its own; updates need a key."""
    if isinstance(asked, UpdateRequest):
        await check_may_write(request)
        await _update(request, service, asked)
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return await _answer(request, service, asked, format_=format_)


@router.options(PATH, include_in_schema=False)
def sparql_options() -> Response:
    """Tell the methods."""
    return endpoint.allowed("GET", "HEAD", "POST")


async def _answer(request: Request, service: Service, asked: QueryRequest, *, format_: ResultFormat | None) -> Response:
    accepted = [(format_, "1.1")] if format_ else endpoint.answerable(request)
    about = About(asked.dataset(service.settings.default_graph), endpoint.address(request, service, PATH))
    try:
        found = await answer_query(request, asked.query, formats=[choice for choice, _ in accepted], about=about)
    except FormatError as error:
        if format_:
            raise
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, str(error)) from error
    etag = endpoint.tag(request, found.revision, query=asked.query) if request.method != "POST" else None
    media = endpoint.media_type(found.format, accepted)
    if request.method == "HEAD":
        with found:
            return Response(headers=endpoint.headers(etag, size=found.size), media_type=media)
    return response_to(found, media_type=media, headers=endpoint.headers(etag))


async def _update(request: Request, service: Service, asked: UpdateRequest) -> None:
    base = endpoint.address(request, service, PATH)
    found = await run_in_threadpool(_checked, service, asked, base=base)
    if found.has_pattern:
        await rehearse_update(request, found)
    await run_in_threadpool(_carry_out, service, asked, base=base)


def _checked(service: Service, asked: UpdateRequest, *, base: str) -> Checked:
    store = service.library.store
    return checked(store, asked.update, base=base, using=asked.using, using_named=asked.using_named)


def _carry_out(service: Service, asked: UpdateRequest, *, base: str) -> None:
    with service.changing() as library:  # it is checked again, as others may have written since
        carry_out(library.store, asked.update, base=base, using=asked.using, using_named=asked.using_named)
    service.answering.expire()
