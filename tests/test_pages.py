"""The pages in a real browser."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from browsing import chromium
from playwright.sync_api import Browser, Page, expect
from serving import ask, sample_store, serving

from graph.library import Library

QUESTION = "Minister Valk signed the order"
STANCE_MARKS = {"affirm": "✓ affirms", "reject": "✗ rejects", "doubt": "? doubts", "neutral": "→ takes no side"}
WORD = "x" * 10_000
HOSTILE = {
    "text": f"The <script>window.hacked = 1</script> mayor said that the lighthouse \u202eis <img src=x onerror=hacked=1> "
    f"{WORD} dark. The mayor of <b onclick=hacked=1>Ostrel</b> denied that the lighthouse is dark.",
    "title": f"<script>window.hacked = 1</script> \u202e{WORD}",
    "outlet": "<img src=x onerror=hacked=1> \u202eGazette",
    "url": 'https://gazette.example/?"><script>hacked=1</script>',
}


@dataclass
class Visit:
    """A page with what it complained of and where it went."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")

    def fits(self) -> bool:
        """Whether nothing makes the page wider than its window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("pages") / "store"
    shutil.copytree(sample_store(), store)
    with Library.for_writing(store) as library, serving(library) as address:
        with ask(address) as client:
            client.post("/documents", json=HOSTILE).raise_for_status()
        yield address


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A new window; the test fails if the page complains or asks another host for anything."""
    width, scheme = getattr(request, "param", (1280, "light"))
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    visit = Visit(context.new_page(), address)
    visit.page.set_default_timeout(20_000)
    visit.page.on("console", lambda message: visit.complaints.append(message.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("dialog", lambda dialog: visit.complaints.append("a dialog"))
    context.on("request", lambda sent: visit.hosts.add(urlsplit(sent.url).netloc))
    yield visit
    context.close()
    assert visit.complaints == []
    assert visit.hosts <= {urlsplit(address).netloc, ""}  # "" is a data: address


def loaded(page: Page, selector: str) -> None:
    """Wait until an image has arrived and is a picture."""
    page.locator(selector).first.scroll_into_view_if_needed()
    page.wait_for_function(
        "s => { const i = document.querySelector(s); return i.complete && i.naturalWidth > 0 }", arg=selector
    )


@pytest.fixture(scope="module")
def claim(address: str) -> dict[str, Any]:
    """The best claim of the answer to the question, as the service gives it."""
    with ask(address) as client:
        found: dict[str, Any] = client.get("/who-asserted", params={"q": QUESTION}).json()["claims"][0]
    return found


def words_of(source: dict[str, Any] | None) -> str:
    if source is None:
        return "source not stated"
    return source["name"] if source["named"] else f"{source['name']} (unnamed)"


def test_ask_read_reload_and_go_back(visit: Visit, claim: dict[str, Any]) -> None:
    page = visit.page
    visit.open("/")
    expect(page.get_by_text("13 documents")).to_be_visible()
    loaded(page, "#graph")
    page.get_by_label("Who asserted").fill(QUESTION)
    page.keyboard.press("Enter")
    card = page.get_by_role("article").first
    heading = card.get_by_role("heading", name=claim["text"])
    expect(heading).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("best first")
    expect(page.locator("#everything")).to_be_hidden()
    for position in claim["positions"]:
        expect(card).to_contain_text(f"{words_of(position['source'])} {STANCE_MARKS[position['stance']]}")
        expect(card).to_contain_text(position["quote"])
        expect(card.get_by_role("link", name=position["document"]["title"]).first).to_be_visible()
        if len(position["chain"]) > 1:
            expect(card).to_contain_text("chain: " + " → ".join(words_of(link["source"]) for link in position["chain"]))
    loaded(page, "article img")
    assert page.title().startswith(QUESTION)

    page.reload()
    expect(heading).to_be_visible()
    expect(page.get_by_label("Who asserted")).to_have_value(QUESTION)

    page.go_back()
    expect(page.locator("#everything")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_label("Who asserted")).to_have_value("")
    page.go_forward()
    expect(heading).to_be_visible()


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    reached = []
    for _ in range(3):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.tagName"))
    assert reached == ["A", "INPUT", "BUTTON"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("article").first.get_by_role("link", name="Drawing with tables").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who says, and through whom")).to_be_visible()


def test_a_question_that_nothing_fits_says_what_to_do(visit: Visit) -> None:
    visit.open("/?q=zyzzyva")
    expect(visit.page.get_by_role("status")).to_contain_text("Try fewer words")


def test_an_answer_that_fails_is_told(visit: Visit) -> None:
    visit.page.route("**/who-asserted*", lambda route: route.fulfill(status=503, json={"detail": "The store rests."}))
    visit.open("/?q=valk")
    expect(visit.page.get_by_role("status")).to_have_text("The store rests.")
    assert len(visit.complaints) == 1 and "503" in visit.complaints.pop()  # the browser's own line


@pytest.mark.parametrize("visit", [(380, "dark"), (1280, "light"), (2560, "light")], indirect=True)
def test_hostile_articles_are_text(visit: Visit) -> None:
    page = visit.page
    visit.open("/?q=lighthouse+dark")
    expect(page.get_by_role("article").first).to_contain_text("<script>window.hacked = 1</script>")
    loaded(page, "article img")
    assert page.evaluate("window.hacked") is None
    assert page.locator("article script, article b, article img[src=x]").count() == 0
    assert visit.fits()
    # What the text reorders stays within its own element.
    assert page.evaluate("[...document.querySelectorAll('article bdi')].some(e => e.textContent.includes('\\u202e'))")
    assert not page.evaluate(
        "[...document.querySelectorAll('article *')].some(e => e.tagName != 'BDI' && [...e.childNodes]"
        ".some(n => n.nodeType == 3 && n.data.includes('\\u202e')))"
    )


@pytest.mark.parametrize("visit", [(w, s) for w in (380, 1280, 2560) for s in ("light", "dark")], indirect=True)
def test_pages_fit_their_window(visit: Visit) -> None:
    for path in ("/", f"/?q={QUESTION}", "/citation-graph?format=html", "/docs"):
        visit.open(path)
        assert visit.fits(), path


def test_the_page_of_a_drawing_keeps_its_style(visit: Visit, claim: dict[str, Any]) -> None:
    visit.open(f"/citation-graph?format=html&claim={claim['id']}")
    expect(visit.page.get_by_role("table").last).to_contain_text(claim["positions"][0]["source"]["name"])
    assert visit.page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"


def test_the_documentation_shows_every_route(visit: Visit) -> None:
    visit.open("/docs")
    expect(visit.page.get_by_text("/who-asserted", exact=True)).to_be_visible()
    shown = visit.page.locator(".opblock").count()
    schema = httpx.get(f"{visit.address}/openapi.json", trust_env=False).json()
    assert shown == sum(len(operations) for operations in schema["paths"].values())
    visit.page.get_by_text("/who-asserted", exact=True).click()
    visit.page.get_by_role("button", name="Try it out").click()
    visit.page.get_by_placeholder("q", exact=True).fill("Valk")
    visit.page.get_by_role("button", name="Execute").click()
    expect(visit.page.locator(".responses-table.live-responses-table")).to_contain_text("Dorin Valk")


def test_an_empty_store_says_how_to_fill_it(browser: Browser) -> None:
    with Library.in_memory() as library, serving(library) as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.get_by_role("status")).to_contain_text("allegedly ingest")
        expect(page.locator("#everything")).to_be_hidden()
        page.close()
