"""The Source page in a real browser."""

import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import Visit, visiting
from playwright.sync_api import Browser, Locator, Page, expect
from serving import ask, sample_store, serving

from graph.library import Library
from graph.roles import KnownKey, Role, hashed

WORD = "x" * 10_000
HOSTILE = {
    "text": f"The lighthouse is \u202e<img src=x onerror=hacked=1> {WORD} dark, the mayor of Ostrel said.",
    "title": f"<script>window.hacked = 1</script> \u202e{WORD}",
    "outlet": f"<img src=x onerror=hacked=1> \u202eGazette {WORD}",
}
VERBS = {"affirm": "affirms", "reject": "rejects", "doubt": "doubts", "neutral": "takes no side"}


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


def get(address: str, path: str, **parameters: Any) -> Any:
    with ask(address) as client:
        return client.get(path, params=parameters).raise_for_status().json()


def called(address: str, name: str) -> str:
    """The id of the source that is suggested first for a name."""
    return str(get(address, "/suggestions", q=name)["sources"][0]["source"]["id"])


@pytest.fixture(scope="module")
def turned(address: str) -> str:
    """A source that changed sides and has several names."""
    media = get(address, "/outlets")["sources"]
    return next(one["id"] for one in media if one["names"] > 1 and get(address, f"/sources/{one['id']}/turns")["turns"])


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def statements(page: Page) -> Locator:
    return page.locator("#statements ol > li")


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_source_tells_what_it_says_each_at_its_statement(visit: Visit, turned: str) -> None:
    page, detail = visit.page, get(visit.address, f"/sources/{turned}", limit=50)
    visit.open(f"/source/{turned}")
    stream = get(visit.address, f"/sources/{turned}/upstream", among="everyone")
    expect(page.get_by_role("heading", level=1)).to_have_text(stream["source"]["name"])
    expect(page.locator(".head")).to_contain_text(f"{detail['total']} statements · told by")
    expect(statements(page)).to_have_count(len(detail["statements"]))
    for place, said in enumerate(detail["statements"]):
        position, item = said["position"], statements(page).nth(place)
        expect(item).to_contain_text(f"{VERBS[position['stance']]} · {position['speech_act']}")
        expect(item).to_contain_text(said["claim_text"])
        link = f"/article/{position['document']['id']}?statement={position['statement']}"
        expect(item.locator("blockquote a")).to_have_attribute("href", link)
        expect(item.locator("blockquote")).to_have_text(position["quote"])


def test_changes_of_side_stand_side_by_side(visit: Visit, turned: str) -> None:
    visit.open(f"/source/{turned}")
    found = get(visit.address, f"/sources/{turned}/turns")["turns"]
    shown = part(visit.page, "Changes of side").get_by_role("article")
    expect(shown).to_have_count(len(found))
    for place, turn in enumerate(found):
        expect(shown.nth(place)).to_contain_text("Walk-back" if turn["kind"] == "walk_back" else "Reversal")
        for side, saying in enumerate((turn["before"], turn["after"])):
            half = shown.nth(place).locator("section").nth(side)
            expect(half).to_contain_text(f"{VERBS[saying['stance']]}, {saying['speech_act']}")
            link = f"/article/{saying['document']['id']}?statement={saying['statement']}"
            expect(half.locator("blockquote a")).to_have_attribute("href", link)


def test_on_whom_it_relies_and_who_relies_on_it_are_counted(visit: Visit, turned: str) -> None:
    visit.open(f"/source/{turned}")
    stream = get(visit.address, f"/sources/{turned}/upstream", among="everyone")
    names = {one["id"]: one["name"] for one in stream["sources"]}
    section = part(visit.page, "On whom it relies")
    for place, (edges, end) in enumerate(((stream["rests_on"], "cited"), (stream["passed_on_by"], "citing"))):
        half = section.locator(".streams > section").nth(place)
        expect(half.locator("h3")).to_contain_text(f"{len(edges)} source")
        for row, edge in enumerate(edges[:10]):
            cells = half.locator("table").first.locator("tbody tr").nth(row)
            expect(cells.get_by_role("link", name=names[edge[end]])).to_have_attribute("href", f"/source/{edge[end]}")
            expect(cells.locator("td").nth(0)).to_contain_text(str(edge["statements"]))
            expect(cells.locator("td").nth(1)).to_have_text(str(edge["documents"]))


