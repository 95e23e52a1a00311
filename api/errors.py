"""Errors as problem details (RFC 9457), mapped in one place; nothing internal reaches a client."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from graph.errors import (
    AllegedlyError,
    ConfigError,
    ExtractionError,
    InputError,
    NotFoundError,
    QueryError,
    StoreError,
)

_log = logging.getLogger(__name__)

# The first class that fits decides.
_STATUS: Mapping[type[AllegedlyError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    QueryError: HTTPStatus.BAD_REQUEST,
    InputError: HTTPStatus.BAD_REQUEST,
    ExtractionError: HTTPStatus.INTERNAL_SERVER_ERROR,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    ConfigError: HTTPStatus.INTERNAL_SERVER_ERROR,
}


def problem(status: HTTPStatus, detail: str, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A problem document with the phrase of the status as its title."""
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    return JSONResponse(body, status, dict(headers or {}), media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Let the application answer every error with a problem document."""

    @app.exception_handler(AllegedlyError)
    def _ours(_: Request, error: AllegedlyError) -> JSONResponse:
        status = next((s for kind, s in _STATUS.items() if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
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
    def _http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(HTTPStatus(error.status_code), str(error.detail), headers=error.headers)

    @app.exception_handler(Exception)
    def _unexpected(_: Request, error: Exception) -> JSONResponse:
        _log.error("unexpected %s", type(error).__name__, exc_info=error)
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; the service's log says what.")
