import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from command import allegedly, check_refused
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import serving
from strategies import fragments, names, readings, texts

from graph import inquiry, reviewing
from graph.assessing.assessing import assess, assessments
from graph.assessing.assessment import Assessment, Correction, Finding
from graph.assessing.revision import revise
from graph.errors import InputError, NotFoundError
from graph.extraction.statements import relays_of
from graph.identity.reviews import Standing
from graph.identity.sources import outlet_of
from graph.iris import Iris
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
from graph.rdf.assessments import AssessmentWriter, read_assessments
from graph.rebuilding import stored_entries
from graph.search.entries import entries_of
from graph.validation import check

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
TEXT = "The ferry sank, the Kethra Wire reports, citing two deckhands. It rained over the harbour all day."
DOCUMENT = Document(TEXT, url="https://courier.example/1", outlet="Ostrel Courier")
WIRE = Source("Kethra Wire", SourceKind.NEWS_AGENCY)
DECKHANDS = Source("two deckhands", SourceKind.COLLECTIVE, DOCUMENT.id)
SANK = Claim("The ferry sank in Kethra")


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def said(source: Source, words: str, cue: str, **more) -> Statement:
    known = {"claim": SANK, "content_spans": (at("The ferry sank"),)} | more
    return Statement(
        document=DOCUMENT.id,
        source=source,
        speech_act=SpeechAct.REPORT,
        stance=known.pop("stance", Stance.AFFIRM),
        quotation=QuotationType.INDIRECT,
        source_spans=(at(words),),
        cue_spans=(at(cue),),
        extractor="test/1",
        **known,
    )


ORIGIN = said(DECKHANDS, "two deckhands", "citing")
AGENCY = said(WIRE, "the Kethra Wire", "reports", via=(Via(ORIGIN.id, ViaBasis.WITHIN_SENTENCE),))
OUTLET = outlet_of(DOCUMENT)
(RELAY,) = relays_of([ORIGIN, AGENCY], DOCUMENT, outlet=OUTLET)
OWN = Statement(
    document=DOCUMENT.id,
    source=OUTLET,
    claim=Claim("It rained over the harbour all day", DOCUMENT.id),
    speech_act=SpeechAct.ASSERT,
    stance=Stance.AFFIRM,
    quotation=QuotationType.OWN_VOICE,
    content_spans=(at("It rained over the harbour all day."),),
    extractor="test/1",
)
STATEMENTS = [ORIGIN, AGENCY, RELAY, OWN]


def found(statement: Statement, finding: Finding = Finding.CORRECTED, *, minute: int = 0, **correction) -> Assessment:
    return Assessment.of(
        DOCUMENT.id,
        statement.id,
        finding,
        at=NOON + timedelta(minutes=minute),
        correction=Correction(**correction) if correction else None,
    )


def revised(*assessments: Assessment) -> dict[str, list[Statement]]:
    """What the statements come to, by the names of their sources."""
    by_source: dict[str, list[Statement]] = {}
    for statement in revise(DOCUMENT, STATEMENTS, assessments).statements:
        by_source.setdefault(statement.source.name, []).append(statement)
    return by_source


def library_with_it() -> Library:
    library = Library.in_memory()
    library.put(DOCUMENT, STATEMENTS)
    library.commit()
    return library


def everything(library: Library) -> set:
    store = library.store
    return {quad for name in [*store.graphs(), *store.layers()] for quad in store.quads(name)}


def test_what_was_accepted_stays_as_it_was_read():
    assert revise(DOCUMENT, STATEMENTS, [found(ORIGIN, Finding.ACCEPTED)]).statements == tuple(STATEMENTS)


def test_what_rested_on_a_rejected_statement_rests_on_what_that_rested_on():
    by_source = revised(found(AGENCY, Finding.REJECTED))
    assert by_source.keys() == {"two deckhands", "Ostrel Courier"}
    relay = next(s for s in by_source["Ostrel Courier"] if s.is_relay)
    assert relay.via == (Via(ORIGIN.id, ViaBasis.WITHIN_SENTENCE),)


def test_nothing_is_relayed_where_all_that_was_is_rejected():
    assert revised(found(AGENCY, Finding.REJECTED), found(ORIGIN, Finding.REJECTED)) == {"Ostrel Courier": [OWN]}


def test_a_rejected_relay_goes_and_leaves_what_it_relayed():
    assert revise(DOCUMENT, STATEMENTS, [found(RELAY, Finding.REJECTED)]).statements == (ORIGIN, AGENCY, OWN)


