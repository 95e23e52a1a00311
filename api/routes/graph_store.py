"""SPARQL 1.1 Graph Store HTTP Protocol: graphs as a whole, by name in a parameter or by their own address here."""

import tempfile
import uuid
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import IO, Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from api import endpoint
from api.contents import content_of
from api.errors import problems
from api.keys import MayWrite
from api.service import CurrentService, Service
from api.sparql_request import content_type
from graph.endpoint import graphs
from graph.endpoint.dataset import check_iri
from graph.endpoint.formats import GRAPHS, MEDIA_TYPES, READABLE
from graph.endpoint.graphs import Payload
from graph.endpoint.writing import write_graph
from graph.errors import FormatError, InputError, NotFoundError, QueryError
from graph.store import Store

router = APIRouter(tags=["graphs"])

PATH = "/rdf-graphs"
"""The graph store; what follows in a path is a graph of that address."""

_ANY = PATH + "/{rest:path}"
_IN_PATHS = "/%:@!$&'()*+,;=-._~"  # RFC 3986, section 3.3, and what is encoded already
_HELD = 1_000_000  # bytes of a graph that are kept in memory before it goes to a temporary file
_PIECE = 65_536
_MULTIPART = "multipart/form-data"

_NAMED: dict[str, Any] = {
    "parameters": [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": description,
            "schema": {"type": "string"},
        }
        for name, description in (
            ("graph", "The name of the graph, an IRI."),
            ("default", "Given without a value: the graph without a name, which is none of a document."),
        )
    ]
}
_BODY = {"requestBody": {"required": True, "content": {media: {"schema": {"type": "string"}} for media in READABLE}}}
_READ: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The triples of the graph.",
        "content": content_of(MEDIA_TYPES[format_] for format_ in GRAPHS),
    }
}
_WRITTEN: dict[int | str, dict[str, Any]] = {
    201: {"description": "The graph was made; Location is its name."},
    204: {"description": "The graph was changed."},
}
_REMOVED: dict[int | str, dict[str, Any]] = {204: {"description": "The graph was removed."}}


async def _sent(request: Request) -> tuple[Payload, ...]:
    """The graphs in the body of a request."""
    media, charset = content_type(request)
    if media == _MULTIPART:
        return await _in_form(request)
    if charset != "utf-8":
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send the graph in UTF-8.")
    return (_payload(media, await request.body()),)


async def _in_form(request: Request) -> tuple[Payload, ...]:
    try:
        form = await request.form()
    except HTTPException as error:
        raise InputError("The form cannot be read: send it as multipart/form-data with its boundary.") from error
    try:
        files = [part for _, part in form.multi_items() if isinstance(part, UploadFile)]
        found = [_payload(file.content_type or "", await file.read()) for file in files]
    finally:
        await form.close()
    if not found:
        raise InputError("The form has no files: send each graph as a file with its media type.")
    return tuple(found)


def _payload(media: str, content: bytes) -> Payload:
    format_ = READABLE.get(media.partition(";")[0].strip().lower())
    if format_ is None:
        detail = f"Send the graph as one of {', '.join(READABLE)}."
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)
    return Payload(content, format_)


def _named(request: Request, service: CurrentService) -> str | None:
    """The name of the graph that a request is about, None for the one without a name (sections 4.1 and 4.2)."""
    if "rest" in request.path_params:
        # As it was written: what is percent-encoded in an address is not the same as what it stands for.
        path = quote(request.scope["raw_path"], safe=_IN_PATHS)
        name = endpoint.address(request, service, path)
        check_iri(name)
        return name
    given = request.query_params.multi_items()
    graph_names = [value for name, value in given if name == "graph"]
    if len(graph_names) + sum(name == "default" for name, _ in given) != 1:
        raise QueryError("Say which graph: send either 'graph' with its name or 'default', once.")
    if graph_names:
        check_iri(graph_names[0])
        return graph_names[0]
    return None


def _named_or_new(request: Request, service: CurrentService) -> str | None:
    if "rest" in request.path_params or request.url.query:
        return _named(request, service)
    return endpoint.address(request, service, f"{PATH}/{uuid.uuid4()}")


Graph = Annotated[str | None, Depends(_named)]
GraphOrNew = Annotated[str | None, Depends(_named_or_new)]
Sent = Annotated[tuple[Payload, ...], Depends(_sent)]


