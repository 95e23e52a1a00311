"""Questions in words, what narrows an answer down, pages of it, and what is said where nothing fits."""

from datetime import UTC, date, datetime, timedelta

import pytest

from graph import inquiry, reviewing
from graph.clusters import MAX_POSITIONS, claim_answer
from graph.errors import NotFoundError, QueryError
from graph.identities import claims_of_source, source_answer
from graph.identity.reviews import Verdict
from graph.library import Library
from graph.model import Claim, Document, QuotationType, Source, SourceKind, Span, SpeechAct, Stance, Statement
from graph.questions import read_question
from graph.search.filters import Filters
from graph.search.lexical import find_sources
from graph.search.pages import facets, page

HARBOUR = Source("Harbour Board", SourceKind.GOVERNMENT_BODY)
QUILL = Source("Ada Quill", SourceKind.PERSON)
PUMPS = Claim("The pumps at Ostrel were switched off")
FERRY = Claim("The ferry to Kethra was cancelled")


def said(document, source, claim, *, at, stance=Stance.AFFIRM, act=SpeechAct.ASSERT):
    return Statement(
        document=document.id, source=source, claim=claim, speech_act=act, stance=stance,
        quotation=QuotationType.INDIRECT, content_spans=(Span(at, at + 1),), cue_spans=(Span(at + 1, at + 2),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def library():
    library = Library.in_memory()
    first = Document("a text about pumps", outlet="Klaxon", published=date(2031, 3, 4))
    second = Document("another about ferries", outlet="Plumbline", published=datetime(2031, 3, 9, 8, tzinfo=UTC))
    undated = Document("a third that nobody dated")
    crew = Source("the crew", SourceKind.COLLECTIVE, scope=first.id)
    library.put(first, [said(first, HARBOUR, PUMPS, at=0), said(first, crew, PUMPS, at=4)])
    library.put(
        second,
        [
            said(second, QUILL, PUMPS, at=0, stance=Stance.REJECT, act=SpeechAct.DENY),
            said(second, HARBOUR, FERRY, at=4, act=SpeechAct.ANNOUNCE),
        ],
    )
    library.put(undated, [said(undated, QUILL, FERRY, at=0, stance=Stance.DOUBT)])
    library.commit()
    return library


def names(answer):
    return [{p.source.name for p in claim.positions} for claim in answer.claims]


@pytest.mark.parametrize(
    ("question", "about", "source", "stances"),
    [
        ("who said that the pumps were switched off?", "the pumps were switched off", None, ()),
        ("Who has denied that the pumps were off?", "the pumps were off", None, ("reject", "doubt")),
        ("who doubts the figures", "the figures", None, ("doubt", "reject")),
        ("What did the Harbour Board say about the ferry?", "the ferry", "the Harbour Board", ()),
        ("What has Ada Quill said?", "", "Ada Quill", ()),
        ("Has the board changed its position on the ferry?", "the ferry", "the board", ()),
        ("Where does the rumour come from that the ferry sank?", "the ferry sank", None, ()),
        ("Were the pumps off, and who says so?", "Were the pumps off", None, ()),
        ("who claims that it burned, and does anyone dispute it?", "it burned", None, ()),
        ("pumps ostrel", "pumps ostrel", None, ()),
        ("who", "who", None, ()),
    ],
)
def test_a_question_is_read(question, about, source, stances):
    reading = read_question(question)
    assert (reading.about, reading.source, reading.stances) == (about, source, stances)


def test_who_denies_shows_those_who_do(library):
    answer = inquiry.who(library, "Who denies that the pumps were switched off?")
    assert names(answer) == [{"Ada Quill"}]
    assert answer.stances == ("reject", "doubt")


def test_what_somebody_said_is_narrowed_to_them(library):
    assert names(inquiry.who(library, "What did the Harbour Board say about the ferry?")) == [{"Harbour Board"}]
    everything = inquiry.who(library, "What did the Harbour Board say?")
    assert [claim.id for claim in everything.claims] == [FERRY.id, PUMPS.id]  # the newest first
    assert inquiry.who(library, "What did the Lighthouse Guild say about the ferry?").claims == ()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(sources=(QUILL.id,)), {"Ada Quill"}),
        (Filters(kinds=("government_body", "collective")), {"Harbour Board", "the crew"}),
        (Filters(outlets=("Plumbline",)), {"Ada Quill"}),
        (Filters(stances=("affirm",)), {"Harbour Board", "the crew"}),
        (Filters(speech_acts=("deny",)), {"Ada Quill"}),
        (Filters(since=date(2031, 3, 5)), {"Ada Quill"}),
        (Filters(until=date(2031, 3, 4)), {"Harbour Board", "the crew"}),
        (Filters(since=date(2031, 3, 9), until=date(2031, 3, 9)), {"Ada Quill"}),
        (Filters(named=False), {"the crew"}),
        (Filters(named=True, kinds=("person",)), {"Ada Quill"}),
    ],
)
def test_positions_are_narrowed_down(library, filters, expected):
    assert names(inquiry.who(library, "pumps Ostrel switched off", filters=filters)) == [expected]


