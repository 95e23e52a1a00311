"""How the process of the service gives memory back."""

import ctypes
from contextlib import suppress

_M_ARENA_MAX = -8  # mallopt(3)
_ARENAS = 2


def share_arenas() -> None:
    """Let all threads take memory from a few arenas, before the first of them starts; only glibc knows how.

    It makes an arena for each of up to eight threads a core, and each keeps what its largest answer once took: on two
    cores a service that answers for an hour holds some hundred megabytes that nothing uses.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)
