import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pieces import CLAIM, Piece, evidence, library_of

from graph.analysis.evidence import evidence_of
from graph.analysis.inference import Basis, InferredVia, inferred_hops
from graph.analysis.rules.media_in_general import is_media_in_general
from graph.model import Claim, QuotationType, SourceKind, SpeechAct, Stance

ANONYMOUS, COLLECTIVE, PERSON = SourceKind.ANONYMOUS, SourceKind.COLLECTIVE, SourceKind.PERSON
COURIER = "https://courier.example/gates"
OTHER = Claim("The mayor of Orrin resigned")
LONG = "the heavy lower gates stood wide open before sunrise"


def hops(*pieces: Piece) -> dict[tuple[str, str], InferredVia]:
    """The hops between pieces, by "outlet/label" of their ends."""
    found = inferred_hops(evidence(*pieces))
    names = {
        statement.id: f"{piece.outlet}/{label}" for piece in pieces for label, statement in piece.statements.items()
    }
    return {(names[hop.statement], names[hop.rests_on]): hop for hop in found}


def bases(*pieces: Piece) -> dict[tuple[str, str], Basis]:
    return {ends: hop.basis for ends, hop in hops(*pieces).items()}


def courier(published="2031-03-04", **options) -> Piece:
    """The Courier has it from an official."""
    piece = Piece("The Courier", published, url=COURIER, **options)
    return piece.says("an official of the Harbour Board", label="official", kind=ANONYMOUS)


# A named outlet


def test_what_a_document_gives_an_outlet_for_rests_on_what_that_outlet_says_itself():
    found = hops(courier(), Piece("Dom", "2031-03-05").says("The Courier"))
    assert list(found) == [("Dom/The Courier", "The Courier/relay of official")]
    (hop,) = found.values()
    assert hop.basis is Basis.NAMED_OUTLET
    assert 0 < hop.score < 1
    assert "Dom (2031-03-05)" in hop.reason
    assert "The Courier (2031-03-04)" in hop.reason


def test_an_outlet_that_says_nothing_itself_is_rested_on_by_what_it_prints():
    found = bases(courier(relays=False), Piece("Dom", "2031-03-05").says("The Courier"))
    assert found == {("Dom/The Courier", "The Courier/official"): Basis.NAMED_OUTLET}


@pytest.mark.parametrize(
    ("published", "cited"),
    [
        ("2031-03-06", "2031-03-05"),
        ("2031-03-05T10:00:00Z", "2031-03-05T09:00:00Z"),
        (None, "2031-03-05"),
        ("2031-03-05", None),
    ],
)
def test_an_outlet_s_document_that_is_later_or_without_a_date_is_not_meant(published, cited):
    assert not hops(courier(published), Piece("Dom", cited).says("The Courier"))


def test_on_one_day_without_times_an_outlet_s_document_may_be_meant():
    same, before = (
        hops(courier(day), Piece("Dom", "2031-03-05").says("The Courier")) for day in ("2031-03-05", "2031-03-04")
    )
    assert same.keys() == before.keys() != set()
    assert next(iter(same.values())).score < next(iter(before.values())).score


def test_of_an_outlet_s_documents_the_latest_before_is_meant():
    early, late, after = (courier(f"2031-03-0{day}T10:00:00Z") for day in (2, 3, 7))
    for piece, name in ((early, "early"), (late, "late"), (after, "after")):
        piece.text += f"\n\n{name}"
    dom = Piece("Dom", "2031-03-05").says("The Courier")
    (hop,) = [hop for hop in inferred_hops(evidence(early, late, after, dom)) if hop.basis is Basis.NAMED_OUTLET]
    assert hop.rests_on == late.statements["relay of official"].id


