"""Attributions whose content is an act and no clause: accusing, promising, urging, wanting, "is said to"."""

from graph.extraction.inflection import Form as Inflection
from graph.training import cues
from graph.training.clauses import draw_group, draw_subject, infinitive
from graph.training.marking import SEAM, quoted_phrase
from graph.training.scene import Anchor, Content, Scene, as_content, as_cue, as_source
from graph.training.sources import PEOPLE, QUOTABLE, Source, draw_source, fill
from graph.training.words import Tense, conjugated, gerund, inflected, perfect_gerund, words


def is_said_to(scene: Scene, anchor: Anchor, content: Content) -> str:
    """The dam is said to be unsafe."""
    del content
    at = scene.number()
    subject, person, text = infinitive(scene)
    verb = scene.pick(words("nesting")["attitudes"]["rumoured"])
    tense = Tense.PAST if anchor is Anchor.PAST else scene.pick([Tense.PRESENT, Tense.PRESENT, Tense.PAST])
    cue = conjugated(f"be {inflected(verb, form=Inflection.PARTICIPLE)}", tense=tense, person=person)
    return f"{as_content(subject, at)} {SEAM}{as_cue(cue, at)} {as_content(text, at)}"


def accused_of(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She accused him of hiding the letters."""
    del content
    accused = draw_source(scene, anchor, kinds=PEOPLE | QUOTABLE)
    deed = fill(scene, scene.pick(words("nesting")["acts"]["misdeeds"]), its=accused.own)
    deed = scene.pick([gerund, gerund, perfect_gerund])(deed)
    verb, link = scene.pick([("accuse", "of"), ("accuse", "of"), ("suspect", "of"), ("blame", "for")])
    return _said(scene, anchor, verb=verb, text=f"{_other(accused)} {link} {deed}")


def admitted_doing(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She denied hiding the letters."""
    del content
    source = draw_source(scene, anchor)
    verb = scene.pick(words("nesting")["attitudes"]["admitting"])
    deed = fill(scene, scene.pick(words("nesting")["acts"]["misdeeds"]), its=source.own)
    deed = gerund(deed) if verb == "remember" else scene.pick([gerund, perfect_gerund])(deed)
    return _said(scene, anchor, verb=verb, text=deed, source=source)


def promised_to(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She promised to publish the letters."""
    del content
    source = draw_source(scene, anchor)
    verb = scene.pick(words("nesting")["attitudes"]["promising"])
    deed = fill(scene, scene.pick(words("nesting")["acts"]["pledges"]), its=source.own)
    return _said(scene, anchor, verb=verb, text=f"to {deed}", source=source)


def urged_to(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She urged him to publish the letters."""
    del content
    other = draw_source(scene, anchor, kinds=QUOTABLE | PEOPLE)
    verb = scene.pick(words("nesting")["attitudes"]["urging"])
    deed = fill(scene, scene.pick(words("nesting")["acts"]["pledges"]), its=other.own)
    return _said(scene, anchor, verb=verb, text=f"{_other(other)} to {deed}")


def wanted_to(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She wants the letters to be published."""
    del content
    at = scene.number()
    source = draw_source(scene, anchor)
    verb = scene.pick(words("nesting")["attitudes"]["wanting"])
    tense = scene.holding(anchor)
    cue = verb if verb == "would like" else conjugated(verb, tense=tense, person=source.person)
    group = draw_group(scene)
    while group["one"] == ["there"]:
        group = draw_group(scene)
    subject, _, its = draw_subject(scene, group)
    deed = fill(scene, scene.pick(group["events"]), its=its)
    said = as_content(f"{fill(scene, subject)} to {deed}", at)
    return f"{as_source(source.text, at)} {SEAM}{as_cue(cue, at)} {said}"


def called(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She called the letters “absurd”."""
    del content
    data = words("nesting")["acts"]
    word = scene.pick(data["epithets"])
    word = quoted_phrase(word) if scene.chance(0.5) else word
    verb = scene.pick(["call", "call", "call", "describe", "brand", "dismiss", "denounce", "portray"])
    link = " as" if verb in ("describe", "dismiss", "denounce", "portray") else ""
    return _said(scene, anchor, verb=verb, text=f"{fill(scene, scene.pick(data['objects']))}{link} {word}")


def judged(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She called for the letters; she rejected the letters."""
    del content
    data = words("nesting")["acts"]
    verb = scene.pick(data["judging"])
    return _said(scene, anchor, verb=verb, text=fill(scene, scene.pick(data["objects"])))


def promise_to(scene: Scene, anchor: Anchor, content: Content) -> str:
    """Her promise to publish the letters surprised nobody."""
    del content
    at = scene.number()
    source = draw_source(scene, anchor, kinds=QUOTABLE | PEOPLE)
    data = words("nesting")
    noun = scene.pick(
        ["promise", "pledge", "threat", "vow", "offer", "refusal", "decision", "plan", "call on the minister"]
    )
    deed = as_content("to " + fill(scene, scene.pick(data["acts"]["pledges"]), its=source.own), at)
    tense = Tense.PRESENT if anchor in (Anchor.PRESENT, Anchor.DIRECT) else Tense.PAST
    verdict = conjugated(
        fill(
            scene,
            scene.pick(
                ["anger the staff", "surprise nobody", "be ignored", "come too late", "split the board", "be welcome"]
            ),
        ),
        tense=tense,
        person="it",
    )
    return f"{as_source(source.owner, at)} {as_cue(noun, at)} {deed} {SEAM}{verdict}"


def _other(source: Source) -> str:
    """Return somebody in the middle of a clause."""
    return source.oneself if source.text == source.pronoun else source.text


def _said(scene: Scene, anchor: Anchor, *, verb: str, text: str, source: Source | None = None) -> str:
    at = scene.number()
    source = source or draw_source(scene, anchor)
    tense = scene.reporting(anchor)
    cue = cues.cue_words(scene, verb, tense=tense, person=source.person)
    return f"{as_source(source.text, at)} {SEAM}{as_cue(cue, at)} {as_content(text, at)}"
