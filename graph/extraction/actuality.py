"""What was never said: attributions that a text denies, imagines or asks about, and quotation marks that quote nobody.

A finder marks source, cue and content; whether the words around them report a saying at all is another matter
(the factuality of the source-introducing predicate in Saurí and Pustejovsky 2009). What takes a position is kept:
"denied", "did not deny", "does not believe", "is not convinced".
"""

from bisect import bisect_right

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.cue_context import CueContext, read_context, read_cue
from graph.extraction.function_words import ADVERBS, AUXILIARIES
from graph.extraction.inflection import Form
from graph.extraction.lexicon import CueKind, Reading, load_lexicon, split_words
from graph.extraction.mentions import is_mention
from graph.extraction.quotations import OPENING
from graph.extraction.word_lists import load_word_lists
from graph.model import SpeechAct, Stance

_INVERTED = AUXILIARIES - {"having", "been", "being"}
_ANYBODY = (["any"], ["anyone"], ["anybody"], ["either"])
_PREAMBLES = frozenset({"and", "but", "or", "so", "q"})  # "But did he say so?"
_WH = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how"})
_REPORTERS = frozenset({"i", "we"})
_MAX_QUESTION = 300  # code points
_MAX_JUDGEMENT = 6  # words of "be something of an exaggeration to"
_MAX_GAP = 3  # words between "if" and a source given without its first ones: "if [the] Mission says"


class Actuality:
    """Removes attributions of what was not said."""

    name = "actuality"
    requires = frozenset({Layer.ATTRIBUTIONS, Layer.QUOTES})
    assigns = frozenset({Layer.ATTRIBUTIONS})

    def __call__(self, annotations: Annotations) -> None:
        """Keep the attributions that report a saying, in their order."""
        annotations.attributions = [one for one in annotations.attributions if is_actual(annotations, one)]


def is_actual(annotations: Annotations, attribution: Attribution) -> bool:
    """Whether the text says that the source said, thinks or refuses to say something that has a claim in it."""
    text = annotations.document.text
    if is_mention(annotations, attribution):
        return False
    context = read_context(text, attribution)
    if not context.cue:
        return True
    reading = read_cue(context)
    return not (
        _is_unsaid(context, reading)
        or _is_supposed(context, reading)
        or _is_impersonal(context)
        or _is_interpretation(context)
        or _is_denied_saying(context)
        or (_is_own_question(context, reading) and not _is_quoted(annotations, attribution.cue[0].start))
        or _is_unquoted_question(text, attribution)
    )


def _is_unsaid(context: CueContext, reading: Reading | None) -> bool:
    """Whether nothing was claimed: "did not say", "declined to comment", "is not supported by any mandate"."""
    if reading and reading.is_negated and context.source[:1] in _ANYBODY:
        return True
    if reading:
        return reading.is_vacuous
    return context.source[:1] in (["nobody"], ["nothing"])


def _is_supposed(context: CueContext, reading: Reading | None) -> bool:
    """Whether the clause is a condition or a question: "if S says", "were S to say", "did S say"."""
    lists, lead = load_word_lists(), context.lead
    if reading is None or not context.source:
        return False
    # A condition on somebody's wishes tells more of the world than of a saying.
    is_saying = reading.cue.negated is None and reading.cue.kind is not CueKind.NOUN
    near = lead[-_MAX_GAP - 1 :]
    for at, word in enumerate(near):
        is_conceded = at > 0 and near[at - 1] in lists.concessions
        if word in lists.conditions and not is_conceded:
            return is_saying or word == "whether"
    is_inverted = context.opens and lead[-1:] != [] and lead[-1] in _INVERTED
    return is_saying and is_inverted and all(word in _PREAMBLES for word in lead[:-1])


def _is_impersonal(context: CueContext) -> bool:
    """Whether nobody in particular would say so: "it would be unfair to claim"."""
    if context.source not in ([], ["it"]):
        return False
    words = context.clause
    for at in range(len(words) - 3):
        if words[at] == "it" and words[at + 1] in AUXILIARIES:
            judged = words[at + 2 : at + 2 + _MAX_JUDGEMENT]
            before = judged[: judged.index("to")] if "to" in judged else []
            return not load_word_lists().judgements.isdisjoint(before)
    return False


def _is_interpretation(context: CueContext) -> bool:
    """Whether a reader would understand it so: "should not be read as saying"."""
    words = context.clause
    phrases = load_word_lists().interpretations
    return any(tuple(words[at : at + 3]) in phrases for at in range(len(words)))


def _is_denied_saying(context: CueContext) -> bool:
    """Whether the source denies having said it: "denied ever [saying]"."""
    lexicon = load_lexicon()
    cue = lexicon.match(context.cue, start=0, kind=CueKind.VERB)
    front = [*(context.between or context.lead), *context.group]
    is_perfect = front[-1:] == ["having"]
    if cue is None or not (cue.form & Form.GERUND or is_perfect):
        return False
    while front and (front[-1] in ADVERBS or front[-1] == "having"):
        front.pop()
    denial = lexicon.match(front, start=len(front) - 1, kind=CueKind.VERB) if front else None
    return denial is not None and denial.cue.position.act is SpeechAct.DENY


def _is_own_question(context: CueContext, reading: Reading | None) -> bool:
    """Whether the author asks: "I asked whether"."""
    is_question = reading is not None and reading.position[:2] == (SpeechAct.QUESTION, Stance.NEUTRAL)
    return is_question and context.source in ([word] for word in _REPORTERS)


def _is_quoted(annotations: Annotations, place: int) -> bool:
    number = bisect_right(annotations.quotes, place, key=lambda quote: quote.start) - 1
    return number >= 0 and place < annotations.quotes[number].end


def _is_unquoted_question(text: str, attribution: Attribution) -> bool:
    """Whether the content is a question that the text itself puts: "it comes down to one thing: who did it?".

    A question word asks for what no claim states, whoever asks; "could it be?" is the text's where no source is given.
    """
    if not attribution.content:
        return False
    start, end = attribution.content[0].start, attribution.content[-1].end
    if "?" not in text[max(start, end - 1) : end + 1]:
        return False
    if OPENING.intersection(text[max(0, start - 1) : start + 1]):
        return False
    question = text[max(start, end - _MAX_QUESTION) : end].rpartition(": ")[2]
    first = split_words(question)[:1]
    return bool(first) and (first[0] in _WH or (first[0] in _INVERTED and not attribution.source))
