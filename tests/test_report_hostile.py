"""Reports on texts that were written to do harm."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pieces import Piece, library_of
from report_pages import check_harmless, check_tables, everything, is_of_the_web, markdown, read_page

from graph.model import Claim, Document, QuotationType, Source, SourceKind, Span, SpeechAct, Stance, Statement
from graph.reporting.blocks import (
    Address,
    Block,
    Bullets,
    Code,
    Described,
    Facts,
    Foreign,
    Heading,
    Marked,
    Pages,
    Paragraph,
    Passage,
    Words,
)
from graph.reporting.disarming import disarmed
from graph.reporting.html import as_html, is_web_address
from graph.reporting.markdown import as_markdown
from graph.reporting.publishing import ReportFormat, published
from graph.reporting.telling import table

WORD = "x" * 10_000
SCRIPT = "</script></style></title></svg>--><script>alert(1)</script><img src=x onerror=alert(1)>"
QUOTES = "\"' onmouseover=alert(1) x='"
BIDI = "\u202egnp.exe\u2066\u2067 [link](javascript:alert(1)) ![i](http://evil.example/x.png) <http://evil.example>"
MARKUP = "| cell | `code` *a* _b_ # h\n\n- item\n\n1. one\n\n> quote\n\n---\n\n&lt;b&gt; &amp; \\| www.evil.example @you $x$ ~~s~~"
NASTY = (SCRIPT, QUOTES, BIDI, MARKUP, "\x00\x07\x1b[31m\ud7ff\ufffe\U000e0041", WORD)
ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>1</script>", "https://a.example/\"onclick=\"x",
    "https://a.example/)](javascript:x)", "http://\u202ea.example/", "https://", "vbscript:x", "//evil.example/x", "https://a.example:x/",
    "https://[::1", "file:///etc/passwd", " https://a.example/", "https://a.example/a b", "http://a.example/<b>|`x`",
)  # fmt: skip


def hostile_story(nasty: str, url: str) -> Piece:
    piece = Piece(f"Outlet {nasty}", "2031-03-04", url, claim_of(nasty).text)
    piece.says(f"named {nasty}", claim=claim_of(nasty), words=f"it {nasty} opened")
    return piece.says(f"someone {nasty}", kind=SourceKind.ANONYMOUS, claim=claim_of(nasty), stance=Stance.REJECT)


def claim_of(nasty: str) -> Claim:
    return Claim(f"The gates {nasty} were opened")


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("url", [ADDRESSES[0], ADDRESSES[3]])
def test_a_report_on_hostile_texts_is_harmless(nasty: str, url: str) -> None:
    library = library_of(hostile_story(nasty, url))
    page = published(library, claim_of(nasty).id, format=ReportFormat.HTML).decode()
    root = read_page(page)
    check_harmless(root)
    check_tables(root)
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]", page)
    text = published(library, claim_of(nasty).id, format=ReportFormat.MARKDOWN).decode()
    check_markdown(text)


def check_markdown(text: str) -> None:
    """Nothing but what we write ourselves is markup."""
    for token in markdown().parse(text):
        for one in (token, *(token.children or ())):
            assert one.type not in {"image", "s_open", "code_block", "fence", "hr", "link_reference"}
            if one.type in {"html_block", "html_inline"}:
                assert re.fullmatch(r'<a id="[a-z0-9-]+">|</a>|<a id="[a-z0-9-]+"></a>\n?', one.content), one.content
            if one.type == "link_open":
                target = str(one.attrs["href"])
                assert re.fullmatch("#[a-z0-9-]+", target) or is_of_the_web(target)


def test_a_document_without_an_outlet_or_words_of_a_source_is_told_too() -> None:
    document = Document("Rain fell.", title=SCRIPT, authors=(QUOTES, BIDI), language='en" onclick="x')
    statement = Statement(
        document=document.id,
        source=Source("", SourceKind.UNSPECIFIED, document.id),
        claim=Claim("Rain fell"),
        speech_act=SpeechAct.ASSERT,
        stance=Stance.AFFIRM,
        quotation=QuotationType.INDIRECT,
        content_spans=(),
        cue_spans=(Span(0, 4),),
    )
    library = library_of()
    library.put(document, [statement])
    library.commit()
    page = published(library, Claim("Rain fell").id, format=ReportFormat.HTML).decode()
    root = read_page(page)
    check_harmless(root)
    assert "source not stated" in root.text
    assert [mark.text for mark in root.find("mark")] == ["Rain"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_leads_there_only_if_it_is_one_of_the_web_and_shows_what_it_is(address: str) -> None:
    pages = Pages("t", (Paragraph((Address(address),)),))
    root = read_page(as_html(pages))
    check_harmless(root)
    assert len(root.find("main")[0].find("a")) == is_web_address(address)
    assert disarmed(address) in root.find("main")[0].text
    check_markdown(as_markdown(pages))


def blocks_of(text: str) -> tuple[Block, ...]:
    """A text in every place where others' words can stand."""
    one = Foreign(text)
    return (
        Heading("h", 2, (one,)),
        Paragraph((one,)),
        Paragraph((Described(text),)),
        Bullets(((one,), (Words("a "), one))),
        Facts((("term", (one,)), ("code", (Code(text),)))),
        table("caption", ("a", "b"), [((one,), (Marked(text),)), ((Words("c"),), (one,))]),
        Passage("p", (one,), (one, Words(" "), Marked(text), Words(" [/]")), text),
        Paragraph((Address(text),)),
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.text(
    "\\`*_{}[]()#+-.!|~@:$^=<>&\"'1 \n\tw", max_size=20
)


@given(TEXTS)
@example("www.a.example http://b.example a@b.example")
@example("1. x")
@example("  - x")
@example("===")
@example("\\")
@example("&amp;#60;b>")
@example("</bdi></p>")
def test_on_a_page_a_text_is_text_wherever_it_stands(text: str) -> None:
    root, empty = (read_page(as_html(Pages(one, blocks_of(one)))) for one in (text, "a"))
    check_harmless(root)
    shape = [element.tag for element in everything(empty)]
    assert [e.tag for e in everything(root) if e.tag != "a"] == [tag for tag in shape if tag != "a"]
    (block,) = root.find("blockquote")
    assert block.text == f"{disarmed(text)} {disarmed(text)} [/]"


@given(TEXTS)
@example("www.a.example http://b.example a@b.example")
@example("1. x")
@example("12) x")
@example("  - x")
@example("===")
@example("a\\|b|c\\")
@example("&amp;#60;b>")
@example("*a")
def test_in_markdown_a_text_is_text_wherever_it_stands(text: str) -> None:
    written = as_markdown(Pages(text, blocks_of(text)))
    check_markdown(written)
    kinds, plain = (
        [token.type for token in markdown().parse(as_markdown(Pages(one, blocks_of(one))))] for one in (f"a{text}", "a")
    )
    assert kinds == plain
    title = markdown().parse(written)[1]
    assert title.type == "inline"
    assert {child.type for child in title.children or ()} <= {"text", "text_special"}
    seen = "".join(child.content for child in title.children or ())
    assert seen.strip() == re.sub(r"\s+", " ", disarmed(text)).strip()
