"""Asking: who asserted it, and how much there is to ask."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.errors import problems
from api.routes.parameters import Day
from api.service import CurrentRevision, CurrentService, CurrentStore
from graph import asking, inquiry
from graph.answers import Answer, Stats
from graph.model import SourceKind, SpeechAct, Stance
from graph.search.filters import Filters
from graph.suggesting import Suggestions, suggest

router = APIRouter(tags=["asking"])

_QUESTION = Query(
    description="A question or keywords.",
    examples=["Who said that the port was closed?"],
    json_schema_extra={"pattern": r"\S"},  # that it must not be blank; the question says so better than a pattern
)


class Narrowing(BaseModel):
    """What an answer is narrowed down to; several values of one field are alternatives."""

    source: str | None = Field(None, description="Who speaks: an id, an IRI, a name or a part of one.")
    kind: list[SourceKind] = Field([], description="Kind of source.")
    outlet: list[str] = Field([], description="Name of the outlet, as answers give it.")
    stance: list[Stance] = Field([], description="Stance towards the claim.")
    act: list[SpeechAct] = Field([], description="Speech act.")
    since: Day | None = Field(None, description="First day of publication.")
    until: Day | None = Field(None, description="Last day of publication.")
    named: bool | None = Field(None, description="Only sources that are known by a name, or only those that are not.")


@router.get("/who-asserted", summary="Who asserted it?", responses=problems(400, 404, 422))
def who_asserted(
    service: CurrentService,
    q: Annotated[str, _QUESTION],
    narrowing: Annotated[Narrowing, Query()],
    limit: Annotated[int, Query(ge=1, le=100, description="Most claims in the answer.")] = 10,
    offset: Annotated[int, Query(ge=0, le=inquiry.MAX_OFFSET, description="Claims left out before the first.")] = 0,
) -> Answer:
    """The claims that fit a question, best first, with the positions on them and their chains to the origin."""
    library = service.library

    def answer() -> Answer:
        filters = Filters(
            sources=inquiry.sources_meant(library, narrowing.source) if narrowing.source else (),
            kinds=tuple(narrowing.kind),
            outlets=tuple(narrowing.outlet),
            stances=tuple(narrowing.stance),
            speech_acts=tuple(narrowing.act),
            since=narrowing.since,
            until=narrowing.until,
            named=narrowing.named,
        )
        return inquiry.who(library, q, limit=limit, offset=offset, filters=filters)

    return service.revision.read(answer)


@router.get("/suggestions", summary="Suggest what may be meant", responses=problems(422))
def suggestions(
    service: CurrentService,
    q: Annotated[str, Query(max_length=1_000, description="What was typed so far.", examples=["Ministry of the In"])],
    limit: Annotated[int, Query(ge=1, le=20, description="Most sources, and most claims, in the answer.")] = 5,
) -> Suggestions:
    """Named sources and claims that hold the words of a question that somebody is still typing."""
    return service.revision.read(lambda: suggest(service.library, q, limit=limit))


@router.get("/stats", summary="Count what the store holds", responses=problems())
def stats(store: CurrentStore, revision: CurrentRevision) -> Stats:
    """How much the store holds."""
    return revision.read(lambda: asking.stats(store))
