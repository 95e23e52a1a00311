"""Addresses that lead where a reader must not go, and sites that answer without an end."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

FORBIDDEN = {
    "loopback": "http://127.0.0.1:{port}/",
    "loopback on the web's port": "http://127.0.0.1/",
    "another loopback": "http://127.1.2.3:{port}/",
    "short": "http://127.1:{port}/",
    "decimal": "http://2130706433:{port}/",
    "decimal on the web's port": "http://2130706433/",
    "octal": "http://0177.0.0.1/",
    "padded": "http://0127.0.00.1/",
    "hexadecimal": "http://0x7f000001/",
    "hexadecimal in parts": "http://0x7f.0.0x0.1/",
    "any address": "http://0.0.0.0:{port}/",
    "zero": "http://0/",
    "name": "http://localhost:{port}/",
    "name with a dot": "http://localhost./",
    "name in capitals": "http://LOCALHOST/",
    "IPv6 loopback": "http://[::1]:{port}/",
    "IPv6 any": "http://[::]/",
    "IPv4-mapped": "http://[::ffff:127.0.0.1]/",
    "IPv4-mapped in hexadecimal": "http://[::ffff:7f00:1]/",
    "IPv4-compatible": "http://[::127.0.0.1]/",
    "NAT64": "http://[64:ff9b::7f00:1]/",
    "local NAT64": "http://[64:ff9b:1::7f00:1]/",
    "6to4": "http://[2002:7f00:1::]/",
    "Teredo": "http://[2001:0:7f00:1::]/",
    "unique local": "http://[fd00::1]/",
    "link-local with a zone": "http://[fe80::1%25lo]/",
    "metadata of a cloud": "http://169.254.169.254/latest/meta-data/",
    "metadata over IPv6": "http://[fd00:ec2::254]/",
    "private": "http://10.0.0.1/",
    "another private": "http://192.168.0.1/",
    "third private": "http://172.31.255.1/",
    "carrier": "http://100.64.0.1/",
    "multicast": "http://224.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "reserved": "http://240.0.0.1/",
    "user": "http://site.example@127.0.0.1:{port}/",
    "user and password": "http://site.example:80@127.0.0.1:{port}/",
    "backslash": "http://127.0.0.1:{port}\\@site.example/",
    "fragment before the host": "http://site.example#@127.0.0.1:{port}/",
    "full-width digits": "http://１２７.０.０.１/",
    "circled digits": "http://①②⑦.⓪.⓪.①/",
    "ideographic stops": "http://127。0。0。1/",
    "look-alike name": "http://ｌｏｃａｌｈｏｓｔ/",
    "port of a database": "http://site.example:{port}/",
    "file": "file:///etc/passwd",
    "file of a host": "file://127.0.0.1/etc/passwd",
    "gopher": "gopher://127.0.0.1:{port}/_GET%20/",
    "ftp": "ftp://127.0.0.1:{port}/",
    "dict": "dict://127.0.0.1:{port}/info",
    "data": "data:text/html,<p>x</p>",
    "no scheme": "//127.0.0.1:{port}/",
    "line break": "http://site.example/\r\nHost: 127.0.0.1:{port}",
    "no host": "http:///127.0.0.1:{port}/",
    "name that is rebound": "http://rebound.example/",
    "name at several addresses": "http://several.example/",
}
"""With ``{port}`` a listener that must never be reached."""


@dataclass
class Listener:
    """A socket on loopback; ``connections`` counts who came."""

    port: int
    connections: int = 0
    stop: threading.Event = field(default_factory=threading.Event)


Answer = Callable[[socket.socket, threading.Event], None]


@contextmanager
def listening(answer: Answer | None = None) -> Iterator[Listener]:
    """Listen on loopback; what comes is answered byte by byte, or, without an answer, only counted."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        listener = Listener(server.getsockname()[1])

        def one(connection: socket.socket) -> None:
            with connection:
                try:
                    connection.recv(65_536)
                    if answer:
                        answer(connection, listener.stop)
                except OSError:
                    pass  # the reader has had enough

        def serve() -> None:
            while not listener.stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                listener.connections += 1
                connection.settimeout(5)
                threading.Thread(target=one, args=(connection,), daemon=True).start()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener
        finally:
            listener.stop.set()
            thread.join()


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _over_and_over(head: bytes, piece: bytes, *, pause: float = 0) -> Answer:
    def answer(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(head)
        while not stop.wait(pause):
            connection.sendall(piece)

    return answer


def _once(content: bytes) -> Answer:
    return lambda connection, _: connection.sendall(content)


def _silence(_: socket.socket, stop: threading.Event) -> None:
    stop.wait()


_BOMB = gzip.compress(gzip.compress(bytes(20_000_000)) + bytes(30_000_000))
ENDLESS: dict[str, Answer] = {
    "says nothing": _silence,
    "drips its status line": _over_and_over(b"HTTP/1.1 ", b"2", pause=0.02),
    "drips its headers": _over_and_over(b"HTTP/1.1 200 OK\r\nX: ", b"x", pause=0.02),
    "drips its body": _over_and_over(_OK + b"\r\n", b"x", pause=0.02),
    "drips its chunks": _over_and_over(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", pause=0.02),
    "never ends its body": _over_and_over(_OK + b"\r\n", b"x" * 65_536),
    "never ends its chunks": _over_and_over(
        _OK + b"Transfer-Encoding: chunked\r\n\r\n", b"2000\r\n" + b"x" * 0x2000 + b"\r\n"
    ),
    "never ends its headers": _over_and_over(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 1000 + b"\r\n"),
    "never ends one header": _over_and_over(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 65_536),
    "never ends its first line": _over_and_over(b"HTTP/1.1 200 ", b"O" * 65_536),
    "goes on and on": _over_and_over(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "promises more than it sends": _once(_OK + b"Content-Length: 99999999999\r\n\r\nx"),
    "is a decompression bomb": _once(
        _OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(_BOMB) + _BOMB
    ),
    "speaks no HTTP": _over_and_over(b"\x16\x03\x01\x00", b"\x00" * 1000),
    "redirects to itself": _once(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
    "redirects further and further": _once(b"HTTP/1.1 302 Found\r\nLocation: ./x/x\r\nContent-Length: 0\r\n\r\n"),
    "redirects to a file": _once(b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"),
    "redirects to a long address": _once(
        b"HTTP/1.1 302 Found\r\nLocation: /" + b"x" * 90_000 + b"\r\nContent-Length: 0\r\n\r\n"
    ),
}
"""What a site does on each connection, robots.txt included."""
