"""Who passes on whom, over all documents."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.errors import problems
from api.routes.parameters import Day, Id
from api.service import CurrentService
from graph import asking
from graph.analysis.outlet_answers import OutletGraph, SourceStream
from graph.analysis.outlets import MAX_EDGES, outlets
from graph.analysis.streams import MAX_SOURCES, stream_of
from graph.citations.groups import Among
from graph.iris import Thing

router = APIRouter(tags=["outlets"])

Since = Annotated[Day | None, Query(description="Only documents published on this day or later.")]
Until = Annotated[Day | None, Query(description="Only documents published on this day or earlier.")]
Least = Annotated[int, Query(ge=1, le=1_000_000, description="Only who passes on another in so many statements.")]


@router.get("/outlets", summary="See which outlets pass on which", responses=problems(422))
def show_outlets(
    service: CurrentService,
    among: Annotated[Among, Query(description="Between which sources citations count.")] = Among.MEDIA,
    since: Since = None,
    until: Until = None,
    least: Least = 1,
    limit: Annotated[int, Query(ge=1, le=MAX_EDGES, description="Most edges in the answer.")] = 1_000,
) -> OutletGraph:
    """The citation graph of outlets with counts, and which of them feed each other in a circle, with the days of it."""
    library = service.library
    return service.revision.read(
        lambda: outlets(library, among=among, since=since, until=until, least=least, limit=limit)
    )


@router.get("/sources/{id}/upstream", summary="See on whom a source rests", responses=problems(404, 422))
def source_upstream(
    service: CurrentService,
    id_: Id,
    among: Annotated[Among, Query(description="Between which sources citations count.")] = Among.NAMED,
    since: Since = None,
    until: Until = None,
    least: Least = 1,
    limit: Annotated[int, Query(ge=1, le=MAX_SOURCES, description="Most sources in each direction.")] = 200,
) -> SourceStream:
    """On whom a source rests, directly and in the end, and who rests on it."""
    library = service.library

    def answer() -> SourceStream:
        name = asking.find(library.store, id_, thing=Thing.SOURCE)
        return stream_of(library, name, among=among, since=since, until=until, least=least, limit=limit)

    return service.revision.read(answer)
