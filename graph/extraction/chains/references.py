"""Words that point back at a reporter: "it", "the agency", "Meridian", "its report"; and whom they may mean."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from graph.identity.names import head_noun, kind_by_words, person_name
from graph.identity.words import load as load_words
from graph.model import Source, SourceKind

_POSSESSIVE = re.compile(r"(?<=\w)[’']s$|(?<=s)[’']$")
_OWNERS = {"its": "it", "their": "they", "his": "he", "her": "she"}
_PARTS = frozenset({"one", "some", "two", "three", "both", "all", "each", "most", "every"})
_POINTERS = frozenset({"the", "this", "that", "these", "those"})
_NOT_A_BODY = frozenset({SourceKind.PERSON, SourceKind.COLLECTIVE, SourceKind.UNSPECIFIED, SourceKind.ANONYMOUS})


class ReferenceKind(StrEnum):
    """By what the words point back."""

    PRONOUN = "pronoun"
    NAME = "name"
    BODY = "body"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that mean a reporter, in lower case: a pronoun, a name, a head noun ("the agency").

    A report without an owner ("that claim") has none.
    """

    kind: ReferenceKind
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnaphoraWords:
    """The word lists of ``anaphora.toml``; ``media`` gives the kind of source of each noun."""

    reports: frozenset[str]
    sources: frozenset[str]
    tracing: frozenset[str]
    repeating: frozenset[str]
    saying_again: frozenset[str]
    transitive: frozenset[str]
    telling: frozenset[str]
    quoting: frozenset[str]
    adding: frozenset[str]
    unreal: frozenset[str]
    in_print: frozenset[str]
    plurals: frozenset[str]
    media: dict[str, SourceKind]


@cache
def load_anaphora() -> AnaphoraWords:
    """Return the lists, read once per process."""
    data = tomllib.loads(
        resources.files("graph.extraction.chains").joinpath("anaphora.toml").read_text(encoding="utf-8")
    )
    media = {word: SourceKind(kind) for kind, words in data.pop("media").items() for word in words}
    return AnaphoraWords(**{name: frozenset(words) for name, words in data.items()}, media=media)


def find_reference(words: Sequence[str]) -> Reference | None:
    """Return what the words of a noun phrase point back at, or None where they introduce somebody."""
    lower = [word.replace("’", "'").casefold() for word in words]
    if "of" in lower[1:-1] and _PARTS.issuperset(lower[: lower.index("of")]):
        return find_reference(words[lower.index("of") + 1 :])
    if not lower:
        return None
    lists = load_anaphora()
    head = head_noun(words).casefold()
    if head in lists.reports or head in lists.sources:
        at = lower.index(head) if head in lower else len(lower)
        if head in lists.sources and lower[at + 1 : at + 2] == ["of"]:
            return find_reference(words[at + 2 :])
        owner = find_owner(words[:at])
        is_bare = owner is None and head in lists.reports and lower[0] in _POINTERS
        return Reference(ReferenceKind.REPORT) if is_bare else owner
    return _find_reporter(words, lower, head=head)


def find_owner(words: Sequence[str]) -> Reference | None:
    """Return whom a possessive in front of a noun means: "its", "the agency's", "the Meridian"."""
    for at, word in enumerate(words):
        folded = word.replace("’", "'").casefold()
        if folded in _OWNERS:
            return Reference(ReferenceKind.PRONOUN, (_OWNERS[folded],))
        if _POSSESSIVE.search(word):
            return find_reference([*words[:at], _POSSESSIVE.sub("", word)])
    named = [word for word in words if word.casefold() not in _POINTERS]
    return _name(named) if len(named) < len(words) else None


def _find_reporter(words: Sequence[str], lower: list[str], *, head: str) -> Reference | None:
    if len(lower) == 1 and lower[0] in load_words().pronouns:
        group = load_words().pronouns[lower[0]]
        if group == "other":
            return Reference(ReferenceKind.REPORT) if lower[0] in _POINTERS else None
        return None if group in ("writer", "editors") else Reference(ReferenceKind.PRONOUN, (lower[0],))
    rest = words[1:] if lower[0] in _POINTERS else words
    named = _name(rest)
    if named or lower[0] not in _POINTERS:
        return named
    return Reference(ReferenceKind.BODY, (head,)) if head else None


def _name(words: Sequence[str]) -> Reference | None:
    if not words or not all(word[0].isupper() or word in ("of", "and", "for", "the") for word in words):
        return None
    return Reference(ReferenceKind.NAME, tuple(_POSSESSIVE.sub("", word).casefold() for word in words))


def may_mean(reference: Reference, source: Source, *, mention: str) -> bool:
    """Whether the words can mean this source, which the text called ``mention``."""
    if reference.kind is ReferenceKind.REPORT:
        return True
    if reference.kind is ReferenceKind.PRONOUN:
        return _fits(reference.words[0], source)
    if repeats(reference, f"{mention} {source.name}") or _is_acronym(reference.words, source.name):
        return True
    kind = load_anaphora().media.get(reference.words[-1]) if reference.kind is ReferenceKind.BODY else None
    return kind is not None and source.kind in (kind, SourceKind.ORGANISATION)


def may_be_called(reference: Reference, mention: str) -> bool:
    """Whether a name or a noun can go on with a mention, as far as its words show: "Meridian", then "the agency"."""
    kind = load_anaphora().media.get(reference.words[-1]) if reference.kind is ReferenceKind.BODY else None
    is_name = head_noun(mention.split())[:1].isupper() and person_name(mention.split()) != mention
    return repeats(reference, mention) or (kind is not None and is_name and kind_by_words(mention) in (kind, None))


def repeats(reference: Reference, mention: str) -> bool:
    """Whether a name or a noun is one that a mention has."""
    if reference.kind not in (ReferenceKind.NAME, ReferenceKind.BODY):
        return False
    words = (_POSSESSIVE.sub("", word.strip(",.")).casefold() for word in mention.split())
    return set(words).issuperset(reference.words)


def _fits(pronoun: str, source: Source) -> bool:
    group = load_words().pronouns[pronoun]
    head = head_noun(source.name.split()).casefold()
    is_body = source.kind not in _NOT_A_BODY or head in load_anaphora().media
    if group == "thing":
        return is_body
    if group == "group":
        return is_body or source.kind is SourceKind.COLLECTIVE
    # A single name is a person or a body; the text may not tell.
    is_single_name = source.kind is SourceKind.ORGANISATION and " " not in source.name
    return is_single_name or (source.kind in (SourceKind.PERSON, SourceKind.ANONYMOUS) and not is_body)


def _is_acronym(words: tuple[str, ...], name: str) -> bool:
    initials = "".join(word[0] for word in name.split() if word[0].isupper()).casefold()
    return len(words) == 1 and len(initials) > 2 and words[0] == initials
