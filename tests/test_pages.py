"""The pages in a real browser: their frame, and the documentation of the API."""

import gzip
import shutil
from collections.abc import Iterator

import httpx
import pytest
from browsing import WINDOWS, Visit, visiting
from playwright.sync_api import Browser, expect
from serving import sample_store, serving

from graph.library import Library

PAGES = ("/", "/article/x", "/claim/x", "/source/x", "/outlets/graph", "/query", "/add")
MOST_SCRIPT = 60_000  # bytes of JavaScript, compressed, with which the first page begins


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, built_pages: object) -> Iterator[str]:
    store = tmp_path_factory.mktemp("pages") / "store"
    shutil.copytree(sample_store(), store)
    with Library.for_writing(store) as library, serving(library) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, scheme = getattr(request, "param", (1280, "light"))
    with visiting(browser, address, width=width, scheme=scheme) as visit:
        yield visit


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_strict_policy(address: str, path: str) -> None:
    response = httpx.get(address + path, trust_env=False)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy and "http" not in policy
    assert "require-trusted-types-for 'script'" in policy


def test_the_first_page_begins_with_little_script(visit: Visit) -> None:
    scripts: list[bytes] = []
    visit.page.on("response", lambda got: scripts.append(got.body()) if got.url.endswith(".js") else None)
    visit.open("/")
    assert len(scripts) >= 2
    assert sum(len(gzip.compress(script, 6)) for script in scripts) <= MOST_SCRIPT


def test_the_keyboard_leads_past_the_pages_to_the_content(visit: Visit) -> None:
    visit.open("/query")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "main"
    current = visit.page.get_by_role("navigation", name="Pages").locator("[aria-current=page]")
    expect(current).to_have_text("SPARQL")


def test_colours_follow_the_system_until_somebody_chooses(visit: Visit) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    visit.open("/")
    light = visit.page.evaluate(ground)
    visit.page.emulate_media(color_scheme="dark")
    dark = visit.page.evaluate(ground)
    assert dark != light
    visit.page.get_by_label("Colours").select_option("Light")
    assert visit.page.evaluate(ground) == light
    visit.page.reload()
    assert visit.page.evaluate(ground) == light
    visit.page.get_by_label("Colours").select_option("System colours")
    assert visit.page.evaluate(ground) == dark


def test_an_address_without_a_page_is_told(address: str) -> None:
    assert httpx.get(f"{address}/claim", trust_env=False).status_code == 404


@pytest.mark.parametrize("visit", [(1280, "light"), (1280, "dark")], indirect=True)
def test_nothing_in_the_frame_is_a_barrier(visit: Visit) -> None:
    visit.open("/add")
    assert visit.barriers() == []


@pytest.mark.parametrize("visit", WINDOWS, indirect=True)
def test_pages_fit_their_window(visit: Visit) -> None:
    for path in ("/", "/add", "/citation-graph?format=html", "/docs"):
        visit.open(path)
        assert visit.fits(), path


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
