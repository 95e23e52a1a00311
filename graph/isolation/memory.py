"""How much memory this process may take."""

import resource
import sys
from pathlib import Path


def limit_memory(most: int) -> None:
    """Let this process take so many bytes more than it has.

    What counts is what it can write to, its stacks included (RLIMIT_DATA, since Linux 4.7); RLIMIT_AS would count
    what the allocator reserves and never uses. Where the engine gets no memory, it aborts the process.
    """
    taken = 0
    if sys.platform == "linux":
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
    limit = taken + most
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
