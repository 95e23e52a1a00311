"""Groups kept up to date: only what can be touched by a change is grouped again.

What has no chain of links and reviews between it is grouped independently (``graph.identity.partition``), so it is
enough to walk from what has changed to all that it is joined with by such chains. The outcome is that of grouping
everything from scratch, unless the walk is told to end before it has seen all.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from graph.identity.links import Link
from graph.identity.partition import Group, MayJoin, Membership, Pair, pair, partition
from graph.identity.reviews import Constraints

Explain = Callable[[Membership], str]
"""What is said of a membership in words, as far as it follows from the membership alone and what never changes."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the things of one kind, asked for one thing at a time, by ids.

    ``links`` gives all links that have the thing at one end, from whichever end it is asked; ``exists`` tells things
    that documents hold from things that are gone; ``memberships`` gives those of the whole group that holds the
    thing until now, none for what is alone. ``reach`` is how many things are walked to over links at most, the surest
    links first; groups are taken in whole all the same, and what is further away is left as it is.
    """

    links: Callable[[str], Iterable[Link]]
    exists: Callable[[str], bool]
    memberships: Callable[[str], Iterable[Membership]]
    constraints: Constraints = field(default_factory=Constraints)
    may_join: MayJoin | None = None
    explain: Explain | None = None
    reach: int | None = None


@dataclass(frozen=True, slots=True)
class Regrouping:
    """All memberships of the groups that were looked at, before and after; things that are alone have none."""

    before: frozenset[Membership]
    after: frozenset[Membership]
    things: frozenset[str]
    """All things that were looked at."""
    links: frozenset[Link]
    """All links that were found of them."""

    @property
    def removed(self) -> frozenset[Membership]:
        """The memberships that hold no longer."""
        return self.before - self.after

    @property
    def added(self) -> frozenset[Membership]:
        """The memberships that are new."""
        return self.after - self.before


def regroup(affected: Iterable[str], *, known: Known) -> Regrouping:
    """Group anew what a change can have touched.

    ``affected`` are the things that came or went, and both ends of each link or review that did.
    """
    walk = _Walk(known)
    walk.visit(affected)
    groups = partition(
        walk.things,
        walk.links,
        together=walk.pairs(known.constraints.together_with),
        apart=walk.pairs(known.constraints.apart_from),
        may_join=known.may_join,
    )
    return Regrouping(
        before=frozenset(walk.memberships.values()),
        after=frozenset(memberships_of(groups, explain=known.explain)),
        things=frozenset(walk.things),
        links=frozenset(walk.links),
    )


def memberships_of(groups: Iterable[Group], *, explain: Explain | None = None) -> Iterator[Membership]:
    """The memberships that are worth telling: of groups of more than one, each with its explanation."""
    for group in groups:
        if len(group.memberships) > 1:
            for membership in group.memberships:
                if explain is None or membership.compared_with is None:
                    yield membership
                else:
                    yield replace(membership, explanation=explain(membership))


class _Walk:
    """Breadth first over links, over what is to be together, and over the groups as they are."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._seen: set[str] = set()
        self._linked: deque[str] = deque()
        """Things that a link leads to."""
        self.things: list[str] = []
        self.links: set[Link] = set()
        self.memberships: dict[str, Membership] = {}

    def visit(self, start: Iterable[str]) -> None:
        """Find all that is joined with these things by any chain, as far as the walk may reach."""
        self._take(sorted(start))
        left = self._known.reach
        while self._linked and left != 0:
            thing = self._linked.popleft()
            if thing not in self._seen:
                self._take([thing])
                left = None if left is None else left - 1

    def _take(self, queue: list[str]) -> None:
        """Take in things with their whole groups and all that is to be together with them."""
        for thing in queue:
            if thing in self._seen:
                continue
            self._seen.add(thing)
            if thing not in self.memberships:
                group = {membership.member: membership for membership in self._known.memberships(thing)}
                self.memberships |= group
                queue += group  # what was one with something that is gone is affected as well
            if self._known.exists(thing):
                self.things.append(thing)
                found = sorted(set(self._known.links(thing)), key=lambda link: (-link.score, link))
                self.links |= set(found)
                self._linked += (link.other if link.one == thing else link.one for link in found)
                queue += sorted(self._known.constraints.together_with.get(thing, ()))

    def pairs(self, partners: Mapping[str, Collection[str]]) -> Iterator[Pair]:
        """The pairs among the things that were found."""
        return (pair(thing, other) for thing in self.things for other in partners.get(thing, ()))
