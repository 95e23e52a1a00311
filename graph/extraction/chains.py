"""Who rests on whom inside a document: hops between attributions, from their spans and cues alone.

Two figures are known. A relaying cue ("A reports, citing B"; "C, A said, according to B") names the source of
what its host says. And a content that is itself an attribution ("A said that B had told him that C") rests on
the one inside. Every hop goes to an attribution that the order below puts later, so that no cycle can arise.
"""

from bisect import bisect_left, bisect_right

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.lexicon import Frame, load_lexicon, split_words
from graph.model import Span, Spans, Stance, ViaBasis

_CORE_SHARE = 0.5  # of the words of the outer content, its inner source and cue left out
_SAME_CONTENT = 0.5  # Jaccard index of the words of two contents that count as one


class Chains:
    """Assigns hops to every attribution that rests on another one of the document."""

    name = "chains"
    requires = frozenset({Layer.ATTRIBUTIONS, Layer.SPEECH_ACTS, Layer.SENTENCES})
    assigns = frozenset({Layer.CHAINS})

    def __call__(self, annotations: Annotations) -> None:
        """Set the hops; those of an earlier run are dropped."""
        attributions = annotations.attributions
        for attribution in attributions:
            attribution.hops = []
        chain = _Chain(annotations)
        for outer, inner in [*chain.relays(), *chain.nestings()]:
            chain.connect(outer, inner)


class _Chain:
    """The attributions of one document by place, and the hops between them."""

    def __init__(self, annotations: Annotations) -> None:
        self.text = annotations.document.text
        self.sentences = annotations.sentences
        self.attributions = annotations.attributions
        self.relayed = [_is_relay(self.text, attribution) for attribution in self.attributions]
        self.by_sentence: dict[int, list[int]] = {}
        for index, attribution in enumerate(self.attributions):
            self.by_sentence.setdefault(self.sentence_of(attribution.cue), []).append(index)

    def sentence_of(self, spans: Spans) -> int:
        """Return the number of the sentence in which the spans begin, or -1."""
        if not spans:
            return -1
        return bisect_right(self.sentences, spans[0].start, key=lambda sentence: sentence.start) - 1

    def relays(self) -> list[tuple[int, int]]:
        """Return (host, relayed) for every relaying cue with a host in its sentence: the nearest in front of it.

        "According to A, B said C" has its host behind the relaying cue, and is nesting: A's content holds B.
        """
        pairs = []
        for members in self.by_sentence.values():
            for index in members:
                if not self.relayed[index]:
                    continue
                relay = self.attributions[index]
                hosts = [
                    other
                    for other in members
                    if other != index
                    and self.attributions[other].cue[0].start < relay.cue[0].start
                    and self._share(self.attributions[other].content, relay.content) >= _SAME_CONTENT
                ]
                if hosts:
                    pairs.append((max(hosts, key=lambda other: self.attributions[other].cue[0].start), index))
        return pairs

    def nestings(self) -> list[tuple[int, int]]:
        """Return (outer, inner) where the inner one stands directly in the content of the outer and is its core."""
        pairs = []
        starts = sorted((attribution.cue[0].start, i) for i, attribution in enumerate(self.attributions) if attribution.cue)
        for outer, attribution in enumerate(self.attributions):
            if attribution.stance not in {Stance.AFFIRM, Stance.NEUTRAL}:
                continue
            inside = [
                inner
                for span in attribution.content
                for _, inner in starts[bisect_left(starts, (span.start, 0)) : bisect_left(starts, (span.end, 0))]
                if inner != outer and self._holds(outer, inner)
            ]
            direct = [i for i in inside if not any(self._holds(other, i) for other in inside if other != i)]
            pairs += [(outer, inner) for inner in direct if self._is_core(outer, inner)]
        return pairs

    def _holds(self, outer: int, inner: int) -> bool:
        """Whether source and cue of the inner one stand in the content of the outer, and it says less."""
        content = self.attributions[outer].content
        attribution = self.attributions[inner]
        own = (*attribution.source, *attribution.cue)
        if not all(any(span.start <= part.start and part.end <= span.end for span in content) for part in own):
            return False
        return _length(attribution.content) < _length(content)

    def _is_core(self, outer: int, inner: int) -> bool:
        """Whether what the inner one says is at least half of what the outer one passes on."""
        attribution = self.attributions[inner]
        whole = self._words(self.attributions[outer].content) - self._words(attribution.source + attribution.cue)
        said = self._words(attribution.content)
        return len(said & whole) >= _CORE_SHARE * len(whole)

    def _share(self, first: Spans, second: Spans) -> float:
        one, other = self._words(first), self._words(second)
        return len(one & other) / max(1, len(one | other))

    def _words(self, spans: Spans) -> set[int]:
        """Return the places of the words under the spans."""
        found: set[int] = set()
        for start, end in spans:
            at = start
            for piece in self.text[start:end].split():
                at = self.text.index(piece, at)
                found.add(at)
                at += len(piece)
        return found

    def connect(self, outer: int, inner: int) -> None:
        """Add a hop unless it would close a circle."""
        reached, waiting = {inner}, [inner]
        while waiting:
            for following, _ in self.attributions[waiting.pop()].hops:
                if following not in reached:
                    reached.add(following)
                    waiting.append(following)
        hops = self.attributions[outer].hops
        if outer in reached or any(target == inner for target, _ in hops):
            return
        same = self.sentence_of(self.attributions[outer].cue) == self.sentence_of(self.attributions[inner].cue)
        hops.append((inner, ViaBasis.WITHIN_SENTENCE if same else ViaBasis.WITHIN_DOCUMENT))


def _is_relay(text: str, attribution: Attribution) -> bool:
    """Whether the cue introduces the source of somebody else's report: citing, quoting, according to."""
    cue = " ".join(text[start:end] for start, end in attribution.cue)
    reading = load_lexicon().read(cue)
    if reading is None or Frame.RELAY not in reading.cue.frames:
        return False
    return split_words(cue)[-1:] != ["by"] or reading.cue.kind != "verb"


def _length(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _span(start: int, end: int) -> Span:
    return Span(start, end)
