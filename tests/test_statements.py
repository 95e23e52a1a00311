"""The outlet around what others say: on attributions given by hand, so that no finder matters."""

import re
from dataclasses import replace
from datetime import date

import pytest
from attributed import attributed

from graph.extracted import extracted
from graph.extraction.addressees import Addressees
from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.claims import Claims
from graph.extraction.said_on import SaidOn
from graph.extraction.sources import Sources
from graph.extraction.statements import Statements
from graph.model import (
    DateBasis,
    Document,
    QuotationType,
    Source,
    SourceKind,
    Span,
    SpeechAct,
    Stance,
    ViaBasis,
)
from graph.period import Period


def annotate(text: str, *attributions: Attribution, outlet: str | None = "The Courier") -> Annotations:
    annotations = Annotations(Document(text, outlet=outlet), extractor="test/1")
    annotations.sentences = [Span(*m.span()) for m in re.finditer(r"\S[^.?]*[.?]”?", text)]
    annotations.quotes = [Span(m.start() + 1, m.end() - 1) for m in re.finditer("“[^”]*”", text)]
    annotations.attributions = list(attributions)
    Sources()(annotations)
    Claims()(annotations)
    Statements()(annotations)
    return annotations


def attribution(text: str, source: str, cue: str, content: str, **changes) -> Attribution:
    def spans(words: str):
        start = text.index(words) if words else 0
        return (Span(start, start + len(words)),) if words else ()

    made = Attribution(spans(source), spans(cue), spans(content))
    for name, value in changes.items():
        setattr(made, name, value)
    return made


CHAIN = "SANA reports, citing local sources, that a ferry with 45 cars reached Brenn."
DENIAL = "The Foreign Ministry denied that a ferry with 45 cars reached Brenn."


def chain() -> Annotations:
    content = "a ferry with 45 cars reached Brenn"
    return annotate(
        CHAIN,
        attribution(
            CHAIN,
            "SANA",
            "reports",
            content,
            speech_act=SpeechAct.REPORT,
            hops=[(1, ViaBasis.WITHIN_SENTENCE)],
        ),
        attribution(CHAIN, "local sources", "citing", content),
    )


def test_the_outlet_is_the_outermost_statement_of_a_chain():
    agency, local, outlet = chain().statements
    assert outlet.source.name == "The Courier"
    assert [via.statement for via in outlet.via] == [agency.id]
    assert [via.statement for via in agency.via] == [local.id]
    assert (outlet.is_relay, agency.is_relay, local.via) == (True, False, ())
    assert len({statement.claim.id for statement in (outlet, agency, local)}) == 1
    assert outlet.content_spans == agency.content_spans


def test_who_relays_a_denial_takes_no_side():
    denial = attribution(
        DENIAL,
        "The Foreign Ministry",
        "denied",
        "a ferry with 45 cars reached Brenn",
        speech_act=SpeechAct.DENY,
        stance=Stance.REJECT,
    )
    ministry, outlet = annotate(DENIAL, denial).statements
    assert ministry.stance is Stance.REJECT
    assert outlet.stance is Stance.NEUTRAL
    assert outlet.claim == ministry.claim


def test_a_source_that_passes_on_a_denial_takes_no_side_either():
    text = "SANA said the Foreign Ministry had denied that a ferry with 45 cars reached Brenn."
    content = "a ferry with 45 cars reached Brenn"
    outer = attribution(text, "SANA", "said", text[10:-1], hops=[(1, ViaBasis.WITHIN_SENTENCE)])
    inner = attribution(
        text, "the Foreign Ministry", "denied", content, speech_act=SpeechAct.DENY, stance=Stance.REJECT
    )
    agency, ministry, outlet = annotate(text, outer, inner).statements
    assert [statement.stance for statement in (outlet, agency, ministry)] == [
        Stance.NEUTRAL,
        Stance.NEUTRAL,
        Stance.REJECT,
    ]
    assert agency.claim == ministry.claim


def test_what_nobody_else_is_given_for_is_the_outlets_own_voice():
    text = "Brenn is a town in the northeast of the country. " + DENIAL
    denial = attribution(text, "The Foreign Ministry", "denied", "a ferry with 45 cars reached Brenn")
    own = [s for s in annotate(text, denial).statements if s.quotation is QuotationType.OWN_VOICE]
    assert [text[s.content_spans[0].start : s.content_spans[0].end] for s in own] == [
        "Brenn is a town in the northeast of the country."
    ]
    assert (own[0].source.name, own[0].stance, own[0].via, own[0].cue_spans) == (
        "The Courier",
        Stance.AFFIRM,
        (),
        (),
    )


@pytest.mark.parametrize(
    "text",
    [
        "“We will never again let a ferry of that size leave the port.”",
        "Who sent the ferry with 45 cars to Brenn?",
        "By our own correspondent.",
    ],
)
def test_quotes_questions_and_headlines_are_not_the_outlets_voice(text):
    assert annotate(text).statements == []


def test_an_outlet_does_not_relay_itself():
    text = "The Courier can report that a ferry with 45 cars reached Brenn."
    own = attribution(text, "The Courier", "can report", "a ferry with 45 cars reached Brenn")
    (statement,) = annotate(text, own).statements
    assert (statement.source.name, statement.via) == ("The Courier", ())


def test_without_an_outlet_the_relay_belongs_to_an_unnamed_one_of_this_document():
    denial = attribution(DENIAL, "The Foreign Ministry", "denied", "a ferry with 45 cars reached Brenn")
    annotations = annotate(DENIAL, denial, outlet=None)
    assert annotations.statements[-1].source.scope == annotations.document.id


def test_a_passive_has_a_source_that_the_text_does_not_state():
    text = "It was reported that a ferry with 45 cars reached Brenn."
    passive = attribution(text, "", "It was reported", "a ferry with 45 cars reached Brenn")
    statement, outlet = annotate(text, passive).statements
    assert statement.source.kind == "unspecified"
    assert statement.source.id != outlet.source.id


def test_when_and_to_whom_it_was_said_is_the_sources_and_not_the_outlets():
    published = date(2031, 3, 6)
    marked = "{s:Ada Quill} {c:told} the Kethra Herald last month {x:that a ferry with 45 cars reached Brenn}."
    annotations = attributed(marked, published=published, outlet="The Courier")
    for component in (Addressees(), Sources(), SaidOn(), Claims(), Statements()):
        component(annotations)
    said, relay = annotations.statements
    assert (said.said_on, said.said_on_basis) == (Period.of_month(2031, 2), DateBasis.TEXT)
    assert said.addressee == Source("the Kethra Herald", SourceKind.OUTLET)
    assert annotations.document.quote(said.addressee_spans) == "the Kethra Herald"
    assert (relay.said_on, relay.said_on_basis) == (Period.of_day(published), DateBasis.PUBLICATION)
    assert (relay.addressee, relay.addressee_spans) == (None, ())
    (printed,) = extracted("a", annotations.statements, own_voice=False).attributions
    assert (printed.addressee, printed.addressee_name) == (said.addressee_spans, "the Kethra Herald")
    assert (printed.said_on, printed.said_on_basis) == ("2031-02", "text")


def test_a_date_or_an_addressee_is_no_part_of_a_statements_id():
    bare = annotate(DENIAL, attribution(DENIAL, "The Foreign Ministry", "denied", "a ferry")).statements[0]
    told = replace(bare, addressee=bare.source, addressee_spans=bare.cue_spans, said_on=Period.of_year(2031))
    assert told.id == bare.id
