"""What was never said is dropped, and what takes a position is kept, whichever finder marked it and however widely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.actuality import Actuality
from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.quotations import QuoteFinder
from graph.extraction.segmentation import Segmenter
from graph.model import Document, Span, Spans


def is_kept(text: str, source: str, cue: str, content: str) -> bool:
    """Whether an attribution survives; each part is the first occurrence in the text, empty where there is none."""
    annotations = Annotations(Document(text))
    Segmenter()(annotations)
    QuoteFinder()(annotations)
    annotations.attributions = [Attribution(*(locate(text, part) for part in (source, cue, content)))]
    Actuality()(annotations)
    return bool(annotations.attributions)


def locate(text: str, part: str) -> Spans:
    return (Span(text.index(part), text.index(part) + len(part)),) if part else ()


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mayor did not say whether the dam had held.", "The mayor", "did not say", "whether the dam had held"),
        ("The mayor did not say whether the dam had held.", "The mayor", "say", "whether the dam had held"),
        ("The mayor did not, however, say that it held.", "The mayor", "say", "that it held"),
        ("The mayor did not on Monday say that it held.", "The mayor", "say", "that it held"),
        ("The mayor has said nothing about the dam.", "The mayor", "has said", "nothing about the dam"),
        ("The mayor said nothing.", "The mayor", "said", "nothing"),
        ("The mayor would not say which dam it was.", "The mayor", "would not say", "which dam it was"),
        ("The mayor is not going to call it a failure.", "The mayor", "call", "it a failure"),
        ("The mayor declined to comment.", "The mayor", "declined", "to comment"),
        ("The mayor declined to comment.", "The mayor", "declined to comment", ""),
        ("The mayor declined to publicly discuss the dam.", "The mayor", "declined", "to publicly discuss the dam"),
        ("The mayor kept mum about the dam.", "The mayor", "kept mum about", "the dam"),
        ("The mayor could not be reached.", "The mayor", "could not be reached", ""),
        ("The mayor was not answering his phone.", "The mayor", "was not answering", "his phone"),
        ("The mayor hung up.", "The mayor", "hung up", ""),
        ("The mayor did not return calls.", "The mayor", "did not return", "calls"),
        ("The mayor stopped short of calling it a failure.", "The mayor", "stopped short of", "calling it a failure"),
        ("The mayor stopped short of calling it a failure.", "The mayor", "calling", "it a failure"),
        (
            "The mayor would neither confirm nor deny the leak.",
            "The mayor",
            "would neither confirm nor deny",
            "the leak",
        ),
        ("The mayor would neither confirm nor deny the leak.", "The mayor", "deny", "the leak"),
        ("The mayor neither denied nor confirmed the leak.", "The mayor", "neither denied nor confirmed", "the leak"),
        ("The dam is not supported by any study.", "any study", "is not supported by", "The dam"),
        ("Nobody is suggesting that the dam broke.", "Nobody", "is suggesting", "that the dam broke"),
        ("Neither engineer said that the dam broke.", "engineer", "said", "that the dam broke"),
        ("No official has said that the dam broke.", "No official", "has said", "that the dam broke"),
        ("Nor did the mayor say that the dam broke.", "the mayor", "say", "that the dam broke"),
        ("The mayor left without saying that it broke.", "The mayor", "saying", "that it broke"),
        ("It was not immediately clear who built it.", "", "was not immediately clear", "who built it"),
        ("The leak has not been confirmed by the mayor.", "the mayor", "has not been confirmed by", "The leak"),
    ],
)
def test_what_was_not_said_is_dropped(text: str, source: str, cue: str, content: str) -> None:
    assert not is_kept(text, source, cue, content)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("If the mayor says that the dam broke, we leave.", "the mayor", "says", "that the dam broke"),
        ("If the mayor were to claim that it broke, we leave.", "the mayor", "claim", "that it broke"),
        ("Were the mayor to claim that it broke, we would leave.", "the mayor", "claim", "that it broke"),
        ("Had the mayor said that it broke, we would have left.", "the mayor", "said", "that it broke"),
        ("Unless the mayor says that it broke, we stay.", "the mayor", "says", "that it broke"),
        ("It is unclear whether the mayor believes that it broke.", "the mayor", "believes", "that it broke"),
        ("It would be unfair to claim that the dam broke.", "", "claim", "that the dam broke"),
        ("It would be unfair to claim that the dam broke.", "It", "would be unfair to claim", "that the dam broke"),
        ("This report must not be read as saying that it broke.", "This report", "saying", "that it broke"),
        ("The mayor denied ever saying that the dam broke.", "The mayor", "saying", "that the dam broke"),
        ("The mayor denied having said that the dam broke.", "The mayor", "said", "that the dam broke"),
        ("Did the mayor say that the dam broke?", "the mayor", "say", "that the dam broke?"),
        ("I asked whether the dam had held.", "I", "asked", "whether the dam had held"),
        ("The question is this. Could the dam break?", "", "The question is", "Could the dam break?"),
        ("Most letters ask one thing: who built it?", "Most letters", "ask", "one thing: who built it?"),
        ("She thanked the crews for their work.", "She", "thanked", "the crews for their work"),
    ],
)
def test_what_is_only_imagined_or_asked_is_dropped(text: str, source: str, cue: str, content: str) -> None:
    assert not is_kept(text, source, cue, content)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("He laughed and looked at the “dam”, a heap of sand.", "He", "laughed", "“dam”"),
        ("He laughed and looked at the “dam”, a heap of sand.", "He", "laughed", "dam"),
        ("He pointed at the “dam”: a heap of sand.", "He", "pointed at", "the “dam”: a heap of sand"),
        ("So that was the “expert” they sent.", "they", "sent", "“expert”"),
        ('Jack "the Hat" Miller left, the police said.', "the police", "said", '"the Hat"'),
        ("Her new film “Dry Land” opened, critics said.", "critics", "said", "“Dry Land”"),
        ('The mayor asked whether the 12" pipe had held.', "The mayor", "asked", '12"'),
        ("The study has “proved” that the dam is safe.", "The study", "has “proved”", "that the dam is safe"),
        ("Claim: the dam is safe.", "Claim", ":", "the dam is safe"),
        ("Claim: the dam is safe.", "", "Claim:", "the dam is safe"),
    ],
)
def test_quotation_marks_that_quote_nobody_are_dropped(text: str, source: str, cue: str, content: str) -> None:
    assert not is_kept(text, source, cue, content)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mayor denied that the dam broke.", "The mayor", "denied", "that the dam broke"),
        ("The mayor did not deny that the dam broke.", "The mayor", "did not deny", "that the dam broke"),
        ("The mayor did not deny that the dam broke.", "The mayor", "deny", "that the dam broke"),
        ("Nobody denies that the dam broke.", "Nobody", "denies", "that the dam broke"),
        ("The mayor refused to accept that it broke.", "The mayor", "refused", "to accept that it broke"),
        ("The mayor does not believe that it broke.", "The mayor", "does not believe", "that it broke"),
        ("The mayor is not convinced that it broke.", "The mayor", "is not convinced", "that it broke"),
        ("The mayor declined to rule out a leak.", "The mayor", "declined", "to rule out a leak"),
        ("The mayor no longer supports the dam.", "The mayor", "no longer supports", "the dam"),
        ("The mayor does not want a second dam.", "The mayor", "does not want", "a second dam"),
        ("The mayor is not expected to resign.", "", "is not expected", "The mayor"),
        ("The mayor not only admitted that it broke.", "The mayor", "not only admitted", "that it broke"),
        (
            "The mayor said, without giving names, that it broke.",
            "The mayor",
            "said, without giving names",
            "that it broke",
        ),
        (
            "The mayor declined to comment, saying it was early.",
            "The mayor",
            "declined to comment, saying",
            "it was early",
        ),
        ("The mayor said nothing had leaked.", "The mayor", "said", "nothing had leaked"),
        ("“I did not,” said the mayor.", "the mayor", "said", "“I did not,”"),
        ("Even if the mayor says it broke, we stay.", "the mayor", "says", "it broke"),
        ("If it rains, the mayor said, the dam will break.", "the mayor", "said", "If it rains"),
        ("“I asked whether it had held,” she said.", "I", "asked", "whether it had held"),
        ("She asked whether the dam had held.", "She", "asked", "whether the dam had held"),
        ("“Who built it?” she asked.", "she", "asked", "“Who built it?”"),
        ("She denounced the “purge”.", "She", "denounced", "the “purge”"),
        ("She described him as a “hero”.", "She", "described", "“hero”"),
        ("“Nonsense,” the mayor said.", "the mayor", "said", "“Nonsense,”"),
        ("No 10 said that the dam broke.", "No 10", "said", "that the dam broke"),
        ("The mayor has no doubt that it broke.", "The mayor", "has no doubt", "that it broke"),
        ("The mayor frobnicated that it broke.", "The mayor", "frobnicated", "that it broke"),
        ("MAYOR: It broke.", "MAYOR", ":", "It broke."),
    ],
)
def test_what_takes_a_position_is_kept(text: str, source: str, cue: str, content: str) -> None:
    assert is_kept(text, source, cue, content)


def test_the_others_keep_their_order() -> None:
    text = "Ann said it broke. Ben did not say so. Cem says it held."
    annotations = Annotations(Document(text))
    kept = [Attribution(locate(text, s), locate(text, c), ()) for s, c in (("Ann", "said"), ("Cem", "says"))]
    unsaid = Attribution(locate(text, "Ben"), locate(text, "did not say"), locate(text, "so"))
    annotations.attributions = [kept[0], unsaid, kept[1]]
    Actuality()(annotations)
    assert annotations.attributions == kept


@given(st.data())
def test_any_spans_of_any_text_are_judged(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="not say if“”'’?:,. \n1\"NoI\u200b😀", max_size=80))
    place = st.integers(0, len(text))
    spans = st.lists(st.tuples(place, place).map(sorted), max_size=2).map(lambda pairs: tuple(Span(*p) for p in pairs))
    annotations = Annotations(Document(text))
    Segmenter()(annotations)
    QuoteFinder()(annotations)
    annotations.attributions = [Attribution(data.draw(spans), data.draw(spans), data.draw(spans))]
    Actuality()(annotations)
    assert len(annotations.attributions) in {0, 1}
