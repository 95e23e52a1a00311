"""Who and what claims name, and when the names of two claims contradict each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from graph.identity import naming
from graph.identity.roles import Role


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a role; ``country`` is a code. What is ``weak`` may be no name, but the first word of a sentence."""

    words: tuple[str, ...]
    country: str
    role: Role
    is_weak: bool = False
    text: str = field(default="", compare=False)

    def matches(self, other: "Name") -> bool:
        """Whether both may name one thing."""
        if self.country and other.country and self.country != other.country:
            return False
        if not self.words or not other.words:
            return self.country == other.country
        if self.words[-1] == other.words[-1] and len(self.words) > 1 and len(other.words) > 1:
            return _given_agree(self.words[:-1], other.words[:-1])
        mine, theirs = set(self.words), set(other.words)
        if len(mine & theirs) > 1 or "".join(self.words) == "".join(other.words):
            return True
        return (
            mine <= theirs
            or theirs <= mine
            or _is_acronym(self.words, other.words)
            or _is_acronym(other.words, self.words)
        )

    def __str__(self) -> str:
        return self.text


def _given_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """ "Jon Smith" may be "Jonathan Smith", "J. Smith" and "Jon A. Smith", and is not "Mary Smith"."""
    given = naming.load().given
    for mine in one:
        for its in other:
            if mine.startswith(its) or its.startswith(mine) or given.get(mine, mine) == given.get(its, its):
                return True
    return False


def _is_acronym(short: Sequence[str], full: Sequence[str]) -> bool:
    return len(short) == 1 and len(full) > 1 and len(short[0]) > 1 and short[0] == "".join(word[0] for word in full)


def contradiction(one: Sequence[Name], other: Sequence[Name]) -> str | None:
    """What two claims name differently in one role, in words; None where no name contradicts another."""
    turned = min((*_turned(one, other), *_turned(other, one)), default=None)
    if turned is not None:
        return f"who acts on whom: {turned[0]}, {turned[1]}"
    for role in Role:
        if role is Role.LOOSE:
            continue
        mine, theirs = _of(one, role), _of(other, role)
        if not mine or not theirs:
            continue
        if any(name.matches(its) for name in mine for its in other) or any(
            its.matches(name) for its in theirs for name in one
        ):
            continue
        if any(name.is_weak for name in (*mine, *theirs)) or _may_contain(mine, theirs):
            continue
        names = sorted((_joined(mine), _joined(theirs)))
        return f"{role}: {names[0]} or {names[1]}"
    return None


def _may_contain(one: Iterable[Name], other: Iterable[Name]) -> bool:
    """A town may lie in a country, and a ministry may be its voice."""
    return any(not mine.words for mine in one) != any(not its.words for its in other)


def _turned(one: Sequence[Name], other: Sequence[Name]) -> Iterator[list[str]]:
    """The names of those of which A acts on B in the one and B on A in the other."""
    for agent, patient in product(_of(one, Role.AGENT), _of(one, Role.OBJECT)):
        if agent.matches(patient):
            continue
        acts = any(its.matches(patient) and not its.matches(agent) for its in _of(other, Role.AGENT))
        suffers = any(its.matches(agent) and not its.matches(patient) for its in _of(other, Role.OBJECT))
        if acts and suffers:
            yield sorted((str(agent), str(patient)))


def _of(names: Iterable[Name], role: Role) -> list[Name]:
    return [name for name in names if name.role is role]


def _joined(names: Iterable[Name]) -> str:
    return ", ".join(sorted({str(name) for name in names}))
