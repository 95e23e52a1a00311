"""Reconciliation against a service on this machine: what it proposes, what of it is taken over, and what it may not do."""

import gzip
import io
import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from command import allegedly, check_refused
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import ask, serving

from graph import export
from graph.errors import InputError, NotFoundError
from graph.export import RdfSyntax
from graph.identity.identifications import Identification, Identified
from graph.identity.reviews import Kind
from graph.library import Library
from graph.model import Claim, Document, QuotationType, Source, SourceKind, Span, SpeechAct, Stance, Statement
from graph.reading.exchange import Exchange
from graph.reconciliation import BATCH, Candidate, ReconciliationService, unambiguous
from graph.validation import check
from graph.workers import Found

SPACE = "https://authority.example/entity/"
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
NAMES = ["Ostwick Beacon", "Penmarsh Herald", "Tallow Quays", "OB Online", "the Pentagon"]
SOURCES = [Source(name, SourceKind.ORGANISATION) for name in NAMES]


class Service:
    """A reconciliation service with prepared answers; ``asked`` are the queries of each request."""

    def __init__(self):
        self.manifest = {
            "versions": ["0.1", "0.2"], "name": "Authority", "identifierSpace": SPACE,
            "schemaSpace": SPACE, "defaultTypes": [{"id": "org", "name": "organisation"}],
        }  # fmt: skip
        self.known = {}
        self.asked, self.requests = [], []
        self.answer = None
        self.stop = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                service.requests.append(("GET", self.path, dict(self.headers)))
                self.reply(200, {"Content-Type": "application/json"}, json.dumps(service.manifest).encode())

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                service.requests.append(("POST", self.path, dict(self.headers)))
                queries = json.loads(parse_qs(body, strict_parsing=True)["queries"][0])
                service.asked.append(queries)
                if service.answer is not None and (prepared := service.answer(len(service.asked), queries)):
                    self.reply(*prepared)
                else:
                    found = {key: {"result": service.known.get(query["query"], [])} for key, query in queries.items()}
                    self.reply(200, {"Content-Type": "application/json"}, json.dumps(found).encode())

            def reply(self, status, headers, body):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if body is None:
                    while not service.stop.wait(0.02):
                        self.wfile.write(b" ")
                    return
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/reconcile"

    @property
    def names(self):
        return [[query["query"] for query in queries.values()] for queries in self.asked]


@pytest.fixture
def service(monkeypatch):
    monkeypatch.setenv("ALLEGEDLY_ALLOW_PRIVATE_ADDRESSES", "true")
    service = Service()
    thread = threading.Thread(target=service.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield service
    service.stop.set()
    service.server.shutdown()
    thread.join()
    service.server.server_close()


def result(name, *, score=100, match=True, label=None, **more):
    return {"id": name, "name": label or f"Label of {name}", "score": score, "match": match, **more}


def said(number, source):
    document = Document(f"Words of {number}.", url=f"https://gazette-{number}.example/a")
    statement = Statement(
        document=document.id, source=source, claim=Claim(f"The port {number} is shut"), speech_act=SpeechAct.ASSERT,
        stance=Stance.AFFIRM, quotation=QuotationType.INDIRECT, content_spans=(Span(0, 3),), extractor="test/1",
    )  # fmt: skip
    return document, [statement]


def fill(library, sources=SOURCES):
    """The first source says most, the last least."""
    for number, source in enumerate(sources):
        for time in range(len(sources) - number):
            library.put(*said(f"{number}-{time}", source))
    library.commit()


@pytest.fixture
def folder(tmp_path):
    with Library.for_writing(tmp_path / "store") as library:
        fill(library)
    return tmp_path / "store"


def everything(library):
    return {quad for name in (*library.store.graphs(), *library.store.layers()) for quad in library.store.quads(name)}


def held(folder):
    with Library.for_reading(folder) as library:
        assert list(check(library)) == []
        return everything(library)


def connected(service, **options):
    return ReconciliationService.at(service.url, exchange=Exchange(allow_private=True, **options))


def answering(status=200, body=b"", content_type="application/json", **headers):
    named = {"Content-Type": content_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return lambda *_: (status, named, body)


# The protocol


def test_names_are_asked_for_as_the_protocol_has_it(service):
    service.known["Ostwick Beacon"] = [
        result("Q1", score=41.5, match=False),
        result("Q2", description="newspaper in Ostwick", type=[{"id": "org", "name": "o"}], features=[]),
    ]
    found = connected(service).candidates(["Ostwick Beacon", "nobody & “co” = 1"])
    best = Candidate(SPACE + "Q2", "Label of Q2", "newspaper in Ostwick", 100.0, True)
    assert found == [(best, Candidate(SPACE + "Q1", "Label of Q1", "", 41.5, False)), ()]
    assert service.asked == [
        {
            "q0": {"query": "Ostwick Beacon", "limit": 5, "type": "org"},
            "q1": {"query": "nobody & “co” = 1", "limit": 5, "type": "org"},
        }
    ]
    method, path, headers = service.requests[-1]
    assert (method, path) == ("POST", "/reconcile")
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert headers["User-Agent"].startswith("allegedly/")


@pytest.mark.parametrize(
    ("types", "asked"), [([], None), ([{"id": "a"}, {"id": "b"}], ["a", "b"]), ([7, {"id": 7}], None), ("a", None)]
)
def test_types_are_those_of_the_manifest(service, types, asked):
    service.manifest["defaultTypes"] = types
    connected(service).candidates(["Ostwick Beacon"])
    assert service.asked[0]["q0"].get("type") == asked


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ([], "no object"),
        ({}, "identifierSpace"),
        ({"identifierSpace": "javascript:alert(1)"}, "identifierSpace"),
        ({"identifierSpace": "https://a.example/> <x"}, "identifierSpace"),
        ({"identifierSpace": 7}, "identifierSpace"),
        ({"identifierSpace": SPACE, "versions": ["1.0-draft"]}, "other versions"),
    ],
)
def test_what_is_no_service_is_refused(service, manifest, message):
    service.manifest = manifest
    with pytest.raises(InputError, match=message):
        connected(service)


