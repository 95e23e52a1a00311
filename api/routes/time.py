"""What changed over time, and what stands against a claim."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.errors import problems
from api.routes.parameters import Id, Inferred
from api.service import CurrentService
from graph import asking
from graph.analysis.claim_graph import Inference
from graph.analysis.disagreement import Disagreement, disagreement_on
from graph.analysis.positions import Positions, positions_of
from graph.analysis.timeline import Timeline, timeline_of_claim, timeline_of_source
from graph.analysis.turns import SourceTurns, turns_of
from graph.iris import Thing

router = APIRouter(tags=["time"], responses=problems(404, 422))

Limit = Annotated[int, Query(ge=1, le=1000, description="Most statements in the answer.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="Statements left out before the first.")]


@router.get("/claims/{id}/timeline", summary="Order what happened to a claim")
def claim_timeline(service: CurrentService, id_: Id, limit: Limit = 200, offset: Offset = 0) -> Timeline:
    """What was said about a claim and what was published, on two clocks, the earliest first."""
    library = service.library

    def answer() -> Timeline:
        name = asking.find(library.store, id_, thing=Thing.CLAIM)
        return timeline_of_claim(library, name, limit=limit, offset=offset)

    return service.revision.read(answer)


@router.get("/claims/{id}/positions", summary="See who stands where on a claim since when")
def claim_positions(service: CurrentService, id_: Id) -> Positions:
    """Where each speaker stands over time, who walked back or turned round, and who said it first."""
    library = service.library
    return service.revision.read(lambda: positions_of(library, asking.find(library.store, id_, thing=Thing.CLAIM)))


@router.get("/claims/{id}/disagreement", summary="See what stands against a claim")
def claim_disagreement(service: CurrentService, id_: Id, inferred: Inferred = True) -> Disagreement:
    """Who denies or doubts what whom asserts, what contradicts it, and which of its numbers drift."""
    library, counts = service.library, Inference.that_counts(inferred=inferred)

    def answer() -> Disagreement:
        return disagreement_on(library, asking.find(library.store, id_, thing=Thing.CLAIM), inferred=counts)

    return service.revision.read(answer)


@router.get("/sources/{id}/timeline", summary="Order what a source said")
def source_timeline(service: CurrentService, id_: Id, limit: Limit = 200, offset: Offset = 0) -> Timeline:
    """What a source said and where it was published, the newest first."""
    library = service.library

    def answer() -> Timeline:
        name = asking.find(library.store, id_, thing=Thing.SOURCE)
        return timeline_of_source(library, name, limit=limit, offset=offset)

    return service.revision.read(answer)


@router.get("/sources/{id}/turns", summary="See where a source changed sides")
def source_turns(service: CurrentService, id_: Id) -> SourceTurns:
    """Where a source walked back or turned round, on whatever claim, the latest first."""
    library = service.library
    return service.revision.read(lambda: turns_of(library, asking.find(library.store, id_, thing=Thing.SOURCE)))