def test_of_an_outlet_s_documents_that_of_the_day_that_is_named_is_meant_and_rather_the_one_that_is_linked():
    early, late = courier("2031-03-02"), courier("2031-03-04")
    early.text, early.url = f"{early.text} early", "https://courier.example/early"
    named = Piece("Dom", "2031-03-05").says("The Courier", day="2031-03-02")
    linked = Piece("Rag", "2031-03-05").says("The Courier", link=COURIER, day="2031-03-02")
    found = {hop.statement: hop for hop in inferred_hops(evidence(early, late, named, linked))}
    by_day, by_link = (found[piece.statements["The Courier"].id] for piece in (named, linked))
    assert by_day.rests_on == early.statements["relay of official"].id
    assert by_link.rests_on == late.statements["relay of official"].id
    assert by_link.score > by_day.score


def test_a_document_from_before_what_the_text_says_was_reported_is_not_meant():
    dom = Piece("Dom", "2031-03-09").says("Ida Stein", kind=PERSON, day="2031-03-07").says("The Courier", "Ida Stein")
    assert not hops(courier("2031-03-04"), dom)
    assert hops(courier("2031-03-08"), dom)


def test_who_is_named_and_publishes_nothing_about_the_claim_leads_nowhere():
    assert not hops(courier(), Piece("Dom", "2031-03-05").says("The Herald"))


def test_an_outlet_that_is_named_in_its_own_document_is_not_another_one():
    assert Basis.NAMED_OUTLET not in bases(courier(), Piece("The Courier", "2031-03-05").says("The Courier")).values()


def test_who_speaks_for_an_outlet_speaks_as_the_outlet_and_is_less_sure_to():
    by_name = hops(courier(), Piece("Dom", "2031-03-05").says("The Courier"))
    by_editor = hops(courier(), Piece("Dom", "2031-03-05").says("Jo Hall", kind=PERSON, of="The Courier"))
    assert set(by_editor) == {("Dom/Jo Hall", "The Courier/relay of official")}
    assert next(iter(by_editor.values())).score < next(iter(by_name.values())).score


def test_what_somebody_told_an_outlet_is_known_from_that_outlet():
    found = bases(
        Piece("The Courier").says("Ida Stein", kind=PERSON),
        Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON, told="The Courier"),
    )
    assert found == {("Dom/relay of Ida Stein", "The Courier/relay of Ida Stein"): Basis.NAMED_OUTLET}


def test_what_somebody_told_the_outlet_itself_is_not_known_from_another_one():
    assert not hops(
        Piece("The Courier").says("Ida Stein", kind=PERSON),
        Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON, told="Dom"),
    )


def test_a_denial_does_not_rest_on_what_it_denies():
    dom = Piece("Dom", "2031-03-05").says("The Courier", stance=Stance.REJECT)
    assert not hops(courier(), dom)
    assert not hops(courier(), Piece("Dom", "2031-03-05").says("The Courier", stance=Stance.DOUBT))


def test_an_assertion_does_not_rest_on_a_denial():
    denied = Piece("The Courier").says("the Harbour Board", stance=Stance.REJECT)
    assert not hops(denied, Piece("Dom", "2031-03-05").says("The Courier"))


def test_a_denial_rests_on_the_neutral_report_of_a_denial():
    denied = Piece("The Courier").says("the Harbour Board", stance=Stance.REJECT)
    found = hops(denied, Piece("Dom", "2031-03-05").says("The Courier", stance=Stance.REJECT))
    assert set(found) == {("Dom/The Courier", "The Courier/relay of the Harbour Board")}


def test_a_neutral_report_follows_and_a_question_does_not():
    for act, expected in ((SpeechAct.REPORT, 1), (SpeechAct.QUESTION, 0)):
        dom = Piece("Dom", "2031-03-05").says("The Courier", stance=Stance.NEUTRAL, act=act)
        assert len(hops(courier(), dom)) == expected


