"""Attributions written into a sentence: "{s:The mayor} {c:said} on Monday {x:that {s2:Ben Tarn} {c2:had left}}."

``s`` is a source, ``c`` a cue, ``x`` a content; the number tells the attributions of a text apart.
"""

import re
from collections import defaultdict
from datetime import date

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.quotations import QuoteFinder
from graph.extraction.segmentation import Segmenter
from graph.model import Document, Span

_MARK = re.compile(r"\{(?P<role>[scx])(?P<number>\d*):|\}")


def attributed(marked: str, *, published: date | None = None, outlet: str | None = None) -> Annotations:
    """The text without its marks, with sentences, quotations and the marked attributions."""
    found = defaultdict(lambda: defaultdict(list))
    text, at, opened = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark["role"]:
            opened.append((mark["number"], mark["role"], len(text)))
        else:
            number, role, start = opened.pop()
            found[number][role].append(Span(start, len(text)))
    annotations = Annotations(Document(text + marked[at:], published=published, outlet=outlet), extractor="test/1")
    Segmenter()(annotations)
    QuoteFinder()(annotations)
    annotations.attributions = [
        Attribution(*(tuple(sorted(found[number][role])) for role in "scx")) for number in sorted(found)
    ]
    return annotations
