"""Documents: add one, see what was read from it."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel, Field

from api.errors import problems
from api.keys import MayWrite
from api.routes.parameters import Id
from api.service import CurrentRevision, CurrentService, CurrentStore, Service
from graph import asking
from graph.answers import DocumentRef, Position
from graph.ingest import document_of
from graph.iris import Thing
from graph.model import Document
from graph.reading import Metadata
from graph.reading.jsonl import read_jsonl
from graph.records import document_refs
from graph.store import Change

router = APIRouter(prefix="/documents", tags=["documents"])


class NewDocument(BaseModel, extra="forbid"):
    """An article: its text, kept as it is, or its HTML, of which the main text is kept."""

    text: str | None = Field(
        None,
        description="Plain text; offsets will be code points into it.",
        examples=["The port will reopen in May, the harbour master said."],
    )
    html: str | None = Field(None, description="A page; ignored where there is a text.")
    url: str | None = Field(None, description="Where it was published, with http:// or https://.")
    title: str | None = Field(None, description="Its headline.")
    outlet: str | None = Field(None, description="Who publishes it; the host of the URL where none is given.")
    authors: list[str] | None = Field(None, description="Who wrote it.")
    published: str | None = Field(
        None, description="ISO 8601 or RFC 2822.", examples=["2031-03-04T10:20:00Z", "2031-03-04"]
    )
    language: str | None = Field(None, description="A BCP 47 tag.", examples=["en"])


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document did; ``statements`` counts what was found in it."""

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


_KNOWN: dict[int | str, dict[str, Any]] = {
    200: {"description": "It was there already, as it is or with something else known of it.", "model": Added}
}


@router.post(
    "",
    dependencies=[MayWrite],
    status_code=status.HTTP_201_CREATED,
    summary="Add a document",
    responses={**_KNOWN, **problems(400, 413, 422)},
)
def add(service: CurrentService, document: NewDocument, response: Response) -> Added:
    """Read one article and keep it; it is safe from a crash when this answers."""
    added = _keep(service, _read(document.model_dump(exclude_none=True)))
    if added.change is not Change.ADDED:
        response.status_code = status.HTTP_200_OK
    response.headers["Location"] = f"/documents/{added.id}"
    return added


def _read(fields: Mapping[str, object]) -> Document:
    # JSON's own escapes carry what UTF-8 cannot, half of a surrogate pair, to where it is refused.
    line = json.dumps(fields, ensure_ascii=True).encode()
    return document_of(next(read_jsonl(io.BytesIO(line), origin="the document", given=Metadata())))


def _keep(service: Service, document: Document) -> Added:
    # Finding the statements takes the longest and changes nothing, so it holds nobody off.
    statements, vectors = service.find(document)
    with service.changing() as library:  # made lasting even if unchanged: an earlier request may have failed halfway
        change = library.put(document, statements, vectors=vectors)
    iri = service.library.store.iris.of(Thing.DOCUMENT, document.id)
    return Added(id=document.id, iri=iri, change=change, statements=len(statements))


@router.get("", summary="List the documents", responses=problems(422))
def listing(
    store: CurrentStore,
    limit: Annotated[int, Query(ge=1, le=1000, description="Most documents in the answer.")] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000_000, description="Documents to pass over.")] = 0,
) -> list[DocumentRef]:
    """The documents in the store, newest first, those without a date last."""
    return asking.documents(store, limit=limit, offset=offset)


@router.get("/{id}", summary="Show a document", responses=problems(404, 422))
def show(
    service: CurrentService,
    revision: CurrentRevision,
    id_: Id,
) -> DocumentDetail:
    """A document with its text and all that is stated in it, in the order of the text."""
    return revision.read(lambda: _detail(service, id_))


def _detail(service: Service, id_: str) -> DocumentDetail:
    store = service.library.store
    name = asking.find(store, id_, thing=Thing.DOCUMENT)
    document, _ = service.library.read(name)
    return DocumentDetail(
        document=document_refs(store, [name])[0],
        authors=document.authors,
        language=document.language,
        text=document.text,
        statements=asking.positions_in(store, name),
    )
