"""Quotation marks of many customs, balanced and not; direct, indirect and mixed quotation."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.quotations import QuotationTyper, QuoteFinder, find_quotes
from graph.extraction.segmentation import Segmenter
from graph.model import Document, QuotationType, Span


def annotate(text: str) -> Annotations:
    annotations = Annotations(Document(text))
    Segmenter()(annotations)
    QuoteFinder()(annotations)
    return annotations


def quotes(text: str) -> list[str]:
    return [text[start:end] for start, end in annotate(text).quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "go" and "stay."', ["go", "stay."]),
        ("“Go,” he said. “Now.”", ["Go,", "Now."]),
        ("« Oui », dit-il. «Non».", ["Oui", "Non"]),
        ("„Ja“, sagte er; „nein”.", ["Ja", "nein"]),
        ("»Nej«, sagde han.", ["Nej"]),
        ("‹Oui›, dit-il.", ["Oui"]),
        ("‘Go,’ he said.", ["Go,"]),
        ("‘The boys’ toys are here,’ she said.", ["The boys’ toys are here,"]),
        ("The boys’ toys and the girls’ books.", []),
        ("It's 'fine', isn't it?", ["fine"]),
        ("'Tis the season of rock 'n' roll in the '90s.", []),
        ("“It’s ‘over’ now,” she said.", ["It’s ‘over’ now,"]),
        ('She wrote:"Never again" and left.', ["Never again"]),
        ('A 12" pipe and a 6\'2" man.', []),
        ('He said " go " twice.', ["go"]),
        ("”Wrong mark,” he said.", ["Wrong mark,"]),
        ('“Mixed marks" are common.', ["Mixed marks"]),
        ("A stray “ mark in a text.", []),
        ('A stray "mark in a text.', []),
        ('"" and “ ”', []),
    ],
)
def test_quotes(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_quotation_of_several_paragraphs_opens_each_and_closes_once() -> None:
    text = "“The first part.\n\n“The second part.\n\n“The end,” she said.\n\nNo quotation."
    assert quotes(text) == ["The first part.", "The second part.", "The end,"]


def test_quotation_that_begins_inside_a_paragraph_may_continue_in_the_next() -> None:
    assert quotes("She said: “One.\n\n“Two.”") == ["One.", "Two."]


@given(st.text(alphabet="a b.\"“”‘’'«»„‹›\n\r😀א\u200b,s", max_size=120))
def test_quotes_are_sorted_apart_and_not_empty(text: str) -> None:
    annotations = annotate(text)
    last = 0
    for start, end in annotations.quotes:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert any(p.start <= start and end <= p.end for p in annotations.paragraphs)
        last = end


@pytest.mark.parametrize("unit", ['"', "“", "'a ", '“ "', "‘a’ s’ ", "«"])
def test_hostile_marks_take_linear_time(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    began = time.process_time()
    find_quotes(text, within=Span(0, len(text)))
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("She said “the dam is safe”.", "the dam is safe", QuotationType.DIRECT),
        ("She said that “the dam is safe”.", "that “the dam is safe”", QuotationType.DIRECT),
        ("She said the dam is safe.", "the dam is safe", QuotationType.INDIRECT),
        ("She said the dam is “quite safe”.", "the dam is “quite safe”", QuotationType.MIXED),
        ("She said “[the dam] is safe”.", "[the dam] is safe", QuotationType.DIRECT),
    ],
)
def test_quotation_type(text: str, content: str, expected: QuotationType) -> None:
    assert quotation_type(text, cue="said", content=content) is expected


def test_marks_of_an_outer_speaker_do_not_make_the_inner_one_direct() -> None:
    text = "“The guard said he had orders,” she recalled."
    assert quotation_type(text, cue="said", content="he had orders") is QuotationType.INDIRECT
    outer = "The guard said he had orders"
    assert quotation_type(text, cue="recalled", content=outer) is QuotationType.DIRECT


def test_content_in_two_fragments() -> None:
    text = "“The dam,” she said, “is safe.”"
    annotations = annotate(text)
    content = tuple(annotations.quotes)
    annotations.attributions = [Attribution((), (Span(15, 19),), content)]
    QuotationTyper()(annotations)
    assert annotations.attributions[0].quotation is QuotationType.DIRECT


def quotation_type(text: str, *, cue: str, content: str) -> QuotationType:
    annotations = annotate(text)
    cue_at, content_at = text.index(cue), text.index(content)
    attribution = Attribution((), (Span(cue_at, cue_at + len(cue)),), (Span(content_at, content_at + len(content)),))
    annotations.attributions = [attribution]
    QuotationTyper()(annotations)
    return attribution.quotation
