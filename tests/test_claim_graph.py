from dataclasses import replace

import networkx as nx
import pytest
from pieces import Piece, evidence
from story import Story

from graph.analysis.claim_graph import Inference, origins, reports, source_graph, statement_graph
from graph.analysis.evidence import evidence_about
from graph.library import Library
from graph.model import Claim, SourceKind, Stance, ViaBasis

ANONYMOUS, COLLECTIVE, PERSON = SourceKind.ANONYMOUS, SourceKind.COLLECTIVE, SourceKind.PERSON
OTHER = Claim("The mayor of Orrin resigned")


def courier(published="2031-03-04") -> Piece:
    return Piece("The Courier", published).says("an official", kind=ANONYMOUS)


def dom() -> Piece:
    piece = Piece("Dom", "2031-03-05").says("some official", label="official", kind=ANONYMOUS)
    return piece.says("The Courier", "official")


def edges(*pieces: Piece, inferred=Inference.WITH) -> set[tuple[str, str]]:
    """The edges of the graph of sources, by the labels of its nodes."""
    found = evidence(*pieces)
    graph = source_graph(found, statement_graph(found, inferred=inferred))
    return {(graph.nodes[outer]["label"], graph.nodes[inner]["label"]) for outer, inner in graph.edges}


def ends(*pieces: Piece, inferred=Inference.WITH, stance=Stance.AFFIRM) -> tuple[list[str], list[str]]:
    """The names of the origins, named and unnamed."""
    found = evidence(*pieces)
    result = origins(found, statement_graph(found, inferred=inferred), stance=stance)
    return tuple(
        sorted(found.sources[source].name for origin in kind for source in origin.sources)
        for kind in (result.named, result.unnamed)
    )


# Statements


def test_what_the_text_states_is_there_with_and_without_what_is_inferred():
    pieces = courier(), dom()
    found = evidence(*pieces)
    stated = {(record.statement, via.statement) for record in found.records.values() for via in record.via}
    without, with_ = (statement_graph(found, inferred=inferred) for inferred in (Inference.WITHOUT, Inference.WITH))
    assert set(without.edges) == stated
    assert set(without.nodes) == set(with_.nodes) == set(found.records)
    assert {ends for ends in with_.edges if with_.edges[ends]["inferred"]} == set(with_.edges) - stated != set()


def test_edges_tell_how_they_are_known():
    pieces = courier(), dom()
    found = evidence(*pieces)
    graph = statement_graph(found, inferred=Inference.WITH)
    one, other = pieces
    stated = graph.edges[other.statements["The Courier"].id, other.statements["official"].id]
    inferred = graph.edges[other.statements["The Courier"].id, one.statements["relay of an official"].id]
    assert stated == {"basis": "within_sentence", "inferred": False, "score": 1.0, "reason": None}
    assert (inferred["basis"], inferred["inferred"]) == ("named_outlet", True)
    assert inferred["score"] < 1
    assert inferred["reason"]


def test_an_inferred_hop_that_a_document_holds_can_be_switched_off_too():
    class Held(Piece):
        def build(self):
            document, statements = super().build()
            held = [
                replace(one, via=tuple(replace(via, basis=ViaBasis.INFERRED) for via in one.via)) for one in statements
            ]
            return document, held

    found = evidence(Held("The Courier").says("an official", kind=ANONYMOUS))
    with_, without = (statement_graph(found, inferred=inferred) for inferred in (Inference.WITH, Inference.WITHOUT))
    assert [data["inferred"] for _, _, data in with_.edges(data=True)] == [True]
    assert not without.edges


# Sources


def test_chains_over_documents_lead_from_outlet_to_outlet_to_the_unnamed_source():
    assert edges(courier(), dom()) == {
        ("Dom", "The Courier"),
        ("The Courier", "an official"),
        ("The Courier", "some official"),
        ("some official", "an official"),
    }
    assert edges(courier(), dom(), inferred=Inference.WITHOUT) == {
        ("Dom", "The Courier"),
        ("The Courier", "an official"),
        ("The Courier", "some official"),
    }


