"""Asking: who asserted it, and how much there is to ask."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.errors import problems
from api.service import CurrentRevision, CurrentService, CurrentStore
from graph import asking
from graph.answers import Answer, Stats

router = APIRouter(tags=["asking"])


class Health(BaseModel):
    """The service answers and its store can be read."""

    status: Literal["ok"] = "ok"


@router.get("/who-asserted", summary="Who asserted it?", responses=problems(400, 422))
def who_asserted(
    service: CurrentService,
    q: Annotated[str, Query(description="A question or keywords.", examples=["Who said that the port was closed?"])],
    limit: Annotated[int, Query(ge=1, le=100, description="Most claims in the answer.")] = 10,
) -> Answer:
    """The claims that fit a question, best first, with everybody's position and its chain to the origin."""
    return service.revision.read(lambda: asking.who(service.library, q, limit=limit))


@router.get("/stats", summary="Count what the store holds", responses=problems())
def stats(store: CurrentStore, revision: CurrentRevision) -> Stats:
    """How much the store holds."""
    return revision.read(lambda: asking.stats(store))


@router.get("/health", summary="Is the service well?", responses=problems())
def health(store: CurrentStore) -> Health:
    """Whether the service answers and its store can be read."""
    store.select("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")
    return Health()
