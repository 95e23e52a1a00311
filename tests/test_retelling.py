"""Claims that one document tells again after another are one, though their words are far apart."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity.retelling import describing_words
from graph.identity.reviews import Kind
from graph.library import Library
from graph.model import (
    Claim,
    Document,
    QuotationType,
    Source,
    SourceKind,
    Span,
    SpeechAct,
    Stance,
    Statement,
    Via,
    ViaBasis,
)

FIRST = "General Casimir Voss, who leads the Third Army, ordered the crossing in person"
AGAIN = "General Voss sent the lorries over"
OTHER = "The Third Army has 900 lorries"
DAY = date(2031, 5, 4)
UNNAMED = "an official at the transport ministry"


def outlet(name: str) -> Source:
    return Source(name, SourceKind.NEWS_AGENCY)


def said(document: Document, claim: Claim, source: Source, *, at: int, on: Statement | None = None) -> Statement:
    return Statement(
        document=document.id,
        source=source,
        claim=claim,
        speech_act=SpeechAct.REPORT,
        stance=Stance.AFFIRM,
        quotation=QuotationType.INDIRECT,
        content_spans=(Span(at, at + 3),),
        extractor="test/1",
        via=() if on is None else (Via(on.id, ViaBasis.WITHIN_SENTENCE),),
    )


def reading(publisher, claim, *chain, day=DAY, kind=SourceKind.ANONYMOUS):
    """A document of a publisher that has a claim from a chain of sources, the last of them without a name."""
    document = Document(f"{publisher} on {day} about {claim} of {chain}", outlet=publisher, published=day)
    *named, end = chain
    sources = [outlet(publisher), *map(outlet, named)]
    if end is not None:
        scope = document.id if kind is SourceKind.ANONYMOUS else None
        sources.append(Source(end, kind, scope=scope))
    statements: list[Statement] = []
    for number, source in enumerate(reversed(sources)):
        below = statements[-1] if statements else None
        statements.append(said(document, Claim(claim), source, at=number, on=below))
    return document, statements


def are_one(*readings) -> bool:
    with Library.in_memory() as library:
        for document, statements in readings:
            library.put(document, statements)
        library.commit()
        groups = [
            library.judgements.group_of(statements[0].claim.id, kind=Kind.CLAIM) for _, statements in readings[:2]
        ]
        return groups[0] is not None and groups[0] == groups[1]


def first(**changed):
    return reading("Rupress News Agency", FIRST, UNNAMED, **changed)


def test_what_an_outlet_had_of_an_unnamed_source_is_known_again_in_whom_it_is_told_after():
    assert are_one(reading("The Courier", AGAIN, "Rupress", "a transport ministry insider", day=DAY), first())


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(reading("The Courier", AGAIN, UNNAMED), id="nobody cited"),
        pytest.param(reading("The Courier", AGAIN, "Vox", UNNAMED), id="another outlet cited"),
        pytest.param(reading("The Courier", AGAIN, "Rupress", "a driver at the border"), id="another source behind"),
        pytest.param(reading("The Courier", AGAIN, "Rupress", "an official"), id="a source that may be anybody"),
        pytest.param(reading("The Courier", AGAIN, "Rupress", None), id="nobody behind"),
        pytest.param(reading("The Courier", OTHER, "Rupress", UNNAMED), id="another claim"),
        pytest.param(reading("The Courier", AGAIN, "Rupress", UNNAMED, day=DAY - timedelta(days=1)), id="told before"),
        pytest.param(reading("The Courier", AGAIN, "Rupress", UNNAMED, day=DAY + timedelta(days=99)), id="long after"),
    ],
)
def test_less_than_that_leaves_claims_apart(again):
    assert not are_one(again, first())


def test_whom_everybody_can_ask_says_more_than_one_thing_a_day():
    person = "Ada Quill"
    again = reading("The Courier", AGAIN, "Rupress", person, kind=SourceKind.PERSON)
    assert not are_one(again, reading("Rupress", FIRST, person, kind=SourceKind.PERSON))


def test_numbers_must_agree_all_the_same():
    one = reading("Rupress", "The column that crossed the river at night had 40 lorries", UNNAMED)
    other = reading("The Courier", "Some 60 lorries crossed the river at night", "Rupress", UNNAMED)
    assert not are_one(other, one)


def test_the_membership_tells_why():
    again = reading("The Courier", AGAIN, "Rupress", UNNAMED)
    with Library.in_memory() as library:
        for document, statements in (again, first()):
            library.put(document, statements)
        claims = [Claim(AGAIN).id, Claim(FIRST).id]
        told = [m for m in library.judgements.memberships(claims, kind=Kind.CLAIM) if m.compared_with]
        assert [m.method for m in told] == ["retold-claim"]
        assert "of who published the other" in told[0].explanation


READINGS = [
    first(),
    reading("The Courier", AGAIN, "Rupress", UNNAMED),
    reading("The Beacon", AGAIN, "Rupress", None),
    reading("The Beacon", AGAIN, "a waiter"),
    reading("The Courier", "It was Voss who gave the order to cross", "Rupress", "a ministry insider"),
]


@settings(max_examples=25)
@given(st.permutations(range(len(READINGS))), st.sets(st.integers(0, len(READINGS) - 1)))
def test_what_came_and_went_meanwhile_leaves_no_trace(order, gone):
    def everything(library):
        return {
            quad for name in (*library.store.graphs(), *library.store.layers()) for quad in library.store.quads(name)
        }

    with Library.in_memory() as library, Library.in_memory() as never:
        for number in order:
            library.put(*READINGS[number])
        for number in gone:
            library.forget(READINGS[number][0].id)
        for number in sorted(set(order) - gone):
            never.put(*READINGS[number])
        assert everything(library) == everything(never)


def test_words_that_anybody_is_called_by_do_not_describe():
    assert describing_words("an unnamed source", "one official", "people") == describing_words("unnamed")
    assert describing_words("two drivers") == describing_words("a driver")
    assert describing_words("") == frozenset()
