"""When something was said, on attributions given by hand; the publication is Thursday, 6 March 2031."""

from datetime import date

import pytest
from attributed import attributed
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.said_on import SaidOn
from graph.extraction.surroundings import Surroundings
from graph.model import DateBasis, Document, Span, ViaBasis
from graph.period import Period

THURSDAY = date(2031, 3, 6)


def said_on(marked: str, *, published: date | None = THURSDAY) -> list[str | None]:
    """The date of each attribution, as the text gives it; "publication" where it does not."""
    annotations = attributed(marked, published=published)
    SaidOn()(annotations)
    return [_written(attribution) for attribution in annotations.attributions]


def _written(attribution: Attribution) -> str | None:
    assert (attribution.said_on is None) == (attribution.said_on_basis is None)
    if attribution.said_on_basis is DateBasis.PUBLICATION:
        return "publication"
    return attribution.said_on.edtf if attribution.said_on else None


@pytest.mark.parametrize(
    ("marked", "edtf"),
    [
        ("{s:The mayor} {c:said} on Monday {x:that the bridge was safe}.", "2031-03-03"),
        ("{s:The mayor} {c:said} Monday {x:the bridge was safe}.", "2031-03-03"),
        ("{s:The mayor} {c:said on Monday} {x:that the bridge was safe}.", "2031-03-03"),
        ("On Monday, {s:the mayor} {c:said} {x:that the bridge was safe}.", "2031-03-03"),
        ("But just last week {s:the mayor} {c:said} {x:that the bridge was safe}.", "2031-02-24/2031-03-02"),
        ("In a letter to the council on 5 March, {s:the mayor} {c:said} {x:the bridge was safe}.", "2031-03-05"),
        ("Speaking in Brenn on Tuesday, {s:the mayor} {c:said} {x:that the bridge was safe}.", "2031-03-04"),
        ("{s:The mayor} on Monday {c:denied} {x:that the bridge was unsafe}.", "2031-03-03"),
        ("{s:The mayor}, in a statement on Monday, {c:denied} {x:that the bridge was unsafe}.", "2031-03-03"),
        ("{s:The mayor} resigned on Monday, {c:saying} {x:that the bridge was unsafe}.", "2031-03-03"),
        ("{x:“The bridge is safe,”} {s:she} {c:told} reporters last week.", "2031-02-24/2031-03-02"),
        ("{x:“The bridge is safe,”} {s:she} {c:said} in an interview with the Herald in January.", "2031-01"),
        ("{x:“The bridge is safe,”} {c:said} {s:Ada Quill} on Tuesday.", "2031-03-04"),
        ("{x:“The bridge is safe,”} {s:she} {c:said} at Tuesday's hearing.", "2031-03-04"),
        ("{x:“The bridge is safe,”} {s:she} {c:said} in a 2019 interview.", "2019"),
        ("{s:The mayor} {c:denied} {x:the report} on Wednesday.", "2031-03-05"),
        ("{s:The mayor} {c:described} {x:the bridge} in a speech in Brenn last month.", "2031-02"),
        ("{s:A report published on Monday} {c:said} {x:that the bridge was safe}.", "2031-03-03"),
        ("{s:A report} published on Monday {c:said} {x:that the bridge was safe}.", "2031-03-03"),
        (
            "On Monday, at a meeting of the harbour council in the town of Brenn, {s:the mayor} {c:said} {x:so}.",
            "2031-03-03",
        ),
        ("{s:The council} {c:sent a letter this week urging} {x:him to leave}.", "2031-03-03/2031-03-06"),
        ("“On Monday, {s:the mayor} {c:said} {x:that the bridge was safe},” Ben Tarn recalled.", "2031-03-03"),
        ("{c:According to} {s:the mayor} in March 2029, {x:the bridge was safe}.", "2029-03"),
        ("{s:The mayor} {c:will say} on Friday {x:that the bridge is safe}.", "2031-03-07"),
    ],
)
def test_a_time_of_the_saying_dates_it(marked, edtf):
    assert said_on(marked) == [edtf]


@pytest.mark.parametrize(
    "marked",
    [
        "{s:The mayor} {c:said} {x:the convoy had crossed on Monday}.",
        "{x:“We closed it on Monday,”} {s:she} {c:said}.",
        "After the bridge closed on Monday, {s:the mayor} {c:said} {x:that it was unsafe}.",
        "{s:The mayor}, who was elected in 2019, {c:said} {x:that the bridge was unsafe}.",
        "{s:The mayor}, elected in 2019, {c:said} {x:that the bridge was unsafe}.",
        "{s:The mayor who resigned on Monday} {c:said} {x:that the bridge was unsafe}.",
        "In 2010, two of the engineers left to found Span Works, {s:a company} {c:promising} {x:safe bridges}.",
        "{s:A report to be released on Monday} {c:says} {x:that the bridge is unsafe}.",
        "{s:The mayor} {c:said} ahead of a Monday deadline {x:that the bridge was unsafe}.",
        "{s:The mayor} {c:has said} since Monday {x:that the bridge is unsafe}.",
        "{s:The mayor} {c:spoke of} {x:the bridge}, which was closed last month.",
        "{x:The bridge is unsafe}, {s:she} {c:said}, pointing at the collapse in May 2029.",
        "{x:The bridge is unsafe}, {s:she} {c:said}; on Monday it had been closed.",
        "{s:She} {c:said} {x:it was unsafe}, and on Monday it was closed.",
        "The bridge was closed on Monday and {s:the mayor} {c:said} {x:that it was unsafe}.",
        "Last year the council gave a prize to {s:a group} {c:backing} {x:the bridge}.",
        "{s:She} {c:told} the Sunday Times {x:that the bridge was unsafe}.",
        "{s:She} {c:commented on} Tuesday's collapse: {x:“The bridge is unsafe.”}",
        "{s:She} {c:said}: “We knew it on Monday.” {x:The bridge is unsafe}.",
        "{s:She} {c:said} in her “Last Week” column {x:that the bridge was unsafe}.",
        "Where {s:he} {c:promised} {x:a new bridge}, on Monday he closed the old one.",
    ],
)
def test_a_time_of_anything_else_does_not(marked):
    assert said_on(marked) == ["publication"]


