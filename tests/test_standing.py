from dataclasses import replace
from itertools import chain, combinations

import networkx as nx
import pytest
from digraphs import digraphs, node_sets
from hypothesis import given
from hypothesis import strategies as st
from pieces import CLAIM, Piece, evidence, library_of

from graph.analysis.answers import Side, Standing
from graph.analysis.chronology import Order, earliest, order_of
from graph.analysis.claim_graph import Inference
from graph.analysis.independence import minimum_cut
from graph.analysis.separate_ways import ways_apart
from graph.analysis.standing import standing, standing_of
from graph.errors import NotFoundError
from graph.model import Claim, SourceKind, Stance

ANONYMOUS, PERSON = SourceKind.ANONYMOUS, SourceKind.PERSON


def wire(published="2031-03-04") -> Piece:
    """An agency has it from an official."""
    return Piece("Tidal Wire", published).says("an official", kind=ANONYMOUS)


def printing(outlet, *, published="2031-03-05", source="Tidal Wire") -> Piece:
    """An outlet that gives an agency for it."""
    return Piece(outlet, published).says(source)


def told(*pieces: Piece, inferred=Inference.WITH) -> Standing:
    return standing(library_of(*pieces), CLAIM.id, inferred=inferred)


def affirming(*pieces: Piece, inferred=Inference.WITH) -> Side:
    (side,) = (side for side in told(*pieces, inferred=inferred).sides if side.stance == Stance.AFFIRM)
    return side


def names(sources) -> list[str]:
    return [source.name for source in sources]


# Who stands behind it


def test_three_papers_that_print_one_agency_are_one_way():
    side = affirming(wire(), printing("The Courier"), printing("Dom"), printing("Rag"))
    assert names(side.outlets) == ["Dom", "Rag", "The Courier", "Tidal Wire"]
    assert (side.statements, side.documents) == (8, 4)
    assert side.origins == ()
    assert names(origin.source for origin in side.origins_unnamed) == ["an official"]
    assert (side.independence.at_least, side.independence.at_most) == (1, 1)
    assert names(side.independence.cut) == ["Tidal Wire"]
    assert names(side.independence.through) == ["Tidal Wire", "an official"]
    assert [document.outlet for document in side.earliest] == ["Tidal Wire"]


def test_two_named_origins_that_share_nobody_are_two_ways():
    side = affirming(
        Piece("The Courier").says("Ida Stein", kind=PERSON), Piece("Dom", "2031-03-05").says("Bo Lund", kind=PERSON)
    )
    assert sorted(names(origin.source for origin in side.origins)) == ["Bo Lund", "Ida Stein"]
    assert (side.independence.at_least, side.independence.at_most) == (2, 2)
    assert sorted(map(names, side.independence.paths)) == [["Dom", "Bo Lund"], ["The Courier", "Ida Stein"]]
    assert side.independence.through == ()


def test_two_origins_in_one_outlet_are_one_way():
    side = affirming(Piece("The Courier").says("Ida Stein", kind=PERSON).says("Bo Lund", kind=PERSON))
    assert len(side.origins) == 2
    assert side.independence.at_most == 1
    assert names(side.independence.through) == ["The Courier"]


def test_two_unnamed_origins_may_be_one():
    side = affirming(wire(), Piece("Dom", "2031-03-05").says("a docker", kind=ANONYMOUS))
    assert len(side.origins_unnamed) == 2
    assert (side.independence.at_least, side.independence.at_most) == (1, 2)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("Ruritania's interior ministry", "the government of Ruritania", 1),
        ("Ruritania's interior ministry", "the government of Graustark", 2),
        ("the Pentagon", "the US State Department", 1),
    ],
)
def test_bodies_of_one_state_are_not_known_to_speak_apart(one, other, least):
    kind = SourceKind.GOVERNMENT_BODY
    side = affirming(Piece("The Courier").says(one, kind=kind), Piece("Dom", "2031-03-05").says(other, kind=kind))
    assert (side.independence.at_least, side.independence.at_most) == (least, 2)
    assert [len(some) for some in side.independence.of_one_state] == ([2] if least == 1 else [])


def test_one_unnamed_origin_beside_a_named_one_is_counted_for_itself():
    side = affirming(wire(), Piece("Dom", "2031-03-05").says("Bo Lund", kind=PERSON))
    assert (side.independence.at_least, side.independence.at_most) == (2, 2)


