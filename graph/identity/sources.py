"""Which source each mention of a document means.

The text is read from its first word to its last. Its cast are all people and bodies that it names, whether they speak
or not, so that "the ministry" and "he" find who was named in passing; what a mention cannot be shown to mean stays
unnamed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.identity.appearances import Appearance, common_words, find_appearances, tokenise
from graph.identity.cast import Cast, Naming
from graph.identity.characters import Character, kind_of_name
from graph.identity.names import clean, kind_by_words, person_name
from graph.identity.phrases import parse, split_mention
from graph.identity.salience import GENDERS, Place, Role
from graph.identity.words import load
from graph.model import Document, Source, SourceKind, Span, Spans, normalise_name

UNKNOWN_OUTLET = "unknown outlet"

_MAX_SENTENCE = 2_000  # code points of a sentence that are read
_MAX_HOSTS = 8  # statements inside of one another whose speakers are asked for
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|I['’](?:m|ve|d|ll))\b")
_MAX_PERSON = 4  # words of a name that is taken for a person's by its look alone
_MAX_GAP = 20  # code points between a quotation and who said it: a mark, an inverted verb
_MAX_OPENING = 80  # code points in front of the first word of a sentence
_CITING = re.compile(r"\W*(?:citing|quoting|crediting|echoing)\b", re.IGNORECASE)
_WRITERS = frozenset({"writer", "editors"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean a source; no spans where the text gives none.

    ``content`` is what it says there; ``teller`` the index of the mention that speaks to it, where it is told.
    """

    spans: Spans
    content: Spans = ()
    teller: int | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """The source that a mention means, and who voices it where that is another one."""

    source: Source
    spokesperson: Source | None = None


def outlet_of(document: Document) -> Source:
    """The source that publishes the document; an unnamed one of its own where the outlet is not known."""
    if not document.outlet:
        return Source(UNKNOWN_OUTLET, SourceKind.OUTLET, scope=document.id)
    kind = kind_by_words(document.outlet)
    named = kind if kind in (SourceKind.NEWS_AGENCY, SourceKind.GOVERNMENT_BODY) else SourceKind.OUTLET
    return Source(document.outlet, named)


def resolve(
    document: Document, mentions: Sequence[Mention], *, sentences: Sequence[Span] = (), quotes: Sequence[Span] = ()
) -> list[Meant]:
    """The source of each mention, in the order given.

    Every source has one name and kind in the whole document, and its name is the fullest one that the text gives.
    Who is told is no antecedent of later pronouns, as pronouns go on with the subject (Grosz, Joshi and Weinstein
    1995), and theirs do not stand for who is speaking. A pronoun does not stand for whom the rest of its sentence
    names: "it wrote, citing Meridian" (principle C of Chomsky 1981).
    """
    return _Reading(document, mentions, sentences, quotes).read()


