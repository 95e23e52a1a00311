"""What the endpoint and the data are: Service Description and VoID."""

from typing import Any

from fastapi import APIRouter, Request, Response

from api import endpoint
from api.contents import content_of
from api.errors import problems
from api.keys import may_be_written
from api.service import CurrentService, Service
from graph.endpoint.description import Addresses, Described, data_set, service_description, written
from graph.endpoint.formats import GRAPHS, MEDIA_TYPES

router = APIRouter(tags=["graphs"])

VOID = "/.well-known/void"
_DESCRIBED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The description as RDF.",
        "content": content_of(MEDIA_TYPES[format_] for format_ in GRAPHS),
    }
}


@router.get(VOID, summary="Describe the data", response_class=Response, responses={**_DESCRIBED, **problems(406)})
@router.head(VOID, include_in_schema=False)
def describe_data(request: Request, service: CurrentService) -> Response:
    """What is in the store, as the Vocabulary of Interlinked Datasets (VoID) says it, with counts from the indexes."""
    etag = endpoint.tag(request, service.library.store.revision)
    if same := endpoint.unchanged(request, etag):
        return same
    library = service.library
    counted = service.revision.read(lambda: data_set(library, _addresses(request, service)))
    return _as_rdf(request, service, counted, etag=etag)


@router.options(VOID, include_in_schema=False)
def describe_options() -> Response:
    """Tell the methods."""
    return endpoint.allowed("GET", "HEAD")


def describe_service(request: Request, service: Service) -> Response:
    """What the endpoint can do (SPARQL 1.1 Service Description, section 2: what a GET without a query gives)."""
    settings = service.settings
    described = service_description(
        service.library.store,
        _addresses(request, service),
        default_graph=settings.default_graph,
        is_writable=may_be_written(settings),
    )
    etag = endpoint.tag(request, service.library.store.revision)
    return endpoint.unchanged(request, etag) or _as_rdf(request, service, described, etag=etag)


def _addresses(request: Request, service: Service) -> Addresses:
    return Addresses(
        sparql=endpoint.address(request, service, "/sparql"),
        graphs=endpoint.address(request, service, "/rdf-graphs"),
        void=endpoint.address(request, service, VOID),
        export=endpoint.address(request, service, "/export"),
    )


def _as_rdf(request: Request, service: Service, described: Described, *, etag: str | None) -> Response:
    accepted = endpoint.acceptable(request, GRAPHS)
    format_ = accepted[0][0]
    content = written(described, format=format_, prefixes=service.library.store.prefixes)
    media = endpoint.media_type(format_, accepted)
    if request.method == "HEAD":
        return Response(headers=endpoint.headers(etag, size=len(content)), media_type=media)
    return Response(content, headers=endpoint.headers(etag), media_type=media)
