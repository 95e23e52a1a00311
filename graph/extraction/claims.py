"""What each attribution is about: its claim in positive form, and the stance towards that."""

from bisect import bisect_right

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.cue_context import quote
from graph.extraction.lexicon import load_lexicon
from graph.identity.claims import proposition_of
from graph.model import QuotationType, Span, SpeechAct, Stance

_MAX_LOOK_BACK = 4  # attributions of one sentence; keeps the time linear
_PRONOUNS = frozenset({"it", "this", "that", "so"})
_MAX_PRONOUN = 5  # code points, one more than the longest has
_OPPOSITE = {Stance.AFFIRM: Stance.REJECT, Stance.REJECT: Stance.AFFIRM}
_OPPOSITE_ACT = {SpeechAct.ASSERT: SpeechAct.DENY, SpeechAct.DENY: SpeechAct.ASSERT}
_OBJECTING = frozenset({Stance.REJECT, Stance.DOUBT})
_CHARGING = frozenset({SpeechAct.ACCUSE, SpeechAct.DENOUNCE, SpeechAct.ESTIMATE, SpeechAct.PREDICT})
_MOVING_ON = frozenset({"add", "continue", "go on", "go on to say"})
"""Cues of what is no longer about the same thing."""


class Claims:
    """Assigns the claim of each attribution, and turns its stance where the claim is the opposite of the words.

    Three things make it so. A content may be a negation: who "said that no bridge was closed" rejects that one was. And
    it may be the reason for an objection: 'S denied that the bridge was closed. "You could drive a bus across," he
    said.' News writing backs a paraphrase with a quotation of the same speaker; where that cannot be understood
    alone, it is the same act, and where the act is an objection, it is about what is objected to. And "it" or "this",
    as the whole content, is what another one said right before.
    """

    name = "claims"
    requires = frozenset({Layer.ATTRIBUTIONS, Layer.QUOTATION_TYPES, Layer.SPEECH_ACTS, Layer.SOURCES, Layer.CHAINS})
    assigns = frozenset({Layer.CLAIMS})

    def __call__(self, annotations: Annotations) -> None:
        """Set the claims; where one is not what the words say, stance and speech act too."""
        worded = {id(attribution): attribution.stance for attribution in annotations.attributions}
        for attribution in annotations.attributions:
            _assign(annotations, attribution)
        in_order = sorted((one for one in annotations.attributions if one.cue), key=lambda one: one.cue[0].start)
        for at, attribution in enumerate(in_order):
            previous = in_order[at - 1] if at else None
            # In front of an objection "it" may be the objection or what is objected to.
            if previous and worded[id(previous)] not in _OBJECTING and _refers_back(annotations, attribution, previous):
                attribution.claim = previous.claim
                if previous.stance is not worded[id(previous)]:
                    _turn(attribution)
                continue
            backed = _backed_by(annotations, attribution, in_order[max(0, at - _MAX_LOOK_BACK) : at])
            if backed and backed.stance in _OBJECTING:
                attribution.claim, attribution.stance = backed.claim, backed.stance
            if backed:
                attribution.speech_act, attribution.modality = backed.speech_act, backed.modality


def _assign(annotations: Annotations, attribution: Attribution) -> None:
    proposition = proposition_of(annotations.document, attribution.content)
    attribution.claim = proposition.claim
    if proposition.is_negated:
        _turn(attribution)


def _turn(attribution: Attribution) -> None:
    """Turn a stance towards the words into that towards their opposite; who doubts or asks does so of both."""
    if attribution.stance in _OPPOSITE:
        attribution.stance = _OPPOSITE[attribution.stance]
        attribution.speech_act = _OPPOSITE_ACT.get(attribution.speech_act, attribution.speech_act)


def _refers_back(annotations: Annotations, attribution: Attribution, previous: Attribution) -> bool:
    """Whether the content is a mere pronoun for what another source says in the sentence before or the same one."""
    rests_elsewhere = any(annotations.attributions[target] is not previous for target, _ in attribution.hops)
    if rests_elsewhere or previous.entity == attribution.entity or len(attribution.content) != 1:
        return False
    start, end = attribution.content[0]
    if annotations.document.text[start : min(end, start + _MAX_PRONOUN)].casefold() not in _PRONOUNS:
        return False
    place, before = attribution.cue[0].start, previous.cue[0].start
    distance = _number(annotations.sentences, place) - _number(annotations.sentences, before)
    return distance <= 1 and _number(annotations.paragraphs, place) == _number(annotations.paragraphs, before)


def _backed_by(annotations: Annotations, attribution: Attribution, before: list[Attribution]) -> Attribution | None:
    """Return the objection or charge in the sentence before a quotation that only gives the same source's reason."""
    if attribution.claim is None or attribution.claim.scope is None or attribution.hops:
        return None
    position = (attribution.speech_act, attribution.stance)
    if position != (SpeechAct.ASSERT, Stance.AFFIRM) or attribution.quotation is not QuotationType.DIRECT:
        return None
    place = min(attribution.content[0].start, attribution.cue[0].start)
    sentence = _number(annotations.sentences, place)
    last = _number(annotations.sentences, before[-1].cue[0].start) if before else -1
    for previous in reversed(before):
        start = previous.cue[0].start
        in_reach = _number(annotations.sentences, start) == last and last in {sentence - 1, sentence}
        if not in_reach or _number(annotations.paragraphs, start) != _number(annotations.paragraphs, place):
            return None
        if previous.entity == attribution.entity:
            is_backed = previous.stance in _OBJECTING or previous.speech_act in _CHARGING
            return previous if is_backed and not previous.hops and _stays(annotations, attribution) else None
    return None


def _number(spans: list[Span], place: int) -> int:
    return bisect_right(spans, place, key=lambda span: span.start)


def _stays(annotations: Annotations, attribution: Attribution) -> bool:
    reading = load_lexicon().read(quote(annotations.document.text, attribution.cue))
    return reading is not None and reading.cue.phrase not in _MOVING_ON
