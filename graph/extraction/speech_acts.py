"""What a source does in saying something, and what it thinks of it, read off the cue."""

from collections.abc import Sequence

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.cue_context import read_context, read_cue
from graph.extraction.cue_entries import Frame, Position
from graph.extraction.evaluations import (
    find_hedge,
    is_accusing,
    is_commitment,
    is_doubting,
    is_estimate,
    is_ignorance,
    is_refuting,
)
from graph.extraction.function_words import AUXILIARIES
from graph.extraction.lexicon import Reading
from graph.extraction.quotations import OPENING
from graph.model import Modality, SpeechAct, Stance

_MAX_CONDITION = 300  # code points
_PLAIN = Position(SpeechAct.ASSERT, Stance.AFFIRM, Modality.UNDERSPECIFIED)
_SAYING = frozenset({SpeechAct.ASSERT, SpeechAct.REPORT})
_EVALUATING = frozenset({SpeechAct.ASSERT, SpeechAct.ACCUSE, SpeechAct.BELIEVE})


class SpeechActs:
    """Assigns speech act, stance and modality, from the cue and the edges of the content."""

    name = "speech-acts"
    requires = frozenset({Layer.ATTRIBUTIONS})
    assigns = frozenset({Layer.SPEECH_ACTS})

    def __call__(self, annotations: Annotations) -> None:
        """Set the three attributes; a cue that the lexicon does not know is a plain assertion."""
        for attribution in annotations.attributions:
            position = read_position(annotations.document.text, attribution)
            attribution.speech_act, attribution.stance, attribution.modality = position


def read_position(text: str, attribution: Attribution) -> Position:
    """Return speech act, stance and modality of one attribution.

    The cue decides, in the reading of the lexicon, with the negation around it. Some things in the content change
    it: a question word or an infinitive after "ask", a future that the source commits itself to ("we will"), a word
    for falsehood or for a wrong after "call it", "I cannot say", a number that is hedged, and any hedge before the
    content's verb. It makes no difference whether a content holds its quotation marks and its "that".
    """
    context = read_context(text, attribution)
    reading = read_cue(context)
    proposition = context.content[1:] if context.content[:1] == ["that"] else context.content
    position = reading.position if reading else _PLAIN
    if reading:
        position = _asked(reading, position, context.content, is_conditional=_is_conditional(text, attribution))
        position = _evaluated(reading, position, proposition)
    carries = reading is not None and Frame.CARRY in reading.cue.frames
    position = _performed(position, proposition, is_quoted=_is_quoted(text, attribution), carries=carries)
    if position.modality is Modality.CERTAIN:
        position = position._replace(modality=find_hedge(proposition) or Modality.CERTAIN)
    return position


def _asked(reading: Reading, position: Position, content: Sequence[str], *, is_conditional: bool) -> Position:
    asks = position.act is SpeechAct.QUESTION and reading.cue.phrase.startswith("ask")
    if asks and content[:1] in (["to"], ["that"], ["for"]):
        return position._replace(act=SpeechAct.DEMAND)  # "asked them to leave"
    opens = content[:1] == ["whether"] or (content[:1] == ["if"] and not is_conditional)
    if position.stance is Stance.AFFIRM and opens:
        return position._replace(stance=Stance.NEUTRAL, modality=Modality.UNDERSPECIFIED)
    return position


def _evaluated(reading: Reading, position: Position, proposition: Sequence[str]) -> Position:
    """Return the position of who says what a thing is: "called it a lie", "verdict: unproven"."""
    is_clause = position.act is SpeechAct.BELIEVE and not AUXILIARIES.isdisjoint(proposition)  # "thinks it is false"
    if Frame.AS not in reading.cue.frames or position.stance is not Stance.AFFIRM or is_clause:
        return position
    if is_refuting(proposition):
        act, stance = SpeechAct.DENY, Stance.REJECT
    elif is_doubting(proposition):
        act, stance = SpeechAct.QUESTION, Stance.DOUBT
    elif is_accusing(proposition):
        act, stance = SpeechAct.ACCUSE, Stance.AFFIRM
    else:
        return position
    return position._replace(act=act if position.act in _EVALUATING else position.act, stance=stance)


def _performed(position: Position, proposition: Sequence[str], *, is_quoted: bool, carries: bool) -> Position:
    """Return the position of who does something else by saying the content than to say it.

    ``carries`` is true for who only carries the words of another.
    """
    if position.stance is not Stance.AFFIRM:
        return position
    if position.act in _SAYING:
        if is_ignorance(proposition):
            return position._replace(stance=Stance.NEUTRAL, modality=Modality.UNDERSPECIFIED)
        if position.act is SpeechAct.ASSERT and is_commitment(proposition, is_quoted=is_quoted):
            return position._replace(act=SpeechAct.PROMISE, modality=Modality.UNDERSPECIFIED)
    if position.act in _EVALUATING | _SAYING and not carries and is_estimate(proposition):
        return position._replace(act=SpeechAct.ESTIMATE, modality=find_hedge(proposition) or Modality.PROBABLE)
    return position


def _is_conditional(text: str, attribution: Attribution) -> bool:
    """Whether an "if" that opens the content can be a condition: its consequence stands behind a comma."""
    edges = (text[start : min(end, start + _MAX_CONDITION)] for start, end in attribution.content[:1])
    return len(attribution.content) > 1 or any("," in edge for edge in edges)


def _is_quoted(text: str, attribution: Attribution) -> bool:
    """Whether the content opens with a quotation mark, inside it or in front of it."""
    start = attribution.content[0].start if attribution.content else 0
    return bool(OPENING.intersection(text[max(0, start - 1) : start + 1]))
