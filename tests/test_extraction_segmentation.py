"""Paragraphs and sentences, on texts of every shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.annotations import Annotations
from graph.extraction.segmentation import Segmenter
from graph.model import Document

ALPHABET = "ab Z.!?,;:-—'\"“”‘’«»„‹›()\n\r\t\u2028\u00a0\u200b\u200e\u202bאبé😀👩‍🚀١"


def segment(text: str) -> Annotations:
    annotations = Annotations(Document(text))
    Segmenter()(annotations)
    return annotations


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in segment(text).sentences]


def paragraphs(text: str) -> list[str]:
    return [text[start:end] for start, end in segment(text).paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam held. Nobody was hurt.", ["The dam held.", "Nobody was hurt."]),
        ("“Stop!” the guard said. She ran.", ["“Stop!” the guard said.", "She ran."]),
        ('"It is over. We lost," she said. He left.', ['"It is over. We lost," she said.', "He left."]),
        ("“Who sent them?” — the mayor.", ["“Who sent them?” — the mayor."]),
        ("Mr. Okoro met Dr. Lind on Jan. 5 in the U.S. capital.", None),
        ("\ufeff  A headline\n\nThe text.  ", ["\ufeff  A headline", "The text."]),
        ("😀 One. 😀 Two.", ["😀 One.", "😀 Two."]),
        ("", []),
        (" \n\t\r\n ", []),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    assert sentences(text) == ([text] if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\n  Two.\r\nThree.", ["One.", "Two.", "Three."]),
        ("One.\n \t\nTwo.", ["One.", "Two."]),
        ("One.\u2029Two.", ["One.", "Two."]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The harbour master of Sundholm said on Monday that three ferries had\n"
        "left the port without clearance, and that two of them had since been\n"
        "found at anchor.\n\n"
        "The ferry company did not answer questions about them on the same day,\n"
        "nor on the next one."
    )
    assert len(paragraphs(text)) == 2


def test_short_lines_are_not_hard_wrapped() -> None:
    assert len(paragraphs("Ferries: three\nCrew: forty\nPort: Sundholm")) == 3


def test_endless_paragraph_is_cut_at_white_space() -> None:
    text = "word " * 12_000
    parts = sentences(text)
    assert all(part == part.strip() and set(part.split()) == {"word"} for part in parts)
    assert sum(len(part.split()) for part in parts) == 12_000


@given(st.text(alphabet=ALPHABET, max_size=200))
def test_sentences_cover_all_that_is_not_white_space(text: str) -> None:
    annotations = segment(text)
    for spans in (annotations.paragraphs, annotations.sentences):
        covered: set[int] = set()
        last = 0
        for start, end in spans:
            assert last <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
            covered.update(range(start, end))
            last = end
        assert all(at in covered or char.isspace() for at, char in enumerate(text))


@given(st.text(alphabet=ALPHABET, max_size=200))
def test_sentences_stay_in_their_paragraph(text: str) -> None:
    annotations = segment(text)
    for sentence in annotations.sentences:
        assert any(p.start <= sentence.start and sentence.end <= p.end for p in annotations.paragraphs)
