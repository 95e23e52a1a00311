"""Metrics, as Prometheus reads them."""

from fastapi import APIRouter, Response
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from api.errors import problems
from api.service import CurrentService

router = APIRouter(tags=["operating"])


@router.get(
    "/metrics",
    summary="Figures of the running service",
    response_class=Response,
    responses={
        200: {"description": "Figures.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        **problems(),
    },
)
def metrics(service: CurrentService) -> Response:
    """Requests, queries, documents, the store and the process in numbers, in Prometheus's text format."""
    # Always in this one: the library's reading of Accept fails on some of what clients can send.
    return Response(generate_latest(service.metrics.registry), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})
