"""HTTP/1.1 on a connection, for the part that no application gets to see: requests that cannot be read."""

from http import HTTPStatus

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.errors import problem
from api.security import HEADERS

MAX_HEAD = 1 << 18
"""Bytes of a request line with its headers; the longest query takes 120,000, percent-encoded."""


class Protocol(H11Protocol):
    """Answers what is not HTTP, or has too long a head, with a problem document as everything else."""

    def send_400_response(self, msg: str) -> None:
        """Answer and close the connection; ``msg`` is what the server would say."""
        detail = f"{msg} Send HTTP/1.1, with a request line and headers of {MAX_HEAD:,} bytes at most."
        answer = problem(HTTPStatus.BAD_REQUEST, detail, headers={**HEADERS, "Connection": "close"})
        for event in (
            h11.Response(status_code=answer.status_code, headers=answer.raw_headers, reason=b"Bad Request"),
            h11.Data(data=bytes(answer.body)),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
