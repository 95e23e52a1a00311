"""Which source each mention of a document means.

The text is read from its first word to its last. Its cast are all people and bodies that it names, whether they speak
or not, so that "the ministry" and "he" find who was named in passing; what a mention cannot be shown to mean stays
unnamed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.identity.cast.appearances import Appearance, find_appearances
from graph.identity.cast.cast import Cast
from graph.identity.cast.characters import Character
from graph.identity.cast.descriptions import Descriptions
from graph.identity.cast.designations import Designation
from graph.identity.cast.phrases import Determiner
from graph.identity.cast.salience import GENDERS, RELATIVES, Place, Role
from graph.identity.cast.tokens import Tokens
from graph.identity.character_sources import source_of
from graph.identity.layout import Layout, hosts
from graph.identity.mentions import WRITERS, Mention, Mentions
from graph.identity.names import kind_by_words, person_name
from graph.identity.registry import Registry
from graph.model import Document, Source, SourceKind, Span, Spans

UNKNOWN_OUTLET = "unknown outlet"

_MAX_HOSTS = 8  # statements inside of one another whose speakers are asked for
_CITING = re.compile(r"\W{0,3}(?:citing|quoting|crediting|echoing)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|I['’](?:m|ve|d|ll))\b")
_GROUPS = frozenset({"person", "thing", "group"})


@dataclass(frozen=True, slots=True)
class Meant:
    """The source that a mention means, who voices it where that is another one, and the body that it belongs to."""

    source: Source
    spokesperson: Source | None = None
    affiliation: Source | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """A description in the text, such as "the general", and the person with a name whom it means."""

    span: Span
    source: Source


@dataclass(frozen=True, slots=True)
class Resolution:
    """The source of each mention, in the order in which they were given; and whom descriptions beside them mean."""

    meant: list[Meant]
    described: list[Described]


def outlet_of(document: Document) -> Source:
    """The source that publishes the document; an unnamed one of its own where the outlet is not known."""
    if not document.outlet:
        return Source(UNKNOWN_OUTLET, SourceKind.OUTLET, scope=document.id)
    kind = kind_by_words(document.outlet)
    named = kind if kind in (SourceKind.NEWS_AGENCY, SourceKind.GOVERNMENT_BODY) else SourceKind.OUTLET
    return Source(document.outlet, named)


def resolve(
    document: Document,
    mentions: Sequence[Mention],
    *,
    sentences: Sequence[Span] = (),
    quotes: Sequence[Span] = (),
    known: Registry | None = None,
) -> Resolution:
    """The source of each mention, and who is described; ``known`` sources tell the kinds of names that do not.

    Every source has one name and kind in the whole document, and its name is the fullest one that the text gives.
    Who is told comes behind who speaks when it is asked whom a pronoun stands for, as pronouns go on with the subject
    (Grosz, Joshi and Weinstein 1995); a pronoun for who is told does not stand for who is speaking to him. A pronoun
    does not stand for whom the rest of its sentence names: "it wrote, citing Meridian" (principle C of Chomsky 1981).
    """
    layout = Layout(document.text, sentences=sentences, quotes=quotes)
    return _Reading(document, mentions, layout, sentences=sentences, known=known or Registry()).read()


class _Reading:
    """What is known of the sources of a document while its mentions are read."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        layout: Layout,
        *,
        sentences: Sequence[Span],
        known: Registry,
    ) -> None:
        self._document = document
        self._layout = layout
        self._found: dict[int, Character] = {}
        self._described: list[tuple[Span, Character]] = []
        self._sources: dict[str, Source] = {}
        self._cast = Cast(known)
        self._descriptions = Descriptions(self._cast)
        outlet = outlet_of(document)
        self._outlet = Character(names={outlet.name: None}, kind=outlet.kind, is_person=False)
        self._writer = self._add_known()
        tokens = Tokens(document.text, sentences)
        self._mentions = Mentions(document, mentions, layout=layout, tokens=tokens)
        self._appearances = list(find_appearances(tokens))
        designations = self._mentions.designations.values()
        self._cast.introduce([*designations, *map(Designation.at, self._appearances)])

    def read(self) -> Resolution:
        """Read all of the text."""
        for event in self._mentions.in_order(self._appearances):
            if isinstance(event, Appearance):
                self._pass(event)
            else:
                self._found[event] = self._resolve(event)
        for index, group in enumerate(self._mentions.groups):
            if group in WRITERS:
                self._found[index] = self._first_person(index)
        self._keep(outlet_of(self._document))
        meant = [self._meant(index) for index in range(len(self._mentions.all))]
        return Resolution(meant, list(self._people()))

    def _people(self) -> Iterator[Described]:
        """Whom descriptions mean that have a name; nobody who is speaking there, since he would not call himself so."""
        said = [mention.content for mention in self._mentions.all]
        others: list[Spans] = [() for _ in said]  # no description is the mention that says something
        speaking = hosts([*others, *((span,) for span, _ in self._described)], said)[len(said) :]
        for (span, character), host in zip(self._described, speaking, strict=True):
            is_speaker = host is not None and self._found.get(host) is character
            if character.names and character.is_person is not False and not is_speaker:
                yield Described(span, self._keep(self._source(character)))

    def _add_known(self) -> Character:
        """Add the outlet and the authors to the cast; gives who says "I"."""
        if self._document.outlet:
            self._cast.add(self._outlet)
        authors = [" ".join(author.split()) for author in self._document.authors]
        people = [
            Character({author: None}, is_person=True) for author in authors if person_name(author.split()) == author
        ]
        for person in people:
            self._cast.add(person)
        return people[0] if len(people) == len(authors) == 1 else self._outlet

    def _pass(self, appearance: Appearance) -> None:
        """Take note of somebody who is spoken of."""
        at = self._layout.place(appearance.span.start)
        pronoun = appearance.phrase.text.casefold()
        designation = Designation.at(appearance)
        if pronoun in GENDERS:
            meant = self._cast.salience.meant(pronoun, "person", at=at) if at.quote < 0 else None
            if meant is None:
                return
            character = meant
            character.gender = character.gender or GENDERS[pronoun]
        elif designation.name:
            character = self._cast.named(designation)
            self._descriptions.affiliate(character, designation, at=at)
        else:
            character = self._descriptions.meant(designation, at=at)
            if appearance.phrase.is_bare and appearance.phrase.determiner is Determiner.DEFINITE:
                self._described.append((appearance.span, character))
        is_adjective = appearance.is_attributive and character.is_person is None and len(appearance.phrase.name) == 1
        if not is_adjective:
            role = Role.SUBJECT if appearance.is_subject and at.quote < 0 else Role.OTHER
            self._cast.see(character, at=at, end=appearance.span.end, role=role, is_joined=appearance.is_joined)

    def _resolve(self, index: int) -> Character:
        mention = self._mentions.all[index]
        at = self._layout.place(mention.spans[0].start)
        if not self._mentions.texts[index]:
            return Character()
        character = self._pronoun(index, at) if self._mentions.groups[index] else self._noun(index, at)
        if self._mentions.groups[index] and not character.names and not character.descriptions:
            return character  # a pronoun that stands for nobody known is no antecedent either
        if mention.teller is None:
            is_open = character.is_person is None and not character.is_place
            if is_open and at.quote < 0 and _FIRST_PERSON.search(self._layout.quoted(mention.content)):
                character.is_person, character.kind = True, None  # who says "I" is a person
            role = Role.SPEAKER if self._mentions.hosts[index] is None else Role.SUBJECT
            self._cast.see(character, at=at, end=mention.spans[-1].end, role=role)
        elif not self._mentions.groups[index]:
            self._cast.see(character, at=at, end=mention.spans[-1].end, role=Role.OTHER)
        return character

    def _noun(self, index: int, at: Place) -> Character:
        designation = self._mentions.designations[index]
        if designation.name:
            character = self._cast.named(designation)
            self._descriptions.affiliate(character, designation, at=at)
            return character
        is_behind = self._layout.is_behind_quotation(at.start, self._mentions.all[index].content)
        excluded = self._cited(at.start)
        return self._descriptions.meant(designation, at=at, excluded=excluded, is_behind_quotation=is_behind)

    def _pronoun(self, index: int, at: Place) -> Character:
        mention, pronoun, group = (
            self._mentions.all[index],
            self._mentions.texts[index].casefold(),
            self._mentions.groups[index],
        )
        if group == "outlet":
            return self._outlet
        group = "group" if pronoun == "both" else group
        meant = self._cast.salience.nearest(pronoun, at=at) if pronoun in RELATIVES else None
        if group in _GROUPS:
            other = (
                mention.teller if mention.teller is not None else self._mentions.hosts[index] if at.quote >= 0 else None
            )
            excluded = self._cited(at.start) | ({self._found[other]} if other in self._found else set())
            content = mention.content
            meant = self._cast.salience.meant(pronoun, group, at=at, content=content, excluded=excluded)
        if meant is None or meant.is_named_in(self._layout.rest_of_sentence(mention.spans[-1].end)):
            return Character(wording=self._mentions.texts[index], is_person=True, gender=GENDERS.get(pronoun))
        if meant.is_person is None and not meant.is_plural:
            meant.is_person = group == "person" or pronoun == "who"
        if meant.is_person:
            meant.gender = meant.gender or GENDERS.get(pronoun)
        return meant

    def _cited(self, at: int) -> set[Character]:
        """Who is cited at the head of the sentence, and so is not who cites: "Citing Rupress, the agency reported"."""
        start = self._layout.sentence(at).start
        return set(self._cast.salience.since(start)) if _CITING.match(self._document.text, start) else set()

    def _first_person(self, index: int) -> Character:
        """Who says "I": who is quoted; outside of quotations the author, and "we" is the outlet."""
        mention, host = self._mentions.all[index], self._mentions.hosts[index]
        is_quoted = bool(mention.spans) and self._layout.place(mention.spans[0].start).quote >= 0
        for _ in range(_MAX_HOSTS):
            if host is None or not is_quoted:
                break
            if host in self._found and self._mentions.groups[host] not in WRITERS:
                return self._found[host]
            host = self._mentions.hosts[host]
        return self._outlet if self._mentions.groups[index] == "editors" else self._writer

    def _meant(self, index: int) -> Meant:
        character = self._found.get(index)
        if character is None or not self._mentions.texts[index]:
            return Meant(self._keep(Source("", SourceKind.UNSPECIFIED, scope=self._document.id)))
        own = self._keep(self._source(character))
        if character.speaks_for is None or own.is_named:
            body = character.belongs_to
            return Meant(own, affiliation=self._keep(self._source(body)) if body is not None else None)
        return Meant(self._keep(self._source(character.speaks_for)), spokesperson=own)

    def _keep(self, source: Source) -> Source:
        return self._sources.setdefault(source.id, source)

    def _source(self, character: Character) -> Source:
        return outlet_of(self._document) if character is self._outlet else source_of(character, scope=self._document.id)
