import json
import subprocess
import sys
from io import BytesIO

import pyoxigraph as ox
import pytest

from graph.endpoint.formats import ResultFormat
from graph.errors import ConfigError, QueryError, SizeLimitError, StoreError
from graph.iris import Iris
from graph.store import Change, Store
from graph.store_folder import FORMAT

GRAPH = Iris().of("graph", "a" * 26)


def quads(*values: str) -> set[ox.Quad]:
    name = ox.NamedNode("https://x.example/s")
    return {ox.Quad(name, name, ox.Literal(value), ox.NamedNode(GRAPH)) for value in values}


def test_a_graph_is_added_replaced_and_dropped():
    with Store.in_memory() as store:
        assert store.replace_graph(GRAPH, quads("a", "b")) is Change.ADDED
        assert store.holds(GRAPH, quads("b", "a"))
        assert store.replace_graph(GRAPH, quads("b", 'c "quoted"\r\n\\')) is Change.REPLACED
        assert set(store.quads(GRAPH)) == quads("b", 'c "quoted"\r\n\\')
        assert store.graphs() == [GRAPH]
        store.drop_graph(GRAPH)
        assert store.graphs() == []


def test_parts_of_several_graphs_change_together_or_not_at_all():
    elsewhere = Iris().of("layer", "reviews")

    def there(*values):
        return {ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(elsewhere)) for q in quads(*values)}

    with Store.in_memory() as store:
        store.change(removed=set(), added=quads("a", "b"))
        store.change(removed=quads("a", "never there"), added=there('c "quoted"\r\n\\') | quads("b", "d"))
        assert set(store.quads(GRAPH)) == quads("b", "d")
        assert set(store.quads(elsewhere)) == there('c "quoted"\r\n\\')
        assert store.layers() == [elsewhere]
        broken = ox.Quad(ox.BlankNode(), ox.NamedNode("https://x.example/p"), ox.Literal("x"), ox.NamedNode(GRAPH))
        with pytest.raises(SyntaxError):
            store.change(removed={broken}, added=quads("e"))
        assert set(store.quads(GRAPH)) == quads("b", "d")


def test_a_graph_that_lost_its_last_quad_is_gone():
    with Store.in_memory() as store:
        store.change(removed=set(), added=quads("a"))
        store.change(removed=quads("a"), added=set())
        assert not store.has_graph(GRAPH)


def test_quads_are_found_by_their_parts():
    def node(name):
        return ox.NamedNode(f"https://x.example/{name}")

    one, other = (ox.Quad(node(s), node("p"), node("o"), ox.NamedNode(GRAPH)) for s in ("a", "b"))
    with Store.in_memory() as store:
        store.change(removed=set(), added={one, other})
        assert list(store.quads(GRAPH, subject=node("a").value)) == [one]
        assert set(store.quads(GRAPH, predicate=node("p").value)) == {one, other}
        assert list(store.quads(GRAPH, subject=node("a").value, object=node("p").value)) == []
        assert store.objects(GRAPH, subject=node("a").value, predicate=node("p").value) == [node("o").value]
        assert sorted(store.subjects(GRAPH, predicate=node("p").value, object=node("o").value)) == [
            node("a").value,
            node("b").value,
        ]


def test_a_store_of_an_older_format_is_read_as_it_is_and_marked_when_it_is_written(tmp_path):
    path = tmp_path / "s"
    with Store.for_writing(path) as store:
        store.replace_graph(GRAPH, quads("a"))
    manifest = json.loads((path / "format.json").read_text())
    older = json.dumps({**manifest, "format": FORMAT - 1, "made_by": "an older one"})
    (path / "format.json").write_text(older)
    with Store.for_reading(path) as store:
        assert set(store.quads(GRAPH)) == quads("a")
    assert (path / "format.json").read_text() == older
    with Store.for_writing(path) as store:
        assert set(store.quads(GRAPH)) == quads("a")
    assert json.loads((path / "format.json").read_text()) == {**json.loads(older), "format": FORMAT}


def test_what_was_written_is_there_after_reopening(tmp_path):
    with Store.for_writing(tmp_path / "s") as store:
        store.replace_graph(GRAPH, quads("a"))
    with Store.for_reading(tmp_path / "s") as store:
        assert set(store.quads(GRAPH)) == quads("a")


