from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pieces import CLAIM, Piece, library_of

from graph.analysis.positions import Continuity, Positions, Standing, positions_of
from graph.analysis.stands import ChangeKind
from graph.analysis.turns import turns_of
from graph.errors import NotFoundError
from graph.identity.reviews import Kind
from graph.model import DateBasis, SourceKind, SpeechAct, Stance
from graph.period import Period

PERSON, ORGANISATION, ANONYMOUS = SourceKind.PERSON, SourceKind.ORGANISATION, SourceKind.ANONYMOUS
AFFIRM, REJECT, DOUBT, NEUTRAL = Stance.AFFIRM, Stance.REJECT, Stance.DOUBT, Stance.NEUTRAL
PUBLICATION = DateBasis.PUBLICATION


def piece(stance, day, source="Ida Stein", *, kind=PERSON, outlet="The Courier", published="2031-06-01", **options):
    options.setdefault("act", SpeechAct.DENY if stance is REJECT else SpeechAct.ASSERT)
    if options.get("basis") is PUBLICATION:
        published = day
    address = f"https://example.org/{outlet}/{stance}/{day}".replace(" ", "-")
    return Piece(outlet, published, address, relays=False).says(source, kind=kind, stance=stance, day=day, **options)


def positions(*pieces: Piece) -> Positions:
    return positions_of(library_of(*pieces), CLAIM.id)


def turns(*pieces: Piece) -> list[tuple[str, str, str]]:
    return [
        (turn.kind.value, turn.before.said_on, turn.after.said_on)
        for speaker in positions(*pieces).speakers
        for turn in speaker.turns
    ]


def standing(name: str, *pieces: Piece) -> Standing:
    return next(one for one in positions(*pieces).speakers if one.speaker and one.speaker.name == name)


# Changes


def test_who_takes_the_other_side_later_has_turned_round():
    assert turns(piece(REJECT, "2031-03-04"), piece(AFFIRM, "2031-03-08")) == [("reversal", "2031-03-04", "2031-03-08")]


def test_who_withdraws_or_doubts_later_has_walked_back():
    withdrawn = piece(REJECT, "2031-03-08", act=SpeechAct.RETRACT)
    assert turns(piece(REJECT, "2031-03-04"), withdrawn) == [("walk_back", "2031-03-04", "2031-03-08")]
    assert turns(piece(AFFIRM, "2031-03-04"), piece(DOUBT, "2031-03-08"))[0][0] == "walk_back"
    assert turns(piece(AFFIRM, "2031-03-04"), piece(NEUTRAL, "2031-03-08", act=SpeechAct.ADMIT))[0][0] == "walk_back"


def test_who_declines_to_comment_or_asks_has_given_up_nothing():
    for act in (SpeechAct.DECLINE, SpeechAct.QUESTION, SpeechAct.DEMAND):
        assert not turns(piece(AFFIRM, "2031-03-04"), piece(NEUTRAL, "2031-03-08", act=act))


def test_nothing_is_told_where_the_order_of_days_is_not_known():
    assert not turns(piece(REJECT, "2031-03-04"), piece(AFFIRM, "2031-03-04"))
    assert not turns(piece(REJECT, "2031-03-04"), piece(AFFIRM, "2031-03"))
    assert not turns(piece(REJECT, None), piece(AFFIRM, "2031-03-08"))
    assert turns(piece(REJECT, "2031-02"), piece(AFFIRM, "2031-03")) == [("reversal", "2031-02", "2031-03")]


def test_who_is_given_with_both_sides_on_one_day_has_none():
    both = piece(REJECT, "2031-03-08"), piece(AFFIRM, "2031-03-08", outlet="Dom")
    assert not turns(*both, piece(AFFIRM, "2031-03-10", outlet="Rag"))


def test_each_change_is_told_once_with_the_sayings_that_date_it_best():
    sides = [(AFFIRM, "2031-03-01"), (AFFIRM, "2031-03-02"), (REJECT, "2031-03-05"), (REJECT, "2031-03-06")]
    pieces = [piece(stance, day, outlet=f"Outlet {day}") for stance, day in sides]
    assert turns(*pieces) == [("reversal", "2031-03-02", "2031-03-05")]
    assert turns(*pieces, piece(AFFIRM, "2031-03-09", outlet="Dom"))[1:] == [("reversal", "2031-03-06", "2031-03-09")]


