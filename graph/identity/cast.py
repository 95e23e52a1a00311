"""The cast of a text: which person or body a name or a description means."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.identity.cast_words import is_body_noun, is_people_noun, is_person_noun, load
from graph.identity.characters import Character, Names, Nouns, is_short, kind_of_name, matches
from graph.identity.names import kind_by_words
from graph.identity.naming import load as load_naming
from graph.identity.normal_form import country_code, fold, name_words
from graph.identity.phrases import Determiner, Phrase, parse
from graph.identity.salience import Place, Role, Salience, Trace
from graph.identity.words import load as load_words
from graph.model import SourceKind, normalise_name

_MAX_NAMES = 12  # ways to write one
_NEAR = 2  # sentences in which "the man", "the firm" finds somebody of whom nothing else tells that
_SEATED = frozenset({"government", "ministry", "administration", "parliament", "authorities", "cabinet"})
_NAMED_BY_PLACE = _SEATED | {
    "department",
    "embassy",
    "council",
    "court",
    "senate",
    "army",
    "navy",
    "military",
    "police",
}
_MEDIA = (SourceKind.OUTLET, SourceKind.NEWS_AGENCY)
_PUBLISHING = frozenset({*_MEDIA, None})


@dataclass(frozen=True, slots=True)
class Naming:
    """A phrase and those in apposition to it, the way it names or describes one character."""

    phrase: Phrase
    apposed: tuple[Phrase, ...] = ()
    is_human: bool | None = None
    is_place: bool = False
    is_seat: bool = False
    has_article: bool = False

    @classmethod
    def of(cls, phrases: Sequence[Phrase]) -> "Naming":
        """What the phrases of one mention say: "the mayor of Brenn, Ada Quill" names her, and describes her so."""
        first, *rest = phrases
        if (
            first.name
            and not first.owner
            and any(one.is_joined and one.noun and one.text[:1].isupper() for one in rest)
        ):
            text = ", ".join(one.text for one in phrases)
            return cls(Phrase(text, noun=first.noun, is_plural=True))  # "Ada Quill, Ole Berg and Ben Tarn"
        is_named = bool(rest and rest[0].name) and rest[0].determiner is Determiner.NONE
        if (
            not first.name
            and is_named
            and _is_description(first)
            and (not rest[0].noun or is_person_noun(rest[0].noun))
        ):
            return cls(rest[0], (first, *rest[1:]))
        return cls(first, tuple(one for one in rest if not one.name or one.determiner is not Determiner.NONE))

    @property
    def name(self) -> str:
        """The words of the name; empty where it only describes."""
        if self.phrase.name:
            return " ".join(self.phrase.name)
        return self.phrase.text if _names_body(self.phrase) else ""

    @property
    def body(self) -> SourceKind | None:
        """The kind of body that is meant, if anything tells one."""
        kind = kind_of_name(self.name) if self.name else None
        if kind not in (None, SourceKind.ORGANISATION):
            return kind
        nouns = (self.phrase, *self.apposed)
        told = (_kind_of_noun(one) for one in nouns if is_body_noun(one.noun) or one.noun in load_naming().descriptions)
        return next((found for found in told if found), kind)

    @property
    def is_no_person(self) -> bool:
        """Whether anything but words tells that it is a body: "which", an acronym, an article in front of the name."""
        has_article = self.has_article or self.phrase.determiner is Determiner.DEFINITE
        is_article_only = has_article and not self.phrase.noun and len(self.phrase.name) > 1
        return self.is_human is False or _is_acronym(self.phrase.alias) or (is_article_only and not self.tells_person)

    @property
    def tells_person(self) -> bool:
        """Whether anything but the look of the name tells that it is a person."""
        if self.is_human:
            return True
        if _is_acronym(self.phrase.alias):
            return False
        return any(is_person_noun(one.noun) for one in (self.phrase, *self.apposed) if one.noun)


class Cast:
    """Who is who in one text; its names are all known before its mentions are read from the first to the last."""

    def __init__(self, introduced: Iterable[Naming]) -> None:
        self._names = Names()
        self._everyone = Nouns()
        """Those that the whole text describes, not only up to where it is read."""
        self._latest = Nouns()
        self.salience = Salience()
        self._seats: set[str] = set()
        self._places: set[str] = set()
        self._known = tuple(dict.fromkeys(introduced))
        self._named: dict[Character, Place] = {}

    def add(self, character: Character, name: str) -> None:
        """Add somebody who is known beforehand: the outlet, an author."""
        if character.is_person:
            self._names.add_person(name, character)
        else:
            self._names.add_body(name, character)

    def introduce(self) -> None:
        """Read all names: the full ones first, so that short ones find them wherever they stand."""
        for naming in self._known:
            for one in (naming.phrase, *naming.apposed):
                if one.noun in _SEATED and one.preposition in ("in", "of") and one.complement[:1].isupper():
                    self._seats.add(fold(one.complement))
            if naming.is_seat:
                self._seats.add(fold(naming.name))
            if naming.is_place:
                self._places.add(fold(naming.name))
        self._places |= self._seats
        full = [naming for naming in self._known if naming.name and not is_short(naming.name)]
        for naming in full:
            self._enter(naming)
        for naming in self._known:
            if naming.name and is_short(naming.name):
                self._enter_short(naming)

    def _enter(self, naming: Naming) -> Character:
        """The character of a full name."""
        kind = naming.body
        is_body = kind is not None and not naming.tells_person
        if is_body or not naming.phrase.name or naming.is_no_person:
            character = self._names.add_body(naming.name, self._names.exact(naming.name) or Character())
        else:
            character = self._names.add_person(naming.name, Character())
        self._take(character, naming)
        return character

    def _enter_short(self, naming: Naming) -> None:
        meant = self._candidates(naming)
        if len(meant) > 1:
            return
        character = meant[0] if meant else self._names.add_body(naming.name, Character())
        if meant and not self._agrees(naming, character):
            return
        self._take(character, naming, is_new=not meant)

    def _take(self, character: Character, naming: Naming, *, is_new: bool = True) -> None:
        """Let a character learn what a naming tells."""
        phrase = naming.phrase
        kind = naming.body
        if name_words(naming.name) in load_naming().states:
            character.is_place, character.is_person, kind = True, False, None
        elif not phrase.name:
            character.is_person = False
        elif naming.tells_person and (kind is None or naming.phrase.noun):
            character.is_person = True
        elif (kind is not None or naming.is_no_person) and character.is_person is None:
            character.is_person = False
        if kind is not None and not naming.tells_person and character.kind in (None, SourceKind.ORGANISATION):
            character.kind = kind
        if is_new and character.is_person is None and self._is_place(naming.name):
            character.is_place = True
        self._write(character, naming)
        for one in (phrase, *naming.apposed) if not character.is_place else ():
            character.describe(one)
        if phrase.alias:
            self._names.add_alias(phrase.alias, character)
        self._everyone.see(character)

    def _is_place(self, name: str) -> bool:
        """Whether a name is a place's or a country's too."""
        return fold(name) in self._places or bool(country_code(name))

    def _is_seat(self, name: str) -> bool:
        """Whether a name is a country's or a capital's, so that its government is meant where it speaks."""
        return fold(name) in self._seats | load().capitals or name_words(name) in load_naming().states

    def _write(self, character: Character, naming: Naming) -> None:
        """Note how the text writes a name."""
        phrase = naming.phrase
        has_article = phrase.determiner is Determiner.DEFINITE and phrase.name and not phrase.noun
        written = f"{phrase.text.split()[0]} {naming.name}" if has_article else naming.name
        if len(character.names) < _MAX_NAMES:
            character.names.setdefault(written)

    def _candidates(self, naming: Naming) -> list[Character]:
        phrase = naming.phrase
        has_article = phrase.determiner is Determiner.DEFINITE or (naming.is_place is False and not phrase.noun)
        exact = self._names.exact(naming.name)
        if exact is not None and exact.is_person is False and not naming.tells_person:
            return [exact]
        found = self._names.meant(naming.name, has_article=has_article, is_place=self._is_place(naming.name))
        if naming.tells_person:
            found = [one for one in found if one.is_person is not False]
        if found:
            return found
        return [exact] if exact is not None else []

    @staticmethod
    def _agrees(naming: Naming, character: Character) -> bool:
        return not (naming.tells_person and character.is_person is False)

    def named(self, naming: Naming) -> Character:
        """Whom a name means, of several the one spoken of last."""
        meant = [one for one in self._candidates(naming) if self._agrees(naming, one)] if is_short(naming.name) else []
        if not meant:
            exact = self._names.exact(naming.name)
            character = exact if exact is not None else self._enter(naming)
        else:
            character = max(meant, key=lambda one: self._named.get(one, _NEVER))
        if character.is_person is not True and self._is_seat(naming.name):
            character.is_seat, character.is_person, character.is_place = True, False, False
        self._write(character, naming)
        return character

    def described(
        self, naming: Naming, *, at: Place, excluded: Collection[Character] = (), after_quote: bool = False
    ) -> Character:
        """Whom a description without a name means; somebody new where it means nobody before or one of ``excluded``.

        ``after_quote``: it stands right behind a quotation of what it says.
        """
        phrase = naming.phrase
        found = self._government(phrase) or self._published(phrase)
        if found is None and (phrase.is_definite or self._is_office(phrase)):
            found = self._antecedent(phrase, at=at)
            if found is None and after_quote:
                found = self._epithet(phrase, at=at)
        if found is None or found in excluded:
            found = self._new(phrase, at=at)
        for one in (phrase, *naming.apposed):
            found.describe(one)
        return found

    def see(self, character: Character, *, at: Place, role: Role, is_joined: bool = False) -> None:
        """Take note that the text speaks of somebody."""
        self._named[character] = at
        self._latest.see(character)
        self._everyone.see(character)
        self.salience.see(Trace(character, at, role, is_joined))

    def _government(self, phrase: Phrase) -> Character | None:
        """ "The government in Moscow", where the text says "Moscow" for it too."""
        place = phrase.owner or phrase.complement
        if phrase.noun != "government" or not place[:1].isupper():
            return None
        if not self._is_seat(place):
            return None
        return self.named(Naming(parse(place)))

    def _published(self, phrase: Phrase) -> Character | None:
        """ "The Herald" for "the Herald report"."""
        if phrase.noun not in load().works or not phrase.owner:
            return None
        owner = parse(phrase.owner)
        naming = Naming(owner)
        if not naming.name:
            return None
        found = self.named(naming)
        is_named_person = found.is_person is True
        return found if not is_named_person and found.kind in _PUBLISHING else None

    @staticmethod
    def _is_office(phrase: Phrase) -> bool:
        """Whether a noun without an article can only mean one: "Head of Mission", "police chief"."""
        return phrase.determiner is Determiner.NONE and is_person_noun(phrase.noun) and not phrase.is_plural

    def _antecedent(self, phrase: Phrase, *, at: Place) -> Character | None:
        noun = phrase.noun
        found = next((one for one in self._latest.latest(noun) if matches(phrase, one)), None)
        if found is None and noun in load().bodies:
            return self._body(phrase, at=at)
        if found is None and noun in load().general:
            near = self.salience.last("person", at=at, within=_NEAR)
            return next((one for one in near if not one.names and one.fits_gender(load().genders.get(noun))), None)
        if found is None:
            later = self._everyone.only(noun)
            found = later if later is not None and matches(phrase, later) else None
        return found

    def _body(self, phrase: Phrase, *, at: Place) -> Character | None:
        """The body that "the firm" or "the paper" goes back to: one of that kind, or one of which no kind is known."""
        kind = load().bodies[phrase.noun]
        if phrase.description - load().empty_modifiers or phrase.owner or phrase.complement:
            later = self._everyone.only(phrase.noun)
            return later if later is not None and matches(phrase, later) else None
        if kind in (SourceKind.COMPANY, *_MEDIA, SourceKind.ARMED_GROUP):
            of_kind = next((one for one in self._latest.latest(f"a {kind}") if not (one.is_place or one.is_seat)), None)
            if of_kind is not None:
                return of_kind
            near = self.salience.last("thing", at=at, within=_NEAR)
            unknown = next(filter(_may_be_body, near), None)
            if unknown is not None:
                unknown.is_person, unknown.kind = False, kind
                return unknown
        later = self._everyone.only(phrase.noun)
        return later if later is not None and later.names else None

    def _epithet(self, phrase: Phrase, *, at: Place) -> Character | None:
        """Whom "the old warhorse" means: nobody has that trade, so it is who has just spoken."""
        if phrase.determiner is not Determiner.DEFINITE or phrase.owner or phrase.complement or phrase.is_plural:
            return None
        if is_person_noun(phrase.noun) or is_people_noun(phrase.noun) or kind_by_words(phrase.text) or not phrase.noun:
            return None
        if phrase.noun in load_words().heads or any(one.is_plural for one in self._latest.latest(phrase.noun)):
            return None
        trace = self.salience.speaker_before(at)
        is_near = trace is not None and at.sentence - trace.place.sentence <= 1
        return trace.character if trace is not None and is_near and trace.character.names else None

    def _new(self, phrase: Phrase, *, at: Place) -> Character:
        noun = phrase.noun
        character = Character(wording=phrase.text, is_plural=phrase.is_plural)
        heads = load_words().heads.get(noun)
        if is_person_noun(noun) or heads is SourceKind.ANONYMOUS:
            character.is_person = True
        elif noun in load().bodies:
            character.is_person, character.kind = False, load().bodies[noun]
        elif heads is SourceKind.DOCUMENT:
            character.is_person = False
        body = self._voiced(phrase, at=at)
        if body is not None:
            character.speaks_for = body
        return character

    def _voiced(self, phrase: Phrase, *, at: Place) -> Character | None:
        """The body whose spokesperson or press office somebody is."""
        voices = load().voices
        if phrase.noun not in voices and not any(f"{word} {phrase.noun}" in voices for word in phrase.description):
            return None
        words = phrase.owner or (phrase.complement if phrase.preposition in ("for", "of", "at", "from") else "")
        if not words:
            return None
        body = parse(words)
        naming = Naming(body)
        if naming.name:
            found: Character | None = self.named(naming)
        else:
            found = self._antecedent(body, at=at) or (self._new(body, at=at) if body.noun in load().bodies else None)
        return found if found is not None and found.is_person is not True else None


def _is_acronym(alias: str) -> bool:
    return len(alias) > 1 and alias.isalpha() and alias.isupper()


def _may_be_body(character: Character) -> bool:
    """Whether nothing tells what a name names, and it does not look like a person's or a place's."""
    is_unknown = character.kind is None and not character.is_place and not character.is_seat
    is_single = len(normalise_name(character.name).split()) == 1
    return bool(character.names) and is_unknown and (character.is_person is False or is_single)


_NEVER = Place(-1, -1, -1)


def _is_description(phrase: Phrase) -> bool:
    """Whether a phrase can stand in front of a name that it describes."""
    return (
        is_person_noun(phrase.noun)
        or is_body_noun(phrase.noun)
        or phrase.determiner is not Determiner.NONE
        or bool(phrase.owner)
    )


def _names_body(phrase: Phrase) -> bool:
    """Whether a phrase that ends in a common noun names a body: "Ruritania's trade ministry"."""
    noun = phrase.noun
    if phrase.name or phrase.is_plural or phrase.determiner is Determiner.INDEFINITE:
        return False
    if noun not in load().bodies and (
        (noun.endswith("s") and kind_by_words(phrase.text) is None)
        or is_person_noun(noun)
        or noun in load_words().heads
        or noun in load().works
    ):
        return False
    if phrase.is_joined:
        return False
    is_placed = phrase.preposition in ("in", "of") and phrase.complement.removeprefix("the ")[:1].isupper()
    return phrase.owns_by_name or (is_placed and phrase.noun in _NAMED_BY_PLACE)


def _kind_of_noun(phrase: Phrase) -> SourceKind | None:
    """The kind of body of a noun with its description: "news agency", "imaging firm"."""
    told = kind_by_words(" ".join((*sorted(phrase.description), phrase.noun)))
    return load().bodies.get(phrase.noun) or told or (SourceKind.ORGANISATION if is_body_noun(phrase.noun) else None)
