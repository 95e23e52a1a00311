"""Walks of a graph one by one, the shortest first, in time that is bounded for each of them.

There may be more walks than anyone can list, and hostile graphs in which most beginnings lead nowhere. So no beginning
is followed unless it is known to lead on: the walks are parted by where they leave those that were found, and of each
part the shortest is looked for (Yen 1971, Lawler 1972). Each walk costs at most as many searches as it has nodes.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TypeAlias

Walk: TypeAlias = tuple[int, ...]
"""Nodes, as numbers that are in the order of their ids."""

MAX_STEPS = 3_000_000
"""Edges that are looked at, and nodes that are kept, before a search gives up: about a second and 30 MB."""


class StepsSpentError(Exception):
    """A search has looked at as many edges as it may."""


class Steps:
    """How far a search may still go."""

    def __init__(self, left: int) -> None:
        self._left = left

    def spend(self, steps: int) -> None:
        """Raises StepsSpentError if none are left."""
        self._left -= steps
        if self._left < 0:
            raise StepsSpentError


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a part of the walks has in common.

    Attributes:
        first: The first node.
        last: The node where they leave those that were found.
        passed: All nodes from the first to the last.
        barred: Where those that were found go on to.
    """

    first: int
    last: int
    passed: Set[int]
    barred: Set[int]

    @classmethod
    def at(cls, node: int) -> "Beginning":
        """All walks from a node."""
        return cls(first=node, last=node, passed={node}, barred=frozenset())


Search: TypeAlias = Callable[[Beginning], Walk | None]
"""The shortest way on from the last node of a beginning, without that node; None if there is none."""


def shortest_first(starts: Iterable[int], *, search: Search, steps: Steps) -> Iterator[Walk]:
    """All walks from the starts, by length and then by nodes, as far as the search prefers the smaller nodes.

    Raises StepsSpentError when the steps are spent; what came before is then complete up to its last walk.
    """
    shortest = ((start, search(Beginning.at(start))) for start in starts)
    found: list[tuple[int, Walk, int, Set[int]]]
    found = [(1 + len(tail), (start, *tail), 0, frozenset()) for start, tail in shortest if tail]
    heapify(found)
    while found:
        _, walk, left_at, barred = heappop(found)
        yield walk
        steps.spend(len(walk))
        passed = set(walk[:left_at])
        for index in range(left_at, len(walk) - 1):
            passed.add(walk[index])
            barred = {*barred, walk[index + 1]} if index == left_at else {walk[index + 1]}
            tail = search(Beginning(first=walk[0], last=walk[index], passed=passed, barred=barred))
            if tail:
                other = (*walk[: index + 1], *tail)
                steps.spend(len(other) + len(barred))
                heappush(found, (len(other), other, index, barred))


def first_of(walks: Iterator[Walk], *, limit: int) -> tuple[list[Walk], bool]:
    """At most as many walks as the limit allows, and whether there are or may be more."""
    found: list[Walk] = []
    try:
        for walk in walks:
            if len(found) == limit:
                return found, True
            found.append(walk)
    except StepsSpentError:
        return found, True
    return found, False