def test_several_may_read_and_one_may_write(tmp_path):
    path = tmp_path / "s"
    Store.for_writing(path).close()
    one, other = Store.for_reading(path), Store.for_reading(path)
    with one, other, pytest.raises(StoreError, match="in use by another process"):
        Store.for_writing(path)
    with Store.for_writing(path), pytest.raises(StoreError, match="in use by another process"):
        Store.for_reading(path)


def test_another_process_is_kept_out(tmp_path):
    code = f"from pathlib import Path; from graph.store import Store; Store.for_reading(Path({str(tmp_path / 's')!r}))"
    with Store.for_writing(tmp_path / "s"):
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert "in use by another process" in run.stderr


def test_a_store_of_a_newer_format_is_left_alone(tmp_path):
    path = tmp_path / "s"
    Store.for_writing(path).close()
    manifest = json.loads((path / "format.json").read_text())
    (path / "format.json").write_text(json.dumps({**manifest, "format": 99}))
    for open_ in (Store.for_reading, Store.for_writing):
        with pytest.raises(StoreError, match="has format 99"):
            open_(path)


def test_a_store_keeps_the_base_that_it_was_made_with(tmp_path):
    Store.for_writing(tmp_path / "s").close()
    with pytest.raises(ConfigError, match="was made with base"):
        Store.for_writing(tmp_path / "s", iris=Iris("https://other.example/id/"))


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(StoreError, match="is not a store"):
        Store.for_writing(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["holiday.jpg"]


def test_reading_never_makes_a_store(tmp_path):
    with pytest.raises(StoreError, match="There is no store"):
        Store.for_reading(tmp_path / "s")
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize(
    "base",
    ["", "no-scheme/", "https://x.example", "https://x.example/a b/", "urn:x:", "http://[/", "https://x.example/%zz/"],
)
def test_a_base_must_be_an_address_to_build_on(base):
    with pytest.raises(ConfigError, match="not usable"):
        Iris(base)


def test_results_come_in_every_format_that_fits():
    with Store.in_memory() as store:
        for format_ in ("json", "xml", "csv", "tsv"):
            assert b"al" in store.answer("SELECT ('al' AS ?x) {}", format=ResultFormat(format_)).content
        for format_ in ("turtle", "ntriples", "rdfxml"):
            query = "CONSTRUCT { <x:a> <x:b> 'al' } {}"
            assert b"al" in store.answer(query, format=ResultFormat(format_)).content
        with pytest.raises(QueryError, match="solutions"):
            store.answer("SELECT * {}", format=ResultFormat.TURTLE)
        with pytest.raises(QueryError, match="triples"):
            store.answer("CONSTRUCT WHERE { ?s ?p ?o }", format=ResultFormat.CSV)
        with pytest.raises(QueryError, match="cannot be parsed"):
            store.answer("SELECT * { ?s ?p")


def test_an_answer_has_no_more_triples_than_it_may():
    query = "CONSTRUCT { ?x <x:b> ?x } { VALUES ?x { <x:1> <x:2> <x:3> } }"
    with Store.in_memory() as store:
        output = BytesIO()
        assert store.write_answer(query, output, max_triples=3) is ResultFormat.TURTLE
        assert output.getvalue() == store.answer(query).content
        with pytest.raises(SizeLimitError, match="more than 2 triples"):
            store.write_answer(query, BytesIO(), max_triples=2)


def test_a_checkpoint_stays_as_it_was(tmp_path):
    with Store.for_writing(tmp_path / "s") as store:
        quad = ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("o"), ox.NamedNode("x:g"))
        store.replace_graph("x:g", {quad})
        store.checkpoint(tmp_path / "copy")
        store.drop_graph("x:g")
        with Store.of_checkpoint(tmp_path / "copy") as copy:
            assert copy.holds("x:g", {quad})
        with pytest.raises(StoreError):
            store.checkpoint(tmp_path / "no" / "such" / "folder")
    with pytest.raises(StoreError):
        Store.of_checkpoint(tmp_path / "no")


def test_opening_a_store_does_not_write_the_vocabulary_again(tmp_path, monkeypatch):
    Store.for_writing(tmp_path / "s").close()
    monkeypatch.setattr(Store, "replace_graph", lambda *_: 1 / 0)
    Store.for_writing(tmp_path / "s").close()


def test_the_vocabulary_can_be_followed_in_queries():
    with Store.in_memory() as store:
        rows = store.select("SELECT ?p { ?p rdfs:subPropertyOf al:asserts }")
    assert "https://w3id.org/allegedly/ns#reports" in {row["p"] for row in rows}
