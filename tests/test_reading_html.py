"""Pages: the article with its links at their places, and what the head says about it."""

from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model import Document
from graph.reading.html import read_fragment, read_html

STORIES = Path(__file__).parents[2] / "shared" / "corpora" / "stories"
LONG = "The ministry in the capital said on Monday that the bridge over the river is closed to all traffic. "

PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Bridge closed | The Post</title>
<link rel="canonical" href="https://www.post.example/news/bridge"><meta name="author" content="Ada Brenn">
<meta property="og:title" content="Bridge closed"><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2031-03-04T10:20:00+01:00"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><div class="cookie-banner">We use cookies.</div>
<article><h1>Bridge closed</h1><div class="byline">By Ada Brenn</div>
<p>{LONG * 2}</p>
<p>It was <a href="../old?a=1&amp;b=2"> first
 reported</a>, in <a href="mailto:x@post.example">April</a> and <a href="#note">May</a>, by
<a href="https://wire.example/7">the agency</a>.</p>
<p>She said <q>never</q>.</p></article>
<footer><p>Copyright The Post. All rights reserved.</p></footer></body></html>"""


def linked(document: Document) -> list[tuple[str, str]]:
    return [(document.text[link.span.start : link.span.end], link.target) for link in document.links]


def page(head: str = "", body: str = f"<article><p>{LONG * 3}</p></article>") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def test_article_without_the_page_around_it() -> None:
    document = read_html(PAGE)
    assert document.text.split("\n\n") == [
        (LONG * 2).strip(),
        "It was first reported, in April and May, by the agency.",
        "She said “never”.",
    ]


def test_links_cover_their_words() -> None:
    assert linked(read_html(PAGE)) == [
        ("first reported", "https://www.post.example/old?a=1&b=2"),
        ("the agency", "https://wire.example/7"),
    ]


def test_metadata() -> None:
    document = read_html(PAGE)
    assert (document.title, document.outlet, document.authors) == (
        "Bridge closed",
        "The Post",
        ("Ada Brenn",),
    )
    assert document.published == datetime(2031, 3, 4, 9, 20, tzinfo=UTC)
    assert document.language == "en-GB"
    assert document.url == "https://www.post.example/news/bridge"


def test_canonical_of_another_host_is_not_believed() -> None:
    document = read_html(PAGE, url="https://evil.example/x/y")
    assert document.url == "https://evil.example/x/y"
    assert linked(document)[0][1] == "https://evil.example/old?a=1&b=2"


def test_canonical_of_the_same_host_is_taken() -> None:
    assert read_html(PAGE, url="https://post.example/amp?utm=1").url == "https://www.post.example/news/bridge"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2031-03-04">', date(2031, 3, 4)),
        ('<meta property="article:published_time" content="2031-03-04T10:00:00">', date(2031, 3, 4)),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"WebSite", "datePublished":"2001-01-01"},'
            '{"@type": "NewsArticle", "datePublished":"2031-03-04T10:00:00Z"}]}</script>',
            datetime(2031, 3, 4, 10, tzinfo=UTC),
        ),
        (
            '<meta name="pubdate" content="2031-03-04"><meta name="date" content="2031-03-04T23:00:00Z">',
            datetime(2031, 3, 4, 23, tzinfo=UTC),
        ),
        ('<script type="application/ld+json">{"datePublished": ' + "[" * 9000 + "</script>", None),
    ],
)
def test_date_of_publication(head: str, expected: date | datetime | None) -> None:
    found = read_html(page(head)).published
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (page('<meta charset="windows-1251">').replace("bridge", "мост").encode("cp1251"), None),
        (page().replace("bridge", "мост").encode("cp1251"), "windows-1251"),
        (page('<meta charset="koi8-r">').replace("bridge", "мост").encode("cp1251"), "windows-1251"),
        (page('<meta charset="utf-8">').replace("bridge", "мост").encode("utf-16"), None),
        (page('<meta charset="hex">').replace("bridge", "мост").encode(), None),
    ],
)
def test_character_encoding(raw: bytes, charset: str | None) -> None:
    assert "over the river" in read_html(raw, charset=charset).text
    assert "the мост over" in read_html(raw, charset=charset).text


def test_latin_1_of_the_web_is_windows_1252() -> None:
    raw = page('<meta charset="iso-8859-1">').replace("Monday", "“Monday”").encode("cp1252")
    assert "“Monday”" in read_html(raw).text


def test_short_article_keeps_its_link() -> None:
    short = page(
        body="<nav><a href='/a'>Home</a></nav><main><article><h1>Fire</h1><p>A fire broke out at the depot, "
        "<a href='https://wire.example/1'>the agency said</a> on Monday.</p></article></main>"
    )
    document = read_html(short)
    assert document.text == "A fire broke out at the depot, the agency said on Monday."
    assert linked(document) == [("the agency said", "https://wire.example/1")]


NAVIGATION = "".join(f"<h2><a href='/{n}'>Minister {n} denies that it was so</a></h2>" for n in range(30))


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        (page(body=""), "no article"),
        (page(body=f"<main>{NAVIGATION}</main>"), "no article"),
        (page(body="<form><input name=u><button>Go</button></form><p>Please log in.</p>"), "no article"),
        ("He said that it was so, and that nobody knew anything about it.", "not HTML"),
        (b"<html>\0\0\0" + b"\0" * 50, "binary"),
    ],
)
def test_no_article(markup: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_html(markup)


def test_fragment_keeps_everything_but_scripts() -> None:
    document = read_fragment(
        "<p>One <a href='/x'><b> two </b></a> three<br>four</p>tail<script>no</script>"
        "<table><tr><td>a<td>b</tr></table>",
        base="https://post.example/1",
    )
    assert document.text == "One two three\nfour\n\ntail\n\na\tb"
    assert linked(document) == [("two", "https://post.example/x")]


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
)


@settings(deadline=None, max_examples=60)
@hypothesis_given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=6))
def test_every_link_covers_its_words(pieces: list[tuple[str, str, str]]) -> None:
    paragraphs = "".join(
        f"<p>{escape(before)}<a href='https://w.example/{n}'>{escape(inside)}</a>{escape(after)}</p>"
        for n, (before, inside, after) in enumerate(pieces)
    )
    document = read_fragment(f"<p>Said.</p>{paragraphs}")
    expected = {f"https://w.example/{n}": inside for n, (_, inside, _) in enumerate(pieces)}
    found = {target: words for words, target in linked(document)}
    for target, words in expected.items():
        collapsed = " ".join(word for word in words.split(" ") if word)
        assert found.get(target, "") == collapsed


@settings(deadline=None, max_examples=25)
@hypothesis_given(st.lists(st.text("abc dé—“”👍ש", min_size=1, max_size=9), min_size=1, max_size=4, unique=True))
def test_every_link_of_a_page_covers_its_words(names: list[str]) -> None:
    paragraphs = "".join(
        f"<p>{LONG}So says <a href='https://w.example/{n}'>agency {n} {name} here</a>, as before.</p>"
        for n, name in enumerate(names)
    )
    document = read_html(page(body=f"<article>{paragraphs}</article>"))
    expected = [" ".join(f"agency {n} {name} here".split()) for n, name in enumerate(names)]
    assert [words for words, _ in linked(document)] == expected


@pytest.mark.skipif(not STORIES.is_dir(), reason="the stories are not part of the repository")
def test_paragraphs_of_the_stories() -> None:
    stories = sorted(STORIES.glob("*.html"))
    assert stories
    for path in stories:
        expected = path.with_suffix(".txt").read_text(encoding="utf-8").strip()
        assert read_html(path.read_bytes()).text == expected, path.name


@pytest.mark.parametrize("tag", ["iframe", "svg", "style", "form", "footer", "article", "x-y"])
def test_a_page_may_have_any_root(tag: str) -> None:
    words = "The bridge will stay closed until the end of May, the ministry of transport said on Monday."
    try:
        assert "ministry of transport" in read_html(f"<{tag}/><p>{words}</p><{tag} class='x'>{words}").text
    except InputError as error:
        assert "no article" in str(error)


@pytest.mark.parametrize("charset", ["hex", "rot13", "undefined", "idna", "punycode", "unicode_escape", "x-nothing"])
def test_names_of_encodings_that_are_none_are_passed_over(charset: str) -> None:
    raw = f"<html><head><meta charset='{charset}'></head><body><p>{'Café said it was closed. ' * 9}</p>".encode()
    assert "Café" in read_html(raw, charset=charset).text
