"""What stands behind a claim: paths, origins, circular reporting."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.errors import problems
from api.routes.parameters import Id, Inferred
from api.service import CurrentService
from graph import asking
from graph.analysis.answers import CircularReporting, Paths, Standing
from graph.analysis.claim_graph import Inference
from graph.analysis.paths import MAX_PATHS, paths_of
from graph.analysis.standing import circular_reporting, standing
from graph.iris import Thing

router = APIRouter(prefix="/claims/{id}", tags=["claims"], responses=problems(404, 422))

Limit = Annotated[int, Query(ge=1, le=MAX_PATHS, description="Most paths, and most loops, in the answer.")]
From = Annotated[str | None, Query(alias="from", description="Only paths from this source: an id, IRI or name.")]
To = Annotated[str | None, Query(alias="to", description="Only paths to this source: an id, IRI or name.")]


@router.get("/paths", summary="Walk the paths of a claim")
def paths(
    service: CurrentService,
    id_: Id,
    start: From = None,
    end: To = None,
    inferred: Inferred = True,
    limit: Limit = MAX_PATHS,
) -> Paths:
    """Every path from a report of a claim to an origin, also over several documents, the shortest first."""
    library, counts = service.library, Inference.that_counts(inferred=inferred)

    def answer() -> Paths:
        name = asking.find(library.store, id_, thing=Thing.CLAIM)
        return paths_of(library, name, start=start, end=end, inferred=counts, limit=limit)

    return service.revision.read(answer)


@router.get("/origins", summary="See what stands behind a claim")
def origins(service: CurrentService, id_: Id, inferred: Inferred = True) -> Standing:
    """Who reports a claim, where it begins, how many ways lead there that share nobody, and a verdict in words."""
    library, counts = service.library, Inference.that_counts(inferred=inferred)

    def answer() -> Standing:
        return standing(library, asking.find(library.store, id_, thing=Thing.CLAIM), inferred=counts)

    return service.revision.read(answer)


@router.get("/circular", summary="See who is confirmed in a circle")
def circular(service: CurrentService, id_: Id, inferred: Inferred = True) -> CircularReporting:
    """Who is confirmed by somebody who has it from them, with the documents in order, and what remains without it."""
    library, counts = service.library, Inference.that_counts(inferred=inferred)

    def answer() -> CircularReporting:
        return circular_reporting(library, asking.find(library.store, id_, thing=Thing.CLAIM), inferred=counts)

    return service.revision.read(answer)
