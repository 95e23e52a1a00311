"""What is read of a claim: how many, when, who in which role, whether it is negated, and whether it has happened."""

import pytest
from hostile import ODD
from hypothesis import given
from hypothesis import strategies as st

from graph.identity.dates import Date
from graph.identity.modality import Reality
from graph.identity.roles import Role
from graph.identity.signatures import signature_of
from graph.identity.tokens import stem
from graph.identity.wordings import overlap


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("forty-two lamps", ["42 lamps"]),
        ("one thousand two hundred and six lamps", ["1206 lamps"]),
        ("half a million lamps", ["500000 lamps"]),
        ("a dozen lamps and two dozen chairs", ["12 lamps", "24 chairs"]),
        ("1,250.5 lamps", ["1250.5 lamps"]),
        ("3bn lamps", ["3e+09 lamps"]),
        ("more than 40 lamps", ["at least 40 lamps"]),
        ("no fewer than 40 lamps", ["at least 40 lamps"]),
        ("no more than 40 lamps", ["at most 40 lamps"]),
        ("40 lamps or so, or 50 or more", ["40 lamps", "at least 50"]),
        ("nearly 40 lamps", ["about 40 lamps"]),
        ("40-odd lamps", ["40 odd lamps"]),
        ("between 8 and 11 lamps", ["8 to 11 lamps"]),
        ("8–11 lamps", ["8 to 11 lamps"]),
        ("8 to 11 million lamps", ["8e+06 to 1.1e+07 lamps"]),
        ("hundreds of thousands of lamps", ["200000 to 2e+06 lamps"]),
        ("a third of the lamps", ["0.33 share"]),
        ("three quarters", ["0.75 share"]),
        ("12.5 per cent", ["0.125 share"]),
        ("$4.5m", ["4.5e+06 dollars"]),
        ("4.5 million dollars", ["4.5e+06 dollars"]),
        ("a 12-inch pipe", ["1 feet"]),
        ("the third lamp", ["no. 3 lamp"]),
        ("the twenty-first lamp", ["no. 21 lamp"]),
        ("one lamp", ["1 lamp"]),
        ("no one, this one lamp and the other one", []),
        ("the F-16, the B52, COVID-19 and 9/11", []),
        ("the match ended 3-1", ["1", "3"]),
        ("9" * 40 + " lamps", []),
        ("two " + "million " * 100 + "lamps", ["1e+18 lamps"]),
    ],
)
def test_quantities(text, told):
    assert sorted(map(str, signature_of(text).quantities)) == told


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 3 May 2021", {Date(2021, 5, 3)}),
        ("on May 3rd, 2021", {Date(2021, 5, 3)}),
        ("on the fifteenth of March", {Date(None, 3, 15)}),
        ("on 2021-05-03", {Date(2021, 5, 3)}),
        ("in March", {Date(None, 3)}),
        ("March on the capital", set()),
        ("May we go", set()),
        ("in 1999", {Date(1999)}),
        ("the 2019 election", {Date(2019)}),
        ("2019 people", set()),
        ("on Friday at 9:30 pm", {Date(weekday=4), Date(minutes=21 * 60 + 30)}),
        ("at 12 am", {Date(minutes=0)}),
        ("on 32 May", {Date(None, 5)}),
    ],
)
def test_dates(text, dates):
    assert signature_of(text).dates == dates


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("Ada Quill attacked the harbour", Role.AGENT, "Ada Quill"),
        ("The harbour was attacked by Ada Quill", Role.AGENT, "Ada Quill"),
        ("It was Ada Quill who attacked the harbour", Role.AGENT, "Ada Quill"),
        ("Ada Quill was attacked by dogs", Role.OBJECT, "Ada Quill"),
        ("Dogs attacked Ada Quill", Role.OBJECT, "Ada Quill"),
        ("Dogs, who attacked the crew, bit Ada Quill", Role.OBJECT, "Ada Quill"),
        ("Dogs were seen in the old Tarn valley", Role.PLACE, "Tarn"),
        ("Dogs came from Tarn", Role.ORIGIN, "Tarn"),
        ("Dogs ran to Tarn", Role.GOAL, "Tarn"),
        ("The dogs of Tarn were fed", Role.LOOSE, "Tarn"),
        ("Dogs met Ada Quill", Role.LOOSE, "Ada Quill"),
    ],
)
def test_roles(text, role, name):
    assert (role, name) in {(found.role, found.text) for found in signature_of(text).names}