def test_who_passes_on_a_corrected_denial_takes_no_side():
    by_source = revised(found(ORIGIN, stance=Stance.REJECT))
    stances = {name: [s.stance for s in statements] for name, statements in by_source.items()}
    assert stances == {
        "two deckhands": [Stance.REJECT],
        "Kethra Wire": [Stance.NEUTRAL],
        "Ostrel Courier": [Stance.AFFIRM, Stance.NEUTRAL],
    }


def test_a_chain_is_about_the_corrected_claim_of_its_origin():
    by_source = revised(found(ORIGIN, claim="The ferry sank off Kethra"))
    claims = {s.claim.text for statements in by_source.values() for s in statements if s.quotation != "own_voice"}
    assert claims == {"The ferry sank off Kethra"}


def test_corrected_words_give_the_statement_another_id_that_others_follow():
    revision = revise(DOCUMENT, STATEMENTS, [found(ORIGIN, source_spans=(at("deckhands"),))])
    now = revision.now[ORIGIN.id]
    assert now != ORIGIN.id
    assert {s.id for s in revision.statements} == set(revision.now.values())
    agency = next(s for s in revision.statements if s.source == WIRE)
    assert agency.via == (Via(now, ViaBasis.WITHIN_SENTENCE),)
    assert revision.find(now) == ORIGIN
    assert revision.find(ORIGIN.id) == ORIGIN


def test_a_corrected_content_makes_the_claim():
    (corrected,) = (
        s
        for s in revised(found(OWN, content_spans=(at("over the harbour"),)))["Ostrel Courier"]
        if s.quotation == "own_voice"
    )
    assert corrected.claim.text == "Over the harbour"


def test_a_kind_is_corrected_in_all_of_the_document():
    statements = [ORIGIN, AGENCY, replace(OWN, source=WIRE)]
    revision = revise(DOCUMENT, statements, [found(AGENCY, kind=SourceKind.OUTLET)])
    assert {s.source.kind for s in revision.statements if s.source.name == "Kethra Wire"} == {SourceKind.OUTLET}


def test_a_name_that_the_document_knows_means_its_source():
    by_source = revised(found(ORIGIN, source="kethra wire"))
    assert [s.source for s in by_source["Kethra Wire"]] == [WIRE, WIRE]


def test_an_unnamed_source_belongs_to_the_document():
    by_source = revised(found(AGENCY, source="a harbour clerk", kind=SourceKind.ANONYMOUS))
    assert by_source["a harbour clerk"][0].source.scope == DOCUMENT.id


def test_what_the_outlet_said_in_its_own_voice_is_relayed_once_it_is_somebody_elses():
    by_source = revised(found(OWN, source="Harbour Office", kind=SourceKind.GOVERNMENT_BODY))
    (statement,) = by_source["Harbour Office"]
    assert statement.quotation is QuotationType.INDIRECT
    assert Via(statement.id, ViaBasis.WITHIN_SENTENCE) in [via for s in by_source["Ostrel Courier"] for via in s.via]


def test_the_latest_assessment_of_a_statement_counts():
    by_source = revised(found(OWN, Finding.REJECTED), found(OWN, Finding.ACCEPTED, minute=1))
    assert OWN in by_source["Ostrel Courier"]


