"""Who was told, on attributions given by hand."""

import pytest
from attributed import attributed
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.addressees import Addressees
from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.noun_phrase import find_noun_phrase
from graph.extraction.sources import Sources
from graph.model import Document, Span


def addressees(marked: str) -> list[str | None]:
    annotations = attributed(marked)
    Addressees()(annotations)
    return [_words(annotations, attribution) for attribution in annotations.attributions]


def _words(annotations: Annotations, attribution: Attribution) -> str | None:
    return annotations.document.quote(attribution.addressee) or None


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("{s:The mayor} {c:told} reporters {x:that the bridge was safe}.", "reporters"),
        ("{s:The mayor} {c:told} the Kethra Herald on Monday {x:that the bridge was safe}.", "the Kethra Herald"),
        ("{s:The mayor} {c:told the Kethra Herald in a letter} {x:that the bridge was safe}.", "the Kethra Herald"),
        ("{s:The mayor} {c:had told} them {x:that the bridge was safe}.", "them"),
        ("{s:The mayor} {c:told} her {x:that the bridge was safe}.", "her"),
        ("{s:The mayor} {c:told} her deputy {x:that the bridge was safe}.", "her deputy"),
        ("{x:“It is safe,”} {s:she} {c:told} a cheering crowd in Brenn.", "a cheering crowd"),
        (
            "{x:“It is safe,”} {s:she} {c:told} members of the harbour council after the vote.",
            "members of the harbour council",
        ),
        ("{x:“It is safe,”} {s:she} {c:told} the Herald's Ada Quill.", "the Herald's Ada Quill"),
        ("{x:“It is safe,”} {s:she} {c:told} the Sunday Courier.", "the Sunday Courier"),
        ("{x:“It is safe,”} {s:she} {c:told} Plumbline of the plan.", "Plumbline"),
        ("{x:“It is safe,”} {s:she} {c:told} 2,000 people at the harbour.", "2,000 people"),
        ("{s:The council} {c:asked} the minister {x:whether the bridge was safe}.", "the minister"),
        ("{s:The council} {c:urged} {x:the minister to close the bridge}.", "the minister"),
        ("{s:The council} {c:assured} {x:residents that the bridge was safe}.", "residents"),
        ("{s:The council} {c:called on} {x:Dorin Valk not to close the bridge}.", "Dorin Valk"),
        ("{s:The council} {c:warned} drivers {x:that the bridge was unsafe}.", "drivers"),
        ("{x:“It is safe,”} {s:she} {c:said} in an interview with the Herald.", "the Herald"),
        ("{x:“It is safe,”} {s:she} {c:said} in an interview on Monday with the Herald.", "the Herald"),
        ("In a letter to the transport committee, {s:she} {c:said} {x:it was safe}.", "the transport committee"),
        ("Speaking to reporters in Brenn, {s:she} {c:said} {x:it was safe}.", "reporters"),
        ("{s:The mayor}, in testimony before parliament, {c:denied} {x:that it was safe}.", "parliament"),
        ("{x:“It is safe,”} {s:she} {c:said} to her lawyers.", "her lawyers"),
        ("{s:The engineer} {c:explained} {x:the collapse} to the council.", "the council"),
    ],
)
def test_who_is_told_is_found(marked, told):
    assert addressees(marked) == [told]


