"""Nanopublications, read and validated by the nanopub package, which computes their hashes by itself."""

import io
import socket
from datetime import date
from pathlib import Path

import pytest
from pieces import CLAIM, Piece
from pyoxigraph import Literal, NamedNode, Quad

from graph.export import write_trig
from graph.iris import Iris, Thing
from graph.model import SourceKind, SpeechAct, Stance
from graph.rdf.names import PREFIXES
from graph.rdf.nanopublications import NANOPUB_PREFIXES, NP, PROV, Nanopublication, nanopublication
from graph.rdf.trusty import made_trusty
from ontology import terms

IRIS = Iris()
DAY = date(2031, 5, 1)
HOSTILE = 'an \u202eofficial\u202c of "the\\Board"'


def piece(published: str | None = "2031-03-04", words: str = "the gates had been opened") -> Piece:
    article = Piece("The Courier", published, url="https://courier.example/1?a=b&c=d")
    article.says(HOSTILE, kind=SourceKind.ANONYMOUS, words=words)
    return article.says("Tidal Wire", HOSTILE, day="2031-02", stance=Stance.REJECT, act=SpeechAct.DENY, told="Dom")


def made(article: Piece, *, iris: Iris = IRIS, made_on: date | None = DAY) -> dict[str, Nanopublication]:
    """By the labels of the statements."""
    document, _ = article.build()
    return {
        label: nanopublication(statement, document, iris=iris, program="Allegedly 9", made_on=made_on)
        for label, statement in article.statements.items()
    }


def part(found: Nanopublication, name: str) -> set[tuple[str, str, str]]:
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in found.quads
        if quad.graph_name == NamedNode(f"{found.iri}#{name}")
    }


def as_trig(found: Nanopublication) -> bytes:
    out = io.BytesIO()
    write_trig(found.quads, out, prefixes={**PREFIXES, **NANOPUB_PREFIXES})
    return out.getvalue()


def test_four_graphs_hold_head_assertion_provenance_and_publication() -> None:
    for found in made(piece()).values():
        parts = {quad.graph_name.value.removeprefix(f"{found.iri}#") for quad in found.quads}
        assert parts == {"Head", "assertion", "provenance", "pubinfo"}
        assert (found.iri, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{NP}Nanopublication") in part(
            found, "Head"
        )


def test_the_assertion_tells_who_takes_which_stance_and_nothing_of_how_it_is_known() -> None:
    article = piece()
    found = made(article)["Tidal Wire"]
    statement = article.statements["Tidal Wire"]
    node, source, claim = (
        IRIS.of(thing, name)
        for thing, name in (
            (Thing.STATEMENT, statement.id),
            (Thing.SOURCE, statement.source.id),
            (Thing.CLAIM, CLAIM.id),
        )
    )
    assertion, provenance = part(found, "assertion"), part(found, "provenance")
    assert assertion >= {
        (source, f"{terms.NS}denies", claim),
        (node, terms.STANCE, terms.STANCE_CONCEPTS["reject"]),
        (node, terms.SPEECH_ACT, terms.SPEECH_ACT_CONCEPTS["deny"]),
        (node, terms.SAID_NOT_AFTER, "2031-02-28"),
        (claim, terms.CLAIM_TEXT, CLAIM.text),
        (source, terms.NAME, "Tidal Wire"),
    }
    assert not {terms.IN_DOCUMENT, terms.CONTENT_ANCHOR, terms.VIA} & {predicate for _, predicate, _ in assertion}
    rests_on = IRIS.of(Thing.STATEMENT, article.statements[HOSTILE].id)
    document = IRIS.of(Thing.DOCUMENT, statement.document)
    assert provenance >= {
        (node, terms.VIA, rests_on),
        (node, terms.IN_DOCUMENT, document),
        (f"{found.iri}#assertion", f"{PROV}wasDerivedFrom", document),
        (document, terms.URL, "https://courier.example/1?a=b&c=d"),
    }


def test_the_text_of_the_document_is_told_by_its_digest_alone() -> None:
    predicates = {quad.predicate.value for found in made(piece()).values() for quad in found.quads}
    assert terms.TEXT_DIGEST in predicates
    assert not {terms.TEXT, terms.HYPERLINK_OF} & predicates


def test_equal_statements_have_equal_names_and_other_ones_others() -> None:
    one, again = made(piece()), made(piece())
    assert one == again
    assert len({found.iri for found in one.values()}) == len(one) > 2
    assert made(piece(words="the gates were shut"))[HOSTILE].iri != one[HOSTILE].iri
    assert made(piece(), made_on=None)[HOSTILE].iri != one[HOSTILE].iri


def test_a_name_is_changed_nowhere_but_where_it_stands_alone_or_before_a_fragment() -> None:
    name, predicate, graph = "https://a.example/np/this", NamedNode("https://a.example/p"), "#Head"
    quads = {
        Quad(NamedNode(name), predicate, NamedNode(f"{name}ly"), NamedNode(name + graph)),
        Quad(NamedNode(name), predicate, Literal(name), NamedNode(name + graph)),
    }
    iri, renamed = made_trusty(quads, name=name)
    assert {quad.object.value for quad in renamed} == {f"{name}ly", name}
    assert {quad.graph_name.value for quad in renamed} == {iri + graph}


@pytest.mark.parametrize("base", ["https://w3id.org/allegedly/id/", "https://desk.example/ids#"])
@pytest.mark.parametrize("published", [None, "2031-03-04", "2031-03-04T10:11:12+00:00", "2031-03-04T10:11:12.5+00:00"])
def test_the_nanopub_package_takes_them_for_valid_and_finds_the_same_hash(
    base: str, published: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nanopub = pytest.importorskip("nanopub", reason="only in requirements-test.lock")

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    words = 'a\x07b\t\\n of "it",\r\nthe \u2067gates\u2069 \U0001f6a2 open'
    for found in made(piece(published, words), iris=Iris(base)).values():
        file = tmp_path / f"{found.code}.trig"
        file.write_bytes(as_trig(found))
        read = nanopub.Nanopub(rdf=file)
        assert read.is_valid
        assert read.has_valid_trusty
        assert read.source_uri == found.iri


def test_the_nanopub_package_finds_what_was_changed(tmp_path: Path) -> None:
    nanopub = pytest.importorskip("nanopub", reason="only in requirements-test.lock")
    found = made(piece())["Tidal Wire"]
    file = tmp_path / "changed.trig"
    file.write_bytes(as_trig(found).replace(b"al:Reject", b"al:Affirm"))
    with pytest.raises(ValueError, match="not valid"):
        _ = nanopub.Nanopub(rdf=file).has_valid_trusty
