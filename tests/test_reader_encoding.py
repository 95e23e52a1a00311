"""Sub-tokens and words: where they stand in the text, and how they are written."""

import numpy as np
import pytest
from hostile import ODD
from hypothesis import given
from hypothesis import strategies as st
from strategies import ALPHABET

from graph.extraction.annotations import Annotations
from graph.extraction.quotations import QuoteFinder
from graph.extraction.reader.encoding import Case, Encoder, Glue, Quote, case_of
from graph.extraction.reader.variants import TOKENIZER
from graph.extraction.segmentation import Segmenter
from graph.model import Document

ENCODER = Encoder(TOKENIZER)


def annotate(text):
    annotations = Annotations(Document(text))
    for component in (Segmenter(), QuoteFinder()):
        component(annotations)
    return annotations


def encode(text):
    return list(ENCODER.encode(annotate(text)))


def words(text):
    return [text[start:end] for sentence in encode(text) for start, end in sentence.words.tolist()]


def features(text, column):
    """One feature of the first sub-token of each word."""
    return [int(sentence.features[first, column]) for sentence in encode(text) for first in sentence.firsts]


def check(text):
    annotations = annotate(text)
    last = 0
    for sentence in ENCODER.encode(annotations):
        around = annotations.sentences[sentence.number]
        assert len(sentence.ids) == len(sentence.features)
        assert len(sentence.words) == len(sentence.firsts) > 0
        assert sentence.firsts[0] == 0
        assert (np.diff(sentence.firsts) > 0).all()
        for start, end in sentence.words.tolist():
            assert max(last, around.start) <= start < end <= around.end
            assert text[start:end] == text[start:end].strip()
            last = end


@given(st.text(ALPHABET, max_size=80))
def test_words_stand_in_their_sentence_in_order(text):
    check(text)


@pytest.mark.parametrize("name", ODD)
def test_words_of_odd_text(name):
    check(ODD[name])


@given(st.lists(st.sampled_from(["mayor", "unbelievable", "O'Neill", "U.S.", "“", "”", ",", "42", "—"]), max_size=30))
def test_words_leave_out_nothing_but_spaces(parts):
    text = " ".join(parts)
    assert "".join(words(text)) == text.replace(" ", "")


def test_a_very_long_sentence_is_read_whole():
    text = "word " * 4_000
    assert words(text) == ["word"] * 4_000
    assert set(features(text, 1)[1:]) <= {Glue.SPACE, Glue.JOINED, Glue.SENTENCE}


def test_offsets_count_code_points():
    text = "👩‍🚒 𝕿 É said “no”."
    assert "said" in words(text)
    assert "no" in words(text)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("mayor", Case.LOWER),
        ("Mayor", Case.TITLE),
        ("A", Case.TITLE),
        ("UN", Case.UPPER),
        ("eBay", Case.MIXED),
        ("42", Case.DIGITS),
        ("3rd", Case.LOWER),
        (",", Case.NONE),
        ("漢", Case.MIXED),
    ],
)
def test_case(word, case):
    assert case_of(word) is case


def test_what_stands_in_front_of_a_word():
    text = "He said no. She left.\n\nNobody knew."
    assert features(text, 1) == [
        *(Glue.PARAGRAPH, Glue.SPACE, Glue.SPACE, Glue.JOINED),
        *(Glue.SENTENCE, Glue.SPACE, Glue.JOINED),
        *(Glue.PARAGRAPH, Glue.SPACE, Glue.JOINED),
    ]


def test_quotation_marks_are_marked_where_they_belong_together():
    text = '“No,” she said. A 12" pipe.'
    assert features(text, 2)[:6] == [
        *(Quote.OPENS, Quote.INSIDE, Quote.INSIDE, Quote.CLOSES),
        *(Quote.OUTSIDE, Quote.OUTSIDE),
    ]
    assert set(features(text, 2)[6:]) == {Quote.OUTSIDE}