def test_who_speaks_for_a_body_is_one_with_it_and_whoever_has_no_name_is_not():
    piece = Piece("The Courier").says("Ida Stein", kind=PERSON, of="the Harbour Board")
    piece.says("the Harbour Board", kind=SourceKind.ORGANISATION)
    piece.says("a clerk", kind=ANONYMOUS, of="the Harbour Board")
    assert edges(piece) == {("The Courier", "the Harbour Board"), ("The Courier", "a clerk")}


def test_who_is_said_to_speak_for_a_body_in_one_document_speaks_for_it_in_the_other():
    pieces = (
        Piece("The Courier").says("Ida Stein", kind=PERSON, of="the Harbour Board"),
        Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON),
    )
    assert edges(*pieces) == {("The Courier", "the Harbour Board"), ("Dom", "the Harbour Board")}


def test_who_changed_sides_speaks_for_each_body_only_where_it_is_said():
    pieces = (
        Piece("The Courier").says("Ida Stein", kind=PERSON, of="the Harbour Board"),
        Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON, of="the Canal Trust"),
        Piece("Rag", "2031-03-06").says("Ida Stein", kind=PERSON),
    )
    assert edges(*pieces) == {
        ("The Courier", "the Harbour Board"),
        ("Dom", "the Canal Trust"),
        ("Rag", "Ida Stein"),
    }


@pytest.mark.parametrize(
    ("short", "speaker"),
    [("the Board", "the Harbour Board"), ("the Trust", "the Trust"), ("the Harbour Trust", "the Harbour Trust")],
)
def test_a_short_name_of_a_body_means_the_one_that_its_people_speak_for_elsewhere(short, speaker):
    pieces = (
        Piece("The Courier").says("Ida Stein", kind=PERSON, of="the Harbour Board"),
        Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON, of=short),
        Piece("Rag", "2031-03-06").says(short, kind=SourceKind.ORGANISATION),
    )
    found = edges(*pieces)
    assert found >= {("The Courier", "the Harbour Board"), ("Dom", speaker), ("Rag", speaker)}


@pytest.mark.parametrize(
    ("ministry", "other", "speaker"),
    [
        ("the interior ministry", None, "Ruritania's interior ministry"),
        ("the Ministry of the Interior", None, "Ruritania's interior ministry"),
        ("the interior ministry", "Graustark's interior ministry", "the interior ministry"),
        ("the defence ministry", None, "the defence ministry"),
        ("the ministry", None, "the ministry"),
    ],
)
def test_a_ministry_without_a_country_is_that_of_the_only_one_of_which_a_ministry_speaks(ministry, other, speaker):
    kind = SourceKind.GOVERNMENT_BODY
    pieces = [
        Piece("The Courier").says("Ruritania's interior ministry", kind=kind),
        Piece("Dom", "2031-03-05").says(ministry, kind=kind),
    ]
    if other:
        pieces.append(Piece("Rag", "2031-03-06").says(other, kind=kind))
    assert ("Dom", speaker) in edges(*pieces)


def test_the_same_words_for_unnamed_sources_of_two_documents_are_two_nodes():
    pieces = courier(), Piece("Dom", "2031-03-05").says("an official", kind=ANONYMOUS)
    found = evidence(*pieces)
    graph = source_graph(found, statement_graph(found, inferred=Inference.WITH))
    unnamed = [node for node, data in graph.nodes(data=True) if not data["named"]]
    assert [graph.nodes[node]["label"] for node in unnamed] == ["an official"] * 2


