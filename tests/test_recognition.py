"""Sources that are known beforehand, as the store tells of them; and what becomes of it when what is known changes."""

import io

import pyoxigraph as ox
import pytest
from command import allegedly
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import ask, serving

from graph import export
from graph.errors import ConfigError
from graph.export import RdfSyntax
from graph.identities import source_answer
from graph.identity.reviews import Kind
from graph.iris import Layer, Thing
from graph.library import Library
from graph.model import Claim, Document, QuotationType, Source, SourceKind, Span, SpeechAct, Stance, Statement
from graph.store_folder import GROUNDS
from graph.validation import check
from graph.workers import Found
from ontology import terms

BODY, COMPANY = SourceKind.GOVERNMENT_BODY, SourceKind.COMPANY
MINE = "https://example.org/mine#"
HEAD = f"""@prefix my: <{MINE}> . @prefix al: <{terms.NS}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix wd: <http://www.wikidata.org/entity/> .
"""
HARBOURS = """
my:state a al:GovernmentBody ; skos:prefLabel "State of Ostwick" .
my:board a al:GovernmentBody ; skos:prefLabel "Ostwick Harbour Board" ; al:parentBody my:state ; al:successor my:office .
my:office a al:GovernmentBody ; skos:prefLabel "Ostwick Ports Office" ; skos:altLabel "OPO" ; al:parentBody my:state ;
    al:country "ZZ" ; skos:exactMatch wd:Q99999999 .
"""
SAID = ["Ostwick Harbour Board", "Ostwick Ports Office", "OPO", "State of Ostwick", "Tallow Quays"]


@pytest.fixture(scope="module")
def harbours(tmp_path_factory):
    return written(tmp_path_factory.mktemp("known") / "harbours.ttl", HARBOURS)


def written(path, turtle):
    path.write_text(HEAD + turtle, encoding="utf-8")
    return path


def source(number):
    return Source(SAID[number], COMPANY if number == 4 else BODY)


def reading(number):
    document = Document(f"Words of {number}.", url=f"https://gazette-{number}.example/a")
    said = Statement(
        document=document.id, source=source(number), claim=Claim("The port is shut"), speech_act=SpeechAct.ASSERT,
        stance=Stance.AFFIRM, quotation=QuotationType.INDIRECT, content_spans=(Span(0, 3),), extractor="test/1",
    )  # fmt: skip
    return document, [said]


def library_of(folder, sources_file, numbers=()):
    library = Library.for_writing(folder, sources_file=sources_file)
    for number in numbers:
        library.put(*reading(number))
    library.commit()
    return library


def layer(library):
    return set(library.store.quads(library.store.iris.of(Thing.LAYER, Layer.IDENTITIES)))


def told(library):
    """What the layer says of known sources, by their names in the file."""
    local = {quad.subject.value.removeprefix(MINE): {} for quad in layer(library) if MINE in quad.subject.value}
    for quad in layer(library):
        if quad.subject.value.startswith(MINE):
            word = quad.predicate.value.rsplit("#")[-1].rsplit("/")[-1]
            values = local[quad.subject.value.removeprefix(MINE)].setdefault(word, set())
            values.add(quad.object.value.removeprefix(MINE).removeprefix(terms.NS))
    return local


def test_what_is_known_stands_beside_the_source(tmp_path, harbours):
    with library_of(tmp_path / "s", harbours, [1]) as library:
        kind = {"KnownSource", "GovernmentBody"}
        assert told(library) == {
            "office": {
                "type": kind, "prefLabel": {"Ostwick Ports Office"}, "country": {"ZZ"}, "parentBody": {"state"},
                "exactMatch": {"http://www.wikidata.org/entity/Q99999999"},
            },
            "board": {"type": kind, "prefLabel": {"Ostwick Harbour Board"}, "successor": {"office"}},
            "state": {"type": kind, "prefLabel": {"State of Ostwick"}},
        }  # fmt: skip
        known_as = [quad for quad in layer(library) if quad.predicate.value == terms.KNOWN_AS]
        assert [quad.object.value for quad in known_as] == [MINE + "office"]
        assert list(check(library)) == []