def test_what_a_cited_document_cites_was_there_before_it():
    """Dom says, citing the Herald, that the Courier reported it: that was the Courier's first document."""
    early, late = courier("2031-03-02"), courier("2031-03-06")
    late.text += "\n\nlate"
    herald = Piece("The Herald", "2031-03-04").says("The Courier")
    dom = Piece("Dom", "2031-03-08").says("The Courier").says("The Herald", "The Courier")
    found = {(hop.statement, hop.rests_on) for hop in inferred_hops(evidence(early, late, herald, dom))}
    cited = dom.statements["The Courier"].id
    assert (cited, early.statements["relay of official"].id) in found
    assert (cited, late.statements["relay of official"].id) not in found
    assert (dom.statements["The Herald"].id, herald.statements["relay of The Courier"].id) in found


# An outlet's own earlier report


def test_what_an_outlet_says_again_rests_on_what_it_had_said():
    again = Piece("The Courier", "2031-03-06").says("The Courier", label="again")
    passing = Piece("The Courier", "2031-03-07").asserts(label="passing")
    found = [hops(courier(), piece) for piece in (again, passing)]
    assert [set(one) for one in found] == [
        {("The Courier/again", "The Courier/relay of official")},
        {("The Courier/passing", "The Courier/relay of official")},
    ]
    scores = [next(iter(one.values())).score for one in found]
    assert scores[0] > scores[1]


def test_what_an_outlet_gives_somebody_for_does_not_rest_on_what_it_had_said():
    assert not hops(courier(), Piece("The Courier", "2031-03-06").says("Ida Stein", kind=PERSON))


# Hyperlinks


def test_what_an_outlet_says_rests_on_what_it_links_to_the_nearer_the_surer():
    inside = Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON, link=COURIER)
    beside = Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON).says("Bo", same=True, link=COURIER, claim=OTHER)
    apart = Piece("Dom", "2031-03-05").asserts().links(COURIER)
    scores = []
    for piece, label in ((inside, "relay of Ida Stein"), (beside, "relay of Ida Stein"), (apart, "own")):
        found = hops(courier(), piece)
        assert set(found) == {(f"Dom/{label}", "The Courier/relay of official")}
        (hop,) = found.values()
        assert hop.basis is Basis.HYPERLINK
        scores.append(hop.score)
    assert scores == sorted(set(scores), reverse=True)


def test_what_somebody_else_is_given_for_does_not_rest_on_a_link_elsewhere():
    assert not hops(courier(), Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON).links(COURIER))


def test_a_link_to_something_that_is_not_about_the_claim_leads_nowhere():
    other = Piece("The Herald", url="https://herald.example/1").says("Bo", claim=OTHER)
    library = library_of(other, Piece("Dom", "2031-03-05").asserts().links("https://herald.example/1"))
    assert not inferred_hops(evidence_of(library, CLAIM.id))


def test_a_link_to_a_later_document_is_no_hop():
    assert not hops(courier("2031-03-06"), Piece("Dom", "2031-03-05").asserts().links(COURIER))


def test_a_link_to_a_document_without_a_date_is_one():
    dated, undated = (
        hops(courier(day), Piece("Dom", "2031-03-05").asserts().links(COURIER)) for day in ("2031-03-04", None)
    )
    assert dated.keys() == undated.keys() != set()
    assert next(iter(undated.values())).score < next(iter(dated.values())).score


def test_a_link_does_not_make_a_denial_rest_on_what_it_denies():
    assert not hops(courier(), Piece("Dom", "2031-03-05").asserts(stance=Stance.REJECT).links(COURIER))


def test_a_link_in_what_names_the_outlet_adds_nothing():
    found = bases(courier(), Piece("Dom", "2031-03-05").says("The Courier", link=COURIER))
    assert found == {("Dom/The Courier", "The Courier/relay of official"): Basis.NAMED_OUTLET}


def test_of_two_links_in_a_sentence_s_paragraph_the_nearer_one_counts():
    herald = Piece("The Herald", url="https://herald.example/1").says("an envoy", kind=ANONYMOUS)
    dom = Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON, link=COURIER)
    dom.says("Bo Lund", kind=PERSON, same=True, link=herald.url)
    assert set(hops(courier(), herald, dom)) == {
        ("Dom/relay of Ida Stein", "The Courier/relay of official"),
        ("Dom/relay of Bo Lund", "The Herald/relay of an envoy"),
    }


