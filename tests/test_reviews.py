import io
import json
from datetime import UTC, datetime, timedelta

import pyoxigraph as ox
import pytest
from command import allegedly, check_refused
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import ask, serving

from graph import export, reviewing
from graph.errors import InputError, NotFoundError
from graph.export import RdfSyntax
from graph.identity.links import Link
from graph.identity.relations import ClaimRelation, RelationType
from graph.identity.reviews import Kind, Review, Standing, Verdict
from graph.iris import Layer, Thing
from graph.judgements import Judge, Judgements
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
)
from graph.rdf.judgements import JudgementWriter
from graph.validation import check
from graph.workers import Found
from ontology import terms

NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
NAMES = ["The Klaxon", "The Daily Klaxon", "Evening Klaxon", "Ada Wick"]
TEXTS = ["The port is shut", "Ada Wick paid 20 crowns", "It rains in Kethra", "Sheep like clover"]
SOURCES = [Source(name, SourceKind.ORGANISATION) for name in NAMES]
CLAIMS = [Claim(text) for text in TEXTS]
THINGS = {Kind.SOURCE: [source.id for source in SOURCES], Kind.CLAIM: [claim.id for claim in CLAIMS]}


def reading(number: int) -> tuple[Document, list[Statement]]:
    """The nth document: two sources say two claims."""
    document = Document(f"Words of document {number}.", url=f"https://gazette.example/{number}")
    statements = [
        Statement(
            document=document.id,
            source=SOURCES[(number + offset) % 4],
            claim=CLAIMS[(number + offset) % 4],
            speech_act=SpeechAct.ASSERT,
            stance=Stance.AFFIRM,
            quotation=QuotationType.INDIRECT,
            content_spans=(Span(offset, offset + 3),),
            extractor="test/1",
        )
        for offset in range(2)
    ]
    return document, statements


READINGS = [reading(number) for number in range(4)]


def judges():
    """A method that links the first three things of each kind, and says why."""
    return {
        kind: Judge(
            links=lambda thing, known=things: [
                Link.between(thing, other, method="test 1", score=0.5)
                for other in known[:3]
                if thing in known[:3] and other != thing
            ],
            explain=lambda membership: f"as {membership.compared_with}",
        )
        for kind, things in THINGS.items()
    }


def library_of(judged: bool) -> Library:
    library = Library.in_memory()
    library.judgements = Judgements(library.store, judges() if judged else None)
    return library


def everything(library: Library) -> set:
    store = library.store
    return {quad for name in (*store.graphs(), *store.layers()) for quad in store.quads(name)}


def review(kind=Kind.SOURCE, one=0, other=1, *, verdict=Verdict.SAME, minutes=0, **details) -> Review:
    things = THINGS[kind]
    at = NOON + timedelta(minutes=minutes)
    return Review.of(kind, things[one], things[other], verdict=verdict, at=at, **details)


class Player:
    """Does one thing after the other to a library, and knows what it comes to."""

    def __init__(self, judged: bool):
        self.judged = judged
        self.library = library_of(judged)
        self.documents, self.reviews = set(), []

    def do(self, step, minutes):
        what, *details = step
        if what == "put":
            self.documents.add(details[0])
            self.library.put(*READINGS[details[0]])
        elif what == "forget" and details[0] in self.documents:
            self.documents.remove(details[0])
            self.library.forget(READINGS[details[0]][0].id)
        elif what == "undo" and self.reviews:
            gone = self.reviews.pop(details[0] % len(self.reviews))
            assert self.library.undo(gone.id) == gone
        elif what == "review":
            kind, (one, other), verdict, reviewer = details
            said = review(kind, one, other, verdict=verdict, minutes=minutes, reviewer=reviewer)
            try:
                self.library.review(said)
                self.reviews.append(said)
            except NotFoundError:
                pass

    def expected(self) -> set:
        """What a library holds that was only told how it ended."""
        with library_of(self.judged) as fresh:
            fresh.store.change(removed=set(), added=JudgementWriter(fresh.store.iris).reviews(self.reviews))
            for number in self.documents:
                fresh.put(*READINGS[number])
            return everything(fresh)


numbers = st.integers(0, 3)
steps = st.one_of(
    st.tuples(st.sampled_from(["put", "forget", "undo"]), numbers),
    st.tuples(
        st.just("review"),
        st.sampled_from(Kind),
        st.lists(numbers, min_size=2, max_size=2, unique=True),
        st.sampled_from(Verdict),
        st.sampled_from(["", "Jo"]),
    ),
)


