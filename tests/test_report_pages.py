"""Reports in a real browser, from a file and from the service."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pieces import CLAIM, library_of
from playwright.sync_api import Browser, Page
from serving import serving
from test_report import story
from test_report_hostile import NASTY, WORD, claim_of, hostile_story

from graph.library import Library
from graph.reporting.publishing import ReportFormat, published

ALL = " ".join(NASTY)
LABELS = """() => [...document.querySelectorAll("figure text")].map(one => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const scale = one.getScreenCTM().a;
    return { text: one.textContent, x, y, width, height, letters: scale * parseFloat(one.getAttribute("font-size")) };
})"""


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window of some width; the test fails if the page complains or asks for anything beside itself."""
    width, scheme = getattr(request, "param", (1280, "light"))
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    complaints: list[str] = []
    asked: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append("a dialog"))
    context.on("request", lambda sent: asked.append(sent.url))
    yield page
    context.close()
    assert complaints == []
    assert len(asked) == 1


def write(library: Library, claim: str, folder: Path) -> str:
    """The address of a file with the report."""
    file = folder / "report.html"
    file.write_bytes(published(library, claim, format=ReportFormat.HTML))
    return file.as_uri()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        # Lines of one label stand close: what letters reach above and below their line is not counted.
        and one["y"] + one["height"] * 0.2 < other["y"] + other["height"] * 0.8
        and other["y"] + other["height"] * 0.2 < one["y"] + one["height"] * 0.8
    )


@pytest.mark.parametrize("page", [(380, "light"), (380, "dark"), (1600, "light")], indirect=True)
def test_a_report_fits_its_window_and_asks_for_nothing(page: Page, tmp_path: Path) -> None:
    page.goto(write(library_of(*story()), CLAIM.id, tmp_path))
    assert page.locator("article").count() == 16
    assert fits(page)
    assert page.evaluate("[...document.querySelectorAll('div.wide')].every(one => one.scrollWidth <= one.clientWidth)")


@pytest.mark.parametrize("page", [(380, "dark"), (1600, "light")], indirect=True)
def test_hostile_texts_neither_run_nor_widen_the_page(page: Page, tmp_path: Path) -> None:
    page.goto(write(library_of(hostile_story(ALL, "https://a.example/")), claim_of(ALL).id, tmp_path))
    assert WORD in page.locator("h1").text_content()
    assert fits(page)
    assert page.evaluate("document.scripts.length") == 0


@pytest.mark.parametrize("page", [(1600, "light")], indirect=True)
def test_the_drawing_of_the_largest_sample_claim_can_be_read_at_1600_pixels(
    page: Page, samples: Library, largest: str, tmp_path: Path
) -> None:
    page.goto(write(samples, largest, tmp_path))
    figure = page.locator("figure").bounding_box()
    labels = page.evaluate(LABELS)
    assert len(labels) > 40
    for number, one in enumerate(labels):
        assert one["letters"] >= 9, one
        assert figure["x"] <= one["x"] and one["x"] + one["width"] <= figure["x"] + figure["width"], one
        assert not [other["text"] for other in labels[:number] if overlap(one, other)], one


@pytest.mark.parametrize(
    ("page", "ground"), [((900, "dark"), "rgb(20, 24, 29)"), ((900, "light"), "rgb(255, 255, 255)")], indirect=["page"]
)
def test_page_and_drawing_follow_the_colour_scheme(page: Page, ground: str, tmp_path: Path) -> None:
    page.goto(write(library_of(*story()), CLAIM.id, tmp_path))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    assert page.evaluate("getComputedStyle(document.querySelector('figure rect')).fill") == ground


def test_a_number_leads_to_its_quote(page: Page, tmp_path: Path) -> None:
    page.goto(write(library_of(*story()), CLAIM.id, tmp_path))
    page.locator("#positions ~ div a", has_text="[1]").first.click()
    assert page.evaluate("document.querySelector('article:target strong').textContent") == "[1] "


def test_on_paper_it_is_light_and_without_the_list_of_sections(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(write(library_of(*story()), CLAIM.id, tmp_path))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('figure rect')).fill") == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()
    context.close()


def test_the_service_shows_it_under_a_policy_that_allows_its_style(page: Page) -> None:
    with serving(library_of(*story())) as address:
        page.goto(f"{address}/claims/{CLAIM.id}/report.html")
        assert page.evaluate("getComputedStyle(document.querySelector('mark')).color") == page.evaluate(
            "getComputedStyle(document.querySelector('blockquote')).color"
        )
        assert page.evaluate("getComputedStyle(document.querySelector('nav ul')).listStyleType") == "none"
