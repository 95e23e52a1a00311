"""Relays: one source passes on what another one said, and both have the same content.

"The agency reported, citing a nurse, that P" gives (the agency, reported, that P) and (a nurse, citing, that P);
where the nurse has a verb of her own ("citing a nurse who said that P"), that is her cue, and she, not the
relative pronoun, her source.
"""

from graph.training import cues
from graph.training.marking import SEAM, without_seam
from graph.training.scene import Anchor, Content, Scene, as_content, as_cue, as_shared, as_source, below
from graph.training.sources import QUOTABLE, Kind, Source, draw_source
from graph.training.words import Tense, conjugated, words

_CARRIERS = frozenset({Kind.OUTLET, Kind.BODY, Kind.PERSON, Kind.DOCUMENT})


def _report(scene: Scene, anchor: Anchor) -> tuple[Source, str, Tense]:
    """Return who passes it on, and the cue."""
    outlet = draw_source(scene, anchor, kinds=_CARRIERS)
    tense = scene.reporting(anchor)
    verbs = (
        ["say", "state", "claim"]
        if outlet.kind is Kind.DOCUMENT
        else ["report", "report", "say", "write", "claim", "announce"]
    )
    verb = scene.pick(verbs)
    return outlet, cues.cue_words(scene, verb, tense=tense, person=outlet.person), tense


def _origin(scene: Scene, anchor: Anchor, numbers: list[int]) -> str:
    """Return "citing a nurse", or "citing a nurse who said a guard had told her"."""
    at = scene.number()
    numbers.append(at)
    source = draw_source(scene, anchor, kinds=QUOTABLE)
    simple = source.object.partition(", ")[0].partition(" who ")[0]
    if scene.chance(0.72):
        return f"{as_cue(scene.pick(words('nesting')['fit']['links']), at)} {as_source(simple, at)}"
    link = scene.pick(["citing", "citing", "quoting", "relying on"])
    tense = scene.pick([Tense.PAST, Tense.PAST, Tense.PLUPERFECT])
    verb = scene.pick(["say", "say", "claim", "report", "allege"])
    said = as_cue(conjugated(verb, tense=tense, person=source.person), at)
    if scene.chance(0.6):
        return f"{link} {as_source(simple, at)} {source.relative} {said}"
    further = scene.number()
    numbers.append(further)
    other = draw_source(scene, anchor, kinds=QUOTABLE)
    name = other.object.partition(", ")[0].partition(" who ")[0]
    told = as_cue(conjugated("tell", tense=Tense.PLUPERFECT, person=other.person), further)
    return f"{link} {as_source(simple, at)} {source.relative} {said} {as_source(name, further)} {told} {source.oneself}"


def _is_plain(origin: str) -> bool:
    """Whether the origin has no verb of its own, so that it can stand anywhere."""
    return not any(f" {relative} " in origin for relative in ("who", "which"))


def reported_citing(scene: Scene, anchor: Anchor, content: Content) -> str:
    """The agency reported, citing a nurse, that P; the agency, citing a nurse, reported that P."""
    at = scene.number()
    outlet, cue, tense = _report(scene, anchor)
    numbers = [at]
    origin = _origin(scene, anchor, numbers)
    said = as_shared("that " + without_seam(content(below(anchor, tense=tense))), tuple(numbers))
    subject = as_source(outlet.object, at)
    if len(numbers) == 2 and scene.chance(0.3) and _is_plain(origin):
        return f"{subject}, {origin}, {as_cue(cue, at)} {said}"
    if len(numbers) == 2 and scene.chance(0.3) and _is_plain(origin):
        return f"{as_source(outlet.text, at)} {SEAM}{as_cue(cue, at)} {said}, {origin}"
    return f"{as_source(outlet.text, at)} {SEAM}{as_cue(cue, at)}, {origin}, {said}"


def citing_reported(scene: Scene, anchor: Anchor, content: Content) -> str:
    """Citing a nurse, the agency reported that P."""
    at = scene.number()
    other = scene.number()
    outlet, cue, tense = _report(scene, anchor)
    source = draw_source(scene, anchor, kinds=QUOTABLE)
    said = as_shared("that " + without_seam(content(below(anchor, tense=tense))), (at, other))
    link = as_cue(scene.pick(["citing", "citing", "quoting"]), other)
    return f"{link} {as_source(source.object, other)}, {as_source(outlet.text, at)} {as_cue(cue, at)} {said}"


