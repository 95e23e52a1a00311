"""What the words of a mention tell about the source: its head noun, a person's name in it, the kind of a named body."""

import re
from collections.abc import Sequence

from graph.identity.words import load
from graph.model import SourceKind

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*\.?")
_EDGES = " \t\r\n\u200b\ufeff,.;:!?\"“”„«»‘’'()[]–—-…"
_POSSESSIVE = re.compile(r"[’']s?$")
_FULL_NAME_WORDS = 2  # a person's name has at least this many words unless a title stands before it
_MAX_NAME_WORDS = 4
_AGENTIVE = ("fighter", "worker", "driver", "keeper", "owner", "ist", "man", "woman", "ian", "mother", "father")


def clean(text: str) -> str:
    """The mention on one line, without punctuation at its edges and without a possessive."""
    flat = " ".join(text.split()).strip(_EDGES)
    return _POSSESSIVE.sub("", flat).strip(_EDGES)


def head_noun(words: Sequence[str]) -> str:
    """The head noun of a phrase: the last word before a preposition or relative pronoun."""
    head = ""
    for word in words:
        bare = _POSSESSIVE.sub("", word.strip(_EDGES))
        if head and bare.casefold() in load().after_head:
            break
        if bare.casefold() not in load().determiners:
            head = bare
    return head or (words[0] if words else "")


def person_name(words: Sequence[str]) -> str | None:
    """The capitalised words at the end of a mention, titles apart, where they look like a person's name."""
    tail: list[str] = []
    for word in reversed(words):
        bare = word.strip(_EDGES)
        if not bare[:1].isupper() or _is_person_noun(bare):
            break
        tail.insert(0, bare)
    name = " ".join(tail)
    introduced = has_title(words, name)
    enough = len(tail) >= _FULL_NAME_WORDS or (len(tail) == 1 and introduced)
    if not enough or len(tail) > _MAX_NAME_WORDS or tail[0].casefold() in load().determiners:
        return None
    is_acronym = any(word.isupper() and len(word) > 2 for word in tail)
    if (len(tail) < len(words) and not introduced) or kind_by_words(name) or is_acronym:
        return None
    return name


def has_title(words: Sequence[str], name: str) -> bool:
    """Whether a title or a noun for a person stands before the name at the end: "President", "grandmother"."""
    before = words[: len(words) - len(name.split())]
    return bool(before) and _is_person_noun(before[-1].strip(_EDGES))


def _is_person_noun(word: str) -> bool:
    folded = word.casefold().rstrip(".")
    if folded in load().titles or load().heads.get(folded) is SourceKind.ANONYMOUS:
        return True
    return word.islower() and folded.endswith(_AGENTIVE)


def kind_by_words(text: str) -> SourceKind | None:
    """The kind that words like "ministry" or "times" in a name tell, if any."""
    folded = " ".join(word.rstrip(".") for word in _WORD.findall(text)).casefold()
    return next((kind for kind, pattern in load().names if pattern.search(folded)), None)