def test_an_origin_has_its_names_and_its_words_where_they_stand():
    piece = Piece("The Courier").says("Ida Stein", kind=PERSON, of="the Harbour Board")
    other = Piece("Dom", "2031-03-05").says("the Harbour Board", kind=SourceKind.ORGANISATION)
    (origin,) = affirming(piece, other).origins
    assert origin.source.name == "the Harbour Board"
    assert sorted(names(origin.names)) == ["Ida Stein", "the Harbour Board"]
    for passage, said in zip(origin.passages, (piece, other), strict=True):
        document, _ = said.build()
        assert passage.document.id == document.id
        assert document.text[slice(*passage.span)] == passage.quote


def test_each_side_stands_for_itself():
    pieces = (
        wire(),
        Piece("Dom", "2031-03-05").says("Bo Lund", kind=PERSON, stance=Stance.REJECT).says("Tidal Wire"),
        Piece("Rag", "2031-03-06").says("Ada Vik", kind=PERSON, stance=Stance.DOUBT),
    )
    found = told(*pieces)
    assert [side.stance for side in found.sides] == ["affirm", "reject", "doubt"]
    assert [names(side.outlets) for side in found.sides] == [["Dom", "Tidal Wire"], ["Dom"], ["Rag"]]
    reject = found.sides[1]
    assert names(origin.source for origin in reject.origins) == ["Bo Lund"]
    assert [(edge.source.name, edge.rests_on.name) for edge in reject.edges] == [("Dom", "Bo Lund")]


def test_nobody_who_denies_it_is_on_the_way_to_who_affirms_it():
    """The Courier prints what it says is wrong; of those who affirm it the Courier is one only as it prints them."""
    piece = Piece("The Courier").says("Bo Lund", kind=PERSON).says("Ida Stein", "Bo Lund", stance=Stance.REJECT)
    found = told(piece)
    affirm, reject = found.sides
    assert [(edge.source.name, edge.rests_on.name) for edge in affirm.edges] == [("The Courier", "Bo Lund")]
    assert ("Ida Stein", "Bo Lund") not in {(edge.source.name, edge.rests_on.name) for edge in reject.edges}


def test_every_edge_has_the_statements_that_give_it():
    agency, paper = wire(), printing("Dom")
    side = affirming(agency, paper)
    edges = {(edge.source.name, edge.rests_on.name): edge for edge in side.edges}
    (stated,) = edges["Dom", "Tidal Wire"].hops
    assert (stated.basis, stated.inferred, stated.score, stated.reason) == ("within_sentence", False, 1.0, None)
    assert stated.passage.statement == paper.statements["relay of Tidal Wire"].id
    assert stated.rests_on.statement == paper.statements["Tidal Wire"].id
    assert stated.document.outlet == "Dom"
    assert all(edge.hops for edge in side.edges)
    assert side.inferred == sum(edge.inferred for edge in side.edges)


def test_an_outlet_without_a_word_of_its_own_prints_it():
    (edge,) = affirming(Piece("The Courier", relays=False).says("Ida Stein", kind=PERSON)).edges
    (hop,) = edge.hops
    assert (hop.passage, hop.basis, hop.document.outlet) == (None, "printed", "The Courier")


def test_what_is_inferred_can_be_left_out():
    linked = Piece("Tidal Wire", url="https://wire.example/1").asserts()
    passing = Piece("Dom", "2031-03-05").asserts().links("https://wire.example/1")
    with_, without = (affirming(linked, passing, inferred=inferred) for inferred in Inference)
    assert (with_.inferred, len(with_.edges), with_.independence.at_most) == (1, 1, 1)
    assert (without.inferred, without.edges, without.independence.at_most) == (0, (), 2)
    (hop,) = with_.edges[0].hops
    assert hop.inferred
    assert hop.reason


def test_all_wordings_count_and_what_nobody_says_is_not_found():
    same = Claim("The lock gates at Orrin had been opened on 4 March")
    library = library_of(wire(), Piece("Dom", "2031-03-05").says("Bo Lund", kind=PERSON, claim=same))
    found = standing(library, same.id)
    assert (found.claim, found.text, found.wordings) == (same.id, same.text, 2)
    assert len(found.sides[0].outlets) == 2
    with pytest.raises(NotFoundError):
        standing(library, Claim("The mayor of Orrin resigned").id)


def test_who_is_in_the_middle_without_a_name_is_counted():
    piece = Piece("The Courier").says("Bo Lund", kind=PERSON).says("a clerk", "Bo Lund", kind=ANONYMOUS)
    assert affirming(piece).unnamed_between == 1
    assert affirming(wire()).unnamed_between == 0


def test_a_cut_evidence_says_so():
    found = evidence(wire())
    (whole,) = standing_of(found, inferred=Inference.WITH)
    (cut,) = standing_of(replace(found, truncated=True), inferred=Inference.WITH)
    assert set(cut.verdict) > set(whole.verdict)


