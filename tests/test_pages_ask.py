"""The Ask page in a real browser."""

import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import WINDOWS, Visit, visiting
from playwright.sync_api import Browser, Locator, Page, Route, expect
from serving import ask, sample_store, serving

from graph.library import Library
from graph.roles import KnownKey, Role, hashed

QUESTION = "Minister Valk signed the order"
VERBS = {"affirm": "affirms", "reject": "rejects", "doubt": "doubts", "neutral": "takes no side"}
WORD = "x" * 10_000
HOSTILE = {
    "text": f"The <script>window.hacked = 1</script> mayor said that the lighthouse \u202eis <img src=x onerror=hacked=1> "
    f"{WORD} dark. The mayor of <b onclick=hacked=1>Ostrel</b> denied that the lighthouse is dark.",
    "title": f"<script>window.hacked = 1</script> \u202e{WORD}",
    "outlet": "<img src=x onerror=hacked=1> \u202eGazette",
    "url": 'https://gazette.example/?"><script>hacked=1</script>',
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, built_pages: object) -> Iterator[str]:
    store = tmp_path_factory.mktemp("pages") / "store"
    shutil.copytree(sample_store(), store)
    with Library.for_writing(store) as library, serving(library) as address:
        with ask(address) as client:
            client.post("/documents", json=HOSTILE).raise_for_status()
        yield address


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, scheme = getattr(request, "param", (1280, "light"))
    with visiting(browser, address, width=width, scheme=scheme) as visit:
        yield visit


@pytest.fixture(scope="module")
def claim(address: str) -> dict[str, Any]:
    """The best claim of the answer to the question, as the service gives it."""
    with ask(address) as client:
        found: dict[str, Any] = client.get("/who-asserted", params={"q": QUESTION}).json()["claims"][0]
    return found


def box(page: Page) -> Locator:
    return page.get_by_label("Who asserted")


def cards(page: Page) -> Locator:
    return page.get_by_role("article")


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def unfold(place: Locator) -> None:
    place.evaluate("e => e.querySelectorAll('details').forEach(one => one.open = true)")


def loaded(page: Page, selector: str) -> None:
    """Wait until an image has arrived and is a picture."""
    page.locator(selector).first.scroll_into_view_if_needed()
    page.wait_for_function(
        "s => { const i = document.querySelector(s); return i.complete && i.naturalWidth > 0 }", arg=selector
    )


def name_of(source: dict[str, Any] | None) -> str:
    if source is None:
        return "source not stated"
    return source["name"] if source["named"] else f"{source['name']} (unnamed)"


def test_ask_read_reload_and_go_back(visit: Visit, claim: dict[str, Any]) -> None:
    page = visit.page
    visit.open("/")
    expect(page.get_by_text("13 articles · ")).to_be_visible()
    page.get_by_text("in the whole store").click()
    loaded(page, "#graph")
    box(page).fill(QUESTION)
    page.keyboard.press("Enter")
    card = cards(page).first
    heading = card.get_by_role("heading", name=claim["text"])
    expect(heading).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("best first")
    unfold(card)
    for position in claim["positions"]:
        expect(card).to_contain_text(f" {VERBS[position['stance']]} {position['speech_act']}")
        expect(card).to_contain_text(position["quote"])
        expect(card.get_by_role("link", name=position["document"]["title"]).first).to_be_visible()
        if len(position["chain"]) > 1:
            expect(card).to_contain_text("chain: " + " → ".join(name_of(link["source"]) for link in position["chain"]))
    loaded(page, "article img")
    assert page.title().startswith(QUESTION)

    page.reload()
    expect(heading).to_be_visible()
    expect(box(page)).to_have_value(QUESTION)
    page.go_back()
    expect(page.get_by_text("Newest articles")).to_be_visible()
    expect(cards(page)).to_have_count(0)
    expect(box(page)).to_have_value("")
    page.go_forward()
    expect(heading).to_be_visible()


def test_a_card_tells_who_stands_where_and_since_when(visit: Visit, claim: dict[str, Any]) -> None:
    visit.open(f"/?q={QUESTION}")
    card, tally = cards(visit.page).first, claim["tally"]
    assert tally["asserters"] and tally["deniers"]
    expect(card.locator("dt.affirm")).to_have_text(f"Asserted by {tally['asserters']}")
    expect(card.locator("dt.reject")).to_have_text(f"Denied by {tally['deniers']}")
    expect(card).to_contain_text(
        f"{tally['outlets']} outlets · {tally['documents']} articles · "
        f"origins: {tally['origins_named']} named, {tally['origins_unnamed']} unnamed"
    )
    expect(card).to_contain_text("first published 15 March 2032")
    expect(card.get_by_role("heading").get_by_role("link")).to_have_attribute("href", f"/claim/{claim['id']}")


