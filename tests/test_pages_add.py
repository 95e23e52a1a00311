"""The Add page in a real browser: texts, addresses and files, and what becomes of them."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import Visit, visiting
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from serving import SAMPLES, ask, serving

from graph.library import Library
from graph.roles import KnownKey, Role, hashed

TEXT = "The harbour master of Ostrel said on Monday that the quay {} is closed."
SAMPLE = min(SAMPLES.glob("*.html"))
WORD = "x" * 10_000
HOSTILE = f"\u202e<img src=x onerror=hacked=1>{'y' * 150}.txt"


@pytest.fixture(scope="module")
def address(built_pages: object) -> Iterator[str]:
    with Library.in_memory() as library, serving(library) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, scheme = getattr(request, "param", (1280, "light"))
    with visiting(browser, address, width=width, scheme=scheme) as visit:
        yield visit


def file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "", "buffer": text.encode()}


def add(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Add")).click()


def ended(page: Page) -> Locator:
    """The link that a job shows once it has ended."""
    return page.get_by_role("link", name="Add more")


def job_of(page: Page, address: str) -> dict[str, Any]:
    """The job of the page's address, as the service tells it."""
    with ask(address) as client:
        found: dict[str, Any] = client.get(f"/jobs/{parse_qs(urlsplit(page.url).query)['job'][0]}").json()
    return found


def test_a_text_is_added_by_keyboard_and_opened_with_what_is_said_in_it(visit: Visit) -> None:
    page, text = visit.page, TEXT.format("one")
    visit.open("/add")
    page.get_by_label("The text").focus()
    page.keyboard.insert_text(text)
    for word in ("Quay closed", "Ostrel Post"):
        page.keyboard.press("Tab")
        page.keyboard.type(word)
    page.get_by_label("Published on").fill("2032-03-15")
    page.get_by_label("Where it was published").fill("https://post.example/quay")
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/*")
    id_ = urlsplit(page.url).path.split("/")[-1]
    with ask(visit.address) as client:
        document = client.get(f"/documents/{id_}").json()
    assert document["text"] == text
    assert document["document"] == {
        "id": id_,
        "url": "https://post.example/quay",
        "title": "Quay closed",
        "outlet": "Ostrel Post",
        "published": "2032-03-15",
    }
    with ask(visit.address) as client:
        (claim,) = client.get("/who-asserted", params={"q": "the quay one is closed"}).json()["claims"]
    assert claim["positions"][0]["document"] == document["document"]
    visit.open("/?q=the+quay+one+is+closed")
    expect(page.get_by_role("article")).to_contain_text("The harbour master of Ostrel unnamed person affirms")

    # The way back leads to what became of it, and not to the article again.
    page.goto(visit.address + "/add")
    page.get_by_label("The text").fill(text)
    page.get_by_label("Title").fill("Quay closed")
    page.get_by_label("Outlet").fill("Ostrel Post")
    page.get_by_label("Published on").fill("2032-03-15")
    page.get_by_label("Where it was published").fill("https://post.example/quay")
    add(page)
    expect(page.get_by_role("heading", name="The article was there already")).to_be_visible()
    assert job_of(page, visit.address)["results"][0]["change"] == "unchanged"
    page.go_back()
    expect(page.get_by_label("The text")).to_have_value(text)


def test_the_way_back_from_a_new_article_leads_to_its_job(visit: Visit) -> None:
    page = visit.page
    visit.open("/add")
    page.get_by_label("The text").fill(TEXT.format("two"))
    add(page)
    page.wait_for_url("**/article/*")
    article = urlsplit(page.url).path
    page.go_back()
    expect(page.get_by_role("heading", name="1 new article")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link").first).to_have_attribute("href", article)


def test_one_bad_file_stops_no_good_one(visit: Visit) -> None:
    page = visit.page
    visit.open("/add?from=files")
    lines = [json.dumps({"text": TEXT.format(n), "title": n}) for n in ("three", "four")]
    page.get_by_label("Choose files").set_input_files(
        [
            file("five.txt", TEXT.format("five")),
            file("empty.txt", ""),
            file("several.jsonl", f"{lines[0]}\n{{broken\n{lines[1]}\n{lines[0]}"),
            file("page.html", SAMPLE.read_text(encoding="utf-8")),
            file("left.txt", "Left out."),
        ]
    )
    page.get_by_role("button", name="Leave out left.txt").click()
    expect(page.get_by_label("Title")).to_be_hidden()
    page.get_by_label("Outlet").fill("Ostrel Post")
    page.get_by_role("button", name="Add 4 files").click()
    expect(ended(page)).to_be_visible()
    job = job_of(page, visit.address)
    assert job["documents"] == {"added": 4, "updated": 0, "unchanged": 1, "rejected": 2}
    told = "4 new articles, 1 was there already, 2 could not be read"
    expect(page.get_by_role("heading", name=told)).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(told)
    main = page.get_by_role("main")
    for one in job["rejected"]:
        expect(main.get_by_role("listitem").filter(has_text=one["reason"])).to_contain_text(one["origin"])
    for one in job["results"]:
        found = main.get_by_role("listitem").filter(has=page.locator(f"a[href='/article/{one['id']}']"))
        expect(found.filter(has_text="new" if one["change"] == "added" else "just as it is")).to_have_count(1)
    with ask(visit.address) as client:
        outlets = {client.get(f"/documents/{one['id']}").json()["document"]["outlet"] for one in job["results"]}
    assert outlets == {"Ostrel Post"}

    page.reload()
    expect(page.get_by_role("heading", name=told)).to_be_visible()
    with ask(visit.address) as client:
        turtle = client.get(main.get_by_role("link", name="Turtle").get_attribute("href") or "").text
        assert all(one["id"] in turtle for one in job["results"])
        main.get_by_text("Show the SPARQL").click()
        rows = client.get(main.get_by_role("link", name="Answer as JSON").get_attribute("href") or "").json()
    assert len({row["document"]["value"] for row in rows["results"]["bindings"]}) == 4


def test_files_can_be_dropped_on_the_page(visit: Visit) -> None:
    page = visit.page
    visit.open("/add")
    page.evaluate(
        """([name, text]) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], name));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        ["seven.txt", TEXT.format("seven")],
    )
    expect(page.get_by_role("radio", name="Files")).to_be_checked()
    expect(page.get_by_label("Chosen files")).to_contain_text("seven.txt")
    add(page)
    page.wait_for_url("**/article/*")


def test_an_address_that_the_service_may_not_fetch_is_told(visit: Visit) -> None:
    page = visit.page
    visit.open("/add?url=" + visit.address)
    expect(page.get_by_label("The address")).to_have_value(visit.address)
    add(page)
    expect(page.get_by_role("heading", name="Nothing could be read")).to_be_visible()
    (refused,) = job_of(page, visit.address)["rejected"]
    expect(page.get_by_role("listitem").filter(has_text=visit.address)).to_contain_text(refused["reason"])


def test_what_the_service_refuses_is_told_beside_the_form(visit: Visit) -> None:
    page = visit.page
    visit.open("/add")
    text = page.get_by_label("The text")
    text.fill("x " * 200_000)
    add(page)
    expect(page.get_by_role("alert")).to_contain_text("send less")
    expect(text).to_have_value("x " * 200_000)
    assert visit.complaints and "413" in visit.complaints.pop()  # the browser's own line
    visit.open("/add?from=files")
    add(page)
    expect(page.get_by_role("alert")).to_contain_text("Choose a file first.")
    visit.open("/add?job=none")
    expect(page.get_by_role("alert")).to_contain_text("There is no job none")
    assert visit.complaints and "404" in visit.complaints.pop()


def test_a_job_whose_events_do_not_come_through_is_followed_all_the_same(visit: Visit) -> None:
    page = visit.page
    page.route("**/events", lambda route: route.abort())
    visit.open("/add")
    page.get_by_label("The text").fill(TEXT.format("eight"))
    add(page)
    page.wait_for_url("**/article/*")
    assert visit.complaints and "events" not in str(page.url)
    visit.complaints.clear()  # the browser's own line of the request that was cut


