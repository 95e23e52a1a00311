import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.amounts import Difference, amounts_in, are_of_one_thing, difference, is_rounding, paired
from graph.identity.quantities import Bound, Quantity


def only(text: str) -> Quantity:
    (found,) = amounts_in(text)
    return found


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("40 barges came", "40 barges came", None),
        ("up to 40 barges came", "40 barges came", Difference.BOUND_LOST),
        ("at least 40 barges came", "40 barges came", Difference.BOUND_LOST),
        ("40 barges came", "more than 40 barges came", Difference.BOUND_ADDED),
        ("at least 40 barges came", "at most 40 barges came", Difference.BOUND_CHANGED),
        ("8 to 11 barges came", "11 barges came", Difference.RANGE_LOST),
        ("11 barges came", "8 to 11 barges came", Difference.RANGE_ADDED),
        ("37 barges came", "40 barges came", Difference.ROUNDED),
        ("1,234 barges came", "1,200 barges came", Difference.ROUNDED),
        ("40 barges came", "37 barges came", Difference.OTHER_NUMBER),
        ("37 barges came", "45 barges came", Difference.OTHER_NUMBER),
    ],
)
def test_what_became_of_a_number(before, after, how):
    assert difference(only(before), only(after)) is how


def test_numbers_are_of_one_thing_only_with_one_unit_or_one_word():
    barges, trucks = only("40 barges came"), only("37 trucks came")
    assert not are_of_one_thing(barges, trucks)
    assert are_of_one_thing(barges, only("60 empty barges came"))
    assert not are_of_one_thing(barges, only("it could have been seventy"))
    assert not are_of_one_thing(only("It took 40 hours"), only("It cost 40 euros"))
    assert are_of_one_thing(only("It took 40 hours"), only("It took two days"))


def test_what_has_several_numbers_of_one_kind_is_not_paired():
    both = amounts_in("The wall is 40 metres long and 3 metres high")
    assert not list(paired(both, amounts_in("The wall is 50 metres long")))
    assert len(list(paired(amounts_in("40 barges and 3 trucks came"), amounts_in("50 barges came")))) == 1


NUMBERS = st.integers(0, 10**6)


@given(NUMBERS, NUMBERS)
def test_a_rounding_has_one_or_two_digits_that_count_and_is_near(number, of):
    if is_rounding(number, of=of):
        assert len(str(number).rstrip("0")) <= 2
        assert abs(number - of) <= of / 2
    assert not is_rounding(of, of=of)


QUANTITIES = st.builds(
    lambda low, width, bound: Quantity("time", low, low + width, bound, frozenset()),
    NUMBERS, st.sampled_from([0, 5]), st.sampled_from(Bound),
)  # fmt: skip


@given(QUANTITIES, QUANTITIES)
def test_a_number_differs_from_another_wherever_it_is_not_the_same(one, other):
    is_same = (one.low, one.high, one.bound) == (other.low, other.high, other.bound)
    assert (difference(one, other) is None) == is_same == (difference(other, one) is None)
