"""Evidence bundles: what is in them, and that it can be checked without the program."""

import io
import json
import subprocess
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from pieces import CLAIM, Piece, library_of
from pyoxigraph import Dataset, RdfFormat, parse
from report_pages import check_harmless, read_page

from graph.iris import Thing
from graph.library import Library
from graph.model import Claim, SourceKind, Stance
from graph.reporting.publishing import ReportFormat, published
from ontology import terms

OTHER = Claim("The lock gates at Orrin were opened on March 4th")
DAY = date(2031, 5, 1)


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(
        Piece("Tidal Wire", "2031-03-04T09:00:00+00:00", "https://wire.example/\r\n1")
        .says("an \u202eofficial", kind=SourceKind.ANONYMOUS, words='the "gates"\r\nhad\x07 been <b>opened</b>')
        .says("Reuters", day="2031-03-01"),
        Piece("The Courier", "2031-03-05").says("Tidal Wire").says("Rag", stance=Stance.REJECT),
        Piece("Dom", "2031-03-06").says("Reuters", claim=OTHER),
        Piece("Elsewhere", "2031-03-06").says("Reuters", claim=Claim("The mill at Tarn burnt down")),
    )


@pytest.fixture(scope="module")
def bundle(library: Library) -> bytes:
    return published(library, CLAIM.id, format=ReportFormat.BUNDLE, made_on=DAY)


@pytest.fixture(scope="module")
def files(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def report(files: dict[str, bytes]) -> dict:
    return json.loads(files["report.json"])


def test_its_files_are_in_order_and_bear_no_time(bundle: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}


def test_its_files_are_those_that_it_describes(files: dict[str, bytes]) -> None:
    folders = {name.partition("/")[0] for name in files}
    assert folders == {
        "README.txt", "report.html", "report.json", "claim.trig", "texts", "nanopubs", "SHA256SUMS"
    }  # fmt: skip
    for name in folders - {"README.txt"}:
        assert f"\n{name}" in files["README.txt"].decode()


def test_sha256sum_accepts_it_and_notices_a_change(bundle: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        archive.extractall(tmp_path)
    check = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    listed = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    assert listed == {
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()
    } - {"SHA256SUMS"}  # fmt: skip
    text = next((tmp_path / "texts").iterdir())
    text.write_bytes(text.read_bytes() + b" ")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_texts_have_the_digests_of_the_report_and_hold_every_quote(files: dict[str, bytes], report: dict) -> None:
    names = set()
    for exhibit in report["exhibits"]:
        name = f"texts/{exhibit['document']['id']}.txt"
        names.add(name)
        assert sha256(files[name]).hexdigest() == exhibit["sha256"]
        text = files[name].decode()
        assert len(text) == exhibit["characters"]
        for quotation in exhibit["quotations"]:
            start, end = quotation["span"]
            assert text[start:end] == quotation["quote"]
    assert names == {name for name in files if name.startswith("texts/")}


def test_the_dataset_is_what_the_store_holds_of_the_claim(
    library: Library, files: dict[str, bytes], report: dict
) -> None:
    store = library.store
    dataset = Dataset(parse(files["claim.trig"], format=RdfFormat.TRIG))
    assert sha256(files["claim.trig"]).hexdigest() == report["making"]["state"]
    graphs = {quad.graph_name.value for quad in dataset}
    documents = {store.iris.of(Thing.GRAPH, exhibit["document"]["id"]) for exhibit in report["exhibits"]}
    assert documents < graphs
    assert graphs - documents <= set(store.layers())
    for name in documents:
        assert {quad for quad in dataset if quad.graph_name.value == name} == set(store.quads(name))
    for name in graphs - documents:
        assert {quad for quad in dataset if quad.graph_name.value == name} <= set(store.quads(name))


def test_the_dataset_tells_why_two_wordings_are_one_claim(library: Library, files: dict[str, bytes]) -> None:
    dataset = Dataset(parse(files["claim.trig"], format=RdfFormat.TRIG))
    members = {quad.subject.value for quad in dataset if quad.predicate.value == terms.MEMBER_OF}
    assert {library.store.iris.of(Thing.CLAIM, claim.id) for claim in (CLAIM, OTHER)} <= members
    assert any(quad.predicate.value == terms.EXPLANATION for quad in dataset)


def test_the_dataset_tells_as_what_a_source_is_known(library: Library, files: dict[str, bytes]) -> None:
    dataset = Dataset(parse(files["claim.trig"], format=RdfFormat.TRIG))
    known = {quad.object.value for quad in dataset if quad.predicate.value == terms.KNOWN_AS}
    assert known
    assert known <= {quad.subject.value for quad in dataset if quad.predicate.value.endswith("#prefLabel")}


def test_there_is_a_valid_nanopublication_for_each_statement(
    library: Library, files: dict[str, bytes], report: dict, tmp_path: Path
) -> None:
    nanopub = pytest.importorskip("nanopub", reason="only in requirements-test.lock")
    statements = set()
    for name, content in files.items():
        if name.startswith("nanopubs/"):
            file = tmp_path / Path(name).name
            file.write_bytes(content)
            read = nanopub.Nanopub(rdf=file)
            assert read.is_valid
            assert read.has_valid_trusty
            assert read.source_uri.endswith(f"/{file.stem}")
            statements |= {str(node) for node in read.assertion.subjects() if "/statement/" in str(node)}
    quoted = [one["statement"] for exhibit in report["exhibits"] for one in exhibit["quotations"]]
    assert statements == {library.store.iris.of(Thing.STATEMENT, name) for name in quoted}
    assert sum(name.startswith("nanopubs/") for name in files) == len(quoted) == 10


def test_its_page_is_the_page_that_is_made_without_it(library: Library, files: dict[str, bytes]) -> None:
    assert files["report.html"] == published(library, CLAIM.id, format=ReportFormat.HTML, made_on=DAY)
    check_harmless(read_page(files["report.html"].decode()))