def test_a_filter_that_nothing_passes_leaves_nothing(library):
    answer = inquiry.who(library, "pumps", filters=Filters(outlets=("Plumbline",), until=date(2031, 3, 8)))
    assert (answer.claims, answer.more, answer.facets) == ((), False, {})


def test_the_tally_counts_sources_once_for_each_stance(library):
    (claim,) = inquiry.who(library, "pumps Ostrel switched off").claims
    tally = claim.tally
    assert (tally.asserters, tally.deniers, tally.doubters, tally.outlets, tally.documents) == (2, 1, 0, 2, 2)
    assert (tally.origins_named, tally.origins_unnamed) == (2, 1)
    assert claim.first_seen == "2031-03-04"


def test_pages_of_an_answer_follow_one_another(library):
    question = "harbour board"
    whole = inquiry.who(library, question)
    first = inquiry.who(library, question, limit=1)
    second = inquiry.who(library, question, limit=1, offset=1)
    assert (first.more, second.more) == (True, False)
    assert [claim.id for claim in (*first.claims, *second.claims)] == [claim.id for claim in whole.claims]


@pytest.mark.parametrize("where", [{"offset": -1}, {"offset": inquiry.MAX_OFFSET + 1}, {"limit": 0}])
def test_pages_that_there_cannot_be_are_refused(library, where):
    with pytest.raises(QueryError, match="give"):
        inquiry.who(library, "pumps", **where)


@pytest.mark.parametrize(
    "question",
    [
        "Who says that someone shut down the pumping station in Ostrel?",
        "the pumping station in Ostrel no longer works",
        "#OstrelPumps turned off!! 😡 https://x.example/1",
    ],
)
def test_a_question_in_other_words_finds_what_means_the_same(library, question):
    answer = inquiry.who(library, question)
    assert [claim.id for claim in answer.claims] == [PUMPS.id]
    assert 0 < answer.claims[0].score < 1


def test_what_means_the_same_is_found_only_where_the_filters_let_it_pass(library):
    question = "someone shut down the pumping station in Ostrel"
    denied = inquiry.who(library, question, filters=Filters(stances=("reject",)))
    assert names(denied) == [{"Ada Quill"}]
    assert inquiry.who(library, question, filters=Filters(stances=("doubt",))).claims == ()


def test_where_nothing_fits_the_nearest_is_named(library):
    answer = inquiry.who(library, "Did the mayor of Selm sell a ferry licence in autumn?")
    assert answer.claims == ()
    assert [near.id for near in answer.nearest] == [FERRY.id]


def test_facets_count_the_statements_of_all_that_fits(library):
    answer = inquiry.who(library, "harbour board", limit=1)
    assert answer.facets["stance"] == {"affirm": 3, "reject": 1, "doubt": 1}
    assert answer.facets["outlet"] == {"Plumbline": 2, "Klaxon": 2}


def test_a_facet_that_was_chosen_from_still_counts_what_else_there_is(library):
    chosen = Filters(stances=("affirm",))
    assert facets(library.index, chosen)["stance"] == facets(library.index, Filters())["stance"]
    affirmed = facets(library.index, chosen)["kind"]
    assert sum(affirmed.values()) == facets(library.index, chosen)["stance"]["affirm"]


def test_a_source_says_the_newest_first_and_the_undated_last(library):
    detail = source_answer(library, QUILL.id, limit=1)
    assert (detail.total, [said.claim for said in detail.statements]) == (2, [PUMPS.id])
    assert [said.claim for said in source_answer(library, QUILL.id, limit=5, offset=1).statements] == [FERRY.id]


def test_without_a_filter_all_statements_are_paged(library):
    statements, total = page(library.index, Filters(), limit=2)
    rest, _ = page(library.index, Filters(), limit=10, offset=2)
    assert (total, len({*statements, *rest})) == (5, 5)
    assert facets(library.index, Filters())["kind"]["collective"] == 1