def test_a_service_of_the_first_version_is_asked(service):
    del service.manifest["versions"]
    assert connected(service).candidates(["x"]) == [()]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (answering(500), "HTTP 500"),
        (answering(404), "HTTP 404"),
        (answering(body=b"<html>hello", content_type="text/html"), "text/html that is no JSON"),
        (answering(body=b""), "no JSON"),
        (answering(body=b"\xff\xfe{"), "no JSON"),
        (answering(body=b"[" * 100_000), "no JSON"),
        (answering(body=b"[1]"), "no object"),
        (answering(body=b'{"status": "error", "message": "busy"}'), "none of the questions"),
        (answering(body=b" " * 4_000_001), "more than 4,000,000 bytes"),
        (answering(body=gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"), "more than 4,000,000 bytes"),
        (answering(body=b"junk", Content_Encoding="gzip"), "damaged gzip"),
        (answering(302, Location="http://127.0.0.1:1/elsewhere"), "redirects to 'http://127.0.0.1:1/elsewhere'"),
        (answering(307, Location="/reconcile"), "redirects"),
    ],
)
def test_what_is_no_answer_is_an_error(service, answer, message):
    asked = connected(service)
    service.answer = answer
    with pytest.raises(InputError, match=message):
        asked.candidates(["Ostwick Beacon"])
    assert len(service.asked) == 1


def test_an_answer_that_never_ends_takes_no_longer_than_allowed(service):
    asked = connected(service, timeout=0.3)
    service.answer = answering(body=None)
    with pytest.raises(InputError, match=r"did not answer in full in 0\.3 s"):
        asked.candidates(["Ostwick Beacon"])


@pytest.mark.parametrize(
    "part",
    [
        None, 7, "Q1", [], {}, {"result": 7}, {"result": [None, 7, [], {}]},
        {"result": [{"id": 7, "name": "x", "score": 1}]},
        {"result": [{"id": "Q1", "name": "x"}]},
        {"result": [{"id": "Q1", "name": "", "score": 1}]},
        {"result": [{"id": "Q1> <x", "name": "x", "score": 1}]},
        {"result": [{"id": "", "name": "x", "score": 1}]},
        {"result": [{"id": "Q1", "name": "x", "score": "100"}]},
        {"result": [{"id": "Q1", "name": "x", "score": True}]},
        {"result": [{"id": "Q1", "name": "x", "score": float("nan")}]},
        {"result": [{"id": "Q1", "name": "x", "score": float("inf")}]},
    ],
)  # fmt: skip
def test_candidates_that_are_none_are_left_out(service, part):
    service.known["b"] = [result("Q2")]
    asked = connected(service)
    service.answer = lambda _, queries: (200, {}, json.dumps({"q0": part, "q1": {"result": [result("Q2")]}}).encode())
    nothing, found = asked.candidates(["a", "b"])
    assert nothing == ()
    assert [candidate.entity for candidate in found] == [SPACE + "Q2"]