def test_of_two_links_in_a_sentence_the_nearer_one_counts():
    herald = Piece("The Herald", url="https://herald.example/1").says("an envoy", kind=ANONYMOUS)
    dom = Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON, link=COURIER, after=herald.url)
    assert set(hops(courier(), herald, dom)) == {("Dom/relay of Ida Stein", "The Courier/relay of official")}


def test_an_outlet_s_own_scoop_does_not_rest_on_who_confirmed_it_afterwards():
    scoop = Piece("Dom", "2031-03-03").says("an insider", kind=ANONYMOUS)
    again = Piece("Dom", "2031-03-06").says("Dom", label="our scoop", link=COURIER)
    assert set(hops(scoop, courier("2031-03-04"), again)) == {("Dom/our scoop", "Dom/relay of an insider")}


# Unnamed sources


def retelling(name="an official", *, kind=ANONYMOUS) -> Piece:
    return Piece("Dom", "2031-03-05").says(name, label="source", kind=kind).says("The Courier", "source")


def test_an_unnamed_source_that_is_known_through_an_outlet_rests_on_whom_that_outlet_spoke_with():
    found = bases(courier(), retelling())
    assert found == {
        ("Dom/The Courier", "The Courier/relay of official"): Basis.NAMED_OUTLET,
        ("Dom/source", "The Courier/official"): Basis.UNNAMED_RETOLD,
    }


def test_an_unnamed_source_of_a_document_that_names_no_outlet_is_its_own():
    assert not hops(courier(), Piece("Dom", "2031-03-05").says("an official", kind=ANONYMOUS))


def test_of_several_unnamed_sources_the_one_that_is_described_alike_is_meant():
    two = courier().says("two drivers", kind=COLLECTIVE)
    found = hops(two, retelling("drivers at the lock", kind=COLLECTIVE))
    assert ("Dom/source", "The Courier/two drivers") in found
    assert ("Dom/source", "The Courier/official") not in found


def test_where_none_is_described_alike_each_may_be_meant_and_none_surely():
    two = courier().says("two drivers", kind=COLLECTIVE)
    unsure, sure = hops(two, retelling("an insider")), hops(courier(), retelling("an insider"))
    assert {end for start, end in unsure if start == "Dom/source"} == {
        "The Courier/official",
        "The Courier/two drivers",
    }
    ends = ("Dom/source", "The Courier/official")
    assert unsure[ends].score < sure[ends].score


def test_the_name_of_a_source_may_have_been_left_out_if_only_one_is_named():
    one = Piece("The Courier").says("Ida Stein", kind=PERSON)
    assert ("Dom/source", "The Courier/Ida Stein") in hops(one, retelling())
    two = Piece("The Courier").says("Ida Stein", kind=PERSON).says("Bo Lund", kind=PERSON)
    assert not [ends for ends in hops(two, retelling()) if ends[0] == "Dom/source"]


def test_an_unnamed_source_does_not_rest_on_the_outlet_that_speaks_of_none():
    found = bases(Piece("The Courier").asserts(), retelling())
    assert found == {("Dom/The Courier", "The Courier/own"): Basis.NAMED_OUTLET}


def test_an_unnamed_source_that_denies_does_not_rest_on_one_that_asserts():
    dom = Piece("Dom", "2031-03-05").says("an official", label="source", kind=ANONYMOUS, stance=Stance.REJECT)
    dom.says("The Courier", "source", stance=Stance.NEUTRAL)
    assert not hops(courier(), dom)
    denying = Piece("The Courier").says("an official", label="source", kind=ANONYMOUS, stance=Stance.REJECT)
    assert ("Dom/source", "The Courier/source") in hops(denying, dom)