def test_a_later_report_of_an_earlier_saying_is_no_change():
    told_again = piece(AFFIRM, "2031-03-09", basis=PUBLICATION, outlet="Dom")
    pieces = piece(AFFIRM, "2031-03-01"), piece(REJECT, "2031-03-05"), told_again
    assert turns(*pieces) == [("reversal", "2031-03-01", "2031-03-05")]
    assert [saying.document.outlet for saying in standing("Ida Stein", *pieces).retold] == ["Dom"]


def test_what_the_speaker_publishes_itself_is_said_anew():
    own = piece(AFFIRM, "2031-03-09", "The Harbour Board", kind=ORGANISATION, basis=PUBLICATION,
                outlet="The Harbour Board")  # fmt: skip
    sides = [(AFFIRM, "2031-03-01"), (REJECT, "2031-03-05")]
    pieces = [piece(stance, day, "The Harbour Board", kind=ORGANISATION) for stance, day in sides]
    assert [turn[2] for turn in turns(*pieces, own)] == ["2031-03-05", "2031-03-09"]


def test_who_only_passes_on_takes_no_side():
    first = Piece("The Courier", "2031-06-01").says("Ida Stein", kind=PERSON, day="2031-03-04")
    first.says("Dom", "Ida Stein", day="2031-03-04")
    second = Piece("The Courier", "2031-06-02").says("Cass Wey", kind=PERSON, day="2031-03-08", stance=REJECT)
    second.says("Dom", "Cass Wey", day="2031-03-08", stance=REJECT)
    assert not turns(first, second)
    assert len(standing("Dom", first, second).relayed) == 2


def test_who_denies_having_said_it_takes_no_side():
    class Denied(Piece):
        def build(self):
            self.text = self.text.replace(" said ", " denied ever saying ")
            source, cue, content = self._spans["Ida Stein"]
            more = len("denied ever saying") - len("said")
            cue, content = cue._replace(end=cue.end + more), type(content)(content.start + more, content.end + more)
            self._spans["Ida Stein"] = source, cue, content
            return super().build()

    denied = Denied("Dom", "2031-06-01", relays=False)
    denied.says("Ida Stein", kind=PERSON, stance=REJECT, act=SpeechAct.DENY, day="2031-03-08")
    pieces = piece(AFFIRM, "2031-03-04"), denied
    assert not turns(*pieces)
    assert [saying.document.outlet for saying in standing("Ida Stein", *pieces).disowned] == ["Dom"]


def test_two_sources_without_a_name_are_never_one():
    pieces = [piece(stance, day, "an official", kind=ANONYMOUS, outlet=outlet)
              for stance, day, outlet in ((AFFIRM, "2031-03-04", "Dom"), (REJECT, "2031-03-08", "Rag"))]  # fmt: skip
    assert not turns(*pieces)
    assert len(positions(*pieces).speakers) == 2


# Who is one


def test_a_new_head_of_a_body_is_the_same_body():
    pieces = (
        piece(REJECT, "2031-03-04", "Ida Stein", of="the Harbour Board"),
        piece(NEUTRAL, "2031-03-18", "Cass Wey", of="the Harbour Board", act=SpeechAct.RETRACT),
    )
    found = standing("the Harbour Board", *pieces)
    (turn,) = found.turns
    assert (turn.kind, turn.continuity) == (ChangeKind.WALK_BACK, Continuity.SAME_BODY)
    assert (turn.before.source.name, turn.after.source.name) == ("Ida Stein", "Cass Wey")
    assert {source.name for source in found.sources} == {"Ida Stein", "Cass Wey"}


def test_a_body_that_takes_the_place_of_another_goes_on_with_its_line():
    pieces = (
        piece(REJECT, "2031-03-04", "Public Health England", kind=SourceKind.GOVERNMENT_BODY),
        piece(AFFIRM, "2031-03-18", "UK Health Security Agency", kind=SourceKind.GOVERNMENT_BODY),
    )
    assert turns(*pieces) == [("reversal", "2031-03-04", "2031-03-18")]
    assert next(one for one in positions(*pieces).speakers if one.turns).turns[0].continuity is Continuity.SUCCESSOR


# Spans and the first


def test_spans_tell_since_when_and_how_long_a_stance_is_known():
    sides = [(AFFIRM, "2031-03-01"), (AFFIRM, "2031-03-03"), (NEUTRAL, "2031-03-03/2031-03-05"), (REJECT, "2031-03-07")]
    pieces = [piece(stance, day, outlet=f"Outlet {number}") for number, (stance, day) in enumerate(sides)]
    spans = standing("Ida Stein", *pieces).spans
    assert [(span.stance, span.since, span.until, span.follows) for span in spans] == [
        ("affirm", "2031-03-01", "2031-03-03", False),
        ("neutral", "2031-03-03/2031-03-05", "2031-03-03/2031-03-05", False),
        ("reject", "2031-03-07", "2031-03-07", True),
    ]


