"""Statements, claims and sources, each by its id."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.service import CurrentService, CurrentStore
from graph import asking
from graph.analysis.paths import MAX_PATHS, paths_of
from graph.answers import ClaimAnswer, Paths, SourceDetail, StatementDetail
from graph.iris import Thing

router = APIRouter(tags=["things"])

Id = Annotated[str, Path(alias="id", description="The id, as other answers give it.")]


@router.get("/statements/{id}")
def statement(service: CurrentService, id_: Id) -> StatementDetail:
    """A statement: its position, and where its source, cue and content stand in the document."""
    return asking.statement(service.library, id_)


@router.get("/claims/{id}")
def claim(store: CurrentStore, id_: Id) -> ClaimAnswer:
    """A claim with everybody's position on it."""
    return asking.claim_answer(store, asking.find(store, id_, thing=Thing.CLAIM))


@router.get("/claims/{id}/paths")
def claim_paths(store: CurrentStore, id_: Id, limit: Annotated[int, Query(ge=1, le=MAX_PATHS)] = MAX_PATHS) -> Paths:
    """Every path from a report of a claim to an origin."""
    return paths_of(store, asking.find(store, id_, thing=Thing.CLAIM), limit=limit)


@router.get("/sources/{id}")
def source(store: CurrentStore, id_: Id, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> SourceDetail:
    """A source and what it says, newest first."""
    return asking.source(store, asking.find(store, id_, thing=Thing.SOURCE), limit=limit)
