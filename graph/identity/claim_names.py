"""Who and what a claim names, in which role, and when the names of two claims contradict each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.identity import naming
from graph.identity.claim_words import load
from graph.identity.roles import Clause, Role
from graph.identity.tokens import Token
from graph.identity.words import load as load_words

_INSIDE = frozenset({"of", "de", "del", "van", "von", "bin", "al", "el", "la", "der", "den"})
_MAX_WORDS = 8  # of a name; a longer row of capitals is a headline
_MOSTLY = 0.6  # of the words have a capital where capitals tell nothing
_FEW_WORDS = 4
_SHORT_WORD = 5  # letters of a name whose last "s" is hardly a plural


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a role; ``country`` is a code. What is ``weak`` may be no name, but the first word of a sentence."""

    words: tuple[str, ...]
    country: str
    role: Role
    is_weak: bool = False

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
        return " ".join(self.words) or self.country.upper()


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
    turned = _turned(one, other)
    if turned:
        return turned
    for role in Role:
        if role is Role.LOOSE:
            continue
        mine = [name for name in one if name.role is role]
        theirs = [name for name in other if name.role is role]
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


def _turned(one: Sequence[Name], other: Sequence[Name]) -> str | None:
    """Whether A acts on B in the one and B on A in the other."""
    for agent in (name for name in one if name.role is Role.AGENT):
        for patient in (name for name in one if name.role is Role.OBJECT):
            if agent.matches(patient):
                continue
            acts = any(its.role is Role.AGENT and its.matches(patient) and not its.matches(agent) for its in other)
            suffers = any(its.role is Role.OBJECT and its.matches(agent) and not its.matches(patient) for its in other)
            if acts and suffers:
                names = sorted((str(agent), str(patient)))
                return f"who acts on whom: {names[0]}, {names[1]}"
    return None


def _joined(names: Iterable[Name]) -> str:
    return ", ".join(sorted({str(name) for name in names}))


def names_of(tokens: Sequence[Token], *, used: Iterable[int]) -> tuple[Name, ...]:
    """The names in a row of tokens, sorted; the tokens at the places that are ``used`` are no names."""
    words = [token for token in tokens if token.kind == "word"]
    capitals = sum(token.is_capital for token in words)
    has_case = len(words) < _FEW_WORDS or capitals < _MOSTLY * len(words)
    taken = frozenset(used)
    rows = list(_rows(tokens, taken=taken, has_case=has_case))
    clause = Clause(tokens, [start for start, _ in rows])
    found = {name for start, end in rows if (name := _name(tokens, start, end, role=clause.role(start))) is not None}
    return tuple(sorted(found, key=lambda name: (name.words, name.country, name.role, name.is_weak)))


def _rows(tokens: Sequence[Token], *, taken: frozenset[int], has_case: bool) -> Iterator[tuple[int, int]]:
    """Where rows of words that may make a name begin and end."""
    at = 0
    while at < len(tokens):
        if at in taken or not _is_name_word(tokens[at], has_case=has_case):
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and end not in taken and end - at < _MAX_WORDS and not tokens[end - 1].owns:
            if _is_name_word(tokens[end], has_case=has_case) and not tokens[end].opens:
                end += 1
            elif (
                tokens[end].low in _INSIDE
                and end + 1 < len(tokens)
                and _is_name_word(tokens[end + 1], has_case=has_case)
            ):
                end += 2
            else:
                break
        yield at, end
        at = end


def _is_name_word(token: Token, *, has_case: bool) -> bool:
    if token.kind != "word":
        return False
    lists = load()
    if not has_case:
        return (token.low,) in naming.load().countries
    if (
        not token.is_capital
        or (token.low in lists.function_words and token.text != "US")
        or token.low in lists.never_names
    ):
        return False
    return not lists.is_number_word(token.low)


def _name(tokens: Sequence[Token], start: int, end: int, *, role: Role) -> Name | None:
    titles, countries = load_words().titles, naming.load().countries
    row = tokens[start:end]
    words = tuple(token.low for token in row)
    if words in countries:
        return Name((), countries[words], role)
    country = ""
    for length in (3, 2, 1):
        for at in range(len(words) - length + 1):
            if not country and words[at : at + length] in countries:
                country = countries[words[at : at + length]]
                words = words[:at] + words[at + length :]
    has_title = any(word in titles for word in words)
    kept = tuple(name_word(word) for word in words if word not in titles and word not in _INSIDE)
    if not kept:
        return Name((), country, role) if country else None
    is_weak = row[0].opens and len(kept) == 1 and not has_title and not country and not row[-1].owns
    return Name(kept, country, role, is_weak)


def name_word(word: str) -> str:
    """ "McDonald's" has lost its apostrophe in many texts."""
    return word[:-1] if len(word) > _SHORT_WORD and word.endswith("s") else word