def test_what_comes_is_cut_to_size_and_scale(service):
    long = "x" * 10_000 + "\ud800\n\x1b[2J"
    service.known["a"] = [result(f"Q{n}", score=10**n, label=long, match="yes") for n in range(200)]
    (found,) = connected(service).candidates(["a"])
    assert len(found) == 50
    assert max(candidate.score for candidate in found) == 100
    assert not any(candidate.is_match for candidate in found)
    assert {len(candidate.label) for candidate in found} == {300}


def test_a_private_address_is_asked_only_if_that_is_allowed(service, folder, monkeypatch):
    monkeypatch.delenv("ALLEGEDLY_ALLOW_PRIVATE_ADDRESSES")
    check_refused(allegedly("reconcile", "--service", service.url, "--store", folder), "not fetched")
    check_refused(allegedly("reconcile", "--service", "http://127.0.0.1/x", "--store", folder), "not on the public")
    check_refused(allegedly("reconcile", "--service", "file:///etc/passwd", "--store", folder), "only http and https")
    assert service.requests == []


# What is unambiguous

candidates = st.lists(
    st.builds(
        Candidate,
        st.integers(0, 3).map(lambda n: f"{SPACE}Q{n}"), st.just("x"), st.just(""),
        st.integers(0, 4).map(lambda n: n * 25.0), st.booleans(),
    ),
    max_size=5,
)  # fmt: skip


@given(candidates, st.sampled_from([0.0, 50.0, 90.0]))
def test_what_is_taken_over_is_the_only_match_and_the_best(found, least):
    chosen = unambiguous(found, min_score=least)
    sure = [c for c in found if c.is_match and c.score >= least]
    if chosen is None:
        matches = [c for c in found if c.is_match]
        best = [c for c in found if c.score == max((c.score for c in found), default=0)]
        assert len(matches) != 1 or not sure or len(best) > 1 or best != matches
    else:
        assert [c for c in found if c.is_match] == sure == [chosen]
        assert all(c.score < chosen.score for c in found if c is not chosen)


# The command


def test_proposals_are_printed_and_change_nothing(service, folder):
    before = held(folder)
    service.known["Ostwick Beacon"] = [result("Q1"), result("Q2", score=40, match=False, label="evil\x1b[2J\nQ9")]
    ran = allegedly("reconcile", "--service", service.url, "--store", folder)
    assert ran.code == 0, ran.err
    lines = ran.out.splitlines()
    assert lines[0] == f"Ostwick Beacon (organisation)  source {SOURCES[0].id}"
    assert lines[1] == f"   100.0 match  Label of Q1  {SPACE}Q1"
    assert "evil\ufffd[2J Q9" in lines[2]
    assert lines[3] == "   --accept would take it over"
    assert lines[-1] == "5 asked, 0 taken over, 0 failed; 5 named sources in all"
    assert [len(names) for names in service.names] == [5]
    assert service.names[0][:2] == NAMES[:2]
    assert held(folder) == before


