"""Which pages of other sites may read what is public here (the Fetch standard's CORS protocol)."""

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_PATHS = ("/sparql", "/rdf-graphs", "/.well-known/void", "/export", "/id/", "/ns")
_EXPOSED = ("ETag", "Location", "Link")
_ONE_DAY = 86_400  # seconds that a browser need not ask again


class CrossOriginReads:
    """Lets pages of some origins read answers, graphs and descriptions, and nothing else.

    A browser sends no key for them: Authorization is not among the headers that it may add, and no credentials go with
    the request. With no origins, pages of other sites read nothing.
    """

    def __init__(self, app: ASGIApp, *, origins: Sequence[str]) -> None:
        self._app = app
        self._for_reads = CORSMiddleware(
            app,
            allow_origins=list(origins),
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Accept", "Content-Type", "If-None-Match"],
            expose_headers=list(_EXPOSED),
            max_age=_ONE_DAY,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with the headers where it is about something public."""
        is_public = scope["type"] == "http" and str(scope["path"]).startswith(_PATHS)
        await (self._for_reads if is_public else self._app)(scope, receive, send)
