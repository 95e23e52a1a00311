"""The processes that answer queries, seen from the service."""

import logging
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from threading import Lock

from graph.errors import StoreError
from graph.isolation.channel import Channel
from graph.isolation.nursery import ANSWER, BURY, FAILED, FORK
from graph.isolation.snapshots import Snapshot

_log = logging.getLogger(__name__)

_PATIENCE = 20.0  # seconds for Python to start, and for a process to be copied or buried
_OF_PROCESS = 2  # in the number of the clock of a process (clock_getcpuclockid(3))
_LAZY = 10  # niceness of a process at a long query


class Worker:
    """A process that answers one query at a time. It ends when this process does, however that ends."""

    def __init__(self, pid: int, channel: Channel, life: int) -> None:
        self.pid = pid
        self.channel = channel
        self.snapshots: list[Snapshot] = []
        """What it was told to open; once it has answered, the last of them is what it has open."""
        self.is_reusable = False
        """Whether it was quick at its last query, so that it can be asked another."""
        self.is_lazy = False
        """Whether others go first."""
        self.is_buried = False
        self.code: int | None = None
        self._life: int | None = life
        self._lock = Lock()

    def kill(self) -> None:
        """End it, whatever it is at; any thread may do that, more than once."""
        with self._lock:
            if self._life is not None:
                os.close(self._life)  # the system kills it for that
                self._life = None

    @property
    def is_killed(self) -> bool:
        """Whether it was ended from here."""
        return self._life is None

    def spent(self) -> float:
        """Seconds of a processor that it has used; of a clock on the wall where the system cannot tell."""
        if sys.platform != "linux":
            return time.monotonic()
        try:
            return time.clock_gettime(~self.pid << 3 | _OF_PROCESS)
        except OSError:  # it has ended, which shows elsewhere
            return 0.0

    def give_way(self) -> None:
        """Let other processes go first from now on."""
        self.is_lazy = True
        with suppress(OSError):  # it may have ended
            os.setpriority(os.PRIO_PROCESS, self.pid, _LAZY)


class Nursery:
    """Starts and buries workers, in a process that is itself started again where it died."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def start(self) -> Worker:
        """A new worker. Raises StoreError where the system gives none."""
        try:
            return self._fork()
        except EOFError:
            _log.warning("the process that starts those that answer queries has ended; another takes its place")
        try:
            return self._fork()
        except EOFError as error:
            raise StoreError("No process can be started to answer queries: the machine may be short of it.") from error

    def bury(self, worker: Worker) -> int | None:
        """End a worker for good; gives its exit code, or the negative number of the signal that ended it."""
        if not worker.is_buried:
            worker.is_buried = True
            worker.kill()
            worker.channel.wait_for_end()
            worker.channel.close()
            with suppress(EOFError):
                code = self._ask(BURY, worker.pid, [])
                worker.code = None if code == FAILED else code
        return worker.code

    def stop(self) -> None:
        """End the process; workers live on until they are buried."""
        with self._lock:
            self._stop()

    def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        alive, life = os.pipe()
        try:
            pid = self._ask(FORK, 0, [theirs.fileno(), alive])
            if pid == FAILED:
                raise StoreError("The system gives no process to answer queries: let fewer run at once.")
        except BaseException:
            ours.close()
            os.close(life)
            raise
        finally:
            theirs.close()
            os.close(alive)
        return Worker(pid, Channel(ours), life)

    def _ask(self, what: bytes, number: int, ends: list[int]) -> int:
        """Raises EOFError where the process is gone; the next call that asks for a worker starts another."""
        with self._lock:
            if what == BURY and self._control is None:  # the system has buried them
                raise EOFError
            try:
                control = self._control or self._open()
                socket.send_fds(control, [what + number.to_bytes(8, "big")], ends)
                answer = control.recv(ANSWER)
            except OSError as error:
                self._stop()
                raise EOFError from error
            if len(answer) < ANSWER:
                self._stop()
                raise EOFError
            return int.from_bytes(answer, "big", signed=True)

    def _open(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                # Nothing but the modules of this program; no secrets, and none of what Python's variables could do.
                [sys.executable, "-P", "-m", "graph.isolation.nursery"],
                env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "MALLOC_ARENA_MAX": "2"},
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # the engine writes there what it was short of
                start_new_session=True,  # so that it does not hear Ctrl-C
            )
        self._control = ours
        ours.settimeout(_PATIENCE)
        if reason := _line(ours):
            _log.warning(
                "processes that answer queries keep the network, which this system does not cut off: %s", reason
            )
        return ours

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _line(end: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\n"):
        piece = end.recv(1)
        if not piece:
            raise ConnectionResetError("it ended as it started")
        said += piece
    return said.decode().strip()
