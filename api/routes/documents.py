"""Documents: add one, see what was read from it."""

import io
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response, status
from pydantic import BaseModel, Field

from api.service import CurrentService
from graph import asking
from graph.answers import DocumentRef, Position
from graph.errors import AllegedlyError
from graph.ingest import Outcome, ingest
from graph.iris import Thing
from graph.reading import Metadata
from graph.reading.jsonl import read_jsonl
from graph.records import document_refs
from graph.store import Change

router = APIRouter(prefix="/documents", tags=["documents"])


class NewDocument(BaseModel, extra="forbid"):
    """An article: its text, kept as it is, or its HTML, of which the main text is kept."""

    text: str | None = Field(None, description="Plain text; offsets will be code points into it.")
    html: str | None = Field(None, description="A page; ignored where there is a text.")
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: list[str] | None = None
    published: str | None = Field(None, examples=["2031-03-04T10:20:00Z", "2031-03-04"])
    language: str | None = Field(None, examples=["en"])


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document did."""

    id: str
    iri: str
    change: Change
    statements: int


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """A document with its text and all that is stated in it, in the order of the text."""

    document: DocumentRef
    authors: tuple[str, ...]
    language: str | None
    text: str
    statements: tuple[Position, ...]


@router.post("", status_code=status.HTTP_201_CREATED)
def add(service: CurrentService, document: NewDocument, response: Response) -> Added:
    """Read one article and keep it; it is safe from a crash when this answers."""
    line = document.model_dump_json(exclude_none=True).encode()
    outcomes: list[Outcome] = []
    with service.writing:
        readings = read_jsonl(io.BytesIO(line), origin="the document", given=Metadata())
        ingest(service.library, readings, pipeline=service.pipeline, report=outcomes.append)
    outcome = outcomes[0]
    if outcome.document is None or outcome.change is None:
        raise outcome.error or AllegedlyError("The document was not kept.")
    if outcome.change is not Change.ADDED:
        response.status_code = status.HTTP_200_OK
    response.headers["Location"] = f"/documents/{outcome.document}"
    iri = service.library.store.iris.of(Thing.DOCUMENT, outcome.document)
    return Added(id=outcome.document, iri=iri, change=outcome.change, statements=outcome.statements)


@router.get("")
def listing(
    service: CurrentService,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> list[DocumentRef]:
    """The documents in the store, newest first."""
    return asking.documents(service.library.store, limit=limit, offset=offset)


@router.get("/{id}")
def show(service: CurrentService, id_: Annotated[str, Path(alias="id")]) -> DocumentDetail:
    """A document with its text and all that is stated in it."""
    store = service.library.store
    name = asking.find(store, id_, thing=Thing.DOCUMENT)
    document, _ = service.library.read(name)
    return DocumentDetail(
        document=document_refs(store, document=name)[0],
        authors=document.authors,
        language=document.language,
        text=document.text,
        statements=asking.positions_in(store, name),
    )
