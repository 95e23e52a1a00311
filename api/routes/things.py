"""Statements, claims and sources, each by its id."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field, TypeAdapter

from api.errors import problems
from api.routes.parameters import Day, Id
from api.service import CurrentService, Service
from graph import asking
from graph.answers import ClaimAnswer, SourceClaims, SourceDetail, StatementDetail
from graph.clusters import claim_answer
from graph.identities import claims_of_source, source_answer
from graph.iris import Thing
from graph.model import SpeechAct, Stance
from graph.search.filters import Filters

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


class Narrowing(BaseModel):
    """Which statements of a source count; several values of one field are alternatives."""

    claim: list[str] = Field([], description="Id of a claim, in whatever wording.")
    outlet: list[str] = Field([], description="Name of the outlet, as answers give it.")
    stance: list[Stance] = Field([], description="Stance towards the claim.")
    act: list[SpeechAct] = Field([], description="Speech act.")
    since: Day | None = Field(None, description="First day of publication.")
    until: Day | None = Field(None, description="Last day of publication.")

    def filters(self) -> Filters:
        """The same for the index."""
        return Filters(
            claims=tuple(self.claim),
            outlets=tuple(self.outlet),
            stances=tuple(self.stance),
            speech_acts=tuple(self.act),
            since=self.since,
            until=self.until,
        )


@router.get("/sources/{id}", summary="Show a source")
def source(
    service: CurrentService,
    id_: Id,
    narrowing: Annotated[Narrowing, Query()],
    limit: Annotated[int, Query(ge=1, le=1000, description="Most statements in the answer.")] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Statements left out before the first.")] = 0,
) -> SourceDetail:
    """A source and what it says under all its names, newest first."""
    library = service.library

    def answer() -> SourceDetail:
        name = asking.find(library.store, id_, thing=Thing.SOURCE)
        return source_answer(library, name, filters=narrowing.filters(), limit=limit, offset=offset)

    return service.revision.read(answer)


@router.get("/sources/{id}/claims", summary="See on which claims a source says something")
def source_claims(
    service: CurrentService,
    id_: Id,
    narrowing: Annotated[Narrowing, Query()],
    limit: Annotated[int, Query(ge=1, le=1000, description="Most claims in the answer.")] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="Claims left out before the first.")] = 0,
) -> SourceClaims:
    """The claims on which a source says something, those on which it says most first."""
    library = service.library

    def answer() -> SourceClaims:
        name = asking.find(library.store, id_, thing=Thing.SOURCE)
        return claims_of_source(library, name, filters=narrowing.filters(), limit=limit, offset=offset)

    return service.revision.read(answer)
