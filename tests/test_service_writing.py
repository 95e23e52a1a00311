"""Adding documents over HTTP, reading beside it, and the life of the process."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from hostile import ODD
from serving import ask, serving

from graph.library import Library

TOOL = Path(sys.executable).parent / "allegedly"
ARTICLE = {
    "text": "The port will reopen in May, harbour master Ada Wick said on Monday.\n\nThe ministry denied that it will.",
    "url": "https://gazette.example/port",
    "title": "Port to reopen",
    "outlet": "The Gazette",
    "authors": ["Jo Doe"],
    "published": "2031-03-04T10:20:00Z",
    "language": "en",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    store = tmp_path_factory.mktemp("writing") / "store"
    with Library.for_writing(store) as library, serving(library) as address, ask(address) as client:
        yield client


def add(client: httpx.Client, document: dict[str, Any], status: int = 201) -> dict[str, Any]:
    response = client.post("/documents", json=document)
    assert response.status_code == status, response.text
    added: dict[str, Any] = response.json()
    assert response.headers["location"] == f"/documents/{added['id']}"
    return added


def test_a_document_that_was_added_is_found_at_once(client: httpx.Client) -> None:
    added = add(client, ARTICLE)
    assert added["change"] == "added"
    assert added["iri"].endswith(f"/document/{added['id']}")
    detail = client.get(f"/documents/{added['id']}").json()
    assert detail["text"] == ARTICLE["text"]
    assert detail["authors"] == ["Jo Doe"]
    assert detail["document"] == {
        "id": added["id"],
        **{name: ARTICLE[name] for name in ("url", "title", "outlet", "published")},
    }
    assert len(detail["statements"]) == added["statements"] > 0
    claims = client.get("/who-asserted", params={"q": "Will the port reopen in May?"}).json()["claims"]
    assert "Ada Wick" in json.dumps(claims)


def test_adding_again_changes_nothing_and_what_is_known_of_it_can_be_mended(client: httpx.Client) -> None:
    first = add(client, {**ARTICLE, "url": "https://gazette.example/again"})
    again = add(client, {**ARTICLE, "url": "https://gazette.example/again"}, status=200)
    assert again == {**first, "change": "unchanged"}
    mended = add(client, {**ARTICLE, "url": "https://gazette.example/again", "title": "Other"}, status=200)
    assert (mended["id"], mended["change"]) == (first["id"], "replaced")
    assert client.get(f"/documents/{first['id']}").json()["document"]["title"] == "Other"


def test_a_page_is_read_to_its_main_text(client: httpx.Client) -> None:
    words = "The harbour master said that the port will reopen in May. " * 8
    page = f"<html><body><nav>Home Login</nav><article><h1>Port</h1><p>{words}</p></article></body></html>"
    added = add(client, {"html": page, "url": "https://gazette.example/page"})
    detail = client.get(f"/documents/{added['id']}").json()
    assert "will reopen in May" in detail["text"]
    assert "Login" not in detail["text"]
    assert detail["document"]["outlet"] == "gazette.example"


@pytest.mark.parametrize("name", sorted(ODD))
def test_hostile_texts_come_back_as_they_are(client: httpx.Client, name: str) -> None:
    added = add(client, {"text": ODD[name], "title": ODD[name][:200], "outlet": name})
    detail = client.get(f"/documents/{added['id']}").json()
    assert detail["text"] == ODD[name]
    for format_ in ("svg", "graphml", "html"):
        parameters = {"format": format_, "document": added["id"]}
        assert client.get("/citation-graph", params=parameters).status_code == 200


def test_readers_see_whole_documents_while_they_change(client: httpx.Client) -> None:
    """One document changes its outlet again and again, and with it the sources of its statements."""
    sentence = "The lighthouse keeper {0} said that lamp {0} was dark. According to {0}, lamp {0} was never lit. "
    article = {
        "url": "https://gazette.example/lamps",
        "text": "".join(sentence.format(name) for name in ("Aldo Birk", "Cleo Dunn", "Emil Falk", "Gina Holt")),
    }
    changed = Event()

    def states(read: Callable[[httpx.Client], Any]) -> list[Any]:
        found = []
        for outlet in ("The Gazette", "The Courier"):
            client.post("/documents", json={**article, "outlet": outlet}).raise_for_status()
            found.append(read(client))
        return found

    def watch(read: Callable[[httpx.Client], Any], allowed: list[Any]) -> int:
        times = 0
        with ask(str(client.base_url)) as reader:
            while not changed.is_set() or not times:
                assert read(reader) in allowed
                times += 1
        return times

    name = add(client, {**article, "outlet": "The Gazette"})["id"]

    def document(reader: httpx.Client) -> Any:
        return reader.get(f"/documents/{name}").raise_for_status().json()

    def graph(reader: httpx.Client) -> Any:
        return reader.get("/citation-graph", params={"document": name}).raise_for_status().json()

    readings = [(read, states(read)) for read in (document, graph)]
    with ThreadPoolExecutor() as threads:
        watching = [threads.submit(watch, read, allowed) for read, allowed in readings]
        try:
            for number in range(12):
                outlet = ("The Gazette", "The Courier")[number % 2]
                client.post("/documents", json={**article, "outlet": outlet}).raise_for_status()
        finally:
            changed.set()
        assert all(done.result() for done in watching)


@contextmanager
def process(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """``allegedly serve`` on a free port, once it has said where it listens."""
    command, may_write = [TOOL, "serve", "--port", "0", *arguments], {**os.environ, "ALLEGEDLY_ANYONE": "write"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=may_write) as running:
        try:
            assert running.stderr is not None
            said = next(line for line in running.stderr if " on http://" in line)
            with ask(said.split(" on ")[1].split("/ ")[0]) as client:
                client.get("/health/live").raise_for_status()
                yield running, client
        finally:
            running.kill()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_process_ends_and_releases_the_store_with_all_that_was_added(tmp_path: Path, end: signal.Signals) -> None:
    with process("--store", tmp_path / "store") as (running, client):
        added = add(client, ARTICLE)
        refused = subprocess.run([TOOL, "stats", "--store", tmp_path / "store"], capture_output=True, text=True)
        assert refused.returncode == 2
        address = str(client.base_url).rstrip("/")
        assert f"is served at {address}/: add --server {address} or stop it." in refused.stderr
        running.send_signal(end)
        code = running.wait(30)
    assert code == (-end if end is signal.SIGKILL else 0)
    shown = subprocess.run(
        [TOOL, "who", "port will reopen in May", "--json", "--store", tmp_path / "store"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert added["id"] in shown.stdout


def test_documents_are_read_in_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLEGEDLY_PROCESSES", "2")
    articles = [{"text": f"{ARTICLE['text']} Number {number}."} for number in range(6)]
    with process("--store", tmp_path / "store") as (running, client), ThreadPoolExecutor() as threads:
        added = list(threads.map(lambda article: add(client, article), articles))
        assert len({document["id"] for document in added}) == 6
        assert all(document["statements"] > 1 for document in added)
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0


def test_a_query_without_end_does_not_keep_the_process(tmp_path: Path) -> None:
    with process("--store", tmp_path / "store") as (running, client), ThreadPoolExecutor() as threads:
        endless = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"}
        asked = threads.submit(client.get, "/sparql", params=endless)
        for _ in range(50):  # by then the query runs, whatever the order of threads
            client.get("/health/live").raise_for_status()
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
        assert asked.exception() is not None or asked.result().status_code >= 500


def test_an_address_that_is_taken_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [TOOL, "serve", "--port", port, "--store", tmp_path / "s"], capture_output=True, text=True
        )
    assert done.returncode == 2
    assert done.stderr.startswith("error: 127.0.0.1 port ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "s").exists()
