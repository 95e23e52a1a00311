"""The Article page in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import WINDOWS, Visit, visiting
from long_article import long_article
from playwright.sync_api import Browser, Locator, Page, expect
from serving import ask, sample_store, serving

from graph.library import Library
from graph.roles import KnownKey, Role, hashed

TITLE = "Velmaran minister “signed order” for warehouse that burned"
WORD = "x" * 10_000
HOSTILE = {
    "text": f"The <script>window.hacked = 1</script> mayor said that the lighthouse \u202eis <img src=x onerror=hacked=1> "
    f"{WORD} 🙂 dark. The mayor of <b onclick=hacked=1>Ostrel</b> 🙂 denied that the lighthouse is dark.",
    "title": f"<script>window.hacked = 1</script> \u202e{WORD}",
    "outlet": "<img src=x onerror=hacked=1> \u202eGazette",
    "url": 'https://gazette.example/?"><script>hacked=1</script>',
}
_PIECES = """() => {
    const found = [];
    let place = 0;
    for (const node of document.querySelector("#text").childNodes) {
        const length = [...node.textContent].length;
        if (node.className === "control") { place += length; continue; }
        if (node.classList?.contains("piece"))
            found.push([place, place + length, ["source", "cue", "content", "own"].filter(name => node.classList.contains(name))]);
        place += length;
    }
    return found;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, built_pages: object) -> Iterator[str]:
    store = tmp_path_factory.mktemp("articles") / "store"
    shutil.copytree(sample_store(), store)
    with Library.for_writing(store) as library, serving(library) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, scheme = getattr(request, "param", (1280, "light"))
    with visiting(browser, address, width=width, scheme=scheme) as visit:
        yield visit


@pytest.fixture(scope="module")
def article(address: str) -> str:
    with ask(address) as client:
        return next(found["id"] for found in client.get("/documents").json() if found["title"] == TITLE)


@pytest.fixture(scope="module")
def hostile(address: str) -> str:
    return added(address, HOSTILE)


def added(address: str, document: dict[str, str]) -> str:
    with ask(address) as client:
        found: str = client.post("/documents", json=document).raise_for_status().json()["id"]
    return found


def told(address: str, path: str) -> Any:
    with ask(address) as client:
        return client.get(path).raise_for_status().json()


def statements(address: str, article: str) -> list[dict[str, Any]]:
    """The statements that have words of their own: those by which the outlet passes others on are shown with them."""
    found = told(address, f"/documents/{article}/statements")
    return [one for one in found if one["source_spans"] or one["cue_spans"] or len(one["position"]["chain"]) == 1]


def deepest(address: str, article: str) -> dict[str, Any]:
    """The statement with the longest chain."""
    return max(statements(address, article), key=lambda one: len(one["position"]["chain"]))


def id_of(statement: dict[str, Any]) -> str:
    found: str = statement["position"]["statement"]
    return found


def card(page: Page, statement: str) -> Locator:
    return page.locator(f"#card-{statement}")


def head(page: Page, statement: str) -> Locator:
    return card(page, statement).locator(".head")


def chosen_words(page: Page) -> str:
    return " ".join(page.locator("#text .chosen").all_inner_texts())


