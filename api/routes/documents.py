"""Documents: which there are, what was read from one, how to remove it."""

from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query

from api.errors import problems
from api.keys import MayWrite
from api.routes.parameters import Id
from api.service import CurrentRevision, CurrentService, CurrentStore, Service
from graph import asking
from graph.answers import DocumentRef, Position
from graph.iris import Thing
from graph.records import document_refs

router = APIRouter(prefix="/documents", tags=["documents"])


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """A document with its text and all that is stated in it, in the order of the text; ``sha256`` is of its UTF-8."""

    document: DocumentRef
    authors: tuple[str, ...]
    language: str | None
    text: str
    sha256: str
    statements: tuple[Position, ...]


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
    statements: Annotated[
        bool, Query(description="Whether to give the statements; without them the list is empty.")
    ] = True,
) -> DocumentDetail:
    """A document with its text and all that is stated in it, in the order of the text."""
    return revision.read(lambda: _detail(service, id_, with_statements=statements))


@router.delete(
    "/{id}",
    summary="Remove a document",
    dependencies=[MayWrite],
    status_code=HTTPStatus.NO_CONTENT,
    responses={204: {"description": "The document is gone."}, **problems(404, 422)},
)
def remove(service: CurrentService, id_: Id) -> None:
    """Remove a document, its statements, and the sources and claims that only it holds; that is safe from a crash."""
    with service.changing() as library:
        library.forget(id_)


def _detail(service: Service, id_: str, *, with_statements: bool) -> DocumentDetail:
    store = service.library.store
    name = asking.find(store, id_, thing=Thing.DOCUMENT)
    document = service.library.document(name)
    return DocumentDetail(
        document=document_refs(store, [name])[0],
        authors=document.authors,
        language=document.language,
        text=document.text,
        sha256=sha256(document.text.encode()).hexdigest(),
        statements=asking.positions_in(store, name) if with_statements else (),
    )
