"""The Claim page in a real browser."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import WINDOWS, Visit, visiting
from playwright.sync_api import Browser, Locator, Page, expect
from serving import ask, sample_store, serving

from graph.library import Library

QUESTION = "Minister Valk signed the order"
SIDES = {"affirm": "Asserted", "reject": "Denied", "doubt": "Doubted"}
VERBS = {"affirm": "affirms", "reject": "rejects", "doubt": "doubts", "neutral": "takes no side"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, built_pages: object) -> Iterator[str]:
    store = tmp_path_factory.mktemp("claims") / "store"
    shutil.copytree(sample_store(), store)
    with Library.for_writing(store) as library, serving(library) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, scheme = getattr(request, "param", (1280, "light"))
    with visiting(browser, address, width=width, scheme=scheme) as visit:
        yield visit


@pytest.fixture(scope="module")
def claim(address: str) -> str:
    with ask(address) as client:
        found: str = client.get("/who-asserted", params={"q": QUESTION}).json()["claims"][0]["id"]
    return found


def told(address: str, claim: str, what: str = "", **parameters: str) -> dict[str, Any]:
    """What the service says of a claim."""
    with ask(address) as client:
        found: dict[str, Any] = client.get(f"/claims/{claim}{what}", params=parameters).raise_for_status().json()
    return found


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def shown_name(source: dict[str, Any] | None) -> str:
    return "source not stated" if source is None or source["kind"] == "unspecified" else source["name"]


def edges_of(standing: dict[str, Any]) -> list[tuple[str, str, str, bool]]:
    """The links that the service tells: who, from whom, on which side, whether inferred."""
    return sorted(
        (edge["source"]["name"], edge["rests_on"]["name"], side["stance"], edge["inferred"])
        for side in standing["sides"]
        for edge in side["edges"]
    )


def test_the_verdict_is_that_of_the_service(visit: Visit, claim: str) -> None:
    page, standing = visit.page, told(visit.address, claim, "/origins")
    visit.open(f"/claim/{claim}")
    expect(page.get_by_role("heading", level=1)).to_have_text(standing["text"])
    assert page.title().startswith(standing["text"])
    cards = part(page, "What stands behind it").get_by_role("article")
    expect(cards).to_have_count(len(standing["sides"]))
    for number, side in enumerate(standing["sides"]):
        card, independence = cards.nth(number), side["independence"]
        expect(card.get_by_role("heading", level=3)).to_have_text(SIDES[side["stance"]])
        assert card.locator(".sentences li").all_inner_texts() == side["verdict"]
        named, unnamed = len(side["origins"]), len(side["origins_unnamed"])
        for noun, figure, note in (
            ("outlets", len(side["outlets"]), f"{side['documents']} article"),
            ("origins", named + unnamed, f"{named} named, {unnamed} unnamed"),
            ("independent lines", independence["at_most"], ""),
        ):
            told_figure = card.locator(".figures div").filter(has=page.locator("dt", has_text=noun)).locator("dd")
            expect(told_figure).to_contain_text(f"{figure}{note}")
        for one in (*independence["through"], *independence["cut"]):
            expect(card.locator(".terms")).to_contain_text(one["name"])
        circles = card.locator(".circle")
        expect(circles).to_have_count(len(side["circular"]))
        for place, loop in enumerate(side["circular"]):
            titles = circles.nth(place).locator("ol").first.get_by_role("link").all_inner_texts()
            assert titles == [document["title"] for document in loop["documents"]]


def test_everybody_stands_where_the_service_says(visit: Visit, claim: str) -> None:
    page, positions = visit.page, told(visit.address, claim, "/positions")
    visit.open(f"/claim/{claim}")
    rows = part(page, "Who stands where").get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(len(positions["speakers"]))
    part(page, "Who stands where").evaluate("e => e.querySelectorAll('details').forEach(one => one.open = true)")
    for number, speaker in enumerate(positions["speakers"]):
        row = rows.nth(number)
        expect(row.get_by_role("rowheader")).to_contain_text(shown_name(speaker["speaker"]))
        sayings = [saying for span in speaker["spans"] for saying in span["sayings"]]
        sayings += speaker["retold"] + speaker["undated"] + speaker["relayed"] + speaker["disowned"]
        expect(row.locator("blockquote")).to_have_count(len(sayings))
        for saying in sayings:
            start, end = saying["span"]
            place = f"/article/{saying['document']['id']}#char={start},{end}"
            quote = row.get_by_role("listitem").filter(has=page.locator(f'a[href="{place}"]'))
            expect(quote.filter(has_text=VERBS[saying["stance"]]).first).to_contain_text(saying["quote"])
        expect(row.locator(".turn")).to_have_count(len(speaker["turns"]))
    firsts = part(page, "Who stands where").locator("li .badge")
    expect(firsts).to_have_count(len(positions["first"]))


def test_the_table_has_the_links_of_the_service(visit: Visit, claim: str) -> None:
    visit.open(f"/claim/{claim}")
    rows = part(visit.page, "Who has it from whom").locator("tbody tr")
    shown = [tuple(row.locator("th bdi, td:nth-child(2) bdi").all_inner_texts()) for row in rows.all()]
    standing = told(visit.address, claim, "/origins")
    assert sorted(shown) == [(one, other) for one, other, _, _ in edges_of(standing)]


@pytest.mark.parametrize("visit", WINDOWS, indirect=True)
def test_the_page_fits_and_has_no_barrier(visit: Visit, claim: str) -> None:
    visit.open(f"/claim/{claim}")
    assert visit.fits()
    assert visit.barriers() == []


def test_a_claim_that_is_not_there_is_told(visit: Visit) -> None:
    visit.open("/claim/nothing")
    expect(visit.page.get_by_role("heading", name="There is no such claim")).to_be_visible()
    expect(visit.page.get_by_role("link", name="Ask for it in words")).to_be_visible()
    assert len(visit.complaints) == 1 and "404" in visit.complaints.pop()  # the browser's own line
