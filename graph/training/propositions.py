"""What can be said: a plain clause, or an attribution whose content is again a proposition."""

from graph.training import acts, figures, relays, reports
from graph.training.clauses import clause, decoy, first_person, simple_clause
from graph.training.marking import without_seam
from graph.training.scene import Anchor, Content, Form, Scene
from graph.training.sources import OBJECTS, draw_source, fill
from graph.training.words import words

FORMS: dict[Form, int] = {
    reports.said_that: 26,
    reports.told_that: 16,
    reports.held_that: 11,
    reports.it_was_said: 4,
    reports.was_told: 6,
    reports.heard_from: 2,
    reports.asked_whether: 4,
    reports.said_and_added: 3,
    reports.acted_saying: 4,
    figures.noun_that: 7,
    figures.vessel: 2,
    figures.who_said: 4,
    figures.accused_of_saying: 3,
    figures.denied_telling: 3,
    figures.quoted_as_saying: 5,
    figures.according_to: 4,
    figures.put_it: 3,
    relays.reported_citing: 4,
    relays.was_quoted_saying: 2,
}
"""The forms that can be a content, each as likely as its weight says."""

_ACTS: dict[Form, int] = {
    acts.is_said_to: 3,
    acts.accused_of: 4,
    acts.admitted_doing: 4,
    acts.promised_to: 4,
    acts.urged_to: 3,
    acts.wanted_to: 2,
    acts.called: 4,
    acts.judged: 4,
    acts.promise_to: 3,
}


def proposition(scene: Scene, anchor: Anchor, *, depth: int) -> str:
    """Return a clause with this many levels of attribution."""
    if depth <= 0:
        return bare(scene, anchor)
    text = _attribution(scene, anchor, depth=depth)
    if anchor is not Anchor.VOICE and scene.chance(0.13):
        link = scene.pick(["and", "and", "but", "but", "because", "although", "even though", "while"])
        return f"{clause(scene, anchor)}{scene.pick(['', ','])} {link} {without_seam(text)}"
    return text


def _attribution(scene: Scene, anchor: Anchor, *, depth: int) -> str:
    if depth == 1 and scene.chance(0.2):
        return scene.weigh(_ACTS)(scene, anchor, content_of(scene, depth=0))
    if anchor is Anchor.DIRECT and scene.chance(0.16):
        return figures.said_in_quotes(scene, anchor, content_of(scene, depth=depth - 1))
    return scene.weigh(FORMS)(scene, anchor, content_of(scene, depth=depth - 1))


def content_of(scene: Scene, *, depth: int) -> Content:
    """Return what writes a proposition with this many levels once its anchor is known."""
    return lambda anchor: proposition(scene, anchor, depth=depth)


def bare(scene: Scene, anchor: Anchor) -> str:
    """Return a clause that attributes nothing, now and then one that looks as if it did."""
    chance = scene.rng.random()
    if chance < 0.05:
        return hollow(scene, anchor)
    if chance < 0.15:
        return decoy(scene, anchor)
    if anchor is Anchor.DIRECT and chance < 0.5:
        return first_person(scene)
    return clause(scene, anchor)


def hollow(scene: Scene, anchor: Anchor) -> str:
    """Return a clause with a verb of saying that attributes nothing: nothing was said, or only might be."""
    past = anchor is Anchor.PAST or (anchor is Anchor.VOICE and scene.chance(0.6))
    template = scene.pick(words("nesting")["hollow"]["past" if past else "present"])
    source = draw_source(scene, anchor)
    while source.person != "it":
        source = draw_source(scene, anchor)
    inner = simple_clause(scene, Anchor.PAST if past else Anchor.PRESENT)
    other = scene.pick(list(OBJECTS.values())[:3])
    return fill(
        scene,
        template.replace("{p}", inner)
        .replace("{s}", source.object if "for {s}" in template else source.text)
        .replace("{o}", other),
    )
