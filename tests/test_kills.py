"""kill -9 of a service at work, and of its processes: nothing that it acknowledged is lost, and nothing is half there.

Several clients add documents and ask, each on and on, and whatever is refused or broken off they try again. Meanwhile
one process after the other is killed at random moments: one that answers queries, one that reads documents, or the
service itself, which is then started again on what is left. ``--kills`` says how many (``scripts/benchmark_kills``),
``--kills-store`` with which store it begins.
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Event

import httpx
import pytest
from command import COMMAND
from hostile import GOOD
from serving import sample_store

from graph.library import Library
from graph.validation import Remark, check, indexes_disagree

PATIENCE = 120  # seconds; only a hang takes so long
PAUSE = 0.02
SOON = 5.0  # seconds in which a service on an idle machine is back
SEED = int(os.environ.get("ALLEGEDLY_CRASH_SEED", "2031"))
CLIENTS = 3
SETTINGS = {"ALLEGEDLY_ANYONE": "write", "ALLEGEDLY_MODEL": "fast", "ALLEGEDLY_PROCESSES": "2"}
READER, QUERY, SERVICE = "process that reads documents", "process that answers queries", "service"


@dataclass
class Service:
    """A real service that can be killed and started again at the same address."""

    store: Path
    log: Path
    port: int
    is_up: Event = field(default_factory=Event)
    process: "subprocess.Popen[bytes] | None" = None
    starts: list[float] = field(default_factory=list)
    """How many seconds each start took until the first good answer."""
    spent: list[float] = field(default_factory=list)
    """How many seconds of processor time each start took until then."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        began = time.monotonic()
        command = [*COMMAND, "serve", "--store", str(self.store), "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **SETTINGS})
        with httpx.Client(base_url=self.address, timeout=PATIENCE, trust_env=False) as client:
            wait_for(lambda: is_fine(client), self.process)
        self.starts.append(time.monotonic() - began)
        self.spent.append(processor_time(self.process.pid))
        self.is_up.set()

    def kill(self) -> None:
        assert self.process is not None
        self.is_up.clear()
        self.process.kill()
        self.process.wait(PATIENCE)

    def stop(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE) == 0

    def children(self, of: Callable[[str], bool]) -> list[int]:
        """The processes below the service whose command line is as wanted."""
        assert self.process is not None
        found, waiting = [], [self.process.pid]
        while waiting:
            parent = waiting.pop()
            with suppress(OSError):
                below = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
                waiting += map(int, below)
                found += [int(pid) for pid in below if of(Path(f"/proc/{pid}/cmdline").read_text())]
        return found


def wait_for(is_done: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_done():
        assert process.poll() is None, "the service ended by itself"
        assert time.monotonic() < deadline
        time.sleep(PAUSE)


def is_fine(client: httpx.Client) -> bool:
    with suppress(httpx.TransportError):
        return client.get("/documents", params={"limit": 1}).status_code == 200
    return False


def processor_time(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@dataclass
class Load:
    """Clients that do not give up, and what they were told."""

    service: Service
    done: Event = field(default_factory=Event)
    said: dict[str, int] = field(default_factory=dict)
    """How many statements each document has that was acknowledged, by its id."""
    answers: Counter[int] = field(default_factory=Counter)

    def add_documents(self, number: int) -> None:
        while not self.done.is_set():
            article = {"url": f"https://outlet{number % 5}.example/{number}", "text": f"{GOOD} Number {number}."}
            response = self._ask("POST", "/documents", json=article)
            if response is not None and response.status_code in (200, 201):
                added = response.json()
                self.said[added["id"]] = added["statements"]
                number += CLIENTS

    def query(self) -> None:
        asked = 0
        while not self.done.is_set():
            asked += 1
            count = f"SELECT (COUNT(*) AS ?n) {{ ?s a al:Statement ; ?p ?o . FILTER({asked} > 0) }}"
            self._ask("GET", "/sparql", params={"query": count})
            self._ask("GET", "/who-asserted", params={"q": "Who said that the bridge is closed?"})

    def _ask(self, method: str, path: str, **options: object) -> httpx.Response | None:
        """The answer, or None where the connection was cut; after the service has come back, it is up to the caller."""
        self.service.is_up.wait(PATIENCE)
        try:
            with httpx.Client(base_url=self.service.address, timeout=PATIENCE, trust_env=False) as client:
                response = client.request(method, path, **options)  # type: ignore[arg-type]
        except httpx.TransportError:
            return None
        self.answers[response.status_code] += 1
        assert "Traceback" not in response.text
        return response


@contextmanager
def load(service: Service) -> Iterator[Load]:
    clients = Load(service)
    with ThreadPoolExecutor(CLIENTS + 1) as threads:
        running = [threads.submit(clients.add_documents, number) for number in range(CLIENTS)]
        running.append(threads.submit(clients.query))
        try:
            yield clients
        finally:
            clients.done.set()
            service.is_up.set()
        for one in running:
            one.result()


def is_reader(command: str) -> bool:
    return "spawn_main" in command


def answers_queries(command: str) -> bool:
    return "graph.isolation.nursery" in command


def kill_one(service: Service, dice: random.Random) -> str:
    """Kill some process, and tell which; where there is none of a kind yet, it is the service."""
    kind = dice.choice([READER, QUERY, SERVICE])
    if kind is not SERVICE and (found := service.children(is_reader if kind is READER else answers_queries)):
        with suppress(ProcessLookupError):
            os.kill(dice.choice(found), signal.SIGKILL)
        return kind
    service.kill()
    service.start()
    return SERVICE


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    given = request.config.getoption("--kills-store")
    shutil.copytree(given or sample_store(), tmp_path / "store")
    return tmp_path / "store"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found as Linux has them")
def test_kills_under_load_lose_nothing_and_leave_no_half(
    store: Path, tmp_path: Path, pytestconfig: pytest.Config, record_property: Callable[[str, object], None]
) -> None:
    print(f"ALLEGEDLY_CRASH_SEED={SEED}")  # noqa: T201 - pytest shows it when the test fails
    dice, killed = random.Random(SEED), Counter[str]()
    service = Service(store, tmp_path / "log", free_port())
    service.start()
    with load(service) as clients:
        for _ in range(pytestconfig.getoption("--kills")):
            seen = len(clients.said)
            wait_for(lambda seen=seen: len(clients.said) > seen, service.process)  # type: ignore[misc, arg-type]
            time.sleep(dice.uniform(0, 1))
            killed[kill_one(service, dice)] += 1
            assert is_fine(httpx.Client(base_url=service.address, timeout=PATIENCE, trust_env=False))
    service.stop()
    check_store(store, clients.said)
    back = service.starts[1:] or service.starts
    record_property(
        "kills",
        f"{killed.total()} kills ({', '.join(f'{count} of a {kind}' for kind, count in killed.items())}): of "
        f"{len(clients.said)} acknowledged documents none was lost or half there; the service was back in "
        f"{median(back):.1f} s, {max(back):.1f} at most ({max(service.spent):.1f} of processor time), in "
        f"{sum(seconds <= SOON for seconds in back)} of {len(back)} within {SOON:.0f} s; answers: "
        f"{dict(clients.answers)}",
    )


def check_store(store: Path, said: dict[str, int]) -> None:
    with Library.for_reading(store) as library:
        there = set(library.document_ids())
        assert said.keys() <= there
        for document, count in said.items():
            assert len(library.read(document)[1]) == count
        assert library.index.unfinished() == []
        # Where there are many, the form of each document's graph would take hours to look at.
        found = check(library) if len(there) < 200 else indexes_disagree(library)
        assert [violation for violation in found if not isinstance(violation, Remark)] == []
