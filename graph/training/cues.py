"""Cues that fit a construction: drawn from the lexicon by their frames, the usual ones most often."""

from functools import cache

from graph.extraction.lexicon import Cue, CueKind, Frame, load_lexicon
from graph.model import SpeechAct
from graph.training.scene import Scene
from graph.training.sources import Kind, Source
from graph.training.words import Tense, conjugated, words

_ADVERBS = ["also", "also", "also", "also", "later", "later", "repeatedly", "then", "privately", "earlier"]
_SAYING = frozenset(
    {
        SpeechAct.ASSERT, SpeechAct.REPORT, SpeechAct.CONFIRM, SpeechAct.ANNOUNCE, SpeechAct.ADMIT, SpeechAct.ACCUSE,
        SpeechAct.DENY, SpeechAct.ESTIMATE, SpeechAct.PREDICT, SpeechAct.PROMISE,
    }
)  # fmt: skip
_PROGRESSIVE = {Tense.PAST: Tense.PAST_PROGRESSIVE, Tense.PRESENT: Tense.PROGRESSIVE}
_SPOKEN = frozenset({Frame.QUOTE, Frame.THAT})


@cache
def _entries() -> tuple[Cue, ...]:
    """Return the verbs of the lexicon that have something to do with saying, one word each."""
    found = {cue.phrase: cue for _, cue in load_lexicon().entries() if cue.kind is CueKind.VERB}
    several = frozenset(words("nesting")["fit"]["several"])
    return tuple(cue for phrase, cue in sorted(found.items()) if " " not in phrase or phrase in several)


@cache
def that_verbs() -> tuple[str, ...]:
    """Return the verbs of the lexicon with a that-clause that anybody can be the subject of."""
    unfit = frozenset(words("nesting")["unfit"]["that"])
    manner = words("nesting")["unfit"]["manner"]
    plain = [
        cue.phrase
        for cue in _entries()
        if Frame.THAT in cue.frames
        and cue.frames != _SPOKEN
        and cue.position.act in _SAYING
        and cue.phrase not in unfit
    ]
    return tuple(plain + manner)


@cache
def quote_verbs() -> tuple[str, ...]:
    """Return the verbs of the lexicon that go with somebody's own words."""
    unfit = frozenset(words("nesting")["unfit"]["quote"])
    return tuple(
        cue.phrase
        for cue in _entries()
        if Frame.QUOTE in cue.frames
        and cue.position.act in _SAYING
        and cue.phrase not in unfit
        and Frame.OBJECT not in cue.frames
    )


def said(scene: Scene, source: Source) -> str:
    """Return a verb, in its base form, for a that-clause of this source."""
    frequent = words("nesting")["frequent"]
    if source.kind is Kind.DOCUMENT:
        return str(scene.pick(frequent["documented"]))
    if source.kind in (Kind.BODY, Kind.OUTLET) or scene.chance(0.6):
        usual = frequent["relayed"] if source.kind is Kind.OUTLET else frequent["said"]
        return str(scene.pick(usual))
    return scene.pick(that_verbs())


def told(scene: Scene) -> str:
    """Return a verb that needs somebody who is told."""
    return str(scene.pick(words("nesting")["frequent"]["told"]))


def held(scene: Scene) -> str:
    """Return a verb of thinking, hoping or fearing."""
    if scene.chance(0.5):
        return str(scene.pick(words("nesting")["frequent"]["held"]))
    return str(scene.pick(words("nesting")["attitudes"]["held"]))


def quoted_verb(scene: Scene, source: Source) -> str:
    """Return a verb that goes with this source's own words."""
    if source.kind in (Kind.BODY, Kind.OUTLET, Kind.DOCUMENT):
        return scene.pick(["say", "say", "say", "add", "write", "warn", "state"])
    if scene.chance(0.68):
        return str(scene.pick([verb for verb in words("nesting")["frequent"]["quoted"] if verb != "tell"]))
    return scene.pick(quote_verbs())


def omits_that(scene: Scene, verb: str) -> bool:
    """Whether the clause of this verb goes without "that"."""
    return verb in words("nesting")["fit"]["without_that"] and scene.chance(0.4)


def cue_words(scene: Scene, verb: str, *, tense: Tense, person: str) -> str:
    """Return a verb with its auxiliaries and sometimes an adverb, all of which the cue includes."""
    adverb = scene.pick(_ADVERBS) if scene.chance(0.09) and not verb.startswith(("be ", "add", "re")) else ""
    if verb in ("say", "tell", "report", "claim") and tense in _PROGRESSIVE and scene.chance(0.04):
        tense = _PROGRESSIVE[tense]
    return conjugated(verb, tense=tense, person=person, adverb=adverb)