def test_what_it_says_is_narrowed_down_and_told_by_claim(visit: Visit, turned: str) -> None:
    page, path = visit.page, f"/sources/{turned}"
    visit.open(f"/source/{turned}")
    page.get_by_role("checkbox", name="rejects").check()
    rejected = get(visit.address, path, stance="reject")
    expect(page.locator("#said")).to_contain_text("narrowed down")
    expect(statements(page)).to_have_count(rejected["total"])
    expect(page.get_by_role("checkbox", name="rejects")).to_be_focused()
    assert asked(page) == {"stance": ["reject"]}
    page.get_by_label("From", exact=True).fill("2033-01-01")
    page.wait_for_url("**since=2033-01-01**")
    expect(statements(page)).to_have_count(get(visit.address, path, stance="reject", since="2033-01-01")["total"])
    page.reload()
    expect(page.get_by_role("checkbox", name="rejects")).to_be_checked()
    page.get_by_role("button", name="Show everything").click()
    page.get_by_role("radio", name="By claim").check()
    claims = get(visit.address, f"{path}/claims")
    expect(page.locator("#said")).to_contain_text(f"{claims['total']} claims")
    first = claims["claims"][0]
    row = page.locator("#statements tbody tr").first
    expect(row.get_by_role("link", name=first["text"])).to_have_attribute("href", f"/claim/{first['id']}")
    row.get_by_role("link", name=f"{first['statements']} statements on this claim").click()
    expect(statements(page)).to_have_count(first["statements"])
    assert asked(page) == {"claim": [first["id"]]}
    page.go_back()
    expect(row).to_contain_text(first["text"])


def test_names_are_told_with_how_each_was_decided(visit: Visit, turned: str) -> None:
    visit.open(f"/source/{turned}")
    section = part(visit.page, "Names, and how each was decided")
    for name in get(visit.address, f"/sources/{turned}")["names"]:
        row = section.locator("tbody tr").filter(has=visit.page.locator("th", has_text=name["source"]["name"]))
        expect(row.first).to_contain_text(name["explanation"] or "the others were compared with it")
        if name["compared_with"]:
            expect(row.first).to_contain_text(f"score {name['score']:.2f}")


def test_sources_are_merged_split_and_each_is_undone(visit: Visit) -> None:
    page, one = visit.page, called(visit.address, "Undertow")
    other = called(visit.address, "Plumbline")
    alone = get(visit.address, f"/sources/{one}")["total"]
    both = alone + get(visit.address, f"/sources/{other}")["total"]
    visit.open(f"/source/{one}")
    section, head = part(page, "Names, and how each was decided"), page.locator(".head")
    section.get_by_text("Merge with another source").click()
    section.get_by_role("searchbox").fill("plumbl")
    page.keyboard.press("Enter")
    section.get_by_role("button", name="Merge: Plumbline").click()
    expect(section.get_by_text("The two count as one source now.")).to_be_visible()
    expect(head).to_contain_text(f"{both} statements")
    expect(section.locator("tbody")).to_contain_text("a person decided so")
    (review,) = get(visit.address, "/reviews", of=one)
    assert (review["verdict"], {review["one"]["id"], review["other"]["id"]}) == ("same", {one, other})
    page.reload()
    section.get_by_role("button", name="Split off: Plumbline").click()
    expect(section.get_by_text("It is a source of its own now.")).to_be_visible()
    expect(head).to_contain_text(f"{alone} statements")
    expect(section).to_contain_text("a later decision counts instead")
    undo = section.get_by_role("button", name="Undo")
    undo.nth(1).click()
    expect(head).to_contain_text(f"{both} statements")
    undo.click()
    expect(head).to_contain_text(f"{alone} statements")
    expect(section.get_by_text("What persons decided")).to_have_count(0)
    assert get(visit.address, "/reviews", of=one) == []


