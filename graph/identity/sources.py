"""Which source a mention means, within one document, by simple rules on the words of the mention.

A pronoun stands for the nearest fitting source before it, a single name for the person who was named in full; a name
is told by its capitals, an unnamed source by the head noun of its description.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property

from graph.identity.names import clean, has_title, head_noun, kind_by_words, person_name
from graph.identity.words import load
from graph.model import MEDIA_KINDS, Document, Source, SourceKind, Span, Spans

UNKNOWN_OUTLET = "unknown outlet"

_NAME_PAIR = re.compile(r"(?=\b([A-Z][^\W\d_]*)\.? ([A-Z][^\W\d_]+(?:[-’'][^\W\d_]+)*)\b)")
_MAX_SENTENCE = 2_000  # code points of a sentence that are read
_COMMA = re.compile(r",(?!\d)")
_EMPLOYED = re.compile(r"(?P<employer>.+?)[’']s?\s+(?P<name>.+)")
_PERSONAL = frozenset({SourceKind.PERSON, SourceKind.ANONYMOUS})


def outlet_of(document: Document) -> Source:
    """The source that publishes the document; an unnamed one of its own where the outlet is not known."""
    if not document.outlet:
        return Source(UNKNOWN_OUTLET, SourceKind.OUTLET, scope=document.id)
    kind = kind_by_words(document.outlet)
    named = kind if kind in (SourceKind.NEWS_AGENCY, SourceKind.GOVERNMENT_BODY) else SourceKind.OUTLET
    return Source(document.outlet, named)


def resolve(
    document: Document,
    mentions: Sequence[Spans],
    *,
    addressees: Collection[int] = (),
    sentences: Sequence[Span] = (),
) -> list[Source]:
    """The source of each mention, in the order given; an empty mention means that the text names none.

    Every source has one name and kind in the whole document, the ones of its first mention in the text. ``addressees``
    are the indices of those mentions that are told and do not speak: no later pronoun stands for them, as pronouns
    go on with the subject (Grosz, Joshi and Weinstein 1995), and theirs do not stand for who is speaking.
    A pronoun does not stand for whom the rest of its sentence names: "it wrote, citing Meridian" (principle C of
    Chomsky 1981).
    """
    reading = _Reading(document, sentences)
    resolved: dict[int, Source] = {}
    for index in sorted(range(len(mentions)), key=lambda i: mentions[i]):
        mention = mentions[index]
        resolved[index] = reading.resolve_addressee(mention) if index in addressees else reading.resolve(mention)
    return [resolved[index] for index in range(len(mentions))]


class _Reading:
    """What is known of the sources of a document while its mentions are read from first to last."""

    def __init__(self, document: Document, sentences: Sequence[Span]) -> None:
        self._document = document
        self._sentences = sentences
        self._outlet = outlet_of(document)
        self._known = {self._outlet.id: self._outlet}
        self._speaker: Source | None = None
        """Who spoke last."""
        self._latest: defaultdict[str, list[Source]] = defaultdict(list)
        """The last two sources that each group of pronouns could stand for, the latest first."""
        self._people: dict[str, Source] = {}
        """The last person with a full name, by first and by last name."""

    def resolve(self, mention: Spans) -> Source:
        text = clean(self._document.quote(mention))
        if not text:
            return self._keep(Source("", SourceKind.UNSPECIFIED, scope=self._document.id))
        source = self._keep(self._judge(text, at=mention[-1].end))
        self._remember(source)
        return source

    def resolve_addressee(self, mention: Spans) -> Source:
        text = clean(self._document.quote(mention))
        if not text:
            return self.resolve(())
        source = self._keep(self._judge(text, at=mention[-1].end, is_told=True))
        self._remember_name(source)
        return source

    def _keep(self, source: Source) -> Source:
        return self._known.setdefault(source.id, source)

    def _remember(self, source: Source) -> None:
        self._speaker = source
        if source.name.casefold() in load().pronouns:
            return  # "who" that stands for nobody known is no antecedent either
        is_group = source.kind is SourceKind.COLLECTIVE
        group = "person" if source.kind in _PERSONAL else "group" if is_group else "thing"
        self._latest[group] = [source, *(other for other in self._latest[group] if other != source)][:2]
        self._remember_name(source)

    def _remember_name(self, source: Source) -> None:
        if source.kind is SourceKind.PERSON and " " in source.name:
            first, *_, last = source.name.split()
            self._people[first] = self._people[last] = source

    def _judge(self, text: str, *, at: int, is_told: bool = False) -> Source:
        pronouns = load().pronouns.get(text.casefold())
        if pronouns == "writer":
            return self._writer()
        if pronouns == "outlet":
            return self._outlet
        if pronouns is not None:
            others = (source for source in self._latest[pronouns] if not is_told or source != self._speaker)
            meant = next(others, None)
            is_known = meant is not None and not self._is_named_behind(at, meant)
            return meant if meant and is_known else Source(text, SourceKind.ANONYMOUS, scope=self._document.id)
        described = _without_employer(clean(_COMMA.split(text)[0]) or text)
        words = described.split()
        name = person_name(words)
        kind = load().heads.get(head_noun(words).casefold())
        if name and (kind is None or has_title(words, name)):
            return self._people.get(name) or Source(name, SourceKind.PERSON)
        if kind is not None:
            return Source(described, kind, scope=self._document.id)
        return self._named_or_described(described)

    def _is_named_behind(self, at: int, source: Source) -> bool:
        """Whether the rest of the sentence names a source: a person by the last name, if not with another first one."""
        number = bisect_right(self._sentences, at, key=lambda sentence: sentence.start) - 1
        end = self._sentences[number].end if number >= 0 else at
        rest = self._document.text[at : min(end, at + _MAX_SENTENCE)]
        *first, last = source.name.split() or [""]
        if source.kind is SourceKind.PERSON and first:
            own = load().titles | load().never_first_names | {word.casefold() for word in first}
            found = re.finditer(rf"(?:\b([A-Z][\w.]*) )?(?<!\w){re.escape(last)}(?!\w| [A-Z])", rest)
            return any(match[1] is None or match[1].casefold() in own for match in found)
        flags = re.NOFLAG if source.is_named else re.IGNORECASE
        return bool(last) and re.search(rf"(?<!\w){re.escape(source.name)}(?!\w)", rest, flags) is not None

    def _writer(self) -> Source:
        """Who says "I" outside of quotation marks: the author, or the outlet where several or none are known."""
        if len(self._document.authors) == 1:
            return Source(self._document.authors[0], SourceKind.PERSON)
        return self._outlet

    def _named_or_described(self, described: str) -> Source:
        words = described.split()
        kind = kind_by_words(described)
        if not any(word[0].isupper() and word.casefold() not in load().determiners for word in words):
            # "the ministry" is one body and definite, yet only this document knows which.
            number = SourceKind.COLLECTIVE if _is_plural(head_noun(words)) else SourceKind.ANONYMOUS
            return Source(described, kind or number, scope=self._document.id)
        if kind is None and len(words) == 1:
            return self._people.get(described) or self._by_single_name(described)
        return Source(described, kind or SourceKind.ORGANISATION)

    def _by_single_name(self, name: str) -> Source:
        """A single word is a person where the document gives that name in full or with a title."""
        before = self._names_before.get(name)
        if before is None:
            return Source(name, SourceKind.ORGANISATION)
        is_title = before.casefold() in load().titles
        return Source(name if is_title else f"{before} {name}", SourceKind.PERSON)

    @cached_property
    def _names_before(self) -> dict[str, str]:
        """The capitalised word in front of each name, at its first use as a person's name."""
        found: dict[str, str] = {}
        for first, last in _NAME_PAIR.findall(self._document.text):
            if first.casefold() not in load().never_first_names and not kind_by_words(f"{first} {last}"):
                found.setdefault(last, first)
        return found


def _without_employer(described: str) -> str:
    """The person in "the Herald's Ada Quill"; the words as they are where they name anybody else."""
    match = _EMPLOYED.fullmatch(described)
    if match is None or kind_by_words(match["employer"]) not in MEDIA_KINDS:
        return described
    return match["name"] if person_name(match["name"].split()) == match["name"] else described


def _is_plural(noun: str) -> bool:
    """Whether a noun that the word lists do not know is spelt like a plural: "mourners", but not "boss"."""
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is", "’s", "'s"))