def test_a_job_can_be_cancelled(visit: Visit) -> None:
    page = visit.page
    visit.open("/add?from=files")
    lines = "\n".join(json.dumps({"text": f"{TEXT.format(n)} " * 40}) for n in range(400))
    page.get_by_label("Choose files").set_input_files([file("many.jsonl", lines)])
    add(page)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="Cancelled")).to_be_visible()
    assert job_of(page, visit.address)["status"] == "cancelled"


def test_a_key_is_asked_for_and_sent_with_all_that_follows(browser: Browser, built_pages: object) -> None:
    known = (KnownKey(Role.WRITE, hashed("open sesame")),)
    with (
        Library.in_memory() as library,
        serving(library, anyone="none", keys=known) as address,
        visiting(browser, address) as visit,
    ):
        page = visit.page
        visit.open("/add?from=files")
        page.get_by_label("Choose files").set_input_files([file("nine.txt", TEXT.format("nine")), file("bad.txt", "")])
        add(page)
        page.get_by_label("Key", exact=True).fill("open sesame")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="1 new article, 1 could not be read")).to_be_visible()
        assert len(visit.complaints) == 1 and "401" in visit.complaints.pop()  # the browser's own line


@pytest.mark.parametrize("visit", [(380, "dark"), (1280, "light"), (2560, "light")], indirect=True)
def test_every_state_fits_and_has_no_barrier(visit: Visit) -> None:
    page = visit.page
    for way in ("text", "address", "files"):
        visit.open(f"/add?from={way}")
        assert visit.fits() and visit.barriers() == [], way
    files = [file(HOSTILE, TEXT.format("ten")), file(WORD[:200] + ".txt", "")]
    page.get_by_label("Choose files").set_input_files(files)
    assert visit.fits() and visit.barriers() == []
    page.get_by_role("button", name="Add 2 files").click()
    expect(ended(page)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("<img src=x onerror=hacked=1>")
    assert visit.fits() and visit.barriers() == []
    assert page.evaluate("window.hacked") is None
