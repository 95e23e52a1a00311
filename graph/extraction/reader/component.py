"""The component of the pipeline that finds attributions with the trained network."""

import math
from collections.abc import Iterator
from itertools import islice

import numpy as np

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.lexicon import Frame, load_lexicon
from graph.extraction.reader.decoding import NEVER, Floats
from graph.extraction.reader.encoding import Encoder
from graph.extraction.reader.labels import CueKind, Role, WordSpan, read_labels, write_labels
from graph.extraction.reader.network import Emissions, Network
from graph.extraction.reader.variants import TOKENIZER, Device, Model
from graph.extraction.reader.windows import Window, pack
from graph.model import Span, Spans

_LEAST_CONFIDENCE = {CueKind.OUTER: 0.2, CueKind.INNER: 0.3}
_CHUNK = 32  # windows decoded side by side


class Reader:
    """Finds attributions: the cues of each window first, then the source and the content of each cue.

    Contents may hold further attributions. A cue without content is dropped: nothing is said. The confidence is the
    model's probability that the cue, given the window, and its source and content, given the cue, are exactly these.
    """

    name = "reader"
    requires = frozenset({Layer.SENTENCES, Layer.QUOTES})
    assigns = frozenset({Layer.ATTRIBUTIONS})

    def __init__(self, model: Model = Model.DEFAULT, *, device: Device = Device.CPU) -> None:
        self._encoder = Encoder(TOKENIZER)
        self._network = Network(model.folder, device=device)

    def __call__(self, annotations: Annotations) -> None:
        """Assign attributions in the order of the text."""
        windows = pack(self._encoder.encode(annotations), size=self._network.window_size)
        found: list[Attribution] = []
        while chunk := list(islice(windows, _CHUNK)):
            found += self._read(chunk, text=annotations.document.text)
        found.sort(key=_order)
        annotations.attributions = found

    def _read(self, chunk: list[Window], *, text: str) -> Iterator[Attribution]:
        emissions = [self._network.read(window) for window in chunk]
        places: list[tuple[Window, WordSpan]] = []
        certainties: list[float] = []
        scores: list[Floats] = []
        for window, emitted, (cues, probabilities) in zip(chunk, emissions, self._find_cues(emissions), strict=True):
            kept = [index for index, cue in enumerate(cues) if cue.start in window.core]
            if kept:
                places += [(window, cues[index]) for index in kept]
                certainties += [probabilities[index] for index in kept]
                scores += list(self._network.relate(window, emitted, [cues[index] for index in kept]))
        if not scores:
            return
        chain = self._network.arguments
        decoded = zip(chain.decode(scores), chain.partition(scores), strict=True)
        for (window, cue), certainty, ((labels, score), total) in zip(places, certainties, decoded, strict=True):
            spans = list(read_labels(labels))
            content = _spans(window, [span for span in spans if span.kind == Role.CONTENT])
            sources = [span for span in spans if span.kind == Role.SOURCE]
            confidence = certainty * math.exp(min(0.0, score - total))
            if content and confidence >= _LEAST_CONFIDENCE[CueKind(cue.kind)]:
                yield Attribution(
                    source=_spans(window, _one_source(window, sources, cue, text=text)),
                    cue=_spans(window, [cue]),
                    content=content,
                    confidence=confidence,
                    is_embedded=cue.kind == CueKind.INNER,
                )

    def _find_cues(self, emissions: list[Emissions]) -> Iterator[tuple[list[WordSpan], list[float]]]:
        """Yield the cues of each window with their probabilities."""
        chain = self._network.cues
        rows = [emitted.cues for emitted in emissions]
        found = [list(read_labels(labels)) for labels, _ in chain.decode(rows)]
        forced = [_force(row, cue) for row, cues in zip(rows, found, strict=True) for cue in cues]
        totals = chain.partition([*rows, *forced])
        parts = iter(totals[len(rows) :])
        for cues, total in zip(found, totals, strict=False):
            yield cues, [math.exp(min(0.0, next(parts) - total)) for _ in cues]


def _force(emissions: Floats, cue: WordSpan) -> Floats:
    """Return emissions that leave no other labels than those of one cue where it stands."""
    labels = write_labels([WordSpan(cue.kind, 0, cue.end - cue.start)], length=cue.end - cue.start)
    forced = emissions.copy()
    forced[cue.start : cue.end] = NEVER
    places = np.arange(cue.start, cue.end)
    forced[places, labels] = emissions[places, labels]
    return forced


def _one_source(window: Window, sources: list[WordSpan], cue: WordSpan, *, text: str) -> list[WordSpan]:
    """Return one source of those found; a source is one stretch of words.

    In "A reported, citing B" the network may find both: who cites is A, but what is cited is B's.
    """
    if len(sources) < 2:
        return sources
    reading = load_lexicon().read(" ".join(text[start:end] for start, end in _spans(window, [cue])))
    cites = reading is not None and Frame.CITE in reading.cue.frames
    before = [source for source in sources if source.end <= cue.start]
    after = [source for source in sources if source.start >= cue.end]
    return (after or before)[:1] if cites or not before else before[-1:]


def _spans(window: Window, spans: list[WordSpan]) -> Spans:
    words = window.words
    return tuple(Span(int(words[span.start, 0]), int(words[span.end - 1, 1])) for span in spans)


def _order(attribution: Attribution) -> tuple[int, int]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return min(span.start for span in spans), attribution.cue[0].start
