"""Keys: who may do what. They come in a header, never in an address, and of those known only hashes are kept."""

from collections.abc import Iterable
from hmac import compare_digest
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request, params
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from starlette.exceptions import HTTPException

from api.loopback import check_is_from_here, check_name
from api.service import current
from graph.errors import ForbiddenError
from graph.roles import Anyone, KnownKey, Role, hashed
from graph.settings import Settings

_CHALLENGE = 'Bearer realm="allegedly"'
_SCHEME = HTTPBearer(scheme_name="key", description="A key that the service knows by its hash.", auto_error=False)
_TO_ALLOW = {
    Role.READ: "ALLEGEDLY_ANYONE or ALLEGEDLY_KEYS",
    Role.WRITE: "ALLEGEDLY_KEYS",
    Role.ADMIN: "ALLEGEDLY_KEYS",
}

Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_SCHEME)]


async def admit(request: Request, needed: SecurityScopes, credentials: Credentials) -> None:
    """Let a request pass that may do what the role may that a route needs (RFC 6750).

    Raises HTTPException: 401 where it brings no key and needs one, or one that is not known; 403 where its key has a
    smaller role; 421 where it brings none and asks for another name than ours. Raises ForbiddenError where nobody may.
    """
    for role in needed.scopes:
        _check(request, Role(role), key=credentials.credentials if credentials else None)


def may(role: Role) -> params.Security:
    """The dependency of a route that needs a role."""
    return params.Security(admit, scopes=[role])


# OpenAPI has no roles; it lets a scheme such as ours name them where OAuth has its scopes.
MayRead = may(Role.READ)
MayWrite = may(Role.WRITE)
MayAdminister = may(Role.ADMIN)
"""Dependencies of routes."""


async def check_may_write(request: Request) -> None:
    """The same as ``MayWrite``, for a route that knows only from its body whether it is to write."""
    credentials = await _SCHEME(request)
    _check(request, Role.WRITE, key=credentials.credentials if credentials else None)


def may_be_written(settings: Settings) -> bool:
    """Whether there is anybody who may write."""
    return settings.anyone is Anyone.WRITE or _somebody_may(settings.keys, Role.WRITE)


def role_of(key: str, known: Iterable[KnownKey]) -> Role | None:
    """The role of a key, None if it is not among those known."""
    given = hashed(key).encode()
    # All are compared, each in a time that tells nothing of where they differ.
    same = [(compare_digest(given, candidate.digest.encode()), candidate.role) for candidate in known]
    return next((role for is_same, role in same if is_same), None)


def _check(request: Request, role: Role, *, key: str | None) -> None:
    settings = current(request).settings
    if key is None:
        _check_anyone(request, role, settings=settings)
        return
    found = role_of(key, settings.keys)
    request.state.role = found
    if found is None:
        raise _unauthorized("This key is not known here.", error="invalid_token")
    if not found.includes(role):
        detail = f"The key may {found} and not {role}: use another one."
        challenge = {"WWW-Authenticate": f'{_CHALLENGE}, error="insufficient_scope"'}
        raise HTTPException(HTTPStatus.FORBIDDEN, detail, headers=challenge)


def _check_anyone(request: Request, role: Role, *, settings: Settings) -> None:
    theirs = request.state.role = settings.anyone.role
    if theirs is not None and theirs.includes(role):
        check_name(request, public_url=settings.public_url)
        if role is not Role.READ:
            check_is_from_here(request)
    elif _somebody_may(settings.keys, role):
        raise _unauthorized(f"This needs a key that may {role}: send one as 'Authorization: Bearer KEY'.")
    else:
        state = "read-only" if role is Role.WRITE else "closed"
        raise ForbiddenError(f"This is {state}: whoever runs the service can set {_TO_ALLOW[role]}.")


def _somebody_may(known: Iterable[KnownKey], role: Role) -> bool:
    return any(key.role.includes(role) for key in known)


def _unauthorized(detail: str, *, error: str | None = None) -> HTTPException:
    challenge = _CHALLENGE + (f', error="{error}"' if error else "")
    return HTTPException(HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": challenge})
