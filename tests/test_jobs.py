"""Jobs over HTTP: what becomes one, how it is told, and that nothing stops it but who may."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from serving import MAX_BYTES, PATIENCE, SAMPLES, ask, ended, serving

from graph.library import Library
from graph.workers import Found


def article(number: int, **fields: Any) -> dict[str, Any]:
    text = f"Bridge {number} will be closed in May, spokeswoman Ada Wick said on Monday."
    return {"text": text, "url": f"https://gazette.example/{number}", "outlet": "The Gazette", **fields}


def lines(*articles: Any) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in articles)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.for_writing(tmp_path_factory.mktemp("jobs") / "store") as library:
        yield library


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[httpx.Client]:
    with serving(library, max_upload_bytes=4 * MAX_BYTES) as address, ask(address) as client:
        yield client


def accepted(response: httpx.Response) -> dict[str, Any]:
    assert response.status_code == 202, response.text
    job: dict[str, Any] = response.json()
    assert response.headers["location"] == f"/jobs/{job['id']}"
    return job


def stream(client: httpx.Client, body: bytes, **headers: str) -> httpx.Response:
    return client.post("/documents", content=body, headers={"content-type": "application/x-ndjson", **headers})


def test_a_stream_of_documents_is_a_job_and_a_bad_line_does_not_end_it(client: httpx.Client) -> None:
    bad = [
        b"{not json\n",
        b'{"title": "no words"}\n',
        b"[1]\n",
        b"\xff\xfe\n",
        b'{"text": "a", "published": "never"}\n',
    ]
    body = b"".join([lines(article(1)), *bad, b"\n", lines(article(2), article(1))])
    job = accepted(stream(client, body))
    assert job["status"] in ("waiting", "running")
    done = ended(client, job)
    assert (done["status"], done["reason"]) == ("done", None)
    assert done["documents"] == {"added": 2, "updated": 0, "unchanged": 1, "rejected": 5}
    assert [result["origin"] for result in done["results"]] == ["line 1", "line 8", "line 9"]
    assert [result["change"] for result in done["results"]] == ["added", "added", "unchanged"]
    assert [one["origin"] for one in done["rejected"]] == [f"line {number}" for number in range(2, 7)]
    assert all(one["reason"] for one in done["rejected"])
    assert done["created"] <= done["started"] <= done["finished"]
    result = done["results"][0]
    assert result["iri"].endswith(f"/document/{result['id']}")
    shown = client.get(f"/documents/{result['id']}").json()
    assert len(shown["statements"]) == result["statements"] > 0


def test_results_come_in_pages(client: httpx.Client) -> None:
    body = b"".join(lines(article(number)) + b"nothing\n" for number in range(100, 107))
    job = ended(client, accepted(stream(client, body)))
    assert len(job["results"]) == len(job["rejected"]) == 7
    pages = [client.get(f"/jobs/{job['id']}", params={"limit": 3, "offset": at}).json() for at in (0, 3, 6, 9)]
    for part in ("results", "rejected"):
        assert [len(page[part]) for page in pages] == [3, 3, 1, 0]
        assert [one for page in pages for one in page[part]] == job[part]


def test_the_same_document_comes_of_it_at_once_and_as_a_job(client: httpx.Client) -> None:
    waiting = client.post("/documents", json=article(20), headers={"prefer": "respond-async, wait=10"})
    assert waiting.headers["preference-applied"] == "respond-async"
    job = ended(client, accepted(waiting))
    at_once = client.post("/documents", json=article(20))
    assert at_once.status_code == 200
    assert at_once.json() == {key: job["results"][0][key] if key != "change" else "unchanged" for key in at_once.json()}
    page = (SAMPLES / sorted(path.name for path in SAMPLES.glob("*.html"))[0]).read_bytes()
    for media, body in (("text/plain", article(21)["text"].encode()), ("text/html", page)):
        parameters = {"url": "https://gazette.example/21", "title": "Bridge", "published": "2031-03-04"}
        headers = {"content-type": media}
        first = client.post("/documents", params=parameters, content=body, headers=headers)
        assert first.status_code == 201, first.text
        again = client.post(
            "/documents", params=parameters, content=body, headers={**headers, "prefer": "respond-async"}
        )
        results = ended(client, accepted(again))["results"]
        assert [(one["id"], one["change"]) for one in results] == [(first.json()["id"], "unchanged")]
        shown = client.get(f"/documents/{first.json()['id']}").json()["document"]
        assert {name: shown[name] for name in parameters} == parameters


def test_pages_and_texts_in_other_encodings_are_read_by_their_charset(client: httpx.Client) -> None:
    text = "Brücke 7 bleibt zu, “sagte” Ada Wick of the ministry, who said that it will be closed in May."
    for media, body in (("text/plain", text), ("text/html", f"<html><body><p>{text}</p></body></html>")):
        content = {"content": body.encode("cp1252"), "headers": {"content-type": f"{media}; charset=windows-1252"}}
        added = client.post("/documents", params={"url": f"https://x.example/{media}"}, **content)
        assert added.status_code == 201, added.text
        assert client.get(f"/documents/{added.json()['id']}").json()["text"] == text
        content["headers"]["prefer"] = "respond-async"
        job = ended(
            client, accepted(client.post("/documents", params={"url": f"https://x.example/{media}"}, **content))
        )
        assert [(one["id"], one["change"]) for one in job["results"]] == [(added.json()["id"], "unchanged")]


def test_files_of_all_formats_are_a_job(client: httpx.Client) -> None:
    page = sorted(SAMPLES.glob("*.html"))[1]
    files = [
        ("file", ("../../etc/page.html", page.read_bytes(), "text/html")),
        ("file", ("note.txt", article(30)["text"].encode(), "text/plain")),
        ("file", ("news.jsonl.gz", gzip.compress(lines(article(31), {"x": 1}, article(32))), "application/gzip")),
        ("file", ("report.pdf", b"%PDF-1.7 ...", "application/pdf")),
        ("file", ("empty.txt", b"", "text/plain")),
    ]
    done = ended(client, accepted(client.post("/documents", files=files, data={"outlet": "The Courier"})))
    assert [one["origin"] for one in done["results"]] == [
        "page.html",
        "note.txt",
        "news.jsonl.gz line 1",
        "news.jsonl.gz line 3",
    ]
    assert [one["origin"] for one in done["rejected"]] == ["news.jsonl.gz line 2", "report.pdf", "empty.txt"]
    shown = [client.get(f"/documents/{one['id']}").json()["document"]["outlet"] for one in done["results"]]
    assert set(shown) == {"The Courier"}


def test_an_address_is_fetched_by_a_job_but_never_one_inside(client: httpx.Client) -> None:
    inside = str(client.base_url.join("/docs"))
    job = ended(client, accepted(client.post("/documents", json={"url": inside, "title": "x"})))
    assert job["status"] == "done"
    assert [one["origin"] for one in job["rejected"]] == [inside]
    assert "is not fetched" in job["rejected"][0]["reason"]
    of_stream = ended(client, accepted(stream(client, lines({"url": inside}, article(40)))))
    assert [one["origin"] for one in of_stream["rejected"]] == ["line 1"]
    assert of_stream["documents"]["added"] == 1


def refusal(response: httpx.Response, status: int, *words: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert all(word in response.json()["detail"] for word in words), response.text


def test_what_cannot_be_a_job_is_refused_at_once(client: httpx.Client) -> None:
    before = len(client.get("/jobs").json())
    refusal(stream(client, b""), 400, "no line")
    refusal(client.post("/documents", content=b"x", headers={"content-type": "image/png"}), 415, "text/plain")
    refusal(client.post("/documents", content=b"x"), 415)
    refusal(client.post("/documents", json={"url": "ftp://x.example/"}), 400, "http")
    refusal(client.post("/documents", data={"url": "https://x.example"}, files={"other": b"x"}), 400, "'file'")
    refusal(client.post("/documents", files={"file": ("a.txt", b"x")}, data={"colour": "red"}), 400, "not known")
    two = [("file", ("a.txt", b"x")), ("file", ("b.txt", b"y"))]
    refusal(client.post("/documents", files=two, data={"url": "https://x.example"}), 400, "only one")
    broken = client.post("/documents", content=b"--x\r\nnothing", headers={"content-type": "multipart/form-data"})
    refusal(broken, 400, "form")
    refusal(
        client.post("/documents?published=never", content=b"x", headers={"content-type": "text/plain"}), 400, "date"
    )
    refusal(stream(client, b"x" * (4 * MAX_BYTES + 1)), 413, "bytes")
    large = {"file": ("a.txt", b"x" * (4 * MAX_BYTES + 1))}
    refusal(client.post("/documents", files=large), 413, "bytes")
    assert len(client.get("/jobs").json()) == before


def test_a_line_that_is_too_long_is_rejected_and_the_next_one_read(client: httpx.Client) -> None:
    long = lines(article(50, text="x" * MAX_BYTES))
    done = ended(client, accepted(stream(client, long + lines(article(51)))))
    assert done["documents"] == {"added": 1, "updated": 0, "unchanged": 0, "rejected": 1}
    assert "bytes" in done["rejected"][0]["reason"]


def test_jobs_are_listed_and_one_that_is_not_there_is_not_found(client: httpx.Client) -> None:
    job = ended(client, accepted(stream(client, lines(article(60)))))
    newest = client.get("/jobs", params={"limit": 1}).json()
    assert newest == [{key: job[key] for key in newest[0]}]
    refusal(client.get("/jobs/nothing"), 404)
    refusal(client.post("/jobs/nothing/cancel"), 404)


def test_a_job_that_has_ended_leaves_no_files_and_cannot_be_cancelled(client: httpx.Client, library: Library) -> None:
    job = ended(client, accepted(stream(client, lines(article(70)))))
    cancelled = client.post(f"/jobs/{job['id']}/cancel")
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "done")
    assert library.store.path is not None
    assert not [path for path in (library.store.path / "jobs").iterdir() if path.is_dir()]


def test_a_document_is_removed_with_all_that_only_it_holds(client: httpx.Client) -> None:
    added = client.post("/documents", json=article(80, text="Only the Snark, said Ada Wick, will be a Boojum.")).json()
    assert "Snark" in client.get("/who-asserted", params={"q": "Will the Snark be a Boojum?"}).text
    removed = client.delete(f"/documents/{added['id']}")
    assert (removed.status_code, removed.content) == (204, b"")
    refusal(client.get(f"/documents/{added['id']}"), 404)
    assert client.get("/who-asserted", params={"q": "Will the Snark be a Boojum?"}).json()["claims"] == []
    refusal(client.delete(f"/documents/{added['id']}"), 404)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_what_waits_when_the_service_ends_is_done_by_the_next(store: Path) -> None:
    """The first service cannot do any job, since its reader never comes back before it is told to stop."""
    begun, release = Event(), Event()

    def wait(document: object) -> Found:
        begun.set()
        release.wait(PATIENCE)
        return Found()

    with (
        Library.for_writing(store) as library,
        serving(library, find=wait, jobs_waiting=2, jobs_at_once=1) as address,
        ask(address) as client,
    ):
        jobs = [accepted(stream(client, lines(article(1), article(2))))]
        assert begun.wait(PATIENCE)
        jobs.append(accepted(client.post("/documents", files={"file": ("a.txt", article(3)["text"].encode())})))
        full = stream(client, lines(article(4)))
        refusal(full, 503, "wait")
        assert int(full.headers["retry-after"]) > 0
        running, waiting = (client.get(f"/jobs/{job['id']}").json() for job in jobs)
        assert (running["status"], waiting["status"]) == ("running", "waiting")
        release.set()
    with Library.for_writing(store) as library, serving(library) as address, ask(address) as client:
        done = [ended(client, job) for job in jobs]
        assert [job["status"] for job in done] == ["done", "done"]
        assert [job["documents"]["added"] + job["documents"]["updated"] for job in done] == [2, 1]


def test_jobs_can_be_cancelled_while_they_wait_and_while_they_run(store: Path) -> None:
    begun, release = Event(), Event()

    def wait(document: object) -> Found:
        begun.set()
        release.wait(PATIENCE)
        return Found()

    with (
        Library.for_writing(store) as library,
        serving(library, find=wait, jobs_at_once=1) as address,
        ask(address) as client,
    ):
        running, waiting = (accepted(stream(client, lines(*map(article, range(9))))) for _ in range(2))
        assert begun.wait(PATIENCE)
        at_once = client.post(f"/jobs/{waiting['id']}/cancel")
        assert (at_once.status_code, at_once.json()["status"]) == (200, "cancelled")
        later = client.post(f"/jobs/{running['id']}/cancel")
        assert (later.status_code, later.json()["status"]) == (202, "running")
        release.set()
        assert ended(client, running)["status"] == "cancelled"
        assert sum(client.get(f"/jobs/{running['id']}").json()["documents"].values()) < 9
