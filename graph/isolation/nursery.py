"""A process that starts those that answer queries, as copies of itself, and knows how they ended.

Starting Python and importing the engine takes 70 ms, a copy 3. It is safe to copy: it has one thread and nothing open.
"""

import os
import signal
import socket

from graph.isolation.channel import Channel
from graph.isolation.network import cut_off
from graph.isolation.worker import hang_on, work

FORK, BURY = b"f", b"b"
REQUEST, ANSWER = 9, 8
"""Bytes of a request, which is a letter and a number, and of the number that answers it."""
FAILED = -(1 << 62)
"""The number that says that the system refuses a process, or knows none of that number."""


def main() -> None:
    """Do what is asked for on standard input, which is a socket, until it is closed."""
    control = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    children: set[int] = set()
    control.sendall((cut_off() or "").encode()[:200] + b"\n")
    while True:
        request, ends, _, _ = socket.recv_fds(control, REQUEST, 2)
        if len(request) < REQUEST:
            return
        if request[:1] == FORK:
            done = _fork(control, *ends)
            children.add(done)
        elif (pid := int.from_bytes(request[1:], "big")) in children:
            children.remove(pid)
            done = _bury(pid)
        else:
            done = FAILED
        control.sendall(done.to_bytes(ANSWER, "big", signed=True))


def _fork(control: socket.socket, end: int, life: int) -> int:
    """Start a process that answers on one end of a connection and lives as long as that of a pipe."""
    try:
        pid = os.fork()
    except OSError:
        pid = FAILED
    if pid == 0:
        try:
            hang_on(life)
            control.close()
            work(Channel(socket.socket(fileno=end)))
        finally:
            os._exit(1)
    os.close(end)
    os.close(life)
    return pid


def _bury(pid: int) -> int:
    """End a child for certain; gives the code with which it ended, or the negative number of the signal."""
    os.kill(pid, signal.SIGKILL)  # changes nothing about how it ended where it has already
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main()