def written(text: str, spans: list[list[int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize("kind", ["plain", "hostile"])
def test_the_text_and_its_marks_are_those_of_the_service(visit: Visit, article: str, hostile: str, kind: str) -> None:
    name = article if kind == "plain" else hostile
    visit.open(f"/article/{name}")
    detail, said = told(visit.address, f"/documents/{name}"), statements(visit.address, name)
    assert said
    assert visit.page.locator("#text").evaluate("e => e.textContent") == detail["text"]
    roles: dict[int, set[str]] = {}
    for one in said:
        for role in ("source", "cue", "content"):
            for start, end in one[f"{role}_spans"]:
                shown = "own" if one["position"]["quotation"] == "own_voice" else role
                for place in range(start, end):
                    roles.setdefault(place, set()).add(shown)
    marked = {place: set(names) for start, end, names in visit.page.evaluate(_PIECES) for place in range(start, end)}
    assert marked == roles
    assert visit.page.locator("#cards .head").count() == len(said)


def test_the_article_says_where_it_is_from(visit: Visit, article: str) -> None:
    page, detail = visit.page, told(visit.address, f"/documents/{article}")
    visit.open(f"/article/{article}")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert page.title().startswith(TITLE)
    header = page.locator(".article-page > .head")
    expect(header).to_contain_text(detail["document"]["outlet"])
    expect(header).to_contain_text("published 16 March 2032 at 07:00 UTC (as the article gives it)")
    page.get_by_text("Where this text is from").click()
    expect(header).to_contain_text(detail["sha256"])
    expect(header).to_contain_text(detail["document"]["url"])


def test_a_mark_leads_to_its_card_and_back(visit: Visit, article: str) -> None:
    page, text = visit.page, told(visit.address, f"/documents/{article}")["text"]
    one = deepest(visit.address, article)
    visit.open(f"/article/{article}")
    source = page.locator("#text .piece.source", has_text=written(text, one["source_spans"])[0]).first
    source.click()
    opened = card(page, id_of(one))
    expect(head(page, id_of(one))).to_be_focused()
    expect(head(page, id_of(one))).to_have_attribute("aria-expanded", "true")
    expect(opened).to_be_in_viewport()
    assert page.url.endswith(f"/article/{article}?statement={id_of(one)}")
    parts = written(text, one["source_spans"]) + written(text, one["cue_spans"]) + written(text, one["content_spans"])
    assert sorted(chosen_words(page).split()) == sorted(" ".join(parts).split())
    assert page.locator("#text .chosen[data-part]").evaluate_all("all => all.map(e => e.dataset.part)") == [
        "source",
        "cue",
        "content",
    ]

    last = statements(visit.address, article)[-1]
    head(page, id_of(last)).click()
    expect(page.locator("#text .chosen").first).to_be_in_viewport()
    expect(opened.locator(".body")).to_be_hidden()
    card(page, id_of(last)).get_by_role("button", name="Show in the text").click()
    expect(page.locator("#text .chosen").first).to_be_focused()


def test_a_card_tells_the_chain_and_leads_to_its_sources_and_claim(visit: Visit, article: str) -> None:
    page, one = visit.page, deepest(visit.address, article)
    visit.open(f"/article/{article}?statement={id_of(one)}")
    opened = card(page, id_of(one))
    expect(opened.locator(".what")).to_be_hidden()
    expect(opened.get_by_role("link", name=one["claim_text"])).to_have_attribute("href", f"/claim/{one['claim']}")
    longest = max(
        (found["position"]["chain"] for found in told(visit.address, f"/documents/{article}/statements")),
        key=lambda chain: (id_of(one) in [link["statement"] for link in chain], len(chain)),
    )
    lines = opened.locator(".hops li")
    expect(lines).to_have_count(len(longest))
    for number, link in enumerate(longest):
        expect(lines.nth(number)).to_contain_text(link["source"]["name"])
        expect(lines.nth(number)).to_contain_text("named" if link["source"]["named"] else "unnamed")
        expect(lines.nth(number).get_by_role("link")).to_have_attribute("href", f"/source/{link['source']['id']}")
    expect(lines.last).to_contain_text("origin")
    lines.last.get_by_role("button", name="Its card").click()
    expect(head(page, longest[-1]["statement"])).to_be_focused()


def test_addresses_lead_to_a_statement_or_a_passage(visit: Visit, article: str) -> None:
    page, text = visit.page, told(visit.address, f"/documents/{article}")["text"]
    last = statements(visit.address, article)[-1]
    start, end = last["position"]["span"]
    visit.open(f"/article/{article}#char={start},{end}")
    assert page.evaluate("[...CSS.highlights.get('passage')].map(String)") == [text[start:end]]
    expect(page.locator("#text .chosen").first).to_be_in_viewport()
    expect(head(page, id_of(last))).to_have_attribute("aria-expanded", "true")
    relay = next(
        one
        for one in told(visit.address, f"/documents/{article}/statements")
        if not one["source_spans"] and not one["cue_spans"] and len(one["position"]["chain"]) > 1
    )
    visit.open(f"/article/{article}?statement={id_of(relay)}")
    passed_on = relay["position"]["chain"][1]["statement"]
    expect(head(page, passed_on)).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#text .chosen").first).to_be_in_viewport()
    visit.open(f"/article/{article}?statement=nosuchstatement")
    expect(page.get_by_text("not in this article, or not any more")).to_be_visible()


def test_the_keyboard_alone_is_enough(visit: Visit, article: str) -> None:
    page = visit.page
    visit.open(f"/article/{article}")
    page.get_by_text("Where this text is from").focus()
    page.keyboard.press("Tab")
    first = page.locator("#text [role=button]").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    third = page.locator("#text [role=button]").nth(2)
    expect(third).to_be_focused()
    page.keyboard.press("Enter")
    focused = page.locator("#cards .head:focus")
    expect(focused).to_have_attribute("aria-expanded", "true")
    assert third.inner_text() in chosen_words(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("/claim/")


def test_a_rejected_statement_stays_rejected_until_that_is_undone(visit: Visit, article: str) -> None:
    page, one = visit.page, statements(visit.address, article)[0]
    visit.open(f"/article/{article}?statement={id_of(one)}")
    card(page, id_of(one)).get_by_role("button", name="Reject").click()
    expect(card(page, id_of(one))).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Rejected")).to_have_count(1)
    expect(page.locator(".outcome").get_by_role("button", name="Undo “rejected”")).to_be_in_viewport()
    assert id_of(one) not in map(id_of, statements(visit.address, article))
    page.reload()
    rejected = page.get_by_role("region", name="1 rejected reading")
    expect(rejected).to_contain_text(one["position"]["quote"])
    expect(card(page, id_of(one))).to_have_count(0)
    rejected.get_by_role("button", name="Undo “rejected”").click()
    expect(head(page, id_of(one))).to_have_attribute("aria-expanded", "true")
    assert id_of(one) in map(id_of, statements(visit.address, article))
    assert told(visit.address, f"/documents/{article}/assessments") == []


def test_an_accepted_statement_says_so(visit: Visit, article: str) -> None:
    page, one = visit.page, statements(visit.address, article)[0]
    visit.open(f"/article/{article}?statement={id_of(one)}")
    card(page, id_of(one)).get_by_role("button", name="Accept").click()
    expect(head(page, id_of(one))).to_contain_text("accepted")
    page.reload()
    expect(head(page, id_of(one))).to_contain_text("accepted")
    card(page, id_of(one)).get_by_role("button", name="Undo “accepted”").click()
    expect(page.locator(".outcome")).to_contain_text("Taken back")
    expect(head(page, id_of(one))).not_to_contain_text("accepted")


def test_source_stance_and_span_are_corrected_by_selecting_or_typing(visit: Visit, hostile: str) -> None:
    page, text = visit.page, told(visit.address, f"/documents/{hostile}")["text"]
    one = statements(visit.address, hostile)[-1]
    visit.open(f"/article/{hostile}?statement={id_of(one)}")
    opened = card(page, id_of(one))
    opened.get_by_role("button", name="Correct …").click()
    expect(opened.get_by_label("Source", exact=True)).to_be_focused()
    opened.get_by_role("button", name="Save the correction").click()
    expect(opened.get_by_role("alert")).to_contain_text("Nothing is changed")
    opened.get_by_label("Source", exact=True).fill("Mayor of Ostrel")
    opened.get_by_label("Kind of source").select_option("person")
    opened.get_by_label("Stance").select_option("doubts")
    opened.get_by_label("Words that say that it is said").fill("no such words here")
    opened.get_by_role("button", name="Save the correction").click()
    expect(opened.get_by_role("alert")).to_contain_text("does not stand in the article so")
    opened.get_by_label("Words that say that it is said").fill("🙂 denied that")
    # The words after the astral characters are selected as a mouse would.
    page.evaluate("""() => {
        const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        let node, last;
        while ((node = walker.nextNode())) if (node.data.includes("lighthouse is dark")) last = node;
        const start = last.data.indexOf("lighthouse is dark");
        range.setStart(last, start);
        range.setEnd(last, start + "lighthouse is dark".length);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    part = opened.locator(".part").filter(has_text="Words that are said")
    part.get_by_role("button", name="Take what is selected").click()
    expect(part.get_by_role("textbox")).to_have_value("lighthouse is dark")
    opened.get_by_label("Your name").fill("Ada")
    opened.get_by_role("button", name="Save the correction").click()
    expect(page.locator(".outcome")).to_contain_text("Corrected.")
    (said,) = told(visit.address, f"/documents/{hostile}/assessments")
    corrected = told(visit.address, f"/statements/{said['now']}")
    assert corrected["position"]["source"]["name"] == "Mayor of Ostrel"
    assert corrected["position"]["stance"] == "doubt"
    assert written(text, corrected["content_spans"]) == ["lighthouse is dark"]
    assert written(text, corrected["cue_spans"]) == ["🙂 denied that"]
    page.reload()
    expect(head(page, said["now"])).to_contain_text("corrected")
    expect(card(page, said["now"])).to_contain_text("by Ada")
    assert "lighthouse is dark" in chosen_words(page)
    card(page, said["now"]).get_by_role("button", name="Undo “corrected”").click()
    expect(head(page, id_of(one))).to_have_attribute("aria-expanded", "true")


def test_where_nobody_may_write_the_page_says_why(browser: Browser, built_pages: object, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_store(), store)
    known = (KnownKey(Role.WRITE, hashed("open sesame")),)
    with Library.for_writing(store) as library, serving(library, anyone="read", keys=known) as address:
        name = told(address, "/documents")[0]["id"]
        one = statements(address, name)[0]
        with visiting(browser, address) as visit:
            page = visit.page
            visit.open(f"/article/{name}?statement={id_of(one)}")
            accept = card(page, id_of(one)).get_by_role("button", name="Accept")
            accept.click()
            page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
            expect(page.get_by_role("alert")).to_contain_text("key")
            accept.click()
            page.get_by_role("dialog").get_by_label("Key", exact=True).fill("open sesame")
            page.keyboard.press("Enter")
            expect(head(page, id_of(one))).to_contain_text("accepted")
            assert visit.complaints and all("401" in line for line in visit.complaints)  # the browser's own lines
            visit.complaints.clear()


def test_what_is_on_the_page_can_be_taken_along(visit: Visit, article: str) -> None:
    page = visit.page
    visit.open(f"/article/{article}")
    takings = page.get_by_label("Take it along")
    takings.get_by_text("Show the SPARQL").click()
    with ask(visit.address) as client:
        link = takings.get_by_role("link", name="JSON", exact=True).get_attribute("href") or ""
        assert client.get(link).json()["document"]["id"] == article
        turtle = client.get(takings.get_by_role("link", name="Turtle").get_attribute("href") or "")
        assert turtle.status_code == 200 and "Velmaran" in turtle.text
        rows = client.get(takings.get_by_role("link", name="Answer as JSON").get_attribute("href") or "").json()
    places = {
        (row["statement"]["value"].rsplit("/", 1)[1], int(row["start"]["value"]), int(row["end"]["value"]))
        for row in rows["results"]["bindings"]
    }
    assert places == {
        (id_of(one), start, end)
        for one in told(visit.address, f"/documents/{article}/statements")
        for role in ("source", "cue", "content")
        for start, end in one[f"{role}_spans"]
    }


@pytest.mark.parametrize("visit", [(380, "dark"), (1280, "light")], indirect=True)
def test_a_hostile_article_is_text(visit: Visit, hostile: str) -> None:
    page = visit.page
    visit.open(f"/article/{hostile}")
    for one in statements(visit.address, hostile):
        head(page, id_of(one)).click()
        assert visit.fits()
    assert page.evaluate("window.hacked") is None
    assert page.locator("main script, main b, main img").count() == 0
    assert page.locator("#text .control").evaluate_all("all => all.map(e => [e.textContent, getComputedStyle(e).unicodeBidi])") == [
        ["\u202e", "isolate"]
    ]  # fmt: skip


@pytest.mark.parametrize("visit", WINDOWS, indirect=True)
def test_every_state_fits_and_has_no_barrier(visit: Visit, article: str, hostile: str) -> None:
    one = deepest(visit.address, article)
    visit.open(f"/article/{article}?statement={id_of(one)}")
    card(visit.page, id_of(one)).get_by_role("button", name="Correct …").click()
    assert visit.fits()
    assert visit.barriers() == []
    visit.open(f"/article/{hostile}")
    assert visit.fits()
    assert visit.barriers() == []


def test_an_article_without_statements_says_so(visit: Visit) -> None:
    visit.open(f"/article/{added(visit.address, {'text': 'Hm.', 'title': 'Short'})}")
    expect(visit.page.get_by_text("Nothing was found in this text that anybody says")).to_be_visible()
    expect(visit.page.locator("#text")).to_have_text("Hm.")
    assert visit.barriers() == []


def test_an_article_that_is_not_there_is_told(visit: Visit) -> None:
    visit.open("/article/nosucharticle")
    expect(visit.page.get_by_role("heading", name="There is no such article")).to_be_visible()
    expect(visit.page.get_by_role("main").get_by_role("link", name="add the article")).to_be_visible()
    assert visit.barriers() == []
    assert visit.complaints and all("404" in line for line in visit.complaints)  # the browser's own lines
    visit.complaints.clear()


def test_a_service_that_is_away_is_told(visit: Visit, article: str) -> None:
    visit.page.route("**/documents/**", lambda route: route.abort())
    visit.open(f"/article/{article}")
    expect(visit.page.get_by_role("alert")).to_contain_text("The service does not answer")
    assert all("ERR_FAILED" in line for line in visit.complaints)  # the browser's own lines
    visit.complaints.clear()


def test_of_many_statements_each_is_there_and_only_the_chosen_one_unfolded(
    browser: Browser, built_pages: object
) -> None:
    document, statements = long_article(500)
    with Library.in_memory() as library:
        library.put(document, statements)
        with serving(library) as address, visiting(browser, address) as visit:
            visit.open(f"/article/{document.id}?statement={statements[-1].id}")
            page = visit.page
            expect(page.locator("#cards .head")).to_have_count(500)
            assert page.locator("#text").evaluate("e => e.textContent") == document.text
            expect(page.locator("#text .chosen").first).to_be_in_viewport()
            page.locator("#cards .head").nth(250).click()
            assert page.locator("#cards .body > *").count() <= 2 * 8  # of the two that were chosen
            assert page.evaluate("document.querySelectorAll('*').length") < 25 * 500


def test_from_a_question_to_the_claim_to_the_article_and_back(visit: Visit) -> None:
    page = visit.page
    visit.open("/?q=Minister Valk signed the order")
    page.get_by_role("article").first.get_by_role("heading").get_by_role("link").click()
    expect(page).to_have_url(f"{visit.address}/claim/{page.url.rsplit('/', 1)[1]}")
    claim = page.url
    page.locator("a[href^='/article/']").filter(visible=True).and_(page.locator("[href*='#char=']")).first.click()
    expect(page.locator("#text .piece").first).to_be_visible()
    assert page.evaluate("CSS.highlights.has('passage')")
    page.locator("#cards .head").last.click()
    page.go_back()
    expect(page).to_have_url(claim)
    page.go_back()
    expect(page.get_by_label("Who asserted")).to_have_value("Minister Valk signed the order")