def test_what_is_sure_is_taken_over_once_and_can_be_undone(service, folder):
    before = held(folder)
    service.known |= {
        "Ostwick Beacon": [result("Q1", score=96)],
        "OB Online": [result("Q1")],
        "Penmarsh Herald": [result("Q2"), result("Q3")],
        "Tallow Quays": [result("Q4", score=80)],
    }
    ran = allegedly("reconcile", "--service", service.url, "--accept", "--json", "--store", folder)
    found = {answer["source"]["name"]: answer for answer in map(json.loads, ran.out.splitlines())}
    assert {name for name, answer in found.items() if answer["identification"]} == {"Ostwick Beacon", "OB Online"}
    assert len(found["Penmarsh Herald"]["candidates"]) == 2
    after = held(folder)
    assert before < after
    with Library.for_reading(folder) as library:
        told = library.judgements.group_with(SOURCES[3].id, kind=Kind.SOURCE)
        assert {(m.member, m.method, m.score) for m in told if m.compared_with} == {
            (max(SOURCES[0].id, SOURCES[3].id), "reconciliation", 0.96)
        }
        assert any("one entity of an authority" in m.explanation for m in told)
    service.asked.clear()
    again = allegedly("reconcile", "--service", service.url, "--accept", "--store", folder)
    assert "3 asked, 0 taken over" in again.out
    assert not {"Ostwick Beacon", "OB Online"} & set(service.names[0])
    listed = allegedly("reviews", "--json", "--store", folder).json
    assert [(one["kind"], one["entity"], one["score"], one["method"]) for one in listed] == [
        ("identification", SPACE + "Q1", 0.96, "reconciliation"),
        ("identification", SPACE + "Q1", 1.0, "reconciliation"),
    ]
    assert f"Label of Q1  {SPACE}Q1" in allegedly("reviews", "--store", folder).out
    for one in listed:
        assert allegedly("undo", one["id"], "--store", folder).out == f"undone  {one['id']}\n"
    assert held(folder) == before


def test_a_source_that_is_known_with_its_item_is_not_asked_for(service, folder):
    service.manifest["identifierSpace"] = "http://www.wikidata.org/entity/"
    allegedly("reconcile", "--service", service.url, "--store", folder)
    assert service.names == [NAMES[:4]]


def test_one_goes_on_from_an_offset(service, folder):
    for offset, names, end in ((0, NAMES[:2], 2), (2, NAMES[2:4], 4), (4, NAMES[4:], None), (9, None, None)):
        service.asked.clear()
        ran = allegedly("reconcile", "--service", service.url, "--limit", 2, "--offset", offset, "--store", folder)
        assert service.names == ([names] if names else [])
        assert (f"Go on with --offset {end}." in ran.out) == (end is not None)


def test_a_batch_that_fails_stops_no_other(service, tmp_path):
    sources = [Source(f"Body {number:02}", SourceKind.ORGANISATION) for number in range(25)]
    with Library.for_writing(tmp_path / "s") as library:
        for number, source in enumerate(sources):
            library.put(*said(number, source))
        library.commit()
    service.answer = lambda turn, _: (503, {}, b"") if turn == 2 else None
    service.known |= {source.name: [result(f"Q{number}")] for number, source in enumerate(sources)}
    ran = allegedly("reconcile", "--service", service.url, "--accept", "--store", tmp_path / "s")
    assert [len(names) for names in service.names] == [BATCH, BATCH, 5]
    assert ran.code == 1
    assert "HTTP 503" in ran.error
    assert all(name in ran.error for name in service.names[1])
    assert "15 asked, 15 taken over, 10 failed" in ran.out
    service.answer = answering(503)
    assert allegedly("reconcile", "--service", service.url, "--store", tmp_path / "s").code == 2
    service.answer = None
    ran = allegedly("reconcile", "--service", service.url, "--accept", "--store", tmp_path / "s")
    assert (ran.code, "10 asked, 10 taken over, 0 failed" in ran.out) == (0, True)


def test_no_service_is_asked_unless_it_is_given(service, folder, tmp_path):
    check_refused(allegedly("reconcile", "--store", folder), "--service")
    check_refused(allegedly("reconcile", "--service", service.url, "--store", tmp_path / "no"), "There is no store")
    assert not (tmp_path / "no").exists()
    assert service.requests == []


def test_the_service_tells_and_undoes(service):
    library = Library.in_memory()
    fill(library)
    before = everything(library)
    identification = identified(0, "Q1")
    library.identify(identification)
    library.commit()
    with serving(library, find=lambda document: Found()) as address, ask(address) as client:
        shown = client.get(f"/sources/{SOURCES[0].id}").json()["identified"]
        assert shown == [
            {"id": identification.id, "entity": SPACE + "Q1", "label": "x", "score": 0.9, "method": "reconciliation"}
        ]
        assert [found["id"] for found in client.get("/reviews").json()] == [identification.id]
        assert client.delete(f"/reviews/{identification.id}").json()["entity"] == SPACE + "Q1"
    assert everything(library) == before


# What follows from it


