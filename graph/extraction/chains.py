"""Who rests on whom inside a document: hops between attributions, from their spans and cues alone.

Two figures are known. A relaying cue ("A reports, citing B"; "A quoted B as saying") names the source of what
its host says. And a content that is itself an attribution ("A said that B had told him that C") rests on the
one inside, if that is the core of it. Lengths and shares are in code points, so that the time does not grow
with the length of the contents.
"""

import re
from bisect import bisect_right
from itertools import pairwise

from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.lexicon import Frame, load_lexicon, split_words
from graph.model import Spans, Stance, ViaBasis

MAX_LEVELS = 64
"""The most hops in a row; a longer chain is no prose, and is cut so that time and depth stay bounded."""

_CORE_SHARE = 0.5  # of the outer content, the inner source and cue left out
_SAME_CONTENT = 0.5  # Jaccard index of two contents that count as one
_MAX_BETWEEN = 200  # code points between two cues that are searched for a relaying word
_PASSING_ON = frozenset({Stance.AFFIRM, Stance.NEUTRAL})
_RELAYS = frozenset({Frame.RELAY, Frame.ORIGIN})
_RELATIVE = re.compile(r",\s+(?:which|who)\b")
_WORD = re.compile(r"\w")
_MAX_LOOK_BACK = 50  # contents that begin nearest in front of a cue and may hold it; keeps the time linear


class Chains:
    """Assigns hops to every attribution that rests on another one of the document; they form no circle."""

    name = "chains"
    requires = frozenset({Layer.ATTRIBUTIONS, Layer.SPEECH_ACTS, Layer.SENTENCES})
    assigns = frozenset({Layer.CHAINS})

    def __call__(self, annotations: Annotations) -> None:
        """Set the hops; those of an earlier run are dropped."""
        attributions = annotations.attributions
        for attribution in attributions:
            attribution.hops = []
        sentences = [_sentence_of(attribution, annotations) for attribution in attributions]
        levels = [0] * len(attributions)
        for outer, inner in [*_relays(annotations, sentences=sentences), *_nestings(attributions)]:
            reached = _reached(attributions, inner)
            is_known = any(target == inner for target, _ in attributions[outer].hops)
            if is_known or outer in reached or levels[outer] + 1 + max(reached.values()) > MAX_LEVELS:
                continue
            same = sentences[outer] == sentences[inner]
            basis = ViaBasis.WITHIN_SENTENCE if same else ViaBasis.WITHIN_DOCUMENT
            attributions[outer].hops.append((inner, basis))
            for index, depth in reached.items():
                levels[index] = max(levels[index], levels[outer] + 1 + depth)


def _sentence_of(attribution: Attribution, annotations: Annotations) -> int:
    start = _place(attribution)
    return bisect_right(annotations.sentences, start, key=lambda sentence: sentence.start)


def _place(attribution: Attribution) -> int:
    """Return where an attribution stands: at its cue, or at what it has instead."""
    for spans in (attribution.cue, attribution.source, attribution.content):
        if spans:
            return spans[0].start
    return 0


def _relays(annotations: Annotations, *, sentences: list[int]) -> list[tuple[int, int]]:
    """Return (relaying, relayed) for attributions of one sentence, from each to the next.

    Of those that share a content each rests on the next: "A reports, citing B", "A quoted B as saying".
    It is the other way round where the next one only carried it: "A said, quoted by B".
    """
    text, attributions = annotations.document.text, annotations.attributions
    by_sentence: dict[int, list[int]] = {}
    for index, sentence in enumerate(sentences):
        by_sentence.setdefault(sentence, []).append(index)
    pairs = []
    for members in by_sentence.values():
        members.sort(key=lambda index: _place(attributions[index]))
        for first, second in pairwise(members):
            one, other = attributions[first], attributions[second]
            if one.source == other.source:
                continue
            # "A said, quoted by B" and "Citing A, B said": the second one carries what the first one says.
            opens = first == members[0] and one.cue < one.source and Frame.CITE in _frames_of(text, one)
            if (opens or Frame.CARRY in _frames_of(text, other)) and _shares(one, other):
                pairs.append((second, first))
            elif one.stance in _PASSING_ON and _is_relayed(text, one, other):
                pairs.append((first, second))
    return pairs


