"""Limits on how often somebody may ask, by key or else by network address."""

from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi.security.utils import get_authorization_scheme_param
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem
from api.keys import role_of
from api.loopback import is_loopback
from graph.rates import Budget, Taken
from graph.roles import hashed
from graph.settings import Settings

_SPARQL = "/sparql"
_HEALTH = "/health/"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_ONE_SUBSCRIBER = 64  # bits of an IPv6 address; the others are at the subscriber's choice (RFC 6177)


class RateLimits:
    """Answers 429 to who asks more often than the settings allow; reads, writes and SPARQL have budgets of their own.

    Each answer tells what is left of its budget (draft-ietf-httpapi-ratelimit-headers). Programs on this machine are
    not limited, unless a proxy stands before the service: then they are it.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._keys = settings.keys
        self._is_behind_proxy = bool(settings.public_url or settings.proxies)
        self._reads = Budget("reads", settings.reads_per_minute)
        self._writes = Budget("writes", settings.writes_per_minute)
        self._queries = Budget("queries", settings.queries_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, if it is within its budget."""
        if scope["type"] != "http" or (who := self._who(scope)) is None:
            await self._app(scope, receive, send)
            return
        budget = self._budget(scope)
        taken = budget.take(who)
        told = _told(budget, taken)
        if not taken.is_allowed:
            detail = f"{budget.quota:,} {budget.name} a minute are answered: ask again in {taken.wait} s."
            headers = {"Retry-After": str(taken.wait), **told}
            await problem(HTTPStatus.TOO_MANY_REQUESTS, detail, headers=headers)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(told)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _budget(self, scope: Scope) -> Budget:
        if scope["path"] == _SPARQL:
            return self._queries
        return self._reads if scope["method"] in _READING else self._writes

    def _who(self, scope: Scope) -> str | None:
        """Who asks, None for a program on this machine and for those who ask after its health."""
        if scope["path"].startswith(_HEALTH):
            return None
        address = str((scope.get("client") or ("", 0))[0])
        if is_loopback(address) and not self._is_behind_proxy:
            return None
        scheme, key = get_authorization_scheme_param(Headers(scope=scope).get("authorization"))
        if scheme.lower() == "bearer" and role_of(key, self._keys) is not None:
            return f"key {hashed(key)}"
        return f"address {_subscriber(address)}"


def _told(budget: Budget, taken: Taken) -> dict[str, str]:
    return {
        "RateLimit-Policy": f'"{budget.name}";q={budget.quota};w=60',
        "RateLimit": f'"{budget.name}";r={taken.remaining};t={taken.wait or taken.until_full}',
    }


def _subscriber(address: str) -> str:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, _ONE_SUBSCRIBER), strict=False))
    return str(found)
