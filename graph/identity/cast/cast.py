"""The cast of a text: which person or body a name means, and who was spoken of last."""

from collections.abc import Iterable

from graph.identity.cast.characters import Character
from graph.identity.cast.designations import Designation
from graph.identity.cast.index import Names, Nouns, is_short
from graph.identity.cast.phrases import Determiner, parse
from graph.identity.cast.salience import Place, Role, Salience, Trace
from graph.identity.cast.words import gender_of, load
from graph.identity.naming import load as load_naming
from graph.identity.normal_form import country_code, fold, name_words
from graph.identity.registry import Entry, Registry
from graph.model import SourceKind

_NEVER = Place(-1, -1, -1)


class Cast:
    """Who is who in one text; its names are all known before its mentions are read from the first to the last.

    ``salience`` orders those who were spoken of up to where the text is read, ``latest`` finds them by their nouns,
    and ``everyone`` those of the whole text.

    Args:
        known: The sources that are known beforehand, of which kinds are taken over.
    """

    def __init__(self, known: Registry) -> None:
        self._known = known
        self.salience = Salience()
        self.latest = Nouns()
        self.everyone = Nouns()
        self._names = Names()
        self._seats: set[str] = set()
        self._places: set[str] = set()
        self._spoken_of: dict[Character, Place] = {}

    def add(self, character: Character) -> None:
        """Add somebody who is known beforehand: the outlet, an author."""
        add = self._names.add_person if character.is_person else self._names.add_body
        add(character.name, character)
        if character.kind is SourceKind.GOVERNMENT_BODY:
            self.everyone.see(character)  # "the interior ministry" in its own statement

    def introduce(self, designations: Iterable[Designation]) -> None:
        """Read all names of the text: the full ones first, so that short ones find them wherever they stand."""
        everything = list(dict.fromkeys(designations))
        for designation in everything:
            self._note_places(designation)
        known = [designation for designation in everything if designation.name]
        for designation in known:
            if not is_short(designation.name):
                self._enter(designation)
        for designation in known:
            if is_short(designation.name):
                self._enter_short(designation)

    def _note_places(self, designation: Designation) -> None:
        for phrase in designation.phrases:
            noun = phrase.noun or (phrase.name[-1].casefold() if phrase.name else "")
            is_seated = noun in load().seated and phrase.preposition in ("in", "of")
            if is_seated and phrase.complement[:1].isupper():
                self._seats.add(fold(phrase.complement))
        if designation.is_seat:
            self._seats.add(fold(designation.name))
        if designation.is_place:
            self._places.add(fold(designation.name))

    def _enter(self, designation: Designation) -> Character:
        """The character of a full name."""
        name = designation.name
        known = None if designation.tells_person else self._known.find(name)
        if designation.tells_body or known is not None:
            character = self._names.add_body(name, self._names.exact(name) or Character())
        else:
            character = self._names.add_person(name, Character())
        self._learn(character, designation)
        self._recognise(character, known)
        return character

    @staticmethod
    def _recognise(character: Character, known: Entry | None) -> None:
        """Take the kind of a source that is known beforehand, where the text tells none."""
        if known is not None and character.is_person is not True:
            character.is_person = False
            if character.kind in (None, SourceKind.ORGANISATION):
                character.kind = known.kind

    def _enter_short(self, designation: Designation) -> None:
        """Let whom a short name means, if that is one, learn what the text says of him."""
        meant = self._candidates(designation)
        if not meant:
            add = self._names.add_person if designation.tells_person else self._names.add_body
            character = add(designation.name, Character())
            character.is_place = self._is_place(designation.name)
            self._learn(character, designation)
            if not character.is_place:
                self._recognise(character, self._known.find(designation.name))
        elif len(meant) == 1 and not (designation.tells_person and meant[0].is_person is False):
            self._learn(meant[0], designation)

    def _learn(self, character: Character, designation: Designation) -> None:
        """Let a character learn what a designation tells."""
        kind = designation.body_kind
        character.add_name(designation.written_name)
        if name_words(designation.name) in load_naming().states:
            character.is_place, character.is_person = True, False
            return
        if designation.tells_person and (kind is None or designation.phrase.noun):
            character.is_person = True
        elif designation.tells_body and character.is_person is None:
            character.is_person = False
        if kind is not None and not designation.tells_person and character.kind in (None, SourceKind.ORGANISATION):
            character.kind = kind
        character.is_place = character.is_place and character.is_person is None
        for phrase in designation.phrases:
            character.describe(phrase)
        if designation.phrase.alias:
            self._names.add_alias(designation.phrase.alias, character)
        self.everyone.see(character)

    def _candidates(self, designation: Designation) -> list[Character]:
        """Whom a short name could mean."""
        phrase, name = designation.phrase, designation.name
        exact = self._names.exact(name)
        has_article = phrase.determiner is Determiner.DEFINITE or designation.has_article
        found = self._names.meant(name, has_article=has_article, is_place=self._is_place(name))
        if designation.tells_person:
            gender = next(filter(None, map(gender_of, (phrase.noun, *sorted(phrase.description)))), None)
            found = [one for one in found if one.is_person is not False and one.fits_gender(gender)]
        elif exact is not None and exact.is_person is False:
            found = [one for one in found if one.is_person is False]
        return found or ([exact] if exact is not None else [])

    def named(self, designation: Designation) -> Character:
        """Whom a name means, of several the one spoken of last."""
        phrase, name = designation.phrase, designation.name
        place = phrase.owner or phrase.complement
        if phrase.noun == "government" and self.is_seat(place):
            return self.named(Designation(parse(place)))  # for "the government in Moscow" the text says "Moscow" too
        meant = self._candidates(designation) if is_short(name) else []
        exact = self._names.exact(name)
        if meant:
            noun = designation.phrase.noun
            is_called = {one: any(phrase.noun == noun for phrase in one.descriptions) for one in meant}
            character = max(meant, key=lambda one: (is_called[one], self._spoken_of.get(one, _NEVER)))
        else:
            character = exact if exact is not None else self._enter(designation)
        if character.is_person is not True and self.is_seat(name):
            character.is_seat, character.is_person, character.is_place = True, False, False
        character.add_name(designation.written_name)
        return character

    def knows(self, name: str) -> bool:
        """Whether the text names somebody exactly so."""
        return self._names.exact(name) is not None

    def is_seat(self, name: str) -> bool:
        """Whether a name is a country's or a capital's, so that its government is meant where it speaks."""
        return fold(name) in self._seats or fold(name) in load().capitals or name_words(name) in load_naming().states

    def _is_place(self, name: str) -> bool:
        """Whether a name is a place's or a country's too."""
        folded = fold(name)
        return folded in self._places | self._seats | load().regions or bool(country_code(name))

    def see(self, character: Character, *, at: Place, end: int, role: Role, is_joined: bool = False) -> None:
        """Take note that the text speaks of somebody from a place up to ``end``."""
        self._spoken_of[character] = at
        self.latest.see(character)
        self.everyone.see(character)
        self.salience.see(Trace(character, at, end, role, is_joined))
