import pytest
from hypothesis import given
from hypothesis import strategies as st
from pieces import CLAIM, Piece, evidence, library_of
from strategies import urls

from graph.analysis.chronology import Order, order_of
from graph.analysis.evidence import evidence_about, evidence_of
from graph.analysis.web_addresses import comparable
from graph.clusters import cluster_of
from graph.errors import NotFoundError
from graph.identity.reviews import Kind
from graph.model import Claim, SourceKind

OTHER = Claim("The mayor of Orrin resigned")


def test_it_holds_every_statement_about_the_claim_and_nothing_else():
    piece = Piece("The Courier").says("Ida Stein").says("Bo Lund", claim=OTHER)
    found = evidence(piece)
    assert set(found.records) == {piece.statements[name].id for name in ("Ida Stein", "relay of Ida Stein")}
    assert not found.truncated


def test_what_a_statement_rests_on_is_held_even_where_it_is_about_something_else():
    piece = Piece("The Courier", relays=False).says("a guard", kind=SourceKind.ANONYMOUS, claim=OTHER)
    piece.says("Ida Stein", "a guard")
    assert piece.statements == {}
    found = evidence(piece)
    assert {record.claim for record in found.records.values()} == {CLAIM.id, OTHER.id}


def test_other_wordings_of_the_claim_count_and_claims_that_are_not_held_to_be_one_do_not():
    same = Claim("The lock gates at Orrin had been opened on 4 March")
    pieces = Piece("The Courier").says("Ida Stein"), Piece("Dom", "2031-03-05").says("Bo Lund", claim=same)
    library = library_of(*pieces)
    assert set(cluster_of(library, same.id).claims) == {CLAIM.id, same.id}
    assert evidence_of(library, CLAIM.id).records == evidence_of(library, same.id).records
    assert {record.claim for record in evidence_of(library, CLAIM.id).records.values()} == {CLAIM.id, same.id}


def test_names_of_one_source_have_one_group():
    pieces = [Piece("The Daily Courier").says("Ida Stein"), Piece("Dom", "2031-03-05").says("Daily Courier")]
    library = library_of(*pieces)
    found = evidence_of(library, CLAIM.id)
    (publisher,) = (doc.outlet for doc in found.documents.values() if doc.ref.outlet == "The Daily Courier")
    named = pieces[1].statements["Daily Courier"].source.id
    assert found.groups[named] == found.groups[publisher]
    assert found.groups[named] == (library.judgements.group_of(named, kind=Kind.SOURCE) or named)


def test_links_to_other_documents_of_the_evidence_stand_with_their_sentence_and_paragraph():
    first = Piece("The Courier", url="https://www.courier.example/gates/").says("Ida Stein")
    second = Piece("Dom", "2031-03-05", url="https://dom.example/1").says("Bo Lund")
    second.says("The Courier", link="http://courier.example/gates?utm_source=dom#top", same=True)
    second.links("https://elsewhere.example/").links("https://dom.example/1")
    found = evidence(first, second)
    document, _ = second.build()
    (link,) = found.documents[document.id].links
    assert link.document == first.build()[0].id
    assert document.text[slice(*link.span)] == "as it wrote"
    assert document.text[slice(*link.sentence)].startswith("The Courier said")
    assert document.text[slice(*link.paragraph)].startswith("Bo Lund said")


def test_who_speaks_for_whom_and_who_was_told_are_read():
    piece = Piece("The Courier").says("Ida Stein", of="the Harbour Board", told="Dom")
    found = evidence(piece)
    said = piece.statements["Ida Stein"].id
    assert {name: found.sources[body].name for name, body in found.affiliations.items()} == {said: "the Harbour Board"}
    assert {name: found.sources[told].name for name, told in found.addressees.items()} == {said: "Dom"}


def test_a_document_without_an_outlet_has_one_of_its_own():
    piece = Piece(None).says("Ida Stein")
    found = evidence(piece)
    (publication,) = found.documents.values()
    assert publication.outlet == piece.statements["relay of Ida Stein"].source.id


def test_only_the_earliest_statements_are_looked_at_and_the_evidence_says_so():
    pieces = [Piece(f"Outlet {day}", f"2031-03-0{day}", relays=False).says("Ida Stein") for day in (3, 1, 2)]
    undated = Piece("Outlet 0", None, relays=False).says("Ida Stein")
    library = library_of(undated, *pieces)
    found = evidence_of(library, CLAIM.id, limit=2)
    assert [doc.ref.published for doc in found.documents.values()] == ["2031-03-01", "2031-03-02"]
    assert found.truncated
    assert not evidence_of(library, CLAIM.id, limit=4).truncated


def test_no_claim_has_no_evidence():
    assert not evidence_about(library_of(Piece("The Courier").says("Ida Stein")), []).records


def test_a_claim_that_nobody_makes_is_not_found():
    with pytest.raises(NotFoundError):
        evidence_of(library_of(Piece("The Courier").says("Ida Stein")), OTHER.id)


@pytest.mark.parametrize(
    "other",
    [
        "http://courier.example/a/b",
        "https://www.courier.example/a/b/",
        "HTTPS://Courier.Example:443/a/b#more",
        "https://courier.example/a/b?utm_source=x&fbclid=1",
    ],
)
def test_addresses_of_one_page_are_equal(other):
    assert comparable(other) == comparable("https://courier.example/a/b")


@pytest.mark.parametrize(
    "other",
    [
        "https://courier.example/a/B",
        "https://courier.example/a",
        "https://news.courier.example/a/b",
        "https://courier.example:8080/a/b",
        "https://courier.example/a/b?id=2",
        "https://[courier/a/b",
        "",
    ],
)
def test_addresses_of_other_pages_are_not_equal(other):
    assert comparable(other) != comparable("https://courier.example/a/b")


def test_the_order_of_parameters_does_not_count_and_their_values_do():
    assert comparable("https://a.example/?x=1&y=2") == comparable("https://a.example?y=2&x=1")
    assert comparable("https://a.example/?x=1&y=2") != comparable("https://a.example?y=1&x=2")


@given(urls)
def test_the_comparable_form_of_an_address_is_that_of_itself_with_a_scheme(url):
    assert comparable(f"https://{comparable(url)}") == comparable(url)


@pytest.mark.parametrize(
    ("published", "other", "order"),
    [
        ("2031-03-04", "2031-03-05", Order.EARLIER),
        ("2031-03-05", "2031-03-04T23:59:59Z", Order.LATER),
        ("2031-03-04T08:00:00Z", "2031-03-04T08:00:01Z", Order.EARLIER),
        ("2031-03-04T08:00:00", "2031-03-04T08:00:01Z", Order.EARLIER),
        ("2031-03-04T08:00:00Z", "2031-03-04T08:00:00Z", Order.SAME_DAY),
        ("2031-03-04T08:00:00Z", "2031-03-04", Order.SAME_DAY),
        ("9999-12-31", "9999-12-31", Order.SAME_DAY),
        ("2031-03-04", None, Order.UNKNOWN),
    ],
)
def test_which_document_came_first(published, other, order):
    inverse = {Order.EARLIER: Order.LATER, Order.LATER: Order.EARLIER}
    assert order_of(published, other) is order
    assert order_of(other, published) is inverse.get(order, order)


@given(*[st.dates().map(lambda day: day.isoformat())] * 3)
def test_earlier_is_transitive(one, two, three):
    if order_of(one, two) is order_of(two, three) is Order.EARLIER:
        assert order_of(one, three) is Order.EARLIER
