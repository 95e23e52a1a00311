"""Statements, claims and sources, each by its id."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import TypeAdapter

from api.errors import problems
from api.routes.parameters import Id
from api.service import CurrentService, Service
from graph import asking
from graph.answers import ClaimAnswer, SourceDetail, StatementDetail
from graph.clusters import claim_answer
from graph.iris import Thing

router = APIRouter(tags=["things"], responses=problems(404, 422))

_CLAIM_ANSWER = TypeAdapter(ClaimAnswer)


@router.get("/statements/{id}", summary="Show a statement")
def statement(service: CurrentService, id_: Id) -> StatementDetail:
    """A statement: its position, and where its source, cue and content stand in the document."""
    return service.revision.read(lambda: asking.statement(service.library, id_))


@router.get("/claims/{id}", summary="Show a claim", response_model=ClaimAnswer)
async def claim(service: CurrentService, id_: Id) -> Response:
    """A claim in all its wordings, with everybody's position on it."""
    state = service.state
    if kept := service.remembered.find(("claim", id_), state=state):
        return kept
    response = Response(await run_in_threadpool(_claim, service, id_), media_type="application/json")
    if state == service.state:
        service.remembered.keep(("claim", id_), response, state=state)
    return response


def _claim(service: Service, text: str) -> bytes:
    library = service.library

    def answer() -> ClaimAnswer:
        return claim_answer(library, asking.find(library.store, text, thing=Thing.CLAIM))

    return _CLAIM_ANSWER.dump_json(service.revision.read(answer))


@router.get("/sources/{id}", summary="Show a source")
def source(
    service: CurrentService,
    id_: Id,
    limit: Annotated[int, Query(ge=1, le=1000, description="Most statements in the answer.")] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Statements left out before the first.")] = 0,
) -> SourceDetail:
    """A source and what it says, newest first."""
    library = service.library

    def answer() -> SourceDetail:
        name = asking.find(library.store, id_, thing=Thing.SOURCE)
        return asking.source(library, name, limit=limit, offset=offset)

    return service.revision.read(answer)