def test_an_edge_has_the_pairs_that_give_it_and_is_only_inferred_if_all_are():
    pieces = courier(), Piece("Dom", "2031-03-05").says("The Courier")
    found = evidence(*pieces)
    graph = source_graph(found, statement_graph(found, inferred=Inference.WITH))
    (courier_id,) = (node for node, data in graph.nodes(data=True) if data["label"] == "The Courier")
    ((dom_id, _),) = graph.in_edges(courier_id)
    edge = graph.edges[dom_id, courier_id]
    statements = pieces[1].statements
    assert edge["statements"] == ((statements["relay of The Courier"].id, statements["The Courier"].id),)
    assert (edge["inferred"], edge["score"]) == (False, 1.0)
    passing = Piece("Dom", "2031-03-05").asserts().links("https://courier.example/1")
    linked = Piece("The Courier", url="https://courier.example/1").asserts()
    found = evidence(linked, passing)
    graph = source_graph(found, statement_graph(found, inferred=Inference.WITH))
    ((_, _, edge),) = graph.edges(data=True)
    assert edge["statements"] == ((passing.statements["own"].id, linked.statements["own"].id),)
    assert edge["inferred"]
    assert edge["score"] < 1


def test_an_edge_that_some_text_states_is_not_inferred():
    linked = Piece("The Courier", url="https://courier.example/1").asserts()
    both = Piece("Dom", "2031-03-05").says("The Courier").asserts().links("https://courier.example/1")
    found = evidence(linked, both)
    graph = source_graph(found, statement_graph(found, inferred=Inference.WITH))
    ((_, _, edge),) = graph.edges(data=True)
    assert len(edge["statements"]) > 1
    assert (edge["inferred"], edge["score"]) == (False, 1.0)


def test_an_outlet_that_says_nothing_itself_rests_on_the_outermost_statements():
    piece = (
        Piece("The Courier", relays=False)
        .says("a guard", kind=ANONYMOUS)
        .says("two drivers", "a guard", kind=COLLECTIVE)
    )
    assert edges(piece) == {("The Courier", "two drivers"), ("two drivers", "a guard")}
    found = evidence(piece)
    graph = source_graph(found, statement_graph(found, inferred=Inference.WITH))
    document, _ = piece.build()
    pairs = {pair for _, _, data in graph.edges(data=True) for pair in data["statements"]}
    assert (document.id, piece.statements["two drivers"].id) in pairs


def test_a_document_without_an_outlet_has_a_node_of_its_own():
    assert edges(Piece(None).says("Ida Stein", kind=PERSON)) == {("unknown outlet", "Ida Stein")}


def test_outlets_that_cite_each_other_form_a_loop_of_sources_and_none_of_statements():
    pieces = (
        courier("2031-03-01"),
        Piece("Dom", "2031-03-02").says("The Courier"),
        Piece("The Courier", "2031-03-03").says("Dom"),
    )
    found = evidence(*pieces)
    statements = statement_graph(found, inferred=Inference.WITH)
    assert nx.is_directed_acyclic_graph(statements)
    graph = source_graph(found, statements)
    loops = [{graph.nodes[node]["label"] for node in loop} for loop in nx.simple_cycles(graph)]
    assert loops == [{"The Courier", "Dom"}]
    assert origins(found, statements, stance=Stance.AFFIRM).unnamed


# Reports and origins


def test_the_reports_are_the_outlets_in_whose_documents_somebody_takes_the_side():
    pieces = courier(), Piece("Dom", "2031-03-05").says("Ida Stein", kind=PERSON, stance=Stance.REJECT)
    found = evidence(*pieces)
    names = {stance: [found.sources[one].name for one in reports(found, stance=stance)] for stance in Stance}
    assert names == {
        Stance.AFFIRM: ["The Courier"],
        Stance.REJECT: ["Dom"],
        Stance.NEUTRAL: ["Dom"],
        Stance.DOUBT: [],
    }


def test_origins_are_who_rests_on_nothing_the_unnamed_apart():
    denying = Piece("Rag", "2031-03-06").says("Bo Lund", kind=PERSON, stance=Stance.REJECT)
    pieces = courier(), dom(), Piece("Rag", "2031-03-05").says("Ida Stein", kind=PERSON), denying
    assert ends(*pieces) == (["Ida Stein"], ["an official"])
    assert ends(*pieces, stance=Stance.REJECT) == (["Bo Lund"], [])


