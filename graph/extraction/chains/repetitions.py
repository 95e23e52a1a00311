"""Who is said to say again what somebody has said: "A has repeated it", "B was relaying the claim".

What is repeated is only pointed at, so that nothing in the sentence looks like a content.
"""

from collections.abc import Iterator

from graph.extraction.annotations import Attribution
from graph.extraction.chains.clauses import Words, find_subject, first_auxiliary
from graph.extraction.chains.references import load_anaphora
from graph.extraction.cue_entries import CueKind
from graph.extraction.function_words import AUXILIARIES, BE, DETERMINERS, POINTERS, PREPOSITIONS
from graph.extraction.inflection import Form
from graph.extraction.lexicon import Match, load_lexicon
from graph.model import Span

_MAX_SENTENCE = 2_000  # code points that are read
_MAX_OBJECT = 3  # words of "the agency's claim"


def find_repetitions(text: str, sentence: Span) -> Iterator[Attribution]:
    """Yield an attribution for each subject that repeats something; its content are the words that point at that."""
    words = Words.of(text, start=sentence.start, end=min(sentence.end, sentence.start + _MAX_SENTENCE))
    for at in range(1, len(words.spans) - 1):
        match = load_lexicon().match(words.folded, start=at, kind=CueKind.VERB)
        if match is None or match.cue.phrase not in load_anaphora().saying_again or not _is_real(words, match):
            continue
        last = _object_end(words, match.end)
        subject = find_subject(words, at, sentence=sentence)
        if last and subject.words:
            cue = Span(words.spans[first_auxiliary(words, at)].start, words.spans[match.end - 1].end)
            content = Span(words.spans[match.end].start, words.spans[last - 1].end)
            yield Attribution((_without_adverbial(words, subject.span),), (cue,), (content,))


def _without_adverbial(words: Words, subject: Span) -> Span:
    """Return a subject without what may stand in front of it: "[By noon] its rival"."""
    inside = [at for at, span in enumerate(words.spans) if subject.start <= span.start < subject.end]
    if words.folded[inside[0]] not in PREPOSITIONS:
        return subject
    starts = [at for at in inside[1:] if words.folded[at] in DETERMINERS or words.written(at, at + 1)[0][0].isupper()]
    return Span(words.spans[starts[-1] if starts else inside[-1]].start, subject.end)


def _is_real(words: Words, match: Match) -> bool:
    """Whether it has been said again: not "would repeat it", not "was repeated"."""
    before = words.folded[match.start - 1]
    is_passive = before in BE and not match.form & Form.GERUND
    return before not in load_anaphora().unreal and not is_passive


def _object_end(words: Words, start: int) -> int | None:
    """Return behind which word an object ends that only points at what was said."""
    for end in range(start + 1, min(start + _MAX_OBJECT, len(words.spans)) + 1):
        if end > start + 1 and words.stops(end - 2):
            return None
        is_last = end == len(words.spans) or words.stops(end - 1) or words.folded[end] in AUXILIARIES
        if end == start + 1 and words.folded[start] in POINTERS and (is_last or words.folded[start] == "it"):
            return end
        is_pointing = words.folded[start] in DETERMINERS or "'s" in words.folded[start]
        if end > start + 1 and is_pointing and words.folded[end - 1] in load_anaphora().reports:
            return end
    return None
