"""What "them" stands for where it opens what somebody says of things."""

import pytest
from test_extraction_pronouns import claimed, text_of


@pytest.mark.parametrize(
    ("front", "text"),
    [
        ("{s:The Herald} put the number of lorries at nine and {c:described} ", "The lorries are a repair convoy"),
        ("Nine lorries crossed and the drivers waved; {s:the Herald} {c:described} ", "They are a repair convoy"),
        (
            "The old grey lorries came at dawn and {s:the two officers} {c:described} ",
            "The lorries are a repair convoy",
        ),
        ("The news of it came at dawn and {s:the Herald} {c:described} ", "They are a repair convoy"),
        ("The lorries came at dawn. {s:The Herald} {c:described} ", "They are a repair convoy"),
    ],
)
def test_they_are_the_only_things_that_the_sentence_speaks_of(front: str, text: str) -> None:
    assert text_of(claimed(f"{front}{{x:them as a repair convoy}}.")) == text


def test_them_elsewhere_in_a_content_stays() -> None:
    marked = "The lorries came, and {s:Ole Berg} {c:said} {x:he had seen them at dawn}."
    assert "them" in text_of(claimed(marked))