class _Reading:
    """What is known of the sources of a document while its mentions are read."""

    def __init__(
        self, document: Document, mentions: Sequence[Mention], sentences: Sequence[Span], quotes: Sequence[Span]
    ) -> None:
        self._document = document
        self._mentions = mentions
        self._sentences = sentences
        self._quotes = quotes
        self._texts = [clean(document.quote(mention.spans)) for mention in mentions]
        self._hosts = _hosts(mentions)
        self._found: dict[int, Character] = {}
        self._narrative = _outside(sentences, quotes)
        self._outlet = Character(names={outlet_of(document).name: None}, kind=outlet_of(document).kind, is_person=False)
        self._writer = self._outlet
        self._sources: dict[str, Source] = {}
        tokens = tokenise(document.text, sentences)
        appearances = find_appearances(document.text, tokens)
        self._common = common_words(tokens)
        self._namings = {index: self._naming(index) for index, text in enumerate(self._texts) if self._is_noun(text)}
        self._cast = Cast([*self._namings.values(), *map(_as_naming, appearances)])
        self._known_beforehand()
        self._cast.introduce()
        self._events = sorted(self._order(appearances), key=lambda event: event[:2])

    def read(self) -> list[Meant]:
        for _, _, event in self._events:
            if isinstance(event, Appearance):
                self._pass(event)
            else:
                self._found[event] = self._resolve(event)
        for index, text in enumerate(self._texts):
            if load().pronouns.get(text.casefold()) in _WRITERS:
                self._found[index] = self._first_person(index)
        self._keep(outlet_of(self._document))
        return [self._meant(index) for index in range(len(self._mentions))]

    def _known_beforehand(self) -> None:
        if self._document.outlet:
            self._cast.add(self._outlet, self._document.outlet)
        for author in self._document.authors:
            if person_name(author.split()) == " ".join(author.split()):
                person = Character(names={author: None}, is_person=True)
                self._cast.add(person, author)
                self._writer = person if len(self._document.authors) == 1 else self._outlet

    @staticmethod
    def _is_noun(text: str) -> bool:
        return bool(text) and text.casefold() not in load().pronouns

    def _naming(self, index: int) -> Naming:
        """Take a mention apart; a word that only begins a sentence is no name."""
        text, start = self._texts[index], self._mentions[index].spans[0].start
        first = text.split()[0]
        number = bisect_right(self._sentences, start, key=lambda sentence: sentence.start) - 1
        is_first = number >= 0 and not any(
            sign.isalnum() for sign in self._document.text[self._sentences[number].start : start][:_MAX_OPENING]
        )
        if is_first and first.casefold() in self._common - load().determiners and not first.isupper():
            text = first.casefold() + text[len(first) :]
        return Naming.of([parse(part) for part in split_mention(text)] or [parse(text)])

    def _order(self, appearances: Sequence[Appearance]) -> Iterator[tuple[int, int, Appearance | int]]:
        """Mentions and appearances, those apart that a mention covers."""
        spoken: list[Span] = []
        for index, mention in enumerate(self._mentions):
            if mention.spans and load().pronouns.get(self._texts[index].casefold()) not in _WRITERS:
                yield mention.spans[0].start, 0, index
            spoken.extend(mention.spans)
        spoken.sort()
        for appearance in appearances:
            before = bisect_right(spoken, appearance.span.end, key=lambda span: span.start) - 1
            is_inside = before >= 0 and spoken[before].start <= appearance.span.start < spoken[before].end
            is_around = before >= 0 and appearance.span.start <= spoken[before].start < appearance.span.end
            if not (is_inside or is_around):
                yield appearance.span.start, 1, appearance

    def _pass(self, appearance: Appearance) -> None:
        """Take note of somebody who is spoken of."""
        at = self._place(appearance.span.start)
        role = Role.SUBJECT if appearance.is_subject and at.quote < 0 else Role.OTHER
        pronoun = appearance.phrase.text.casefold()
        naming = _as_naming(appearance)
        if pronoun in GENDERS:
            meant = self._cast.salience.meant(pronoun, "person", at=at)
            if meant is None or at.quote >= 0:
                return
            character = meant
            character.gender = character.gender or GENDERS[pronoun]
        elif naming.name:
            character = self._cast.named(naming)
        else:
            character = self._cast.described(naming, at=at)
        is_adjective = appearance.is_attributive and character.is_person is None and len(appearance.phrase.name) == 1
        if not is_adjective:
            self._cast.see(character, at=at, role=role, is_joined=appearance.is_joined)

    def _resolve(self, index: int) -> Character:
        mention, text = self._mentions[index], self._texts[index]
        at = self._place(mention.spans[0].start)
        if not text:
            return Character()
        character = self._pronoun(index, at) if text.casefold() in load().pronouns else self._noun(index, at)
        if mention.teller is None and character.is_person is None and at.quote < 0 and not character.is_place:
            self._hear(character, mention)
        if not character.names and text.casefold() in load().pronouns and not character.descriptions:
            return character  # a pronoun that stands for nobody known is no antecedent either
        if mention.teller is None:
            is_outer = self._hosts[index] is None
            self._cast.see(character, at=at, role=Role.SPEAKER if is_outer else Role.SUBJECT)
        elif text.casefold() not in load().pronouns:
            self._cast.see(character, at=at, role=Role.OTHER)
        return character

    def _hear(self, character: Character, mention: Mention) -> None:
        """Who says "I" is a person."""
        for start, end in mention.content:
            number = bisect_right(self._quotes, start + 1, key=lambda quote: quote.start) - 1
            quoted = self._quotes[number] if number >= 0 else Span(0, 0)
            if quoted.end >= start and _FIRST_PERSON.search(
                self._document.text, max(start, quoted.start), min(end, quoted.end)
            ):
                character.is_person = True
                character.kind = None

    def _noun(self, index: int, at: Place) -> Character:
        naming = self._namings[index]
        if naming.name:
            return self._cast.named(naming)
        return self._cast.described(
            naming, at=at, excluded=self._cited(at.start), after_quote=self._follows_quote(self._mentions[index])
        )

    def _follows_quote(self, mention: Mention) -> bool:
        """Whether a mention stands right behind a quotation of what it says."""
        start = mention.spans[0].start
        number = bisect_right(self._quotes, start, key=lambda quoted: quoted.start) - 1
        is_near = number >= 0 and 0 <= start - self._quotes[number].end <= _MAX_GAP
        return is_near and any(span.start < start for span in mention.content)

    def _cited(self, at: int) -> set[Character]:
        """Who is cited at the head of the sentence, and so is not who cites: "Citing Meridian, the agency reported"."""
        number = bisect_right(self._sentences, at, key=lambda sentence: sentence.start) - 1
        start = self._sentences[number].start if number >= 0 else 0
        return set(self._cast.salience.since(start)) if _CITING.match(self._document.text, start) else set()

    def _pronoun(self, index: int, at: Place) -> Character:
        mention, pronoun = self._mentions[index], self._texts[index].casefold()
        group = load().pronouns[pronoun]
        if group == "outlet":
            return self._outlet
        host = self._hosts[index]
        speaker = self._found.get(host) if host is not None else None
        is_quoted = at.quote >= 0 and speaker is not None
        other = self._found.get(mention.teller) if mention.teller is not None else speaker if is_quoted else None
        excluded = self._cited(at.start) | ({other} if other is not None else set())
        meant = None
        if group in ("person", "thing", "group"):
            meant = self._cast.salience.meant(pronoun, group, at=at, content=mention.content, excluded=excluded)
        if meant is None or self._is_named_behind(mention.spans[-1].end, meant):
            return Character(wording=self._texts[index], is_person=True, gender=GENDERS.get(pronoun))
        if meant.is_person is None:
            meant.is_person = group == "person"
        if meant.is_person:
            meant.gender = meant.gender or GENDERS.get(pronoun)
        return meant

    def _first_person(self, index: int) -> Character:
        """Who says "I": who is quoted; outside of quotations the author, and "we" is the outlet."""
        mention, group = self._mentions[index], load().pronouns[self._texts[index].casefold()]
        host = self._hosts[index]
        is_quoted = bool(mention.spans) and self._place(mention.spans[0].start).quote >= 0
        for _ in range(_MAX_HOSTS):
            if host is None or not is_quoted:
                break
            if host in self._found and load().pronouns.get(self._texts[host].casefold()) not in _WRITERS:
                return self._found[host]
            host = self._hosts[host]
        return self._outlet if group == "editors" else self._writer

    def _place(self, start: int) -> Place:
        number = bisect_right(self._sentences, start, key=lambda sentence: sentence.start) - 1
        quote = bisect_right(self._quotes, start, key=lambda quoted: quoted.start) - 1
        inside = quote >= 0 and start < self._quotes[quote].end
        return Place(start, self._narrative[number] if number >= 0 else 0, quote if inside else -1)

    def _is_named_behind(self, at: int, character: Character) -> bool:
        """Whether the rest of the sentence names a character: a person by the last name, without another first one."""
        number = bisect_right(self._sentences, at, key=lambda sentence: sentence.start) - 1
        end = self._sentences[number].end if number >= 0 else at
        rest = self._document.text[at : min(end, at + _MAX_SENTENCE)]
        name = character.name or character.wording
        *first, last = name.split() or [""]
        if character.is_person is not False and character.names and first:
            own = load().titles | load().never_first_names | {word.casefold() for word in first}
            found = re.finditer(rf"(?:\b([A-Z][\w.]*) )?(?<!\w){re.escape(last)}(?!\w| [A-Z])", rest)
            return any(match[1] is None or match[1].casefold() in own for match in found)
        flags = re.NOFLAG if character.names else re.IGNORECASE
        return bool(last) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rest, flags) is not None

    def _meant(self, index: int) -> Meant:
        character = self._found.get(index)
        if character is None or not self._texts[index]:
            return Meant(self._keep(Source("", SourceKind.UNSPECIFIED, scope=self._document.id)))
        own = self._keep(self._source(character))
        if character.speaks_for is None or own.is_named:
            return Meant(own)
        return Meant(self._keep(self._source(character.speaks_for)), spokesperson=own)

    def _keep(self, source: Source) -> Source:
        return self._sources.setdefault(source.id, source)

    def _source(self, character: Character) -> Source:
        if character is self._outlet:
            return outlet_of(self._document)
        if character.names:
            return self._named_source(character)
        return Source(character.wording, _kind_of(character), scope=self._document.id)

    def _named_source(self, character: Character) -> Source:
        name = character.name
        is_like_person = character.is_person is None and character.kind is None
        if character.is_person is True or (is_like_person and 1 < len(normalise_name(name).split()) <= _MAX_PERSON):
            return Source(name, SourceKind.PERSON)
        if character.is_seat:
            return Source(name, SourceKind.GOVERNMENT_BODY)
        kind = character.kind if character.kind not in (None, SourceKind.ORGANISATION) else kind_by_words(name)
        return Source(name, kind or kind_of_name(name) or SourceKind.ORGANISATION)


