"""Plain clauses: a subject and a predicate of one topic, in the tense that its place demands."""

import re
from typing import Any

from graph.training.marking import SEAM, quoted_phrase, without_seam
from graph.training.scene import Anchor, Scene
from graph.training.sources import fill
from graph.training.words import Tense, conjugated, words

_EVENTS: dict[Anchor, dict[Tense, int]] = {
    Anchor.VOICE: {Tense.PAST: 70, Tense.PERFECT: 20, Tense.PLUPERFECT: 5, Tense.PROGRESSIVE: 5},
    Anchor.PAST: {
        Tense.PLUPERFECT: 38,
        Tense.CONDITIONAL: 28,
        Tense.PAST: 18,
        Tense.PAST_PROGRESSIVE: 8,
        Tense.MIGHT: 8,
    },
    Anchor.PRESENT: {Tense.PAST: 35, Tense.PERFECT: 25, Tense.FUTURE: 25, Tense.PROGRESSIVE: 8, Tense.MAY: 7},
    Anchor.DIRECT: {Tense.PAST: 40, Tense.PERFECT: 20, Tense.FUTURE: 25, Tense.PROGRESSIVE: 8, Tense.MAY: 7},
}
_STATES: dict[Anchor, dict[Tense, int]] = {
    Anchor.VOICE: {Tense.PAST: 70, Tense.PRESENT: 30},
    Anchor.PAST: {Tense.PAST: 75, Tense.PLUPERFECT: 12, Tense.CONDITIONAL: 10, Tense.MIGHT: 3},
    Anchor.PRESENT: {Tense.PRESENT: 70, Tense.PAST: 15, Tense.FUTURE: 10, Tense.MAY: 5},
    Anchor.DIRECT: {Tense.PRESENT: 70, Tense.PAST: 18, Tense.FUTURE: 7, Tense.MAY: 5},
}
_ADJUNCTS = {
    Tense.PAST: "past",
    Tense.PERFECT: "perfect",
    Tense.PLUPERFECT: "pluperfect",
    Tense.FUTURE: "future",
    Tense.CONDITIONAL: "conditional",
    Tense.MAY: "future",
    Tense.MIGHT: "conditional",
    Tense.PROGRESSIVE: "present",
}
_TIMED = (
    " in {month}",
    " until ",
    " at ",
    " for ",
    " since ",
    " overnight",
    " hours",
    " days",
    " by ",
    " year",
    "dawn",
    " minutes",
    " {day}",
    " in the ",
)
_NEGATIVE = re.compile(r"\b(?:no|nobody|nothing|not)\b")
_BODIES = (
    "bank",
    "insurer",
    "chain",
    "airline",
    "lender",
    "group",
    "company",
    "maker",
    "ministry",
    "hotel",
    "club",
    "newspaper",
)


def topics() -> int:
    """Return how many groups of subjects and predicates there are."""
    return len(words("clauses")["groups"])


def clause(scene: Scene, anchor: Anchor) -> str:
    """Return a clause of the passage's topic, or now and then of another one, with its seam."""
    group = draw_group(scene)
    text = predication(scene, anchor, group=group)
    if scene.chance(0.12):
        other = without_seam(predication(scene, anchor, group=group))
        while other.split(" ")[:2] == text.split(" ")[:2]:
            other = without_seam(predication(scene, anchor, group=draw_group(scene)))
        text = f"{text}{scene.pick([',', ''])} {scene.pick(words('clauses')['adjuncts']['link'])} {other}"
    return text


def simple_clause(scene: Scene, anchor: Anchor) -> str:
    """Return a clause with nothing linked to it."""
    return without_seam(predication(scene, anchor, group=draw_group(scene)))


def decoy(scene: Scene, anchor: Anchor) -> str:
    """Return a clause that says nothing of anybody's words, though one of its words often does."""
    return predication(scene, anchor, group=words("clauses")["decoys"])


def first_person(scene: Scene) -> str:
    """Return a clause in which a speaker tells of himself."""
    group = {"one": [], "many": ["we"], "agents": True, **words("nesting")["speech"]}
    if scene.chance(0.7):
        group["one"] = ["I"]
        group["many"] = []
    return predication(scene, Anchor.DIRECT, group=group)


def draw_group(scene: Scene) -> dict[str, Any]:
    """Return the subjects and predicates of the passage's topic, or now and then of another."""
    groups = words("clauses")["groups"]
    at = scene.topic if scene.chance(0.85) else scene.rng.randrange(len(groups))
    found: dict[str, Any] = groups[at]
    return found


def agent_clause(scene: Scene) -> str:
    """Return a predicate, in the base form, of something that people do."""
    groups = [group for group in words("clauses")["groups"] if group.get("agents")]
    return str(scene.pick(scene.pick(groups)["events"]))


def predication(scene: Scene, anchor: Anchor, *, group: dict[str, Any]) -> str:
    """Return a subject and a predicate of a group."""
    subject, person, its = draw_subject(scene, group)
    states = not group["events"] or (bool(group["states"]) and scene.chance(0.42))
    phrase = scene.pick(group["states" if states else "events"])
    tense = scene.weigh((_STATES if states else _EVENTS)[anchor])
    dated = scene.is_dated and anchor is Anchor.VOICE
    tense = Tense.PAST if dated else tense
    negated = scene.chance(0.07) and not _NEGATIVE.search(phrase)
    text = conjugated(phrase, tense=tense, person=person, negated=negated)
    if (
        tense in _ADJUNCTS
        and not states
        and not dated
        and scene.chance(0.33)
        and not any(word in phrase for word in _TIMED)
    ):
        text = f"{text} {scene.pick(words('clauses')['adjuncts'][_ADJUNCTS[tense]])}"
    return f"{_typeset(fill(scene, subject))} {SEAM}{_typeset(fill(scene, text, its=its))}"


def draw_subject(scene: Scene, group: dict[str, Any]) -> tuple[str, str, str]:
    """Return a subject of a group with its person and its possessive."""
    many = bool(group["many"]) and (not group["one"] or scene.chance(0.35))
    subject = scene.pick(group["many" if many else "one"])
    if subject in ("I", "we"):
        return subject, "I" if subject == "I" else "they", "my" if subject == "I" else "our"
    if many:
        return subject, "they", "their"
    if group.get("agents") and not subject.endswith(_BODIES):
        return subject, "it", scene.pick(["his", "her"])
    return subject, "it", "its"


def infinitive(scene: Scene) -> tuple[str, str, str]:
    """Return a subject, its person and an infinitive: "the dam", "it", "to be unsafe"."""
    group = draw_group(scene)
    while group["one"] == ["there"]:
        group = draw_group(scene)
    subject, person, its = draw_subject(scene, group)
    kind = scene.pick(["states", "events", "events"])
    phrase = scene.pick(group[kind])
    text = phrase if kind == "states" else scene.pick([phrase, conjugated(phrase, tense=Tense.PERFECT, person="they")])
    return fill(scene, subject), person, "to " + fill(scene, text, its=its)


def _typeset(text: str) -> str:
    """Return the text with the quotation marks of the data made neutral."""
    while "“" in text:
        before, _, rest = text.partition("“")
        inside, _, after = rest.partition("”")
        text = before + quoted_phrase(inside) + after
    return text
