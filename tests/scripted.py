"""A service that answers as a test says, whatever it is asked: for what a real one does only at its worst."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

_HEAD_END = b"\r\n\r\n"
_PATIENCE = 30  # seconds; only a hang takes so long


def answer(status: int, body: object = None, *, kind: str = "application/json", **headers: object) -> bytes:
    """An HTTP response; the body is written as JSON unless it is bytes. Underscores in names of headers are hyphens."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = {"Content-Type": kind, "Content-Length": len(content), "Connection": "close", **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + content


def problem(status: int, detail: str, **headers: object) -> bytes:
    """A problem document."""
    return answer(status, {"detail": detail}, kind="application/problem+json", **headers)


@contextmanager
def scripted(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Give each answer to a request of its own, in order, and nothing after them.

    Gives the address and the requests, which are there when the context has ended. An empty answer ends the connection.
    """
    requests: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(_PATIENCE)

        def serve() -> None:
            for content in answers:
                connection, _ = listener.accept()
                connection.settimeout(_PATIENCE)
                with connection:
                    requests.append(_received(connection))
                    connection.sendall(content)
            listener.close()  # whoever asks once more is refused, and does not wait

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", requests
        thread.join(_PATIENCE)
        assert not thread.is_alive(), f"{len(requests)} of {len(answers)} requests came"


def _received(connection: socket.socket) -> bytes:
    received = b""
    while not _is_whole(received):
        chunk = connection.recv(65536)
        assert chunk, received
        received += chunk
    return received


def _is_whole(received: bytes) -> bool:
    head, end, body = received.partition(_HEAD_END)
    if not end:
        return False
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if fields.get(b"transfer-encoding") == b"chunked":
        return body.endswith(b"0\r\n\r\n")
    return len(body) >= int(fields.get(b"content-length", 0))