def test_a_named_source_does_not_rest_on_itself_in_another_document():
    one = Piece("The Courier").says("Ida Stein", kind=PERSON)
    dom = Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON).says("The Courier", "Ida Stein")
    assert set(hops(one, dom)) == {("Dom/The Courier", "The Courier/relay of Ida Stein")}


def test_an_unnamed_source_that_told_an_outlet_is_known_through_it():
    dom = Piece("Dom", "2031-03-05").says("an official", label="source", kind=ANONYMOUS, told="The Courier")
    assert bases(courier(), dom)["Dom/source", "The Courier/official"] is Basis.UNNAMED_RETOLD
    own = Piece("The Courier", "2031-03-05").says("an official", label="source", kind=ANONYMOUS, told="The Courier")
    assert not hops(courier(), own)


def test_an_unnamed_source_in_a_sentence_with_a_link_is_known_through_it_unless_it_is_another_one():
    for name, expected in (("an official", True), ("a second official", False)):
        dom = Piece("Dom", "2031-03-05").says(name, label="source", kind=ANONYMOUS, link=COURIER)
        assert (("Dom/source", "The Courier/official") in hops(courier(), dom)) is expected


def test_who_is_in_the_middle_of_a_chain_rests_on_who_is_described_alike():
    """The drivers have it from a guard, in both documents."""
    first = Piece("The Courier").says("a guard", kind=ANONYMOUS).says("two drivers", "a guard", kind=COLLECTIVE)
    dom = Piece("Dom", "2031-03-05").says("some guard", label="guard", kind=ANONYMOUS)
    dom.says("the drivers", "guard", label="drivers", kind=COLLECTIVE).says("The Courier", "drivers")
    assert set(hops(first, dom)) == {
        ("Dom/The Courier", "The Courier/relay of two drivers"),
        ("Dom/drivers", "The Courier/two drivers"),
        ("Dom/guard", "The Courier/a guard"),
    }


def test_who_is_in_the_middle_of_a_chain_and_described_otherwise_does_not_rest_on_the_end_of_one():
    dom = Piece("Dom", "2031-03-05").says("some guard", label="guard", kind=ANONYMOUS)
    dom.says("haulers", "guard", label="haulers", kind=COLLECTIVE).says("The Courier", "haulers")
    assert set(hops(courier(), dom)) == {
        ("Dom/The Courier", "The Courier/relay of official"),
        ("Dom/guard", "The Courier/official"),
    }


# Quotations


def quoting(
    outlet, day, source="Ida Stein", *, kind=PERSON, words=LONG, quotation=QuotationType.DIRECT, **options
) -> Piece:
    return Piece(outlet, day).says(source, label="source", kind=kind, words=words, quotation=quotation, **options)


def test_the_same_words_of_a_source_rest_on_where_they_stood_first():
    first, second, third = (
        quoting(name, f"2031-03-0{day}") for day, name in enumerate(("The Courier", "Dom", "Rag"), 4)
    )
    found = bases(first, second, third)
    assert found == {
        ("Dom/source", "The Courier/source"): Basis.QUOTATION,
        ("Rag/source", "The Courier/source"): Basis.QUOTATION,
    }


def test_case_punctuation_and_the_kind_of_apostrophe_do_not_count():
    one = quoting("The Courier", "2031-03-04", words="“The gate’s lower wing, heavy and rusted, stood wide open”")
    other = quoting("Dom", "2031-03-05", words="the gate's lower wing - heavy and rusted - stood wide open!")
    assert hops(one, other)