@pytest.mark.parametrize(
    "marked",
    [
        "{s:The mayor} {c:recently said} {x:that the bridge was safe}.",
        "{s:The mayor} {c:said} two days later {x:that the bridge was safe}.",
        "Several weeks ago {s:the mayor} {c:said} {x:that the bridge was safe}.",
        "{s:The mayor} {c:told} the Herald last summer {x:that the bridge was safe}.",
        "{s:The mayor} {c:once called} {x:the bridge a disgrace}.",
    ],
)
def test_what_was_said_at_another_time_is_not_dated_by_the_publication(marked):
    assert said_on(marked) == [None]


def test_without_a_publication_only_an_absolute_time_dates():
    assert said_on("{s:She} {c:said} on Monday {x:it was safe}.", published=None) == [None]
    assert said_on("{s:She} {c:said} {x:it was safe}.", published=None) == [None]
    assert said_on("{s:She} {c:said} in May 2029 {x:it was safe}.", published=None) == ["2029-05"]


def test_each_saying_of_a_sentence_has_its_own_time():
    marked = (
        "{s:The mayor} {c:said} on Monday {x:it was safe}, but on Tuesday {s2:the council} {c2:denied} {x2:that}, "
        "and {s3:the Herald} {c3:said} last month {x3:it was not}."
    )
    assert said_on(marked) == ["2031-03-03", "2031-03-04", "2031-02"]


def test_the_time_of_what_is_told_is_not_that_of_telling_it():
    marked = "{s:Ben Tarn} {c:said} {x:that {s2:the mayor} {c2:had told} him last month {x2:that it was safe}}."
    assert said_on(marked) == ["publication", "2031-02"]


def test_a_participle_shares_the_time_of_its_clause():
    marked = "{x2:“It is safe,”} {s:{s2:she}} {c2:said} on Monday, {c:adding} {x:that nobody was hurt}."
    assert said_on(marked) == ["2031-03-03", "2031-03-03"]


def test_what_a_dated_statement_rests_on_is_not_dated_by_the_publication():
    marked = (
        "{s:The agency} {c:reported} last year, {c2:citing} {s2:two drivers} {x:{x2:that the bridge was unsafe}}. "
        "{s3:The Herald} {c3:said} {x3:so too}."
    )
    annotations = attributed(marked, published=THURSDAY)
    annotations.attributions[0].hops = [(1, ViaBasis.WITHIN_SENTENCE)]
    annotations.attributions[2].hops = [(1, ViaBasis.WITHIN_DOCUMENT)]
    SaidOn()(annotations)
    assert [_written(attribution) for attribution in annotations.attributions] == ["2030", None, "publication"]


def test_a_circle_of_hops_ends():
    annotations = attributed("{s:A} {c:said} on Monday {x:so}. {s2:B} {c2:said} {x2:so}.", published=THURSDAY)
    annotations.attributions[0].hops = [(1, ViaBasis.WITHIN_DOCUMENT)]
    annotations.attributions[1].hops = [(0, ViaBasis.WITHIN_DOCUMENT)]
    SaidOn()(annotations)
    assert [_written(attribution) for attribution in annotations.attributions] == ["2031-03-03", None]


TEXT = "On Monday Ada said “yes, on Tuesday” last week; Ben, in May 2019, told her: “No.” Recently, so. "
SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 30)).map(
        lambda pair: Span(pair[0], min(len(TEXT), sum(pair)))
    ),
    max_size=2,
).map(lambda spans: tuple(sorted(spans)))


@given(st.lists(st.builds(Attribution, SPANS, SPANS, SPANS), max_size=4), st.none() | st.dates())
def test_any_spans_are_dated_within_the_text_and_before_the_publication(attributions, published):
    annotations = Annotations(Document(TEXT, published=published))
    annotations.sentences = [Span(0, 81), Span(82, 95)]
    annotations.quotes = [Span(20, 35), Span(76, 79)]
    annotations.attributions = attributions
    surroundings = Surroundings(annotations)
    SaidOn()(annotations)
    for attribution in attributions:
        assert (attribution.said_on is None) == (attribution.said_on_basis is None)
        if attribution.said_on_basis is DateBasis.PUBLICATION:
            assert attribution.said_on == Period.of_day(published)
        elif attribution.said_on and published:
            assert attribution.said_on.last <= published
        for stretch in surroundings.around(attribution):
            start, end = stretch.span
            assert 0 <= start < end <= len(TEXT)
            assert len(stretch.text) == end - start
            assert all(mark in {"\0", letter} for mark, letter in zip(stretch.text, TEXT[start:end], strict=True))