@settings(max_examples=60)
@given(st.lists(steps, max_size=12), st.booleans())
def test_only_what_is_there_counts_and_not_how_it_came_to_be(done, judged):
    player = Player(judged)
    for number in (0, 1, 2):
        player.do(("put", number), 0)
    for minutes, step in enumerate(done):
        player.do(step, minutes)
    assert everything(player.library) == player.expected()


@settings(max_examples=40)
@given(st.lists(steps.filter(lambda step: step[0] == "review"), min_size=1, max_size=5), st.booleans(), st.randoms())
def test_undoing_everything_in_any_order_restores_the_graph_quad_for_quad(done, judged, random):
    player = Player(judged)
    for number in range(4):
        player.do(("put", number), 0)
    before = everything(player.library)
    for minutes, step in enumerate(done):
        player.do(step, minutes)
    assert everything(player.library) != before
    for said in random.sample(player.reviews, len(player.reviews)):
        player.library.undo(said.id)
    assert everything(player.library) == before


@pytest.fixture
def library():
    library = library_of(judged=False)
    for number in range(4):
        library.put(*READINGS[number])
    return library


def members(library, kind=Kind.SOURCE, of=0):
    return {membership.member for membership in library.judgements.group_with(THINGS[kind][of], kind=kind)}


@pytest.mark.parametrize("kind", Kind)
def test_a_merge_makes_a_group_and_changes_no_document(library, kind):
    documents = {name: set(library.store.quads(name)) for name in library.store.graphs()}
    library.review(review(kind, reviewer="Jo Doe", comment="one masthead"))
    assert members(library, kind) == set(THINGS[kind][:2])
    assert {name: set(library.store.quads(name)) for name in library.store.graphs()} == documents
    class_, thing = {
        Kind.SOURCE: ("al:SourceIdentity", Thing.SOURCE),
        Kind.CLAIM: ("al:ClaimCluster", Thing.CLAIM),
    }[kind]
    rows = library.store.select(f"SELECT ?thing {{ ?thing al:memberOf ?group . ?group a {class_} }}")
    assert {row["thing"] for row in rows} == {library.store.iris.of(thing, name) for name in THINGS[kind][:2]}


def test_the_same_review_twice_is_one(library):
    library.review(review())
    once = everything(library)
    library.review(review())
    assert everything(library) == once
    assert len(library.judgements.reviews.all()) == 1


def test_what_is_not_in_the_store_cannot_be_reviewed_or_undone(library):
    before = everything(library)
    stranger = Review.of(Kind.SOURCE, THINGS[Kind.SOURCE][0], "a" * 26, verdict=Verdict.SAME, at=NOON)
    with pytest.raises(NotFoundError, match="There is no source"):
        library.review(stranger)
    with pytest.raises(NotFoundError, match="There is no review"):
        library.undo("a" * 26)
    assert everything(library) == before


def test_what_holds_with_a_document_goes_with_it(library):
    library.review(review())
    for number in (0, 3):
        library.forget(READINGS[number][0].id)
    assert members(library) == members(library, of=1) == set()
    assert [detail.standing for detail in reviewing.reviews(library)] == [Standing.WITHOUT_EFFECT]
    library.put(*READINGS[0])
    assert members(library) == set(THINGS[Kind.SOURCE][:2])


