"""When two web addresses lead to the same page."""

from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "mc_cid", "mc_eid", "_ga"}
    | {"wickedid", "at_medium", "at_campaign", "cmpid"}
)
"""Parameters that tell a site where its visitor comes from and never change what it shows."""


def comparable(address: str) -> str:
    """The form in which two addresses of one page are equal.

    The scheme, a leading "www.", letter case of the host, the default port, a slash at the end, the fragment, the order
    of parameters and those that only track visitors do not count (cf. RFC 3986, section 6.2.3 and 6.2.4). What cannot
    be read as an address is equal to nothing but itself.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return address
    if not host:
        return address
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.casefold() not in _TRACKING and not name.casefold().startswith("utm_")
    )
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{place}{parts.path.rstrip('/')}{query}"
