"""The attributions of a document in the order of the text, and how two of them lie to each other."""

from bisect import bisect_right

from graph.extraction.annotations import Annotations, Attribution
from graph.model import Source, Span, Spans, SpeechAct, Stance

_SAME_CONTENT = 0.5  # Jaccard index of two contents that count as one
_MAX_GAP = 200
_PASSING_ON = frozenset({Stance.AFFIRM, Stance.NEUTRAL})
_OPEN = frozenset({SpeechAct.QUESTION, SpeechAct.DECLINE})


class Discourse:
    """A document's attributions, known by their index, each in the sentence of its source.

    ``sentence_of`` holds the sentence of each, ``content_sizes`` the code points of its content, ``members`` the
    attributions of each sentence from left to right.
    """

    def __init__(self, annotations: Annotations) -> None:
        self.text = annotations.document.text
        self.attributions = annotations.attributions
        self.sentences = annotations.sentences
        self._quotes = annotations.quotes
        starts = [sentence.start for sentence in self.sentences]
        places = [place(attribution) for attribution in self.attributions]
        # The middle, because an edge that is a word off may lie in another sentence.
        self.sentence_of = [max(0, bisect_right(starts, (span.start + span.end) // 2) - 1) for span in places]
        self.content_sizes = [length(attribution.content) for attribution in self.attributions]
        self.members: dict[int, list[int]] = {}
        for index in sorted(range(len(places)), key=places.__getitem__):
            self.members.setdefault(self.sentence_of[index], []).append(index)

    def sentence(self, number: int) -> Span:
        """Return a sentence; the whole text where there are none."""
        return self.sentences[number] if self.sentences else Span(0, len(self.text))

    def mention(self, index: int) -> str:
        """Return the words of a source."""
        return self.words(self.attributions[index].source)

    def cue(self, index: int) -> str:
        """Return the words of a cue."""
        return self.words(self.attributions[index].cue)

    def start(self, index: int) -> int:
        """Return where source and cue begin."""
        attribution = self.attributions[index]
        return min((span.start for span in (*attribution.source, *attribution.cue)), default=0)

    def gap(self, start: int, end: int) -> str:
        """Return what stands between two places, the first 200 code points of it; nothing where they overlap."""
        return self.text[start : max(start, min(end, start + _MAX_GAP))]

    def words(self, spans: Spans) -> str:
        """Return what stands in spans."""
        return " ".join(self.text[start:end] for start, end in spans)

    def is_quoted(self, at: int) -> bool:
        """Whether a place is between quotation marks."""
        before = bisect_right(self._quotes, at, key=lambda quote: quote.start)
        return before > 0 and at < self._quotes[before - 1].end

    def passes_on(self, index: int) -> bool:
        """Whether what this one says could be what another one said; who denies or asks passes nothing on."""
        attribution = self.attributions[index]
        return attribution.stance in _PASSING_ON and attribution.speech_act not in _OPEN

    def is_same_source(self, one: int, other: int) -> bool:
        """Whether two attributions have one source, by its words or by what they mean."""
        first, second = self.attributions[one], self.attributions[other]
        if overlap(first.source, second.source):
            return True
        return bool(first.source) and entity(first) == entity(second)

    def shares(self, one: int, other: int) -> bool:
        """Whether two attributions are about one content, as those of a relay are."""
        shared = overlap(self.attributions[one].content, self.attributions[other].content)
        whole = self.content_sizes[one] + self.content_sizes[other] - shared
        return shared >= _SAME_CONTENT * max(1, whole)


def entity(attribution: Attribution) -> Source:
    """Return whom the source means; component ``sources`` has said so."""
    if attribution.entity is None:
        raise ValueError("an attribution came without its source")
    return attribution.entity


def place(attribution: Attribution) -> Span:
    """Return where an attribution stands: at its source, or at what it has instead."""
    return next((spans[0] for spans in (attribution.source, attribution.cue, attribution.content) if spans), Span(0, 0))


def length(spans: Spans) -> int:
    """Return the number of code points."""
    return sum(span.end - span.start for span in spans)


def overlap(first: Spans, second: Spans) -> int:
    """Return the number of code points in both; the spans of either are in order and apart."""
    shared = 0
    for one in first:
        for at in range(bisect_right(second, one.start, key=lambda span: span.end), len(second)):
            if second[at].start >= one.end:
                break
            shared += min(one.end, second[at].end) - max(one.start, second[at].start)
    return shared
