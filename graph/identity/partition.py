"""From links and reviews to groups: which things are one.

Kruskal's algorithm (1956) over the scored links, under constraints (must-link and cannot-link, Wagstaff and Cardie
2000). What comes out depends on the sets that are given and on nothing else, in particular not on their order; and what
has no chain of links between it cannot influence each other, so that each connected component can be grouped alone.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from graph.identity.links import Link
from graph.ids import digest

FOUNDER = "founder"
"""The method of the member that a group is named after."""
REVIEW = "review"
"""The method of a link that a person made."""

Pair = tuple[str, str]
"""Two ids in order."""
MayJoin = Callable[[Collection[str], Collection[str]], bool]
"""Whether two groups, given by their members, may become one."""


@dataclass(frozen=True, slots=True)
class Membership:
    """That a member belongs to a group, and why: the link that brought it in, and the member at its other end.

    The member that the group is named after was compared with nobody. ``score`` is from 0 to 1, to four decimals.
    ``explanation`` says in words what the method looked at.
    """

    member: str
    group: str
    score: float
    method: str
    compared_with: str | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are held to be one; ``memberships`` are sorted by member."""

    name: str
    memberships: tuple[Membership, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of the members, sorted; the group is named after the first of them."""
        return tuple(membership.member for membership in self.memberships)


def name_of(members: Iterable[str]) -> str:
    """The name of the group of these members: a hash of the smallest id."""
    return digest("group", min(members))


def pair(one: str, other: str) -> Pair:
    """Two ids in order."""
    return (one, other) if one < other else (other, one)


def partition(
    items: Iterable[str],
    links: Iterable[Link],
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    may_join: MayJoin | None = None,
) -> list[Group]:
    """Put each item into one group; groups are sorted by their first members.

    Links and pairs with an end that is no item count for nothing. No group holds a pair that is to be apart, whatever
    else is said: where pairs that are to be together would bring it about over others, those come to nothing that
    stand last in the order of ids. After them come the links, best first, those of one score in the order of their
    ids; ``may_join``, which has no say against a person, is asked before a link joins two groups.
    """
    forest = _Forest(sorted(set(items)))
    for one, other in {pair(*ends) for ends in apart}:
        forest.keep_apart(one, other)
    reviews = (Link(*ends, REVIEW, 1.0) for ends in sorted({pair(*ends) for ends in together}))
    for link in reviews:
        forest.join(link, may_join=None)
    for link in sorted(set(links), key=lambda link: (-link.score, link.one, link.other, link.method)):
        forest.join(link, may_join=may_join)
    return forest.groups()


class _Forest:
    """Groups as trees of links; the smaller of two is always merged into the larger, so that all costs n log n."""

    def __init__(self, items: Iterable[str]) -> None:
        self._root = {item: item for item in items}
        self._members = {item: [item] for item in self._root}
        self._apart: dict[str, set[str]] = {}
        self._links: dict[str, list[Link]] = {}
        self._refused: set[tuple[tuple[str, int], ...]] = set()
        """Pairs of groups that may not be joined, each by its root and size: groups only ever grow."""

    def keep_apart(self, one: str, other: str) -> None:
        """Never let the groups of these two be joined. To be called before any are."""
        if one in self._root and other in self._root and one != other:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def join(self, link: Link, *, may_join: MayJoin | None) -> None:
        """Join the groups at both ends of a link, unless something stands against it."""
        if link.one not in self._root or link.other not in self._root:
            return
        one, other = self._root[link.one], self._root[link.other]
        if one == other or other in self._apart.get(one, ()):
            return
        if may_join is not None and not self._may_join(one, other, may_join):
            return
        large, small = (one, other) if self._weight(one) >= self._weight(other) else (other, one)
        moved = self._members.pop(small)
        for member in moved:
            self._root[member] = large
        self._members[large] += moved
        for enemy in self._apart.pop(small, ()):
            self._apart[enemy].remove(small)
            self._apart[enemy].add(large)
            self._apart.setdefault(large, set()).add(enemy)
        for end in (link.one, link.other):
            self._links.setdefault(end, []).append(link)

    def _may_join(self, one: str, other: str, may_join: MayJoin) -> bool:
        """Ask only once of two groups as they are: many links may lead from one to the other."""
        pairing = tuple(sorted((root, len(self._members[root])) for root in (one, other)))
        if pairing in self._refused:
            return False
        if may_join(self._members[one], self._members[other]):
            return True
        self._refused.add(pairing)
        return False

    def groups(self) -> list[Group]:
        """All groups, each membership told by the link that leads towards the first member."""
        found = sorted(min(members) for members in self._members.values())
        return [self._group(founder) for founder in found]

    def _weight(self, root: str) -> int:
        return len(self._members[root]) + len(self._apart.get(root, ()))

    def _group(self, founder: str) -> Group:
        name = name_of([founder])
        reached = {founder: Membership(founder, name, 1.0, FOUNDER)}
        queue = [founder]
        for near in queue:
            for link in self._links.get(near, ()):
                far = link.other if link.one == near else link.one
                if far not in reached:
                    reached[far] = Membership(far, name, round(link.score, 4), link.method, near)
                    queue.append(far)
        return Group(name, tuple(reached[member] for member in sorted(reached)))
