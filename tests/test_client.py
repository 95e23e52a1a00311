"""The command line through a service: it prints what it prints of a folder, and tells what stands in the way."""

import fcntl
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from command import allegedly, check_refused
from scripted import answer, problem, scripted
from serving import sample_store, serving

from api.client.address import service_address
from api.client.connection import Connection
from graph.errors import AllegedlyError, NotFoundError, ServiceError
from graph.library import Library
from graph.service_notice import announced

QUESTION = "300 tonnes of banned ammonium nitrate"


@pytest.fixture(scope="module")
def store() -> Path:
    return sample_store()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, store: Path) -> Iterator[str]:
    """A service over a copy of the store, so that both can be asked the same."""
    copy = tmp_path_factory.mktemp("client") / "store"
    shutil.copytree(store, copy)
    with Library.for_writing(copy) as library, serving(library) as address:
        yield address


@pytest.fixture(scope="module")
def claim(store: Path) -> str:
    found: dict[str, Any] = allegedly("who", QUESTION, "--limit", "1", "--store", store, "--json").json
    name: str = found["claims"][0]["id"]
    return name


READING = [
    ["who", QUESTION],
    ["who", QUESTION, "--json", "--limit", "2", "--offset", "1"],
    ["who", "warehouse", "--source", "Tidewater Wire", "--kind", "organisation", "--kind", "person", "--json"],
    ["who", "warehouse", "--stance", "reject", "--act", "deny", "--since", "2032-03-01", "--until", "2032-03-31"],
    ["who", "warehouse", "--unnamed", "--outlet", "The Ostrel Courier", "--json"],
    ["path", "CLAIM"],
    ["path", "CLAIM", "--json", "--no-inferred", "--from", "The Ostrel Courier", "--limit", "3"],
    ["origins", "CLAIM"],
    ["origins", "CLAIM", "--json", "--no-inferred"],
    ["circular", "CLAIM", "--json"],
    ["timeline", "CLAIM"],
    ["timeline", "--source", "Tidewater Wire", "--json", "--limit", "3", "--offset", "1"],
    ["positions", "CLAIM"],
    ["positions", "CLAIM", "--json"],
    ["disagreement", "CLAIM"],
    ["disagreement", "CLAIM", "--json", "--no-inferred"],
    ["outlets"],
    ["outlets", "--json", "--among", "everyone", "--since", "2032-01-01", "--least", "2", "--limit", "3"],
    ["outlets", "--source", "Tidewater Wire", "--json"],
    ["reviews", "--json"],
    ["stats"],
    ["stats", "--json"],
    ["sparql", "SELECT ?who { ?source al:denies ?claim ; al:name ?who } ORDER BY ?who"],
    ["sparql", "ASK { ?x al:denies ?y }"],
    ["sparql", "SELECT ?who { ?source al:denies ?claim ; al:name ?who } ORDER BY ?who", "--format", "csv"],
    ["sparql", "CONSTRUCT { ?x al:name 'x' } WHERE { ?x al:name 'Tidewater Wire' }"],
    ["export", "--claim", "CLAIM", "--format", "ntriples"],
    ["export", "--source", "Tidewater Wire", "--format", "graphml"],
]


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_what_is_asked_through_a_service_is_what_a_folder_answers(
    arguments: list[str], store: Path, server: str, claim: str
) -> None:
    given = [claim if argument == "CLAIM" else argument for argument in arguments]
    here, there = allegedly(*given, "--store", store), allegedly(*given, "--server", server)
    assert here.code == 0
    assert sorted(there.out.splitlines()) == sorted(here.out.splitlines())
    assert there == here or given[0] in {"sparql", "export"}  # whose rows may come in any order


def test_files_are_written_as_of_a_folder(store: Path, server: str, claim: str, tmp_path: Path) -> None:
    for name, place in (("here", ["--store", store]), ("there", ["--server", f"{server}/"])):
        (tmp_path / name).mkdir()
        report, bundle, picture = (tmp_path / name / file for file in ("report.md", "bundle.zip", "graph.svg"))
        assert allegedly("report", claim, "-o", report, "--bundle", bundle, "--date", "2032-05-01", *place).code == 0
        assert allegedly("draw", "-o", picture, "--claim", claim, *place).code == 0
    for file in ("report.md", "bundle.zip", "graph.svg"):
        assert (tmp_path / "here" / file).read_bytes() == (tmp_path / "there" / file).read_bytes()


