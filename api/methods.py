"""Which methods an address answers."""

from collections.abc import Iterable

from starlette.routing import BaseRoute, Match
from starlette.types import Scope

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def allowed_methods(scope: Scope, *, routes: Iterable[BaseRoute]) -> tuple[str, ...]:
    """All methods that some route answers at the address of a request, as Allow lists them (RFC 9110, section 10.2.1).

    The framework itself tells those of the first route that has the address, and each method is a route of its own.
    """
    given = list(routes)
    return tuple(
        method
        for method in _METHODS
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in given)
    )