@pytest.mark.parametrize(
    "later",
    [
        quoting("Dom", "2031-03-05", words="the heavy lower gates stood almost open before sunrise"),
        quoting("Dom", "2031-03-05", words="the heavy lower gates stood wide open before midnight"),
        quoting("Dom", "2031-03-05", words="the gates stood wide open before it was"),
        quoting("Dom", "2031-03-05", quotation=QuotationType.INDIRECT),
        quoting("Dom", "2031-03-05", "Bo Lund"),
        quoting("Dom", "2031-03-05", "a guard", kind=ANONYMOUS),
        quoting("Dom", "2031-03-05", stance=Stance.REJECT),
        quoting("Dom", "2031-03-04"),
        quoting("Dom", None),
    ],
    ids=[
        "other words",
        "other end",
        "few content words",
        "indirect",
        "somebody else",
        "unnamed",
        "other side",
        "same day",
        "no date",
    ],
)
def test_no_quotation_rests_on_another_that_is_not_surely_it(later):
    first = quoting("The Courier", "2031-03-04", words=f"{LONG} the gates stood wide open before it was")
    assert not hops(first, later)


def test_on_one_day_a_quotation_counts_where_the_document_is_cited():
    dom = quoting("Dom", "2031-03-04").says("The Courier")
    assert bases(quoting("The Courier", "2031-03-04"), dom)["Dom/source", "The Courier/source"] is Basis.QUOTATION


def test_a_passage_between_quotation_marks_in_other_words_counts():
    first = quoting("The Courier", "2031-03-04")
    dom = quoting("Dom", "2031-03-05", words=f"he had seen that “{LONG}” as ever", quotation=QuotationType.MIXED)
    assert ("Dom/source", "The Courier/source") in hops(first, dom)
    bare = quoting("Dom", "2031-03-05", words=f"he had seen that {LONG} as ever", quotation=QuotationType.MIXED)
    assert not hops(first, bare)


def test_unnamed_sources_with_the_same_words_are_surer_than_named_ones():
    named = hops(quoting("The Courier", "2031-03-04"), quoting("Dom", "2031-03-05"))
    unnamed = hops(
        quoting("The Courier", "2031-03-04", "a guard", kind=ANONYMOUS),
        quoting("Dom", "2031-03-05", "a watchman", kind=ANONYMOUS),
    )
    assert named.keys() == unnamed.keys()
    assert next(iter(named.values())).score < next(iter(unnamed.values())).score


def test_a_quotation_of_what_an_outlet_wrote_in_its_own_voice_rests_on_that():
    assert set(hops(Piece("The Courier").asserts(LONG), quoting("Dom", "2031-03-05"))) == {
        ("Dom/source", "The Courier/own")
    }


# Media in general


def test_what_media_are_said_to_say_rests_on_what_media_had_published():
    board = Piece("The Harbour Board", "2031-03-06").says("foreign media", kind=COLLECTIVE)
    after = Piece("Rag", "2031-03-07").says("an envoy", kind=ANONYMOUS)
    assert bases(courier(), board, after) == {
        ("The Harbour Board/foreign media", "The Courier/relay of official"): Basis.MEDIA_IN_GENERAL
    }


def test_what_media_are_said_to_say_rests_on_no_body_s_statement_and_not_on_the_outlet_itself():
    media = Piece("The Harbour Board", "2031-03-06").says("foreign media", kind=COLLECTIVE)
    body = Piece("The Canal Trust", outlet_kind=SourceKind.GOVERNMENT_BODY).asserts()
    own = Piece("The Harbour Board", "2031-03-05").says("Ida Stein", kind=PERSON)
    assert not hops(body, own, media)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Media", True),
        ("the papers", True),
        ("certain foreign agencies", True),
        ("several news agencies", True),
        ("local media in Orrin", True),
        ("press reports", True),
        ("intelligence agencies", False),
        ("foreign intelligence agencies", False),
        ("agencies", False),
        ("reports", False),
        ("readers of newspapers", False),
        ("residents", False),
    ],
)
def test_which_unnamed_sources_are_media(name, expected):
    piece = Piece("Dom").says(name, kind=COLLECTIVE)
    found = evidence(piece)
    assert is_media_in_general(found.records[piece.statements[name].id]) is expected


# What holds of all hops