@pytest.mark.parametrize(
    ("correction", "complaint"),
    [
        ({"content_spans": ()}, "has a content"),
        ({"content_spans": (Span(3, 3),)}, "cannot be"),
        ({"content_spans": (Span(9, 12), Span(1, 4))}, "cannot be"),
        ({"source_spans": (Span(0, len(TEXT) + 1),)}, "cannot be"),
        ({"cue_spans": (Span(-1, 4),)}, "cannot be"),
        ({"source": "  "}, "1 to 500"),
        ({"claim": "x" * 3_000}, "1 to 2,000"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(correction, complaint):
    library = library_with_it()
    before = everything(library)
    with pytest.raises(InputError, match=complaint):
        assess(library, AGENCY.id, Finding.CORRECTED, at=NOON, correction=Correction(**correction))
    assert everything(library) == before


@pytest.mark.parametrize(
    ("finding", "correction"),
    [(Finding.CORRECTED, None), (Finding.CORRECTED, Correction()), (Finding.REJECTED, Correction(claim="It sank"))],
)
def test_only_a_correction_corrects(finding, correction):
    with pytest.raises(InputError, match="what is right instead"):
        assess(library_with_it(), AGENCY.id, finding, at=NOON, correction=correction)


def test_a_relay_is_corrected_where_it_comes_from():
    with pytest.raises(InputError, match="correct that one"):
        assess(library_with_it(), RELAY.id, Finding.CORRECTED, at=NOON, correction=Correction(stance=Stance.DOUBT))


def test_an_unknown_statement_is_not_found():
    with pytest.raises(NotFoundError, match="no statement"):
        assess(library_with_it(), "a" * 26, Finding.ACCEPTED, at=NOON)


def test_answers_follow_from_assessments():
    library = library_with_it()
    assess(library, AGENCY.id, Finding.REJECTED, at=NOON, reviewer="Jo", comment="a misreading")
    assess(library, ORIGIN.id, Finding.CORRECTED, at=NOON, correction=Correction(stance=Stance.REJECT))
    library.commit()
    answer = inquiry.who(library, "the ferry sank in Kethra").claims[0]
    names_ = {position.source.name: position.stance for position in answer.positions}
    assert names_ == {"two deckhands": "reject", "Ostrel Courier": "neutral"}
    assert list(check(library)) == []
    assert [a.standing for a in assessments(library)] == [Standing.HOLDS, Standing.HOLDS]


def test_a_rejected_statement_is_found_by_the_id_that_it_had():
    library = library_with_it()
    assess(library, OWN.id, Finding.REJECTED, at=NOON)
    detail = assess(library, OWN.id, Finding.ACCEPTED, at=NOON + timedelta(minutes=1))
    assert detail.now == OWN.id
    assert [a.standing for a in assessments(library)] == [Standing.REPLACED, Standing.HOLDS]


def test_reading_a_document_again_keeps_what_was_said_of_it():
    library = library_with_it()
    assess(library, AGENCY.id, Finding.REJECTED, at=NOON)
    better = replace(ORIGIN, confidence=0.5)
    library.put(DOCUMENT, [better, AGENCY, RELAY, OWN])
    _, statements = library.read(DOCUMENT.id)
    assert WIRE not in {statement.source for statement in statements}
    assert better in statements
    reviewing.undo(library, assessments(library)[0].id)
    assert set(library.read(DOCUMENT.id)[1]) == {better, AGENCY, RELAY, OWN}


def test_a_forgotten_document_leaves_its_text_nowhere_and_what_was_said_of_it_holds_again_later():
    library = library_with_it()
    assess(library, AGENCY.id, Finding.REJECTED, at=NOON)
    library.forget(DOCUMENT.id)
    assert "deckhands" not in str(everything(library))
    assert [a.standing for a in assessments(library)] == [Standing.WITHOUT_EFFECT]
    library.put(DOCUMENT, STATEMENTS)
    assert WIRE not in {statement.source for statement in library.read(DOCUMENT.id)[1]}


def test_what_a_crash_left_between_an_assessment_and_its_document_is_carried_out(tmp_path):
    with Library.for_writing(tmp_path / "store") as library:
        library.put(DOCUMENT, STATEMENTS)
        library.commit()
        library.index.intend([DOCUMENT.id])
        library.assessments.add(found(AGENCY, Finding.REJECTED))
        library.store.flush()
    with Library.for_writing(tmp_path / "store") as library:
        assert WIRE not in {statement.source for statement in library.read(DOCUMENT.id)[1]}
        _, statements = library.read(DOCUMENT.id)
        assert library.index.size == len(statements)
        # A withdrawal that got as far as the document's graph is as if it had not begun.
        assessment = library.assessments.all()[0]
        library.index.intend([DOCUMENT.id])
        library._put(library.assessments.without(assessment))
        library.store.flush()
    with Library.for_writing(tmp_path / "store") as library:
        assert WIRE not in {statement.source for statement in library.read(DOCUMENT.id)[1]}
        library.undo(assessment.id)
        library.commit()
        assert set(library.read(DOCUMENT.id)[1]) == set(STATEMENTS)


@st.composite
def corrections(draw, document):
    correction = Correction(
        source=draw(st.none() | names),
        kind=draw(st.none() | st.sampled_from(SourceKind)),
        stance=draw(st.none() | st.sampled_from(Stance)),
        claim=draw(st.none() | names),
        source_spans=draw(st.none() | fragments(document.text)),
        cue_spans=draw(st.none() | fragments(document.text)),
        content_spans=draw(st.none() | fragments(document.text, min_size=1)),
    )
    return Correction(stance=Stance.DOUBT) if correction.says_nothing else correction


@st.composite
def assessed(draw):
    """A document with its statements and assessments of them."""
    document, statements = draw(readings())
    count = draw(st.integers(0, 4)) if statements else 0
    made = []
    for _ in range(count):
        statement, finding = draw(st.sampled_from(statements)), draw(st.sampled_from(Finding))
        correction = draw(corrections(document)) if finding is Finding.CORRECTED else None
        moment = NOON + timedelta(minutes=draw(st.integers(0, 5)))
        reviewer, comment = draw(st.just("") | texts), draw(st.just("") | texts)
        made.append(
            Assessment.of(
                document.id, statement.id, finding, at=moment, correction=correction, reviewer=reviewer, comment=comment
            )
        )
    return document, statements, list({assessment.id: assessment for assessment in made}.values())


@given(assessed())
def test_quads_hold_the_whole_assessments(case):
    _, _, made = case
    quads = AssessmentWriter(Iris()).quads(made)
    assert read_assessments(quads) == sorted(made, key=lambda assessment: assessment.order)


@given(assessed(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_undoing_all_in_any_order_leaves_the_graph_as_it_was(case, dice):
    document, statements, made = case
    with Library.in_memory() as library:
        library.put(document, statements)
        before = everything(library)
        for assessment in made:
            library.assess(assessment)
            current, standing = library.read(document.id)
            assert list(stored_entries(library.store, document.id)) != [] or standing == []
            assert set(stored_entries(library.store, document.id)) == set(entries_of(current, standing))
        dice.shuffle(made)
        for assessment in made:
            library.undo(assessment.id)
        assert everything(library) == before


@given(assessed())
@settings(deadline=None, max_examples=60)
def test_a_library_holds_what_the_statements_come_to(case):
    document, statements, made = case
    with Library.in_memory() as library:
        library.put(document, statements)
        for assessment in made:
            library.assess(assessment)
        with Library.in_memory() as other:
            for assessment in made:
                other.assessments.add(assessment)
            other.put(document, statements)
            assert everything(other) == everything(library)


def test_the_service_takes_assessments_and_undoes_them():
    with (
        serving(library_with_it(), anyone="write") as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        given = {"finding": "corrected", "correction": {"stance": "doubt", "source_spans": [[*at("two deckhands")]]}}
        made = client.post(f"/statements/{ORIGIN.id}/assessments", json=given)
        assert made.status_code == 201, made.text
        assert made.json()["read"]["stance"] == "affirm"
        stances = {s["position"]["stance"] for s in client.get(f"/documents/{DOCUMENT.id}/statements").json()}
        assert stances == {"doubt", "neutral", "affirm"}
        assert client.get(f"/documents/{DOCUMENT.id}/assessments").json() == [made.json()]
        assert [r["kind"] for r in client.get("/reviews").json()] == ["assessment"]
        assert client.delete(f"/reviews/{made.json()['id']}").json()["statement"] == ORIGIN.id
        assert client.get(f"/documents/{DOCUMENT.id}/assessments").json() == []
        nonsense = {"finding": "corrected", "correction": {"content_spans": [[5, 2]]}}
        refused = client.post(f"/statements/{ORIGIN.id}/assessments", json=nonsense)
        assert (refused.status_code, refused.headers["content-type"]) == (400, "application/problem+json")


def test_the_command_line_assesses(tmp_path):
    store = tmp_path / "store"
    with Library.for_writing(store) as library:
        library.put(DOCUMENT, STATEMENTS)
        library.commit()
    made = allegedly(
        "correct", AGENCY.id, "--source", "Kethra Post", "--content-at", "0-9,10-14", "--store", store, "--json"
    )
    assert made.json["correction"]["content_spans"] == [[0, 9], [10, 14]]
    assert "Kethra Post" in allegedly("who", "ferry", "--store", store).out
    listed = allegedly("reviews", "--store", store)
    assert "corrected" in listed.out
    assert "content spans: 0-9 10-14" in listed.out
    assert allegedly("undo", made.json["id"], "--store", store).code == 0
    assert allegedly("reject", AGENCY.id, "--store", store, "--reviewer", "Jo", "--comment", "why").out.endswith(
        "Jo: why\n"
    )
    assert "Kethra Wire" not in allegedly("who", "ferry", "--store", store).out
    assert json.loads(allegedly("accept", AGENCY.id, "--store", store, "--json").out)["finding"] == "accepted"
    check_refused(allegedly("correct", AGENCY.id, "--cue-at", "here", "--store", store), "12-40")
