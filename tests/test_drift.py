from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pieces import Piece, library_of

from graph.analysis.amounts import Difference
from graph.analysis.drift import Numbers, numbers_of
from graph.errors import NotFoundError
from graph.model import Claim, DateBasis, SourceKind, Stance
from graph.period import Period

PERSON, ANONYMOUS = SourceKind.PERSON, SourceKind.ANONYMOUS


def barges(number: object) -> Claim:
    return Claim(f"The lock at Orrin let {number} barges through on 4 March")


def piece(number, day, source="Ida Stein", *, outlet="The Courier", claim=None, basis=DateBasis.TEXT, **options):
    published = day if basis is DateBasis.PUBLICATION else "2031-06-01"
    address = f"https://example.org/{outlet}/{number}/{day}/{source}".replace(" ", "-")
    options = {"kind": PERSON, **options}
    return Piece(outlet, published, address, relays=False).says(
        source, claim=claim or barges(number), day=day, basis=basis, **options
    )


def numbers(*pieces: Piece, of=40) -> Numbers:
    return numbers_of(library_of(*pieces), barges(of).id)


def told(found) -> list[tuple[str, str, str]]:
    return [(drift.difference.value, drift.before.amount.words, drift.after.amount.words) for drift in found]


def relay(number: object, told_by: object) -> Piece:
    source = Piece("Dom", "2031-03-05").says(
        "a guard", kind=ANONYMOUS, claim=barges(told_by), words=f"{told_by} barges"
    )
    return source.says("The Courier", "a guard", claim=barges(number), words=f"{number} barges")


# Along chains


def test_a_relay_that_tells_another_number_than_what_it_rests_on():
    found = numbers(relay(45, 40)).along_chains
    assert told(found) == [("other_number", "40 barges", "45 barges")]
    assert (found[0].basis, found[0].score) == ("within_sentence", 1.0)
    assert (found[0].before.saying.source.name, found[0].after.saying.source.name) == ("a guard", "The Courier")


def test_a_bound_that_gets_lost_on_the_way_and_a_number_that_is_rounded():
    assert told(numbers(relay(40, "at least 40")).along_chains) == [("bound_lost", "at least 40 barges", "40 barges")]
    assert told(numbers(relay(40, 37)).along_chains) == [("rounded", "37 barges", "40 barges")]


def test_a_number_that_stays_is_no_drift():
    assert not numbers(relay(40, 40)).along_chains


def test_a_number_drifts_from_one_document_to_the_next():
    first = Piece("The Courier", "2031-03-04", relays=False).asserts("The lock let 40 barges through", claim=barges(40))
    later = Piece("Dom", "2031-03-06").says("The Courier", claim=barges(45), words="45 barges came through")
    (drift,) = (one for one in numbers(first, later).along_chains)
    assert told([drift]) == [("other_number", "40 barges", "45 barges")]
    assert drift.basis == "named_outlet"
    assert drift.score < 1


def test_a_link_alone_does_not_tell_that_a_number_comes_from_there():
    address = "https://example.org/lock"
    first = Piece("The Courier", "2031-03-04", address, relays=False).says("Ida Stein", kind=PERSON, claim=barges(40))
    later = Piece("Dom", "2031-03-06").says("Cass Wey", kind=PERSON, claim=barges(45), link=address)
    assert not numbers(first, later).along_chains


def test_a_number_that_the_other_document_gives_too_has_not_drifted():
    first = Piece("The Courier", "2031-03-04", relays=False).asserts("The lock let 40 barges through", claim=barges(40))
    first.says("Ida Stein", kind=PERSON, claim=barges(45), words="45 barges")
    later = Piece("Dom", "2031-03-06").says("The Courier", claim=barges(45), words="45 barges came through")
    assert not numbers(first, later).along_chains


# Over time


def test_who_gives_another_number_later_has_changed_it():
    found = numbers(piece(40, "2031-03-04"), piece(60, "2031-03-08")).over_time
    assert told(found) == [("other_number", "40 barges", "60 barges")]
    assert (found[0].basis, found[0].before.saying.said_on) == (None, "2031-03-04")


def test_a_number_that_leaves_out_of_what_is_of_what_was_counted_right_before():
    page = Piece("The Courier", "2031-03-10", relays=False)
    page.says("Ida Stein", kind=PERSON, claim=barges(40), day="2031-03-04", words="40 barges came through")
    page.says("Ida Stein", label="now", kind=PERSON, claim=Claim("It could have been fifty", scope="x"), same=True,
              day="2031-03-10", words="it could have been fifty")  # fmt: skip
    library = library_of(page)
    expected = [("other_number", "40 barges", "50 barges")]
    assert told(numbers_of(library, barges(40).id).over_time) == expected
    assert told(numbers_of(library, page.statements["now"].claim.id).over_time) == expected


