import pytest
from hypothesis import given
from hypothesis import strategies as st
from judgements import memberships, relations, reviews

from graph.identity.partition import Membership
from graph.identity.relations import ClaimRelation, RelationType
from graph.identity.reviews import Kind
from graph.iris import Iris, Layer, Thing
from graph.rdf.judgements import JudgementReader, JudgementWriter
from graph.store import Store

IRIS = Iris()
WRITER = JudgementWriter(IRIS)
A, B, G = ("a" * 26, "b" * 26, "g" * 26)


def read(quads) -> JudgementReader:
    return JudgementReader(quads, iris=IRIS)


@given(memberships(), st.sampled_from(Kind))
def test_quads_hold_the_whole_memberships(found, kind):
    quads = WRITER.memberships(found, kind=kind)
    assert read(quads).memberships() == sorted(found, key=lambda membership: (membership.group, membership.member))


@given(st.lists(relations(), max_size=4, unique_by=lambda relation: (*sorted((relation.start, relation.end)),)))
def test_quads_hold_the_whole_relations(found):
    assert set(read(WRITER.relations(found)).relations()) == set(found)


@given(st.lists(reviews(), max_size=4))
def test_quads_hold_the_whole_reviews(found):
    assert read(WRITER.reviews(found)).reviews() == sorted(set(found), key=lambda review: review.order)


@given(memberships(), st.lists(reviews(), max_size=3), st.lists(relations(), max_size=3))
def test_a_store_gives_back_the_judgements_that_it_was_given(members, reviewed, related):
    quads = WRITER.memberships(members, kind=Kind.CLAIM) | WRITER.reviews(reviewed) | WRITER.relations(related)
    with Store.in_memory() as store:
        store.change(removed=set(), added=quads)
        assert {quad for name in store.layers() for quad in store.quads(name)} == quads
        store.change(removed=quads, added=set())
        assert store.layers() == []


def test_each_kind_of_judgement_has_its_layer():
    def graphs(quads):
        return {quad.graph_name.value for quad in quads}

    membership = Membership(A, G, 1.0, "founder")
    relation = ClaimRelation(A, B, RelationType.NARROWER, "m", 0.5)
    clusters = {IRIS.of(Thing.LAYER, Layer.CLUSTERS)}
    assert graphs(WRITER.memberships([membership], kind=Kind.SOURCE)) == {IRIS.of(Thing.LAYER, Layer.IDENTITIES)}
    assert graphs(WRITER.memberships([membership], kind=Kind.CLAIM)) == clusters
    assert graphs(WRITER.relations([relation])) == clusters


def test_what_contradicts_does_so_both_ways_and_what_is_narrower_does_not():
    with Store.in_memory() as store:
        contradiction = ClaimRelation(A, B, RelationType.CONTRADICTS, "m", 0.5)
        narrower = ClaimRelation(A, B, RelationType.NARROWER, "m", 0.5)
        store.change(removed=set(), added=WRITER.relations([contradiction, narrower]))
        assert len(store.select("SELECT ?one { ?one al:contradicts ?other }")) == 2
        assert [row["one"] for row in store.select("SELECT ?one { ?one al:narrower ?other }")] == [IRIS.of("claim", A)]
    with pytest.raises(ValueError, match="smaller id"):
        ClaimRelation(B, A, RelationType.CONTRADICTS, "m", 0.5)


def test_what_lacks_a_part_cannot_be_read():
    quads = WRITER.memberships([Membership(A, G, 1.0, "founder")], kind=Kind.SOURCE)
    with pytest.raises(LookupError, match="lacks"):
        read(quad for quad in quads if "score" not in quad.predicate.value).memberships()
