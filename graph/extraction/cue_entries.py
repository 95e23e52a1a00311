"""The entries of the lexicon of attribution cues, as ``cues.toml`` gives them, in every written form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from graph.extraction.inflection import Form, Spelling, add_s, inflect_verb
from graph.model import Modality, SpeechAct, Stance


class Frame(StrEnum):
    """What may follow or surround a cue; ``cues.toml`` explains each with an example."""

    THAT = "that"
    ZERO = "zero"
    QUOTE = "quote"
    ADDRESSEE = "addressee"
    WHETHER = "whether"
    TO = "to"
    OBJECT = "object"
    GERUND = "gerund"
    OF = "of"
    AS = "as"
    PASSIVE = "passive"
    RELAY = "relay"
    CITE = "cite"
    CARRY = "carry"
    ORIGIN = "origin"


class CueKind(StrEnum):
    """The part of speech of a cue's head."""

    VERB = "verb"
    NOUN = "noun"
    PHRASE = "phrase"


class Position(NamedTuple):
    """What the source does, what it thinks of the claim, and how sure it shows itself."""

    act: SpeechAct
    stance: Stance
    modality: Modality


NO_POSITION = Position(SpeechAct.DECLINE, Stance.NEUTRAL, Modality.UNDERSPECIFIED)
"""That of who "did not say" or "did not deny"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the lexicon, in its dictionary form.

    ``negated`` is the position of its negation, None where that tells of no position: who "did not deny" is a
    matter of record, who "did not say" has said nothing. ``vacuous`` is an entry that means as much by itself.
    """

    phrase: str
    kind: CueKind
    position: Position
    negated: Position | None
    frames: frozenset[Frame]
    weak: bool
    vacuous: bool


class WrittenForm(NamedTuple):
    """An entry under one spelling of its first word; ``rest`` are its further words."""

    first: str
    rest: tuple[str, ...]
    form: Form
    cue: Cue


def written_forms(data: Mapping[str, Any], *, spelling: Spelling) -> Iterator[WrittenForm]:
    """Yield every entry of ``cues.toml`` in every form."""
    modality = {SpeechAct(act): Modality(value) for act, value in data["modality"].items()}
    for key, kind in (("verbs", CueKind.VERB), ("nouns", CueKind.NOUN), ("phrases", CueKind.PHRASE)):
        for group in data[key]:
            for cue in _cues_of(group, kind=kind, modality=modality):
                rest = tuple(cue.phrase.split()[1:])
                for written, form in _inflect(cue, spelling=spelling).items():
                    yield WrittenForm(written, rest, form, cue)


def averting_forms(negation: Mapping[str, list[str]], *, spelling: Spelling) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield first and further words of what makes the following verb one that was not done: "refused to"."""
    for phrase in negation["verbs"]:
        first, *rest = phrase.split()
        for written, _ in inflect_verb(first, spelling=spelling):
            yield written, tuple(rest)
    for phrase in negation["phrases"]:
        first, *rest = phrase.split()
        yield first, tuple(rest)


def _cues_of(group: dict[str, Any], *, kind: CueKind, modality: Mapping[SpeechAct, Modality]) -> Iterator[Cue]:
    position = _position(group, modality=modality)
    negated = _position(group["negated"], modality=modality) if "negated" in group else None
    frames = frozenset(Frame(name) for name in group["frames"])
    weak, vacuous = bool(group.get("weak")), bool(group.get("vacuous"))
    for phrase in group["words"]:
        yield Cue(phrase, kind, position, negated, frames, weak, vacuous)


def _position(group: dict[str, Any], *, modality: Mapping[SpeechAct, Modality]) -> Position:
    act = SpeechAct(group["act"])
    default = modality.get(act, Modality.UNDERSPECIFIED)
    return Position(act, Stance(group.get("stance", Stance.AFFIRM)), Modality(group.get("modality", default)))


def _inflect(cue: Cue, *, spelling: Spelling) -> dict[str, Form]:
    first, *rest = cue.phrase.split()
    if cue.kind is CueKind.VERB:
        forms: dict[str, Form] = {}
        for written, form in inflect_verb(first, spelling=spelling):
            forms[written] = forms.get(written, Form(0)) | form
        return forms
    if cue.kind is CueKind.NOUN and not rest:
        return {first: Form.BASE, first if first.endswith("s") else add_s(first): Form.BASE}
    return {first: Form.BASE}
