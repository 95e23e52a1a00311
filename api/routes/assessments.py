"""Assessments: accept, reject or correct a statement as it was read, and see what was said of a document's."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from api.errors import problems
from api.keys import MayWrite
from api.routes.parameters import Id
from api.service import CurrentRevision, CurrentService
from graph import asking
from graph.answers import StatementDetail
from graph.assessing import assessing
from graph.assessing.assessing import AssessmentDetail
from graph.assessing.assessment import Correction, Finding
from graph.iris import Thing
from graph.model import SourceKind, Span, Spans, Stance

router = APIRouter(tags=["reviews"])

_Spans = Annotated[list[tuple[int, int]], Field(max_length=50)]


class NewCorrection(BaseModel, extra="forbid"):
    """What is right instead; what is left out is right as it was read. Spans are code points of the text, in order."""

    source: str | None = Field(None, description="What the source is called.")
    kind: SourceKind | None = Field(None, description="What kind of source it is.")
    stance: Stance | None = Field(None, description="The stance of the source.")
    claim: str | None = Field(None, description="What is claimed, in its positive form.")
    source_spans: _Spans | None = Field(None, description="Where the text names the source.")
    cue_spans: _Spans | None = Field(None, description="Where the text says that it says it.")
    content_spans: _Spans | None = Field(None, description="Where the text gives what is said.")

    def correction(self) -> Correction:
        """The same as the library takes it."""
        spans = {name: _spans(getattr(self, name)) for name in ("source_spans", "cue_spans", "content_spans")}
        return Correction(self.source, self.kind, self.stance, self.claim, **spans)


class NewAssessment(BaseModel, extra="forbid"):
    """What a person holds of a statement."""

    finding: Finding = Field(description="Whether it is right, is none, or is right with something else.")
    correction: NewCorrection | None = Field(None, description="What is right instead, of one that is corrected.")
    reviewer: str = Field("", description="Who says so.")
    comment: str = Field("", description="Why it is so.")


@router.post(
    "/statements/{id}/assessments",
    dependencies=[MayWrite],
    status_code=status.HTTP_201_CREATED,
    summary="Assess a statement",
    responses=problems(400, 404, 422),
)
def add(service: CurrentService, id_: Id, assessment: NewAssessment) -> AssessmentDetail:
    """Keep an assessment, and let answers follow from it; of several of one statement the latest counts.

    DELETE /reviews/{id} withdraws it.
    """
    with service.changing() as library:
        return assessing.assess(
            library,
            id_,
            assessment.finding,
            correction=assessment.correction.correction() if assessment.correction else None,
            reviewer=assessment.reviewer,
            comment=assessment.comment,
            at=datetime.now(UTC),
        )


@router.get("/documents/{id}/assessments", summary="List a document's assessments", responses=problems(404, 422))
def listing(service: CurrentService, revision: CurrentRevision, id_: Id) -> list[AssessmentDetail]:
    """What persons hold of a document's statements, the earliest first, with each statement as it was read."""

    def answer() -> list[AssessmentDetail]:
        name = asking.find(service.library.store, id_, thing=Thing.DOCUMENT)
        return list(assessing.assessments(service.library, document=name))

    return revision.read(answer)


@router.get("/documents/{id}/statements", summary="List a document's statements", responses=problems(404, 422))
def statements(service: CurrentService, revision: CurrentRevision, id_: Id) -> list[StatementDetail]:
    """All statements of a document in the order of the text, with the places of their sources, cues and contents."""
    return revision.read(lambda: list(asking.statements_in(service.library, id_)))


def _spans(given: list[tuple[int, int]] | None) -> Spans | None:
    return None if given is None else tuple(Span(start, end) for start, end in given)
