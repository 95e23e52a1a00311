"""Every IRI that is minted answers, in HTML and as RDF, and so does the vocabulary."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

import httpx
import pyoxigraph as ox
import pytest
from browsing import WINDOWS, visiting
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from report_pages import Element, read_page
from serving import ask, sample_store, serving

from api.negotiation import Offer, ranked
from graph.identity.identifications import Identification
from graph.iris import Iris, Layer, Thing
from graph.library import Library
from graph.linked.description import PAGE
from graph.model import Claim, Document, QuotationType, Source, SourceKind, Span, SpeechAct, Stance, Statement
from graph.rdf.names import PREFIXES
from graph.rdf.writer import Writer
from ontology import terms
from ontology.files import CONTEXT, ONTOLOGY, SHAPES, SOURCES, read

BASE = "https://w3id.org/allegedly/id/"
TOPIC = "http://xmlns.com/foaf/0.1/primaryTopic"
NEXT = "http://www.w3.org/ns/hydra/core#next"
VOID = "http://rdfs.org/ns/void#"
RDF = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "nq": ("application/n-quads", ox.RdfFormat.N_QUADS),
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MARKUP = "<script>hacked=1</script> \"'><img src=x onerror=hacked=1> \u202eé & co"
DOCUMENT = {
    "text": f"The mayor of {MARKUP} said that the lighthouse is {MARKUP} dark. {'x' * 5000}",
    "title": MARKUP,
    "outlet": MARKUP,
    "url": 'https://gazette.example/?"><script>hacked=1</script>',
}
REVIEWER = MARKUP


@dataclass(frozen=True)
class Served:
    """A service, and all IRIs under the base that an export of it has."""

    client: httpx.Client
    library: Library
    minted: tuple[str, ...]

    def of(self, thing: Thing) -> list[str]:
        return [iri for iri in self.minted if iri.startswith(f"{BASE}{thing}/")]

    def path(self, iri: str, suffix: str = "") -> str:
        return f"/id/{iri.removeprefix(BASE)}{suffix}"

    def quads(self, iri: str, suffix: str = "ttl", **parameters: int) -> set[ox.Quad]:
        return parsed(self.client.get(self.path(iri, f".{suffix}"), params=parameters), suffix)


def parsed(response: httpx.Response, suffix: str) -> set[ox.Quad]:
    assert response.status_code == 200, response.text
    media, format_ = RDF[suffix]
    assert response.headers["content-type"].partition(";")[0] == media
    return set(ox.parse(response.content, format=format_))


def nodes(quads: set[ox.Quad]) -> set[str]:
    return {term.value for quad in quads for term in quad if isinstance(term, ox.NamedNode)}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("linked") / "store"
    shutil.copytree(sample_store(2), folder)
    with Library.for_writing(folder) as library, serving(library) as address, ask(address) as client:
        client.post("/documents", json=DOCUMENT).raise_for_status()
        query = "SELECT DISTINCT ?s ?c { ?s a al:Person . ?c a al:Claim } ORDER BY ?s ?c LIMIT 2"
        rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
        pairs = ([row["c"]["value"] for row in rows], _two_persons(client))
        for one, other in pairs:
            review = {"verdict": "same", "one": one, "other": other, "reviewer": REVIEWER, "comment": MARKUP}
            client.post("/reviews", json=review).raise_for_status()
        query = "SELECT ?s { ?s a al:Statement } ORDER BY ?s LIMIT 2"
        rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
        for row, finding in zip(rows, ("accepted", "rejected"), strict=True):
            assessment = {"finding": finding, "reviewer": REVIEWER, "comment": MARKUP}
            place = f"/statements/{row['s']['value'].rpartition('/')[2]}/assessments"
            client.post(place, json=assessment).raise_for_status()
        source = pairs[1][0].rpartition("/")[2]
        library.identify(
            Identification.of(
                source,
                "http://www.wikidata.org/entity/Q1",
                score=0.9,
                label=MARKUP,
                service="https://reconciling.example/",
                at=datetime(2031, 3, 4, tzinfo=UTC),
            )
        )
        exported = ox.parse(client.get("/export", params={"format": "nquads"}).content, format=ox.RdfFormat.N_QUADS)
        minted = sorted(iri for iri in nodes(set(exported)) if iri.startswith(BASE))
        yield Served(client, library, tuple(minted))


def _two_persons(client: httpx.Client) -> list[str]:
    query = "SELECT DISTINCT ?s { ?s a al:Person } ORDER BY ?s LIMIT 2"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return [row["s"]["value"] for row in rows]


# every IRI


def test_the_walk_meets_all_kinds_of_things(served: Served) -> None:
    found = {kind for iri in served.minted if (kind := served.library.store.iris.split(iri))}
    assert len(found) == len(served.minted), "an IRI is minted that cannot be taken apart"
    missing = set(Thing) - {thing for thing, _ in found}
    assert missing <= {Thing.RELATION, Thing.HYPERLINK}, "not in these articles"
    assert {name for thing, name in found if thing is Thing.LAYER} == set(Layer)


def test_every_minted_iri_answers_in_html_and_rdf(served: Served) -> None:
    for number, iri in enumerate(served.minted):
        at = served.client.get(served.path(iri), headers={"accept": BROWSER})
        assert (at.status_code, at.headers["vary"]) == (303, "Accept"), (iri, at.text)
        page = served.client.get(at.headers["location"])
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert f"<code>{iri}</code>" in page.text
        suffixes = list(RDF)
        for suffix in (suffixes[number % 6], suffixes[(number + 1 + number // 6 % 5) % 6]):
            at = served.client.get(served.path(iri), headers={"accept": RDF[suffix][0]})
            assert at.headers["location"].endswith(f"{served.path(iri)}.{suffix}")
            quads = parsed(served.client.get(at.headers["location"]), suffix)
            topics = {
                quad.object.value for quad in quads if quad.predicate.value == TOPIC and "/id/" in str(quad.subject)
            }
            assert iri in topics
            assert any(
                iri in (str(getattr(q.subject, "value", "")), str(getattr(q.object, "value", "")))
                for q in quads
                if q.predicate.value != TOPIC
            )


def test_the_walk_along_links_leaves_nothing_out(served: Served) -> None:
    """From any thing to all others, as a crawler goes: neighbour by neighbour, page by page."""
    store = served.library.store
    seen, new = set[str](), {served.of(Thing.CLAIM)[0]}
    while new:
        iri = new.pop()
        seen.add(iri)
        found, page = set[str](), 1
        while True:
            response = served.client.get(served.path(iri, ".nq"), params={"page": page})
            found |= nodes(parsed(response, "nq"))
            if 'rel="next"' not in response.headers["link"]:
                break
            page += 1
        new |= {node for node in found if store.iris.split(node)} - seen
    assert seen == set(served.minted)


@pytest.mark.parametrize("thing", [Thing.CLAIM, Thing.STATEMENT, Thing.DOCUMENT, Thing.SOURCE, Thing.MEMBERSHIP])
def test_a_description_has_what_the_graphs_say_and_nothing_else(served: Served, thing: Thing) -> None:
    exported = served.client.get("/export", params={"format": "nquads"}).content
    everything = set(ox.parse(exported, format=ox.RdfFormat.N_QUADS))
    for iri in served.of(thing)[:5]:
        node = ox.NamedNode(iri)
        wanted = {quad for quad in everything if node in (quad.subject, quad.object)}
        found, page = set[ox.Quad](), 1
        while True:
            quads = served.quads(iri, "nq", page=page)
            found |= quads
            if not any(quad.predicate.value == NEXT for quad in quads):
                break
            page += 1
        assert wanted <= found
        own = {quad for quad in found if isinstance(quad.graph_name, ox.NamedNode)}
        assert own <= everything
        assert all(str(q.subject).startswith("<http://127.0.0.1") for q in found - own), "but for the page itself"


def test_formats_agree(served: Served) -> None:
    for iri in (served.of(Thing.CLAIM)[0], served.of(Thing.DOCUMENT)[0], served.of(Thing.GRAPH)[0]):
        sayings = [
            {str(quad.triple).replace(f".{suffix}>", ".x>") for quad in served.quads(iri, suffix)}
            for suffix in RDF
            if suffix != "rdf"  # which cannot hold all characters
        ]
        assert all(one == sayings[0] for one in sayings)
        assert len(served.quads(iri, "rdf")) == len(sayings[0])


def test_neighbours_come_with_their_names(served: Served) -> None:
    statement = served.of(Thing.STATEMENT)[0]
    quads = served.quads(statement)
    claim = next(q.object for q in quads if q.predicate.value == terms.CLAIM_OF)
    source = next(q.object for q in quads if q.predicate.value == terms.SOURCE_OF)
    said = {(quad.subject, quad.predicate.value) for quad in quads}
    assert {(claim, terms.CLAIM_TEXT), (source, PREFIXES["rdfs"] + "label")} <= said
    positions = {q.predicate.value for q in served.quads(claim.value) if q.subject == source and q.object == claim}
    assert positions, "the plain triples are told"


def test_what_others_wrote_is_not_told(served: Served) -> None:
    claim = served.of(Thing.CLAIM)[0]
    with served.library.store._writing():  # as the Graph Store Protocol would, with a key
        served.library.store._open.add(
            ox.Quad(
                ox.NamedNode(claim),
                ox.NamedNode("http://a.example/p"),
                ox.Literal("x"),
                ox.NamedNode("http://a.example/g"),
            )
        )
    assert "http://a.example/p" not in served.client.get(served.path(claim, ".nt")).text


# forms


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "ttl"),
        ("*/*", "ttl"),
        (BROWSER, "html"),
        ("text/html;q=0.4, text/turtle;q=0.5", "ttl"),
        ("text/html, application/rdf+xml;q=0.9", "html"),
        ("application/rdf+xml", "rdf"),
        ("application/n-quads;q=0.1", "nq"),
        ("text/turtle;q=0, text/*", "html"),
        ("application/trig, */*;q=0.1", "trig"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
        ("image/png, application/n-triples;q=0.2", "nt"),
    ],
)
def test_the_form_follows_accept(served: Served, accept: str | None, suffix: str) -> None:
    claim = served.of(Thing.CLAIM)[0]
    request = served.client.build_request("GET", served.path(claim))
    request.headers.pop("accept")
    if accept:
        request.headers["accept"] = accept
    response = served.client.send(request)
    assert (response.status_code, response.headers["vary"]) == (303, "Accept")
    assert response.headers["location"].endswith(f"{served.path(claim)}.{suffix}")
    described = response.headers["link"]
    assert all(f'{served.path(claim)}.{one}>; rel="describedby"' in described for one in (*RDF, "html"))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["text/html", "text/turtle", "application/trig", "application/*", "*/*", "image/png"]),
            st.integers(0, 1000),
        ),
        max_size=4,
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_accept_is_honoured_or_refused(served: Served, wanted: list[tuple[str, int]]) -> None:
    accept = ", ".join(f"{media};q={weight / 1000:.3f}" for media, weight in wanted)
    offers = [Offer(media, suffix) for suffix, (media, _) in RDF.items()]
    offers += [Offer("text/html", "html"), Offer("application/json", "json")]
    best = ranked(accept, offers)
    response = served.client.get(served.path(served.of(Thing.ANCHOR)[0]), headers={"accept": accept})
    if not best:
        assert response.status_code == 406
        assert response.headers["content-type"] == "application/problem+json"
    else:
        assert response.headers["location"].endswith(f".{'jsonld' if best[0] == 'json' else best[0]}")


def test_what_has_an_answer_of_its_own_gives_that_as_json(served: Served) -> None:
    for thing, place in (
        (Thing.CLAIM, "claims"),
        (Thing.SOURCE, "sources"),
        (Thing.STATEMENT, "statements"),
        (Thing.DOCUMENT, "documents"),
    ):
        iri = served.of(thing)[0]
        by_suffix = served.client.get(served.path(iri, ".json"))
        by_accept = served.client.get(served.path(iri), headers={"accept": "application/json"})
        assert (by_suffix.status_code, by_accept.status_code) == (303, 303)
        assert by_suffix.headers["location"] == by_accept.headers["location"]
        answer = served.client.get(by_suffix.headers["location"])
        assert answer.url.path == f"/{place}/{iri.rpartition('/')[2]}"
        assert answer.json()
    anchor = served.client.get(served.path(served.of(Thing.ANCHOR)[0], ".json"))
    assert (anchor.status_code, anchor.headers["location"][-7:]) == (303, ".jsonld")


ID = "a" * 26


@pytest.mark.parametrize(
    "path",
    [f"/id/claim/{ID}", f"/id/claim/{ID}.ttl", f"/id/claim/{ID}.html", f"/id/claim/{ID}.json", f"/id/nothing/{ID}.ttl",
     "/id/claim/x", "/id/layer/x.ttl", f"/id/anchor/{ID}-position", f"/id/claim/{ID}-quote", "/id/claim/%3Cx%3E", "/id/%20/%00",
     f"/id/claim/{ID}.pdf", f"/id/claim/{ID}.", f"/id/graph/{ID}", f"/id/document/{ID}.nq?page=2", "/ns/x", "/ns.pdf", "/ns/shapes.html"],
)  # fmt: skip
def test_what_is_not_there_is_a_problem(served: Served, path: str) -> None:
    for accept in ("text/html", "text/turtle"):
        response = served.client.get(path, headers={"accept": accept})
        assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json"), path
    assert served.client.head(path).status_code == 404


def test_pages_that_are_none_are_refused(served: Served) -> None:
    claim = served.path(served.of(Thing.CLAIM)[0], ".ttl")
    assert [served.client.get(claim, params={"page": page}).status_code for page in ("0", "-1", "x", "99999999")] == [
        422
    ] * 4
    assert served.client.get(claim, params={"page": 2}).status_code == 404


def test_what_has_not_changed_is_not_sent_again(served: Served) -> None:
    for path in (
        served.path(served.of(Thing.CLAIM)[0], ".html"),
        served.path(served.of(Thing.CLAIM)[0], ".ttl"),
        "/ns.html",
        "/ns/context.jsonld",
    ):
        first = served.client.get(path)
        tag = first.headers["etag"]
        same = served.client.get(path, headers={"if-none-match": tag})
        assert (same.status_code, same.content) == (304, b"")
        head = served.client.head(path)
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
    for path in (served.path(served.of(Thing.CLAIM)[0]), "/ns", "/ns/sources.ttl"):
        assert served.client.head(path).status_code in (200, 303)
        options = served.client.options(path)
        assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")


def test_a_change_changes_the_tag(served: Served) -> None:
    path = served.path(served.of(Thing.CLAIM)[0], ".ttl")
    tag = served.client.get(path).headers["etag"]
    added = served.client.post("/documents", json={"text": "The mayor said that the pier is open."}).json()
    assert served.client.get(path, headers={"if-none-match": tag}).status_code == 200
    assert served.quads(added["iri"])


# paging


def many_sayings(library: Library, count: int) -> str:
    """The IRI of a source that says so many things in one document of the store; the indexes know nothing of them."""
    document = Document(" ".join(f"Ship {number} is late." for number in range(count)), title="Ships")
    source, at = Source("Harbour Board", SourceKind.ORGANISATION), 0
    statements = list[Statement]()
    for number in range(count):
        claim = Claim(f"Ship {number} is late.")
        span = Span(at, at + len(claim.text))
        statements.append(
            Statement(
                document=document.id,
                source=source,
                claim=claim,
                speech_act=SpeechAct.ASSERT,
                stance=Stance.AFFIRM,
                quotation=QuotationType.INDIRECT,
                content_spans=(span,),
                extractor="test/1",
            )
        )
        at = span.end + 1
    writer = Writer(library.store.iris)
    library.store.replace_graph(writer.graph(document.id).value, writer.quads(document, statements))
    return library.store.iris.of(Thing.SOURCE, source.id)


def test_long_descriptions_come_in_pages_of_bounded_size() -> None:
    count = 3 * PAGE + 7
    with Library.in_memory() as library, serving(library) as address, ask(address) as client:
        source = many_sayings(library, count)
        path, seen, pages = f"/id/{source.removeprefix(BASE)}.nt", set[ox.Triple](), 0
        address_of_next: str | None = path
        while address_of_next:
            response = client.get(address_of_next)
            quads = parsed(response, "nt")
            said = {quad.triple for quad in quads if quad.predicate.value == f"{terms.NS}asserts"}
            assert len(quads) < 5 * PAGE
            assert not seen & said, "a page repeats what another has"
            assert any(
                quad.predicate.value == PREFIXES["rdfs"] + "label" and quad.subject.value == source for quad in quads
            )
            seen |= said
            pages += 1
            linked = [str(quad.object.value) for quad in quads if quad.predicate.value == NEXT]
            found = re.search(r'<([^>]*)>; rel="next"', response.headers["link"])
            assert linked == ([found[1]] if found else [])
            address_of_next = found[1] if found else None
        assert (len(seen), pages > 2) == (count, True)
        page = client.get(path.replace(".nt", ".html"))
        following = urljoin(str(page.url), re.search(r'<a href="([^"]*)" rel="next"', page.text)[1])  # type: ignore[index]
        assert client.get(following).status_code == 200


# pages


def test_texts_of_strangers_stay_texts(served: Served) -> None:
    for iri in served.minted:
        response = served.client.get(served.path(iri, ".html"))
        page = response.text
        assert "<script" not in page and "<img" not in page and "\u202e" not in page, iri
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-") and "script" not in policy
        for element in links_of(page):
            assert urljoin("http://here/id/x/y.html", element.attributes["href"]).startswith(("http://", "https://"))
    hacked = [
        iri for iri in served.minted if "&lt;script&gt;hacked" in served.client.get(served.path(iri, ".html")).text
    ]
    assert hacked, "the hostile texts are shown"


def links_of(page: str) -> list[Element]:
    root = read_page(page.partition("\n")[2])
    return [*root.find("a"), *(one for one in root.find("link") if one.attributes["rel"] != "icon")]


def test_links_of_pages_lead_somewhere(served: Served) -> None:
    visited: set[str] = set()
    for path in (
        "/ns.html",
        "/ns/sources.html",
        *(served.path(served.of(thing)[0], ".html") for thing in Thing if served.of(thing)),
    ):
        page = served.client.get(path)
        root = read_page(page.text.partition("\n")[2])
        for element in links_of(page.text):
            address = urljoin(str(page.url), element.attributes["href"])
            bare, _, fragment = address.partition("#")
            if bare == str(page.url) and fragment:
                assert any(article.attributes["id"] == fragment for article in root.find("article")), fragment
            if not bare.startswith(str(served.client.base_url)) or bare in visited:
                continue
            visited.add(bare)
            found = served.client.get(bare, headers={"accept": BROWSER}, follow_redirects=True)
            assert found.status_code == 200 or "pages are not built" in found.text, bare
            if fragment and "html" in found.headers["content-type"]:
                assert f'id="{fragment}"' in found.text


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_pages_fit_any_window_and_fetch_nothing(served: Served, browser: Browser, width: int, scheme: str) -> None:
    paths = [
        "/ns.html",
        "/ns/sources",
        *(served.path(served.of(thing)[-1], ".html") for thing in Thing if served.of(thing)),
    ]
    with visiting(browser, str(served.client.base_url).rstrip("/"), width=width, scheme=scheme) as visit:
        for path in paths:
            visit.page.goto(visit.address + path)
            assert visit.fits(), path
            assert visit.page.locator("h1").count() == 1
            assert visit.page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "896px", "styled"


# the vocabulary


def test_the_vocabulary_answers_at_its_namespace(served: Served) -> None:
    turtle = served.client.get("/ns", headers={"accept": "text/turtle"})
    assert turtle.text == read(ONTOLOGY)
    assert "Accept" in turtle.headers["vary"]
    count = len(parsed(turtle, "ttl"))
    for suffix in ("ttl", "jsonld", "rdf", "nt"):
        assert len(parsed(served.client.get(f"/ns.{suffix}"), suffix)) == count
        by_accept = served.client.get("/ns", headers={"accept": RDF[suffix][0]})
        assert len(parsed(by_accept, suffix)) == count
    assert served.client.get("/ns", headers={"accept": "image/png"}).status_code == 406


def test_every_term_has_its_place_on_the_page(served: Served) -> None:
    page = served.client.get("/ns", headers={"accept": BROWSER})
    articles = {
        element.attributes["id"]: element.text for element in read_page(page.text.partition("\n")[2]).find("article")
    }
    quads = list(ox.parse(read(ONTOLOGY).encode(), format=ox.RdfFormat.TURTLE))
    named = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    assert set(articles) == {iri.removeprefix(terms.NS) for iri in named if iri.startswith(terms.NS)} - {""}
    for quad in quads:
        if quad.predicate.value in (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "definition"):
            name = str(getattr(quad.subject, "value", "")).removeprefix(terms.NS)
            assert str(getattr(quad.object, "value", "")) in articles[name]
    assert "claim cluster or" in articles["group"] or "or claim cluster" in articles["group"]
    assert "xsd:decimal from 0 to 1" in articles["confidence"]
    assert "“text” or “publication”" in articles["saidOnBasis"]
    assert "prov:Activity" in articles["Statement"]


def test_files_beside_the_vocabulary(served: Served) -> None:
    context = served.client.get("/ns/context.jsonld")
    assert (context.text, context.headers["content-type"]) == (read(CONTEXT), "application/ld+json")
    assert served.client.get("/ns/shapes.ttl").text == read(SHAPES)
    assert served.client.get("/ns/sources", headers={"accept": "text/turtle"}).text == read(SOURCES)
    version = next(
        quad.object.value
        for quad in ox.parse(read(ONTOLOGY).encode(), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value.endswith("versionIRI") and isinstance(quad.object, ox.NamedNode)
    )
    moved = served.client.get(version.removeprefix("https://w3id.org/allegedly"))
    assert (moved.status_code, httpx.URL(moved.headers["location"]).path) == (303, "/ns")


def test_known_sources_have_their_places(served: Served) -> None:
    page = served.client.get("/ns/sources", headers={"accept": BROWSER}).text
    described = {
        q.subject.value
        for q in ox.parse(read(SOURCES).encode(), format=ox.RdfFormat.TURTLE)
        if isinstance(q.subject, ox.NamedNode)
    }
    places = {element.attributes["id"] for element in read_page(page.partition("\n")[2]).find("article")}
    assert {f"https://w3id.org/allegedly/sources#{place}" for place in places} == described


def test_the_data_set_names_examples_that_answer(served: Served) -> None:
    described = parsed(served.client.get("/.well-known/void", headers={"accept": "text/turtle"}), "ttl")
    by_property = {
        (quad.predicate.value.removeprefix(VOID), str(getattr(quad.object, "value", ""))) for quad in described
    }
    assert ("uriSpace", BASE) in by_property
    examples = {value for name, value in by_property if name == "exampleResource"}
    assert examples
    for iri in examples:
        assert served.client.get(served.path(iri), follow_redirects=True).status_code == 200


# addresses


@pytest.mark.parametrize("thing", list(Thing))
def test_iris_are_taken_apart_as_they_were_made(thing: Thing) -> None:
    iris = Iris("https://news.example/kg#")
    name = Layer.CLUSTERS if thing is Thing.LAYER else ID
    assert iris.split(iris.of(thing, name)) == (thing, name)
    assert iris.split(iris.of(thing, "x")) is None
    assert iris.split(f"https://other.example/{thing}/{ID}") is None


@given(st.text(max_size=40))
def test_any_text_is_taken_apart_or_refused(text: str) -> None:
    iris = Iris()
    for iri in (text, BASE + text, f"{BASE}claim/{text}", f"{BASE}anchor/{ID}-{text}"):
        parts = iris.split(iri)
        assert parts is None or iris.of(*parts) == iri


def test_a_base_of_the_service_answers_by_itself() -> None:
    with (
        Library.in_memory(iris=Iris("https://news.example/id/")) as library,
        serving(library, public_url="https://news.example/") as address,
        ask(address) as client,
    ):
        iri = client.post("/documents", json={"text": "The mayor said that the pier is open.", "title": "Pier"}).json()[
            "iri"
        ]
        path = iri.removeprefix("https://news.example")
        at = client.get(path, headers={"accept": "text/turtle"})
        assert at.headers["location"] == f"{iri}.ttl"
        turtle = client.get(f"{path}.ttl")
        assert any(quad.subject.value == iri for quad in parsed(turtle, "ttl"))
        page = client.get(f"{path}.html").text
        assert "Pier" in page
        assert "127.0.0.1" not in page + turtle.text