def test_the_first_are_those_before_whom_nobody_is_known_to_have_affirmed_it():
    relay = Piece("Dom", "2031-03-02").says("a clerk", kind=ANONYMOUS, day="2031-03-02")
    pieces = (
        relay.says("Bram Holt", "a clerk", kind=PERSON, day="2031-03-02"),
        piece(AFFIRM, "2031-03-01/2031-03-02", "Cass Wey"),
        piece(AFFIRM, "2031-03-03", "Ida Stein"),
        piece(REJECT, "2031-03-01", "Ann Lim"),
        piece(AFFIRM, None, "Una Marr"),
    )
    assert {saying.source.name for saying in positions(*pieces).first} == {"a clerk", "Cass Wey"}


def test_the_query_gives_the_same_statements():
    library = library_of(piece(AFFIRM, "2031-03-01"), piece(REJECT, None, "Cass Wey"))
    found = positions_of(library, CLAIM.id)
    rows = library.store.select(found.sparql)
    sayings = {
        saying.statement
        for one in found.speakers
        for saying in (*(told for span in one.spans for told in span.sayings), *one.undated)
    }
    assert {(row["statement"] or "").rsplit("/", 1)[1] for row in rows} == sayings
    assert len(rows) == 2


def test_what_is_not_there_has_no_positions():
    with pytest.raises(NotFoundError):
        positions_of(library_of(piece(AFFIRM, "2031-03-01")), "a" * 26)


DAYS = ["2031-03-01", "2031-03-03", "2031-03-02/2031-03-04", "2031-03", None]
SAID = st.tuples(
    st.sampled_from(list(Stance)),
    st.sampled_from(DAYS),
    st.sampled_from([SpeechAct.ASSERT, SpeechAct.RETRACT, SpeechAct.DECLINE]),
    st.sampled_from(["Ida Stein", "Cass Wey"]),
    st.sampled_from(list(DateBasis)),
)


def invented(said: list) -> list[Piece]:
    return [
        Piece(f"Outlet {number}", "2031-06-01", relays=False).says(
            source, kind=PERSON, stance=stance, day=day, act=act, basis=basis, of="the Harbour Board"
        )
        for number, (stance, day, act, source, basis) in enumerate(said)
    ]


@settings(max_examples=40)
@given(st.lists(SAID, min_size=1, max_size=5))
def test_no_change_is_told_without_two_dated_sayings_in_order_that_differ(said):
    for speaker in positions(*invented(said)).speakers:
        for turn in speaker.turns:
            before, after = (Period.of_edtf(saying.said_on) for saying in (turn.before, turn.after))
            assert before.is_before(after)
            assert turn.before.stance in (AFFIRM, REJECT)
            assert turn.after.stance != turn.before.stance or turn.after.speech_act == SpeechAct.RETRACT


@settings(max_examples=10)
@given(st.lists(SAID, min_size=2, max_size=3))
def test_the_order_of_arrival_makes_no_difference(said):
    found = [positions(*order) for order in permutations(invented(said))]
    assert all(other == found[0] for other in found)


def test_the_sample_articles_have_two_outlets_and_a_ministry_that_took_back_what_they_had_said(samples):
    claims = sorted(samples.judgements.everything(kind=Kind.CLAIM))
    found = {
        (one.speaker.name, turn.kind, turn.continuity, turn.after.speech_act)
        for claim in claims
        for one in positions_of(samples, claim).speakers
        for turn in one.turns
    }
    assert found == {
        ("Daily Klaxon", ChangeKind.WALK_BACK, Continuity.SAME_SOURCE, "retract"),
        ("The Kethra Herald", ChangeKind.WALK_BACK, Continuity.SAME_SOURCE, "retract"),
        ("Ministry of the Interior of Velmara", ChangeKind.WALK_BACK, Continuity.SAME_BODY, "retract"),
    }


def test_a_source_is_told_where_it_turned_itself():
    pieces = piece(REJECT, "2031-03-04"), piece(AFFIRM, "2031-03-08"), piece(AFFIRM, "2031-03-02", "Otto Kern")
    library = library_of(*pieces)
    sources = {one.name: one.id for speaker in positions_of(library, CLAIM.id).speakers for one in speaker.sources}
    (turn,) = turns_of(library, sources["Ida Stein"]).turns
    assert (turn.kind, turn.before.said_on, turn.after.said_on) == (ChangeKind.REVERSAL, "2031-03-04", "2031-03-08")
    assert turns_of(library, sources["Otto Kern"]).turns == ()
