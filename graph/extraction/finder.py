"""The first finder: attributions by a lexicon of cues and rules of English syntax, without a parser.

Simple on purpose, and to be replaced by a trained reader. What it knows: S says (that) C; C, says S; "C," S
says; according to S, C; C, S reports, citing T; S quoted T as saying that C; S told R that C; S is said to C;
it is reported that C; S, apposition, says; NAME: C; and the same inside a content, so that attributions nest.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.sentence_reader import SentenceReader
from graph.extraction.tokens import tokenise
from graph.model import Span

_TRANSCRIPT = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}):\s+(?=\S)")
_MAX_WORDS = 300  # of a sentence read at once; longer ones are no prose, and the rules look back and forth


class LexicalFinder:
    """Finds attributions by cue and syntax, sentence by sentence."""

    name = "lexical-finder"
    requires = frozenset({Layer.SENTENCES, Layer.QUOTES})
    assigns = frozenset({Layer.ATTRIBUTIONS})

    def __call__(self, annotations: Annotations) -> None:
        """Assign attributions in the order of the text."""
        text, quotes = annotations.document.text, annotations.quotes
        found = list(_find_transcript(text, annotations.paragraphs))
        for sentence in annotations.sentences:
            for tokens in tokenise(text, within=sentence, quotes=quotes).pieces(_MAX_WORDS):
                found += SentenceReader(tokens).read()
        _append_continued_quotes(annotations, found)
        for attribution in found:
            attribution.content = tuple(_without_stop(text, span) for span in attribution.content)
        found.sort(key=_order)
        annotations.attributions = found


def _order(attribution: Attribution) -> tuple[int, int]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return min(span.start for span in spans), attribution.cue[0].start


def _without_stop(text: str, span: Span) -> Span:
    """Return a content without its final comma or full stop; that of an abbreviation stays."""
    last = text[max(span.start, span.end - 3) : span.end]
    if last[-1:] == "," or (last[-1:] == "." and last[-2:-1].isalnum() and last[-3:-2] not in {"", ".", " "}):
        return Span(span.start, span.end - 1)
    return span


def _find_transcript(text: str, paragraphs: list[Span]) -> Iterator[Attribution]:
    """Yield "NAME: text" paragraphs, where the name is in capitals or opens several of them."""
    matches = [(_TRANSCRIPT.match(text, start, end), end) for start, end in paragraphs]
    names = Counter(match.group(1) for match, _ in matches if match)
    for match, end in matches:
        if match and (match.group(1).isupper() or names[match.group(1)] > 1):
            cue = Span(match.end(1), match.end(1) + 1)
            yield Attribution((Span(*match.span(1)),), (cue,), (Span(match.end(), end),), confidence=0.6)


def _append_continued_quotes(annotations: Annotations, found: list[Attribution]) -> None:
    """Give direct speech that opens a sentence to the speaker of the direct speech in front of it.

    “It is over,” she said. “We lost.” is one statement in two fragments, as long as the paragraph lasts and
    nobody else speaks.
    """
    text, quotes = annotations.document.text, set(annotations.quotes)
    claimed = {span for attribution in found for span in attribution.content}
    ends = [paragraph.end for paragraph in annotations.paragraphs]
    by_cue = sorted(found, key=lambda attribution: attribution.cue[0].start)
    starts = [attribution.cue[0].start for attribution in by_cue]
    for quote in annotations.quotes:
        number = bisect_right(starts, quote.start) - 1
        if quote in claimed or number < 0:
            continue
        speaker = by_cue[number]
        same_paragraph = bisect_right(ends, starts[number]) == bisect_right(ends, quote.start)
        before = text[max(0, quote.start - 4) : quote.start].rstrip("\"“„«‘' ")
        if same_paragraph and speaker.source and before[-1:] in {".", "!", "?"} and speaker.content[0] in quotes:
            speaker.content = (*speaker.content, quote)
