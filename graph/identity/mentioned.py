"""The names that a text mentions, each in its role: rows of words with capitals, where capitals tell anything."""

from collections.abc import Iterable, Iterator, Sequence

from graph.identity import naming
from graph.identity.claim_names import Name
from graph.identity.claim_words import load
from graph.identity.roles import Clause, Role
from graph.identity.tokens import Token, is_past
from graph.identity.words import load as load_words

_INSIDE = frozenset({"of", "de", "del", "van", "von", "bin", "al", "el", "la", "der", "den"})
_MAX_WORDS = 8  # of a name; a longer row of capitals is a headline
_SMALL_SHARE = 0.15  # of the content words that have a small letter, where capitals tell names
_FEW_WORDS = 4
_BEHIND_PARTICIPLE = frozenset({"by", "in", "for", "over", "after", "with", "at", "on"})
_SHORT_WORD = 5  # letters of a name whose last "s" is hardly a plural


def names_of(tokens: Sequence[Token], *, used: Iterable[int]) -> tuple[Name, ...]:
    """The names in a row of tokens, sorted; the tokens at the places that are ``used`` are no names."""
    taken = frozenset(used)
    rows = list(_rows(tokens, taken=taken, has_case=_has_case(tokens)))
    clause = Clause(tokens, [start for start, _ in rows])
    found = {name for start, end in rows if (name := _name(tokens, start, end, role=clause.role(start))) is not None}
    return tuple(sorted(found, key=lambda name: (name.words, name.country, name.role, name.is_weak)))


def _has_case(tokens: Iterable[Token]) -> bool:
    """Whether capitals tell names: not in a headline that has them everywhere."""
    words = [token for token in tokens if token.kind == "word" and token.low not in load().function_words]
    small = sum(not token.is_capital for token in words)
    return len(words) < _FEW_WORDS or small >= max(1.0, len(words) * _SMALL_SHARE)


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
    titles, countries = load().titles, naming.load().countries
    row = tokens[start:end]
    words = tuple(token.low for token in row)
    text = " ".join(token.text for token in row).removesuffix("'s")
    if words in countries:
        return Name((), countries[words], role, text=text)
    country = ""
    for length in (3, 2, 1):
        for at in range(len(words) - length + 1):
            if not country and words[at : at + length] in countries:
                country = countries[words[at : at + length]]
                words = words[:at] + words[at + length :]
    has_title = any(word in titles for word in words)
    kept = tuple(name_word(word) for word in words if word not in titles and word not in _INSIDE)
    if not kept:
        return Name((), country, role, text=text) if country else None
    is_alone = row[0].opens and len(kept) == 1 and not has_title and not country and not row[-1].owns
    return Name(kept, country, role, is_alone and not _is_bare_subject(tokens, start), text)


def _is_bare_subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that opens a sentence is the subject all by itself, and none of those that can be: "Quill left".

    Common nouns of one thing have an article; bare ones are plurals, or of a few sorts.
    """
    lists, word = load(), tokens[at].low
    if at + 1 >= len(tokens) or word.endswith(lists.bare_endings) or word in lists.bare_nouns:
        return False
    after, behind = tokens[at + 1], tokens[at + 2].low if at + 2 < len(tokens) else ""
    is_participle = after.low.endswith("ed") and behind in _BEHIND_PARTICIPLE  # "Affidavit filed by"
    return after.kind == "word" and (after.low in load_words().auxiliaries or is_past(after)) and not is_participle


def name_word(word: str) -> str:
    """ "McDonald's" has lost its apostrophe in many texts."""
    return word[:-1] if len(word) > _SHORT_WORD and word.endswith("s") else word