def told_and_reported(scene: Scene, anchor: Anchor, content: Content) -> str:
    """P, the agency reported, citing a nurse; P, said a nurse, as quoted by the agency."""
    at = scene.number()
    tail = Anchor.PAST if anchor is Anchor.PAST else Anchor.PRESENT
    shape = scene.weigh({"citing": 40, "which": 25, "carried": 25, "according": 10})
    outlet, cue, tense = _report(scene, anchor)
    if shape != "according":
        tail = below(anchor, tense=tense)
    text = without_seam(content(tail))
    if shape == "carried":
        other = scene.number()
        source = draw_source(scene, anchor, kinds=QUOTABLE)
        said = as_cue(
            conjugated("say", tense=Tense.PLUPERFECT if anchor is Anchor.PAST else Tense.PAST, person=source.person),
            other,
        )
        carried = scene.pick(words("nesting")["fit"]["carriers"])
        is_inverted = source.kind is not Kind.PRONOUN and scene.chance(0.3)
        teller = (
            f"{said} {as_source(source.object, other)}" if is_inverted else f"{as_source(source.text, other)} {said}"
        )
        return f"{as_shared(text, (at, other))}, {teller}, {as_cue(carried, at)} {as_source(outlet.object, at)}"
    if shape == "which":
        return _which_cited(scene, anchor, text=text, at=at, outlet=outlet)
    numbers = [at]
    origin = _origin(scene, anchor, numbers)
    while not _is_plain(origin):
        numbers = [at]
        origin = _origin(scene, anchor, numbers)
    if shape == "according":
        return (
            f"{as_shared(text, tuple(numbers))}, {as_cue('according to', at)} {as_source(outlet.object, at)}, {origin}"
        )
    return f"{as_shared(text, tuple(numbers))}, {as_source(outlet.text, at)} {as_cue(cue, at)}, {origin}"


def _which_cited(scene: Scene, anchor: Anchor, *, text: str, at: int, outlet: Source) -> str:
    """P, according to the agency, which cited a nurse."""
    other = scene.number()
    source = draw_source(scene, anchor, kinds=QUOTABLE)
    simple = source.object.partition(", ")[0]
    tense = Tense.PLUPERFECT if anchor is Anchor.PAST else Tense.PAST
    reporter = f"{as_cue('according to', at)} {as_source(outlet.object, at)}"
    start = f"{as_shared(text, (at, other))}, {reporter}, {outlet.relative}"
    verb, rest = scene.pick(
        [
            ("cite", ""),
            ("cite", ""),
            ("quote", ""),
            ("credit", ""),
            ("attribute", "the report to"),
            ("attribute", "it to"),
            ("have it from", ""),
            ("hear it from", ""),
        ]
    )
    cue = as_cue(conjugated(verb, tense=tense, person=outlet.person), other)
    return f"{start} {cue} {rest} {as_source(simple, other)}".replace("  ", " ")


def carried_by(scene: Scene, anchor: Anchor, content: Content) -> str:
    """In remarks carried by the agency, a nurse said that P."""
    at, other = scene.number(), scene.number()
    outlet = draw_source(scene, anchor, kinds=frozenset({Kind.OUTLET}))
    source = draw_source(scene, anchor, kinds=QUOTABLE)
    tense = scene.reporting(anchor)
    carried = as_cue(scene.pick(["in remarks carried by", "in comments carried by"]), at)
    said = as_cue(cues.cue_words(scene, cues.said(scene, source), tense=tense, person=source.person), other)
    text = as_shared("that " + without_seam(content(below(anchor, tense=tense))), (at, other))
    return f"{carried} {as_source(outlet.object, at)}, {as_source(source.text, other)} {said} {text}"


def was_quoted_saying(scene: Scene, anchor: Anchor, content: Content) -> str:
    """A nurse was quoted by the agency as saying that P."""
    at = scene.number()
    source = draw_source(scene, anchor, kinds=QUOTABLE)
    tense = Tense.PLUPERFECT if anchor is Anchor.PAST else scene.pick([Tense.PAST, Tense.PAST, Tense.PRESENT])
    text = "that " + without_seam(content(below(anchor, tense=tense)))
    verb = scene.pick(["be quoted", "be quoted", "be cited", "be reported"])
    if scene.chance(0.5):
        phrase = f"{verb} as saying" if verb != "be reported" else "be reported to have said"
        cue = as_cue(conjugated(phrase, tense=tense, person=source.person), at)
        return f"{as_source(source.text, at)} {SEAM}{cue} {as_content(text, at)}"
    other = scene.number()
    outlet = draw_source(scene, anchor, kinds=frozenset({Kind.OUTLET, Kind.BODY}))
    cue = as_cue(conjugated(verb if verb != "be reported" else "be quoted", tense=tense, person=source.person), other)
    said = f"{as_cue('saying', at)} {as_shared(text, (at, other))}"
    return f"{as_source(source.text, at)} {SEAM}{cue} by {as_source(outlet.object, other)} as {said}"
