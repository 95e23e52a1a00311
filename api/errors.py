"""Errors as problem details (RFC 9457), mapped in one place; nothing internal reaches a client."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import request_ids
from api.methods import allowed_methods
from graph.errors import (
    AllegedlyError,
    BusyError,
    ConfigError,
    DiskFullError,
    ExtractionError,
    ForbiddenError,
    InputError,
    LimitError,
    NotFoundError,
    QueryError,
    ReadingLimitError,
    SizeLimitError,
    StoreError,
)

_log = logging.getLogger(__name__)

# The first class that fits decides.
_STATUS: Mapping[type[AllegedlyError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    SizeLimitError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    LimitError: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryError: HTTPStatus.BAD_REQUEST,
    ReadingLimitError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    InputError: HTTPStatus.BAD_REQUEST,
    ExtractionError: HTTPStatus.INTERNAL_SERVER_ERROR,
    DiskFullError: HTTPStatus.INSUFFICIENT_STORAGE,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    ConfigError: HTTPStatus.INTERNAL_SERVER_ERROR,
}

_DETAILS = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address: /docs lists what there is.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not answer that method: /docs lists those that it does.",
}
"""What is said instead of the framework's bare phrases."""

_WHEN = {
    HTTPStatus.BAD_REQUEST: "The question, query or document cannot be understood or is not allowed.",
    HTTPStatus.UNAUTHORIZED: "It needs a key, as Authorization: Bearer KEY, or the key is not known.",
    HTTPStatus.FORBIDDEN: "Nobody may do this, or the key may not, or what should be changed is kept by the library.",
    HTTPStatus.NOT_FOUND: "There is no such thing in the store.",
    HTTPStatus.NOT_ACCEPTABLE: "None of the media types in Accept is given here.",
    HTTPStatus.CONFLICT: "A request with this Idempotency-Key is being answered.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body or the query is too large, or its answer would be.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is of a media type that is not read here.",
    HTTPStatus.MISDIRECTED_REQUEST: "The service is asked, from its own machine, under a name that is not its own.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too much was asked in a minute; Retry-After says when there is room again.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "A parameter or a field of the body is missing or of the wrong type.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "The service failed; its log says why.",
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "The store cannot be read or written now, a query needs too much, or too much is being asked."
    ),
    HTTPStatus.INSUFFICIENT_STORAGE: "The disk of the service is full.",
}

_FULL = (
    "The disk of this service is full, so that nothing can be written until whoever runs it makes room. What was "
    "acknowledged before is safe, and can be read."
)

SCHEMA = {
    "title": "Problem",
    "description": "What went wrong, as RFC 9457 has it.",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string", "description": "To be quoted to whoever runs the service."},
    },
    "required": ["type", "title", "status", "detail"],
}


def problem(
    status: HTTPStatus, detail: str, *, headers: Mapping[str, str] | None = None, **members: object
) -> JSONResponse:
    """A problem document with the phrase of the status as its title, and further members (RFC 9457, section 3.2)."""
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail, **members}
    if id_ := request_ids.current():
        body["request_id"] = id_
    return JSONResponse(body, status, dict(headers or {}), media_type="application/problem+json")


def problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The description of error responses for the OpenAPI schema; those that any route can give are added."""
    always = (
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.MISDIRECTED_REQUEST,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.INSUFFICIENT_STORAGE,  # large answers wait on the disk, too
    )
    return {
        int(code): {
            "description": _WHEN[HTTPStatus(code)],
            "content": {"application/problem+json": {"schema": SCHEMA}},
        }
        for code in sorted({*codes, *always})
    }


class Boundary:
    """Answers what nothing else has caught, and logs it; it lies outside the framework's own last resort.

    That one would add none of the headers of ``api.security`` and raise the exception once more.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; where the response has begun before the failure, the connection is cut."""
        has_begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            if has_begun or scope["type"] != "http":
                raise
            _log.error("%s failed: %s", scope["method"], type(error).__name__, exc_info=error)
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            answer = problem(status, "Something went wrong here; the service's log says what.")
            await answer(scope, receive, send)


def install(app: FastAPI) -> None:
    """Let the application answer every expected error with a problem document."""

    @app.exception_handler(AllegedlyError)
    def _ours(_: Request, error: AllegedlyError) -> JSONResponse:
        fits = (status for kind, status in _STATUS.items() if isinstance(error, kind))
        status = next(fits, HTTPStatus.INTERNAL_SERVER_ERROR)
        if isinstance(error, BusyError):
            return problem(status, str(error), headers={"Retry-After": str(error.retry_after)})
        if isinstance(error, DiskFullError):
            _log.error("%s", error)
            return problem(status, _FULL)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, QueryError):
            # Such messages may name folders of the server.
            _log.error("%s: %s", type(error).__name__, error)
            return problem(status, "The service could not do this; its log says why.")
        return problem(status, str(error))

    @app.exception_handler(RequestValidationError)
    def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{where}: {first['msg']}.")

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> JSONResponse:
        status = HTTPStatus(error.status_code)
        bare = error.detail == status.phrase
        detail = _DETAILS.get(status, error.detail) if bare else error.detail
        headers = error.headers
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers = {"Allow": ", ".join(allowed_methods(request.scope, routes=app.routes))}
        return problem(status, str(detail), headers=headers)
