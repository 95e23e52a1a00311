"""Jobs: documents that are read in after the request that brought them."""

from functools import partial
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.errors import problems
from api.job_answers import JobDetail, Result
from api.job_events import HEADERS, MOST, EventStream, Told, follow
from api.keys import MayWrite
from api.routes.parameters import Id
from api.service import CurrentService, Service
from graph.iris import Thing
from graph.jobs.job import Job

router = APIRouter(prefix="/jobs", tags=["jobs"])


_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {"description": "It is being ended; ask again for how it did.", "model": Job}
}

_EVENT = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "event": {"type": "string"},
        "data": {"type": "string", "description": "The job, as JSON."},
    },
    "required": ["id", "data"],
}
_EVENTS = {"description": "Events.", "content": {EventStream.media_type: {"schema": _EVENT}}}

Limit = Annotated[int, Query(ge=1, le=1000, description="Most results, and most rejections, in the answer.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000_000, description="Results, and rejections, to pass over.")]


@router.get("", summary="List the jobs", dependencies=[MayWrite], responses=problems(422))
def listing(
    service: CurrentService,
    limit: Annotated[int, Query(ge=1, le=1000, description="Most jobs in the answer.")] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000_000, description="Jobs to pass over.")] = 0,
) -> list[Job]:
    """The jobs, newest first; those that ended are kept for some days."""
    return service.jobs.jobs(limit=limit, offset=offset)


@router.get("/{id}", summary="Show a job", responses=problems(404, 422))
def show(service: CurrentService, id_: Id, limit: Limit = 100, offset: Offset = 0) -> JobDetail:
    """How far a job is, and what came of its documents, in the order in which they were sent."""
    return detail(service, id_, limit=limit, results_from=offset, rejected_from=offset)


@router.post(
    "/{id}/cancel", summary="Cancel a job", dependencies=[MayWrite], responses={**_ACCEPTED, **problems(404, 422)}
)
def cancel(service: CurrentService, id_: Id, response: Response) -> Job:
    """End a job; documents that are in stay. One that runs ends with the document that it is at."""
    job = service.jobs.cancel(id_)
    if not job.status.has_ended:
        response.status_code = HTTPStatus.ACCEPTED
    return job


@router.get(
    "/{id}/events",
    summary="Follow a job",
    response_class=EventStream,
    responses={200: _EVENTS, 204: {"description": "It has ended, and all of it was told."}, **problems(404, 422)},
)
async def events(
    service: CurrentService,
    id_: Id,
    last_event_id: Annotated[str | None, Header(description="The id of the last event that the client got.")] = None,
) -> Response:
    """The job as server-sent events: one at once and one after each change, until it has ended.

    Each is the job as ``/jobs/{id}`` tells it, with the results and rejections that no event before told.
    """
    told = Told.read(last_event_id)
    job = await run_in_threadpool(service.jobs.job, id_)
    if last_event_id and job.status.has_ended and told == Told.of(job):
        return Response(status_code=HTTPStatus.NO_CONTENT)  # which has a browser not ask again
    found = follow(lambda: service.jobs.revision, partial(_since, service, id_), told, stopping=service.stopping.is_set)
    return EventStream(found, headers=HEADERS)


def _since(service: Service, id_: str, told: Told) -> JobDetail:
    return detail(service, id_, limit=MOST, results_from=told.kept, rejected_from=told.rejected)


def detail(service: Service, id_: str, *, limit: int, results_from: int, rejected_from: int) -> JobDetail:
    """A job with some of its results and rejections. Raises NotFoundError where there is none of this id."""
    job, iris = service.jobs.job(id_), service.library.store.iris
    kept = service.jobs.kept(id_, limit=limit, offset=results_from)
    refusals = service.jobs.refusals(id_, limit=limit, offset=rejected_from)
    return JobDetail(
        id=job.id,
        status=job.status,
        created=job.created,
        started=job.started,
        finished=job.finished,
        reason=job.reason,
        documents=job.documents,
        results=tuple(
            Result(one.origin, one.id, iris.of(Thing.DOCUMENT, one.id), one.change, one.statements) for one in kept
        ),
        rejected=tuple(refusals),
    )
