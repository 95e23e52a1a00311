"""Services in processes of their own: ours, and rdflib-endpoint with the same triples."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_GRACE = 30  # seconds to end

_PEER = """
import socket, sys
import rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="nt")
listener = socket.create_server(("127.0.0.1", 0))
listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
print(f"serving on http://127.0.0.1:{listener.getsockname()[1]}/", file=sys.stderr, flush=True)
config = uvicorn.Config(SparqlEndpoint(graph=graph), log_level="warning", access_log=False)
uvicorn.Server(config).run(sockets=[listener])
"""


@contextmanager
def service_of(store: Path, **settings: str) -> Iterator[tuple[str, int]]:
    """``allegedly serve`` on a store: its address, and the id of its process."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--store", str(store), "--port", "0"]
    environment = {f"ALLEGEDLY_{name.upper()}": value for name, value in settings.items()}
    with _started(command, environment) as found:
        yield found


@contextmanager
def rdflib_endpoint_of(triples: Path) -> Iterator[tuple[str, int]]:
    """rdflib-endpoint with the triples of an N-Triples file in one graph in memory, where rdflib is fastest."""
    with _started([sys.executable, "-c", _PEER, str(triples)], {}) as found:
        yield found


@contextmanager
def _started(command: list[str], environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    root = str(Path(__file__).parent.parent)
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": root, **environment}, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        address = None
        while address is None and (line := process.stderr.readline()):
            found = _ADDRESS.search(line)
            address = found[0] if found else None
        if address is None:
            raise RuntimeError(f"{command[3:]} ended with code {process.wait()} before it served")
        # What it says later is read and dropped, lest it wait for a full pipe.
        drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
        yield address, process.pid
    finally:
        process.terminate()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    drain.wait()
