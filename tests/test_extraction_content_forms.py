"""Contents that are no clause of their own, and those that only point back at what was said before."""

import pytest
from attributed import attributed

from graph.extraction.addressees import Addressees
from graph.extraction.annotations import Annotations
from graph.extraction.chains.component import Chains
from graph.extraction.claims import Claims
from graph.extraction.quotations import QuotationTyper
from graph.extraction.sources import Sources
from graph.extraction.speech_acts import SpeechActs


def read(marked: str) -> Annotations:
    annotations = attributed(marked)
    for component in (QuotationTyper(), SpeechActs(), Addressees(), Sources(), Chains(), Claims()):
        component(annotations)
    return annotations


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("{s:Ada Quill} {c:promised} {x:to stop the ferry}.", "Ada Quill will stop the ferry"),
        ("{s:Ada Quill} {c:claimed} {x:to have stopped the ferry}.", "Ada Quill has stopped the ferry"),
        ("{s:Ada Quill} {c:urged} {x:the pilots to stop the ferry}.", "The pilots will stop the ferry"),
        ("{s:Ada Quill} {c:asked} {x:for a new bridge}.", "A new bridge"),
        ("{s:Ada Quill} {c:asked} {x:whether the bridge was shut}.", "The bridge was shut"),
        ("{s:Ada Quill} {c:asked} {x:if the bridge was shut}.", "The bridge was shut"),
        (
            "{s:Ada Quill} {c:asked} {x:whether the bridge or the road was shut}.",
            "Whether the bridge or the road was shut",
        ),
        (
            "{s:Ada Quill} {c:said} {x:if it rained, the bridge would be shut}.",
            "If it rained, the bridge would be shut",
        ),
        ("{s:Ada Quill} {c:accused} {x:Brenn of shelling the depot}.", "Brenn shelling the depot"),
        ("{s:Ada Quill} {c:accused} {x:Brenn of having shelled the depot}.", "Brenn has shelled the depot"),
        ("{s:Ada Quill} {c:accused} {x:Brenn of fraud}.", "Brenn is guilty of fraud"),
        ("{s:Ada Quill} {c:denied} {x:ever signing the order}.", "Ada Quill signing the order"),
        ("{s:Ada Quill} {c:denied} {x:having signed the order}.", "Ada Quill has signed the order"),
        ("{s:Ada Quill} {c:denied} {x:any role in the raid}.", "Any role in the raid"),
        ("{s:Ada Quill} {c:denied} {x:wrongdoing in the raid}.", "Wrongdoing in the raid"),
        ("{s:Ada Quill} {c:denied} {x:the rumours that the bridge was shut}.", "The bridge was shut"),
        ("{s:Ada Quill} {c:dismissed} {x:the claim that the bridge was shut as baseless}.", "The bridge was shut"),
        ("{s:Ada Quill} {c:denied} {x:Ben Tarn's claim that the bridge was shut}.", "The bridge was shut"),
        ("{s:Ada Quill} {c:dismissed} {x:the tale of a second bridge as childish}.", "A second bridge"),
        ("{s:Ada Quill} {c:regards} {x:the river as a border}.", "The river is a border"),
        ("{s:Ada Quill} {c:called} {x:the march “a theft”}.", "The march is a theft"),
        ("{s:Ada Quill} {c:called} {x:the new bridges “splendid”}.", "The new bridges are splendid"),
        ("{s:Ada Quill} {c:described} {x:herself as a lawyer}.", "Ada Quill is a lawyer"),
        ("{s:Ada Quill} {c:called} {x:the shots across the river a crime}.", "The shots across the river a crime"),
        ("{s:Ada Quill} {c:put} {x:the number of lorries at 40}.", "The number of lorries is 40"),
        ("{s:Ada Quill} {c:said} {x:the report that they wrote was long}.", "The report that they wrote was long"),
    ],
)
def test_a_content_becomes_a_clause(marked: str, text: str) -> None:
    (attribution,) = read(marked).attributions
    assert attribution.claim is not None
    assert attribution.claim.text == text


def test_parts_of_a_quotation_are_sentences_again() -> None:
    (attribution,) = read("“{x:The bridge is shut},” {s:Ada Quill} {c:said}. “{x:It is old}.”").attributions
    assert attribution.claim is not None
    assert attribution.claim.text == "The bridge is shut. It is old"


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("How many lorries? {s:Ada Quill} {c:says} {x:forty}.", "Forty lorries"),
        ("How many old lorries came? A few. {s:Ada Quill} {c:says} {x:40}.", "40 old lorries"),
        ("How many lorries?\n\n{s:Ada Quill} {c:says} {x:forty}.", "Forty"),
        ("How many lorries? {s:Ada Quill} {c:says} {x:forty came}.", "Forty came"),
        ("{s:Ada Quill} {c:says} {x:forty}. How many lorries?", "Forty"),
        ("Who sent the lorries? {s:Ada Quill} {c:says} {x:Ben Tarn did}.", "Ben Tarn sent the lorries"),
        ("Who did she send? {s:Ada Quill} {c:says} {x:Ben Tarn did}.", "Ben Tarn did"),
    ],
)
def test_an_answer_is_completed_from_its_question(text: str, claimed: str) -> None:
    (attribution,) = read(text).attributions
    assert attribution.claim is not None
    assert attribution.claim.text == claimed