def test_sources_are_meant_by_name_or_by_a_part_of_it(library):
    assert inquiry.sources_meant(library, "Ada Quill") == (QUILL.id,)
    assert inquiry.sources_meant(library, "Quill") == (QUILL.id,)
    assert find_sources(library.index, "the board of the harbour", limit=5) == [HARBOUR.id]
    with pytest.raises(NotFoundError):
        inquiry.sources_meant(library, "Nobody Known")


def test_claims_that_are_one_are_answered_as_one():
    library = Library.in_memory()
    other = Claim("Somebody turned off the machines at Ostrel")
    first = Document("a text about pumps", outlet="Klaxon", published=date(2031, 3, 4))
    second = Document("one about machines", outlet="Plumbline", published=date(2031, 3, 2))
    library.put(first, [said(first, HARBOUR, PUMPS, at=0)])
    library.put(second, [said(second, QUILL, other, at=0), said(second, HARBOUR, other, at=4)])
    library.commit()
    apart = inquiry.who(library, "ostrel")
    assert [claim.cluster for claim in apart.claims] == [None] * 2
    at = datetime(2031, 3, 9, tzinfo=UTC)
    reviewing.review(library, PUMPS.id, other.id, verdict=Verdict.SAME, at=at)
    (claim,) = inquiry.who(library, "pumps ostrel").claims
    assert (claim.id, claim.text) == (PUMPS.id, PUMPS.text)
    assert {wording.id for wording in claim.wordings} == {PUMPS.id, other.id}
    assert [p.claim for p in claim.positions] == [other.id, other.id, PUMPS.id]
    assert claim.first_seen == "2031-03-02"
    assert (claim.tally.asserters, claim.tally.statements, claim.tally.documents, claim.tally.outlets) == (2, 3, 2, 2)
    assert claim_answer(library, other.id).positions == claim.positions
    reviewing.review(library, HARBOUR.id, QUILL.id, verdict=Verdict.SAME, at=at)
    assert claim_answer(library, other.id).tally.asserters == 1


def test_of_a_claim_that_is_said_often_the_earliest_positions_are_told_and_all_are_counted():
    library = Library.in_memory()
    for number in range(MAX_POSITIONS + 5):
        published = date(2031, 1, 1) + timedelta(days=number) if number else None
        document = Document("a text about pumps", url=f"https://a.example/{number}", published=published)
        library.put(document, [said(document, HARBOUR, PUMPS, at=0)])
    library.commit()
    claim = claim_answer(library, PUMPS.id)
    assert len(claim.positions) == MAX_POSITIONS
    assert claim.tally.statements == MAX_POSITIONS + 5
    assert claim.first_seen == claim.positions[0].document.published == "2031-01-02"


def test_a_source_is_narrowed_down_and_told_by_claim(library):
    newest = source_answer(library, QUILL.id, limit=5)
    assert newest.names == ()
    for filters in (Filters(claims=(PUMPS.id,)), Filters(outlets=(newest.statements[0].position.document.outlet,))):
        found = source_answer(library, QUILL.id, limit=5, filters=filters)
        assert [said.claim for said in found.statements] == [PUMPS.id]
    for no_claim in ("", "\0", "not an id", "x" * 9_999):
        assert source_answer(library, QUILL.id, limit=5, filters=Filters(claims=(no_claim,))).total == 0
    by_claim = claims_of_source(library, QUILL.id, limit=5)
    assert {(claim.id, claim.statements) for claim in by_claim.claims} == {(PUMPS.id, 1), (FERRY.id, 1)}
    assert (by_claim.total, by_claim.truncated) == (2, False)
    assert claims_of_source(library, QUILL.id, limit=5, offset=1).claims == by_claim.claims[1:]


def test_sources_that_a_review_holds_to_be_one_say_together_what_each_says(library):
    before = {name: source_answer(library, name, limit=9).total for name in (QUILL.id, HARBOUR.id)}
    said = reviewing.review(library, QUILL.id, HARBOUR.id, verdict=Verdict.SAME, at=datetime.now(UTC))
    for name in before:
        merged = source_answer(library, name, limit=9)
        assert merged.total == sum(before.values())
        assert {one.source.id for one in merged.names} == set(before)
        assert [review.id for review in reviewing.reviews_of(library, [name])] == [said.id]
    assert reviewing.reviews_of(library, [PUMPS.id]) == ()
    reviewing.undo(library, said.id)
    assert {name: source_answer(library, name, limit=9).total for name in before} == before
