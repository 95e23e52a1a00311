"""The Claim page in a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import WINDOWS, Visit, visiting
from pieces import CLAIM, Piece
from playwright.sync_api import Browser, Locator, Page, expect
from serving import ask, serving

from graph.library import Library
from graph.model import Claim, SourceKind, Stance

SIDES = {"affirm": "Asserted", "reject": "Denied", "doubt": "Doubted"}
LONG = Claim("Canal fees in Upper Tarvin were doubled by the harbour board")
FAR = Claim("Nobody warned the barges at the towpath")
OTHER = Claim("The harbour board raised the price of canal passage in Upper Tarvin twofold")
VERBS = {"affirm": "affirms", "reject": "rejects", "doubt": "doubts", "neutral": "takes no side"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, built_pages: object) -> Iterator[str]:
    with Library.for_writing(tmp_path_factory.mktemp("claims") / "store") as library:
        for piece in (*told_again(), *many(200)):
            library.put(*piece.build())
        library.commit()
        with serving(library) as address:
            yield address


def told_again() -> list[Piece]:
    """Articles about one claim: with a circle, a denial, a doubt, somebody who turns, and a link that no text states."""
    body, person = SourceKind.GOVERNMENT_BODY, SourceKind.PERSON
    return [
        Piece("Harbour Wire", "2031-03-04T08:00:00+00:00", url="https://wire.example/gates")
        .says("a lock keeper", kind=SourceKind.ANONYMOUS)
        .says("Mira Oltan", kind=person, day="2031-03-02"),
        *(Piece(f"Paper {number}", "2031-03-06").says("Harbour Wire") for number in range(3)),
        Piece("The Echo", "2031-03-07").says("Mira Oltan", kind=person, told="Harbour Wire"),
        Piece("Daily Barge", "2031-03-05").says("The Sluice"),
        Piece("The Sluice", "2031-03-06").says("Daily Barge"),
        Piece("The Lock", "2031-03-08")
        .says("Ministry of Waterways", kind=body, stance=Stance.REJECT, day="2031-03-07")
        .says("Ada Brandt", kind=person, stance=Stance.DOUBT)
        .says("Mira Oltan", kind=person, stance=Stance.REJECT, day="2031-03-08"),
        Piece(None, None).says("Towpath News", claim=FAR),
    ]


def many(articles: int) -> list[Piece]:
    """Articles with two statements each about one claim, and one about another one that says the same."""
    sources = ("Ilse Marn", "Jon Petrik", "the harbour board", "a clerk")
    made = [
        Piece(f"Gazette {number}", f"2031-05-{1 + number % 28:02}").says(
            sources[number % 4], kind=SourceKind.PERSON, claim=LONG
        )
        for number in range(articles)
    ]
    return [*made, Piece("The Weir", "2031-06-01").says("Ilse Marn", kind=SourceKind.PERSON, claim=OTHER)]


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, scheme = getattr(request, "param", (1280, "light"))
    with visiting(browser, address, width=width, scheme=scheme) as visit:
        yield visit


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


def test_the_verdict_is_that_of_the_service(visit: Visit) -> None:
    page, standing = visit.page, told(visit.address, CLAIM.id, "/origins")
    visit.open(f"/claim/{CLAIM.id}")
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
        assert side["circular"] or side["stance"] != "affirm"
        circles = card.locator(".circle")
        expect(circles).to_have_count(len(side["circular"]))
        for place, loop in enumerate(side["circular"]):
            links = circles.nth(place).locator("ol").first.get_by_role("link").all()
            ids = [str(link.get_attribute("href")).split("/")[2].partition("?")[0] for link in links]
            assert ids == [document["id"] for document in loop["documents"]]


def test_everybody_stands_where_the_service_says(visit: Visit) -> None:
    page, positions = visit.page, told(visit.address, CLAIM.id, "/positions")
    visit.open(f"/claim/{CLAIM.id}")
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


def listed(page: Page) -> list[tuple[str, str, str, bool]]:
    """The links that the table tells."""
    words = {f"{word.lower()}": stance for stance, word in SIDES.items()}
    rows = part(page, "Who has it from whom").locator("tbody tr")
    cells = rows.evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll(':scope > *')].map(cell => "
        "(cell.querySelector('.source bdi') ?? cell.querySelector('.stance') ?? cell).textContent.trim()))"
    )
    return sorted((who, whom, words[side], "inferred" in known) for who, whom, side, known, _ in cells)


def drawn(page: Page) -> list[tuple[str, str, str, bool]]:
    """The links that the drawing has."""
    page.wait_for_function("document.querySelector('.canvas')?._cyreg?.cy")
    lines = page.evaluate(
        "document.querySelector('.canvas')._cyreg.cy.edges().map(line => line.data('line').edges.map(edge => [edge.source.name, "
        "edge.rests_on.name, line.data('line').stance, line.pstyle('line-style').value === 'dashed'])).flat()"
    )
    return sorted(map(tuple, lines))


def test_drawing_and_table_have_the_links_of_the_service(visit: Visit) -> None:
    visit.open(f"/claim/{CLAIM.id}")
    expected = edges_of(told(visit.address, CLAIM.id, "/origins"))
    assert {stance for _, _, stance, _ in expected} == {"affirm", "reject", "doubt"}
    assert listed(visit.page) == expected
    assert drawn(visit.page) == expected


def test_reports_are_left_of_origins_and_unnamed_ones_dashed(visit: Visit) -> None:
    visit.open(f"/claim/{CLAIM.id}")
    drawn(visit.page)
    nodes = visit.page.evaluate(
        "Object.fromEntries(document.querySelector('.canvas')._cyreg.cy.nodes().map(node => [node.data('node').sources[0].name, "
        "[node.position('x'), node.style('border-style'), node.style('shape')]]))"
    )
    assert nodes["Paper 0"][0] < nodes["Harbour Wire"][0] < nodes["a lock keeper"][0]
    assert nodes["a lock keeper"][1:] == ["dashed", "ellipse"]
    assert nodes["Harbour Wire"][1:] == ["solid", "round-rectangle"]


def test_what_was_inferred_can_be_hidden_and_the_address_says_so(visit: Visit) -> None:
    page = visit.page
    visit.open(f"/claim/{CLAIM.id}")
    everything = drawn(page)
    assert any(inferred for *_, inferred in everything)
    page.get_by_role("checkbox", name="Show inferred links").press("Space")
    expect(page.get_by_text("what looks independent may not be")).to_be_visible()
    assert page.url.endswith("?inferred=false")
    stated = edges_of(told(visit.address, CLAIM.id, "/origins", inferred="false"))
    assert listed(page) == stated and len(stated) < len(everything)
    page.wait_for_function("n => document.querySelector('.canvas')?._cyreg?.cy?.edges().length === n", arg=len(stated))
    assert drawn(page) == stated
    expect(page.get_by_role("link", name="Web page")).to_have_attribute(
        "href", f"/claims/{CLAIM.id}/report.html?inferred=false"
    )
    page.go_back()
    page.wait_for_function(
        "n => document.querySelector('.canvas')?._cyreg?.cy?.edges().length === n", arg=len(everything)
    )
    expect(page.get_by_role("checkbox", name="Show inferred links")).to_be_checked()


def test_the_drawing_is_moved_by_the_keyboard_and_opened_by_a_click(visit: Visit) -> None:
    page = visit.page
    visit.open(f"/claim/{CLAIM.id}")
    drawn(page)
    view = "(() => { const cy = document.querySelector('.canvas')._cyreg.cy; return [cy.zoom(), cy.pan('x'), cy.pan('y')] })()"
    seen = [page.evaluate(view)]
    for name in ("Zoom in", "Move left", "Move down", "Zoom out", "Fit all of the drawing"):
        page.get_by_role("button", name=name).press("Enter")
        seen.append(page.evaluate(view))
        assert seen[-1] != seen[-2], name
    place = page.evaluate(
        "document.querySelector('.canvas')._cyreg.cy.nodes().filter(n => n.data('node').sources[0].name === 'a lock keeper')[0].renderedPosition()"
    )
    page.locator(".canvas").click(position=place)
    page.wait_for_url("**/source/*")


def test_a_long_claim_is_drawn_and_listed_in_parts(visit: Visit) -> None:
    page = visit.page
    visit.open(f"/claim/{LONG.id}")
    expected = edges_of(told(visit.address, LONG.id, "/origins"))
    assert drawn(page) == expected  # four lines, each of some fifty links
    assert page.evaluate("document.querySelector('.canvas')._cyreg.cy.edges().length") == 4
    rows = part(page, "Who has it from whom").locator("tbody tr")
    more = part(page, "Who has it from whom").get_by_role("button", name="more of")
    while more.count():
        more.press("Enter")
    expect(rows).to_have_count(len(expected))
    assert listed(page) == expected


@pytest.mark.parametrize("visit", WINDOWS, indirect=True)
def test_the_page_fits_and_has_no_barrier(visit: Visit) -> None:
    visit.open(f"/claim/{CLAIM.id}")
    assert visit.fits()
    assert visit.barriers() == []


def test_a_claim_that_is_not_there_is_told(visit: Visit) -> None:
    visit.open("/claim/nothing")
    expect(visit.page.get_by_role("heading", name="There is no such claim")).to_be_visible()
    expect(visit.page.get_by_role("link", name="Ask for it in words")).to_be_visible()
    assert len(visit.complaints) == 1 and "404" in visit.complaints.pop()  # the browser's own line
