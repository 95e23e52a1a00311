"""Contents that are no clause of their own, brought into one: "to leave" behind "promised" is what the speaker will do.

Which form a content can have, the cue tells (its frames in ``cues.toml``); what it lacks is the subject, which the
sentence around gives (control, in the grammarians' term: Huddleston and Pullum 2002, chapter 14).
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from graph.extraction.annotations import Attribution
from graph.extraction.cue_context import quote
from graph.extraction.evaluations import is_doubting, is_refuting
from graph.extraction.function_words import AUXILIARIES, DETERMINERS
from graph.extraction.lexicon import Frame, Reading, load_lexicon, split_words
from graph.extraction.noun_phrase import find_noun_phrase
from graph.extraction.propositions.nouns import load_claim_nouns, without_noun
from graph.extraction.propositions.referents import Number, Referent, referent_of
from graph.identity.names import head_noun
from graph.model import SpeechAct, Stance

_WHETHER = re.compile(r"^(?:as to )?whether (?:or not )?(?!to\b)", re.IGNORECASE)
_IF = re.compile(r"^if (?=[^,]+$)", re.IGNORECASE)
_FOR = re.compile(r"^for (?=\w)", re.IGNORECASE)
_EVER = re.compile(r"^(?:ever|even) (?=\w+ing\b)", re.IGNORECASE)
_GERUND = re.compile(r"^(?P<verb>\w{2,}ing)\s+\w", re.IGNORECASE)
_HAVING = re.compile(r"^having (?=\w+)", re.IGNORECASE)
_INFINITIVE = re.compile(r"^to (?P<perfect>have )?(?P<rest>(?P<verb>\w+)\b.*)", re.IGNORECASE)
_TAIL = re.compile(r",? as (?=[^,]{1,80}$)", re.IGNORECASE)
_AS = re.compile(r" as (?:being )?(?=\w)")
_NUMBER = re.compile(r"(?:about |around |some |roughly |nearly |almost |up to )?\d|\w+")
_OBJECTING = frozenset({Stance.REJECT, Stance.DOUBT})
_COMMISSIVE = frozenset({SpeechAct.PROMISE, SpeechAct.THREATEN})
_POINTERS = frozenset({"it", "this", "that", "them", "these", "those"})
_SUBJECTS = {"them": "they", "him": "he", "her": "she", "us": "we", "me": "I"}
_MAX_PHRASE = 120  # code points
_QUOTED_END = re.compile(r"(?P<front>[^\"“”«».,;:]{1,120}) [\"“«](?P<quoted>[^\"“”«»]{1,200}?)[.,]?[\"”»][.,]?")


class Form(NamedTuple):
    """A content in its new form; ``named`` is whom it names now that the content does not."""

    text: str
    named: Referent | None = None


class _Content(NamedTuple):
    text: str
    quoted: tuple[str, str] | None
    """What stands in front of the only quotation in it, and the quotation, where that is its end."""
    attribution: Attribution
    frames: frozenset[Frame]
    cue: str


def declarative(document_text: str, text: str, attribution: Attribution, *, marked: str) -> Form:
    """Return the content of an attribution as a clause, where rules can tell how; else as it is.

    ``text`` is its words without complementiser and quotation marks, ``marked`` those with them.
    """
    reading = _reading(quote(document_text, attribution.cue), text)
    frames = reading.cue.frames if reading else frozenset()
    quoted = _QUOTED_END.fullmatch(" ".join(marked.split()))
    parts = (quoted["front"], quoted["quoted"]) if quoted else None
    content = _Content(text, parts, attribution, frames, reading.cue.phrase if reading else "")
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


def _question(content: _Content) -> Form | None:
    """Whether the bridge was shut: the bridge was shut; the stance says that it is left open."""
    text = _WHETHER.sub("", content.text)
    is_open = content.attribution.stance in {Stance.NEUTRAL, Stance.DOUBT}
    if text == content.text and is_open and len(content.attribution.content) == 1:
        text = _IF.sub("", content.text)
    return Form(text) if text != content.text and " or " not in text else None


def _judged(content: _Content) -> Form | None:
    """Return what is judged without the judgement: "the tale of a raid [as childish]"."""
    if content.attribution.stance not in _OBJECTING or Frame.AS not in content.frames:
        return None
    text, words = content.text, split_words(content.text)
    tail = _TAIL.search(text)
    if tail and tail.start():
        text = text[: tail.start()]
    elif is_refuting(words) or is_doubting(words):
        phrase = find_noun_phrase(text, 0, end=len(text))
        end = phrase.end if phrase and phrase.end < len(text) else text.rfind(" ")
        is_judged = end > 0 and (is_refuting(split_words(text[end:])) or is_doubting(split_words(text[end:])))
        text = text[:end] if is_judged else text
    held = without_noun(text)
    is_claim = (
        held != text or text.casefold() in _POINTERS or head_noun(text.split()).casefold() in load_claim_nouns().claims
    )
    return Form(held) if text != content.text and is_claim else None


def _held(content: _Content) -> Form | None:
    """Return the claim that a noun phrase holds: "the rumour that"."""
    if content.cue and content.frames.isdisjoint({Frame.OBJECT, Frame.CARRY}):
        return None  # "said the report that he wrote was long"
    text = without_noun(content.text)
    return Form(text) if text != content.text else None


def _predicate(content: _Content) -> Form | None:
    """Return what is said of a thing as a clause: "regards the line [as a border]", "called the march [a theft]"."""
    takes_both = content.cue.endswith(" as") and Frame.OBJECT in content.frames
    if not (takes_both or Frame.AS in content.frames) or content.attribution.stance in _OBJECTING:
        return None
    if content.quoted and AUXILIARIES.isdisjoint(split_words(content.quoted[0])):
        subject, judged = content.quoted
        if not subject.endswith((" as", " a", " an", " the")):
            return Form(f"{_nominative(subject)} {_copula(subject)} {judged}")
    phrase = find_noun_phrase(content.text, 0, end=min(len(content.text), _MAX_PHRASE))
    if phrase is None or phrase.start or phrase.end >= len(content.text):
        return None
    rest = content.text[phrase.end :]
    marked = _AS.match(rest)
    is_noun = rest.lstrip().split(" ")[0].casefold() in DETERMINERS
    if not marked and not is_noun:
        return None
    subject = content.text[: phrase.end]
    return Form(f"{_nominative(subject)} {_copula(subject)} {(rest[marked.end() :] if marked else rest).strip()}")


def _measured(content: _Content) -> Form | None:
    """Return a measure as a clause: "put the number of vehicles [at fourteen]"."""
    if content.attribution.speech_act is not SpeechAct.ESTIMATE and content.cue.split(" ")[0] not in {
        "put",
        "estimate",
    }:
        return None
    phrase = find_noun_phrase(content.text, 0, end=min(len(content.text), _MAX_PHRASE))
    behind = content.text[phrase.end :] if phrase and not phrase.start else ""
    if phrase is None or not behind.startswith(" at ") or not _NUMBER.match(behind, len(" at ")):
        return None
    subject = content.text[: phrase.end]
    return Form(f"{_nominative(subject)} {_copula(subject)} {behind[len(' at ') :]}")


def _charge(content: _Content) -> Form | None:
    """Return a charge as a clause: "accused Brenn of [having shelled it]"; of a wrong, one is guilty."""
    if content.attribution.speech_act is not SpeechAct.ACCUSE or Frame.OF not in content.frames:
        return None
    subject, of, deed = content.text.partition(" of ")
    if not of and content.text.casefold().startswith("of "):
        accused = referent_of(content.attribution.addressee_entity)
        return _done(accused.name, content.text[len("of ") :], named=accused) if accused else None
    phrase = find_noun_phrase(content.text, 0, end=len(subject))
    if not of or phrase is None or phrase != (0, len(subject)):
        return None
    return _done(subject, deed)


def _gerund(content: _Content) -> Form | None:
    """Return what a speaker denies or admits to have done: "denied [ever signing it]"."""
    speaker = referent_of(content.attribution.entity)
    text = _EVER.sub("", content.text)
    if Frame.GERUND not in content.frames or speaker is None or not _is_gerund(text):
        return None
    return _done(speaker.name, text[:1].lower() + text[1:], named=speaker)


def _infinitive(content: _Content) -> Form | None:
    """Return what is promised or demanded as what will be: "vowed [to stay]", "told the troops [to leave]"."""
    attribution = content.attribution
    is_demand = attribution.speech_act is SpeechAct.DEMAND
    match = _INFINITIVE.fullmatch(content.text)
    if match:
        is_own = attribution.speech_act in _COMMISSIVE or Frame.TO in content.frames or match["perfect"] is not None
        committed = attribution.entity if is_own else None
        subject = referent_of(attribution.addressee_entity if is_demand else committed)
        if subject is None or attribution.stance is Stance.REJECT or match["verb"].casefold() in {"not", "never"}:
            return None
        if match["perfect"]:
            return Form(
                f"{subject.name} {'have' if subject.number is Number.GROUP else 'has'} {match['rest']}", subject
            )
        is_event = is_demand or attribution.speech_act in _COMMISSIVE | {SpeechAct.ANNOUNCE, SpeechAct.PREDICT}
        return Form(f"{subject.name} will {match['rest']}", subject) if is_event else None
    if not is_demand:
        return None
    text = _FOR.sub("", content.text)
    phrase = find_noun_phrase(text, 0, end=min(len(text), _MAX_PHRASE))
    behind = _INFINITIVE.match(text[phrase.end :].lstrip()) if phrase and not phrase.start else None
    if phrase and behind and not behind["perfect"] and behind["verb"].casefold() not in {"not", "never"}:
        return Form(f"{_nominative(text[: phrase.end])} will {behind['rest']}")
    return Form(text) if text != content.text else None


_RULES: tuple[Callable[[_Content], Form | None], ...] = (
    _question, _judged, _held, _predicate, _measured, _charge, _gerund, _infinitive,
)  # fmt: skip


def _done(subject: str, deed: str, *, named: Referent | None = None) -> Form | None:
    """Return a clause of a subject and what it is said to have done or to be doing."""
    perfect = _HAVING.match(deed)
    if perfect:
        return Form(f"{_nominative(subject)} {'have' if _is_plural(subject) else 'has'} {deed[perfect.end() :]}", named)
    if _is_gerund(deed):
        return Form(f"{subject} {deed}", named)
    return Form(f"{_nominative(subject)} {_copula(subject)} guilty of {deed}", named) if deed.strip() else None


def _is_gerund(text: str) -> bool:
    match = _GERUND.match(text)
    return match is not None and match["verb"].casefold() not in load_claim_nouns().not_gerunds


def _nominative(phrase: str) -> str:
    subject = _SUBJECTS.get(phrase.casefold())
    return phrase if subject is None else subject


def _copula(phrase: str) -> str:
    return "are" if _is_plural(phrase) else "is"


def _is_plural(phrase: str) -> bool:
    head = head_noun(phrase.split()).casefold()
    is_noun_plural = (
        head.endswith("s") and not head.endswith(("ss", "us", "is")) and not head_noun(phrase.split())[:1].isupper()
    )
    return phrase.casefold() in {"them", "they", "we", "us"} or is_noun_plural