def test_a_crash_before_the_groups_were_brought_up_to_date_is_caught_up(tmp_path, monkeypatch):
    with Library.for_writing(tmp_path / "s") as library:
        for number in range(4):
            library.put(*READINGS[number])
        library.review(review())
        library.commit()
        library.forget(READINGS[0][0].id)
        with monkeypatch.context() as patched:
            patched.setattr(Judgements, "regroup", lambda *_, **__: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                library.forget(READINGS[3][0].id)
        assert members(library)
    with Library.for_reading(tmp_path / "s") as library:
        assert not members(library)


def said(library, *things, verdict=Verdict.SAME, minutes=0):
    return reviewing.review(library, *things, verdict=verdict, at=NOON + timedelta(minutes=minutes))


def test_users_name_things_by_name_id_and_iri(library):
    iri = library.store.iris.of(Thing.SOURCE, SOURCES[1].id)
    by_name = said(library, "the klaxon", iri)
    assert {by_name.one.name, by_name.other.name} == {"The Klaxon", "The Daily Klaxon"}
    assert by_name.kind is Kind.SOURCE
    by_id = said(library, CLAIMS[0].id, library.store.iris.of(Thing.CLAIM, CLAIMS[1].id))
    assert {by_id.one.name, by_id.other.name} == set(TEXTS[:2])
    assert reviewing.reviews(library) == (by_name, by_id) or reviewing.reviews(library) == (by_id, by_name)
    assert reviewing.undo(library, library.store.iris.of(Thing.REVIEW, by_id.id)) == by_id
    assert reviewing.reviews(library) == (by_name,)


def test_a_source_and_a_claim_are_never_one(library):
    before = everything(library)
    with pytest.raises(InputError, match="give two sources or two claims"):
        said(library, "Klaxon", CLAIMS[0].id)
    with pytest.raises(InputError, match="give two different ones"):
        said(library, "Evening Klaxon", "the evening  klaxon")
    with pytest.raises(NotFoundError, match="no source and no claim"):
        said(library, "The Klaxon", "nobody at all")
    assert everything(library) == before


def test_it_is_told_what_becomes_of_a_review(library):
    said(library, "The Klaxon", "Evening Klaxon", minutes=1)
    said(library, "The Klaxon", "The Daily Klaxon", minutes=2)
    said(library, "The Klaxon", "Ada Wick", minutes=3)
    assert said(library, "Ada Wick", "The Klaxon", verdict=Verdict.DIFFERENT, minutes=4).standing is Standing.HOLDS
    assert [detail.standing for detail in reviewing.reviews(library)] == [
        Standing.HOLDS,
        Standing.HOLDS,
        Standing.REPLACED,
        Standing.HOLDS,
    ]
    last = said(library, "The Daily Klaxon", "Evening Klaxon", verdict=Verdict.DIFFERENT, minutes=5)
    assert last.standing is Standing.HOLDS
    standings = [detail.standing for detail in reviewing.reviews(library)]
    assert sorted(standings[:2]) == [Standing.HOLDS, Standing.WITHOUT_EFFECT]


def damaged(library, *, layer, predicate, change):
    """A message for each thing that is wrong once a quad of a layer was replaced by what ``change`` makes of it."""
    name = library.store.iris.of(Thing.LAYER, layer)
    victim = min((q for q in library.store.quads(name) if q.predicate.value == predicate), key=str)
    library.store.change(removed={victim}, added=set(change(victim)))
    return "\n".join(violation.message for violation in check(library))


def elsewhere(quad):
    return [ox.Quad(quad.subject, quad.predicate, ox.NamedNode(f"{quad.object.value[:-1]}x"), quad.graph_name)]


@pytest.mark.parametrize(
    ("layer", "predicate", "change", "message"),
    [
        (Layer.IDENTITIES, terms.MEMBER, elsewhere, "about something that no document holds"),
        (Layer.CLUSTERS, terms.COMPARED_WITH, elsewhere, "about something that no document holds"),
        (Layer.IDENTITIES, terms.GROUP, elsewhere, "in a group that is not there"),
        (Layer.CLUSTERS, terms.MEMBER_OF, elsewhere, "al:memberOf without a membership"),
        (Layer.CLUSTERS, terms.MEMBER_OF, lambda _: [], "a membership in a group without al:memberOf"),
        (Layer.CLUSTERS, terms.MEMBER_OF, lambda q: [q, *elsewhere(q)], "at most one al:memberOf"),
        (Layer.CLUSTERS, terms.SCORE, lambda _: [], "exactly one al:score"),
        (Layer.REVIEWS, terms.VERDICT, lambda _: [], "exactly one al:verdict"),
        (Layer.CLUSTERS, terms.RELATION_TO, elsewhere, "a relation is about a claim that no document holds"),
    ],
)
def test_what_is_wrong_in_a_layer_is_found(library, layer, predicate, change, message):
    for kind in Kind:
        library.review(review(kind, reviewer="Jo"))
    ends = (CLAIMS[2].id, CLAIMS[3].id)
    relation = ClaimRelation(min(ends), max(ends), RelationType.CONTRADICTS, "m", 0.5)
    library.store.change(removed=set(), added=JudgementWriter(library.store.iris).relations([relation]))
    library.commit()
    assert list(check(library)) == []
    assert message in damaged(library, layer=layer, predicate=predicate, change=change)


def test_groups_that_do_not_follow_from_links_and_reviews_are_found(library):
    library.review(review())
    library.judgements = Judgements(library.store, judges())
    found = {violation.message.split(" of group ")[0] for violation in check(library)}
    assert any("should be a member" in message for message in found)
    for kind in Kind:
        library.judgements.renew(kind=kind)
    assert not [violation for violation in check(library) if "links and reviews" in violation.message]
    library.judgements = Judgements(library.store)
    assert any("does not follow from links" in violation.message for violation in check(library))


@pytest.mark.parametrize("syntax", [RdfSyntax.TRIG, RdfSyntax.NQUADS, RdfSyntax.JSONLD])
def test_an_export_of_everything_has_the_layers_and_a_part_has_not(library, syntax):
    for kind in Kind:
        library.review(review(kind, reviewer="Jo", comment="one masthead"))
    out, part = io.BytesIO(), io.BytesIO()
    export.write(library.store, out, syntax=syntax)
    kind = {RdfSyntax.TRIG: ox.RdfFormat.TRIG, RdfSyntax.NQUADS: ox.RdfFormat.N_QUADS}.get(syntax)
    if kind is not None:
        assert set(ox.parse(out.getvalue(), format=kind)) == everything(library)
    else:
        graphs = {node["@id"]: node for node in json.loads(out.getvalue())["@graph"]}
        assert graphs.keys() == {*library.store.graphs(), *library.store.layers()}
        assert len(library.store.layers()) == 3
    scope = export.Scope(document=READINGS[0][0].id)
    export.write(library.store, part, syntax=syntax, scope=scope)
    assert b"one masthead" in out.getvalue()
    assert b"one masthead" not in part.getvalue()


# As users see it


@pytest.fixture
def folder(tmp_path):
    with Library.for_writing(tmp_path / "store") as library:
        for number in range(4):
            library.put(*READINGS[number])
        library.commit()
    return tmp_path / "store"


def held(folder):
    with Library.for_reading(folder) as library:
        return everything(library)


def test_the_command_line_merges_splits_lists_and_undoes(folder):
    before = held(folder)
    merged = allegedly(
        "merge", "The Klaxon", "the daily klaxon", "--reviewer", "Jo", "--comment", "ha", "--store", folder
    )
    assert merged.code == 0, merged.err
    assert "is the same source as" in merged.out
    assert "Jo: ha" in merged.out
    split = allegedly("split", CLAIMS[0].id, CLAIMS[1].id, "--json", "--store", folder)
    assert (split.json["kind"], split.json["verdict"], split.json["standing"]) == ("claim", "different", "holds")
    assert "does not say the same as" in allegedly("reviews", "--store", folder).out
    listed = allegedly("reviews", "--json", "--store", folder).json
    assert [found["verdict"] for found in listed] == ["same", "different"]
    assert allegedly("check", "--store", folder).code == 0
    assert held(folder) > before
    for found in listed:
        assert allegedly("undo", found["id"], "--store", folder).out == f"undone  {found['id']}\n"
    assert held(folder) == before
    assert allegedly("reviews", "--store", folder).out == ""


def test_the_command_line_refuses_what_cannot_be_reviewed(folder, tmp_path):
    before = held(folder)
    check_refused(allegedly("merge", "The Klaxon", "Nobody", "--store", folder), "no source and no claim 'Nobody'")
    check_refused(allegedly("split", "The Klaxon", CLAIMS[0].id, "--store", folder), "give two sources or two claims")
    check_refused(allegedly("merge", "The Klaxon", "klaxon", "--store", folder), "give two different ones")
    check_refused(allegedly("undo", "a" * 26, "--store", folder), "There is no review")
    assert held(folder) == before
    check_refused(allegedly("merge", "A", "B", "--store", tmp_path / "no"), "There is no store")
    assert not (tmp_path / "no").exists()


def test_the_service_merges_splits_lists_and_undoes(library):
    library.commit()
    before = everything(library)
    with serving(library, find=lambda document: Found()) as address, ask(address) as client:
        merge = {"verdict": "same", "one": "The Klaxon", "other": SOURCES[1].id, "reviewer": "Jo"}
        merged = client.post("/reviews", json=merge)
        assert merged.status_code == 201, merged.text
        assert (merged.json()["standing"], merged.json()["reviewer"]) == ("holds", "Jo")
        split = {"verdict": "different", "one": CLAIMS[0].id, "other": CLAIMS[1].id}
        assert client.post("/reviews", json=split).status_code == 201
        listed = client.get("/reviews").json()
        assert listed[0] == merged.json()
        assert client.post("/reviews", json={**merge, "other": "Nobody"}).status_code == 404
        assert client.post("/reviews", json={**merge, "other": CLAIMS[0].id}).status_code == 400
        assert client.post("/reviews", json={**merge, "verdict": "perhaps"}).status_code == 422
        assert everything(library) > before
        for found in listed:
            assert client.delete(f"/reviews/{found['id']}").json() == found
        assert client.delete(f"/reviews/{listed[0]['id']}").status_code == 404
        assert client.get("/reviews").json() == []
    assert everything(library) == before
