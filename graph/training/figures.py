"""Figures that attribute with more than a verb and its clause, and which can be a content themselves.

Nouns, relative clauses, parentheses, quotations, and the constructions that hold a second source.
"""

from graph.training import cues
from graph.training.clauses import agent_clause
from graph.training.marking import SEAM, capitalised, quoted, without_seam
from graph.training.scene import Anchor, Content, Scene, as_content, as_cue, as_source, below
from graph.training.sources import ANYBODY, NAMED_OR_NOT, QUOTABLE, Kind, draw_addressee, draw_source, fill
from graph.training.words import PAST_TENSES, Tense, conjugated, gerund, perfect_gerund, words


def noun_that(scene: Scene, anchor: Anchor, content: Content) -> str:
    """Her claim that P was false; the allegation by her that P caused anger."""
    at = scene.number()
    nouns = words("nesting")["nouns"]
    tense = Tense.PRESENT if anchor in (Anchor.PRESENT, Anchor.DIRECT) else Tense.PAST
    said = as_content("that " + without_seam(content(below(anchor, tense=tense))), at)
    verdict = fill(scene, scene.pick(nouns["verdicts"]))
    shape = scene.weigh({"owner": 50, "by": 25, "loose": 15, "there": 10})
    if shape == "there":
        opening = conjugated("be", tense=tense, person="they")
        return f"there {opening} {as_cue(scene.pick(nouns['loose']), at)} {said}"
    if shape == "loose":
        return (
            f"{as_cue(scene.pick(nouns['loose']), at)} {said} {SEAM}{conjugated(verdict, tense=tense, person='they')}"
        )
    predicate = conjugated(verdict, tense=tense, person="it")
    noun = scene.pick(nouns["claim"])
    source = draw_source(scene, anchor, kinds=ANYBODY if shape == "owner" else QUOTABLE)
    if shape == "owner":
        return f"{as_source(source.owner, at)} {as_cue(noun, at)} {said} {SEAM}{predicate}"
    article = scene.pick(["the", "the", "an" if noun[0] in "aeio" else "a"])
    link = scene.pick(["by", "from"])
    return f"{as_cue(f'{article} {noun}', at)} {link} {as_source(source.text, at)} {said} {SEAM}{predicate}"


def vessel(scene: Scene, anchor: Anchor, content: Content) -> str:
    """There was a letter in which she said that P; she read out a letter that said that P."""
    at = scene.number()
    noun = scene.pick(words("nesting")["nouns"]["vessel"])
    source = draw_source(scene, anchor, kinds=QUOTABLE)
    tense = scene.reporting(anchor)
    if tense not in (Tense.PAST, Tense.PLUPERFECT, Tense.PRESENT):
        tense = Tense.PAST
    cue = as_cue(
        cues.cue_words(
            scene, scene.pick(["say", "claim", "admit", "argue", "write", "warn"]), tense=tense, person=source.person
        ),
        at,
    )
    said = as_content("that " + without_seam(content(below(anchor, tense=tense))), at)
    outer = {Tense.PRESENT: Tense.PRESENT, Tense.PLUPERFECT: Tense.PLUPERFECT}.get(tense, Tense.PAST)
    opening = conjugated("be", tense=outer, person="it")
    return f"there {opening} {noun} in which {as_source(source.text, at)} {cue} {said}"


def who_said(scene: Scene, anchor: Anchor, content: Content) -> str:
    """The court had heard a nurse, who said that P; she, who said that P, ran away."""
    at = scene.number()
    source = draw_source(scene, anchor, kinds=frozenset({Kind.PERSON, Kind.UNNAMED}))
    tense = scene.reporting(anchor)
    verb = scene.pick(["say", "say", "claim", "tell", "believe", "admit", "argue", "fear", "insist", "report"])
    cue = as_cue(conjugated(verb, tense=tense, person=source.person), at)
    addressee = " " + draw_addressee(scene, anchor) if verb == "tell" else ""
    said = as_content("that " + without_seam(content(below(anchor, tense=tense))), at)
    relative = f"{as_source('who', at)} {cue}{addressee} {said}"
    subject = source.object.partition(", ")[0].partition(" who ")[0]
    outer = Tense.PLUPERFECT if anchor is Anchor.PAST else Tense.PAST
    if scene.chance(0.6):
        hearer = draw_source(scene, anchor)
        link = scene.pick(["speak to", "meet", "send for", "interview", "see", "wait for", "hire"])
        return f"{hearer.text} {SEAM}{conjugated(link, tense=outer, person=hearer.person)} {subject}, {relative}"
    own = fill(scene, agent_clause(scene), its=source.own)
    return f"{subject}, {relative}, {SEAM}{conjugated(own, tense=outer, person=source.person)}"


