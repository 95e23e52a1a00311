"""A real browser, for the tests of pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WINDOWS = [(width, scheme) for width in (380, 1280, 2560) for scheme in ("light", "dark")]
"""The windows in which pages must hold: widths in pixels, and colour schemes."""
_PATIENCE = 60_000  # milliseconds: a busy machine is no failure of a page
_AXE = Path(__file__).parent.parent / "api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
_FINDINGS = """async () => (await axe.run()).violations
    .filter(found => ["serious", "critical"].includes(found.impact))
    .map(found => `${found.id}: ${found.nodes.map(node => node.html + " " + node.failureSummary).join("; ")}`)"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser until the block ends; without one the test is skipped."""
    path = os.environ.get("ALLEGEDLY_CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no browser: install chromium, or set ALLEGEDLY_CHROMIUM to the path of one")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A window of a browser, with what its pages complained of and where they went."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def open(self, path: str) -> None:
        """Go to a page of the service and wait until it asks for nothing more."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")

    def fits(self) -> bool:
        """Whether nothing makes the page wider than its window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

    def barriers(self) -> list[str]:
        """What axe-core finds in the page that is a serious or a critical barrier."""
        self.page.evaluate(_axe())
        return list(self.page.evaluate(_FINDINGS))


@contextmanager
def visiting(browser: Browser, address: str, *, width: int = 1280, scheme: str = "light") -> Iterator[Visit]:
    """A new window; at the end it fails if a page complained or asked another host for anything."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    visit = Visit(context.new_page(), address)
    visit.page.set_default_timeout(_PATIENCE)
    visit.page.on("console", lambda message: visit.complaints.append(message.text))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("dialog", lambda dialog: visit.complaints.append("a dialog"))
    context.on("request", lambda sent: visit.hosts.add(urlsplit(sent.url).netloc))
    yield visit
    context.close()
    assert visit.complaints == []
    assert visit.hosts <= {urlsplit(address).netloc, ""}  # "" is a data: address


@cache
def _axe() -> str:
    return _AXE.read_text(encoding="utf-8")
