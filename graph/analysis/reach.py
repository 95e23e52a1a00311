"""What can be reached in a graph."""

from collections.abc import Hashable, Iterable, Mapping, Set
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def reached(after: Mapping[Node, Iterable[Node]], starts: Iterable[Node]) -> Set[Node]:
    """The starts and all nodes that a walk from one of them comes to, with what comes after each node."""
    waiting = list(starts)
    seen = set(waiting)
    while waiting:
        for node in after[waiting.pop()]:
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen
