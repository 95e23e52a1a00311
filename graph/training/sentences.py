"""Whole sentences that attribute: before, after or around their content, directly or not, over two sentences."""

from collections.abc import Callable

from graph.training import cues, figures, relay_rows, relays
from graph.training.marking import (
    OPEN,
    bare_length,
    capitalised,
    ends_quoted,
    interrupted,
    punctuated,
    quoted,
    quoted_phrase,
    without_seam,
)
from graph.training.propositions import bare, content_of, proposition
from graph.training.scene import Anchor, Scene, as_content, as_cue, as_source, below
from graph.training.sources import QUOTABLE, SPEAKERS, Kind, Source, draw_addressee, draw_source, fill, pronoun
from graph.training.words import Tense, conjugated, words

Writer = Callable[[Scene, int], str]
"""Writes a sentence, or two, with this many levels of attribution."""


def stopped(scene: Scene, text: str) -> str:
    """Return a clause as a sentence."""
    return capitalised(punctuated(without_seam(text), point=".", outside=scene.outside))


def draw_opening(scene: Scene) -> str:
    """Return "On Monday, " or the like; what follows is then told in the past."""
    scene.is_dated = True
    return fill(scene, scene.pick(words("clauses")["adjuncts"]["opening"])) + ", "


def _comma(scene: Scene, text: str) -> str:
    return punctuated(text, point=",", outside=scene.outside)


def _teller(scene: Scene, source: Source, at: int, *, verb: str, tense: Tense, inverted: bool) -> str:
    """Return "she said" or "said the nurse"."""
    cue = as_cue(conjugated(verb, tense=tense, person=source.person), at)
    if verb == "tell":
        return f"{as_source(source.text, at)} {cue} {draw_addressee(scene, Anchor.VOICE)}"
    if inverted and source.kind is not Kind.PRONOUN and tense in (Tense.PAST, Tense.PRESENT):
        return f"{cue} {as_source(source.object, at)}"
    place = ""
    if verb in ("say", "write", "add", "warn") and scene.chance(0.08):
        place = f" {scene.pick(words('nesting')['nouns']['surroundings'])}"
        cue = as_cue(conjugated(verb, tense=tense, person=source.person) + place, at)
    return f"{as_source(source.text, at)} {cue}"


def plain(scene: Scene, depth: int) -> str:
    """She said that P."""
    opening = draw_opening(scene) if scene.chance(0.12) else ""
    text = without_seam(proposition(scene, Anchor.VOICE, depth=depth))
    return stopped(scene, opening + text)


def afterwards(scene: Scene, depth: int) -> str:
    """P, she said."""
    at = scene.number()
    source = draw_source(scene, Anchor.VOICE)
    tense = scene.pick([Tense.PAST, Tense.PAST, Tense.PAST, Tense.PRESENT])
    text = as_content(without_seam(proposition(scene, below(Anchor.VOICE, tense=tense), depth=depth - 1)), at)
    verb = cues.said(scene, source)
    while verb in ("deny", "doubt", "let it be known", "make the point", "make the case", "go on to say", "blurt out"):
        verb = cues.said(scene, source)
    teller = _teller(scene, source, at, verb=verb, tense=tense, inverted=scene.chance(0.3))
    return stopped(scene, f"{_comma(scene, text)} {teller}")


def around(scene: Scene, depth: int) -> str:
    """The road, she said, was closed."""
    at = scene.number()
    source = draw_source(scene, Anchor.VOICE)
    tense = scene.pick([Tense.PAST, Tense.PAST, Tense.PRESENT])
    text = proposition(scene, below(Anchor.VOICE, tense=tense), depth=depth - 1)
    halves = interrupted(text)
    if not halves or bare_length(halves[0]) < 12:
        teller = _teller(scene, source, at, verb="say", tense=tense, inverted=False)
        return stopped(scene, f"{_comma(scene, as_content(without_seam(text), at))} {teller}")
    verb = scene.pick(["say", "say", "say", "explain", "claim", "argue", "add"])
    teller = punctuated(_teller(scene, source, at, verb=verb, tense=tense, inverted=scene.chance(0.25)), point=",")
    first, second = (without_seam(half).strip(" ,") for half in halves)
    return stopped(scene, f"{_comma(scene, as_content(first, at))} {teller} {as_content(second, at)}")


def _body(scene: Scene, depth: int, *, sentences: int) -> list[str]:
    """Return sentences in somebody's own words, without the last full stop; one of them holds the levels."""
    deep = scene.rng.randrange(sentences)
    body = []
    for at in range(sentences):
        if at == deep:
            body.append(proposition(scene, Anchor.DIRECT, depth=depth))
        elif scene.chance(0.4):
            body.append(fill(scene, scene.pick(words("nesting")["speech"]["exclamations"])).rstrip("."))
        else:
            body.append(bare(scene, Anchor.DIRECT))
    return body