def test_a_passage_leads_to_its_place_in_the_article(visit: Visit, claim: dict[str, Any]) -> None:
    visit.open(f"/?q={QUESTION}")
    position = claim["positions"][0]
    start, end = position["span"]
    link = cards(visit.page).first.get_by_role("link", name=position["document"]["title"]).first
    expect(link).to_have_attribute("href", f"/article/{position['document']['id']}#char={start},{end}")


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("warehouse held 300 ton")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.keyboard.type("n")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    active = box(page).get_attribute("aria-activedescendant")
    assert active == options.nth(1).get_attribute("id")
    text = options.nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value(text)
    expect(cards(page).first).to_be_visible()
    assert asked(page) == {"q": [text]}
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"  # of the narrowing
    cards(page).first.get_by_role("link", name="Drawing with tables").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who says, and through whom")).to_be_visible()


def test_a_suggested_source_is_asked_what_it_said(visit: Visit) -> None:
    page = visit.page
    visit.open("/")
    box(page).press_sequentially("ministry of the inter")
    page.get_by_role("listbox").get_by_role("option", name="Ministry of the Interior of Velmara").first.click()
    expect(box(page)).to_have_value("What did Ministry of the Interior of Velmara say?")
    expect(page.get_by_text("Understood as a question of")).to_be_visible()
    expect(cards(page).filter(has_text="Ministry of the Interior of Velmara").first).to_be_visible()


def test_an_answer_is_narrowed_down_and_the_address_says_so(visit: Visit) -> None:
    page = visit.page
    visit.open("/?q=warehouse")
    rejects = page.get_by_role("checkbox", name="rejects")
    rejects.check()
    expect(page.locator(".status")).to_contain_text("narrowed down")
    assert asked(page) == {"q": ["warehouse"], "stance": ["reject"]}
    expect(page.locator("article dt.affirm")).to_have_count(0)
    expect(page.locator("article dt.reject").first).to_be_visible()
    expect(rejects).to_be_checked()
    expect(rejects).to_be_focused()
    expect(page.get_by_role("checkbox", name="affirms")).to_be_visible()  # there is something to change to
    page.get_by_label("Sources").select_option("Named only")
    expect(page.locator("article dd .unnamed")).to_have_count(0)
    page.get_by_label("From", exact=True).fill("2032-03-16")
    page.get_by_label("From", exact=True).press("Enter")
    page.wait_for_url("**since=2032-03-16**")
    assert asked(page) == {"q": ["warehouse"], "stance": ["reject"], "named": ["true"], "since": ["2032-03-16"]}
    page.reload()
    expect(rejects).to_be_checked()
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".status")).not_to_contain_text("narrowed down")
    assert asked(page) == {"q": ["warehouse"]}


def test_an_answer_has_pages(visit: Visit) -> None:
    page = visit.page
    visit.open("/?q=warehouse")
    first = cards(page).first.get_by_role("heading").inner_text()
    page.get_by_role("link", name="More claims").click()
    expect(page.locator(".status")).to_contain_text("Claims 11 to ")
    assert cards(page).first.get_by_role("heading").inner_text() != first
    page.get_by_role("link", name="Better claims").click()
    expect(cards(page).first.get_by_role("heading")).to_have_text(first)


def test_a_question_that_nothing_fits_names_what_comes_nearest(visit: Visit) -> None:
    page = visit.page
    visit.open("/?q=zyzzyva+xylophone&stance=reject")
    expect(page.get_by_role("status")).to_contain_text("Nothing in the store fits")
    expect(page.get_by_text("Try fewer words")).to_be_visible()
    expect(page.get_by_role("link", name="Ask without narrowing down")).to_be_visible()


