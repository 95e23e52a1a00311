"""A graph as numbers, and the shortest way through it from where a walk has come to."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

import networkx as nx

from graph.analysis.shortest_first import Beginning, Steps, Walk


@dataclass(frozen=True, slots=True)
class Hops:
    """Some edges of a graph, whose nodes are numbered in the order of their ids, between an entry and an exit.

    Attributes:
        ids: The id of each number. The entry and the exit have the two numbers behind those, and no ids.
        ahead: For each number, those that its edges lead to, in order.
        behind: For each number, those that edges lead from to it, in order.
    """

    ids: list[str]
    ahead: list[list[int]]
    behind: list[list[int]]

    @classmethod
    def among(
        cls,
        graph: nx.DiGraph,
        *,
        parts: Iterable[Iterable[str]],
        starts: Set[str] = frozenset(),
        ends: Set[str] = frozenset(),
    ) -> "Hops":
        """The edges inside each of some parts of a graph, which have no node in common.

        The entry leads to those starts, and those ends lead to the exit, that are in one of the parts.
        """
        part_of = {node: part for part, nodes in enumerate(parts) for node in nodes}
        ids = sorted(part_of)
        number = {node: own for own, node in enumerate(ids)}
        ahead = [sorted(number[v] for v in graph.adj[node] if part_of.get(v) == part_of[node]) for node in ids]
        ahead.append([own for own, node in enumerate(ids) if node in starts])
        for own, node in enumerate(ids):
            if node in ends:
                ahead[own].append(len(ids) + 1)
        ahead.append([])
        behind: list[list[int]] = [[] for _ in ahead]
        for own, hops in enumerate(ahead):
            for after in hops:
                behind[after].append(own)
        return cls(ids=ids, ahead=ahead, behind=behind)

    @property
    def entry(self) -> int:
        """The number of the node that leads to all starts."""
        return len(self.ids)

    @property
    def exit(self) -> int:
        """The number of the node that all ends lead to."""
        return len(self.ids) + 1

    def named(self, walk: Walk) -> tuple[str, ...]:
        """The ids of the nodes of a walk, without the entry and the exit."""
        return tuple(self.ids[own] for own in walk if own < len(self.ids))


def shortest_way(hops: Hops, beginning: Beginning, *, goal: int, least: int, steps: Steps) -> Walk | None:
    """The way on to a goal that passes no node twice: the shortest, and of several the first by nodes.

    Nodes below the least one are not passed; the goal may be where the walk began. Searches from both ends (Pohl 1971),
    level by level, on the side that would have cost less: in most graphs few levels meet, and beside a dead end on one
    side the other does not go far. Raises StepsSpentError.
    """
    start = [v for v in hops.ahead[beginning.last] if v not in beginning.barred]
    steps.spend(len(hops.ahead[beginning.last]))
    start = [v for v in start if v == goal or (v >= least and v not in beginning.passed)]
    # The nodes of a level stand in the order of the first ways to them, which is that of the levels before and of ids.
    forth = _Side(hops=hops.ahead, level=start, reached=dict.fromkeys(start, beginning.last))
    back = _Side(hops=hops.behind, level=[goal], reached={goal: goal})
    met = goal in forth.reached
    while forth.level and back.level and not met:
        side, other = (forth, back) if forth.price <= back.price else (back, forth)
        steps.spend(side.grow(goal=goal, least=least, passed=beginning.passed))
        if side is back:
            side.level.sort()  # so that each node is reached from the first of those that it may go on to
        met = not other.reached.keys().isdisjoint(side.level)
    return _joined(forth, back, last=beginning.last, goal=goal) if met else None


@dataclass(slots=True)
class _Side:
    hops: list[list[int]]
    level: list[int]
    reached: dict[int, int]
    """From where each node was reached first."""
    cost: int = 0

    @property
    def price(self) -> int:
        return self.cost + len(self.level)

    def grow(self, *, goal: int, least: int, passed: Set[int]) -> int:
        """Go on to the next level; how many edges that took."""
        level, reached, spent = [], self.reached, 0
        for node in self.level:
            spent += 1 + len(self.hops[node])
            for other in self.hops[node]:
                if other not in reached and (other == goal or (other >= least and other not in passed)):
                    reached[other] = node
                    level.append(other)
        self.level = level
        self.cost += spent
        return spent


def _joined(forth: _Side, back: _Side, *, last: int, goal: int) -> Walk:
    """The first of the ways on which both sides meet."""
    met = next(node for node in forth.level if node in back.reached)
    way = [met]
    while (node := forth.reached[way[-1]]) != last:
        way.append(node)
    way.reverse()
    while way[-1] != goal:
        way.append(back.reached[way[-1]])
    return tuple(way)
