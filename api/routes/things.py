"""Statements, claims and sources, each by its id."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.errors import problems
from api.routes.parameters import Id
from api.service import CurrentService
from graph import asking
from graph.answers import ClaimAnswer, SourceDetail, StatementDetail
from graph.clusters import claim_answer
from graph.iris import Thing

router = APIRouter(tags=["things"], responses=problems(404, 422))


@router.get("/statements/{id}", summary="Show a statement")
def statement(service: CurrentService, id_: Id) -> StatementDetail:
    """A statement: its position, and where its source, cue and content stand in the document."""
    return service.revision.read(lambda: asking.statement(service.library, id_))


@router.get("/claims/{id}", summary="Show a claim")
def claim(service: CurrentService, id_: Id) -> ClaimAnswer:
    """A claim in all its wordings, with everybody's position on it."""
    library = service.library
    return service.revision.read(lambda: claim_answer(library, asking.find(library.store, id_, thing=Thing.CLAIM)))


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
