"""Jobs: documents that are read in after the request that brought them."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.errors import problems
from api.routes.parameters import Id
from api.service import CurrentService, Service
from graph.iris import Thing
from graph.jobs.job import Job, Refusal, Status, Tally
from graph.store import Change

router = APIRouter(prefix="/jobs", tags=["jobs"])


@dataclass(frozen=True, slots=True)
class Result:
    """A document that a job brought in: where it was found, what adding it changed, how many statements it has."""

    origin: str
    id: str
    iri: str
    change: Change
    statements: int


@dataclass(frozen=True, slots=True)
class JobDetail:
    """A job, how many documents came of it so far, and some of them; ``reason`` says why a job failed as a whole."""

    id: str
    status: Status
    created: str
    started: str | None
    finished: str | None
    reason: str | None
    documents: Tally
    results: tuple[Result, ...]
    rejected: tuple[Refusal, ...]


_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {"description": "It is being ended; ask again for how it did.", "model": Job}
}

Limit = Annotated[int, Query(ge=1, le=1000, description="Most results, and most rejections, in the answer.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000_000, description="Results, and rejections, to pass over.")]


@router.get("", summary="List the jobs", responses=problems(422))
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


@router.delete("/{id}", summary="Cancel a job", responses={**_ACCEPTED, **problems(404, 422)})
def cancel(service: CurrentService, id_: Id, response: Response) -> Job:
    """End a job; documents that are in stay. One that runs ends with the document that it is at."""
    job = service.jobs.cancel(id_)
    if not job.status.has_ended:
        response.status_code = HTTPStatus.ACCEPTED
    return job


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