def test_a_document_that_is_one_loop_has_reports_and_no_origins():
    class Looped(Piece):
        def build(self):
            document, statements = super().build()
            one, other = statements
            return document, [replace(one, via=(replace(other.via[0], statement=other.id),)), other]

    side = affirming(Looped("The Courier", relays=False).says("Dom").says("Rag", "Dom"))
    assert (names(side.outlets), side.origins, side.origins_unnamed) == (["The Courier"], (), ())
    assert side.independence.at_most == 0


# What came first


def test_what_may_be_the_earliest_is_told_and_what_has_no_date_is_counted():
    pieces = (
        Piece("The Courier", "2031-03-04").says("Ida Stein", kind=PERSON),
        Piece("Dom", "2031-03-04T08:00:00Z").says("Bo Lund", kind=PERSON),
        Piece("Rag", "2031-03-05").says("Ada Vik", kind=PERSON),
        Piece("Ort", None).says("Jo Hall", kind=PERSON),
    )
    side = affirming(*pieces)
    assert {document.outlet for document in side.earliest} == {"The Courier", "Dom"}
    assert side.undated == 1


days = st.dates().map(lambda day: day.isoformat())
moments = st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")


@given(st.dictionaries(st.text(max_size=2), st.none() | days | moments, max_size=6))
def test_nothing_is_known_to_be_before_the_earliest(published):
    dated = {name: moment for name, moment in published.items() if moment}
    expected = [
        name
        for name, moment in dated.items()
        if not any(order_of(other, moment) is Order.EARLIER for other in dated.values())
    ]
    assert earliest(published) == tuple(sorted(expected))


# How many ways


def partitions(items):
    """All ways to part some items into groups."""
    if not items:
        yield []
        return
    first, *rest = items
    for size in range(len(rest) + 1):
        for group in combinations(rest, size):
            for others in partitions([item for item in rest if item not in group]):
                yield [(first, *group), *others]


@given(digraphs(max_size=7), node_sets, node_sets, node_sets, node_sets)
def test_at_least_so_many_whichever_origins_are_one_that_may_be(graph, reports, named, unnamed, tied):
    unnamed -= named
    tied &= named
    found = ways_apart(graph, reports=reports, named=named, unnamed=unnamed, tied=[tied])
    assert found.cut == minimum_cut(graph, reports=reports, origins=named | unnamed)
    assert found.at_least <= found.cut.size
    counts = []
    some, others = (list(partitions(sorted(nodes & graph.nodes))) for nodes in (unnamed, tied))
    for groups in (one + other for one in some for other in others):
        one_of = {member: group[0] for group in groups for member in group}
        merged = nx.relabel_nodes(graph, one_of)
        starts, ends = ({one_of.get(node, node) for node in some} for some in (reports, named | unnamed))
        counts.append(minimum_cut(merged, reports=starts, origins=ends).size)
    assert min(counts) == found.at_least


# SPARQL


def rows(library, query) -> set[tuple[str, ...]]:
    found = library.store.select(query.sparql)
    return {tuple((value or "").rsplit("/", 1)[-1] for value in row.values()) for row in found}


@pytest.fixture(scope="module")
def asked():
    pieces = (
        wire(),
        printing("Dom").asserts("they were open"),
        Piece("Rag", "2031-03-05").says("Bo Lund", kind=PERSON, stance=Stance.REJECT),
        Piece("Ort", "2031-03-06").says("a guard", kind=ANONYMOUS).says("Ida Stein", "a guard", kind=PERSON),
    )
    pieces[-1].says("Ida Stein", label="again", kind=PERSON)
    library = library_of(*pieces)
    return library, standing(library, CLAIM.id, inferred=Inference.WITHOUT)


def test_queries_show_the_reports_and_the_origins_of_each_side(asked):
    library, found = asked
    assert len(found.queries) == 2 * len(found.sides) + 2
    for number, side in enumerate(found.sides):
        reports, origins = found.queries[2 * number : 2 * number + 2]
        assert rows(library, reports) == {(outlet.id,) for outlet in side.outlets}
        ends = {
            (passage.source.id, passage.statement)
            for origin in (*side.origins, *side.origins_unnamed)
            for passage in origin.passages
        }
        assert rows(library, origins) == ends != set()
        assert side.stance in reports.tells
        assert side.stance in origins.tells


def test_a_query_shows_the_hops_that_texts_state(asked):
    library, found = asked
    hops = chain.from_iterable(edge.hops for side in found.sides for edge in side.edges)
    expected = {(hop.passage.statement, hop.rests_on.statement) for hop in hops if hop.passage}
    assert {(row[0], row[2]) for row in rows(library, found.queries[-2])} == expected != set()