def _kind_of(character: Character) -> SourceKind:
    """The kind of a source without a name."""
    phrase = next(iter(character.descriptions), None)
    kind = load().heads.get(phrase.noun) if phrase is not None else None
    if character.is_plural:
        return SourceKind.COLLECTIVE
    if character.is_person:
        return SourceKind.ANONYMOUS
    if kind is not None:
        return kind
    noun = phrase.noun if phrase is not None else character.wording
    told = character.kind or kind_by_words(character.wording)
    return told or (SourceKind.COLLECTIVE if _is_plural(noun) else SourceKind.ANONYMOUS)


def _is_plural(noun: str) -> bool:
    """Whether a noun that the word lists do not know is spelt like a plural: "mourners", but not "boss"."""
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is", "’s", "'s"))


def _as_naming(appearance: Appearance) -> Naming:
    return Naming(
        appearance.phrase,
        appearance.apposed,
        is_human=appearance.is_human,
        is_place=appearance.is_place,
        is_seat=appearance.is_seat,
        has_article=appearance.has_article and not appearance.is_attributive,
    )


def _outside(sentences: Sequence[Span], quotes: Sequence[Span]) -> list[int]:
    """How many sentences that begin outside of quotations there are up to each one."""
    numbers: list[int] = []
    count = at = 0
    for sentence in sentences:
        while at < len(quotes) and quotes[at].end <= sentence.start:
            at += 1
        is_inside = (
            at < len(quotes)
            and quotes[at].start <= sentence.start + 1 < quotes[at].end
            and sentence.end <= quotes[at].end + 2
        )
        count += 0 if is_inside else 1
        numbers.append(count)
    return numbers


def _hosts(mentions: Sequence[Mention]) -> list[int | None]:
    """The innermost statement in whose content each mention stands."""
    contents = sorted(
        (span.start, -span.end, index) for index, mention in enumerate(mentions) for span in mention.content
    )
    hosts: list[int | None] = [None] * len(mentions)
    open_: list[tuple[int, int]] = []
    at = 0
    for index in sorted(range(len(mentions)), key=lambda number: mentions[number].spans):
        if not mentions[index].spans:
            continue
        start = mentions[index].spans[0].start
        while at < len(contents) and contents[at][0] <= start:
            open_.append((-contents[at][1], contents[at][2]))
            at += 1
        while open_ and open_[-1][0] <= start:
            open_.pop()
        hosts[index] = next(
            (host for end, host in reversed(open_[-_MAX_HOSTS:]) if end > start and host != index), None
        )
    return hosts
