"""Pages of other sites may not write here through the browser of whoever can.

A page may have a browser send text, a page of HTML or a form anywhere, without asking first (the Fetch standard,
"simple" requests), so that a service on this machine would take whatever somebody's page sends (CWE-352).
"""

from urllib.parse import urlsplit

from fastapi import Depends, Request

from api.service import current
from graph.errors import ForbiddenError


def check_same_site(request: Request) -> None:
    """Raise ForbiddenError for a request that a browser makes for a page of another site, by its Origin (RFC 6454).

    Programs other than browsers send none.
    """
    origins = request.headers.getlist("origin")
    public = current(request).settings.public_url
    known = {request.headers.get("host", "").lower(), urlsplit(public or "").netloc.lower()} - {""}
    if any(urlsplit(origin).netloc.lower() not in known for origin in origins):
        raise ForbiddenError("A page of another site may not write here: send it from a page of this service.")


SameSite = Depends(check_same_site)
"""For routes that write and take what a browser sends without asking first."""
