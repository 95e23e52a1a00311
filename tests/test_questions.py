"""Questions as people ask them: about a claim, a source, a choice or a number, with negations and with what they add."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.alternatives import alternatives_of
from graph.amounts import Amount, amount_asked
from graph.questions import read_question

SANK = "the ferry sank"


@pytest.mark.parametrize(
    "question",
    [
        "Who says that the ferry sank, and does anyone dispute it?",
        "Who said the ferry sank and has anyone confirmed that?",
        "Who claims that the ferry sank, and is it true?",
        "Who else reported that the ferry sank, and who denies it?",
        "Did anybody say that the ferry sank?",
        "Has anyone ever claimed that the ferry sank?",
        "Where does the story come from that the ferry sank?",
        "Where does the claim that the ferry sank come from?",
        "Where did the rumour that the ferry sank start?",
        "Who is behind the story that the ferry sank?",
        "What is the source of the claim that the ferry sank?",
        "Who first started the rumour that the ferry sank?",
        "Is it true that the ferry sank?",
        "Isn't it true that the ferry sank?",
        "Is there any evidence that the ferry sank?",
    ],
)
def test_forms_that_ask_about_a_claim(question):
    assert (read_question(question).about, read_question(question).source) == (SANK, None)


@pytest.mark.parametrize(
    "question",
    [
        "Has Ada Quill changed her position on the tunnel?",
        "Did Ada Quill ever change her mind about the tunnel?",
        "Has Ada Quill withdrawn her statement about the tunnel?",
        "Has Ada Quill since softened her stance on the tunnel?",
        "What does Ada Quill say about the tunnel?",
        "According to Ada Quill, the tunnel?",
        "Does Ada Quill still believe the tunnel?",
    ],
)
def test_forms_that_ask_about_a_source(question):
    assert (read_question(question).about, read_question(question).source) == ("the tunnel", "Ada Quill")


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Did nobody warn the crew?", "Did anybody warn the crew"),
        ("Didn't the mayor resign?", "Did the mayor resign"),
        ("Wasn’t the road closed, and who says so?", "Was the road closed"),
        ("Is the tunnel flooded?", "Is the tunnel flooded"),
        ("who said that the mayor knows how to swim", "the mayor knows how to swim"),
    ],
)
def test_negations_are_left_out_and_nothing_else(question, about):
    assert read_question(question).about == about


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was the clerk at Ostrel told to open the safe, or was he threatened", ["Was the clerk at Ostrel told to open the safe", "the clerk at Ostrel threatened"]),
        ("Did the pilot land or did he crash", ["Did the pilot land", "the pilot crash"]),
        ("Did the prime minister resign, or was she sacked", ["Did the prime minister resign", "the prime minister sacked"]),
        ("Did the mayor of Ostrel resign or was he pushed", ["Did the mayor of Ostrel resign", "the mayor of Ostrel pushed"]),
        ("Did Ada Quill resign, or has she been sacked", ["Did Ada Quill resign", "Ada Quill been sacked"]),
        ("Was it arson, or did the boiler explode", ["Was it arson", "the boiler explode"]),
        ("Did the ship sink, or run aground", ["Did the ship sink", "the ship run aground"]),
        ("Were vans or lorries seen at Ostrel", ["Were vans or lorries seen at Ostrel"]),
        ("Is the bridge open, or not", ["Is the bridge open"]),
        ("the mayor or did he", ["the mayor or did he"]),
        ("", [""]),
    ],
)  # fmt: skip
def test_a_choice_is_asked_as_its_alternatives(question, expected):
    assert list(alternatives_of(question)) == expected


@given(st.text("wasdid or,theahe'n? 🙂", max_size=60))
def test_any_text_has_alternatives(text):
    found = alternatives_of(text)
    assert found
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("question", "given_in", "not_in"),
    [
        ("How many lorries crossed the bridge?", ["Forty trucks crossed", "It could have been seventy"], ["A convoy crossed", "It took two hours", "A second lorry crossed"]),
        ("how many days did the strike last", ["The strike lasted a week and three days"], ["Nine people joined the strike", "The strike is over"]),
        ("How long was the road closed?", ["It was shut for six hours", "It was shut for 3 months"], ["The road was closed", "It cost 40 pounds"]),
        ("How much did the bridge cost?", ["It cost 40 million pounds"], ["It cost too much", "It is the third bridge"]),
        ("What share of the crew was ill?", ["Two-thirds were ill", "9 per cent fell ill"], ["Nine of them were ill"]),
        ("how old is the mayor", ["The mayor is 61", "She is 61 years old"], ["The mayor is old"]),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_a_number_of_a_kind(question, given_in, not_in):
    amount = read_question(question).amount
    assert amount is not None
    assert [amount.given_in(claim) for claim in given_in] == [True] * len(given_in)
    assert [amount.given_in(claim) for claim in not_in] == [False] * len(not_in)


def test_a_number_is_of_the_thing_or_of_another():
    amount = amount_asked("how many lorries crossed the bridge")
    assert amount == Amount(frozenset({"count"}), frozenset({"truck"}))
    assert amount.of_this_in("Forty trucks crossed")
    assert amount.of_this_in("It could have been seventy")
    assert not amount.of_this_in("Nine drivers crossed")
    assert amount.given_in("Nine drivers crossed")


@pytest.mark.parametrize("question", ["Who resigned?", "how many", "How was it", "trucks", "so many lorries", ""])
def test_other_questions_ask_for_no_number(question):
    assert amount_asked(question) is None