def test_a_predecessor_is_related_and_another_source(tmp_path, harbours):
    with library_of(tmp_path / "s", harbours, range(5)) as library:
        board, office, opo, state, quays = (
            library.judgements.group_of(source(number).id, kind=Kind.SOURCE) for number in range(5)
        )
        assert office == opo is not None
        assert board is state is quays is None
        found = source_answer(library, source(0).id, limit=5)
        assert found.total == 1
        assert [(known.successor.name, known.parent.name) for known in found.known] == [
            ("Ostwick Ports Office", "State of Ostwick")
        ]
        assert told(library)["state"].keys() == {"type", "prefLabel"}


def test_a_source_is_told_with_what_is_known_of_it(tmp_path, harbours):
    with library_of(tmp_path / "s", harbours, range(5)) as library:
        with serving(library, find=lambda document: Found()) as address, ask(address) as client:
            (office,) = client.get(f"/sources/{source(2).id}").json()["known"]
            assert client.get(f"/sources/{source(4).id}").json()["known"] == []
        board = {"id": MINE + "board", "name": "Ostwick Harbour Board", "kind": "government_body"}
        assert office == {
            "id": MINE + "office", "name": "Ostwick Ports Office", "kind": "government_body", "country": "ZZ",
            "wikidata": "Q99999999", "predecessors": [board], "successor": None,
            "parent": {"id": MINE + "state", "name": "State of Ostwick", "kind": "government_body"},
        }  # fmt: skip


@pytest.mark.parametrize("syntax", [RdfSyntax.TRIG, RdfSyntax.JSONLD])
def test_an_export_has_what_is_known(tmp_path, harbours, syntax):
    out = io.BytesIO()
    with library_of(tmp_path / "s", harbours, [1]) as library:
        export.write(library.store, out, syntax=syntax)
        if syntax is RdfSyntax.TRIG:
            assert layer(library) <= set(ox.parse(out.getvalue(), format=ox.RdfFormat.TRIG))
    for word in (b"knownAs", b"Q99999999", b"Ostwick Harbour Board"):
        assert word in out.getvalue()


@settings(max_examples=25)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), max_size=10))
def test_what_is_known_is_told_as_long_as_somebody_is_known_as_it(harbours, steps):
    library, held = Library.in_memory(sources_file=harbours), set()
    for comes, number in steps:
        if comes:
            library.put(*reading(number))
            held.add(number)
        elif number in held:
            library.forget(reading(number)[0].id)
            held.remove(number)
    fresh = Library.in_memory(sources_file=harbours)
    for number in sorted(held):
        fresh.put(*reading(number))
    assert layer(library) == layer(fresh)
    library.commit()
    assert list(check(library)) == []
    for number in held:
        library.forget(reading(number)[0].id)
    assert layer(library) == set()


# What is known changes

CHANGED = HARBOURS.replace('"OPO"', '"Tallow Quays"').replace('"ZZ"', '"GB"').replace("my:state a", "my:realm a")
CHANGED = CHANGED.replace("al:parentBody my:state", "al:parentBody my:realm")


def test_a_changed_file_renews_what_is_one_when_the_store_is_written(tmp_path, harbours):
    changed = written(tmp_path / "changed.ttl", CHANGED)
    with library_of(tmp_path / "s", harbours, range(5)):
        pass
    with library_of(tmp_path / "fresh", changed, range(5)) as library:
        expected = layer(library)
    with Library.for_writing(tmp_path / "s", sources_file=changed) as library:
        assert layer(library) == expected
        assert "realm" in told(library)
    with Library.for_reading(tmp_path / "s", sources_file=changed) as library:
        assert list(check(library)) == []
        assert layer(library) == expected


def test_it_is_renewed_once(tmp_path, harbours, monkeypatch):
    with library_of(tmp_path / "s", harbours, range(5)):
        pass
    monkeypatch.setattr("graph.judgements.Judgements.renew", lambda *_, **__: pytest.fail("nothing has changed"))
    with Library.for_writing(tmp_path / "s", sources_file=harbours) as library:
        assert library.is_current(Kind.SOURCE)


