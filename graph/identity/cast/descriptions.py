"""Whom a description without a name means: "the mayor", "the firm", "the old warhorse", "a driver"."""

from collections.abc import Collection

from graph.identity.cast.cast import Cast
from graph.identity.cast.characters import Character
from graph.identity.cast.designations import Designation
from graph.identity.cast.phrases import Determiner, Phrase, parse
from graph.identity.cast.salience import Place
from graph.identity.cast.words import is_people_noun, is_person_noun, load, looks_plural
from graph.identity.names import kind_by_words
from graph.identity.words import load as load_words
from graph.model import MEDIA_KINDS, SourceKind

_NEAR = 2  # sentences in which "the man", "the firm" finds somebody of whom nothing else tells that
_TOLD_BY_NOUN = MEDIA_KINDS | {SourceKind.COMPANY, SourceKind.ARMED_GROUP}
"""Kinds of bodies that a noun means which is no part of their names: "the firm", "the paper"."""
_ANY = frozenset({SourceKind.ORGANISATION, SourceKind.MILITARY_BODY, SourceKind.ARMED_GROUP})
"""Kinds of bodies that "the group" and "the alliance" mean."""
_OVERSEEING = frozenset({SourceKind.ORGANISATION, SourceKind.GOVERNMENT_BODY})
_SUBJECTS = {"his": "he", "her": "she"}
_SPEAKING_FOR = ("for", "of", "at", "from")


