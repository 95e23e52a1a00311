"""The source that a person or body of a text is: its name and its kind."""

from graph.identity.cast.characters import Character
from graph.identity.cast.designations import kind_of_name
from graph.identity.cast.words import looks_plural
from graph.identity.names import kind_by_words
from graph.identity.words import load
from graph.model import Source, SourceKind

_MAX_PERSON = 4  # words of a name that is taken for a person's by its look alone


def source_of(character: Character, *, scope: str) -> Source:
    """The source; one without a name belongs to the document that ``scope`` is the id of."""
    if character.names:
        return Source(character.name, _kind_of_named(character))
    return Source(character.wording, _kind_of_unnamed(character), scope=scope)


def _kind_of_named(character: Character) -> SourceKind:
    name = character.name
    looks_human = character.is_person is None and character.kind is None and character.is_named_in_full
    if character.is_person or (looks_human and len(name.split()) <= _MAX_PERSON):
        return SourceKind.PERSON
    if character.is_seat:
        return SourceKind.GOVERNMENT_BODY
    kind = character.kind if character.kind is not SourceKind.ORGANISATION else None
    return kind or kind_by_words(name) or kind_of_name(name) or SourceKind.ORGANISATION


def _kind_of_unnamed(character: Character) -> SourceKind:
    if character.is_plural:
        return SourceKind.COLLECTIVE
    if character.is_person:
        return SourceKind.ANONYMOUS
    phrase = next(iter(character.descriptions), None)
    noun = phrase.noun if phrase is not None else character.wording
    told = load().heads.get(noun) or character.kind or kind_by_words(character.wording)
    return told or (SourceKind.COLLECTIVE if looks_plural(noun) else SourceKind.ANONYMOUS)
