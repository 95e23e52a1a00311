"""Time expressions by themselves: what they mean on Thursday, 6 March 2031."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.time_expressions import find_times

THURSDAY = date(2031, 3, 6)


def read(text: str, *, published: date | None = THURSDAY, ahead: bool = False) -> list[tuple[str, str | None]]:
    found = find_times(text, published=published, ahead=ahead)
    return [(text[span.start : span.end], period.edtf if period else None) for span, period in found]


ABSOLUTE = [
    ("on 2029-10-11", "2029-10-11"),
    ("on 5 March 2029", "2029-03-05"),
    ("on the 5th of March, 2029", "2029-03-05"),
    ("on March 5, 2029", "2029-03-05"),
    ("Sept. 5th, 2029", "2029-09-05"),
    ("on Monday, 5 March 2029", "2029-03-05"),
    ("in March 2029", "2029-03"),
    ("in late March, 2029", "2029-03"),
    ("in 2029", "2029"),
    ("back in early 2029", "2029"),
    ("in the summer of 2029", "2029"),
]
RELATIVE = [
    ("Thursday", "2031-03-06"),
    ("on Wednesday", "2031-03-05"),
    ("Friday", "2031-02-28"),
    ("on Monday evening", "2031-03-03"),
    ("late Tuesday night", "2031-03-04"),
    ("last Thursday", "2031-02-27"),
    ("last Tuesday", "2031-03-04"),
    ("on Tuesday last week", "2031-02-25"),
    ("today", "2031-03-06"),
    ("this morning", "2031-03-06"),
    ("yesterday", "2031-03-05"),
    ("last night", "2031-03-05"),
    ("the day before yesterday", "2031-03-04"),
    ("last week", "2031-02-24/2031-03-02"),
    ("last month", "2031-02"),
    ("late last year", "2030"),
    ("this week", "2031-03-03/2031-03-06"),
    ("earlier this month", "2031-03-01/2031-03-06"),
    ("earlier this year", "2031-01-01/2031-03-06"),
    ("over the weekend", "2031-03-01/2031-03-02"),
    ("last weekend", "2031-03-01/2031-03-02"),
    ("three days ago", "2031-03-03"),
    ("a week ago", "2031-02-24/2031-03-02"),
    ("Two weeks ago", "2031-02-17/2031-02-23"),
    ("two months ago", "2031-01"),
    ("five years ago", "2026"),
    ("in January", "2031-01"),
    ("in May", "2030-05"),
    ("in early March", "2031-03-01/2031-03-06"),
    ("last December", "2030-12"),
    ("last March", "2030-03"),
    ("on 5 March", "2031-03-05"),
    ("on March 7", "2030-03-07"),
    ("on 29 February", "2028-02-29"),
]
VAGUE = [
    "recently",
    "previously",
    "once",
    "at the time",
    "the next day",
    "that week",
    "two days later",
    "hours after",
    "several weeks ago",
    "about two weeks ago",
    "more than a month ago",
    "in recent months",
    "over the past three weeks",
    "last summer",
    "in the 1990s",
]


@pytest.mark.parametrize(("words", "edtf"), ABSOLUTE)
def test_an_absolute_expression_needs_no_publication(words, edtf):
    assert read(words) == read(words, published=None) == [(words, edtf)]


@pytest.mark.parametrize(("words", "edtf"), RELATIVE)
def test_a_relative_expression_is_reckoned_from_the_publication(words, edtf):
    assert read(words) == [(words, edtf)]
    assert read(words, published=None) == [(words, None)]


@pytest.mark.parametrize("words", VAGUE)
def test_a_vague_expression_is_recognised_and_has_no_date(words):
    assert read(words) == [(words, None)]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("on Friday", "2031-03-07"),
        ("on Thursday", "2031-03-06"),
        ("next Thursday", "2031-03-13"),
        ("next month", "2031-04"),
        ("in January", "2032-01"),
        ("on 5 March", "2032-03-05"),
        ("this week", "2031-03-06/2031-03-09"),
    ],
)
def test_what_is_still_to_come_is_reckoned_ahead(words, edtf):
    assert read(words, ahead=True) == [(words, edtf)]


@pytest.mark.parametrize(
    "words",
    [
        "they may march in step",
        "one may sit on the second bench",
        "1999 crates",
        "in 2030-31",
        "March 8-11",
        "once again",
        "Room 2030",
        "the USA TODAY poll",
    ],
)
def test_what_only_looks_like_a_time_is_none(words):
    assert read(words) == []


@pytest.mark.parametrize("words", ["on 31 February 2030", "on February 31", "in 2032", "on 2031-13-01"])
def test_what_no_calendar_has_or_comes_after_the_publication_has_no_date(words):
    assert read(words) == [(words, None)]


def test_several_are_found_from_left_to_right():
    assert read("on Monday, two days after the vote in May 2030") == [
        ("on Monday", "2031-03-03"),
        ("two days after", None),
        ("in May 2030", "2030-05"),
    ]


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize("ahead", [False, True])
def test_the_ends_of_the_calendar_are_no_error(published, ahead):
    for words, _ in RELATIVE:
        assert len(read(words, published=published, ahead=ahead)) == 1
    assert read("next year", published=date(9999, 1, 1), ahead=True) == [("next year", None)]


@given(st.sampled_from([words for words, _ in RELATIVE + ABSOLUTE]), st.dates(date(1600, 1, 1), date(2400, 1, 1)))
def test_nothing_was_said_after_the_publication(words, published):
    for _, period in find_times(words, published=published):
        assert period is None or period.first <= period.last <= published


@given(st.text(alphabet="on lastMyweekdTus 0123579,agJ", max_size=80), st.none() | st.dates())
def test_any_text_can_be_read(text, published):
    ends = [0]
    for span, _ in find_times(text, published=published):
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)