class Descriptions:
    """Whom descriptions mean in the text of a cast."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def meant(
        self,
        designation: Designation,
        *,
        at: Place,
        excluded: Collection[Character] = (),
        is_behind_quotation: bool = False,
    ) -> Character:
        """Whom a description means; somebody new where it means nobody before, or only one of ``excluded``.

        ``is_behind_quotation``: it stands right behind the quotation of what it says.
        """
        phrase = designation.phrase
        found = self._publisher(phrase)
        if found is None and (phrase.is_definite or _is_office(phrase)):
            found = self._antecedent(phrase, at=at)
            if found is None and is_behind_quotation:
                found = self._epithet(phrase, at=at)
        if found is None or found in excluded:
            found = self._new(phrase, at=at)
        for one in designation.phrases:
            found.describe(one)
        return found

    def affiliate(self, character: Character, designation: Designation, *, at: Place) -> None:
        """Note the body to which a person belongs, as "head of the Harbour Board" or "the paper's editor" tell.

        Who follows somebody in an office belongs to the same body: "her successor, Ole Berg"; the former head of one
        no longer does.
        """
        if character.is_person is not True or character.is_plural:
            return
        for phrase in designation.phrases:
            if not is_person_noun(phrase.noun) or not load().no_longer.isdisjoint(phrase.description):
                continue
            if phrase.noun in load().in_turn:
                character.belongs_to = self._body_in_turn(phrase, at=at) or character.belongs_to
                continue
            body = self._governing(phrase, at=at) or self._attributive(phrase)
            if body is None and phrase.noun in load().voices and not _governed_by(phrase):
                body = self._cast.salience.body_before(at)  # "The firm denied it. Spokeswoman Ellen Gray said ..."
            if body is not None and phrase.noun in load().newsroom and _may_be_body(body):
                body.is_person, body.kind = False, SourceKind.OUTLET
            if body is not None and body is not character and _is_body(body):
                character.belongs_to = body

    def _body_in_turn(self, phrase: Phrase, *, at: Place) -> Character | None:
        """The body of whom somebody follows in an office: "her successor", "Ms Quill's replacement"."""
        if _governed_by(phrase):
            other = self._governing(phrase, at=at)
        else:
            subject = _SUBJECTS.get(phrase.text.split()[0].casefold(), "")
            other = self._cast.salience.meant(subject, "person", at=at) if subject and at.quote < 0 else None
        return other.belongs_to if other is not None and other.is_person else None

    def _publisher(self, phrase: Phrase) -> Character | None:
        """ "The Herald" for "the Herald report"."""
        owner = Designation(parse(phrase.owner))
        if phrase.noun not in load().works or not owner.name:
            return None
        found = self._cast.named(owner)
        may_publish = found.is_person is not True and (found.kind is None or found.kind in MEDIA_KINDS)
        return found if may_publish else None

    def _antecedent(self, phrase: Phrase, *, at: Place) -> Character | None:
        """Who was described so before; where nobody was, the only one of whom the text says it later."""
        noun = phrase.noun
        found = next((one for one in self._cast.latest.latest(noun) if one.is_meant_by(phrase)), None)
        if found is None and phrase.is_bare and noun in load().bodies:
            found = self._body(phrase, at=at)
        if found is None and noun in load().general:
            near = self._cast.salience.last("person", at=at, within=_NEAR)
            gender = load().genders.get(noun)
            return next((one for one in near if not one.names and one.fits_gender(gender)), None)
        if found is not None:
            return found
        later = self._cast.everyone.only(noun)
        is_meant = later is not None and later.is_meant_by(phrase) and (bool(later.names) or noun not in load().bodies)
        return later if is_meant else self._of_rank(phrase, at=at)

    def _of_rank(self, phrase: Phrase, *, at: Place) -> Character | None:
        """Whom "the general" means of whom the text does not say that he is one: the only person who is spoken of.

        Readers are expected to know it then. An office of which there is one, as "the president", may be anybody's.
        """
        if phrase.noun not in load().ranks or not phrase.is_bare or phrase.is_plural:
            return None
        near = [one for one in self._cast.salience.last("person", at=at, within=1) if _is_somebody(one)]
        return near[0] if len(near) == 1 and not near[0].descriptions else None

    def _body(self, phrase: Phrase, *, at: Place) -> Character | None:
        """The body that "the firm" or "the paper" goes back to: one of that kind, or one of which no kind is known."""
        kind = load().bodies[phrase.noun]
        if phrase.noun in load().any_body or phrase.noun in load().overseers:
            kinds = _ANY if phrase.noun in load().any_body else _OVERSEEING
            near = self._cast.salience.last("thing", at=at, within=_NEAR)
            return next((one for one in near if one.names and one.kind in kinds), None)
        if kind not in _TOLD_BY_NOUN:
            return None
        of_kind = (one for one in self._cast.latest.latest(f"a {kind}") if not one.is_place and not one.is_seat)
        unknown = filter(_may_be_body, self._cast.salience.last("thing", at=at, within=_NEAR))
        found = next(of_kind, None) or next(unknown, None)
        if found is not None and found.kind is None:
            found.is_person, found.kind = False, kind
        return found

    def _epithet(self, phrase: Phrase, *, at: Place) -> Character | None:
        """Whom "the old warhorse" means: nobody has that trade, so it is who has just spoken."""
        noun = phrase.noun
        if phrase.determiner is not Determiner.DEFINITE or phrase.owner or phrase.complement or not noun:
            return None
        is_trade = is_person_noun(noun) or is_people_noun(noun) or noun in load_words().heads
        if is_trade or phrase.is_plural or kind_by_words(phrase.text):
            return None
        trace = self._cast.salience.acting_before(at)
        is_near = trace is not None and at.sentence - trace.place.sentence <= 1
        return trace.character if trace is not None and is_near and trace.character.names else None

    def _new(self, phrase: Phrase, *, at: Place) -> Character:
        noun = phrase.noun
        character = Character(wording=phrase.text, is_plural=phrase.is_plural)
        head = load_words().heads.get(noun)
        if is_person_noun(noun) or head is SourceKind.ANONYMOUS:
            character.is_person = True
        elif noun in load().bodies:
            character.is_person, character.kind = False, load().bodies[noun]
        elif head is SourceKind.DOCUMENT:
            character.is_person = False
        elif kind_by_words(phrase.text) is None and looks_plural(noun):
            character.is_plural = True
        character.speaks_for = self._body_of_voice(phrase, at=at)
        return character

    def _body_of_voice(self, phrase: Phrase, *, at: Place) -> Character | None:
        """The body whose spokesperson or press office somebody is."""
        voices = load().voices
        if phrase.noun not in voices and not any(f"{word} {phrase.noun}" in voices for word in phrase.description):
            return None
        found = self._governing(phrase, at=at)
        if found is None:
            inside = next((word for word in sorted(phrase.description) if word in load().bodies), "")
            body = parse(_governed_by(phrase) or f"the {inside}")  # "a ministry spokesman"
            found = self._antecedent(body, at=at) if inside else None
            if found is None and not body.name and body.noun in load().bodies:
                found = self._new(body, at=at)
        if found is None and phrase.is_bare:
            found = self._cast.salience.body_before(at)  # "The firm denied it. A spokesman said ..."
        return found if found is not None and found.is_person is not True else None

    def _governing(self, phrase: Phrase, *, at: Place) -> Character | None:
        """Whom the owner or the complement of a noun means: the ministry, of "the ministry's spokesman"."""
        words = _governed_by(phrase)
        is_title = words[:1].isupper() and words.casefold() in load().bodies  # "Head of Mission"
        body = Designation(parse(f"the {words}" if is_title else words))
        if body.name:
            return self._cast.named(body)
        return self._antecedent(body.phrase, at=at) if words else None

    def _attributive(self, phrase: Phrase) -> Character | None:
        """The body of "Pentagon spokesman", if it is known to be one."""
        words = phrase.text.split()
        place = next((number for number, word in enumerate(words) if word.casefold() == phrase.noun), 0)
        name = " ".join(word for word in words[:place] if word[0].isupper() and word.casefold() not in load().definite)
        body = Designation(parse(name))
        is_known = bool(body.name) and (kind_by_words(name) is not None or self._cast.knows(name))
        return self._cast.named(body) if is_known else None


def _governed_by(phrase: Phrase) -> str:
    return phrase.owner or (phrase.complement if phrase.preposition in _SPEAKING_FOR else "")


def _is_somebody(character: Character) -> bool:
    """Whether it is a person with a name, as far as anything tells."""
    is_human = character.is_person or (character.is_person is None and character.is_named_in_full)
    return bool(character.names) and is_human and character.kind is None


def _is_body(character: Character) -> bool:
    """Whether it is known to be one; a country or a town has a mayor, but is nobody that says something."""
    return character.is_person is False and not character.is_place and bool(character.names)


def _is_office(phrase: Phrase) -> bool:
    """Whether a noun without an article can only mean one: "Head of Mission", "police chief"."""
    return phrase.determiner is Determiner.NONE and is_person_noun(phrase.noun) and not phrase.is_plural


def _may_be_body(character: Character) -> bool:
    """Whether nothing tells what a name names, and it does not look like a person's or a place's."""
    is_unknown = character.kind is None and not character.is_place and not character.is_seat
    is_no_person = character.is_person is False or not character.is_named_in_full
    return bool(character.names) and is_unknown and is_no_person
