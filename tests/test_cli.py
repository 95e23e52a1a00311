"""Every command does what the README and other programs rely on."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from command import allegedly, lines_of, real_allegedly
from serving import SAMPLES, sample_store

from api import options
from graph import answers, model
from graph.analysis import answers as analysis
from graph.endpoint.formats import ResultFormat
from graph.export import RdfSyntax
from graph.pictures import GraphFormat
from graph.reading import Format
from graph.store import Store
from ontology import terms

QUESTION = "300 tonnes of banned ammonium nitrate"
ID = re.compile(r"[a-z2-7]{26}")
ARTICLE = (
    "The bridge is unsafe, the ministry said on Monday. “It will stay closed,” Anna Kowalska, a spokeswoman, said.\n"
)


@pytest.fixture(scope="module")
def store() -> Path:
    return sample_store()


@pytest.fixture(scope="module")
def claim(store: Path) -> dict[str, Any]:
    found: dict[str, Any] = allegedly("who", QUESTION, "--limit", "1", "--store", store, "--json").json["claims"][0]
    return found


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("said_again", "original"),
    [
        (options.SourceFormat, {*Format}),
        (options.QueryFormat, {*ResultFormat} | {"table"}),
        (options.ExportFormat, {*RdfSyntax, *GraphFormat} - {GraphFormat.HTML}),
    ],
)
def test_formats_on_the_command_line_are_those_of_the_library(said_again: Any, original: set[str]) -> None:
    assert {member.value for member in said_again} == {str(value) for value in original}


def test_starting_imports_nothing_that_only_some_commands_need() -> None:
    script = "import sys, api.cli, graph.asking; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    heavy = {"matplotlib", "networkx", "pyshacl", "rdflib", "trafilatura", "feedparser", "httpx", "fastapi", "uvicorn"}
    heavy |= {"onnxruntime", "tokenizers"}
    assert not heavy & set(printed.split())


# ingest


def test_ingest_says_what_is_in_and_a_second_time_that_nothing_changed(article: Path, tmp_path: Path) -> None:
    given = (article, "--store", tmp_path / "store", "--outlet", "The Courier", "--published", "2031-03-04")
    given = (*given, "--title", "Closed", "--url", "https://courier.example/1", "--format", "text")
    first = allegedly("ingest", *given)
    assert (first.code, first.err) == (0, "")
    line, summary = first.out.splitlines()
    change, document, statements, origin = line.split("  ")
    assert (change, origin) == ("added", str(article))
    assert ID.fullmatch(document)
    assert re.fullmatch(r"[1-9]\d* statements", statements)
    assert summary == "1 added, 0 replaced, 0 unchanged, 0 failed"

    with Store.for_reading(tmp_path / "store") as opened:
        before = {name: set(opened.quads(name)) for name in opened.graphs()}
    second = allegedly("ingest", *given)
    assert second.code == 0
    assert second.out.splitlines()[0] == line.replace("added", "unchanged")
    with Store.for_reading(tmp_path / "store") as opened:
        assert {name: set(opened.quads(name)) for name in opened.graphs()} == before

    other = allegedly("ingest", article, *given[1:4], "The Herald", *given[5:])
    assert other.out.startswith(f"replaced  {document}  ")

    found = allegedly("who", "bridge unsafe", "--store", tmp_path / "store", "--json").json
    assert found["claims"][0]["positions"][0]["document"] == {
        "id": document,
        "url": "https://courier.example/1",
        "title": "Closed",
        "outlet": "The Herald",
        "published": "2031-03-04",
    }


def test_ingest_reads_folders_files_and_json_lines_at_once(article: Path, tmp_path: Path) -> None:
    more = lines_of(tmp_path / "more.jsonl", {"text": ARTICLE + "One."}, {"text": ARTICLE + "Two."})
    ran = allegedly("ingest", SAMPLES, article, more, "--store", tmp_path / "store")
    assert ran.code == 0
    assert ran.out.endswith("\n15 added, 0 replaced, 0 unchanged, 0 failed\n")
    assert f"{more} line 2\n" in ran.out


# extract


def test_extract_prints_one_json_line_for_each_document(article: Path, tmp_path: Path) -> None:
    dotted = tmp_path / "2031.03.04.txt"
    dotted.write_text("Nothing happened here today at all.\n", encoding="utf-8")
    ran = allegedly("extract", article, dotted)
    assert (ran.code, ran.err) == (0, "")
    first, second = map(json.loads, ran.out.splitlines())
    assert second == {"doc": "2031.03.04", "attributions": []}
    assert set(first) == {"doc", "attributions"}
    assert first["doc"] == "bridge"
    assert [a["source_name"] for a in first["attributions"]] == ["the ministry", "Anna Kowalska"]
    for attribution in first["attributions"]:
        check_attribution(attribution)
        assert attribution["via"] is None
    words = [ARTICLE[start:end] for a in first["attributions"] for start, end in a["content"]]
    assert words[0] == "The bridge is unsafe"
    assert "It will stay closed" in words[1]


def check_attribution(found: dict[str, Any]) -> None:
    spans = {"source", "cue", "content", "addressee"}
    values = {"via", "source_name", "source_kind", "stance", "speech_act", "quotation", "confidence"}
    values |= {"addressee_name", "said_on", "said_on_basis"}
    assert set(found) == spans | values
    for part in spans:
        assert all(len(span) == 2 and 0 <= span[0] < span[1] for span in found[part])
    check_values(found)
    assert found["source_kind"] in {*model.SourceKind}
    assert 0 <= found["confidence"] <= 1


def check_values(found: dict[str, Any]) -> None:
    stances = {"affirm", "reject", "doubt", "neutral"}
    acts = (
        "assert report confirm announce admit accuse estimate predict deny retract promise threaten demand question "
        "denounce believe decline"
    )
    assert found["stance"] in stances
    assert found["speech_act"] in set(acts.split())
    assert found["quotation"] in {"direct", "indirect", "mixed", "own_voice"}


def test_extract_gives_the_outlets_own_voice_only_where_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The harbour was closed to all ships on Tuesday.\n", encoding="utf-8")
    assert allegedly("extract", path).json["attributions"] == []
    (own,) = allegedly("extract", path, "--own-voice").json["attributions"]
    check_attribution(own)
    assert (own["quotation"], own["source"], own["cue"]) == ("own_voice", [], [])


def test_extract_points_to_the_statement_that_another_rests_on(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The bridge is closed, the Herald reported, citing two drivers.\n", encoding="utf-8")
    found = allegedly("extract", path).json["attributions"]
    hops = {a["source_name"]: a["via"] for a in found}
    assert set(hops) == {"the Herald", "two drivers"}
    assert hops["two drivers"] is None
    assert found[hops["the Herald"]]["source_name"] == "two drivers"


def test_extract_names_the_documents_of_a_folder_and_of_json_lines(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(ARTICLE)
    lines_of(folder / "two.jsonl", {"text": ARTICLE}, {"text": ARTICLE + "More."})
    names = [json.loads(line)["doc"] for line in allegedly("extract", folder).out.splitlines()]
    assert len(set(names)) == 3
    assert names[0] == "one"
    names = [json.loads(line)["doc"] for line in allegedly("extract", folder / "two.jsonl").out.splitlines()]
    assert names == ["two", "two-2"]


# who and path


def test_who_answers_in_the_promised_shape(store: Path) -> None:
    ran = allegedly("who", QUESTION, "--store", store, "--json", "--limit", "3")
    assert (ran.code, ran.err) == (0, "")
    found = ran.json
    expected = "question about source stances claims offset more facets nearest"
    assert set(found) == set(expected.split())
    assert found["question"] == QUESTION
    assert 1 <= len(found["claims"]) <= 3
    scores = [claim["score"] for claim in found["claims"]]
    assert scores == sorted(scores, reverse=True)
    stances = set()
    fields = {"id", "text", "score", "cluster", "wordings", "related", "first_seen", "tally", "positions"}
    for claim in found["claims"]:
        assert set(claim) == fields
        assert ID.fullmatch(claim["id"])
        for position in claim["positions"]:
            check_position(position)
            stances.add(position["stance"])
    assert {"affirm", "reject"} <= stances


def test_who_is_narrowed_down_by_options(store: Path) -> None:
    denied = allegedly("who", QUESTION, "--store", store, "--json", "--stance", "reject", "--named").json["claims"]
    assert {position["stance"] for claim in denied for position in claim["positions"]} == {"reject"}
    assert all(position["source"]["named"] for claim in denied for position in claim["positions"])
    name = denied[0]["positions"][0]["source"]["name"]
    by_name = allegedly("who", QUESTION, "--store", store, "--json", "--source", name).json["claims"]
    assert name in {position["source"]["name"] for claim in by_name for position in claim["positions"]}
    late = allegedly("who", QUESTION, "--store", store, "--since", "2099-01-01")
    assert (late.code, late.out.splitlines()[0]) == (0, "Nothing in the store fits that question.")
    paged = allegedly("who", QUESTION, "--store", store, "--limit", "1")
    assert paged.out.splitlines()[-1] == "There are more: ask again with --offset 1."
    unknown = allegedly("who", QUESTION, "--store", store, "--source", "Nobody Known")
    assert unknown.code == 2
    assert "Nobody Known" in unknown.err


def check_position(position: dict[str, Any]) -> None:
    expected = (
        "statement claim source stance speech_act quotation said_on said_on_basis document quote span chain origin"
    )
    assert set(position) == set(expected.split())
    check_values(position)
    check_source(position["source"])
    assert set(position["document"]) == {"id", "url", "title", "outlet", "published"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", position["said_on"])
    assert position["said_on_basis"] in {"text", "publication"}
    start, end = position["span"]
    assert start < end
    for link in position["chain"]:
        assert set(link) == {"statement", "source"}
        check_source(link["source"])
    assert position["chain"][0] == {"statement": position["statement"], "source": position["source"]}
    assert position["chain"][-1]["source"] == position["origin"]


def check_source(source: dict[str, Any] | None) -> None:
    if source is not None:
        assert set(source) == {"id", "name", "kind", "named"}
        assert ID.fullmatch(source["id"])
        assert source["kind"] in {*model.SourceKind} - {model.SourceKind.UNSPECIFIED}
        assert isinstance(source["named"], bool)
        assert not (source["named"] and source["kind"] in model.UNNAMED_KINDS)


def test_who_tells_people_who_says_it_and_from_whom(store: Path, claim: dict[str, Any]) -> None:
    printed = allegedly("who", QUESTION, "--store", store).out
    assert f"claim {claim['id']}" in printed
    assert " rejects (deny, indirect), said 2032-03-15 (by publication)\n" in printed
    assert "chain: The Ostrel Courier -> Tidewater Wire -> " in printed


def test_who_says_so_when_nothing_fits(store: Path) -> None:
    ran = allegedly("who", "zyzzyva", "--store", store)
    assert (ran.code, ran.out) == (0, "Nothing in the store fits that question.\n")
    assert allegedly("who", "zyzzyva", "--store", store, "--json").json["claims"] == []


def test_path_lists_every_path_of_a_claim_and_of_a_statement(store: Path, claim: dict[str, Any]) -> None:
    found = allegedly("path", claim["id"], "--store", store, "--json").json
    assert set(found) == {field.name for field in fields(analysis.Paths)}
    assert (found["claim"], found["text"], found["truncated"]) == (claim["id"], claim["text"], False)
    for path in found["paths"]:
        assert set(path) == {"steps", "origin"}
        assert path["origin"] == path["steps"][-1]["source"]
        assert path["steps"][0]["basis"] is None
        for step in path["steps"]:
            assert set(step) == {field.name for field in fields(analysis.Step)}
    lengths = [len(path["steps"]) for path in found["paths"]]
    assert lengths == sorted(lengths)
    longest = found["paths"][-1]["steps"]
    assert len(longest) > 1
    of_one = allegedly("path", longest[0]["statement"], "--store", store, "--json").json
    assert longest in [path["steps"] for path in of_one["paths"]]

    printed = allegedly("path", f"https://w3id.org/allegedly/id/claim/{claim['id']}", "--store", store).out
    assert f"      -> {longest[1]['source']['name']}" in printed


# sparql


SELECT = "SELECT ?name WHERE { ?s a al:Outlet ; al:name ?name } ORDER BY ?name"


def test_sparql_writes_solutions_in_every_format(store: Path) -> None:
    def ask(form: str) -> str:
        ran = allegedly("sparql", SELECT, "--store", store, "--format", form)
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    bindings = json.loads(ask("json"))["results"]["bindings"]
    names = [row["name"]["value"] for row in bindings]
    assert "The Kethra Herald" in names
    assert [row[0] for row in csv.reader(io.StringIO(ask("csv")))] == ["name", *names]
    assert [line.strip('"') for line in ask("tsv").splitlines()] == ["?name", *names]
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [found.text for found in ElementTree.fromstring(ask("xml")).iter(f"{space}literal")] == names
    table = ask("table").splitlines()
    assert [line.strip() for line in table[2:]] == names
    assert allegedly("sparql", SELECT, "--store", store).out.splitlines() == table


def test_sparql_writes_triples_as_turtle(store: Path, tmp_path: Path) -> None:
    query = tmp_path / "query.rq"
    query.write_text("CONSTRUCT { ?s al:name ?name } WHERE { ?s a al:Outlet ; al:name ?name }", encoding="utf-8")
    for form in ([], ["--format", "turtle"], ["--format", "table"]):
        ran = allegedly("sparql", f"@{query}", "--store", store, *form)
        assert ran.code == 0
        graph = rdflib.Graph().parse(data=ran.out, format="turtle")
        assert rdflib.Literal("The Kethra Herald") in set(graph.objects(None, rdflib.URIRef(terms.NAME)))


def test_sparql_answers_yes_or_no(store: Path) -> None:
    assert allegedly("sparql", "ASK { ?s a al:Claim }", "--store", store).out == "yes\n"
    assert allegedly("sparql", "ASK { ?s a al:Nothing }", "--store", store, "--format", "json").json["boolean"] is False


# export and draw


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of its parsers about themselves
@pytest.mark.parametrize("form", [form for form in options.ExportFormat if form in set(RdfSyntax)])
def test_export_writes_rdf_that_parses(store: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "graph"
    ran = allegedly("export", "--store", store, "--format", form, "-o", out)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]
    if form == "turtle12":
        triples = {str(quad.triple) for quad in ox.parse(out.read_bytes(), format=ox.RdfFormat.TURTLE)}
        assert any("reifies" in triple for triple in triples)
        return
    names = {"rdfxml": "xml", "ntriples": "nt", "jsonld": "json-ld"}
    parsed = rdflib.Dataset(default_union=True).parse(out, format=names.get(form, form))
    with Store.for_reading(store) as opened:
        statements = len(opened.select("SELECT ?s WHERE { ?s a al:Statement }"))
    assert len(set(parsed.subjects(rdflib.RDF.type, rdflib.URIRef(terms.STATEMENT)))) == statements


@pytest.mark.parametrize("form", [form for form in options.ExportFormat if form in set(GraphFormat)])
def test_export_writes_the_citation_graph(store: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"graph.{form}"
    assert allegedly("export", "--store", store, "--format", form, "-o", out).code == 0
    check_picture(out, form)
    if form in ("graphml", "gexf"):
        graph = (nx.read_graphml if form == "graphml" else nx.read_gexf)(out)
        assert "The Kethra Herald" in {label for _, label in graph.nodes(data="label")} | set(graph.nodes)
        assert graph.number_of_edges() > 10


def check_picture(path: Path, form: str) -> None:
    begins = {"png": b"\x89PNG", "dot": b"digraph", "html": b"<!DOCTYPE html>"}
    content = path.read_bytes()
    if form in begins:
        assert content.startswith(begins[form])
    else:
        ElementTree.fromstring(content)


def test_export_keeps_to_one_document_claim_or_source(store: Path, claim: dict[str, Any]) -> None:
    position = claim["positions"][0]

    def subjects(*scope: str, of: str) -> set[str]:
        ran = allegedly("export", "--store", store, "--format", "ntriples", *scope)
        assert ran.code == 0
        graph = rdflib.Graph().parse(data=ran.out, format="nt")
        return {str(s).rsplit("/", 1)[1] for s in graph.subjects(rdflib.RDF.type, rdflib.URIRef(of))}

    document = position["document"]["id"]
    assert subjects("--document", document, of=terms.DOCUMENT) == {document}
    statements = {link["statement"] for p in claim["positions"] for link in p["chain"]}
    assert subjects("--claim", claim["id"], of=terms.STATEMENT) == statements
    for name in (position["source"]["id"], position["source"]["name"]):
        assert position["statement"] in subjects("--source", name, of=terms.STATEMENT)


@pytest.mark.parametrize("form", ["svg", "png", "html"])
def test_draw_makes_the_picture_that_the_name_asks_for(
    store: Path, claim: dict[str, Any], tmp_path: Path, form: str
) -> None:
    position = claim["positions"][0]
    scopes = ([], ["--claim", claim["id"]], ["--document", position["document"]["id"]])
    for scope in (*scopes, ["--source", position["source"]["id"]]) if form == "svg" else scopes[:2]:
        out = tmp_path / f"drawing.{form.upper()}"
        ran = allegedly("draw", "-o", out, "--store", store, *scope)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
        check_picture(out, form)
        out.unlink()


def test_a_file_is_replaced_through_a_link_and_keeps_what_it_held_when_it_fails(store: Path, tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.ttl", tmp_path / "link.ttl"
    kept.write_text("old")
    link.symlink_to(kept)
    assert allegedly("export", "--store", store, "-o", link, "--document", "nowhere").code == 2
    assert kept.read_text() == "old"
    assert allegedly("export", "--store", store, "-o", link).code == 0
    assert link.is_symlink()
    assert "al:Statement" in kept.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.ttl", "link.ttl"]


# forget, check, stats


@pytest.fixture
def own_store(tmp_path: Path) -> Path:
    """A store of three of the sample articles, to change."""
    shutil.copytree(sample_store(articles=3), tmp_path / "own")
    return tmp_path / "own"


def test_forget_removes_a_document_and_what_only_it_held(own_store: Path) -> None:
    claim = allegedly("who", QUESTION, "--store", own_store, "--json").json["claims"][0]
    document = claim["positions"][0]["document"]["id"]
    before = allegedly("stats", "--store", own_store, "--json").json
    ran = allegedly("forget", document, "--store", own_store)
    assert (ran.code, ran.out, ran.err) == (0, f"forgotten  {document}\n", "")
    after = allegedly("stats", "--store", own_store, "--json").json
    assert after["documents"] == before["documents"] - 1
    assert all(after[name] < before[name] for name in ("statements", "claims", "triples"))
    found = allegedly("who", QUESTION, "--store", own_store, "--json").json
    assert document not in {p["document"]["id"] for c in found["claims"] for p in c["positions"]}
    assert allegedly("check", "--store", own_store).code == 0
    assert allegedly("forget", document, "--store", own_store).code == 2


def test_check_is_content_with_a_whole_store(store: Path) -> None:
    ran = allegedly("check", "--store", store)
    assert (ran.code, ran.out, ran.err) == (0, "12 documents checked, 0 violations\n", "")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (f"DELETE WHERE {{ GRAPH ?g {{ ?s <{terms.STANCE}> ?o }} }}", "stance"),
        (
            f"DELETE {{ GRAPH ?g {{ ?d <{terms.TEXT}> ?old }} }} INSERT {{ GRAPH ?g {{ ?d <{terms.TEXT}> ?new }} }} "
            f'WHERE {{ GRAPH ?g {{ ?d <{terms.TEXT}> ?old BIND(CONCAT("x", ?old) AS ?new) }} }}',
            "is not the anchored words",
        ),
    ],
)
def test_check_lists_what_is_wrong(own_store: Path, damage: str, message: str) -> None:
    engine = ox.Store(str(own_store / "graph"))
    engine.update(damage)
    engine.flush()
    del engine
    ran = allegedly("check", "--store", own_store)
    assert ran.code == 1
    *listed, summary = ran.out.splitlines()
    assert len(listed) > 3
    assert all(line.startswith("https://w3id.org/allegedly/id/graph/") for line in listed)
    assert any(message in line for line in listed)
    assert summary == f"3 documents checked, {len(listed)} violations"


def test_stats_counts(store: Path) -> None:
    found = allegedly("stats", "--store", store, "--json").json
    assert set(found) == {field.name for field in fields(answers.Stats)}
    assert found["documents"] == 12
    assert all(count > 0 for count in found.values())
    assert f"statements  {found['statements']:,}\n" in allegedly("stats", "--store", store).out


# the real command


def test_the_store_is_in_the_working_folder_or_where_the_environment_says(article: Path, tmp_path: Path) -> None:
    ran = real_allegedly("ingest", article, cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "allegedly-store" / "format.json").exists()
    ran = real_allegedly("stats", "--json", env={"ALLEGEDLY_STORE": str(tmp_path / "allegedly-store")})
    assert ran.json["documents"] == 1


@pytest.mark.parametrize("environment", [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_output_is_utf8_whatever_the_locale_says(store: Path, environment: dict[str, str]) -> None:
    ran = real_allegedly("who", QUESTION, "--store", store, env={"PYTHONUTF8": "0", **environment})
    assert (ran.code, ran.err) == (0, "")
    assert "“" in ran.out


def test_help_and_no_command_show_what_there_is() -> None:
    shown = allegedly("--help")
    assert shown.code == 0
    for command in [
        "ingest",
        "extract",
        "who",
        "path",
        "sparql",
        "export",
        "draw",
        "forget",
        "check",
        "stats",
        "serve",
    ]:
        assert f"  {command} " in shown.out
        assert allegedly(command, "--help").code == 0
    alone = allegedly()
    assert (alone.code, alone.out) == (2, shown.out)