def _is_relayed(text: str, one: Attribution, other: Attribution) -> bool:
    """Whether the second of two attributions in a sentence is what the first one rests on."""
    if not one.cue or not other.cue:
        return False
    end = max(span.end for span in (*one.source, *one.cue))
    between = text[end : other.cue[0].start]
    relays = not _RELAYS.isdisjoint(_frames_of(text, one) | _frames_of(text, other)) or _has_relay(between)
    if _shares(one, other):
        follows = bool(other.source) and not _WORD.search(text[end : other.source[0].start])
        return relays or follows  # "two drivers who said [a guard had told them] that"
    # "according to A, which quoted B as saying": what B said tells what A's report is made of.
    return relays and bool(_RELATIVE.match(between))


def _shares(one: Attribution, other: Attribution) -> bool:
    return _jaccard(one.content, other.content) >= _SAME_CONTENT


def _frames_of(text: str, attribution: Attribution) -> frozenset[Frame]:
    reading = load_lexicon().read(" ".join(text[start:end] for start, end in attribution.cue))
    return reading.cue.frames if reading else frozenset()


def _has_relay(between: str) -> bool:
    """Whether one of the words introduces a source: ", citing two drivers who"."""
    words = split_words(between[:_MAX_BETWEEN])
    matches = (load_lexicon().match(words, start=at) for at in range(len(words)))
    return any(match and not _RELAYS.isdisjoint(match.cue.frames) for match in matches)


def _nestings(attributions: list[Attribution]) -> list[tuple[int, int]]:
    """Return (outer, inner) where the inner one stands directly in the content of the outer and is its core.

    Whoever rejects or doubts what another said does not rest on it.
    """
    contents = sorted(
        (span.start, _place(attribution), index)
        for index, attribution in enumerate(attributions)
        for span in attribution.content
    )
    pairs = []
    for inner, attribution in enumerate(attributions):
        if not attribution.cue:
            continue
        last = bisect_right(contents, attribution.cue[0].start, key=lambda content: content[0])
        # The content that begins last is the innermost one; of equal ones the last in a row of relays.
        for _, _, outer in reversed(contents[max(0, last - _MAX_LOOK_BACK) : last]):
            if outer != inner and _holds(attributions[outer], attribution):
                if attributions[outer].stance in _PASSING_ON and _is_core(attributions[outer], attribution):
                    pairs.append((outer, inner))
                break
    return pairs


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether source and cue of the inner one stand in the content of the outer, and it says less."""
    own = (*inner.source, *inner.cue)
    return _overlap(own, outer.content) == _length(own) and _length(inner.content) < _length(outer.content)


def _is_core(outer: Attribution, inner: Attribution) -> bool:
    """Whether what the inner one says is at least half of what the outer one passes on."""
    rest = _length(outer.content) - _length((*inner.source, *inner.cue))
    return _overlap(inner.content, outer.content) >= _CORE_SHARE * rest


def _reached(attributions: list[Attribution], start: int) -> dict[int, int]:
    """Return all that rests below an attribution, itself included, with the most hops that lead there."""
    reached, frontier = {start: 0}, [start]
    for depth in range(1, MAX_LEVELS + 2):
        frontier = list({target for index in frontier for target, _ in attributions[index].hops})
        reached.update(dict.fromkeys(frontier, depth))
    return reached


def _length(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _overlap(first: Spans, second: Spans) -> int:
    return sum(max(0, min(one.end, other.end) - max(one.start, other.start)) for one in first for other in second)


def _jaccard(first: Spans, second: Spans) -> float:
    shared = _overlap(first, second)
    return shared / max(1, _length(first) + _length(second) - shared)
