"""A process without a network."""

import ctypes
import errno
import os

_NEW_NETWORK, _NEW_USERS = 0x40000000, 0x10000000  # CLONE_NEWNET, CLONE_NEWUSER (Linux, sched.h)


def cut_off() -> str | None:
    """Put this process, which has one thread, and those that it will start where there is no network at all.

    It is a network namespace (network_namespaces(7)) with nothing in it, not even an address of this machine. Without
    privileges it takes a user namespace besides. Gives the reason where the system does not allow it.
    """
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (AttributeError, OSError):
        return "this system has no network namespaces"
    for flags in (_NEW_NETWORK, _NEW_NETWORK | _NEW_USERS):
        if unshare(flags) == 0:
            return None
    number = ctypes.get_errno()
    return f"{errno.errorcode.get(number, number)}: {os.strerror(number)}"