def accused_of_saying(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She accused him of saying that P."""
    outer, inner = scene.number(), scene.number()
    source = draw_source(scene, anchor)
    accused = draw_source(scene, anchor, kinds=QUOTABLE)
    tense = scene.reporting(anchor)
    verb = scene.pick(words("nesting")["attitudes"]["accusing"])
    saying, addressee = scene.pick(
        [("say", ""), ("claim", ""), ("tell", " " + draw_addressee(scene, anchor)), ("write", "")]
    )
    form = scene.pick([gerund, perfect_gerund])(saying)
    said = as_content("that " + without_seam(content(Anchor.PAST if tense in PAST_TENSES else Anchor.PRESENT)), inner)
    accusation = f"{as_source(accused.text, inner)} of {as_cue(form, inner)}{addressee} {said}"
    cue = cues.cue_words(scene, verb, tense=tense, person=source.person)
    return f"{as_source(source.text, outer)} {SEAM}{as_cue(cue, outer)} {as_content(accusation, outer)}"


def denied_telling(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She denied having told them that P; both are hers."""
    outer, inner = scene.number(), scene.number()
    source = draw_source(scene, anchor)
    tense = scene.reporting(anchor)
    verb = scene.pick(words("nesting")["attitudes"]["admitting"])
    saying, addressee = scene.pick(
        [
            ("say", ""),
            ("claim", ""),
            ("tell", " " + draw_addressee(scene, anchor)),
            ("tell", " " + draw_addressee(scene, anchor)),
        ]
    )
    form = gerund(saying) if verb == "remember" else scene.pick([gerund, perfect_gerund])(saying)
    said = as_content("that " + without_seam(content(Anchor.PAST if tense in PAST_TENSES else Anchor.PRESENT)), inner)
    cue = cues.cue_words(scene, verb, tense=tense, person=source.person)
    subject = as_source(as_source(source.text, inner), outer)
    return f"{subject} {SEAM}{as_cue(cue, outer)} {as_content(f'{as_cue(form, inner)}{addressee} {said}', outer)}"


def quoted_as_saying(scene: Scene, anchor: Anchor, content: Content) -> str:
    """The Courier quoted a nurse as saying that P."""
    outer, inner = scene.number(), scene.number()
    is_relative = scene.chance(0.2)
    printed = frozenset({Kind.OUTLET, Kind.DOCUMENT})
    outlet = draw_source(scene, anchor, kinds=printed if is_relative else printed | {Kind.PERSON, Kind.BODY})
    source = draw_source(scene, anchor, kinds=QUOTABLE)
    tense = scene.reporting(anchor)
    verb = scene.pick(["quote", "quote", "quote", "quote", "cite"])
    cue = as_cue(cues.cue_words(scene, verb, tense=tense, person=outlet.person), outer)
    said = without_seam(content(below(anchor, tense=tense)))
    said = as_content(said if scene.chance(0.3) else "that " + said, inner)
    saying = as_cue(scene.pick(["saying", "saying", "saying", "claiming", "warning", "admitting"]), inner)
    report = as_content(f"{as_source(source.text, inner)} as {saying} {said}", outer)
    if is_relative:
        reader = draw_source(scene, anchor)
        act = scene.pick(["read", "look at", "buy", "wait for"])
        outlet_tense = Tense.PLUPERFECT if anchor is Anchor.PAST else Tense.PAST
        act = conjugated(act, tense=outlet_tense, person=reader.person)
        return f"{reader.text} {SEAM}{act} {outlet.object}, {as_source(outlet.relative, outer)} {cue} {report}"
    return f"{as_source(outlet.text, outer)} {SEAM}{cue} {report}"


def according_to(scene: Scene, anchor: Anchor, content: Content) -> str:
    """According to a nurse, P."""
    at = scene.number()
    source = draw_source(scene, anchor, kinds=NAMED_OR_NOT | {Kind.PRONOUN})
    phrases = ["according to"] * 8 + [
        "in the words of",
        "in the view of",
        "in the opinion of",
        "by the account of",
        "as reported by",
        "per",
    ]
    if source.kind is Kind.DOCUMENT:
        phrases = ["according to"]
    cue = as_cue(scene.pick(phrases), at)
    tail = Anchor.PAST if anchor is Anchor.PAST else Anchor.PRESENT
    return f"{cue} {as_source(source.object, at)}, {as_content(without_seam(content(tail)), at)}"


def put_it(scene: Scene, anchor: Anchor, content: Content) -> str:
    """P, as the nurse put it."""
    at = scene.number()
    source = draw_source(scene, anchor)
    tense = Tense.PLUPERFECT if anchor is Anchor.PAST and scene.chance(0.5) else Tense.PAST
    tail = Anchor.PAST if anchor is Anchor.PAST else Anchor.PRESENT
    said = as_content(without_seam(content(tail)), at)
    if scene.chance(0.5) and source.kind is not Kind.PRONOUN:
        aside = as_cue(scene.pick(words("nesting")["fit"]["asides"]), at)
        return f"{said}, {aside} {as_source(source.object, at)}"
    cue = as_cue(conjugated(scene.pick(["put it", "say", "claim", "explain"]), tense=tense, person=source.person), at)
    return f"{said}, as {as_source(source.text, at)} {cue}"


def said_in_quotes(scene: Scene, anchor: Anchor, content: Content) -> str:
    """She had told him: “P.”"""
    at = scene.number()
    source = draw_source(scene, anchor)
    tense = Tense.PLUPERFECT if anchor is Anchor.PAST and scene.chance(0.6) else Tense.PAST
    verb = scene.pick(["say", "say", "tell", "ask", "write", "shout", "reply"])
    cue = conjugated(verb, tense=tense, person=source.person)
    body = without_seam(content(Anchor.DIRECT))
    if verb == "ask":
        body = f"{scene.pick(['Is it true that', 'Who says that', 'Do you believe that'])} {body}?"
    said = as_content(quoted(capitalised(body)), at)
    if verb == "tell":
        tail = f" {draw_addressee(scene, anchor)}{scene.pick([',', ':'])}"
    else:
        tail = scene.pick([",", ",", ""])
        cue += "" if tail or scene.chance(0.5) else ":"
    return f"{as_source(source.text, at)} {SEAM}{as_cue(cue, at)}{tail} {said}"
