"""Contents that are no clause of their own, brought into one: "to leave" behind "promised" is what the speaker will do.

Which form a content can have, the cue tells (its frames in ``cues.toml``); what it lacks is the subject, which the
sentence around gives (control, in the grammarians' term: Huddleston and Pullum 2002, chapter 14).
"""

import re
from collections.abc import Callable

from graph.extraction.annotations import Attribution
from graph.extraction.cue_context import quote
from graph.extraction.lexicon import Frame, Reading, load_lexicon, split_words
from graph.extraction.noun_phrase import find_noun_phrase
from graph.extraction.propositions.clauses import Content, Form, done, is_gerund, nominative
from graph.extraction.propositions.nouns import without_noun
from graph.extraction.propositions.predications import charge, judged, measured, predicate
from graph.extraction.propositions.referents import Number, referent_of
from graph.model import SpeechAct, Stance

_WHETHER = re.compile(r"^(?:as to )?whether (?:or not )?(?!to\b)", re.IGNORECASE)
_IF = re.compile(r"^if (?=[^,]+$)", re.IGNORECASE)
_FOR = re.compile(r"^for (?=\w)", re.IGNORECASE)
_EVER = re.compile(r"^(?:ever|even) (?=\w+ing\b)", re.IGNORECASE)
_INFINITIVE = re.compile(r"^to (?P<perfect>have )?(?P<rest>(?P<verb>\w+)\b.*)", re.IGNORECASE)
_COMMISSIVE = frozenset({SpeechAct.PROMISE, SpeechAct.THREATEN})
_EVENTS = _COMMISSIVE | {SpeechAct.ANNOUNCE, SpeechAct.PREDICT, SpeechAct.DEMAND}
_NEGATIONS = frozenset({"not", "never"})
_MAX_PHRASE = 120  # code points
_QUOTED_END = re.compile(r"(?P<front>[^\"“”«».,;:]{1,120}) [\"“«](?P<quoted>[^\"“”«»]{1,200}?)[.,]?[\"”»][.,]?")


def declarative(document_text: str, text: str, attribution: Attribution, *, marked: str) -> Form:
    """Return the content of an attribution as a clause, where rules can tell how; else as it is.

    ``text`` is its words without complementiser and quotation marks, ``marked`` those with them.
    """
    reading = _reading(quote(document_text, attribution.cue), text)
    frames = reading.cue.frames if reading else frozenset()
    quoted = _QUOTED_END.fullmatch(" ".join(marked.split()))
    parts = (quoted["front"], quoted["quoted"]) if quoted else None
    content = Content(text, parts, attribution, frames, reading.cue.phrase if reading else "")
    for rule in _RULES:
        found = rule(content)
        if found is not None and found.text:
            return found._replace(text=found.text[:1].upper() + found.text[1:])
    return Form(text)


def _reading(cue: str, text: str) -> Reading | None:
    """Return what a cue amounts to with a preposition that is in its content: "regards" [the river as a border]."""
    words = split_words(text)
    parted = (load_lexicon().read(f"{cue} {word}") for word in ("as", "at") if word in words)
    own = load_lexicon().read(cue)
    return next((one for one in parted if one and one.cue.phrase.endswith((" as", " at"))), None) or own


def _question(content: Content) -> Form | None:
    """Whether the bridge was shut: the bridge was shut; the stance says that it is left open."""
    text = _WHETHER.sub("", content.text)
    is_open = content.attribution.stance in {Stance.NEUTRAL, Stance.DOUBT}
    if text == content.text and is_open and len(content.attribution.content) == 1:
        text = _IF.sub("", content.text)
    return Form(text) if text != content.text and " or " not in text else None


def _held(content: Content) -> Form | None:
    """Return the claim that a noun phrase holds: "the rumour that"."""
    if content.cue and content.frames.isdisjoint({Frame.OBJECT, Frame.CARRY}):
        return None  # "said the report that he wrote was long"
    text = without_noun(content.text)
    return Form(text) if text != content.text else None


def _gerund(content: Content) -> Form | None:
    """Return what a speaker denies or admits to have done: "denied [ever signing it]"."""
    speaker = referent_of(content.attribution.entity)
    text = _EVER.sub("", content.text)
    if Frame.GERUND not in content.frames or speaker is None or not is_gerund(text):
        return None
    return done(speaker.name, text[:1].lower() + text[1:], named=speaker)


def _infinitive(content: Content) -> Form | None:
    """Return what is promised or demanded as what will be: "vowed [to stay]", "told the troops [to leave]"."""
    attribution = content.attribution
    is_demand = attribution.speech_act is SpeechAct.DEMAND
    match = _INFINITIVE.fullmatch(content.text)
    if match is None:
        return _demanded(content) if is_demand else None
    is_own = attribution.speech_act in _COMMISSIVE or Frame.TO in content.frames or match["perfect"] is not None
    committed = attribution.entity if is_own else None
    subject = referent_of(attribution.addressee_entity if is_demand else committed)
    if subject is None or attribution.stance is Stance.REJECT or match["verb"].casefold() in _NEGATIONS:
        return None
    if match["perfect"]:
        return Form(f"{subject.name} {'have' if subject.number is Number.GROUP else 'has'} {match['rest']}", subject)
    is_event = attribution.speech_act in _EVENTS
    return Form(f"{subject.name} will {match['rest']}", subject) if is_event else None


def _demanded(content: Content) -> Form | None:
    """Return a demand with its subject as what will be: "urged [the pilots to stay]", "asked [for help]"."""
    text = _FOR.sub("", content.text)
    phrase = find_noun_phrase(text, 0, end=min(len(text), _MAX_PHRASE))
    behind = _INFINITIVE.match(text[phrase.end :].lstrip()) if phrase and not phrase.start else None
    if phrase and behind and not behind["perfect"] and behind["verb"].casefold() not in _NEGATIONS:
        return Form(f"{nominative(text[: phrase.end])} will {behind['rest']}")
    return Form(text) if text != content.text else None


_RULES: tuple[Callable[[Content], Form | None], ...] = (
    _question, judged, _held, predicate, measured, charge, _gerund, _infinitive,
)  # fmt: skip
"""What is tried in turn; the first that gives a form is taken."""
