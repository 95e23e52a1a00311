"""The service as a process: one library, one uvicorn."""

import logging
import os
import signal
import socket
import threading
from ipaddress import ip_address

import uvicorn

from api.app import create_app
from api.keys import may_be_written
from api.loopback import is_loopback
from api.protocol import MAX_HEAD, Protocol
from api.service import opened
from graph.errors import ConfigError
from graph.extracting import Extractor
from graph.library import Library
from graph.roles import Anyone
from graph.service_notice import announced
from graph.settings import Settings

_GRACE = 5  # seconds that requests get to end when the service is told to stop

_log = logging.getLogger(__name__)


def serve(settings: Settings, *, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM, then let go of the store.

    Raises ConfigError if the address cannot be listened on, others than this machine could write there without a key,
    or the reader cannot be started; StoreError if the store cannot be opened for writing.
    """
    _set_up_logging()
    with (
        _listen_safely(host, port, settings=settings) as listener,
        Library.for_writing(settings.store, iris=settings.iris, sources_file=settings.sources_file) as library,
        announced(settings.store, _address(_here(host), listener)),
        Extractor.for_library(settings, processes=1, limits=settings.reading_limits) as extractor,
        opened(library, extractor, settings) as service,
    ):
        app = create_app(service)
        config = uvicorn.Config(
            app,
            host=host,
            port=listener.getsockname()[1],
            http=Protocol,
            h11_max_incomplete_event_size=MAX_HEAD,
            proxy_headers=False,  # it would believe whoever is on this machine; the application knows whom to believe
            log_config=None,
            access_log=False,  # addresses hold the questions of whoever asks
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
        # uvicorn repeats the signal that ended it, which for SIGTERM would end the process before the store is closed.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            where, access = _address(host, listener), _access(settings)
            _log.info("serving %s on %s (%s; Ctrl-C ends it)", settings.store, where, access)
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            _log.info("stopped")
    _abandon_stuck_queries()


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


def _abandon_stuck_queries() -> None:
    """End the process where a thread still waits for the engine, which cannot be told to stop."""
    others = set(threading.enumerate()) - {threading.current_thread()}
    if stuck := sum(not thread.daemon for thread in others):
        _log.warning("%d requests were not answered in %d seconds and are given up", stuck, _GRACE)
        logging.shutdown()
        os._exit(0)


def _set_up_logging() -> None:
    # The layout engine of the drawings tells its every step at INFO.
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("api", "graph", "uvicorn"):
        logging.getLogger(name).setLevel(logging.INFO)
