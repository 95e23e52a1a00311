"""What a source does in saying something, and what it thinks of it, read off the cue."""

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.function_words import AUXILIARIES
from graph.extraction.lexicon import Frame, Lexicon, Position, Reading, load_lexicon, split_words
from graph.model import Modality, SpeechAct, Stance

_PLAIN = Position(SpeechAct.ASSERT, Stance.AFFIRM, Modality.UNDERSPECIFIED)
_COMMISSIVE = ("i will ", "we will ", "i shall ", "we shall ", "i'll ", "we'll ")
_HEAD_WORDS = 12  # of a content: its subject and the start of its verb
_EVALUATED_WORDS = 30  # of a content, the last ones: "called the report of a second convoy [a lie]"
_MAX_READ = 1_000  # code points of a content that are looked at; what matters stands at its edges


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

    The cue decides, in the reading of the lexicon. Some things in the content change it: a question word or
    an infinitive after "ask", a first person future ("we will"), a word for falsehood after "call it", and a
    hedge before the content's verb.
    """
    lexicon = load_lexicon()
    cue = " ".join(text[start:end] for start, end in attribution.cue)
    content = split_words(_abridge(" ".join(text[start:end] for start, end in attribution.content)))
    reading = lexicon.read(cue)
    position = reading.position if reading else _PLAIN
    if reading:
        position = _adapt(reading, content, lexicon=lexicon)
    if position.modality is Modality.CERTAIN:
        position = position._replace(modality=find_hedge(content, lexicon=lexicon) or Modality.CERTAIN)
    return position


def _abridge(content: str) -> str:
    if len(content) <= _MAX_READ:
        return content
    return content[: _MAX_READ // 2] + " " + content[-_MAX_READ // 2 :]


def _adapt(reading: Reading, content: list[str], *, lexicon: Lexicon) -> Position:
    position = reading.position
    asks = position.act is SpeechAct.QUESTION and position.stance is Stance.NEUTRAL
    if asks and content[:1] in (["to"], ["that"], ["for"]):
        return position._replace(act=SpeechAct.DEMAND)  # "asked them to leave"
    if position.stance is Stance.AFFIRM and content[:1] in (["whether"], ["if"]):
        return position._replace(stance=Stance.NEUTRAL, modality=Modality.UNDERSPECIFIED)
    if position.act is SpeechAct.ASSERT and " ".join(content[:3]).startswith(_COMMISSIVE):
        return position._replace(act=SpeechAct.PROMISE, modality=Modality.UNDERSPECIFIED)
    rejects = Frame.AS in reading.cue.frames and not lexicon.falsehoods.isdisjoint(content[-_EVALUATED_WORDS:])
    if rejects and position.stance is Stance.AFFIRM:
        return position._replace(act=SpeechAct.DENY, stance=Stance.REJECT)
    return position


def find_hedge(content: list[str], *, lexicon: Lexicon) -> Modality | None:
    """Return how far the head of a content is hedged, up to the word behind its first auxiliary."""
    head = content[:_HEAD_WORDS]
    plain = (at for at, word in enumerate(head) if word in AUXILIARIES and not _hedge(word, lexicon=lexicon))
    end = next(plain, len(head)) + 2  # "was probably"
    return next(filter(None, (_hedge(word, lexicon=lexicon) for word in head[:end])), None)


def _hedge(word: str, *, lexicon: Lexicon) -> Modality | None:
    return next((modality for modality, words in lexicon.hedges.items() if word in words), None)
