"""What is noted about each request: how it was answered and how long that took, and never what was asked."""

import logging
import time
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import request_ids
from api.metrics import Metrics

_log = logging.getLogger("api.requests")

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
_OTHER = "other"
_UNANSWERED = 499  # nginx's number for a client that was gone before the answer
_EXCHANGE = "allegedly.exchange"
_PROBES = ("/health/", "/metrics")


@dataclass(slots=True)
class Exchange:
    """A request and its answer. What may be told of it: no address, for it may hold a question, and no key."""

    method: str
    route: str = _OTHER
    """The template of the address, as in the API's description."""
    role: str | None = None
    status: int = _UNANSWERED
    bytes: int = 0
    """Of the body of the answer, as it was sent."""
    seconds: float = 0.0


class Observing:
    """Gives each request an id, counts it, and writes a line about it. It lies outside of everything else."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        id_ = request_ids.begin(Headers(scope=scope).get(request_ids.HEADER))
        method = scope["method"]
        exchange = Exchange(method if method in _METHODS else _OTHER)

        async def send_and_note(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                MutableHeaders(scope=message)[request_ids.HEADER] = id_
            await send(message)
            exchange.bytes += len(message.get("body", b""))

        begun = time.perf_counter()
        with self._metrics.in_flight.track_inprogress():
            try:
                await self._app({**scope, _EXCHANGE: exchange}, receive, send_and_note)
            finally:
                exchange.seconds = time.perf_counter() - begun
                self._note(exchange)

    def _note(self, exchange: Exchange) -> None:
        self._metrics.note_request(
            exchange.method, route=exchange.route, status=exchange.status, seconds=exchange.seconds
        )
        told = {
            "method": exchange.method,
            "route": exchange.route,
            "status": exchange.status,
            "duration_ms": round(exchange.seconds * 1000, 2),
            "bytes": exchange.bytes,
            "role": exchange.role,
        }
        level = logging.DEBUG if exchange.route.startswith(_PROBES) else logging.INFO
        _log.log(level, "%(method)s %(route)s %(status)d %(duration_ms).2f ms %(bytes)d bytes", told, extra=told)


class RouteNote:
    """Tells ``Observing`` which route answers. It lies inside of everything else, because others copy the scope."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note where the router sent it."""
        try:
            await self._app(scope, receive, send)
        finally:
            if isinstance(exchange := scope.get(_EXCHANGE), Exchange):
                exchange.route = _template(scope)
                exchange.role = scope.get("state", {}).get("role")  # as api.keys found it


def _template(scope: Scope) -> str:
    """The address with names in place of what varies, so that there are as many of them as there are routes."""
    route: Any = scope.get("route")
    if route is not None:
        return str(route.path)
    mounted = "endpoint" in scope and scope.get("root_path")
    return f"{mounted}/{{path}}" if mounted else _OTHER
