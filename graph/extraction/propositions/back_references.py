"""Contents that have no claim of their own, because they point back at what was said before them.

"It", "this" and "that is false" are about what another one said right before; so are "the allegation" and "these
reports". And news writing backs a paraphrase with a quotation of the same speaker: 'S said that the order came from
Venn. "It was his signature," he said.' Where that cannot be understood alone, it is the same act.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.cue_context import quote
from graph.extraction.lexicon import load_lexicon, split_words
from graph.extraction.propositions.nouns import points_back
from graph.extraction.word_lists import load_word_lists
from graph.model import QuotationType, Span, SpeechAct, Stance

OBJECTING = frozenset({Stance.REJECT, Stance.DOUBT})
CHARGING = frozenset({SpeechAct.ACCUSE, SpeechAct.DENOUNCE, SpeechAct.ESTIMATE, SpeechAct.PREDICT})
_SIDES = frozenset({Stance.AFFIRM, Stance.REJECT})
_MOVING_ON = frozenset({"add", "continue", "go on", "go on to say"})
"""Cues of what is no longer about the same thing."""
_PRONOUNS = frozenset({"it", "this", "that", "so"})
_EVENTS = frozenset({"it", "this", "that", "it's", "that's"})
_MAX_READ = 200  # code points of a content that may be but a pointer
_MIN_WORDS = 4  # of a quotation that says something by itself
_TRUE = frozenset({"true", "right", "correct", "accurate", "so", "fact"})
_VERDICT = re.compile(
    r"(?:it|this|that|(?:the|this|that|these|those) \w+) (?:is|was|were|are|'s) (?P<words>(?:[\w'-]+ ?){1,4})",
    re.IGNORECASE,
)
_MARKS = "\"“”„«»‘’'([,.;:!?"
_FIRST_PERSON = frozenset({"i", "i'm", "i've", "i'll", "i'd"})
_PLAIN = frozenset({SpeechAct.ASSERT, SpeechAct.REPORT, SpeechAct.ANNOUNCE, SpeechAct.BELIEVE, SpeechAct.DECLINE})


class Pointer(NamedTuple):
    """A content that only points back: by a noun or by a pronoun, and whether it says that what it means is false."""

    is_noun: bool
    is_turned: bool


def read_pointer(text: str) -> Pointer | None:
    """Return what a content amounts to that has no claim of its own; None for any other.

    ``text`` is its words without complementiser and quotation marks: "it", "the allegations", "that is a lie".
    """
    if len(text) > _MAX_READ:
        return None
    words = split_words(text)
    if words and words[0] in _PRONOUNS and len(words) == 1:
        return Pointer(is_noun=False, is_turned=False)
    if points_back(words):
        return Pointer(is_noun=True, is_turned=False)
    verdict = _VERDICT.fullmatch(text.replace("’", "'"))
    if verdict is None:
        return None
    subject, judged = split_words(text[: verdict.start("words")])[:-1], split_words(verdict["words"])
    is_noun = subject[-1] not in _PRONOUNS
    if is_noun and not points_back(subject):
        return None
    kinds = load_word_lists()
    is_false = not kinds.falsehoods.isdisjoint(judged)
    if is_false == (not _TRUE.isdisjoint(judged)) or judged[-1] not in kinds.falsehoods | _TRUE:
        return None
    return Pointer(is_noun, is_turned=is_false != ("not" in judged))


def is_in_reach(annotations: Annotations, attribution: Attribution, previous: Attribution, pointer: Pointer) -> bool:
    """Whether a pointer can mean what another source says in the sentence before or the same one.

    A pronoun does not reach into another paragraph.
    """
    rests_elsewhere = any(annotations.attributions[target] is not previous for target, _ in attribution.hops)
    if rests_elsewhere or previous.entity == attribution.entity:
        return False
    place, before = attribution.cue[0].start, previous.cue[0].start
    distance = _number(annotations.sentences, place) - _number(annotations.sentences, before)
    same = _number(annotations.paragraphs, place) == _number(annotations.paragraphs, before)
    return distance <= 1 and (same or pointer.is_noun)


def withdrawn_by(attribution: Attribution, before: Sequence[Attribution]) -> Attribution | None:
    """Return what a retraction that only points back withdraws: what its source or another of its body said last.

    ``before`` are the attributions in front. One withdraws one's own words, however much others say in between.
    """
    own = _speaks_as(attribution)
    for previous in reversed(before):
        if previous.stance in _SIDES and not own.isdisjoint(_speaks_as(previous)):
            return previous
    return None


def _speaks_as(attribution: Attribution) -> set[str]:
    """The ids of the source and of the body that it belongs to; none of a source without a name, or of the outlet."""
    found = (attribution.entity, attribution.affiliation)
    return {source.id for source in found if source is not None and source.is_named}


def backed_by(
    annotations: Annotations, attribution: Attribution, before: Sequence[Attribution], *, is_bound: bool
) -> Attribution | None:
    """Return the statement in the sentence before that a quotation of the same source only goes on with.

    ``before`` are the attributions in front, ``is_bound`` says that the quotation cannot be understood alone. Behind
    an objection it gives the reason, whatever it says. Behind anything else it has to point back at it, or to be too
    short to say anything, without a name or a number of its own.
    """
    if not is_bound or attribution.hops or attribution.quotation is not QuotationType.DIRECT:
        return None
    place = min(attribution.content[0].start, attribution.cue[0].start)
    sentence = _number(annotations.sentences, place)
    last = _number(annotations.sentences, before[-1].cue[0].start) if before else -1
    for previous in reversed(before):
        start = previous.cue[0].start
        in_reach = _number(annotations.sentences, start) == last and last in {sentence - 1, sentence}
        if not in_reach:
            return None
        if previous.entity == attribution.entity:
            is_same = _goes_on(annotations, attribution, previous) and _stays(annotations, attribution)
            return previous if is_same and not previous.hops else None
    return None


def _goes_on(annotations: Annotations, attribution: Attribution, previous: Attribution) -> bool:
    position, given = (attribution.speech_act, attribution.stance), (previous.speech_act, previous.stance)
    if position not in ((SpeechAct.ASSERT, Stance.AFFIRM), given):
        return False
    if previous.stance in OBJECTING or previous.speech_act in CHARGING:
        return True
    is_paraphrase = previous.quotation is not QuotationType.DIRECT
    return position == given and is_paraphrase and is_about_same(annotations, attribution, previous)


def is_about_same(annotations: Annotations, attribution: Attribution, previous: Attribution) -> bool:
    """Whether a quotation that goes on with a statement of its speaker has the same claim.

    The reason for an objection has. Else it must name nobody and no number that the statement does not, and either
    point back at it, or be too short to say anything, or be the same act of a kind that is not repeated in every
    sentence: a promise behind a promise. Plain assertions follow each other without being about the same.
    """
    if previous.stance in OBJECTING:
        return True
    said, before = (quote(annotations.document.text, one.content) for one in (attribution, previous))
    words = split_words(said)
    is_pointing = words[:1] != [] and (words[0] in _EVENTS or len(words) < _MIN_WORDS)
    is_marked = attribution.speech_act is previous.speech_act and attribution.speech_act not in _PLAIN
    return (is_pointing or is_marked) and _news(said) <= set(split_words(before))


def _news(said: str) -> set[str]:
    """The names and numbers of a quotation, in lower case; its first word has a capital anyway."""
    numerals = load_word_lists().numerals
    found = [word for word in said.split()[1:] if word.strip(_MARKS)[:1].isupper()]
    names = {word for name in found for word in split_words(name)} - _FIRST_PERSON
    return names | {word for word in split_words(said) if word[0].isdigit() or word in numerals}


def _number(spans: list[Span], place: int) -> int:
    return bisect_right(spans, place, key=lambda span: span.start)


def _stays(annotations: Annotations, attribution: Attribution) -> bool:
    reading = load_lexicon().read(quote(annotations.document.text, attribution.cue))
    return reading is not None and reading.cue.phrase not in _MOVING_ON