def test_the_words_of_speaking_are_no_part_of_what_is_said() -> None:
    (attribution,) = read("“{x:The old bridge, {s:she} {c:added}, is shut}.”").attributions
    assert attribution.claim is not None
    assert attribution.claim.text == "The old bridge is shut"


SAID = "{s1:Ada Quill} {c1:said} {x1:bridge 7 in Brenn was shut}."


@pytest.mark.parametrize(
    ("second", "stance"),
    [
        ("{s2:Ben Tarn} {c2:denied} {x2:the allegation}.", "reject"),
        ("{s2:Ben Tarn} {c2:confirmed} {x2:the report}.", "affirm"),
        ("{s2:Ben Tarn} {c2:repeated} {x2:the claim}.", "affirm"),
        ("{s2:Ben Tarn} {c2:dismissed} {x2:the claim as baseless}.", "reject"),
        ("{s2:Ben Tarn} {c2:called} {x2:it a lie}.", "reject"),
        ("{s2:Ben Tarn} {c2:said} {x2:that is false}.", "reject"),
        ("{s2:Ben Tarn} {c2:said} {x2:this was true}.", "affirm"),
        ("{s2:Ben Tarn} {c2:said} {x2:that was not true}.", "reject"),
        ("{s2:Ben Tarn} {c2:denied} {x2:that it was false}.", "affirm"),
        ("{s2:Ben Tarn} {c2:said} {x2:the report was false}.", "reject"),
    ],
)
def test_what_only_points_back_is_about_what_was_said(second: str, stance: str) -> None:
    said, other = read(f"{SAID} {second}").attributions
    assert other.claim == said.claim
    assert other.stance == stance


def test_a_noun_reaches_over_a_paragraph_and_a_denial_where_a_pronoun_does_not() -> None:
    said, noun = read(SAID + "\n\n{s2:Ben Tarn} {c2:denied} {x2:the allegation}.").attributions
    assert noun.claim == said.claim
    denied, noun = read(SAID.replace("said", "denied") + " {s2:Ben Tarn} {c2:repeated} {x2:the claim}.").attributions
    assert (noun.claim, noun.stance) == (denied.claim, "affirm")


@pytest.mark.parametrize(
    "second",
    [
        "{s2:Ben Tarn} {c2:denied} {x2:an allegation}.",
        "{s2:Ben Tarn} {c2:denied} {x2:the idea}.",
        "{s2:Ben Tarn} {c2:said} {x2:that is old}.",
        "{s2:Ben Tarn} {c2:said} {x2:it is true in Port Ostrel}.",
        "It rained. {s2:Ben Tarn} {c2:denied} {x2:the allegation}.",
        "{s2:Ada Quill} {c2:repeated} {x2:the claim}.",
    ],
)
def test_what_says_something_or_reaches_too_far_has_its_own_claim(second: str) -> None:
    said, other = read(f"{SAID} {second}").attributions
    assert other.claim != said.claim


@pytest.mark.parametrize(
    ("quoted", "goes_on"),
    [
        ("It was a mistake", True),
        ("This is shameful", True),
        ("No doubt", True),
        ("It was all about bridge 7", True),
        ("It was shut by Cem Dahl", False),
        ("It was shut for two days", False),
        ("It has been shut for 30 days", False),
        ("He has the keys to the gate", False),
        ("The ferry still runs", False),
    ],
)
def test_a_quotation_that_points_back_goes_on_with_what_its_speaker_said(quoted: str, goes_on: bool) -> None:
    for gap in (" ", "\n\n"):
        said, other = read(SAID + gap + "“{x2:" + quoted + "},” {s2:Quill} {c2:said}.").attributions
        assert (other.claim == said.claim) is goes_on


@pytest.mark.parametrize(
    ("quoted", "goes_on"),
    [("We will hold it", True), ("We will hold it in Brenn", False), ("We will hold two of them", False)],
)
def test_a_promise_behind_a_promise_is_one_act_unless_it_promises_something_new(quoted: str, goes_on: bool) -> None:
    promised = "{s1:Ada Quill} {c1:promised} {x1:a new inspection of the bridge}."
    first, other = read(promised + " “{x2:" + quoted + "},” {s2:Quill} {c2:vowed}.").attributions
    assert (other.claim == first.claim) is goes_on
