"""The lexical finder on one sentence for each construction that it knows, and on text that has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.annotations import Annotations
from graph.extraction.finder import LexicalFinder
from graph.extraction.quotations import QuotationTyper, QuoteFinder
from graph.extraction.segmentation import Segmenter
from graph.extraction.speech_acts import SpeechActs
from graph.model import Document

Triple = tuple[str, str, str]


def find(text: str) -> Annotations:
    annotations = Annotations(Document(text))
    for component in (Segmenter(), QuoteFinder(), LexicalFinder(), QuotationTyper(), SpeechActs()):
        component(annotations)
    return annotations


def triples(text: str) -> list[Triple]:
    annotations = find(text)
    quote = annotations.document.quote
    return [(quote(a.source), quote(a.cue), quote(a.content)) for a in annotations.attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "However, port officials now deny that the ferry was overloaded.",
            ("port officials", "now deny", "the ferry was overloaded"),
        ),
        ("The mayor said the bridge was safe.", ("The mayor", "said", "the bridge was safe")),
        ("The bridge was safe, the mayor said.", ("the mayor", "said", "The bridge was safe")),
        ("“The bridge is safe,” the mayor said.", ("the mayor", "said", "The bridge is safe")),
        ("“The bridge is safe,” said Ana Lind.", ("Ana Lind", "said", "The bridge is safe")),
        ("The mayor said: “The bridge is safe.”", ("The mayor", "said", "The bridge is safe")),
        (
            "According to the mayor, the bridge was safe.",
            ("the mayor", "According to", "the bridge was safe"),
        ),
        (
            "The bridge was safe, according to the mayor.",
            ("the mayor", "according to", "The bridge was safe"),
        ),
        (
            "Ana Lind, the mayor of Sundholm, said that the bridge was safe.",
            ("Ana Lind, the mayor of Sundholm,", "said", "the bridge was safe"),
        ),
        (
            "The mayor and the engineer told reporters that the bridge was safe.",
            ("The mayor and the engineer", "told", "the bridge was safe"),
        ),
        (
            "In May, it was reported that the bridge had been shut.",
            ("", "it was reported", "the bridge had been shut"),
        ),
        (
            "The bridge is said to have been shut in May.",
            ("", "is said", "The bridge … to have been shut in May"),
        ),
        (
            "The council defends the toll by saying it pays for repairs.",
            ("The council", "defends the toll by saying", "it pays for repairs"),
        ),
        (
            "Military intelligence has estimated that ten bridges were hit.",
            ("Military intelligence", "has estimated", "ten bridges were hit"),
        ),
        ("The village denounced the toll.", ("The village", "denounced", "the toll")),
        (
            "The bridge, the mayor said, was safe.",
            ("the mayor", "said", "The bridge … was safe"),
        ),
        (
            "ANA LIND: The bridge is safe.",
            ("ANA LIND", ":", "The bridge is safe"),
        ),
    ],
)
def test_constructions(text: str, expected: Triple) -> None:
    assert triples(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor did not say whether the bridge was safe.",
        "The ministry declined to comment.",
        "The council refused to confirm the date.",
        "If the mayor says that the bridge is safe, ask again.",
        "Nobody said that the bridge was safe.",
        "The claim was old and the report was long.",
        "The United States has many bridges.",
        "They crossed the bridge “under protest”.",
        "",
    ],
)
def test_no_attribution(text: str) -> None:
    assert triples(text) == []


def test_source_of_a_relayed_report() -> None:
    text = "Ten trucks crossed the bridge, the Sund News Agency reports, citing fishermen on the island of Rem."
    content = "Ten trucks crossed the bridge"
    assert triples(text) == [
        ("the Sund News Agency", "reports", content),
        ("fishermen on the island of Rem", "citing", content),
    ]


def test_nested_contents() -> None:
    text = "The mayor told the court that an engineer had said the bridge was unsafe."
    assert triples(text) == [
        ("The mayor", "told", "an engineer had said the bridge was unsafe"),
        ("an engineer", "had said", "the bridge was unsafe"),
    ]


def test_quoted_as_saying() -> None:
    text = "The Courier quoted an engineer as saying that the bridge was unsafe."
    assert triples(text) == [
        ("The Courier", "quoted", "the bridge was unsafe"),
        ("an engineer", "as saying", "the bridge was unsafe"),
    ]


def test_quotation_goes_on_behind_the_speaker() -> None:
    text = "“The bridge is safe,” she said. “We checked it. Twice.”"
    assert triples(text) == [("she", "said", "The bridge is safe … We checked it. Twice")]


@pytest.mark.parametrize(
    "unit",
    ["the mayor said that ", "a said b said c said ", "said, ", '"a he said ', "according to a, citing b, ", "“"],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    find(text)


@given(
    st.lists(
        st.sampled_from(
            ["the mayor", "Ana", "said", "that", "denied", "citing", "according to", ",", ".", '"', "“", "”",
             "’", "'", "who", "told", "is said to", "it was reported", "\n", "\r\n", "\u200b", "אבג", "😀", ":",
             "as saying", "quoted", "by", "and", "(", ")", "—", "he", "in May", "NAME:"]
        ),
        max_size=40,
    ).map(" ".join)
)  # fmt: skip
def test_spans_are_well_formed(text: str) -> None:
    for attribution in find(text).attributions:
        assert attribution.cue
        assert attribution.content
        assert 0 <= attribution.confidence <= 1
        for spans in (attribution.source, attribution.cue, attribution.content):
            last = 0
            for start, end in spans:
                assert last <= start < end <= len(text)
                assert text[start:end].strip()
                last = end