def test_how_old_somebody_is_is_no_number_of_barges():
    page = Piece("The Courier", "2031-03-10", relays=False)
    page.says("Ida Stein", kind=PERSON, claim=barges(40), day="2031-03-04", words="40 barges came through")
    page.says("Ida Stein", label="now", kind=PERSON, claim=Claim("Ida Stein is seventy"), same=True,
              day="2031-03-10", words="I am seventy")  # fmt: skip
    assert not numbers(page).over_time


@pytest.mark.parametrize("days", [("2031-03-04", "2031-03-04"), ("2031-03-04", "2031-03"), ("2031-03-04", None)])
def test_without_an_order_of_days_nothing_has_changed(days):
    assert not numbers(piece(40, days[0]), piece(60, days[1])).over_time


def test_other_speakers_and_those_without_a_name_have_changed_nothing():
    assert not numbers(piece(40, "2031-03-04"), piece(60, "2031-03-08", "Cass Wey")).over_time
    pieces = [piece(number, day, "a guard", kind=ANONYMOUS) for number, day in ((40, "2031-03-04"), (60, "2031-03-08"))]
    assert not numbers(*pieces).over_time


def test_a_later_report_of_the_earlier_number_changes_nothing():
    again = piece(40, "2031-03-09", basis=DateBasis.PUBLICATION, outlet="Dom")
    assert len(numbers(piece(40, "2031-03-01"), piece(60, "2031-03-05"), again).over_time) == 1


def test_what_one_outlet_tells_of_another_is_no_change_of_the_other():
    own = Piece("The Courier", "2031-03-04", relays=False).asserts(claim=barges(40), day="2031-03-04")
    told_of = piece(60, "2031-03-08", "The Courier", kind=SourceKind.OUTLET, outlet="Dom")
    assert not numbers(own, told_of).over_time
    later = Piece("The Courier", "2031-03-09", "https://example.org/2", relays=False)
    assert len(numbers(own, later.asserts(claim=barges(60), day="2031-03-09")).over_time) == 1


def test_who_rejects_a_number_does_not_give_it():
    assert not numbers(piece(40, "2031-03-04"), piece(60, "2031-03-08", stance=Stance.REJECT)).over_time


# Side by side


def test_all_numbers_for_one_thing_stand_side_by_side_with_those_who_give_them():
    pieces = piece(40, "2031-03-04"), piece(40, None, "Bram Holt"), piece(60, "2031-03-05", "Cass Wey")
    (things,) = numbers(*pieces).side_by_side
    assert [(given.amount.words, [saying.source.name for saying in given.sayings]) for given in things] == [
        ("40 barges", ["Ida Stein", "Bram Holt"]),
        ("60 barges", ["Cass Wey"]),
    ]


def test_one_number_stands_beside_none_and_another_unit_is_no_other_number():
    assert not numbers(piece(40, "2031-03-04")).side_by_side
    hours = Claim("The lock at Orrin was open for 60 hours on 4 March")
    assert not numbers(piece(40, "2031-03-04"), piece(60, "2031-03-08", claim=hours)).side_by_side


# Always


def test_the_query_gives_the_statements_of_the_claim_and_of_what_contradicts_it():
    library = library_of(piece(40, "2031-03-04"), piece(60, "2031-03-05", "Cass Wey"))
    found = numbers_of(library, barges(40).id)
    rows = library.store.select(found.sparql)
    shown = {saying.statement for things in found.side_by_side for given in things for saying in given.sayings}
    assert {(row["statement"] or "").rsplit("/", 1)[1] for row in rows} == shown
    assert {row["text"] for row in rows} == {barges(40).text, barges(60).text}


def test_what_is_not_there_has_no_numbers():
    with pytest.raises(NotFoundError):
        numbers_of(library_of(piece(40, "2031-03-04")), "a" * 26)


SAID = st.tuples(
    st.sampled_from([40, 60, "at least 40"]),
    st.sampled_from(["2031-03-01", "2031-03-03", "2031-03-02/2031-03-04", None]),
    st.sampled_from(["Ida Stein", "Cass Wey"]),
)


@settings(max_examples=25)
@given(st.lists(SAID, min_size=1, max_size=4, unique=True))
def test_each_change_has_two_dated_sayings_of_one_speaker_in_one_unit(said):
    for drift in numbers_of(library_of(*(piece(*one) for one in said)), barges(said[0][0]).id).over_time:
        before, after = drift.before, drift.after
        assert Period.of_edtf(before.saying.said_on).is_before(Period.of_edtf(after.saying.said_on))
        assert before.saying.source == after.saying.source
        assert before.amount.unit == after.amount.unit
        assert (before.amount.low, before.amount.high) != (after.amount.low, after.amount.high)
        assert drift.difference in Difference


@settings(max_examples=8)
@given(st.lists(SAID, min_size=2, max_size=3, unique=True))
def test_the_order_of_arrival_makes_no_difference(said):
    found = [
        numbers_of(library_of(*(piece(*one) for one in order)), barges(said[0][0]).id) for order in permutations(said)
    ]
    assert all(other == found[0] for other in found)
