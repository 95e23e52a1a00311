"""Keys: who may write. What is kept of them are hashes, and they come in a header, never in an address."""

from hashlib import sha256
from hmac import compare_digest
from http import HTTPStatus

from fastapi import Request
from starlette.exceptions import HTTPException

from graph.errors import ForbiddenError
from graph.settings import Settings

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="allegedly"'}


def hashed(key: str) -> str:
    """The form in which a key stands in the settings.

    A plain hash is enough for keys that are long and random, as these must be; passwords would need a slow one.
    """
    return sha256(key.encode()).hexdigest()


def check_may_write(request: Request, settings: Settings) -> None:
    """Let a request pass that brings one of the write keys as ``Authorization: Bearer KEY`` (RFC 6750).

    Raises ForbiddenError where there are no keys, so that nobody may write; HTTPException (401) for a request
    without a key or with another one.
    """
    if not settings.write_keys:
        raise ForbiddenError("This endpoint is read-only: whoever runs it can set ALLEGEDLY_WRITE_KEYS.")
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    given = hashed(key.strip()).encode()
    # All are compared, each in a time that tells nothing of where they differ.
    same = [compare_digest(given, known.strip().lower().encode()) for known in settings.write_keys]
    if scheme.lower() != "bearer" or not any(same):
        detail = "Writing needs a key: send one that is known here as 'Authorization: Bearer KEY'."
        raise HTTPException(HTTPStatus.UNAUTHORIZED, detail, headers=_CHALLENGE)