def test_without_what_is_inferred_each_unnamed_source_is_an_origin():
    assert ends(courier(), dom(), inferred=Inference.WITHOUT) == ([], ["an official", "some official"])


def test_an_outlet_is_an_origin_of_what_it_says_in_its_own_voice_and_not_of_what_it_passes_on():
    assert ends(Piece("The Courier").asserts()) == (["The Courier"], [])
    assert ends(courier()) == ([], ["an official"])
    assert ends(courier().asserts()) == (["The Courier"], ["an official"])


def test_who_goes_on_about_what_he_has_from_somebody_else_is_no_origin():
    piece = Piece("The Courier").says("a guard", kind=ANONYMOUS)
    piece.says("Ida Stein", "a guard", kind=PERSON).says("Ida Stein", label="again", kind=PERSON)
    assert ends(piece) == ([], ["a guard"])
    elsewhere = Piece("Dom").says("Ida Stein", kind=PERSON, label="elsewhere")
    assert ends(piece, elsewhere) == (["Ida Stein"], ["a guard"])


def test_a_chain_ends_where_it_goes_on_to_another_claim():
    """That the ministry says what somebody said is the ministry's claim, whoever that was."""
    piece = Piece("The Courier").says("a mayor", kind=ANONYMOUS, claim=OTHER).says("the ministry", "a mayor")
    assert ends(piece) == (["the ministry"], [])


def test_an_origin_has_all_names_and_statements_of_its_speaker():
    pieces = (
        Piece("The Courier").says("Ida Stein", kind=PERSON, of="the Harbour Board"),
        Piece("Dom", "2031-03-05").says("the Harbour Board"),
    )
    found = evidence(*pieces)
    (origin,) = origins(found, statement_graph(found, inferred=Inference.WITH), stance=Stance.AFFIRM).named
    assert origin.speaker == found.groups[pieces[1].statements["the Harbour Board"].source.id]
    assert {found.sources[source].name for source in origin.sources} == {"Ida Stein", "the Harbour Board"}
    assert origin.statements == tuple(
        piece.statements[name].id for piece, name in zip(pieces, ("Ida Stein", "the Harbour Board"), strict=True)
    )


# A whole story, with its claims as the annotators grouped them


@pytest.fixture(scope="module")
def story(corpora) -> Story:
    return Story(corpora / "stories")


def _with_one_claim(story: Story, name: str) -> tuple[Library, Claim, dict[str, str]]:
    """The story in a library, with one claim of gold as one claim, and the sources of gold by statement."""
    library, claim, sources = Library.in_memory(), Claim(name), {}
    gold = {mark["id"]: mark for mark in story.gold["statements"]}
    for document, statements, ids in story.read():
        marks = {statement: gold[mark] for mark, statement in ids.items()}
        about = {statement for statement, mark in marks.items() if mark["claim_id"] == name}
        sources |= {statement: mark["source_id"] for statement, mark in marks.items()}
        library.put(
            document,
            [
                replace(one, claim=claim)
                if one.id in about or (one.is_relay and one.via[0].statement in about)
                else one
                for one in statements
            ],
        )
    library.commit()
    return library, claim, sources


@pytest.mark.parametrize(
    "name",
    ["c_40", "c_14", "c_37", "c_60", "c_70", "c_second", "c_uldane", "c_guard_orders", "c_guard_paid", "c_presigned"],
)
def test_the_origins_of_an_annotated_claim_are_those_that_the_annotators_found(story, name):
    library, claim, sources = _with_one_claim(story, name)
    found = evidence_about(library, [claim.id])
    result = origins(found, statement_graph(found, inferred=Inference.WITH), stance=Stance.AFFIRM)
    (question,) = (one for one in story.gold["questions"] if name in one["claim_ids"])
    expected = {position["source_id"] for position in question["positions"] if position["claim_id"] == name}
    expected &= set(question["origins"])
    assert {sources[one] for origin in (*result.named, *result.unnamed) for one in origin.statements} == expected
