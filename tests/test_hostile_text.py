"""Text that is odd, long or made to break something is read to its end."""

from pathlib import Path

import pytest
from command import Ran, allegedly, check_refused, lines_of
from hostile import GOOD, ODD, check_attributions, huge, long_enough

from graph import library as library_module
from graph.errors import ExtractionError
from graph.extracting import Extractor
from graph.extraction.annotations import Annotations
from graph.extraction.chains.component import MAX_LEVELS
from graph.extraction.pipeline import Pipeline
from graph.ingest import ingest
from graph.library import Library
from graph.model import Document
from graph.reading import Read
from graph.store import Change
from graph.workers import Found


def check_offsets(text: str, ran: Ran) -> None:
    assert (ran.code, ran.err) == (0, "")
    for attribution in ran.json["attributions"]:
        for begin, end in (span for part in ("source", "cue", "content") for span in attribution[part]):
            assert 0 <= begin < end <= len(text)
            assert text[begin:end] == text[begin:end].strip()


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_kept_exactly_with_the_right_offsets(tmp_path: Path, name: str) -> None:
    text, path, store = ODD[name], tmp_path / "odd.txt", tmp_path / "store"
    path.write_bytes(text.encode())
    check_offsets(text, allegedly("extract", path, "--own-voice"))
    assert allegedly("ingest", path, "--store", store).code == 0
    assert allegedly("ingest", path, "--store", store).out.startswith("unchanged  ")
    with Library.for_reading(store) as library:
        (document,) = library.document_ids()
        kept, statements = library.read(document)
        assert kept.text == text
        rows = library.store.select("""
            SELECT ?start ?end ?exact WHERE {
              ?anchor oa:hasSelector ?position, ?quote . ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact
              FILTER(REPLACE(STR(?position), "-position$", "") = REPLACE(STR(?quote), "-quote$", "")) }""")
    assert all(text[int(row["start"] or 0) : int(row["end"] or 0)] == row["exact"] for row in rows)
    assert bool(rows) == bool(statements)
    assert statements or len(text) < 50  # the story behind each odd beginning is found
    assert allegedly("check", "--store", store).out == "1 documents checked, 0 violations\n"
    for command in (["who", "bridge ministry"], ["export"], ["export", "--format", "rdfxml"], ["draw", "-o", path]):
        given = [*command[:-1], tmp_path / "odd.svg"] if command[0] == "draw" else command
        ran = allegedly(*given, "--store", store)
        assert (ran.code, ran.err) == (0, "")
        if command[0] == "who":
            assert not set(ran.out) & set("\x1b\x9b\u202b\u2067\x00\x0b")


def test_a_title_cannot_steer_the_terminal_or_forge_a_line(tmp_path: Path) -> None:
    title = "Closed\nadded  forged\r\x1b[2J\u202ereversed\x9b1m"
    path = lines_of(tmp_path / "a.jsonl", {"text": GOOD, "title": title, "outlet": title})
    assert allegedly("ingest", path, "--store", tmp_path / "store").code == 0
    ran = allegedly("who", "bridge", "--store", tmp_path / "store")
    assert ran.out.count("forged") > 0
    assert not [line for line in ran.out.split("\n") if line.startswith("added")]
    printed = allegedly("who", "bridge", "--json", "--store", tmp_path / "store")
    assert printed.json["claims"][0]["positions"][0]["document"]["title"] == title
    for out in (ran.out, printed.out):
        assert not set(out) & set("\r\x1b\x9b\u202e")


@pytest.mark.parametrize("name", huge(1))
def test_long_hostile_text_is_read_to_its_end(pipeline: Pipeline, name: str) -> None:
    # How long that takes, and how it grows, is what scripts/benchmark tells.
    text = long_enough(name)
    annotations = Annotations(Document(text), extractor=pipeline.extractor)
    for component in pipeline.components:
        component(annotations)
        if component.name == "reader":
            check_attributions(annotations)
    for statement in annotations.statements:
        for span in (*statement.source_spans, *statement.cue_spans, *statement.content_spans):
            assert 0 <= span.start < span.end <= len(text)


def test_an_endless_chain_is_cut(pipeline: Pipeline) -> None:
    statements = pipeline(Document(long_enough("via"))).statements
    rests_on = {statement.id: [via.statement for via in statement.via] for statement in statements}
    assert len(statements) > MAX_LEVELS
    depth = 0
    frontier = set(rests_on)
    while frontier:
        frontier = {target for statement in frontier for target in rests_on[statement]}
        depth += 1
        assert depth <= MAX_LEVELS + 2  # the outlet's relay is one more


def test_five_megabytes_without_a_break_are_one_document(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    text = huge()["without spaces"] + "\n\n" + GOOD
    path.write_text(text, encoding="utf-8")
    ran = allegedly("extract", path)
    check_offsets(text, ran)
    assert ran.json["attributions"]
    assert allegedly("ingest", path, "--store", tmp_path / "store").code == 0
    assert allegedly("check", "--store", tmp_path / "store").code == 0


def test_a_document_of_too_many_statements_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "MAX_STATEMENTS", 5)
    path = tmp_path / "long.txt"
    path.write_text(GOOD * 20, encoding="utf-8")
    check_refused(allegedly("ingest", path, "--store", tmp_path / "store"), "one document may have 5: split the text")


class Stumbles:
    name = "stumbles"
    requires = frozenset()  # type: ignore[var-annotated]
    assigns = frozenset()  # type: ignore[var-annotated]

    def __call__(self, annotations: object) -> None:
        if "stumble" in annotations.document.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError


def test_a_bug_in_the_extraction_of_one_document_keeps_no_other_out() -> None:
    library, outcomes = Library.in_memory(), []
    readings = [Read(word, Document(text=f"They {word} here.")) for word in ("walk", "stumble", "run")]
    pipeline = Pipeline([Stumbles()], extractor="test")
    with Extractor(lambda: lambda document: Found(tuple(pipeline(document).statements)), processes=1) as extractor:
        ingest(library, extractor.extract(readings), report=outcomes.append)
    assert [outcome.change for outcome in outcomes] == [Change.ADDED, None, Change.ADDED]
    assert isinstance(outcomes[1].error, ExtractionError)
    assert readings[1].document.id in str(outcomes[1].error)
