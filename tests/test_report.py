"""Reports on claims: what is in them, and that equal stores give equal bytes."""

import json
import re
from dataclasses import fields
from datetime import date
from hashlib import sha256

import pytest
from pieces import CLAIM, Piece, library_of
from report_pages import check_harmless, check_tables, markdown, read_page

from graph.analysis.claim_graph import Inference
from graph.analysis.evidence import evidence_of
from graph.errors import NotFoundError
from graph.library import Library
from graph.model import Claim, SourceKind, SpeechAct, Stance
from graph.reporting.answers import FORMAT, Report
from graph.reporting.gathering import report_of
from graph.reporting.publishing import ReportFormat, published

ANONYMOUS, BODY, PERSON = SourceKind.ANONYMOUS, SourceKind.GOVERNMENT_BODY, SourceKind.PERSON
AFFIRM, REJECT, DOUBT = Stance.AFFIRM, Stance.REJECT, Stance.DOUBT
DAY = date(2031, 5, 1)


def story() -> list[Piece]:
    """An agency has it from an official; two papers confirm each other; a board denies it and gives in; one doubts it."""
    wire = "https://wire.example/gates"
    return [
        Piece("Tidal Wire", "2031-03-04T09:00:00+00:00", wire).says("an official", kind=ANONYMOUS, day="2031-03-03"),
        Piece("The Courier", "2031-03-05", "https://courier.example/1").says("Tidal Wire", link=wire),
        Piece("Dom", "2031-03-06", "https://dom.example/1").says("The Courier"),
        Piece("The Courier", "2031-03-07", "https://courier.example/2").says("Dom"),
        Piece("Rag", "2031-03-08", "https://rag.example/1")
        .says("Harbour Board", kind=BODY, stance=REJECT, act=SpeechAct.DENY, day="2031-03-06")
        .says("Bo Lund", kind=PERSON, stance=DOUBT),
        Piece(None, None, None).says("Ida Stein", kind=PERSON),
        Piece("Rag", "2031-04-01", "https://rag.example/2").says(
            "Harbour Board", kind=BODY, day="2031-03-30", words="yes, the gates had been opened"
        ),
    ]


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(*story())


@pytest.fixture(scope="module")
def report(library: Library) -> Report:
    return report_of(library, CLAIM.id, made_on=DAY)


@pytest.fixture(scope="module")
def page(library: Library) -> str:
    return published(library, CLAIM.id, format=ReportFormat.HTML, made_on=DAY).decode()


@pytest.fixture(scope="module")
def text(library: Library) -> str:
    return published(library, CLAIM.id, format=ReportFormat.MARKDOWN, made_on=DAY).decode()


def plain(source: str) -> str:
    """What a reader of some Markdown sees."""
    return "".join(
        child.content if child.type != "softbreak" else " "
        for token in markdown().parse(source)
        for child in token.children or ()
        if child.type in {"text", "softbreak", "code_inline", "text_special"}
    )


# What is in it


def test_every_statement_of_the_evidence_is_quoted_once_with_its_document_and_digest(
    library: Library, report: Report
) -> None:
    evidence = evidence_of(library, CLAIM.id)
    quoted = [quotation for exhibit in report.exhibits for quotation in exhibit.quotations]
    assert [quotation.statement for quotation in quoted] == list(evidence.records)
    assert [quotation.number for quotation in quoted] == list(range(1, len(quoted) + 1))
    assert len(quoted) == 16
    texts = {document.id: document.text for document, _ in (piece.build() for piece in story())}
    for exhibit in report.exhibits:
        own = texts[exhibit.document.id]
        assert exhibit.sha256 == sha256(own.encode()).hexdigest()
        assert exhibit.characters == len(own)
        for quotation in exhibit.quotations:
            excerpt = quotation.excerpt
            assert own[excerpt.start :].startswith(excerpt.text)
            assert " … ".join(own[start:end] for start, end in excerpt.marks) == quotation.quote
            assert quotation.quote in excerpt.text
            assert excerpt.text.endswith(".")


def test_page_and_text_show_every_quote_marked_in_its_sentence_with_the_digest(
    report: Report, page: str, text: str
) -> None:
    root, seen = read_page(page), plain(text)
    articles = {article.attributes["id"]: article for article in root.find("article")}
    for exhibit in report.exhibits:
        assert exhibit.sha256 in root.text
        assert exhibit.sha256 in seen
        for quotation in exhibit.quotations:
            article = articles.pop(f"statement-{quotation.statement}")
            (block,) = article.find("blockquote")
            assert block.text == quotation.excerpt.text
            assert [mark.text for mark in block.find("mark")] == [quotation.quote]
            assert quotation.excerpt.text in seen
            if exhibit.document.url:
                assert exhibit.document.url in root.text
                assert exhibit.document.url in seen
    assert articles == {}


def test_the_verdict_is_told_sentence_by_sentence_on_page_and_in_text(report: Report, page: str, text: str) -> None:
    root, seen = read_page(page), plain(text)
    assert [side.stance for side in report.standing.sides] == [AFFIRM, REJECT, DOUBT]
    for side in report.standing.sides:
        assert len(side.verdict) > 2
        for sentence in side.verdict:
            assert sentence in root.text
            assert sentence in seen


