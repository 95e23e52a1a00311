"""Hops between the attributions of a document, from spans alone and from text to chain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.chains import Chains
from graph.extraction.finder import LexicalFinder
from graph.extraction.pipeline import Pipeline
from graph.extraction.quotations import QuotationTyper, QuoteFinder
from graph.extraction.segmentation import Segmenter
from graph.extraction.speech_acts import SpeechActs
from graph.model import Document, Span, Spans, ViaBasis

PIPELINE = Pipeline(
    [Segmenter(), QuoteFinder(), LexicalFinder(), QuotationTyper(), SpeechActs(), Chains()], extractor="test"
)


def annotate(text: str, *attributions: tuple[str, str, str]) -> Annotations:
    """Annotate a text with attributions given as source, cue and content, each by its first occurrence."""
    annotations = Annotations(Document(text))
    Segmenter()(annotations)
    annotations.attributions = [
        Attribution(_locate(text, source), _locate(text, cue), _locate(text, content))
        for source, cue, content in attributions
    ]
    SpeechActs()(annotations)
    Chains()(annotations)
    return annotations


def _locate(text: str, part: str) -> Spans:
    return (Span(text.index(part), text.index(part) + len(part)),) if part else ()


def hops(annotations: Annotations) -> list[list[int]]:
    return [[target for target, _ in attribution.hops] for attribution in annotations.attributions]


def sources(annotations: Annotations) -> dict[str, list[str]]:
    """Return the sources that each source rests on."""
    quote = annotations.document.quote
    found = annotations.attributions
    return {quote(a.source): [quote(found[target].source) for target, _ in a.hops] for a in found}


C = "ten trucks crossed the bridge"


@pytest.mark.parametrize(
    ("text", "attributions", "expected"),
    [
        (
            f"The agency reports that {C}, citing fishermen.",
            [("The agency", "reports", C), ("fishermen", "citing", C)],
            [[1], []],
        ),
        (
            f"The Courier quoted a guard as saying that {C}.",
            [("The Courier", "quoted", C), ("a guard", "as saying", C)],
            [[1], []],
        ),
        (
            f"The agency said, citing the Courier, which quoted a guard, that {C}.",
            [("The agency", "said", C), ("the Courier", "citing", C), ("a guard", "quoted", C)],
            [[1], [2], []],
        ),
        (
            f"The agency reported, citing a driver who said a guard had told him, that {C}.",
            [("The agency", "reported", C), ("a driver", "said", C), ("a guard", "had told", C)],
            [[1], [2], []],
        ),
        (
            f"{C}, a guard said, as reported by the Courier.",
            [("a guard", "said", C), ("the Courier", "as reported by", C)],
            [[], [0]],
        ),
        (
            f"Ana told Bo that Cy had said {C}.",
            [("Ana", "told", f"Cy had said {C}"), ("Cy", "had said", C)],
            [[1], []],
        ),
        (
            f"Ana said Bo claimed that Cy had admitted {C}.",
            [
                ("Ana", "said", f"Bo claimed that Cy had admitted {C}"),
                ("Bo", "claimed", f"Cy had admitted {C}"),
                ("Cy", "had admitted", C),
            ],
            [[1], [2], []],
        ),
        (
            f"Ana denied that Bo had said {C}.",
            [("Ana", "denied", f"Bo had said {C}"), ("Bo", "had said", C)],
            [[], []],
        ),
        (
            f"Ana said the road was closed for the whole of the winter and Bo thinks {C}.",
            [
                ("Ana", "said", f"the road was closed for the whole of the winter and Bo thinks {C}"),
                ("Bo", "thinks", C),
            ],
            [[], []],
        ),
        (
            f"Ana said and Bo confirmed that {C}.",
            [("Ana", "said", C), ("Bo", "confirmed", C)],
            [[], []],
        ),
        (
            f"Ana denied that {C}, and Bo, citing a guard, said the opposite.",
            [("Ana", "denied", C), ("a guard", "citing", "the opposite")],
            [[], []],
        ),
    ],
)
def test_hops(text: str, attributions: list[tuple[str, str, str]], expected: list[list[int]]) -> None:
    assert hops(annotate(text, *attributions)) == expected


def test_basis_tells_one_sentence_from_one_document() -> None:
    annotations = annotate("Ana said Bo said ten.", ("Ana", "said", "Bo said ten"), ("Bo", "said ten", "ten"))
    assert annotations.attributions[0].hops == [(1, ViaBasis.WITHIN_SENTENCE)]
    apart = "The report was passed on by Ana. She relayed it. The guard said ten trucks crossed."
    outer = ("Ana", "passed on", "The guard said ten trucks crossed")
    hop = annotate(apart, outer, ("The guard", "said", "ten trucks crossed")).attributions[0].hops
    assert hop == [(1, ViaBasis.WITHIN_DOCUMENT)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ten trucks crossed the bridge, the Sund News Agency reports, citing fishermen on Rem.",
            {"the Sund News Agency": ["fishermen on Rem"], "fishermen on Rem": []},
        ),
        (
            "The mayor told the court that an engineer had said the bridge was unsafe.",
            {"The mayor": ["an engineer"], "an engineer": []},
        ),
        (
            "The Courier quoted an engineer as saying that the bridge was unsafe.",
            {"The Courier": ["an engineer"], "an engineer": []},
        ),
        (
            "The bridge was unsafe, the mayor said. An engineer denied that it was.",
            {"the mayor": [], "An engineer": []},
        ),
        (
            "Citing a harbour pilot, the Sund News Agency reported that the bridge was unsafe.",
            {"the Sund News Agency": ["a harbour pilot"], "a harbour pilot": []},
        ),
        (
            "The Courier reported, citing two fishermen who said a pilot had told them, that the bridge was unsafe.",
            {"The Courier": ["two fishermen"], "two fishermen": ["a pilot"], "a pilot": []},
        ),
        (
            "The bridge was unsafe, according to the Sund News Agency on the authority of a harbour pilot.",
            {"the Sund News Agency": ["a harbour pilot"], "a harbour pilot": []},
        ),
        (
            "The Courier says the bridge was unsafe, on the authority of the Sund News Agency.",
            {"The Courier": ["the Sund News Agency"], "the Sund News Agency": []},
        ),
    ],
)
def test_text_to_chain(text: str, expected: dict[str, list[str]]) -> None:
    assert sources(PIPELINE(Document(text))) == expected


spans = st.lists(
    st.tuples(st.integers(0, 59), st.integers(1, 20)).map(lambda pair: Span(pair[0], min(60, sum(pair)))),
    max_size=2,
).map(lambda found: tuple(sorted(found)))


@given(st.lists(st.builds(Attribution, spans, spans, spans), max_size=8))
def test_hops_never_form_a_circle(attributions: list[Attribution]) -> None:
    annotations = Annotations(Document("Ana said that Bo, citing Cy, quoted Di as saying: go. So it"[:60].ljust(60)))
    Segmenter()(annotations)
    annotations.attributions = attributions
    SpeechActs()(annotations)
    Chains()(annotations)
    for start in range(len(attributions)):
        waiting = [target for target, _ in attributions[start].hops]
        seen: set[int] = set()
        while waiting:
            at = waiting.pop()
            assert at != start
            if at not in seen:
                seen.add(at)
                waiting += [target for target, _ in attributions[at].hops]


def test_second_run_gives_the_same_hops() -> None:
    annotations = PIPELINE(Document("Ana told Bo that Cy had said the bridge was unsafe."))
    first = hops(annotations)
    Chains()(annotations)
    assert hops(annotations) == first