def identified(number, item, *, space=SPACE, score=0.9, minute=0):
    at = NOON.replace(minute=minute)
    service = "https://authority.example/reconcile"
    return Identification.of(SOURCES[number].id, space + item, score=score, label="x", service=service, at=at)


def test_an_export_has_identifications():
    library, out = Library.in_memory(), io.BytesIO()
    fill(library)
    library.identify(identified(0, "Q1"))
    export.write(library.store, out, syntax=RdfSyntax.TRIG)
    assert b"identifiedAs" in out.getvalue()
    assert list(check(library)) == []


def test_an_item_of_a_known_source_links_with_it():
    library = Library.in_memory()
    fill(library)
    library.identify(identified(2, "Q11209", space="http://www.wikidata.org/entity/"))
    members = {m.member for m in library.judgements.group_with(SOURCES[4].id, kind=Kind.SOURCE)}
    assert members == {SOURCES[2].id, SOURCES[4].id}


def test_sources_of_two_entities_are_not_joined_by_a_third():
    library = Library.in_memory()
    fill(library)
    for number, item in ((0, "Q1"), (1, "Q2"), (2, "Q1"), (2, "Q2")):
        library.identify(identified(number, item))
    group = {m.member for m in library.judgements.group_with(SOURCES[2].id, kind=Kind.SOURCE)}
    assert len(group) == 2
    assert list(check(library)) == []


def test_only_what_is_there_is_identified():
    library = Library.in_memory()
    with pytest.raises(NotFoundError, match="There is no source"):
        library.identify(identified(0, "Q1"))
    with pytest.raises(NotFoundError, match="There is no review"):
        library.undo("a" * 26)


steps = st.one_of(
    st.tuples(st.just("identify"), st.integers(0, 4), st.sampled_from(["Q1", "Q2"])),
    st.tuples(st.sampled_from(["put", "forget", "undo"]), st.integers(0, 4), st.just("")),
)


@settings(max_examples=30)
@given(st.lists(steps, max_size=12))
def test_only_what_is_identified_counts_and_not_how_it_came_to_be(done):
    library, kept, documents = Library.in_memory(), [], set()
    for number in range(3):
        library.put(*said(number, SOURCES[number]))
        documents.add(number)
    for minute, (what, number, item) in enumerate(done):
        if what == "put":
            library.put(*said(number, SOURCES[number]))
            documents.add(number)
        elif what == "forget" and number in documents:
            library.forget(said(number, SOURCES[number])[0].id)
            documents.remove(number)
        elif what == "identify" and number in documents:
            kept.append(identified(number, item, minute=minute))
            library.identify(kept[-1])
        elif what == "undo" and kept:
            gone = kept.pop(number % len(kept))
            assert library.undo(gone.id) == gone
    fresh = Library.in_memory()
    for number in range(5):
        fresh.put(*said(number, SOURCES[number]))
    for identification in kept:
        fresh.identify(identification)
    for number in set(range(5)) - documents:
        fresh.forget(said(number, SOURCES[number])[0].id)
    assert everything(library) == everything(fresh)
    library.commit()
    assert list(check(library)) == []


def test_a_change_that_fails_leaves_no_trace(monkeypatch):
    library = Library.in_memory()
    fill(library)
    library.identify(identified(0, "Q1"))
    before = everything(library)
    with monkeypatch.context() as patch:
        patch.setattr(library.store, "change", lambda **_: 1 / 0)
        for change in (lambda: library.identify(identified(3, "Q1")), lambda: library.undo(identified(0, "Q1").id)):
            with pytest.raises(ZeroDivisionError):
                change()
    library.judgements.renew(kind=Kind.SOURCE)
    assert everything(library) == before


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["Q1", "Q2"]), st.sampled_from([0.2, 0.9])), max_size=8))
def test_links_are_the_same_from_both_ends(found):
    known = {SOURCES[4].id: SPACE + "Q1"}
    table = Identified(
        [identified(number, item, score=score) for number, item, score in found],
        known=known.get,
        known_by=lambda entity: [source for source, item in known.items() if item == entity],
    )
    ends = {source.id: set(table.links(source.id)) for source in SOURCES}
    for source, links in ends.items():
        for link in links:
            assert source in (link.one, link.other)
            assert link in ends[link.one] & ends[link.other]
