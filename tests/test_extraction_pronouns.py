"""Pronouns in a claim: names where it is certain for whom they stand, the words as they are where not."""

import pytest
from attributed import attributed
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.annotations import Attribution
from graph.extraction.chains.component import Chains
from graph.extraction.claims import Claims
from graph.extraction.propositions.agreement import third_person
from graph.extraction.quotations import QuotationTyper
from graph.extraction.sources import Sources
from graph.extraction.speech_acts import SpeechActs
from graph.extraction.statements import Statements
from graph.model import Source, SourceKind


def claimed(marked: str, *, body: str = "") -> Attribution:
    """The last attribution of a marked text; ``body`` is whom its source speaks for."""
    annotations = attributed(marked)
    for component in (QuotationTyper(), SpeechActs(), Sources(), Chains()):
        component(annotations)
    if body:
        last = annotations.attributions[-1]
        last.spokesperson, last.entity = last.entity, Source(body, SourceKind.GOVERNMENT_BODY)
    Claims()(annotations)
    return annotations.attributions[-1]


def text_of(attribution: Attribution) -> str:
    assert attribution.claim is not None
    return attribution.claim.text


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("I signed the order", "Ben Tarn signed the order"),
        ("I know the road to Brenn", "Ben Tarn knows the road to Brenn"),
        ("I always carry the keys", "Ben Tarn always carries the keys"),
        ("I am ready, and I have the keys", "Ben Tarn is ready, and Ben Tarn has the keys"),
        ("I’m going to Brenn", "Ben Tarn is going to Brenn"),
        ("I don’t know the road", "Ben Tarn does know the road"),
        ("They told me about my brother", "They told Ben Tarn about Ben Tarn's brother"),
        ("I lost my keys in Brenn", "Ben Tarn lost Ben Tarn's keys in Brenn"),
        ("The order came from me", "The order came from Ben Tarn"),
        ("Why do I know the road?", "Why do I know the road?"),
        ("My wife and I know the road", "Ben Tarn's wife and I know the road"),
        ("I put the keys there", "I put the keys there"),
        ("I’d say so", "I’d say so"),
        ("We signed the order", "We signed the order"),
        ("The US signed it", "The US signed it"),
        ("I think the bridge was closed", "The bridge was closed"),
        ("I am sure that the bridge was closed", "The bridge was closed"),
        ("I believe in the old bridge", "Ben Tarn believes in the old bridge"),
        ("I think so too", "Ben Tarn thinks so too"),
        ("I cannot tell you why", "Ben Tarn can tell you why"),
    ],
)
def test_who_says_i_is_the_one_who_is_quoted(said: str, text: str) -> None:
    assert text_of(claimed("“{x:" + said + "},” {s:Ben Tarn} {c:said}.")) == text