def rows(page: str, caption: str) -> list[list[str]]:
    return [
        [cell.text for cell in row.children]
        for table in read_page(page).find("table")
        if table.find("caption")[0].text == caption
        for row in table.find("tbody")[0].find("tr")
    ]


def test_positions_tell_who_takes_which_side_on_what_day_and_how_that_is_known(page: str) -> None:
    told = [row[:5] for row in rows(page, "Who says what of the claim since when")]
    assert ["an official (unnamed)", "asserts it", "2031-03-03", "as the text says", "Tidal Wire, 2031-03-04"] in told
    assert ["Harbour Board", "denies it", "2031-03-06", "as the text says", "Rag, 2031-03-08"] in told
    assert ["Harbour Board", "asserts it", "2031-03-30", "as the text says", "Rag, 2031-04-01"] in told
    assert ["Bo Lund", "doubts it", "no date", "", "Rag, 2031-03-08"] in told
    assert ["Ida Stein", "asserts it", "no date", "", "unknown outlet, no date"] in told
    assert len(told) == 16


def test_who_changed_sides_is_told_before_the_table(page: str) -> None:
    assert any(
        item.text.startswith("Harbour Board changed sides: Harbour Board denies it, 2031-03-06")
        for item in read_page(page).find("li")
    )


def test_links_tell_who_has_it_from_whom_how_that_is_known_and_what_is_part_of_a_circle(page: str) -> None:
    told = [row[:4] for row in rows(page, "Links, from who passes it on to who is passed on")]
    circle = "↻ part of a circle"
    assert ["The Courier", "Dom", "stated in one sentence", circle] in told
    assert ["Dom", "The Courier", "stated in one sentence", circle] in [
        [one, other, known.split(", ")[0], mark] for one, other, known, mark in told
    ]
    assert ["The Courier", "Tidal Wire", "stated in one sentence", ""] in told


def test_the_drawing_marks_circles_and_who_has_no_name(page: str) -> None:
    (figure,) = read_page(page).find("figure")
    tooltips = [title.text for title in figure.find("title")]
    assert any(tooltip.startswith("Dom → The Courier: asserts") and "loop" in tooltip for tooltip in tooltips)
    assert not any("Tidal Wire → an official" in tooltip and "loop" in tooltip for tooltip in tooltips)
    boxes = {
        group.find("title")[0].text.split(" – ")[0]: group.find("rect")[0].attributes
        for group in figure.find("g")
        if group.attributes["class"] == "source"
    }
    assert "stroke-dasharray" in boxes["an official"]
    assert "stroke-dasharray" not in boxes["Dom"]
    assert any("✗ denies" in label.text for label in figure.find("text"))


def test_circles_stand_with_their_documents_in_order_and_what_remains(page: str) -> None:
    root = read_page(page)
    order = "Documents in order of time: The Courier, 2031-03-05, Dom, 2031-03-06, The Courier, 2031-03-07."
    assert order in [paragraph.text for paragraph in root.find("p")]
    assert [row[1] for row in rows(page, "The circle in order of time")] == [
        "Dom has it from The Courier",
        "The Courier has it from Dom",
    ]


def test_the_timeline_keeps_both_clocks_apart(page: str) -> None:
    told = [row[:4] for row in rows(page, "What was said and what was published are two clocks")]
    assert told[0] == ["2031-03-03", "said, as the text dates it", "an official (unnamed)", "Tidal Wire, 2031-03-04"]
    assert ["2031-03-05", "published", "The Courier, Tidal Wire", "The Courier, 2031-03-05"] in [
        [when, what, ", ".join(sorted(who.split(", "))), where] for when, what, who, where in told
    ]


def test_who_objects_is_told_with_what_that_is_aimed_at(page: str) -> None:
    told = [row[:4] for row in rows(page, "Who objects to it")]
    assert ["Harbour Board", "denies it", "2031-03-06", "the claim, whoever makes it"] in told
    assert ["Bo Lund", "doubts it", "no date", "the claim, whoever makes it"] in told


def numbered() -> list[Piece]:
    """A number that drifts along a chain, and another one that contradicts it elsewhere."""
    few, more, many = (Claim(f"{count} people were hurt at the mill in Tarn") for count in (40, 43, 200))
    return [
        Piece("Tidal Wire", "2031-03-04").says("Ida Stein", kind=PERSON, claim=more, words="43 people were hurt"),
        Piece("Dom", "2031-03-05")
        .says("Bo Lund", kind=PERSON, claim=more, words="43 people were hurt", label="said")
        .says("Cass Wey", "said", kind=PERSON, claim=few, words="40 people were hurt"),
        Piece("Rag", "2031-03-06").says("Una Hart", kind=PERSON, claim=many, words="200 people were hurt"),
    ]


