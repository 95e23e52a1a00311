"""Descriptions in a claim: the names of the persons whom they mean, where it is certain whom."""

import pytest
from test_extraction_pronouns import claimed, text_of


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("the mayor had signed it", "Ada Quill had signed it"),
        ("the order bore the mayor's name", "The order bore Ada Quill's name"),
        ("the mayor had lied, and that the mayor knew", "Ada Quill had lied, and that the mayor knew"),
        ("Quill was the mayor to ask", "Quill was the mayor to ask"),
        ("Ben Tarn is the mayor", "Ben Tarn is the mayor"),
        ("the mayor of Dorn had signed it", "The mayor of Dorn had signed it"),
        ("a mayor had signed it", "A mayor had signed it"),
        ("the minister had signed it", "The minister had signed it"),
    ],
)
def test_a_name_stands_for_a_description(said: str, text: str) -> None:
    marked = f"Mayor Ada Quill came to Brenn. {{s:Ole Berg}} {{c:said}} that {{x:{said}}}."
    assert text_of(claimed(marked)) == text


def test_a_description_and_a_pronoun_in_one_claim_are_both_replaced() -> None:
    marked = "Mayor Ada Quill came to Brenn. {s:Ole Berg} {c:said}: “{x:I told the mayor to go}.”"
    assert text_of(claimed(marked)) == "Ole Berg told Ada Quill to go"
