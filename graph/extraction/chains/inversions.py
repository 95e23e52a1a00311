"""Who is named at the end of what somebody else has passed on: "[C, say the experts], quoted by B"."""

import re

from graph.extraction.annotations import Attribution
from graph.extraction.chains.clauses import Words
from graph.extraction.cue_entries import CueKind, Frame
from graph.extraction.inflection import Form
from graph.extraction.lexicon import load_lexicon
from graph.extraction.noun_phrase import find_noun_phrase
from graph.model import Span

_MAX_LENGTH = 200  # code points at the end of a content that are read
_COMMA = re.compile(r",(?P<quote>[\"”’'])?\s*\Z")
_COMPLEMENT = re.compile(r"(?:(?:\s+(?:at|in|on|from|of|with|near)|,)(?:\s+[\w’'-]+){1,5})?,?\s*")


def find_inversion(text: str, content: Span) -> Attribution | None:
    """Return the reporting clause that ends a content, verb first, as an attribution of what stands before it."""
    words = Words.of(text, start=max(content.start, content.end - _MAX_LENGTH), end=content.end)
    for at in range(len(words.spans) - 1, 0, -1):
        comma = _COMMA.search(text, words.spans[at - 1].end, words.spans[at].start)
        match = load_lexicon().match(words.folded, start=at, kind=CueKind.VERB) if comma else None
        if match is None or match.form & Form.GERUND or Frame.QUOTE not in match.cue.frames:
            continue
        cue = Span(words.spans[at].start, words.spans[match.end - 1].end)
        source = find_noun_phrase(text, cue.end, end=content.end)
        if comma and source and _COMPLEMENT.fullmatch(text, source.end, content.end):
            said = Span(content.start, comma.end("quote") if comma["quote"] else comma.start())
            return Attribution((Span(source.start, content.end),), (cue,), (said,))
    return None
