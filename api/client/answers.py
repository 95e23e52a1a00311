"""What a service answers: values, or what went wrong as the errors that a command tells."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from graph.errors import AllegedlyError, ForbiddenError, InputError, NotFoundError, ServiceError

Shape = TypeVar("Shape")

_MAX_DETAIL = 500  # code points of what a service says went wrong
_REFUSED = frozenset({
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
})  # fmt: skip


def value_of(response: httpx.Response, shape: type[Shape], *, service: str) -> Shape:
    """The JSON of a response as a value of a type, such as a dataclass of ``graph.answers``.

    Raises ServiceError where it is of another form.
    """
    try:
        return TypeAdapter(shape).validate_json(response.content)
    except ValidationError as error:
        raise ServiceError(
            f"{service} answers in a form that is not known here: check the address, and that both are of one version."
        ) from error


def error_of(response: httpx.Response, *, service: str, has_key: bool) -> AllegedlyError:
    """What went wrong, by a response that is no success and has been read (RFC 9457 where it is of this service)."""
    status, detail = response.status_code, _detail(response)
    if response.has_redirect_location:
        return ServiceError(f"{service} leads on to {response.headers['location'][:200]!r}: give that address.")
    if detail is None:
        return ServiceError(f"{service} answers with HTTP {status}, and not as Allegedly does: check the address.")
    if status == HTTPStatus.UNAUTHORIZED:
        lack = "does not know the key that it was told" if has_key else "does this only for whoever has a key"
        return ServiceError(f"{service} {lack}: set ALLEGEDLY_KEY, or ALLEGEDLY_KEY_FILE, to one that it knows.")
    if status == HTTPStatus.FORBIDDEN:
        return ForbiddenError(detail)
    if status == HTTPStatus.NOT_FOUND:
        return NotFoundError(detail)
    if status in _REFUSED:
        return InputError(detail)
    return ServiceError(f"{service} cannot do this (HTTP {status}): {detail}")


def pause_of(response: httpx.Response) -> float | None:
    """The seconds after which a busy service wants to be asked again (RFC 9110, section 10.2.3); None if it is not."""
    if response.status_code not in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return None
    written = response.headers.get("retry-after", "").strip()
    if written.isascii() and written.isdigit():
        return float(written[:9])
    try:
        at = parsedate_to_datetime(written)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max((at - datetime.now(UTC)).total_seconds(), 0.0)


def _detail(response: httpx.Response) -> str | None:
    """What a problem document says; None where the response is none."""
    if response.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/problem+json":
        return None
    try:
        detail = json.loads(response.content)["detail"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return detail[:_MAX_DETAIL] if isinstance(detail, str) else None
