from datetime import date

import pytest
from hypothesis import given
from strategies import periods

from graph.period import Period


@pytest.mark.parametrize(
    ("period", "edtf", "day"),
    [
        (Period.of_day(date(2031, 3, 4)), "2031-03-04", date(2031, 3, 4)),
        (Period.of_month(2031, 2), "2031-02", None),
        (Period.of_month(2032, 2), "2032-02", None),
        (Period.of_year(2031), "2031", None),
        (Period(date(2031, 2, 1), date(2031, 2, 27)), "2031-02-01/2031-02-27", None),
        (Period(date(2030, 12, 30), date(2031, 1, 5)), "2030-12-30/2031-01-05", None),
        (Period(date(2030, 1, 1), date(2031, 12, 31)), "2030-01-01/2031-12-31", None),
        (Period.of_year(987), "0987", None),
    ],
)
def test_a_period_is_written_as_exactly_as_it_is_known(period, edtf, day):
    assert (period.edtf, period.day) == (edtf, day)
    assert Period.of_month(2032, 2).last == date(2032, 2, 29)


def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="has no day"):
        Period(date(2031, 3, 4), date(2031, 3, 3))


@given(periods)
def test_nothing_is_lost_in_writing(period):
    # What is written can be read back as the same first and last day.
    first, _, last = period.edtf.partition("/")
    bounds = [[int(part) for part in written.split("-")] for written in (first, last or first)]
    of = {1: Period.of_year, 2: Period.of_month, 3: lambda *parts: Period.of_day(date(*parts))}
    assert of[len(bounds[0])](*bounds[0]).first == period.first
    assert of[len(bounds[1])](*bounds[1]).last == period.last


@given(periods)
def test_what_is_written_is_read_again(period):
    assert Period.of_edtf(period.edtf) == period


@given(periods, periods)
def test_a_period_is_before_another_where_each_of_its_days_is(one, other):
    assert one.is_before(other) == (one.last < other.first)
    assert not (one.is_before(other) and other.is_before(one))


@pytest.mark.parametrize("text", ["", "soon", "2031-13", "2031-02-30", "2031-03-04/2031-03-03", "2031-1-2-3"])
def test_what_is_no_period_is_not_read(text):
    with pytest.raises(ValueError, match=r"."):
        Period.of_edtf(text)
