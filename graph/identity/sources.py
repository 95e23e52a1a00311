"""Which source a mention means, within one document, by simple rules on the words of the mention.

A pronoun stands for the nearest fitting source before it, a surname for the person who was named in full; a name
is told by its capitals, an unnamed source by the head noun of its description.
"""

import re
from collections.abc import Sequence

from graph.identity.words import load
from graph.model import Document, Source, SourceKind, Spans

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*\.?")
_EDGES = " \t\r\n\u200b\ufeff,.;:!?\"“”„«»‘’'()[]–—-…"
_POSSESSIVE = re.compile(r"[’']s?$")
_FULL_NAME_WORDS = 2  # a person's name has at least this many words unless a title stands before it
_MAX_NAME_WORDS = 4

UNKNOWN_OUTLET = "unknown outlet"


def outlet_of(document: Document) -> Source:
    """The source that publishes the document; an unnamed one of its own where the outlet is not known."""
    if not document.outlet:
        return Source(UNKNOWN_OUTLET, SourceKind.OUTLET, scope=document.id)
    kind = _kind_by_words(document.outlet)
    named = kind if kind in (SourceKind.NEWS_AGENCY, SourceKind.GOVERNMENT_BODY) else SourceKind.OUTLET
    return Source(document.outlet, named)


def resolve(document: Document, mentions: Sequence[Spans]) -> list[Source]:
    """The source of each mention, in the order given; an empty mention means that the text names none.

    Every source has one name and kind in the whole document, the ones of its first mention in the text.
    """
    outlet = outlet_of(document)
    known: dict[str, Source] = {outlet.id: outlet}
    resolved: dict[int, Source] = {}
    seen: list[Source] = []
    for index in sorted(range(len(mentions)), key=lambda i: mentions[i]):
        source = _resolve_one(document, mentions[index], seen)
        source = known.setdefault(source.id, source)
        resolved[index] = source
        if mentions[index]:
            seen.append(source)
    return [resolved[index] for index in range(len(mentions))]


def _resolve_one(document: Document, mention: Spans, seen: list[Source]) -> Source:
    if not mention:
        return Source("", SourceKind.UNSPECIFIED, scope=document.id)
    text = _clean(document.quote(mention))
    pronoun = load().pronouns.get(text.casefold())
    if pronoun is not None:
        return _antecedent(pronoun, seen) or Source(text, SourceKind.ANONYMOUS, scope=document.id)
    described = _clean(text.split(",")[0]) or text
    words = described.split()
    head = _head(words)
    kind = load().heads.get(head.casefold())
    name = _person_name(words)
    if kind is None or (name and _is_title(words, name)):
        if name:
            return _full_name(name, seen)
        return _named_or_described(document, described)
    return Source(described, kind, scope=document.id)


def _named_or_described(document: Document, described: str) -> Source:
    words = described.split()
    kind = _kind_by_words(described)
    capitals = [w for w in words if w[0].isupper() and w.casefold() not in load().determiners]
    if capitals:
        if kind is None and len(words) == 1:
            return _by_single_name(document, described)
        return Source(described, kind or SourceKind.ORGANISATION)
    # "the ministry" is one body and definite, yet only this document knows which.
    return Source(described, kind or SourceKind.ANONYMOUS, scope=document.id)


def _by_single_name(document: Document, name: str) -> Source:
    """A single word is a person where the document gives that name in full or with a title."""
    pattern = re.compile(rf"\b([A-Z][^\W\d_]*\.?) {re.escape(name)}\b")
    for match in pattern.finditer(document.text):
        before = match[1].rstrip(".").casefold()
        if before in load().titles:
            return Source(name, SourceKind.PERSON)
        if before not in load().determiners and not _kind_by_words(match[0]):
            return Source(match[0], SourceKind.PERSON)
    return Source(name, SourceKind.ORGANISATION)


def _full_name(name: str, seen: list[Source]) -> Source:
    if " " not in name:
        for source in reversed(seen):
            if source.kind is SourceKind.PERSON and source.name.split()[-1] == name:
                return source
    return Source(name, SourceKind.PERSON)


def _antecedent(pronoun: str, seen: list[Source]) -> Source | None:
    people = {SourceKind.PERSON, SourceKind.ANONYMOUS}
    for source in reversed(seen):
        is_person = source.kind in people
        if pronoun == "person" and is_person:
            return source
        if pronoun == "group" and source.kind is SourceKind.COLLECTIVE:
            return source
        if pronoun == "thing" and not is_person and source.kind is not SourceKind.COLLECTIVE:
            return source
    return None


def _clean(text: str) -> str:
    flat = " ".join(text.split()).strip(_EDGES)
    return _POSSESSIVE.sub("", flat).strip(_EDGES)


def _head(words: Sequence[str]) -> str:
    """The head noun: the last word before a preposition or relative pronoun."""
    head = ""
    for word in words:
        bare = _POSSESSIVE.sub("", word.strip(_EDGES))
        if head and bare.casefold() in load().after_head:
            break
        if bare.casefold() not in load().determiners:
            head = bare
    return head or (words[0] if words else "")


def _person_name(words: Sequence[str]) -> str | None:
    """The capitalised words at the end, titles apart, where they look like a person's name."""
    tail: list[str] = []
    for word in reversed(words):
        bare = word.strip(_EDGES)
        is_initial = len(bare) <= 2 and bare[:1].isupper()
        if not bare[:1].isupper() and not is_initial:
            break
        if bare.casefold().rstrip(".") in load().titles:
            break
        tail.insert(0, bare)
    has_title = len(tail) < len(words) and _is_title(words, " ".join(tail))
    enough = len(tail) >= _FULL_NAME_WORDS or (len(tail) == 1 and has_title)
    if not enough or len(tail) > _MAX_NAME_WORDS or tail[0].casefold() in load().determiners:
        return None
    name = " ".join(tail)
    if (
        (len(tail) < len(words) and not has_title)
        or _kind_by_words(name)
        or any(w.isupper() and len(w) > 2 for w in tail)
    ):
        return None
    return name


def _is_title(words: Sequence[str], name: str) -> bool:
    before = words[: len(words) - len(name.split())]
    return bool(before) and before[-1].strip(_EDGES).casefold() in load().titles


def _kind_by_words(text: str) -> SourceKind | None:
    folded = " ".join(word.rstrip(".") for word in _WORD.findall(text)).casefold()
    return next((kind for kind, pattern in load().names if pattern.search(folded)), None)
