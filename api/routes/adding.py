"""Adding documents: one at once, many or what has to be fetched as a job."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.errors import problems
from api.job_answers import JobDetail
from api.keys import MayWrite
from api.once import IdempotencyKey, Turn, fingerprint, turn
from api.routes.jobs import detail
from api.sent import FIELDS, marked, metadata, spool_files, spool_stream, spool_whole
from api.service import CurrentService, Service
from api.sparql_request import content_type
from graph.errors import InputError
from graph.iris import Thing
from graph.jobs.inputs import Single
from graph.jobs.job import Form, Input
from graph.jobs.readers import Readers
from graph.jobs.spool import Incoming
from graph.model import Document
from graph.reading import Format, Metadata
from graph.reading.documents import finish, web_host
from graph.reading.html import read_html
from graph.reading.jsonl import read_line
from graph.reading.page import decode_page
from graph.reading.text import read_text
from graph.store import Change

router = APIRouter(prefix="/documents", tags=["documents"], dependencies=[MayWrite])

JSON, TEXT, HTML = "application/json", "text/plain", "text/html"
STREAM, FORM = "application/x-ndjson", "multipart/form-data"
_ORIGIN = "the document"


class NewDocument(BaseModel, extra="forbid"):
    """An article: its text, kept as it is, or its HTML, of which the main text is kept, or the URL to fetch it from."""

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
class _Sent:
    """One document as it was sent: how it is read at once, if that can be, and what a job would read."""

    read: Callable[[Readers], Document] | None
    raw: bytes
    input: Input


_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "It was there already, as it is or with something else known of it.", "model": Added},
    201: {"description": "It is in, safe from a crash.", "model": Added},
    202: {"description": "A job was made of it, safe from a crash; Location is where to ask.", "model": JobDetail},
}
_TEXT_SCHEMA = {"schema": {"type": "string"}}
_FORM_FIELDS = {
    "file": {"type": "array", "items": {"type": "string", "format": "binary"}, "minItems": 1},
    **{name: {"type": "string"} for name in FIELDS},
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": NewDocument.model_json_schema()},
            TEXT: _TEXT_SCHEMA,
            HTML: _TEXT_SCHEMA,
            STREAM: _TEXT_SCHEMA,
            FORM: {"schema": {"type": "object", "properties": _FORM_FIELDS, "required": ["file"]}},
        },
    }
}


def _given(
    url: Annotated[str | None, Query(description="Where a text or page was published.")] = None,
    title: Annotated[str | None, Query(description="Its headline.")] = None,
    outlet: Annotated[str | None, Query(description="Who publishes it.")] = None,
    published: Annotated[str | None, Query(description="ISO 8601 or RFC 2822.")] = None,
    language: Annotated[str | None, Query(description="A BCP 47 tag.")] = None,
) -> Metadata:
    """What the address of a request says of a text or page in its body."""
    return metadata({"url": url, "title": title, "outlet": outlet, "published": published, "language": language})


@router.post(
    "",
    summary="Add documents",
    response_class=Response,
    status_code=HTTPStatus.CREATED,
    responses={**_ANSWERS, **problems(400, 403, 409, 413, 415, 422)},
    openapi_extra=_BODY,
)
async def add(
    request: Request,
    service: CurrentService,
    given: Annotated[Metadata, Depends(_given)],
    _: IdempotencyKey = None,
    prefer: Annotated[
        list[str] | None, Header(description="'respond-async' makes a job of one document, too (RFC 7240).")
    ] = None,
) -> Response:
    """Read one article and keep it, or make a job of many.

    One document that is sent with its text is answered when it is in. A URL to fetch, files and a stream of documents,
    one a line, become a job.
    """
    is_async = any(token.strip().lower() == "respond-async" for line in prefer or () for token in line.split(","))
    media, charset = content_type(request)
    with turn(request) as mine:
        if media == STREAM:
            return await _accept(request, service, mine, partial(spool_stream, request=request))
        if media == FORM:
            return await _accept(request, service, mine, partial(spool_files, request=request))
        sent = await _one(request, media, charset, given)
        if sent.read is None or is_async:
            answer = await _accept(request, service, mine, partial(_spool_one, sent=sent))
            if is_async:
                answer.headers["Preference-Applied"] = "respond-async"
            return answer
        act = partial(run_in_threadpool, _add_at_once, service, sent.read)
        return await mine.answer(fingerprint(request, media, charset, await request.body()), act)


async def _one(request: Request, media: str, charset: str, given: Metadata) -> _Sent:
    """The document in a request. Raises HTTPException (415) for a media type that is not read."""
    body = await request.body()
    said = charset if "charset" in request.headers.get("content-type", "").lower() else None
    if media == JSON:
        return _in_json(_validated(body))
    if media == TEXT:
        text = await run_in_threadpool(read_text, body, charset=said)
        document = finish(text, given=given)
        return _Sent(lambda _: document, text.text.encode(), _file(Format.TEXT, given))
    if media == HTML:
        raw = body if said is None else await run_in_threadpool(lambda: marked(decode_page(body, charset=said)))
        single = Single(partial(read_html, raw, url=given.url), given)
        return _Sent(lambda readers: readers.read(single), raw, _file(Format.HTML, given))
    detail_ = f"Send documents as {', '.join((JSON, TEXT, HTML, STREAM, FORM))}."
    raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail_)


def _file(format_: Format, given: Metadata) -> Input:
    return Input(Form.FILE, given.url or _ORIGIN, None, format_, given)


def _validated(body: bytes) -> NewDocument:
    try:
        return NewDocument.model_validate(json.loads(body))
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False)
        found = [{**one, "loc": ("body", *one["loc"])} for one in errors]
        raise RequestValidationError(found) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise InputError("The body is not in UTF-8, or its JSON nests too deep: send a flat object.") from error
    except ValueError as error:
        invalid = {"loc": ("body",), "msg": "JSON decode error", "type": "json_invalid"}
        raise RequestValidationError([invalid]) from error


def _in_json(document: NewDocument) -> _Sent:
    fields = document.model_dump(exclude_none=True)
    # JSON's own escapes carry what UTF-8 cannot, half of a surrogate pair, to where it is refused.
    line = json.dumps(fields, ensure_ascii=True).encode()
    if document.text is None and document.html is None and document.url is not None:
        web_host(document.url)
        known = metadata({name: fields.get(name) for name in ("title", "outlet", "published", "language")})
        known = replace(known, authors=tuple(document.authors or ()))
        return _Sent(None, b"", Input(Form.ADDRESS, document.url, None, Format.AUTO, known))

    single = Single(partial(read_line, line))
    # Text is taken as it is, in no time; what is made of HTML is made elsewhere.
    is_text = document.text is not None and bool(document.text.strip())

    def read(readers: Readers) -> Document:
        return finish(single.make(), given=Metadata()) if is_text else readers.read(single)

    return _Sent(read, line, Input(Form.STREAM, "", None, Format.JSONL))


def _add_at_once(service: Service, read: Callable[[Readers], Document]) -> Response:
    document = read(service.readers)
    # Finding the statements takes the longest and changes nothing, so it holds nobody off.
    statements, vectors = service.find_in(document)
    # Made lasting even if unchanged: an earlier request may have failed halfway.
    with service.metrics.keeping.time(), service.changing() as library:
        change = library.put(document, statements, vectors=vectors)
    iri = service.library.store.iris.of(Thing.DOCUMENT, document.id)
    added = Added(id=document.id, iri=iri, change=change, statements=len(statements))
    status = HTTPStatus.CREATED if change is Change.ADDED else HTTPStatus.OK
    return _answer(added, status, location=f"/documents/{document.id}")


async def _spool_one(incoming: Incoming, *, sent: _Sent) -> list[Input]:
    if sent.input.form is Form.ADDRESS:
        return [sent.input]
    return [replace(sent.input, file=await spool_whole(incoming, sent.raw))]


async def _accept(
    request: Request, service: Service, mine: Turn, spool: Callable[[Incoming], Awaitable[list[Input]]]
) -> Response:
    """Make a job of what is being sent; it is safe from a loss of power when this returns."""
    incoming = await run_in_threadpool(service.jobs.receive)

    async def add_job() -> Response:
        job = await run_in_threadpool(service.jobs.add, incoming, inputs)
        found = detail(service, job.id, limit=1, results_from=0, rejected_from=0)
        return _answer(found, HTTPStatus.ACCEPTED, location=f"/jobs/{job.id}")

    try:
        inputs = await spool(incoming)
        asked = json.dumps([one.encode() for one in inputs])
        return await mine.answer(fingerprint(request, asked, incoming.digest), add_job)
    except ClientDisconnect as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "The body broke off: send it again.") from error
    finally:
        incoming.discard()


def _answer(told: Added | JobDetail, status: HTTPStatus, *, location: str) -> Response:
    return JSONResponse(jsonable_encoder(told), status, {"Location": location})
