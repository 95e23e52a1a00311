"""Contents that say of a thing what it is, without a verb of their own: "called [the march a theft]"."""

import re

from graph.extraction.evaluations import is_doubting, is_refuting
from graph.extraction.function_words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from graph.extraction.lexicon import Frame, split_words
from graph.extraction.noun_phrase import find_noun_phrase
from graph.extraction.propositions.clauses import Content, Form, copula, done, nominative
from graph.extraction.propositions.nouns import load_claim_nouns, without_noun
from graph.extraction.propositions.referents import referent_of
from graph.identity.names import head_noun
from graph.model import SpeechAct, Stance

_TAIL = re.compile(r",? as (?=[^,]{1,80}$)", re.IGNORECASE)
_AS = re.compile(r" as (?:being )?(?=\w)")
_AT = " at "
_NUMBER = re.compile(r"(?:about |around |some |roughly |nearly |almost |up to )?\d|\w+")
_OBJECTING = frozenset({Stance.REJECT, Stance.DOUBT})
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their", "another", "one"})
_NO_END = PREPOSITIONS | CONJUNCTIONS | DETERMINERS | {"of", "to", "across", "about", "between", "against", "into"}
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_POINTERS = frozenset({"it", "this", "that", "them", "these", "those"})
_MAX_PHRASE = 120  # code points


def judged(content: Content) -> Form | None:
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


def predicate(content: Content) -> Form | None:
    """Return what is said of a thing as a clause: "regards the line [as a border]", "called the march [a theft]"."""
    takes_both = content.cue.endswith(" as") and Frame.OBJECT in content.frames
    if not (takes_both or Frame.AS in content.frames) or content.attribution.stance in _OBJECTING:
        return None
    if content.quoted and AUXILIARIES.isdisjoint(split_words(content.quoted[0])):
        subject, judged = content.quoted
        if split_words(subject)[-1:] != [] and split_words(subject)[-1] not in _NO_END:
            return _equated(content, subject, judged)
    phrase = find_noun_phrase(content.text, 0, end=min(len(content.text), _MAX_PHRASE))
    if phrase is None or phrase.start or phrase.end >= len(content.text):
        return None
    subject, rest = content.text[: phrase.end], content.text[phrase.end :]
    marked = _AS.match(rest)
    is_noun = rest.lstrip().split(" ")[0].casefold() in _ARTICLES and AUXILIARIES.isdisjoint(split_words(content.text))
    is_phrase = split_words(subject)[-1:] != [] and split_words(subject)[-1] not in _NO_END
    if not marked and not (is_noun and is_phrase):
        return None
    return _equated(content, subject, (rest[marked.end() :] if marked else rest).strip())


def _equated(content: Content, subject: str, predicate: str) -> Form | None:
    """Return a clause of a subject and what it is said to be; who speaks of himself is named."""
    speaker = referent_of(content.attribution.entity) if subject.casefold() in _REFLEXIVE else None
    if subject.casefold() in _REFLEXIVE and speaker is None:
        return None
    name = speaker.name if speaker else nominative(subject)
    return Form(f"{name} {copula(name)} {predicate}", speaker)


def measured(content: Content) -> Form | None:
    """Return a measure as a clause: "put the number of vehicles [at fourteen]"."""
    is_put = content.cue.split(" ")[0] in {"put", "estimate"}
    if content.attribution.speech_act is not SpeechAct.ESTIMATE and not is_put:
        return None
    phrase = find_noun_phrase(content.text, 0, end=min(len(content.text), _MAX_PHRASE))
    behind = content.text[phrase.end :] if phrase and not phrase.start else ""
    if phrase is None or not behind.startswith(_AT) or not _NUMBER.match(behind, len(_AT)):
        return None
    subject = content.text[: phrase.end]
    return Form(f"{nominative(subject)} {copula(subject)} {behind[len(_AT) :]}")


def charge(content: Content) -> Form | None:
    """Return a charge as a clause: "accused Brenn of [having shelled it]"; of a wrong, one is guilty."""
    if content.attribution.speech_act is not SpeechAct.ACCUSE or Frame.OF not in content.frames:
        return None
    subject, of, deed = content.text.partition(" of ")
    if not of and content.text.casefold().startswith("of "):
        accused = referent_of(content.attribution.addressee_entity)
        return done(accused.name, content.text[len("of ") :], named=accused) if accused else None
    phrase = find_noun_phrase(content.text, 0, end=len(subject))
    if not of or phrase is None or phrase != (0, len(subject)):
        return None
    return done(subject, deed)