def test_two_documents_of_one_day_that_cite_each_other_give_no_hop():
    one = Piece("The Courier").says("Dom").says("an official", kind=ANONYMOUS)
    other = Piece("Dom").says("The Courier").says("a guard", kind=ANONYMOUS)
    assert not hops(one, other)


def test_where_documents_of_one_day_lead_to_each_other_what_is_known_to_be_earlier_stays():
    morning = Piece("The Courier", "2031-03-04T08:00:00Z").says("Rag")
    noon = Piece("Dom", "2031-03-04T12:00:00Z").says("The Courier")
    some_time = Piece("Rag", "2031-03-04").says("Dom")
    assert set(hops(morning, noon, some_time)) == {("Dom/The Courier", "The Courier/relay of Rag")}


def test_outlets_that_cite_each_other_over_time_give_hops_without_a_loop():
    first = courier("2031-03-01")
    second = Piece("Dom", "2031-03-02").says("The Courier")
    third = Piece("The Courier", "2031-03-03").says("Dom")
    found = hops(first, second, third)
    assert set(found) == {
        ("Dom/The Courier", "The Courier/relay of official"),
        ("The Courier/Dom", "Dom/relay of The Courier"),
    }


OUTLETS = ["The Courier", "Dom", "Rag"]
_DAYS = [None, "2031-03-01", "2031-03-02", "2031-03-02T09:00:00Z", "2031-03-02T10:00:00Z"]


@st.composite
def stories(draw):
    """Documents that name each other, link to each other, quote and speak of unnamed sources, in any order of time."""
    pieces = []
    count = draw(st.integers(2, 4))
    for number in range(count):
        outlet = draw(st.sampled_from(OUTLETS))
        piece = Piece(outlet, draw(st.sampled_from(_DAYS)), url=f"https://a.example/{number}", text=f"Piece {number}")
        for line in range(draw(st.integers(1, 3))):
            name = draw(st.sampled_from([*OUTLETS, "an official", "foreign media", "Ida Stein"]))
            kind = {"an official": ANONYMOUS, "foreign media": COLLECTIVE, "Ida Stein": PERSON}.get(
                name, SourceKind.OUTLET
            )
            via = draw(st.sets(st.integers(0, line - 1), max_size=1)) if line else ()
            piece.says(
                name,
                *map(str, via),
                label=str(line),
                kind=kind,
                words=LONG,
                stance=draw(st.sampled_from([Stance.AFFIRM, Stance.AFFIRM, Stance.REJECT, Stance.NEUTRAL])),
                quotation=draw(st.sampled_from([QuotationType.DIRECT, QuotationType.INDIRECT])),
                told=draw(st.sampled_from([None, *OUTLETS])),
                link=draw(st.sampled_from([None, *(f"https://a.example/{other}" for other in range(count))])),
            )
        pieces.append(piece)
    return pieces


@settings(max_examples=40)
@given(stories())
def test_no_hop_leads_to_a_later_document_or_into_the_same_one_and_none_closes_a_loop(pieces):
    found = evidence(*pieces)
    graph = nx.DiGraph()
    for record in found.records.values():
        graph.add_edges_from((record.statement, via.statement) for via in record.via)
    for hop in inferred_hops(found):
        later, earlier = found.records[hop.statement].document, found.records[hop.rests_on].document
        assert later.id != earlier.id
        if later.published and earlier.published:
            assert earlier.published[:10] <= later.published[:10]
            if "T" in later.published and "T" in earlier.published:
                assert earlier.published <= later.published
        assert 0 < hop.score < 1
        assert not graph.has_edge(hop.statement, hop.rests_on)
        graph.add_edge(hop.statement, hop.rests_on)
    assert nx.is_directed_acyclic_graph(graph)


@settings(max_examples=15)
@given(stories(), st.data())
def test_the_order_of_arrival_does_not_matter(pieces, data):
    other = data.draw(st.permutations(pieces))
    assert inferred_hops(evidence(*pieces)) == inferred_hops(evidence(*other))
