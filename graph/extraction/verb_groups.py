"""Cues in a sentence: verbs of saying with their auxiliaries and adverbs, and phrases like "according to"."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.extraction.function_words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    HAVE,
    NOUN_CONTEXT,
    PLURALS,
    PRONOUN_DETERMINERS,
)
from graph.extraction.inflection import Form
from graph.extraction.lexicon import Cue, CueKind, Frame, Match, load_lexicon
from graph.extraction.tokens import PUNCTUATION, Tokens
from graph.model import SpeechAct

_MAX_GROUP = 8


class Voice(StrEnum):
    """How a verb stands in its clause."""

    FINITE = "finite"
    PASSIVE = "passive"
    PARTICIPIAL = "participial"
    RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Group:
    """A cue with what belongs to it, in tokens; ``verb`` is where the lexicon's entry begins."""

    cue: Cue
    voice: Voice
    start: int
    verb: int
    end: int

    def takes(self, *frames: Frame) -> bool:
        """Whether the cue has one of the frames."""
        return not self.cue.frames.isdisjoint(frames)


def find_groups(tokens: Tokens) -> Iterator[Group]:
    """Yield the cues of a sentence from left to right, without those that are negated or mere nouns."""
    lexicon = load_lexicon()
    at = 0
    while at < len(tokens):
        phrase = lexicon.match(tokens.words, start=at, kind=CueKind.PHRASE)
        if phrase and not phrase.cue.frames.isdisjoint({Frame.RELAY, Frame.CARRY}):
            yield Group(phrase.cue, Voice.RELAY, at, at, phrase.end)
            at = phrase.end
            continue
        match = lexicon.match(tokens.words, start=at, kind=CueKind.VERB)
        group = _group(tokens, match) if match and match.cue.frames else None
        if match and group:
            if not _is_declined(tokens, group):
                yield group
            at = match.end
        else:
            at += 1


def _group(tokens: Tokens, match: Match) -> Group | None:
    if tokens.is_name(match.start) and match.start > 0:
        return None  # "the United States", "the Daily Record"
    start = _group_start(tokens, match.start)
    before = tokens.words[start - 1] if start else ""
    helpers = set(tokens.words[start : match.start])
    voice = _voice(match, helpers)
    if voice is None or before == "to" or (before == "as" and match.form & Form.GERUND):
        return None
    may_be_noun = voice is not Voice.PASSIVE and not match.form & Form.GERUND and start == match.start
    if may_be_noun and before in NOUN_CONTEXT - PRONOUN_DETERMINERS:
        return None  # "the claim", "his report", "under attack"
    if match.form == Form.BASE and start == match.start and not _is_plural(before):
        return None
    return Group(match.cue, voice, start, match.start, match.end)


def _is_plural(word: str) -> bool:
    """Whether a bare verb can follow: "officials say", "we think"; after a singular it is a noun."""
    return word in PLURALS or (word.endswith("s") and not word.endswith(("ss", "'s", "us")))


def _voice(match: Match, helpers: set[str]) -> Voice | None:
    form = match.form
    if form & Form.PARTICIPLE and helpers & BE and match.cue.phrase.split()[0] != "be":
        return Voice.PASSIVE
    if form & Form.GERUND:
        is_relay = Frame.RELAY in match.cue.frames
        return Voice.FINITE if helpers & BE else Voice.RELAY if is_relay else Voice.PARTICIPIAL
    if form & (Form.PRESENT | Form.PAST | Form.BASE) or (form & Form.PARTICIPLE and helpers & HAVE):
        return Voice.FINITE
    return None


def _group_start(tokens: Tokens, verb: int) -> int:
    at = verb
    while at > 0 and verb - at < _MAX_GROUP:
        word = tokens.words[at - 1]
        is_adverb = word in ADVERBS or (word.endswith("ly") and not tokens.is_name(at - 1) and len(word) > 4)
        joins = word == "and" and at > 1 and at < verb and tokens.words[at - 2].endswith("ly")
        if word in AUXILIARIES or is_adverb or joins:
            at -= 1
        else:
            break
    if at < verb and tokens.words[at] == "that":
        at += 1
    return at


def _is_declined(tokens: Tokens, group: Group) -> bool:
    """Whether the words say that no position was taken: "did not say", "refused to confirm"."""
    start = max(0, group.start - 4)
    lexicon, words = load_lexicon(), tokens.words
    averts = any(lexicon.averts(words, start=i) == group.start for i in range(start, group.start))
    end = lexicon.averts(words, start=group.verb)
    averts = averts or bool(end and end < len(words) and lexicon.match(words, start=end, kind=CueKind.VERB))
    span = tokens.span(group.start, group.end)
    reading = lexicon.read(tokens.text[span.start : span.end])
    return averts or (reading is not None and reading.position.act is SpeechAct.DECLINE)


def is_clause_end(tokens: Tokens, at: int) -> bool:
    """Whether nothing follows at ``at`` that could be what is said: a stop, a comma, the sentence's end."""
    return at >= len(tokens) or tokens.words[at] in PUNCTUATION - {":", "(", "-"}