def test_my_is_his_where_the_text_calls_him_he() -> None:
    marked = "“{x1:The bridge is shut},” {s1:Ben Tarn} {c1:said}. “{x2:I lost my keys},” {s2:he} {c2:added}."
    assert text_of(claimed(marked)) == "Ben Tarn lost his keys"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("We have signed our order", "The Ministry of Roads has signed its order"),
        ("We know the road", "The Ministry of Roads knows the road"),
        ("We’ve signed it ourselves", "The Ministry of Roads has signed it itself"),
        ("I signed it for us", "Ben Tarn signed it for the Ministry of Roads"),
    ],
)
def test_we_is_the_body_spoken_for(said: str, text: str) -> None:
    claim = text_of(claimed("“{x:" + said + "},” {s:Ben Tarn} {c:said}.", body="the Ministry of Roads"))
    assert claim == text


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("{s:Ada Quill} {c:said} {x:she had signed it}.", "Ada Quill had signed it"),
        ("{s:Ada Quill} {c:said} that {x:her party had signed it}.", "Ada Quill's party had signed it"),
        ("{s:Ada Quill} {c:said} {x:she had lost her keys}.", "Ada Quill had lost her keys"),
        ("{s:A guard} {c:said} {x:he had orders from Brenn}.", "The guard had orders from Brenn"),
        ("{s:The Brenn Council} {c:said} {x:it would close the bridge}.", "The Brenn Council would close the bridge"),
        ("{s:The Ministry of Roads} {c:said} {x:its lorries had left}.", "The Ministry of Roads' lorries had left"),
        ("{s:Residents} {c:said} {x:they had heard a shot}.", "Residents had heard a shot"),
        ("{s:The Ministry of Roads} {c:said} {x:it was clear who did it}.", "It was clear who did it"),
        ("{s:The Ministry of Roads} {c:said} {x:it would collapse}.", "It would collapse"),
        ("{s:The Ministry of Roads} {c:said} {x:it was old}.", "It was old"),
        ("{s:The Ministry of Roads} {c:said} {x:it would cost more}.", "It would cost more"),
        ("{s:The Ministry of Roads} {c:said} {x:it would lift prices}.", "It would lift prices"),
        ("{s:The Ministry of Roads} {c:said} {x:it’s too early to say}.", "It’s too early to say"),
        ("{s:The Ministry of Roads} {c:called} {x:it the best bridge}.", "It is the best bridge"),
        ("{x:It had built the bridge}, {s:the Ministry of Roads} {c:said}.", "It had built the bridge"),
        ("{s:Residents} {c:convinced them} {x:they had won}.", "They had won"),
        ("{s:Most residents} {c:said} {x:they had heard a shot}.", "Most residents had heard a shot"),
        ("Cem Dahl was ill. {s:Ben Tarn} {c:said} {x:he would resign}.", "He would resign"),
        ("{s:Ben Tarn} {c:said} {x:Cem Dahl knew that he would resign}.", "Cem Dahl knew that he would resign"),
        ("{s:Mr Ben Tarn} {c:said} {x:she would resign}.", "She would resign"),
        ("{s:His wife} {c:said} {x:he would resign}.", "He would resign"),
        ("“{x:He signed it},” {s:Ben Tarn} {c:said}.", "He signed it"),
        ("General Cem Dahl came. “{x:He signed it},” {s:Ben Tarn} {c:said}.", "Cem Dahl signed it"),
        ("General Cem Dahl came. {s:A voter} {c:said} {x:she had come}.", "She had come"),
        ("General Cem Dahl came. {s:A pianola} {c:said} {x:he had come}.", "He had come"),
        (
            "{s:Ada Quill, who had met Mr. Cem Dahl,} {c:spoke}. “{x2:He had come},” {s2:Ben Tarn} {c2:said}.",
            "He had come",
        ),
        ("{s:Ben Tarn} {c:denounced} {x:his long speeches}.", "His long speeches"),
        ("{s:No leader} {c:said} {x:he would resign}.", "He would resign"),
        ("{s:Ben Tarn} {c:said} {x:he’s not signed it}.", "Ben Tarn's not signed it"),
        ("{s:Ben Tarn} {c:said} {x:he’s in Brenn}.", "Ben Tarn is in Brenn"),
        ("{s:Ben Tarn} {c:said} {x:every man has his or her price}.", "Every man has his or her price"),
        ("{s:Ben Tarn} {c:said} {x:the general had it from him}.", "The general had it from Ben Tarn"),
    ],
)
def test_a_third_person_is_whoever_alone_it_can_be(marked: str, text: str) -> None:
    assert text_of(claimed(marked)) == text


def test_a_name_makes_a_claim_understood_alone_and_a_description_does_not() -> None:
    named = claimed("{s:Ada Quill} {c:said} {x:she had closed the old bridge in Brenn}.")
    described = claimed("{s:A guard} {c:said} {x:he had closed the old bridge in Brenn}.")
    assert named.claim is not None
    assert described.claim is not None
    assert named.claim.scope is None
    assert described.claim.scope is not None


def test_who_is_quoted_inside_a_report_says_i_of_himself() -> None:
    annotations = attributed(
        "{s1:Ada Quill} {c1:said} that {x1:{s2:Ben Tarn} {c2:had told} her: “{x2:I signed the order}”}."
    )
    for component in (QuotationTyper(), SpeechActs(), Sources(), Chains(), Claims(), Statements()):
        component(annotations)
    outer, inner = annotations.attributions
    assert text_of(inner) == "Ben Tarn signed the order"
    assert "Ben Tarn signed the order" in text_of(outer)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_verb_in_the_third_person_stays_one_word(verb: str) -> None:
    form = third_person(verb)
    assert form is None or form.isalpha()


WORDS = st.sampled_from(
    ["I", "we", "he", "she", "it", "they", "my", "her", "Tarn", "Ada Quill", "had", "closed", "not", "“", "”", ",", "."]
)


@given(st.lists(WORDS, min_size=1, max_size=12), st.lists(WORDS, max_size=6))
def test_any_words_have_one_claim_and_keep_their_spans(words: list[str], before: list[str]) -> None:
    content = " ".join(words)
    annotations = attributed(f"{' '.join(before)} {{s:Ada Quill}} {{c:said}} {{x:{content}}}.")
    spans = annotations.attributions[0].content
    for component in (QuotationTyper(), SpeechActs(), Sources(), Chains()):
        component(annotations)
    Claims()(annotations)
    first = annotations.attributions[0].claim
    Claims()(annotations)
    assert first is not None
    assert first.text.strip()
    assert annotations.attributions[0].content == spans
