"""Annotations made from the wording of their spans, for tests that take no finder."""

from graph.extraction.addressees import Addressees
from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.chains.component import Chains
from graph.extraction.quotations import QuoteFinder
from graph.extraction.segmentation import Segmenter
from graph.extraction.sources import Sources
from graph.extraction.speech_acts import SpeechActs
from graph.model import Document, Span, Spans

Marked = tuple[str, str, str]
"""The wording of source, cue and content, each at its first place in the text, or at its second with "#2"."""


def annotate(text: str, *marked: Marked) -> Annotations:
    annotations = Annotations(Document(text))
    annotations.attributions = [
        Attribution(locate(text, source), locate(text, cue), locate(text, content)) for source, cue, content in marked
    ]
    find_chains(annotations)
    return annotations


def find_chains(annotations: Annotations) -> None:
    for component in (Segmenter(), QuoteFinder(), SpeechActs(), Addressees(), Sources(), Chains()):
        component(annotations)


def locate(text: str, part: str) -> Spans:
    wording, _, number = part.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = text.index(wording, start + 1)
    return (Span(start, start + len(wording)),) if wording else ()


def hops(annotations: Annotations) -> dict[str, list[str]]:
    """Return the sources that each source rests on; those that rest on none are left out."""
    quote, found = annotations.document.quote, annotations.attributions
    return {quote(a.source): [quote(found[target].source) for target, _ in a.hops] for a in found if a.hops}