UNKNOWN = "a" * 26


@pytest.mark.parametrize(
    "arguments",
    [
        ["origins", UNKNOWN],
        ["origins", "nothing/like it?"],
        ["origins", "https://elsewhere.example/claim/x"],
        ["timeline", "--source", "Nobody / at all"],
        ["export", "--document", UNKNOWN],
        ["merge", "Nobody", "Tidewater Wire"],
        ["undo", UNKNOWN],
        ["sparql", "SELECT nonsense"],
        ["sparql", "ASK {}", "--format", "turtle"],
        ["who", QUESTION, "--limit", "0"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_answered_is_told_in_one_line(arguments: list[str], server: str) -> None:
    check_refused(allegedly(*arguments, "--server", server), "error: ")


def test_paths_of_a_statement_are_refused_clearly(server: str, store: Path, claim: str) -> None:
    found = allegedly("path", claim, "--store", store, "--json").json
    statement = found["paths"][0]["steps"][0]["statement"]
    check_refused(allegedly("path", statement, "--server", server), "only claims have paths")


def test_what_is_said_through_a_service_is_what_is_said_to_a_folder(store: Path, tmp_path: Path, claim: str) -> None:
    statement = allegedly("path", claim, "--store", store, "--json").json["paths"][0]["steps"][0]["statement"]
    by = ["--reviewer", "J. Doe", "--comment", "Seen.", "--json"]
    said = [
        ["merge", "The Ostrel Courier", "Tidewater Wire", *by],
        ["split", "The Ostrel Courier", "Tidewater Wire", *by],
        ["accept", statement, *by],
        ["reject", statement, *by],
        ["correct", statement, "--stance", "doubt", "--claim", "It is so", "--cue-at", "1-5", *by],
    ]
    for name in ("here", "there"):
        shutil.copytree(store, tmp_path / name)
    with Library.for_writing(tmp_path / "there") as library, serving(library) as address:
        for arguments in said:
            here = allegedly(*arguments, "--store", tmp_path / "here").json
            there = allegedly(*arguments, "--server", address).json
            assert {**here, "at": "", "id": ""} == {**there, "at": "", "id": ""}
            undone = allegedly("undo", there["id"], "--server", address)
            assert undone.out == f"undone  {there['id']}\n"
            allegedly("undo", here["id"], "--store", tmp_path / "here")
        assert allegedly("reviews", "--json", "--server", address).json == []


# which service, and with which key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "127.0.0.1:8000",
        "ftp://127.0.0.1",
        "http://",
        "http://a:b@127.0.0.1",
        "http://127.0.0.1/?key=x",
        "http://[::1",
        "http://h#x",
    ],
)
def test_what_is_no_address_of_a_service_is_refused(text: str) -> None:
    check_refused(allegedly("stats", "--server", text), "error: ")


def test_a_key_goes_over_https_or_to_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("https://news.example", "http://127.0.0.9:1", "http://[::1]:8000/", "http://localhost:8000"):
        assert service_address(address, key="secret").host
    assert service_address("http://news.example", key=None).host
    monkeypatch.setenv("ALLEGEDLY_KEY", "secret")
    for address in ("http://news.example", "http://localhost.example", "http://127.0.0.1.example", "http://10.0.0.1"):
        ran = allegedly("stats", "--server", address)
        check_refused(ran, "is not sent to", "over http", "write https://")
        assert "secret" not in ran.err


def test_the_key_comes_from_the_environment_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted(*[problem(404, "no")] * 3) as (address, requests):
        monkeypatch.setenv("ALLEGEDLY_SERVER", address)
        allegedly("stats")
        (tmp_path / "key").write_text("from-the-file\n")
        monkeypatch.setenv("ALLEGEDLY_KEY_FILE", str(tmp_path / "key"))
        allegedly("stats")
        monkeypatch.setenv("ALLEGEDLY_KEY", "from-the-environment")
        allegedly("stats")
    sent = re.findall(rb"^Authorization: .*", b"\n".join(requests), re.MULTILINE)
    assert sent == [b"Authorization: Bearer from-the-file\r", b"Authorization: Bearer from-the-environment\r"]


@pytest.mark.parametrize("content", [None, b"", b"two words", b"\xff", b"a\nb"])
def test_what_is_no_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    monkeypatch.setenv("ALLEGEDLY_KEY_FILE", str(tmp_path / "key"))
    check_refused(allegedly("stats", "--server", "http://127.0.0.1:1"), str(tmp_path / "key"))


def test_an_option_counts_more_than_a_setting(store: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check_refused(allegedly("stats", "--server", server, "--store", store), "--server or --store, not both")
    monkeypatch.setenv("ALLEGEDLY_SERVER", "http://127.0.0.1:1")
    assert allegedly("stats", "--store", store).code == 0
    assert allegedly("stats", "--server", server).code == 0
    check_refused(allegedly("stats"), "The service at http://127.0.0.1:1 cannot be reached")


@pytest.mark.parametrize("arguments", [["check"], ["reconcile", "--service", "https://x.example", "--accept"]])
def test_what_works_on_a_folder_only_says_so(server: str, arguments: list[str]) -> None:
    check_refused(allegedly(*arguments, "--server", server), "works on a store's folder and not through a service")


# a store that is served


def test_a_served_store_tells_where(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with Library.for_writing(path), announced(path, "http://127.0.0.1:8123/"):
        told = ("is served at http://127.0.0.1:8123/: add --server http://127.0.0.1:8123 or stop it.",)
        check_refused(allegedly("stats", "--store", path), *told)
        check_refused(allegedly("forget", "x", "--store", path), *told)
        note = (path / "served.json").read_bytes()
    assert not (path / "served.json").exists()
    (path / "served.json").write_bytes(note)  # as a service leaves it that was killed
    with Library.for_writing(path):
        check_refused(allegedly("stats", "--store", path), "in use by another process")
    assert allegedly("stats", "--store", path).code == 0


@pytest.mark.parametrize("note", [b"", b"{}", b"[]", b'{"address": 1}', b"\xff", b"[" * 100_000])
def test_a_note_that_cannot_be_read_counts_as_none(tmp_path: Path, note: bytes) -> None:
    path = tmp_path / "store"
    with Library.for_writing(path), (path / "served.json").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(note)
        file.flush()
        check_refused(allegedly("stats", "--store", path), "in use by another process")


# what a service does at its worst

DONE = answer(200, {"n": 1})
BUSY = problem(503, "Too much is asked.", Retry_After=7)
CUT = answer(200, {"n": 1})[:-3]


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def told() -> list[str]:
    return []


def connect(address: str, pauses: list[float], told: list[str]) -> Connection:
    return Connection(httpx.URL(address), key="the-key", tell=told.append, wait=pauses.append)


def test_a_busy_service_is_asked_again_when_it_says(pauses: list[float], told: list[str]) -> None:
    slower = problem(429, "Slower.", Retry_After="0")
    with scripted(BUSY, slower, DONE) as (address, requests), connect(address, pauses, told) as service:
        assert service.post("/x", dict[str, int], body=lambda: {"json": {"a": "b"}}) == {"n": 1}
    assert pauses == [7, 0]
    assert len(told) == 1
    assert "Too much is asked." in told[0]
    keys = re.findall(rb"^idempotency-key: (.*)\r$", b"\n".join(requests), re.MULTILINE | re.IGNORECASE)
    assert len(keys) == 3
    assert len(set(keys)) == 1
    assert all(request.endswith(b'{"a":"b"}') for request in requests)


def test_two_requests_have_two_keys(pauses: list[float], told: list[str]) -> None:
    with scripted(DONE, DONE) as (address, requests), connect(address, pauses, told) as service:
        for _ in range(2):
            service.post("/x", dict[str, int], body=lambda: {"json": {}})
    keys = re.findall(rb"^idempotency-key: (.*)\r$", b"\n".join(requests), re.MULTILINE | re.IGNORECASE)
    assert len(set(keys)) == 2


def test_a_service_that_stays_busy_is_given_up(pauses: list[float], told: list[str]) -> None:
    busy = problem(503, "Too much is asked.", Retry_After=250)
    with (
        scripted(busy, busy, busy) as (address, _),
        connect(address, pauses, told) as service,
        pytest.raises(ServiceError, match="Too much is asked"),
    ):
        service.get("/x", dict[str, int])
    assert pauses == [250, 250]


@pytest.mark.parametrize("broken", [b"", CUT, b"nonsense\r\n\r\n"])
def test_what_breaks_off_is_asked_again_with_longer_pauses(broken: bytes, pauses: list[float], told: list[str]) -> None:
    with scripted(DONE, broken, broken, DONE) as (address, _), connect(address, pauses, told) as service:
        service.get("/x", dict[str, int])
        assert service.post("/x", dict[str, int], body=lambda: {"json": {}}) == {"n": 1}
    assert pauses == [0.5, 1]


def test_what_is_still_being_carried_out_is_waited_for(pauses: list[float], told: list[str]) -> None:
    under_way = problem(409, "It is being answered.")
    with scripted(DONE, b"", under_way, DONE) as (address, requests), connect(address, pauses, told) as service:
        service.get("/x", dict[str, int])
        assert service.post("/x", dict[str, int], body=lambda: {"json": {}}) == {"n": 1}
    assert pauses == [0.5, 1]
    keys = re.findall(rb"^idempotency-key: (.*)\r$", b"\n".join(requests), re.MULTILINE | re.IGNORECASE)
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_a_deletion_that_may_have_happened_is_not_sent_again(pauses: list[float], told: list[str]) -> None:
    with scripted(DONE, b"") as (address, _), connect(address, pauses, told) as service:
        service.get("/x", dict[str, int])
        with pytest.raises(ServiceError, match="broke off"):
            service.delete("/x")
    assert pauses == []


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (problem(404, "There is no x."), NotFoundError, "There is no x."),
        (problem(401, "Key!"), ServiceError, "does not know the key that it was told: set ALLEGEDLY_KEY"),
        (problem(403, "Not you."), AllegedlyError, "Not you."),
        (problem(503, "The log says why."), ServiceError, "cannot do this .HTTP 503.: The log says why."),
        (problem(500, "x" * 10_000), ServiceError, "x{500}$"),
        (answer(307, Location="http://127.0.0.1:1/"), ServiceError, "leads on to 'http://127.0.0.1:1/': give"),
        (answer(404, b"<html>", kind="text/html"), ServiceError, "HTTP 404, and not as Allegedly does"),
        (answer(500, b"[" * 100_000, kind="application/problem+json"), ServiceError, "HTTP 500, and not as"),
        (answer(200, b"<html>", kind="text/html"), ServiceError, "in a form that is not known here"),
        (answer(200, {"n": "much"}), ServiceError, "in a form that is not known here"),
        (answer(200, b"[" * 100_000), ServiceError, "in a form that is not known here"),
        (answer(200, b"no gzip", Content_Encoding="gzip"), ServiceError, "broke off its answer"),
        (CUT, ServiceError, "broke off its answer"),
    ],
)
def test_other_answers_are_told_and_not_asked_for_again(
    content: bytes, error: type[AllegedlyError], words: str, pauses: list[float], told: list[str]
) -> None:
    with (
        scripted(content) as (address, _),
        connect(address, pauses, told) as service,
        pytest.raises(error, match=words) as caught,
    ):
        service.get("/x", dict[str, int])
    assert "the-key" not in str(caught.value)
    assert pauses == []
    assert told == []


def test_an_export_that_is_cut_leaves_no_file(tmp_path: Path) -> None:
    with scripted(answer(200, b"<a> <b> <c> .", kind="text/turtle")[:-3]) as (address, _):
        ran = allegedly("export", "-o", tmp_path / "graph.ttl", "--server", address)
    check_refused(ran, "broke off its answer")
    assert list(tmp_path.iterdir()) == []
