"""Connections that go only to addresses that were checked, and that end when their time is up.

The name is resolved, checked and connected to in one step: between a check and a later resolution by the HTTP
library a hostile name server could change its answer (DNS rebinding). The TLS server name and the Host header
stay the name.
"""

import ssl
import time
from collections.abc import Iterable

import httpcore

from graph.reading.addresses import Resolver, resolve_public


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses only, unless ``allow_private``; ``deadline`` is in ``time.monotonic``."""

    def __init__(self, *, resolve: Resolver, allow_private: bool, deadline: float) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._deadline = deadline
        self._inner: httpcore.NetworkBackend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers.

        Raises:
            InputError: The host is unknown or any of its addresses is not public.
            httpcore.ConnectError, httpcore.ConnectTimeout: None of them answers.
        """
        addresses = resolve_public(
            host,
            port=port,
            resolve=self._resolve,
            allow_private=self._allow_private,
            seconds=remaining(self._deadline, wanted=timeout),
        )
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address,
                    port,
                    timeout=remaining(self._deadline, wanted=timeout),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, deadline=self._deadline)
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - the interface has it
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Never: a socket file is not on the web."""
        raise httpcore.ConnectError(f"{path} is a socket file and is not fetched from")


class _TimedStream(httpcore.NetworkStream):
    """Every operation gets what is left of the whole time, so that a trickle of bytes cannot stretch it."""

    def __init__(self, stream: httpcore.NetworkStream, *, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=remaining(self._deadline, wanted=timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=remaining(self._deadline, wanted=timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        seconds = remaining(self._deadline, wanted=timeout)
        return _TimedStream(
            self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=seconds),
            deadline=self._deadline,
        )

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def remaining(deadline: float, *, wanted: float | None) -> float:
    """The seconds until the deadline, at most ``wanted``.

    Raises:
        httpcore.ReadTimeout: There are none.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return left if wanted is None else min(left, wanted)
