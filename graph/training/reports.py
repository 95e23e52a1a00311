"""Clauses in which somebody says, tells, thinks or asks something, and which can be a content themselves.

Each form writes one level: a source, a cue, and the content it is handed, told from the anchor that the cue's
tense asks for. The spans follow PolNeAR: "that" and "whether" belong to the content, auxiliaries and an adverb
among them to the cue, an addressee to nothing, a relative pronoun is a source of its own.
"""

from graph.extraction.inflection import Form as Inflection
from graph.training import cues
from graph.training.clauses import agent_clause, draw_group, predication
from graph.training.marking import SEAM, without_seam
from graph.training.scene import Anchor, Content, Scene, as_content, as_cue, as_source, below
from graph.training.sources import ANYBODY, NAMED_OR_NOT, PEOPLE, QUOTABLE, Kind, draw_addressee, draw_source, fill
from graph.training.words import Tense, conjugated, gerund, inflected, words


def complement(scene: Scene, verb: str, text: str) -> str:
    """Return a content with "that", or without where the verb can do so."""
    return without_seam(text) if cues.omits_that(scene, verb) else "that " + without_seam(text)


def said_that(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She said that P."""
    at = scene.number()
    source = draw_source(scene, anchor, kinds=ANYBODY)
    verb, tense = cues.said(scene, source), scene.reporting(anchor)
    cue = cues.cue_words(scene, verb, tense=tense, person=source.person)
    place = ""
    if (
        scene.chance(0.07)
        and verb in ("say", "write", "claim", "argue", "warn", "note")
        and source.kind is not Kind.DOCUMENT
    ):
        cue = f"{cue} {scene.pick(words('nesting')['nouns']['surroundings'])}"
    elif scene.chance(0.06):
        place = (
            " " + fill(scene, scene.pick(["on {day}", "last week", "in {place}", "earlier this month"]))
            if tense is Tense.PAST
            else ""
        )
    said = complement(scene, verb, content(below(anchor, tense=tense)))
    if place and not said.startswith("that "):
        said = "that " + said
    return f"{as_source(source.text, at)} {SEAM}{as_cue(cue, at)}{place} {as_content(said, at)}"


def told_that(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She told reporters that P."""
    at = scene.number()
    source = draw_source(scene, anchor)
    verb, tense = cues.told(scene), scene.reporting(anchor)
    cue = cues.cue_words(scene, verb, tense=tense, person=source.person)
    said = complement(scene, verb, content(below(anchor, tense=tense)))
    addressee = draw_addressee(scene, anchor)
    place = ""
    if scene.chance(0.13) and tense is Tense.PAST:
        place = " " + fill(
            scene,
            scene.pick(["on {day}", "in {place}", "by telephone", "in an interview", "over dinner", "after the match"]),
        )
    return f"{as_source(source.text, at)} {SEAM}{as_cue(cue, at)} {addressee}{place} {as_content(said, at)}"


def held_that(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She believes that P."""
    at = scene.number()
    source = draw_source(scene, anchor, kinds=PEOPLE)
    verb, tense = cues.held(scene), scene.holding(anchor)
    cue = conjugated(verb, tense=tense, person=source.person)
    said = complement(scene, verb, content(below(anchor, tense=tense)))
    return f"{as_source(source.text, at)} {SEAM}{as_cue(cue, at)} {as_content(said, at)}"


def it_was_said(scene: Scene, anchor: Anchor, content: Content) -> str:
    """It was reported, perhaps by somebody, that P."""
    at = scene.number()
    verb = scene.pick(words("nesting")["attitudes"]["reporting"])
    tense = scene.reporting(anchor)
    phrase = f"be {inflected(verb, form=Inflection.PARTICIPLE)}"
    cue = as_cue("it " + conjugated(phrase, tense=tense, person="it"), at)
    said = as_content("that " + without_seam(content(below(anchor, tense=tense))), at)
    if verb in ("hope", "fear", "think", "believe") or scene.chance(0.6):
        return f"{cue} {said}"
    source = draw_source(scene, anchor, kinds=QUOTABLE | {Kind.OUTLET})
    return f"{cue} by {as_source(source.text, at)} {said}"


def was_told(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She had been told, perhaps by somebody, that P."""
    at = scene.number()
    hearer = draw_source(scene, anchor)
    tense = scene.reporting(anchor)
    verb = scene.pick(["tell", "tell", "tell", "inform", "assure", "warn", "advise", "remind"])
    phrase = f"be {inflected(verb, form=Inflection.PARTICIPLE)}"
    cue = as_cue(conjugated(phrase, tense=tense, person=hearer.person), at)
    said = as_content("that " + without_seam(content(below(anchor, tense=tense))), at)
    if scene.chance(0.4):
        return f"{hearer.text} {SEAM}{cue} {said}"
    source = draw_source(scene, anchor, kinds=NAMED_OR_NOT)
    return f"{hearer.text} {SEAM}{cue} by {as_source(source.text, at)} {said}"


def heard_from(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She had heard from a nurse that P."""
    at = scene.number()
    hearer = draw_source(scene, anchor, kinds=PEOPLE)
    source = draw_source(scene, anchor, kinds=QUOTABLE)
    tense = Tense.PLUPERFECT if anchor is Anchor.PAST else scene.pick([Tense.PAST, Tense.PERFECT])
    cue = as_cue(conjugated(scene.pick(["hear from", "learn from"]), tense=tense, person=hearer.person), at)
    said = as_content("that " + without_seam(content(below(anchor, tense=tense))), at)
    return f"{hearer.text} {SEAM}{cue} {as_source(source.text, at)} {said}"


def asked_whether(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She asked (him) whether P."""
    at = scene.number()
    source = draw_source(scene, anchor)
    tense = scene.reporting(anchor)
    verb = scene.pick(words("nesting")["attitudes"]["asking"])
    cue = as_cue(conjugated(verb, tense=tense, person=source.person), at)
    addressee = " " + draw_addressee(scene, anchor) if verb == "ask" and scene.chance(0.5) else ""
    word = "whether" if verb in ("question", "inquire") else scene.pick(["whether", "whether", "if"])
    said = as_content(f"{word} {without_seam(content(below(anchor, tense=tense)))}", at)
    return f"{as_source(source.text, at)} {SEAM}{cue}{addressee} {said}"


def said_and_added(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She said that P and added that Q."""
    first, second = scene.number(), scene.number()
    source = draw_source(scene, anchor)
    tense = scene.reporting(anchor)
    plain = predication(scene, below(anchor, tense=tense), group=draw_group(scene))
    verbs = (
        cues.said(scene, source),
        scene.pick(["add", "insist", "warn", "claim", "admit", "hope", "stress", "fear"]),
    )
    cue = [
        as_cue(conjugated(verb, tense=tense, person=source.person), at)
        for verb, at in zip(verbs, (first, second), strict=True)
    ]
    shorter = as_content("that " + without_seam(plain), first)
    longer = as_content("that " + without_seam(content(below(anchor, tense=tense))), second)
    link = scene.pick(["and", "but", "and"])
    return f"{as_source(as_source(source.text, second), first)} {SEAM}{cue[0]} {shorter} {link} {cue[1]} {longer}"


def acted_saying(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She left the hall, saying that P."""
    at = scene.number()
    source = draw_source(scene, anchor)
    tense = Tense.PLUPERFECT if anchor is Anchor.PAST and scene.chance(0.6) else Tense.PAST
    act = conjugated(fill(scene, agent_clause(scene), its=source.own), tense=tense, person=source.person)
    verb = scene.pick(["say", "say", "add", "claim", "argue", "insist", "warn", "explain", "hint", "tell", "complain"])
    addressee = " " + draw_addressee(scene, anchor) if verb == "tell" else ""
    said = as_content("that " + without_seam(content(below(anchor, tense=tense))), at)
    return f"{as_source(source.text, at)} {SEAM}{act}, {as_cue(gerund(verb), at)}{addressee} {said}"
