"""Reviews: say which sources and claims are one and which are not, see what was said, take it back."""

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response, status
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, TypeAdapter

from api.errors import problems
from api.keys import MayWrite
from api.once import IdempotencyKey, fingerprint, turn
from api.routes.parameters import Id
from api.service import CurrentRevision, CurrentService
from graph import reviewing
from graph.identity.reviews import Verdict
from graph.reviewing import ReviewDetail, Said

router = APIRouter(prefix="/reviews", tags=["reviews"])
_ALL: Final[list[str]] = []
_ANSWER = TypeAdapter(ReviewDetail)


class NewReview(BaseModel, extra="forbid"):
    """Two sources or two claims, and whether they are one."""

    verdict: Verdict = Field(description="Whether they are one, or say the same.")
    one: str = Field(description="A source (id, IRI or name) or a claim (id or IRI).")
    other: str = Field(description="Another source, or another claim.")
    reviewer: str = Field("", description="Who says so.")
    comment: str = Field("", description="Why it is so.")


@router.post(
    "",
    dependencies=[MayWrite],
    status_code=status.HTTP_201_CREATED,
    summary="Review two things",
    response_model=ReviewDetail,
    responses=problems(400, 404, 409, 422),
)
async def add(request: Request, service: CurrentService, review: NewReview, _: IdempotencyKey = None) -> Response:
    """Keep a review and regroup what it is about; of several reviews of two things the latest counts."""

    def keep() -> Response:
        with service.changing() as library:
            found = reviewing.review(library, **review.model_dump(), at=datetime.now(UTC))
        return JSONResponse(_ANSWER.dump_python(found, mode="json"), status.HTTP_201_CREATED)

    with turn(request) as mine:
        return await mine.answer(fingerprint(request, await request.body()), lambda: run_in_threadpool(keep))


@router.get("", summary="List the reviews", responses=problems(422))
def listing(
    service: CurrentService,
    revision: CurrentRevision,
    of: Annotated[list[str], Query(description="Only reviews of these sources or claims (ids).")] = _ALL,
) -> list[Said]:
    """All reviews and assessments, the earliest first, with what becomes of each, and what was taken from services."""
    library = service.library
    return revision.read(lambda: list(reviewing.reviews_of(library, of) if of else reviewing.reviews(library)))


@router.delete("/{id}", dependencies=[MayWrite], summary="Undo a review", responses=problems(404, 422))
def undo(
    service: CurrentService,
    id_: Id,
) -> Said:
    """Withdraw a review and give what it was; the graph becomes what it would be without it."""
    with service.changing() as library:
        return reviewing.undo(library, id_)
