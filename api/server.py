"""The service as a process: one library, one uvicorn."""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from threading import Event
from types import FrameType

import uvicorn

from api import logs
from api.app import create_app
from api.keys import may_be_written
from api.loopback import is_loopback
from api.memory import share_arenas
from api.protocol import MAX_HEAD, Protocol
from api.service import opened
from graph.errors import ConfigError
from graph.extracting import Extractor
from graph.library import Library
from graph.roles import Anyone
from graph.service_notice import announced
from graph.settings import Settings

_log = logging.getLogger(__name__)


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM, then end what is under way and let go of the store; a second signal ends at once.

    Raises ConfigError if the address cannot be listened on, others than this machine could write there without a key,
    or the reader cannot be started; StoreError if the store cannot be opened for writing.
    """
    logs.set_up(settings)
    share_arenas()
    with (
        _listen_safely(host, port, settings=settings) as listener,
        Library.for_writing(settings.store, iris=settings.iris, sources_file=settings.sources_file) as library,
        announced(settings.store, _address(_here(host), listener)),
        Extractor.for_library(settings, processes=1, limits=settings.reading_limits) as extractor,
        opened(library, extractor, settings) as service,
    ):
        config = uvicorn.Config(
            create_app(service),
            host=host,
            port=listener.getsockname()[1],
            http=Protocol,
            h11_max_incomplete_event_size=MAX_HEAD,
            proxy_headers=False,  # it would believe whoever is on this machine; the application knows whom to believe
            log_config=None,
            access_log=False,  # addresses hold the questions of whoever asks
            server_header=False,
            timeout_keep_alive=settings.keep_alive_seconds,
            timeout_graceful_shutdown=settings.stop_seconds,  # type: ignore[arg-type] # it waits for fractions too
        )
        server = _Server(config, stopping=service.stopping, drain=settings.drain_seconds)
        where, access = _address(host, listener), _access(settings)
        _log.info("serving %s on %s (%s; Ctrl-C ends it)", settings.store, where, access)
        server.run(sockets=[listener])
    _log.info("stopped")
    _abandon_stuck_requests(settings.stop_seconds)


class _Server(uvicorn.Server):
    """A server that goes on for a while once it is told to stop, and says so to whoever asks whether it is ready."""

    def __init__(self, config: uvicorn.Config, *, stopping: Event, drain: float) -> None:
        super().__init__(config)
        self._stopping = stopping
        self._drain = drain
        self._stop_at: float | None = None

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Hear signals from now on, and still while the store is closed; uvicorn would repeat them to the process."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as signal handlers are called
        """Begin to stop at the first signal, and end the process at the second; the store is safe from that."""
        if self._stop_at is not None:
            os.write(2, b"ended by a second signal\n")  # a lock of the log may be held here
            os._exit(128 + sig)
        self._stop_at = time.monotonic() + self._drain
        self._stopping.set()

    async def on_tick(self, counter: int) -> bool:
        """Whether to take no more requests; uvicorn asks ten times a second."""
        is_over = self._stop_at is not None and time.monotonic() >= self._stop_at
        return await super().on_tick(counter) or is_over


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on an address; port 0 takes a free one.

    Raises ConfigError if that cannot be had.
    """
    try:
        families = [found[0] for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        listener = socket.create_server((host, port), family=min(families))  # "localhost" is IPv4 first
    except (OSError, OverflowError, UnicodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "no such address"
        raise ConfigError(
            f"{host} port {port} cannot be listened on ({reason}): give another --host or --port."
        ) from error
    # Connections inherit it. asyncio sets it only where a socket says that it is TCP; without it, an answer in two
    # pieces, its head and its body, takes 40 ms longer than it need.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _listen_safely(host: str, port: int, *, settings: Settings) -> socket.socket:
    listener = listen(host, port)
    is_behind_proxy = settings.public_url or settings.proxies
    if settings.anyone is Anyone.WRITE and not (is_loopback(listener.getsockname()[0]) and not is_behind_proxy):
        listener.close()
        raise ConfigError(
            "ALLEGEDLY_ANYONE=write lets whoever reaches the service write. It is for --host 127.0.0.1 alone, without "
            "ALLEGEDLY_PUBLIC_URL and ALLEGEDLY_PROXIES: elsewhere, give out keys ('allegedly key write')."
        )
    return listener


def _access(settings: Settings) -> str:
    if settings.anyone is Anyone.WRITE:
        return "whoever is on this machine may write"
    if may_be_written(settings):
        return "written with a key"
    return "read-only: ALLEGEDLY_ANYONE=write lets this machine write, 'allegedly key write' makes a key"


def _here(host: str) -> str:
    """The host by which this machine reaches a service that listens on it."""
    try:
        listens_on = ip_address(host)
    except ValueError:
        return host
    if listens_on.is_unspecified:  # all addresses that there are
        return "::1" if listens_on.version == 6 else "127.0.0.1"
    return host


def _address(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _abandon_stuck_requests(seconds: float) -> None:
    """End the process where a thread still waits for the engine, which cannot be told to stop."""
    others = set(threading.enumerate()) - {threading.current_thread()}
    if stuck := sum(not thread.daemon for thread in others):
        _log.warning("%d requests were not answered in %g seconds and are given up", stuck, seconds)
        logging.shutdown()
        os._exit(0)
