"""Assessments as users see them: a statement by id or IRI in, and out what was said of it and what it comes to."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graph.asking import find
from graph.assessing.assessment import Assessment, Correction, Finding, Places, latest
from graph.assessing.revision import Revision
from graph.errors import InputError, NotFoundError
from graph.identity.reviews import Standing
from graph.iris import Thing, local_name
from graph.library import Library
from graph.model import Document, Statement
from ontology import terms


@dataclass(frozen=True, slots=True)
class AsRead:
    """A statement as it was read; ``source`` is null where the text gives none. Spans are code points of the text."""

    source: str | None
    kind: str
    stance: str
    speech_act: str
    claim: str
    quote: str
    source_spans: Places
    cue_spans: Places
    content_spans: Places


@dataclass(frozen=True, slots=True)
class AssessmentDetail:
    """An assessment with what becomes of it; ``at`` is in UTC.

    ``statement`` is the id under which the statement was read, ``now`` the one under which it stands, null where it is
    rejected; ``read`` is null where the document does not hold it any more.
    """

    id: str
    kind: Literal["assessment"]
    document: str
    statement: str
    now: str | None
    finding: Finding
    correction: Correction
    read: AsRead | None
    at: datetime
    reviewer: str | None
    comment: str | None
    standing: Standing


def assess(
    library: Library,
    statement: str,
    finding: Finding,
    *,
    at: datetime,
    correction: Correction | None = None,
    reviewer: str = "",
    comment: str = "",
) -> AssessmentDetail:
    """Keep what a person holds of a statement, which is given by id or IRI, as it was read or as it stands.

    Raises NotFoundError for a statement that is not in the store, InputError where the correction cannot be, or is
    none, and where it is of a statement that only follows from others.
    """
    name, revision = _find(library, statement)
    read = revision.find(name)
    said = Assessment.of(
        revision.document.id,
        read.id,
        finding,
        at=at,
        correction=correction,
        reviewer=reviewer,
        comment=comment,
    )
    said.correction.check(revision.document)
    if finding is Finding.CORRECTED and read.is_relay:
        raise InputError("By this statement the outlet passes on another one: correct that one, or reject this.")
    library.assess(said)
    return _detail(said, library.assessments.revision(said.document), counted=True)


def assessments(library: Library, *, document: str | None = None) -> tuple[AssessmentDetail, ...]:
    """All assessments, or those of a document (id), the earliest first."""
    kept = library.assessments
    found = kept.all() if document is None else kept.of_document(document)
    revisions: dict[str, Revision | None] = {}
    for assessment in found:
        if assessment.document not in revisions:
            revisions[assessment.document] = _revision(library, assessment.document)
    counted = {assessment.id for name in revisions for assessment in latest(kept.of_document(name)).values()}
    return tuple(
        _detail(assessment, revisions[assessment.document], counted=assessment.id in counted) for assessment in found
    )


def _find(library: Library, text: str) -> tuple[str, Revision]:
    """The id of a statement, and the statements of the document that it is or was in."""
    store = library.store
    with suppress(NotFoundError):
        name = find(store, text, thing=Thing.STATEMENT)
        document = store.value(store.iris.of(Thing.STATEMENT, name), predicate=terms.IN_DOCUMENT)
        return name, library.assessments.revision(local_name(document or ""))
    read = store.iris.id_of(text, thing=Thing.STATEMENT)
    for found in library.assessments.all():
        if found.statement == read and (revision := _revision(library, found.document)):
            return read, revision
    raise NotFoundError(f"There is no statement {text!r}: 'allegedly who --json' prints ids.")


def _revision(library: Library, document: str) -> Revision | None:
    try:
        return library.assessments.revision(document)
    except NotFoundError:
        return None


def _detail(assessment: Assessment, revision: Revision | None, *, counted: bool) -> AssessmentDetail:
    read = next((found for found in revision.read if found.id == assessment.statement), None) if revision else None
    standing = Standing.HOLDS if counted else Standing.REPLACED
    return AssessmentDetail(
        id=assessment.id,
        kind="assessment",
        document=assessment.document,
        statement=assessment.statement,
        now=revision.now.get(assessment.statement) if revision else None,
        finding=assessment.finding,
        correction=assessment.correction,
        read=_as_read(read, revision.document) if read and revision else None,
        at=assessment.at,
        reviewer=assessment.reviewer or None,
        comment=assessment.comment or None,
        standing=standing if read else Standing.WITHOUT_EFFECT,
    )


def _as_read(statement: Statement, document: Document) -> AsRead:
    return AsRead(
        source=statement.source.name or None,
        kind=statement.source.kind,
        stance=statement.stance,
        speech_act=statement.speech_act,
        claim=statement.claim.text,
        quote=document.quote(statement.content_spans),
        source_spans=statement.source_spans,
        cue_spans=statement.cue_spans,
        content_spans=statement.content_spans,
    )