def test_numbers_that_drift_and_those_that_contradict_are_told() -> None:
    library = library_of(*numbered())
    (_, statements) = numbered()[2].build()
    page = published(library, statements[0].claim.id, format=ReportFormat.HTML).decode()
    check_harmless(read_page(page))
    (drift,) = rows(page, "Numbers that drift")
    assert drift[0].startswith("43") and drift[2].startswith("40")
    assert "Bo Lund" in drift[1] and "Cass Wey" in drift[3]
    assert drift[5] == "stated in one sentence"
    contrary = rows(page, "What contradicts it; the score is of one")
    assert {row[0].split()[0] for row in contrary} == {"40", "43"}
    assert {row[0].split()[0] for row in rows(page, "Different numbers that are given for one thing")} == {
        "40",
        "43",
        "200",
    }


def test_it_tells_how_it_was_made(report: Report, page: str) -> None:
    facts = {
        term.text: value.text
        for facts in read_page(page).find("dl")[-1:]
        for term, value in zip(facts.find("dt"), facts.find("dd"), strict=True)
    }
    assert facts["Program"].startswith("Allegedly ")
    assert facts["Made on"] == "2031-05-01"
    assert facts["Format"] == FORMAT
    assert facts["State of the store"].endswith(report.making.state)


def test_without_a_day_no_clock_is_asked(library: Library) -> None:
    assert report_of(library, CLAIM.id).making.made_on is None
    page = published(library, CLAIM.id, format=ReportFormat.HTML).decode()
    assert "no day was given" in page
    assert date.today().isoformat() not in page


def test_what_was_inferred_can_be_left_out() -> None:
    link = "https://wire.example/gates"
    library = library_of(
        Piece("Tidal Wire", "2031-03-04", link).says("an official", kind=ANONYMOUS),
        Piece("The Courier", "2031-03-05").asserts().links(link).says("Ida Stein", kind=PERSON, link=link),
    )
    pages = {
        counts: published(library, CLAIM.id, format=ReportFormat.HTML, inferred=counts).decode() for counts in Inference
    }
    told = {counts: rows(page, "Links, from who passes it on to who is passed on") for counts, page in pages.items()}
    assert any("inferred from" in row[2] for row in told[Inference.WITH])
    assert not any("inferred" in row[2] for row in told[Inference.WITHOUT])
    assert "hollow head: inferred" in pages[Inference.WITH]
    assert "hollow head: inferred" not in pages[Inference.WITHOUT]
    assert "Links that no text states were left out." in pages[Inference.WITHOUT]


def test_the_data_are_the_fields_of_the_report(library: Library, report: Report) -> None:
    data = json.loads(published(library, CLAIM.id, format=ReportFormat.JSON, made_on=DAY))
    assert list(data) == [field.name for field in fields(Report)]
    assert data["format"] == FORMAT == "allegedly-report/1"
    assert data["making"]["state"] == report.making.state
    assert [one["statement"] for exhibit in data["exhibits"] for one in exhibit["quotations"]] == [
        one.statement for exhibit in report.exhibits for one in exhibit.quotations
    ]


def test_nobody_knows_a_claim_that_is_not_there(library: Library) -> None:
    with pytest.raises(NotFoundError):
        report_of(library, "a" * 26)


# Form


def test_the_page_is_well_formed_and_needs_nothing(page: str) -> None:
    root = read_page(page)
    check_harmless(root)
    check_tables(root)
    assert root.find("html")[0].attributes["lang"] == "en"
    assert [one.text for one in root.find("h1")] == [CLAIM.text]
    assert len(root.find("main")) == 1
    assert "default-src 'none'" in root.find("meta")[1].attributes["content"]
    assert "url(" not in page
    assert "@import" not in page


def test_tables_of_the_text_have_as_many_cells_in_each_row(text: str) -> None:
    tables = [block.splitlines() for block in text.split("\n\n") if block.startswith("| ")]
    assert len(tables) == len(read_tables(text)) == 10
    for lines, cells in zip(tables, read_tables(text), strict=True):
        # The reader fills short rows up and cuts long ones, so the bars that are no part of a text are counted too.
        assert len({line.replace("\\|", "").count("|") for line in lines}) == 1
        assert len(cells) == len(lines) - 1
        assert set(map(len, cells)) == {lines[1].count("---")}


def read_tables(text: str) -> list[list[list[str]]]:
    """The rows of all tables, as a reader of Markdown sees them."""
    tables: list[list[list[str]]] = []
    for token in markdown().parse(text):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline" and token.level > 3:
            tables[-1][-1].append(token.content)
    return tables


def test_everything_that_the_text_leads_to_is_there(text: str) -> None:
    names = set(re.findall(r'<a id="([^"]+)"></a>', text))
    targets = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert targets
    assert targets <= names


# The same store, the same bytes


@pytest.mark.parametrize("format", ReportFormat)
def test_equal_stores_give_equal_bytes_in_whatever_order_documents_arrived(format: ReportFormat) -> None:
    def made(pieces: list[Piece]) -> bytes:
        return published(library_of(*pieces), CLAIM.id, format=format, made_on=DAY)

    first = made(story())
    assert made(story()) == first
    assert made(story()[::-1]) == first
    assert made(story()[3:] + story()[:3]) == first
    assert made(story()[1:]) != first