@pytest.mark.parametrize(
    ("text", "is_negated"),
    [
        ("The bridge was closed", False),
        ("The bridge wasn’t closed", True),
        ("Nobody closed the bridge", True),
        ("The crew failed to close the bridge", True),
        ("The crew did not fail to close the bridge", False),
        ("Not only the bridge was closed", False),
        ("The bridge that was not safe was closed", False),
        ("The bridge was closed because it was not safe", False),
        ("The bridge was closed. It was not safe", None),
    ],
)
def test_negation(text, is_negated):
    assert signature_of(text).polarity.is_negated is is_negated


@pytest.mark.parametrize(
    ("text", "reality"),
    [
        ("The crew closed the bridge", Reality.ACTUAL),
        ("The bridge has been closed", Reality.ACTUAL),
        ("The crew will close the bridge", Reality.OPEN),
        ("The bridge is going to be closed", Reality.OPEN),
        ("The crew had planned to close the bridge", Reality.OPEN),
        ("The mayor asked the crew to close the bridge", Reality.OPEN),
        ("The mayor asked for bread in May", Reality.ACTUAL),
        ("The mayor said that the bridge would close", Reality.OPEN),
        ("It is unclear who closed the bridge", Reality.ASKED),
        ("The crew closed the bridge. It will be opened in May", None),
        ("Sixty, easy", None),
    ],
)
def test_modality(text, reality):
    assert signature_of(text).modality.reality is reality


@pytest.mark.parametrize(
    ("text", "is_reported"),
    [
        ("The mayor said that the bridge was closed", True),
        ("Ada Quill told the court: “It was closed”", True),
        ("The bridge was closed", False),
        ("The bridge was closed, she said", None),
        ("Ada Quill: the bridge was closed", None),
    ],
)
def test_reports(text, is_reported):
    assert signature_of(text).is_reported is is_reported


@pytest.mark.parametrize(
    ("text", "is_proposition"),
    [
        ("The bridge was closed", True),
        ("It wasn’t", True),
        ("Ada Quill opens bridges", True),
        ("We close bridges", True),
        ("Families still want their bridge", False),
        ("Families want their bridge", True),
        ("The bridge", False),
        ("To close the bridge that was broken", False),
        ("The closed bridge", False),
        ("", False),
    ],
)
def test_propositions(text, is_proposition):
    assert signature_of(text).is_proposition is is_proposition


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The crew closed the bridge", "close"),
        ("The bridge was quickly closed", "close"),
        ("The bridge will not close", "close"),
        ("The bridge belongs to a bank", "belong"),
        ("The bridge is on fire", ""),
        ("The mayor gave the order", ""),
        ("The bridge", ""),
        ("It was closed. It will open in May", ""),
    ],
)
def test_verbs(text, verb):
    assert signature_of(text).verb == (stem(verb) if verb else "")


@pytest.mark.parametrize(
    "words",
    [
        ("close", "closes", "closed", "closing"),
        ("stop", "stopped", "stopping"),
        ("go", "went", "gone", "goes"),
        ("lorry", "lorries", "truck", "trucks"),
        ("city", "cities"),
        ("woman", "women"),
        ("die", "died", "dies"),
    ],
)
def test_inflected_words_have_one_stem(words):
    assert len(set(map(stem, words))) == 1


@given(st.one_of(st.text(), st.sampled_from([*ODD.values()])))
def test_a_text_shares_all_its_words_with_itself(text):
    signature = signature_of(text)
    assert signature.main <= signature.weights.keys()
    assert overlap(signature, signature) == pytest.approx(1.0) or signature.total < 3
