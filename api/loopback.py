"""The machine itself: what only its own programs can reach, and how web pages try to come in by its browser."""

from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from fastapi import Request
from starlette.exceptions import HTTPException

from graph.errors import ForbiddenError

_NAMES = frozenset({"localhost"})
_OWN_PAGES = frozenset({"same-origin", "none"})  # "none": the person typed the address
_PROXIED = ("forwarded", "x-forwarded-for", "via")


def is_loopback(address: str) -> bool:
    """Whether an IP address, as text, is one that only this machine reaches."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return found.is_loopback


def check_name(request: Request, *, public_url: str | None) -> None:
    """Refuse a request that reached this machine's own address under a name that is not its own.

    A page that has its name resolved to 127.0.0.1 is of the same origin as we are then (DNS rebinding), and could read
    whatever this machine may.

    Raises HTTPException (421).
    """
    server = request.scope.get("server") or ("", None)
    if not is_loopback(str(server[0])):
        return
    own = urlsplit(public_url).hostname if public_url else None
    if _is_own(host := _host(request)) or (own and host == own):
        return
    detail = "This service is asked under a name that is not its own: whoever runs it can set ALLEGEDLY_PUBLIC_URL."
    raise HTTPException(HTTPStatus.MISDIRECTED_REQUEST, detail)


def check_is_from_here(request: Request) -> None:
    """Refuse a request that a page of another site, or a proxy, may have sent (Fetch Metadata; RFC 6454).

    Raises ForbiddenError.
    """
    headers = request.headers
    origin = headers.get("origin")
    is_own_page = origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    has_own_site = headers.get("sec-fetch-site", "none").lower() in _OWN_PAGES
    is_direct = not any(name in headers for name in _PROXIED)
    if not (is_own_page and has_own_site and is_direct and _is_own(_host(request))):
        raise ForbiddenError(
            "Without a key only programs on this machine may write, and pages of this service: send a key."
        )


def _is_own(host: str | None) -> bool:
    return host is not None and (host in _NAMES or is_loopback(host))


def _host(request: Request) -> str | None:
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        return None