def test_merging_asks_for_a_key_where_the_service_wants_one(
    browser: Browser, built_pages: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = tmp_path_factory.mktemp("keys") / "store"
    shutil.copytree(sample_store(), store)
    known = (KnownKey(Role.WRITE, hashed("open sesame")),)
    with (
        Library.for_writing(store) as library,
        serving(library, anyone="read", keys=known) as address,
        visiting(browser, address) as visit,
    ):
        page, one = visit.page, called(address, "Undertow")
        visit.open(f"/source/{one}")
        page.get_by_text("Merge with another source").click()
        page.get_by_label("Named sources by words").fill("plumbline")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Merge: Plumbline").click()
        page.get_by_role("dialog").get_by_label("Key", exact=True).fill("open sesame")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Names, and how each").get_by_text("The two count as one source now.")).to_be_visible()
        assert len(get(address, f"/sources/{one}")["names"]) == 2
        assert visit.complaints and all("401" in line for line in visit.complaints)  # the browser's own lines
        visit.complaints.clear()


def test_what_is_on_the_page_can_be_taken_along(visit: Visit, turned: str) -> None:
    page = visit.page
    visit.open(f"/source/{turned}?stance=reject&until=2033-12-31")
    takings = page.get_by_label("Take it along")
    expected = get(visit.address, f"/sources/{turned}", stance="reject", until="2033-12-31")
    told = {said["position"]["statement"] for said in expected["statements"]}
    with ask(visit.address) as client:
        data = client.get(takings.get_by_role("link", name="JSON", exact=True).get_attribute("href") or "").json()
        assert {said["position"]["statement"] for said in data["statements"]} == told
        turtle = client.get(takings.get_by_role("link", name="Turtle").get_attribute("href") or "").text
        assert turned in turtle
        for summary in takings.locator("summary").all():
            summary.click()
        for place, check in enumerate(
            (
                lambda rows: {row["statement"]["value"].rpartition("/")[2] for row in rows} == told,
                lambda rows: {row["name"]["value"] for row in rows} >= {n["source"]["name"] for n in expected["names"]},
                lambda rows: {row["this"]["value"] for row in rows} == {"citing", "cited"},
            )
        ):
            link = takings.get_by_role("link", name="Answer as JSON").nth(place).get_attribute("href")
            assert check(client.get(link or "").json()["results"]["bindings"]), link


def test_a_source_that_is_not_there_says_what_to_do(visit: Visit) -> None:
    visit.open(f"/source/{'a' * 26}")
    expect(visit.page.get_by_role("heading", name="There is no such source")).to_be_visible()
    expect(visit.page.get_by_role("link", name="Ask in words")).to_be_visible()
    assert visit.complaints and all("404" in line for line in visit.complaints)  # the browser's own lines
    visit.complaints.clear()


@pytest.mark.parametrize("visit", [(380, "dark"), (1280, "light")], indirect=True)
def test_every_state_fits_has_no_barrier_and_shows_hostile_words_as_text(visit: Visit, turned: str) -> None:
    hostile = called(visit.address, "Gazette")
    for path in (turned, f"{turned}?view=claims", f"{hostile}?stance=doubt", hostile):
        visit.open(f"/source/{path}")
        expect(visit.page.locator("#reliance .body > *").first).to_be_visible()
        assert visit.fits(), path
        assert visit.barriers() == [], path
    assert visit.page.evaluate("window.hacked") is None
    assert visit.page.locator("main script, main img").count() == 0