def quotation(scene: Scene, depth: int) -> str:
    """“P,” she said. “Q.”"""
    at = scene.number()
    source = draw_source(scene, Anchor.VOICE, kinds=SPEAKERS)
    verb = "tell" if scene.chance(0.15) else cues.quoted_verb(scene, source)
    tense = scene.pick([Tense.PAST, Tense.PAST, Tense.PAST, Tense.PAST, Tense.PRESENT])
    body = _body(scene, depth - 1, sentences=scene.pick([1, 1, 1, 2, 2, 3]))
    teller = _teller(scene, source, at, verb=verb, tense=tense, inverted=scene.chance(0.25))
    shape = scene.weigh({"after": 45, "before": 25, "between": 20, "inside": 10})
    written = [capitalised(punctuated(without_seam(each), point=".", outside=scene.outside)) for each in body]
    if shape == "before":
        return _introduced(scene, source, at, verb=verb, tense=tense, text=" ".join(written))
    halves = interrupted(body[0])
    if shape == "inside" and halves and len(body) == 1 and bare_length(halves[0]) > 11:
        first = as_content(_comma(scene, quoted(capitalised(halves[0].strip(" ,")))), at)
        rest = as_content(_ended(scene, quoted(without_seam(halves[1]))), at)
        return f"{first} {punctuated(teller, point=',')} {rest}"
    if shape == "between" and len(body) > 1:
        first = as_content(_comma(scene, quoted(written[0])), at)
        return f"{first} {punctuated(teller, point='.')} {as_content(quoted(' '.join(written[1:])), at)}"
    return f"{as_content(_comma(scene, quoted(' '.join(written))), at)} {punctuated(teller, point='.')}"


def _ended(scene: Scene, text: str) -> str:
    return punctuated(text, point=".", outside=scene.outside)


def _introduced(scene: Scene, source: Source, at: int, *, verb: str, tense: Tense, text: str) -> str:
    """Return a quotation that its speaker introduces: she said: “P.”"""
    cue = conjugated(verb, tense=tense, person=source.person)
    said = as_content(_ended(scene, quoted(text)), at)
    if verb == "tell":
        addressee = draw_addressee(scene, Anchor.VOICE)
        return capitalised(f"{as_source(source.text, at)} {as_cue(cue, at)} {addressee}{scene.pick([',', ':'])} {said}")
    if scene.chance(0.5):
        return capitalised(f"{as_source(source.text, at)} {as_cue(cue + ':', at)} {said}")
    return capitalised(f"{as_source(source.text, at)} {as_cue(cue, at)}, {said}")


def partly_quoted(scene: Scene, depth: int) -> str:
    """She said that P was “unsafe”."""
    at = scene.number()
    source = draw_source(scene, Anchor.VOICE)
    tense = scene.reporting(Anchor.VOICE)
    text = proposition(scene, below(Anchor.VOICE, tense=tense), depth=depth - 1)
    halves = interrupted(text)
    if halves and depth == 1 and OPEN not in text:
        first, *rest = halves[1].split(" ")
        if len(rest) > 2:
            text = f"{halves[0]}{first} {quoted_phrase(' '.join(rest))}"
    cue = as_cue(conjugated(cues.said(scene, source), tense=tense, person=source.person), at)
    said = f"that {without_seam(text)}"
    said = punctuated(said, point=".", outside=scene.outside) if ends_quoted(said) and not scene.outside else said
    return stopped(scene, f"{as_source(source.text, at)} {cue} {as_content(said, at)}")


def asked_said(scene: Scene, depth: int) -> str:
    """Asked whether P, she said that Q."""
    first, second = scene.number(), scene.number()
    source = draw_source(scene, Anchor.VOICE)
    question = without_seam(proposition(scene, Anchor.PAST, depth=max(0, depth - 2)))
    cue = as_cue(scene.pick(["asked", "asked", "when asked"]), first)
    link = scene.pick(["if", "whether", "whether"])
    asked = f"{cue} {as_content(f'{link} {question}', first)}"
    answer = without_seam(proposition(scene, Anchor.PAST, depth=depth - 1))
    said = as_cue(
        conjugated(scene.pick(["say", "reply", "answer", "insist"]), tense=Tense.PAST, person=source.person), second
    )
    return stopped(
        scene, f"{_comma(scene, asked)} {as_source(source.text, second)} {said} {as_content('that ' + answer, second)}"
    )


