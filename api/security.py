"""Headers that keep hostile article text from doing anything, and a bound on what is sent here."""

import re
from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE_POLICY = f"{_POLICY}; require-trusted-types-for 'script'; trusted-types 'none'"
"""The Content-Security-Policy of the pages: besides, no text may become HTML or a script (W3C Trusted Types)."""
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",  # the graph changes with every document that is added
}
"""What every response has, unless it has another value of its own."""
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
UPLOADS = frozenset({"multipart/form-data", "application/x-ndjson"})
"""Media types of documents that are many or large."""
_DRAIN = 4  # times the limit that is read and dropped, so that a client gets to see why it was refused


def policy_for(page: bytes) -> str:
    """The Content-Security-Policy for a page that brings its own style sheets and needs nothing else."""
    sheets = {b64encode(sha256(style).digest()).decode() for style in _STYLE.findall(page)}
    allowed = " ".join(f"'sha256-{sheet}'" for sheet in sorted(sheets)) or "'none'"
    return f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class SecurityHeaders:
    """Adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class BodyLimit:
    """Refuses request bodies above a size, in bytes, whether or not they announce it.

    Uploads are passed on piece by piece, up to a size of their own.
    """

    def __init__(self, app: ASGIApp, *, limit: int, upload_limit: int) -> None:
        self._app = app
        self._limit = limit
        self._upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole body if it is small enough, and pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if is_upload(scope):
            upload = _Upload(receive, send, limit=self._upload_limit, drain=self._limit * _DRAIN)
            await self._app(scope, upload.receive, upload.send)
            return
        chunks: list[bytes] = []
        size, more = 0, True
        while more and size <= self._limit * _DRAIN:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
            if size > self._limit:
                chunks.clear()
            else:
                chunks.append(message.get("body", b""))
        if size > self._limit:
            detail = f"The body has more than {self._limit:,} bytes: send less."
            await problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)(scope, receive, send)
            return
        await self._app(scope, _replay(b"".join(chunks), receive), send)


def is_upload(scope: Scope) -> bool:
    """Whether a request brings documents that go to the disk as they come."""
    media = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
    return scope["method"] == "POST" and scope["path"] == "/documents" and media in UPLOADS


class _Upload:
    """A body that is counted while it is passed on. What nobody read of it is dropped before the answer is sent."""

    def __init__(self, receive: Receive, send: Send, *, limit: int, drain: int) -> None:
        self._receive = receive
        self._send = send
        self._limit = limit
        self._drain = drain
        self._size = 0
        self._has_more = True

    async def receive(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        self._has_more = message["type"] == "http.request" and message.get("more_body", False)
        if self._size > self._limit:
            detail = f"The upload has more than {self._limit:,} bytes: send it in several parts."
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
        return message

    async def send(self, message: Message) -> None:
        left = self._drain
        while message["type"] == "http.response.start" and self._has_more and left > 0:
            piece = await self._receive()
            left -= len(piece.get("body", b""))
            self._has_more = piece["type"] == "http.request" and piece.get("more_body", False)
        await self._send(message)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives a body that was already read, and then what comes after it."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
