"""Sources of different documents that are one, as documents come and go."""

import random
from dataclasses import replace

import pytest

from graph.errors import ConfigError
from graph.identity.reviews import Kind
from graph.library import Library
from graph.model import Claim, Document, QuotationType, Source, SourceKind, Span, SpeechAct, Stance, Statement
from graph.validation import check

BODY, PERSON, OUTLET = SourceKind.GOVERNMENT_BODY, SourceKind.PERSON, SourceKind.OUTLET
SAID = [
    ("Reuters", SourceKind.NEWS_AGENCY),
    ("the Reuters news agency", SourceKind.NEWS_AGENCY),
    ("the Pentagon", BODY),
    ("U.S. Department of Defense", BODY),
    ("Ada Quill", PERSON),
    ("Dr. Ada M. Quill", PERSON),
    ("Bert Quill", PERSON),
    ("Ministry of Defence", BODY),
]
ONE = [{0, 1}, {2, 3}, {4, 5}, {6}, {7}]


def reading(number):
    name, kind = SAID[number]
    document = Document(f"Words of {number}.", url=f"https://gazette-{number}.example/a")
    source = Source(name, kind)
    said = Statement(
        document=document.id, source=source, claim=Claim("The port is shut"), speech_act=SpeechAct.ASSERT,
        stance=Stance.AFFIRM, quotation=QuotationType.INDIRECT, content_spans=(Span(0, 3),), extractor="test/1",
    )  # fmt: skip
    return document, [said]


def groups(library):
    found = set()
    for number, (name, kind) in enumerate(SAID):
        source = Source(name, kind).id
        members = {membership.member for membership in library.judgements.group_with(source, kind=Kind.SOURCE)}
        found.add(frozenset(n for n, said in enumerate(SAID) if Source(*said).id in members) or frozenset({number}))
    return found


def layers(library):
    return {quad for name in library.store.layers() for quad in library.store.quads(name)}


@pytest.mark.parametrize("seed", range(4))
def test_names_of_one_source_are_one_in_any_order_of_arrival(seed):
    order = list(range(len(SAID)))
    random.Random(seed).shuffle(order)
    library, other = Library.in_memory(), Library.in_memory()
    for number in order:
        library.put(*reading(number))
    library.commit()
    assert groups(library) == set(map(frozenset, ONE))
    assert list(check(library)) == []
    for number in range(len(SAID)):
        other.put(*reading(number))
    assert layers(library) == layers(other)


def test_each_membership_explains_itself():
    library = Library.in_memory()
    library.put(*reading(2))
    library.put(*reading(3))
    told = library.judgements.group_with(Source(*SAID[2]).id, kind=Kind.SOURCE)
    assert sorted((m.method, m.explanation) for m in told) == [
        ("founder", ""),
        ("registry", "both names are of one known source"),
    ]


def test_what_goes_leaves_no_identity_behind():
    library = Library.in_memory()
    for number in range(len(SAID)):
        library.put(*reading(number))
    for number in (1, 3, 5):
        library.forget(reading(number)[0].id)
    assert groups(library) == {frozenset({number}) for number in range(len(SAID))}
    for number in (0, 2, 4, 6, 7):
        library.forget(reading(number)[0].id)
    assert layers(library) == set()


def test_a_store_that_is_opened_again_goes_on(tmp_path):
    with Library.for_writing(tmp_path / "s") as library:
        library.put(*reading(0))
        library.commit()
    with Library.for_writing(tmp_path / "s") as library:
        library.put(*reading(1))
        library.commit()
    with Library.for_reading(tmp_path / "s") as library:
        assert {0, 1} in groups(library)


def test_a_file_of_the_users_own_makes_names_one(tmp_path):
    own = tmp_path / "own.ttl"
    own.write_text(
        """@prefix al: <https://w3id.org/allegedly/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://klaxon.example/desk> a al:Outlet ; skos:prefLabel "Klaxon" ; skos:altLabel "The Night Desk" .""",
        encoding="utf-8",
    )
    with Library.for_writing(tmp_path / "s", sources_file=own) as library:
        for number, name in enumerate(["Klaxon", "The Night Desk"]):
            document = Document(f"Text {number}", url=f"https://{number}.example/", outlet=name)
            library.put(document, [])
        sources = [Source(name, OUTLET).id for name in ("Klaxon", "The Night Desk")]
        assert library.judgements.group_of(sources[0], kind=Kind.SOURCE)
        assert len({library.judgements.group_of(source, kind=Kind.SOURCE) for source in sources}) == 1
    broken = tmp_path / "broken.ttl"
    broken.write_text("no turtle", encoding="utf-8")
    with pytest.raises(ConfigError, match="no Turtle"):
        Library.for_writing(tmp_path / "never", sources_file=broken)
    assert not (tmp_path / "never").exists()


def test_a_source_that_its_document_does_not_tell_apart_is_no_other():
    with Library.in_memory() as library:
        for number in range(3):
            document, (said,) = reading(number)
            unknown = Source("unknown outlet", OUTLET, document.id)
            library.put(document, [replace(said, source=unknown)])
            assert library.judgements.group_with(unknown.id, kind=Kind.SOURCE) == []
        library.commit()
        assert list(check(library)) == []