def test_what_is_on_the_page_can_be_taken_along(visit: Visit, claim: dict[str, Any]) -> None:
    page = visit.page
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open(f"/?q={QUESTION}&kind=outlet")
    takings = page.get_by_label("Take it along")
    with ask(visit.address) as client:
        data = client.get(takings.get_by_role("link", name="JSON", exact=True).get_attribute("href") or "").json()
        assert data["claims"][0]["id"] == claim["id"]
        turtle = client.get(takings.get_by_role("link", name="Turtle").get_attribute("href") or "")
        assert turtle.status_code == 200 and claim["id"] in turtle.text and "claimText" in turtle.text
        takings.get_by_text("Show the SPARQL").click()
        rows = client.get(takings.get_by_role("link", name="Answer as JSON").get_attribute("href") or "").json()
        assert {row["text"]["value"] for row in rows["results"]["bindings"]} >= {claim["text"]}
    takings.get_by_role("button", name="Copy link").click()
    expect(takings.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_an_answer_that_fails_is_told(visit: Visit) -> None:
    visit.page.route("**/who-asserted*", lambda route: route.fulfill(status=503, json={"detail": "The store rests."}))
    visit.open("/?q=valk")
    expect(visit.page.get_by_role("alert")).to_contain_text("The store rests.")
    assert len(visit.complaints) == 1 and "503" in visit.complaints.pop()  # the browser's own line


def test_an_answer_that_comes_late_replaces_no_newer_one(visit: Visit) -> None:
    page = visit.page
    held: list[Route] = []
    page.route("**/who-asserted?q=warehouse*", lambda route: held.append(route))
    visit.page.goto(f"{visit.address}/?q=warehouse")
    page.wait_for_function("document.querySelector('.loading')")
    box(page).fill(QUESTION)
    page.keyboard.press("Enter")
    heading = cards(page).first.get_by_role("heading")
    expect(heading).to_contain_text("Valk")
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    expect(heading).to_contain_text("Valk")


def test_a_key_is_asked_for_where_the_service_wants_one(browser: Browser, built_pages: object) -> None:
    known = (KnownKey(Role.READ, hashed("open sesame")),)
    with (
        Library.in_memory() as library,
        serving(library, anyone="none", keys=known) as address,
        visiting(browser, address) as visit,
    ):
        page = visit.page
        page.goto(f"{address}/?q=lighthouse")
        for key, told in (("no such key", "needs a key"), ("open sesame", "not known here")):
            dialog = page.get_by_role("dialog").filter(has_text=told)
            dialog.get_by_label("Key", exact=True).fill(key)
            page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Nothing in the store fits")
        assert page.evaluate("[Object.values(sessionStorage), Object.values(localStorage)]") == [["open sesame"], []]
        assert visit.complaints and all("401" in line for line in visit.complaints)  # the browser's own lines
        visit.complaints.clear()


@pytest.mark.parametrize("visit", [(380, "dark"), (1280, "light"), (2560, "light")], indirect=True)
def test_hostile_articles_are_text(visit: Visit) -> None:
    page = visit.page
    visit.open("/?q=lighthouse+dark")
    card = cards(page).first
    expect(card).to_contain_text("<script>window.hacked = 1</script>")
    unfold(card)
    loaded(page, "article img")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main script, main b, main img[src=x]").count() == 0
    assert visit.fits()
    # What turns text round is there, shows its name and keeps its effect to itself.
    controls = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => [...e.childNodes].some(n => n.nodeType == 3 && "
        "n.data.includes('\\u202e'))).map(e => [e.className, e.textContent, getComputedStyle(e).unicodeBidi])"
    )
    assert controls and all(control == ["control", "\u202e", "isolate"] for control in controls)


@pytest.mark.parametrize("visit", WINDOWS, indirect=True)
def test_every_state_fits_and_has_no_barrier(visit: Visit) -> None:
    for path in ("/", f"/?q={QUESTION}&stance=reject", "/?q=lighthouse+dark", "/?q=zyzzyva"):
        visit.open(path)
        assert visit.fits(), path
        assert visit.barriers() == [], path
    visit.open("/")
    box(visit.page).press_sequentially("mini")
    expect(visit.page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    assert visit.barriers() == []


def test_an_empty_store_says_how_to_fill_it(browser: Browser, built_pages: object) -> None:
    with (
        Library.in_memory() as library,
        serving(library) as address,
        visiting(browser, address) as visit,
    ):
        visit.open("/")
        expect(visit.page.get_by_text("allegedly ingest")).to_be_visible()
        expect(visit.page.get_by_role("main").get_by_role("link", name="Add an article")).to_be_visible()
