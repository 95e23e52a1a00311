"""Rows of relays: the same content goes from hand to hand, and each hand is an attribution of its own.

"The daily wrote that P, leaning on the agency, which had it from a clerk" gives (the daily, wrote, that P), (the
agency, leaning on, that P) and (a clerk, had it from, that P).
"""

from graph.training import cues
from graph.training.marking import without_seam
from graph.training.scene import Anchor, Content, Scene, as_cue, as_shared, as_source, below
from graph.training.sources import QUOTABLE, Kind, Source, draw_source
from graph.training.words import Tense, conjugated, words

_PAPERS = frozenset({Kind.OUTLET, Kind.BODY})
_MOST = 3  # hands behind the first one


def handed_down(scene: Scene, anchor: Anchor, content: Content) -> str:
    """The daily wrote that P, leaning on the agency, which leaned on two drivers, who had it from a guard."""
    at = scene.number()
    outlet, cue, tense = _writes(scene, anchor)
    numbers, row = _row(scene, anchor, tense=tense)
    text = "that " + without_seam(content(below(anchor, tense=tense)))
    said = as_shared(text, [at, *numbers])
    return f"{as_source(outlet.text, at)} {as_cue(cue, at)} {said}, {row}"


def had_it_from(scene: Scene, anchor: Anchor, content: Content) -> str:
    """The daily, which had it from the agency, says that P; P, according to the daily, which got it from a clerk."""
    at, other = scene.number(), scene.number()
    outlet, cue, tense = _writes(scene, anchor)
    origin = draw_source(scene, anchor, kinds=QUOTABLE)
    got = conjugated(_having(scene), tense=_earlier(tense), person=outlet.person)
    handed = f"{outlet.relative} {as_cue(got, other)} {as_source(_plain(origin), other)}"
    if scene.chance(0.5):
        said = as_shared("that " + without_seam(content(below(anchor, tense=tense))), [at, other])
        return f"{as_source(outlet.object, at)}, {handed}, {as_cue(cue, at)} {said}"
    said = as_shared(without_seam(content(anchor)), [at, other])
    return f"{said}, {as_cue('according to', at)} {as_source(outlet.object, at)}, {handed}"


def owed_to(scene: Scene, anchor: Anchor, content: Content) -> str:
    """The daily can reveal, thanks to a clerk, that P; the daily says that P, and the daily has that from a clerk."""
    at, other = scene.number(), scene.number()
    outlet, cue, tense = _writes(scene, anchor)
    origin = draw_source(scene, anchor, kinds=QUOTABLE)
    said = as_shared("that " + without_seam(content(below(anchor, tense=tense))), [at, other])
    subject = as_source(outlet.text, at)
    if scene.chance(0.5):
        link = as_cue(scene.pick(words("nesting")["fit"]["debts"]), other)
        return f"{subject} {as_cue(cue, at)}, {link} {as_source(_plain(origin), other)}, {said}"
    phrase = scene.pick(["have that from", "have this from", "have it from", "get that from", "owe that to"])
    has = as_cue(conjugated(phrase, tense=tense, person=outlet.person), other)
    again = _plain(outlet) if scene.chance(0.5) else outlet.pronoun
    return f"{subject} {as_cue(cue, at)} {said}, and {again} {has} {as_source(_plain(origin), other)}"


def were_quoting(scene: Scene, anchor: Anchor, content: Content) -> str:
    """The papers were quoting the agency, and the agency was quoting a clerk, who told it that P."""
    first, second, third = scene.number(), scene.number(), scene.number()
    paper, agency = (draw_source(scene, anchor, kinds=_PAPERS) for _ in range(2))
    origin = draw_source(scene, anchor, kinds=QUOTABLE)
    tense = scene.pick([Tense.PAST, Tense.PAST, Tense.PLUPERFECT]) if anchor is not Anchor.PAST else Tense.PLUPERFECT
    verb = scene.pick(["be quoting", "quote", "cite", "rely on", "be citing"])
    quoted, quoted_again = (
        as_cue(conjugated(verb, tense=tense, person=source.person), at)
        for source, at in ((paper, first), (agency, second))
    )
    told = as_cue(conjugated(scene.pick(["tell", "assure"]), tense=tense, person=origin.person), third)
    said = as_shared("that " + without_seam(content(below(anchor, tense=tense))), [first, second, third])
    passed = f"{as_source(paper.text, first)} {quoted} {_plain(agency)}, and {as_source(_plain(agency), second)}"
    teller = f"{as_source(_plain(origin), third)}, {origin.relative} {told} {agency.oneself}"
    return f"{passed} {quoted_again} {teller} {said}"


def in_a_circle(scene: Scene, anchor: Anchor, content: Content) -> str:
    """That P rests on little: the daily cites the agency, and the agency cites a clerk."""
    first, second = scene.number(), scene.number()
    paper, agency = (draw_source(scene, anchor, kinds=_PAPERS) for _ in range(2))
    origin = draw_source(scene, anchor, kinds=QUOTABLE)
    tense = Tense.PRESENT if anchor is not Anchor.PAST else Tense.PAST
    verb = scene.pick(["cite", "quote", "credit", "rely on", "point to"])
    cites, cites_again = (
        as_cue(conjugated(verb, tense=tense, person=source.person), at)
        for source, at in ((paper, first), (agency, second))
    )
    said = as_shared("that " + without_seam(content(below(anchor, tense=tense))), [first, second])
    start = scene.pick(words("nesting")["fit"]["shaky"]).replace("{p}", said)
    passed = f"{as_source(paper.text, first)} {cites} {_plain(agency)}, and {as_source(_plain(agency), second)}"
    return f"{start}: {passed} {cites_again} {_plain(origin)}"


def _writes(scene: Scene, anchor: Anchor) -> tuple[Source, str, Tense]:
    outlet = draw_source(scene, anchor, kinds=_PAPERS)
    tense = scene.reporting(anchor)
    verb = scene.pick(["report", "say", "say", "write", "claim", "reveal", "know"])
    if tense is Tense.PRESENT and scene.chance(0.2):
        return outlet, "can reveal", tense
    return outlet, cues.cue_words(scene, verb, tense=tense, person=outlet.person), tense


def _row(scene: Scene, anchor: Anchor, *, tense: Tense) -> tuple[list[int], str]:
    """Return "leaning on the agency, which leaned on two drivers, who had it from a guard"."""
    numbers: list[int] = []
    text = ""
    before: Source | None = None
    for _ in range(scene.pick([1, 2, 2, _MOST])):
        at = scene.number()
        numbers.append(at)
        source = draw_source(scene, anchor, kinds=QUOTABLE if before else _PAPERS | QUOTABLE)
        link = scene.pick(words("nesting")["fit"]["links"])
        if before:
            verb = _having(scene) if scene.chance(0.6) else scene.pick(["lean on", "cite", "rely on", "quote"])
            link = conjugated(verb, tense=_earlier(tense), person=before.person)
            text += f", {before.relative} "
        text += f"{as_cue(link, at)} {as_source(_plain(source), at)}"
        before = source
    return numbers, text


def _having(scene: Scene) -> str:
    return scene.pick(
        ["have it from", "get it from", "have that from", "hear it from", "take it from", "get this from"]
    )


def _earlier(tense: Tense) -> Tense:
    return Tense.PAST if tense in (Tense.PRESENT, Tense.PERFECT) else tense


def _plain(source: Source) -> str:
    """Return a source without apposition and relative clause."""
    return source.object.partition(", ")[0].partition(" who ")[0].partition(" which ")[0]