@pytest.mark.parametrize(
    "marked",
    [
        "{s:The mayor} {c:said} {x:that the bridge was safe}.",
        "{s:The mayor} {c:said} {x:that he had told reporters}.",
        "{s:The mayor} {c:told} the truth {x:about the bridge}.",
        "{s:The mayor} {c:told} a news conference {x:that the bridge was safe}.",
        "{s:The mayor} {c:told} himself {x:that the bridge was safe}.",
        "{s:The mayor} {c:asked} {x:the question to end the debate}.",
        "{s:The mayor} {c:asked about} {x:the bridge}.",
        "{s:The mayor} {c:was told} Monday {x:that the bridge was safe}.",
        "{s:The mayor} was {c:told} the council {x:had left}.",
        "{s:The mayor} {c:urged} {x:an end to the work}.",
        "{s:The mayor} {c:urged} {x:Dorin Valk’s removal}.",
        "{s:The mayor} {c:ordered} {x:new bridges}.",
        "{s:The mayor} {c:admitted} to the theft in {x:a diary}.",
        "{s:The mayor} {c:said} {x:it was safe} and later met with reporters.",
        "After a meeting with Dorin Valk, {s:the mayor} {c:said} {x:it was safe}.",
        "{s:The mayor} {c:compared} {x:the bridge} to the Courier.",
        "{s:The mayor} {c:appeared in the council's briefing room to deny} {x:it}.",
        "The notice said so to drivers; {s:the mayor} {c:said} {x:it was safe}.",
    ],
)
def test_where_nobody_is_told_there_is_no_addressee(marked):
    assert addressees(marked) == [None]


def test_each_saying_has_its_own_addressee():
    marked = (
        "{s:Ben Tarn} {c:told} the Herald {x:that {s2:a guard} {c2:had told} him {x2:it was safe}}, "
        "while {s3:the mayor} {c3:told} the Courier {x3:it was not}."
    )
    assert addressees(marked) == ["the Herald", "him", "the Courier"]


def test_an_addressee_is_described_like_a_source():
    annotations = attributed(
        "{s:Ada Quill} {c:told} Dorin Valk {x:so}. {s2:She} {c2:told} reporters {x2:more}. "
        "{s3:Two drivers} {c3:said} {x3:that {s4:a guard} {c4:told} them {x4:so}}. {x5:“No,”} {s5:he} {c5:told} me. "
        "{s6:Ben Tarn} {c6:told} him {x6:more}. {s7:Tarn} {c7:told} this newspaper {x7:all}.",
        outlet="The Courier",
    )
    Addressees()(annotations)
    Sources()(annotations)
    told = [attribution.addressee_entity for attribution in annotations.attributions]
    assert [(source.name, source.kind, source.is_named) if source else None for source in told] == [
        ("Dorin Valk", "person", True),
        ("reporters", "collective", False),
        None,
        ("Two drivers", "collective", False),
        ("The Courier", "outlet", True),
        ("a guard", "anonymous", False),
        ("The Courier", "outlet", True),
    ]
    assert annotations.attributions[1].entity == annotations.attributions[0].entity


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("the port workers' union that it", "the port workers' union"),
        ("reporters traveling with him", "reporters"),
        ("a Harrow Valley gathering in May", "a Harrow Valley gathering"),
        ("Rep. Ada Quill of Brenn she would", "Rep. Ada Quill of Brenn"),
        ("Ada Quill and Ben Tarn at the time", "Ada Quill and Ben Tarn"),
        ("staff and left", "staff"),
        ("the largely empty hall", "the largely empty hall"),
        ("on Monday that", None),
        ("3,000 in Brenn", None),
        ("quietly that", None),
        (", a friend", None),
        ("", None),
    ],
)
def test_a_noun_phrase_ends_where_the_next_part_of_the_clause_begins(text, phrase):
    found = find_noun_phrase(text, 0, end=len(text))
    assert (text[found.start : found.end] if found else None) == phrase


TEXT = "She told the Herald’s reporters “no” in a letter to Ben Tarn, and asked 3 of them to go. He said so to her. "
SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 30)).map(
        lambda pair: Span(pair[0], min(len(TEXT), sum(pair)))
    ),
    max_size=2,
).map(lambda spans: tuple(sorted(spans)))


@given(st.lists(st.builds(Attribution, SPANS, SPANS, SPANS), max_size=4))
def test_any_spans_give_words_of_the_text_that_are_not_the_source(attributions):
    annotations = Annotations(Document(TEXT), sentences=[Span(0, 87), Span(88, 106)], quotes=[Span(33, 35)])
    annotations.attributions = attributions
    Addressees()(annotations)
    for attribution in attributions:
        for span in attribution.addressee:
            assert TEXT[span.start : span.end].strip() == TEXT[span.start : span.end] != ""
            assert not any(span.start < other.end and other.start < span.end for other in attribution.source)
