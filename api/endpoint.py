"""What the routes of the SPARQL endpoint share: its addresses, its media types, and when nothing has changed."""

import re
import secrets
from collections.abc import Sequence
from hashlib import sha256
from http import HTTPStatus

from fastapi import Request, Response
from starlette.exceptions import HTTPException

from api.negotiation import Offer, Value, ranked
from api.service import Service
from graph.endpoint.formats import BOOLEANS, GRAPHS, MEDIA_TYPES, SOLUTIONS, ResultFormat

VARY = "Accept"
Representation = tuple[ResultFormat, str]
"""A format and the version of RDF or SPARQL that is written in it."""

_RUN = secrets.token_hex(4)  # revisions are counted anew by each process
_HOST = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/?")
# Of these a query tells something else each time (SPARQL 1.1 Query, section 17.4).
_NEVER_THE_SAME = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID|BNODE)\b", re.IGNORECASE)


def address(request: Request, service: Service, path: str) -> str:
    """The address of a path of this service as clients know it, an IRI."""
    base = service.settings.public_url or str(request.base_url)
    if not service.settings.public_url and not _HOST.fullmatch(base):
        base = "http://localhost"  # what a client says of its own about our name need not be a name
    return f"{base.rstrip('/')}{path}"


def acceptable(request: Request, formats: Sequence[ResultFormat]) -> list[Representation]:
    """What a request accepts of some formats, the most wanted first; SPARQL 1.2 and RDF 1.2 only where asked for.

    Raises HTTPException (406) where that is nothing.
    """
    # JSON-LD has no triple terms.
    newer = [format_ for format_ in formats if format_ is not ResultFormat.JSONLD]
    offers = [Offer(MEDIA_TYPES[format_], (format_, "1.1"), "1.1") for format_ in formats]
    offers += [Offer(MEDIA_TYPES[format_], (format_, "1.2"), "1.2") for format_ in newer]
    if ResultFormat.JSON in formats:
        offers.append(Offer("application/json", (ResultFormat.JSON, "1.1")))
    return most_wanted(request, offers)


def most_wanted(request: Request, offers: Sequence[Offer[Value]]) -> list[Value]:
    """What a request accepts of some offers, the most wanted first.

    Raises HTTPException (406) where that is nothing.
    """
    found = ranked(", ".join(request.headers.getlist("accept")) or "*/*", offers)
    if not found:
        types = dict.fromkeys(offer.media_type for offer in offers)
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, f"Ask for one of {', '.join(types)}.")
    return found


def answerable(request: Request) -> list[Representation]:
    """What a request accepts as the answer to a query, as much of it as decides: the best for each form."""
    found = acceptable(request, (*SOLUTIONS, *GRAPHS))
    firsts = [next((choice for choice in found if choice[0] in form), None) for form in (BOOLEANS, SOLUTIONS, GRAPHS)]
    return [choice for choice in found if choice in firsts]


def media_type(format_: ResultFormat, accepted: Sequence[Representation]) -> str:
    """The media type of a format, with the version where the client asked for a newer one."""
    version = next((version for found, version in accepted if found is format_), "1.1")
    return MEDIA_TYPES[format_] + (";version=1.2" if version == "1.2" else "")


def tag(request: Request, revision: int, *, query: str = "") -> str | None:
    """The entity tag of what a GET request is answered with from a store of this revision.

    None where there is none that could hold. It is a weak one: the same solutions may come in another order.
    """
    if revision % 2 or _NEVER_THE_SAME.search(query):
        return None
    asked = "\n".join([str(request.url), *request.headers.getlist("accept")])
    return f'W/"{_RUN}-{revision}-{sha256(asked.encode()).hexdigest()[:16]}"'


def unchanged(request: Request, etag: str | None) -> Response | None:
    """The answer 304 where the client has what it asks for (RFC 9110, section 13.1.2)."""
    known = ",".join(request.headers.getlist("if-none-match"))
    if etag is None or not known:
        return None
    tags = {found.removeprefix("W/") for found in re.findall(r'(?:W/)?"[^"]*"', known)}
    if known.strip() != "*" and etag.removeprefix("W/") not in tags:
        return None
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": etag, "Vary": VARY})


def headers(etag: str | None, *, size: int | None = None) -> dict[str, str]:
    """The headers of an answer, with its size in bytes where that is known."""
    found = {"Vary": VARY}
    if etag is not None:
        found["ETag"] = etag
    if size is not None:
        found["Content-Length"] = str(size)
    return found


def allowed(*methods: str) -> Response:
    """The answer to OPTIONS."""
    return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join([*methods, "OPTIONS"])})