def headline(scene: Scene, depth: int) -> str:
    """Minister: P; MINISTER: P."""
    at = scene.number()
    source = draw_source(scene, Anchor.VOICE, kinds=QUOTABLE)
    name = source.owner.rstrip("'").removesuffix("'s")
    if scene.chance(0.4):
        name = name.removeprefix("the ").removeprefix("a ").upper()
        text = proposition(scene, Anchor.DIRECT, depth=depth - 1)
        return f"{as_source(name, at)}{as_cue(':', at)} {as_content(capitalised(without_seam(text)), at)}."
    text = capitalised(without_seam(proposition(scene, Anchor.PRESENT, depth=depth - 1)))
    name = capitalised(name.removeprefix("the ").removeprefix("a "))
    if scene.chance(0.4):
        cue = as_cue("says" if source.person == "it" else "say", at)
        lower = name if source.kind is Kind.PERSON else name[0].lower() + name[1:]
        return f"{_comma(scene, as_content(text, at))} {cue} {as_source(lower, at)}"
    if scene.chance(0.3):
        text = quoted_phrase(text)
    return f"{as_source(name, at)}{as_cue(':', at)} {as_content(text, at)}"


def relayed(scene: Scene, depth: int) -> str:
    """The agency reported, citing a nurse, that P, and its kin."""
    form = scene.weigh(
        {
            relays.reported_citing: 30,
            relays.citing_reported: 14,
            relays.told_and_reported: 34,
            relays.carried_by: 8,
            relays.was_quoted_saying: 8,
            relay_rows.handed_down: 22,
            relay_rows.had_it_from: 14,
            relay_rows.owed_to: 18,
            relay_rows.were_quoting: 10,
            relay_rows.in_a_circle: 8,
            figures.quoted_as_saying: 20,
            figures.according_to: 10,
        }
    )
    return stopped(scene, form(scene, Anchor.VOICE, content_of(scene, depth=depth - 1)))


def taken_up(scene: Scene, depth: int) -> str:
    """The agency reported that P. It cited two drivers, who said that Q."""
    first, second = scene.number(), scene.number()
    outlet = draw_source(scene, Anchor.VOICE, kinds=frozenset({Kind.OUTLET, Kind.BODY, Kind.PERSON}))
    tense = Tense.PAST
    opening = without_seam(proposition(scene, Anchor.PAST, depth=0))
    cue = as_cue(conjugated(scene.pick(["report", "say", "write", "claim"]), tense=tense, person=outlet.person), first)
    source = draw_source(scene, Anchor.VOICE, kinds=QUOTABLE)
    simple = source.object.partition(", ")[0].partition(" who ")[0]
    again = pronoun(outlet.pronoun) if outlet.pronoun != "they" else pronoun("they")
    cited = conjugated(scene.pick(["cite", "quote", "name", "rely on"]), tense=tense, person=again.person)
    if scene.chance(0.25):
        link = conjugated(scene.pick(["cite", "quote", "credit"]), tense=tense, person=again.person)
        shared = as_content(as_content("that " + opening, first), second)
        start = stopped(scene, f"{as_source(outlet.text, first)} {cue} {shared}")
        return f"{start} {stopped(scene, f'{again.text} {as_cue(link, second)} {as_source(simple, second)}')}"
    start = stopped(scene, f"{as_source(outlet.text, first)} {cue} {as_content('that ' + opening, first)}")
    verb = as_cue(
        conjugated(scene.pick(["say", "tell it", "claim", "recall"]).split()[0], tense=tense, person=source.person),
        second,
    )
    hearer = f" {again.oneself}" if "told" in verb else ""
    said = as_content("that " + without_seam(proposition(scene, Anchor.PAST, depth=depth - 1)), second)
    named = f"{again.text} {cited} {as_source(simple, second)}, {source.relative} {verb}{hearer} {said}"
    return f"{start} {stopped(scene, named)}"


def added_later(scene: Scene, depth: int) -> str:
    """She said that P. She added that Q."""
    first, second = scene.number(), scene.number()
    source = draw_source(scene, Anchor.VOICE)
    cue = as_cue(conjugated(cues.said(scene, source), tense=Tense.PAST, person=source.person), first)
    opening = stopped(
        scene,
        f"{as_source(source.text, first)} {cue} {as_content('that ' + without_seam(bare(scene, Anchor.PAST)), first)}",
    )
    again = pronoun(source.pronoun)
    verb = scene.pick(["add", "also say", "say", "go on to say", "warn", "recall"])
    phrase = verb.removeprefix("also ")
    words_ = ("also " if verb.startswith("also") else "") + conjugated(phrase, tense=Tense.PAST, person=again.person)
    said = as_content("that " + without_seam(proposition(scene, Anchor.PAST, depth=depth - 1)), second)
    return f"{opening} {stopped(scene, f'{as_source(again.text, second)} {as_cue(words_, second)} {said}')}"


def own_voice(scene: Scene, depth: int) -> str:
    """Return a sentence of the writer's own, with nothing attributed."""
    del depth
    opening = draw_opening(scene) if scene.chance(0.2) else ""
    return stopped(scene, opening + bare(scene, Anchor.VOICE))
