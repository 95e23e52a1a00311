"""Which network addresses may be fetched from: none that lies inside the reader's own network.

An article links where its author likes. Following a link to ``http://169.254.169.254/`` or to a router would
hand its answer to whoever wrote the article (server-side request forgery, CWE-918).
"""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable, Sequence

from graph.errors import InputError

Resolver = Callable[[str, int], Sequence[str]]
"""Host name and port to numeric addresses; raises ``OSError`` where there are none."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_NOT_ROUTED = (
    ipaddress.ip_network("192.88.99.0/24"),  # RFC 7526: relays of 6to4, which are no more
    ipaddress.ip_network("3fff::/20"),  # RFC 9637: documentation; older versions of Python do not know it
)
_COMPATIBLE = ipaddress.IPv6Network("::/96")  # RFC 4291, deprecated


def system_resolve(host: str, port: int) -> list[str]:
    """Resolve by the system's resolver, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public internet, as are all IPv4 addresses that it embeds.

    By the IANA special-purpose registries (RFC 6890) as far as ``ipaddress`` knows them.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        embedded = _embedded(ip)
        if embedded:
            return all(_is_global(inner) for inner in embedded)
        if ip in _COMPATIBLE or ip.is_site_local:
            return False
    return _is_global(ip)


def _embedded(ip: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    if ip.ipv4_mapped is not None:
        return [ip.ipv4_mapped]
    if ip.sixtofour is not None:
        return [ip.sixtofour]
    if ip.teredo is not None:
        return list(ip.teredo)
    if ip in _NAT64:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    return []


def _is_global(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if any(ip in network for network in _NOT_ROUTED):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def resolve_public(host: str, *, port: int, resolve: Resolver, allow_private: bool, seconds: float) -> Sequence[str]:
    """The addresses of a host, all of them checked.

    Raises:
        InputError: The host is not known, looking it up takes too long, or an address of it is not public.
    """
    addresses = _resolve_in_time(host, port=port, resolve=resolve, seconds=seconds)
    if allow_private:
        return addresses
    for address in addresses:
        if not is_public(address):
            raise InputError(
                f"{host} is at {address}, which is not on the public internet, and is not fetched; "
                "save the page and read the file, or allow private addresses if you trust the link"
            )
    return addresses


def _resolve_in_time(host: str, *, port: int, resolve: Resolver, seconds: float) -> Sequence[str]:
    # getaddrinfo knows no time limit; a thread that is still stuck in it dies with the process.
    answers: queue.SimpleQueue[Sequence[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0))
    except queue.Empty:
        raise InputError(f"looking up {host} takes too long; try again later") from None
    if isinstance(answer, (OSError, UnicodeError)) or not answer:
        raise InputError(f"there is no host {host}; check the address and the network")
    return answer
