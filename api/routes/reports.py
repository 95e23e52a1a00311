"""Reports on claims, and the evidence behind them."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Response
from starlette.exceptions import HTTPException

from api.errors import problems
from api.negotiation import Offer, ranked
from api.routes.parameters import Day, Id, Inferred
from api.security import policy_for
from api.service import CurrentService, Service
from graph import asking
from graph.analysis.claim_graph import Inference
from graph.iris import Thing
from graph.reporting.publishing import REPORT_MEDIA_TYPES, ReportFormat, published

_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report, or the report with its evidence as a ZIP file.",
        "content": {
            media: {"schema": {"type": "object" if format_ is ReportFormat.JSON else "string"}}
            for format_, media in REPORT_MEDIA_TYPES.items()
        },
    }
}
_KNOWN = {media.partition(";")[0]: format_ for format_, media in REPORT_MEDIA_TYPES.items()}

router = APIRouter(prefix="/claims/{id}", tags=["reports"])

Suffix = Annotated[ReportFormat, Path(description="What to make.")]
MadeOn = Annotated[Day | None, Query(alias="date", description="The day that the report bears, if it is to bear one.")]
Accept = Annotated[str, Header(description="Media types of the answer, with q-values; JSON where any will do.")]


@router.get(
    "/report",
    summary="Report on a claim",
    response_class=Response,
    responses={**_ANSWER, **problems(404, 406, 422)},
)
def report(
    service: CurrentService, id_: Id, inferred: Inferred = True, day: MadeOn = None, accept: Accept = "*/*"
) -> Response:
    """All that stands behind a claim and against it, with every quote, in the format that the client asks for."""
    formats = ranked(accept, (Offer(media, format_) for media, format_ in _KNOWN.items()))
    if not formats:
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, f"Ask for one of {', '.join(_KNOWN)}.")
    response = _answer(service, id_, format=formats[0], inferred=inferred, day=day)
    response.headers["Vary"] = "Accept"
    return response


@router.get(
    "/report.{suffix}",
    summary="Report on a claim, by suffix",
    response_class=Response,
    responses={**_ANSWER, **problems(404, 422)},
)
def report_by_suffix(
    service: CurrentService, id_: Id, suffix: Suffix, inferred: Inferred = True, day: MadeOn = None
) -> Response:
    """The same as a page, as text, as data, or with all evidence as a ZIP file."""
    return _answer(service, id_, format=suffix, inferred=inferred, day=day)


def _answer(service: Service, claim: str, *, format: ReportFormat, inferred: bool, day: date | None) -> Response:
    library, counts = service.library, Inference.that_counts(inferred=inferred)

    def content() -> bytes:
        name = asking.find(library.store, claim, thing=Thing.CLAIM)
        return published(library, name, format=format, inferred=counts, made_on=day)

    made = service.revision.read(content)
    headers = {}
    if format is ReportFormat.HTML:
        headers["Content-Security-Policy"] = policy_for(made)
    if format is ReportFormat.BUNDLE:
        headers["Content-Disposition"] = 'attachment; filename="evidence.zip"'
    return Response(made, media_type=REPORT_MEDIA_TYPES[format], headers=headers)
