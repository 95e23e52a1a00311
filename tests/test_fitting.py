"""Which claims answer: both sides of a choice, numbers where a number is asked for, and what comes before what."""

from datetime import date
from itertools import zip_longest
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import inquiry
from graph.amounts import amount_asked
from graph.fitting import choosing, giving, in_turn
from graph.library import Library
from graph.model import Claim, Document, QuotationType, Source, SourceKind, Span, SpeechAct, Stance, Statement
from graph.retrieval import Found
from graph.search.filters import Filters

QUILL = Source("Ada Quill", SourceKind.PERSON)
FORTY, NINETY = "40 trucks crossed the bridge at Ostrel", "90 trucks crossed the bridge at Ostrel"
CROSSED = "A column of trucks crossed the bridge at Ostrel on Monday"
THREATENED, TOLD = "The clerk was threatened with a knife", "The clerk had orders to open the safe"
OTHERS = ("The ferry to Kethra was cancelled", "Grain prices will double by spring", "The clerk likes boats")
TEXTS = (FORTY, NINETY, CROSSED, THREATENED, TOLD, *OTHERS)


def library_of(*texts: str, before: str = "", stance: Stance = Stance.AFFIRM) -> Library:
    """Each text in a document of its own."""
    library = Library.in_memory()
    for number, text in enumerate(texts):
        put(library, text, before=before, stance=stance, number=number)
    library.commit()
    return library


def put(library: Library, *texts: str, before: str = "", stance: Stance = Stance.AFFIRM, number: int = 0) -> None:
    """Put a document with texts that one person said."""
    whole, statements = before, []
    document = Document(f"{before}{' '.join(texts)} x", url=f"https://a.example/{number}", published=date(2031, 3, 1))
    for text in texts:
        at = len(whole)
        statements.append(Statement(
            document=document.id, source=QUILL, claim=Claim(text), speech_act=SpeechAct.ASSERT, stance=stance,
            quotation=QuotationType.INDIRECT, content_spans=(Span(at, at + len(text)),), cue_spans=(),
        ))  # fmt: skip
        whole += f"{text} "
    library.put(document, statements)


def found(claim: str, coverage: float) -> Found:
    return Found(claim, score=coverage, lexical=coverage, coverage=coverage, context=0.0, cosine=0.0)


@pytest.fixture(scope="module")
def library():
    return library_of(*TEXTS)


def texts(answer):
    return [claim.text for claim in answer.claims]


def test_who_asks_how_many_gets_claims_that_give_a_number(library):
    assert CROSSED in texts(inquiry.who(library, "trucks crossed the bridge at Ostrel"))
    assert set(texts(inquiry.who(library, "How many trucks crossed the bridge at Ostrel?"))) == {FORTY, NINETY}
    answer = inquiry.who(library, "How long were trucks crossing the bridge at Ostrel?")
    assert (answer.claims, bool(answer.nearest)) == ((), True)


def test_what_contradicts_a_number_comes_behind_it_as_far_as_the_filters_let_it_pass(library):
    amount = amount_asked("how many trucks crossed")
    forty, ninety, crossed = (Claim(text).id for text in (FORTY, NINETY, CROSSED))
    given_first = [found(forty, 1.0), found(crossed, 1.0)]

    def answered(**filters):
        return [one.claim for one in giving(library, given_first, amount=amount, filters=Filters(**filters))]

    assert answered() == [forty, ninety]
    assert answered(claims=(forty, crossed)) == [forty]
    assert answered(stances=("reject",)) == [forty]


def test_a_number_alone_is_found_by_what_stands_around_it():
    before = "A long convoy of trucks had come over the bridge at Ostrel. Ada Quill told the Klaxon "
    library = library_of("It had 40 of them", before=before)
    assert texts(inquiry.who(library, "How many trucks came over the bridge at Ostrel?")) == ["It had 40 of them"]
    assert inquiry.who(library, "How many passengers drowned near Kethra?").claims == ()


@pytest.mark.parametrize("turned", [False, True])
def test_both_sides_of_a_choice_are_answered_in_turn(library, turned):
    question = "Was the clerk threatened, or was he ordered to open the safe?"
    if turned:
        question = "Was the clerk ordered to open the safe, or was he threatened?"
    sides = [TOLD, THREATENED] if turned else [THREATENED, TOLD]
    assert texts(inquiry.who(library, question))[:2] == sides


def test_a_choice_about_what_nobody_tells_has_no_answer(library):
    answer = inquiry.who(library, "Did the volcano erupt, or was it an earthquake?")
    assert answer.claims == ()


@settings(max_examples=30)
@given(st.lists(st.sampled_from(TEXTS), unique=True), st.integers(1, 3), st.data())
def test_pages_follow_one_another_without_gaps(library, asked, limit, data):
    """For choices and numbers too, each claim stands on one page and in the order of the whole."""
    known = ["How many trucks crossed the bridge?", "Was the clerk threatened, or was he told to open the safe?"]
    question = data.draw(st.sampled_from([*known, " ".join(asked) or "trucks"]))
    whole, pages, more = inquiry.who(library, question, limit=12), [], True
    while more:
        answer = inquiry.who(library, question, limit=limit, offset=len(pages))
        pages += answer.claims
        more = answer.more
    assert [claim.id for claim in pages] == [claim.id for claim in whole.claims]


@pytest.fixture(scope="module")
def crowd():
    """More claims that fit one question than are looked at at first."""
    dice = Random(7)
    who, did = ("The mayor", "A clerk", "The pilot", "Our board", "The crew"), ("sold", "burned", "hid", "praised")
    what = ("the harbour", "a ferry", "the grain", "two boats", "the old bridge", "a tunnel", "the pumps", "the ledger")
    texts = {f"{dice.choice(who)} {dice.choice(did)} {one} and {dice.choice(what)}" for one in what for _ in range(20)}
    library = Library.in_memory()
    put(library, *sorted(texts))  # all at once: what is alike is compared anew with each document
    library.commit()
    return library


@settings(max_examples=15)
@given(
    st.integers(1, 40),
    st.sampled_from(["the mayor sold the harbour", "mayor harbour boats", "clerk or pilot and grain"]),
)
def test_pages_of_a_long_answer_follow_one_another_too(crowd, limit, question):
    whole, pages, more = inquiry.who(crowd, question, limit=100), [], True
    while more:
        answer = inquiry.who(crowd, question, limit=limit, offset=len(pages))
        pages += answer.claims
        more = answer.more
    assert [(claim.id, claim.score) for claim in pages] == [(claim.id, claim.score) for claim in whole.claims]


@given(st.lists(st.lists(st.integers(0, 9)), max_size=4))
def test_in_turn_gives_the_best_of_each_first(rows):
    given_rows = [[found(str(number), 1.0) for number in row] for row in rows]
    wanted = [str(number) for turn in zip_longest(*rows) for number in turn if number is not None]
    assert [one.claim for one in in_turn(given_rows)] == wanted


def test_the_best_of_a_side_may_be_further_off_than_the_others():
    assert [one.claim for one in choosing([found("a", 0.45), found("b", 0.45)])] == ["a"]
    assert [one.claim for one in choosing([found("a", 0.7), found("b", 0.6), found("c", 0.45)])] == ["a", "b"]
    assert choosing([found("a", 0.35)]) == []
    assert choosing([]) == []
