from hypothesis import given
from hypothesis import strategies as st

from graph.ids import digest, encode_key
from graph.model import Claim, Document, Source, SourceKind

fields = st.lists(st.text(max_size=5))


def decode(raw: bytes) -> list[str]:
    """Read netstrings back; written here on its own, from their definition."""
    found = []
    while raw:
        length, _, raw = raw.partition(b":")
        found.append(raw[: int(length)].decode())
        assert raw[int(length) :].startswith(b",")
        raw = raw[int(length) + 1 :]
    return found


@given(fields)
def test_a_key_can_be_read_back_so_no_two_sequences_share_one(values):
    assert decode(encode_key(values)) == values


@given(fields, fields)
def test_ids_of_different_fields_differ(one, other):
    assert (digest("thing", *one) == digest("thing", *other)) == (one == other)


def test_moving_a_character_between_fields_gives_another_id():
    assert digest("x", "ab", "c") != digest("x", "a", "bc")
    assert digest("x", "ab") != digest("xa", "b")


def test_an_id_is_stable_for_ever():
    # Published graphs hold these ids: a change here breaks every link to them.
    assert digest("claim", "The bridge was closed") == "3plf4bypathkn244jps5hx2gd4"


def test_a_document_is_its_url_and_text():
    one = Document("text", url="https://a.example/1")
    assert one.id == Document("text", url="https://a.example/1", title="other", outlet="B").id
    assert one.id != Document("text", url="https://a.example/2").id
    assert one.id != Document("text!", url="https://a.example/1").id


def test_without_a_url_the_same_copy_in_two_outlets_is_two_documents():
    assert Document("text", outlet="A").id != Document("text", outlet="B").id
    assert Document("text", outlet="https://a.example").id != Document("text", url="https://a.example").id


def test_named_sources_are_shared_and_unnamed_ones_are_not():
    assert Source("The Pentagon", SourceKind.MILITARY_BODY).id == Source("Pentagon", SourceKind.ORGANISATION).id
    one = Source("local sources", SourceKind.COLLECTIVE, "doc1")
    assert one.id != Source("local sources", SourceKind.COLLECTIVE, "doc2").id
    assert one.id != Source("local sources", SourceKind.OUTLET).id


def test_a_claim_bound_to_a_document_is_not_the_free_one():
    assert Claim("He was there", "doc1").id != Claim("He was there", "doc2").id
    assert Claim("He was there", "doc1").id != Claim("He was there").id