@router.get(
    PATH,
    summary="Read a graph",
    response_class=Response,
    responses={**_READ, **problems(400, 404, 406)},
    openapi_extra=_NAMED,
)
@router.head(PATH, include_in_schema=False)
@router.get(_ANY, include_in_schema=False)
@router.head(_ANY, include_in_schema=False)
def read(request: Request, service: CurrentService, name: Graph) -> Response:
    """A graph of the store: a document's, a layer, the vocabulary, or one that was put beside them.

    Instead of by a parameter a graph can be named by its address, if that begins with this one.
    """
    store = service.library.store
    if not graphs.is_there(store, name):
        raise NotFoundError("There is no graph of this name: SELECT DISTINCT ?g { GRAPH ?g {} } lists those there are.")
    accepted = endpoint.acceptable(request, GRAPHS)
    etag, format_ = endpoint.tag(request, store.revision), accepted[0][0]
    if same := endpoint.unchanged(request, etag):
        return same
    media = endpoint.media_type(format_, accepted)
    if request.method == "HEAD":
        return Response(headers=endpoint.headers(etag), media_type=media)
    file = tempfile.SpooledTemporaryFile(_HELD)  # noqa: SIM115 - closed when it has been sent
    try:
        write_graph(store.triples(name), file, format=format_, prefixes=store.prefixes)
    except FormatError as error:
        file.close()
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, str(error)) from error
    headers = endpoint.headers(etag, size=file.tell())
    file.seek(0)
    return StreamingResponse(_pieces(file), headers=headers, media_type=media)


@router.put(
    PATH,
    dependencies=[MayWrite],
    summary="Replace a graph",
    response_class=Response,
    status_code=HTTPStatus.NO_CONTENT,
    responses={**_WRITTEN, **problems(400, 413, 415)},
    openapi_extra={**_NAMED, **_BODY},
)
@router.put(_ANY, include_in_schema=False, dependencies=[MayWrite])
def put(request: Request, service: CurrentService, sent: Sent, name: Graph) -> Response:
    """Make a graph hold what is sent and nothing else; needs a key. Graphs that the library keeps are refused."""
    triples = _parsed(request, service, sent, name)
    return _written(name, is_new=_change(service, lambda store: graphs.replace(store, name, triples)))


@router.post(
    PATH,
    dependencies=[MayWrite],
    summary="Add to a graph",
    response_class=Response,
    status_code=HTTPStatus.NO_CONTENT,
    responses={**_WRITTEN, **problems(400, 413, 415)},
    openapi_extra={**_NAMED, **_BODY},
)
@router.post(_ANY, include_in_schema=False, dependencies=[MayWrite])
def post(request: Request, service: CurrentService, sent: Sent, name: GraphOrNew) -> Response:
    """Add what is sent to a graph, or make a new one of it where none is named; needs a key."""
    triples = _parsed(request, service, sent, name)
    return _written(name, is_new=_change(service, lambda store: graphs.merge(store, name, triples)))


@router.delete(
    PATH,
    dependencies=[MayWrite],
    summary="Remove a graph",
    response_class=Response,
    status_code=HTTPStatus.NO_CONTENT,
    responses={**_REMOVED, **problems(400, 404)},
    openapi_extra=_NAMED,
)
@router.delete(_ANY, include_in_schema=False, dependencies=[MayWrite])
def delete(service: CurrentService, name: Graph) -> Response:
    """Remove a graph; needs a key. Graphs that the library keeps are refused."""
    if not _change(service, lambda store: graphs.remove(store, name)):
        raise NotFoundError("There is no graph of this name.")
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.options(PATH, include_in_schema=False)
@router.options(_ANY, include_in_schema=False)
def options() -> Response:
    """Tell the methods."""
    return endpoint.allowed("GET", "HEAD", "PUT", "POST", "DELETE")


def _parsed(request: Request, service: Service, sent: tuple[Payload, ...], name: str | None) -> graphs.Triples:
    # Relative IRIs are relative to the graph itself (section 4.1).
    return graphs.parsed(sent, base=name or endpoint.address(request, service, PATH))


def _change(service: Service, change: Callable[[Store], bool]) -> bool:
    with service.changing() as library:
        done = change(library.store)
    service.answering.expire()
    return done


def _written(name: str | None, *, is_new: bool) -> Response:
    if not is_new or name is None:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return Response(status_code=HTTPStatus.CREATED, headers={"Location": name})


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