@pytest.mark.parametrize("rules", ["graph.identity.linking.RULES", "graph.identity.linking.lists_digest"])
def test_other_rules_renew_it_too(tmp_path, harbours, monkeypatch, rules):
    with library_of(tmp_path / "s", harbours, range(5)) as library:
        pass
    monkeypatch.setattr(rules, "2" if rules.endswith("RULES") else lambda: "others")
    with Library.for_reading(tmp_path / "s", sources_file=harbours) as library:
        assert not library.is_current(Kind.SOURCE)
    with Library.for_writing(tmp_path / "s", sources_file=harbours) as library:
        assert library.is_current(Kind.SOURCE)


def test_nothing_is_wrong_with_a_store_that_was_only_made(tmp_path):
    with Library.for_writing(tmp_path / "s"):
        pass
    (tmp_path / "s" / GROUNDS).unlink()  # as after a kill, before it was written what was judged by
    with Library.for_reading(tmp_path / "s") as library:
        assert not library.is_current(Kind.SOURCE)
        assert list(check(library)) == []


def test_a_reader_is_told_that_what_is_known_has_changed(tmp_path, harbours, monkeypatch):
    with library_of(tmp_path / "s", harbours, range(5)):
        pass
    with Library.for_reading(tmp_path / "s") as library:
        (found,) = check(library)
        assert "opened for writing" in found.message
    monkeypatch.setenv("ALLEGEDLY_SOURCES_FILE", str(harbours))
    assert allegedly("check", "--store", tmp_path / "s").code == 0
    monkeypatch.delenv("ALLEGEDLY_SOURCES_FILE")
    ran = allegedly("check", "--store", tmp_path / "s")
    assert (ran.code, "known sources" in ran.out) == (1, True)
    ran = allegedly("merge", SAID[3], SAID[4], "--store", tmp_path / "s")
    assert ran.code == 0, ran.err
    assert allegedly("check", "--store", tmp_path / "s").code == 0


@pytest.mark.parametrize("crash", ["graph.durable.write", "graph.judgements.Judgements.renew"])
def test_a_crash_while_it_is_renewed_loses_nothing(tmp_path, harbours, monkeypatch, crash):
    changed = written(tmp_path / "changed.ttl", CHANGED)
    with library_of(tmp_path / "s", harbours, range(5)):
        pass
    with monkeypatch.context() as patch:
        patch.setattr(crash, lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Library.for_writing(tmp_path / "s", sources_file=changed)
    with Library.for_writing(tmp_path / "s", sources_file=changed) as library:
        assert "realm" in told(library)
        assert list(check(library)) == []


def test_a_store_of_before_is_renewed(tmp_path, harbours):
    with library_of(tmp_path / "s", harbours, range(5)) as library:
        expected = layer(library)
        known = {quad for quad in expected if MINE in str(quad)}
        library.store.change(removed=known, added=set())
        library.commit()
    (tmp_path / "s" / "grounds").unlink()
    with Library.for_writing(tmp_path / "s", sources_file=harbours) as library:
        assert layer(library) == expected


def test_known_sources_have_iris_of_their_own(tmp_path):
    own = written(
        tmp_path / "own.ttl",
        f"<{Library.in_memory().store.iris.of(Thing.SOURCE, 'x')}> a al:Outlet ; skos:prefLabel 'X' .",
    )
    with pytest.raises(ConfigError, match="IRIs of their own"):
        Library.for_writing(tmp_path / "never", sources_file=own)
    assert not (tmp_path / "never").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda quads: {q for q in quads if q.predicate.value == terms.COUNTRY}, "not what follows"),
        (lambda quads: {q for q in quads if q.predicate.value == terms.KNOWN_AS}, "nothing to do with any"),
        (lambda quads: {q for q in quads if q.predicate.value.endswith("prefLabel")}, "exactly one skos:prefLabel"),
    ],
)
def test_what_is_wrong_is_found(tmp_path, harbours, change, message):
    with library_of(tmp_path / "s", harbours, [1]) as library:
        library.store.change(removed=change(layer(library)), added=set())
        assert any(message in violation.message for violation in check(library))
