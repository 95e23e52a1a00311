"""Fetching from a real server on this machine: limits, manners, redirects, feeds."""

import gzip
import threading
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.reading import Fetcher, Format, Metadata, Read, Rejected, read
from graph.reading.feed import read_feed

LONG = "The ministry in the capital said on Monday that the bridge over the river is closed to all traffic. "
PAGE = (
    "<html lang=en><head><title>Bridge closed</title></head><body><article>"
    f"<p>{LONG * 3}</p><p>So <a href='/2'>it says</a> in the paper of today.</p></article></body></html>"
)


class Site:
    """A server with prepared answers; ``requests`` are the paths asked for with their headers."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.stop = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append((self.path, dict(self.headers)))
                status, headers, body = site.answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.path == "/trickle":
                    while not site.stop.wait(0.02):
                        self.wfile.write(b"x")
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def put(
        self,
        path: str,
        body: str | bytes,
        *,
        content_type: str = "text/html",
        status: int = 200,
        **headers: str,
    ) -> str:
        raw = body if isinstance(body, bytes) else body.encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, {"Content-Type": content_type, **named}, raw)
        return self.url + path

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    site.stop.set()
    site.server.shutdown()
    thread.join()
    site.server.server_close()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(allow_private=True, delay=0, timeout=10)


def only(url: str, *, fetcher: Fetcher, **options: object) -> Read:
    (outcome,) = read(url, fetcher=fetcher, **options)  # type: ignore[arg-type]
    assert isinstance(outcome, Read)
    return outcome


def test_page(site: Site, fetcher: Fetcher) -> None:
    outcome = only(site.put("/1", PAGE), fetcher=fetcher)
    document = outcome.document
    assert outcome.origin == document.url == f"{site.url}/1"
    assert document.text == f"{(LONG * 3).strip()}\n\nSo it says in the paper of today."
    assert document.links[0].target == f"{site.url}/2"
    assert document.outlet == "127.0.0.1"
    assert site.paths == ["/robots.txt", "/1"]
    assert site.requests[1][1]["User-Agent"].startswith("allegedly/")


def test_this_machine_is_refused_by_default(site: Site) -> None:
    with pytest.raises(InputError, match="port"):
        Fetcher().fetch(site.put("/1", PAGE))
    assert site.requests == []


def test_plain_text_with_its_charset(site: Site, fetcher: Fetcher) -> None:
    url = site.put("/1", "Café\r\nsaid".encode("latin-1"), content_type="text/plain; charset=iso-8859-1")
    assert only(url, fetcher=fetcher).document.text == "Café\r\nsaid"


def test_given_overrides(site: Site, fetcher: Fetcher) -> None:
    given = Metadata(outlet="The Post", published=date(2031, 3, 4))
    document = only(site.put("/1", PAGE), fetcher=fetcher, given=given).document
    assert (document.outlet, document.published) == ("The Post", date(2031, 3, 4))


def test_redirect_is_followed(site: Site, fetcher: Fetcher) -> None:
    site.put("/2", PAGE)
    assert only(site.put("/1", "", status=301, Location="/2"), fetcher=fetcher).document.url == f"{site.url}/2"


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("/1", "redirects more than 5 times"),
        ("file:///etc/passwd", "only http and https"),
        ("http://u:p@127.0.0.1/", "user name or password"),
    ],
)
def test_bad_redirect(site: Site, fetcher: Fetcher, location: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        fetcher.fetch(site.put("/1", "", status=302, Location=location))


@pytest.mark.parametrize(
    ("status", "message"),
    [(403, "save the page"), (404, "check the address"), (429, "try again later"), (500, "HTTP 500")],
)
def test_status(site: Site, fetcher: Fetcher, status: int, message: str) -> None:
    with pytest.raises(InputError, match=message):
        fetcher.fetch(site.put("/1", PAGE, status=status))


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "application/octet-stream"])
def test_other_content_is_refused(site: Site, fetcher: Fetcher, content_type: str) -> None:
    url = site.put("/1", b"%PDF", content_type=content_type)
    with pytest.raises(InputError, match=f"it is {content_type}, which is not read from the web"):
        only(url, fetcher=fetcher)


def test_size_limit(site: Site) -> None:
    url = site.put("/1", b"x" * 1001)
    assert len(Fetcher(allow_private=True, delay=0, max_bytes=1001).fetch(url).body) == 1001
    with pytest.raises(InputError, match="more than 1,000 bytes"):
        Fetcher(allow_private=True, delay=0, max_bytes=1000).fetch(url)


def test_size_limit_counts_what_is_unpacked(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 20_000_000)
    assert len(bomb) < 50_000
    url = site.put("/1", bomb, Content_Encoding="gzip")
    with pytest.raises(InputError, match="more than 100,000 bytes"):
        Fetcher(allow_private=True, delay=0, max_bytes=100_000).fetch(url)


def test_gzip(site: Site, fetcher: Fetcher) -> None:
    assert fetcher.fetch(site.put("/1", gzip.compress(PAGE.encode()), Content_Encoding="gzip")).body == PAGE.encode()
    with pytest.raises(InputError, match="breaks off"):
        fetcher.fetch(site.put("/2", gzip.compress(PAGE.encode())[:-40], Content_Encoding="gzip"))
    with pytest.raises(InputError, match="damaged gzip"):
        fetcher.fetch(site.put("/3", PAGE, Content_Encoding="gzip"))
    with pytest.raises(InputError, match="compressed as 'deflate'"):
        fetcher.fetch(site.put("/4", zlib.compress(PAGE.encode()), Content_Encoding="deflate"))


def test_a_trickle_is_cut_off(site: Site) -> None:
    url = site.put("/trickle", b"")
    with pytest.raises(InputError, match=r"did not answer in full in 0\.3 s"):
        Fetcher(allow_private=True, delay=0, timeout=0.3).fetch(url)


def test_nobody_listens(site: Site, fetcher: Fetcher) -> None:
    site.server.socket.close()
    with pytest.raises(InputError, match="cannot be read from"):
        fetcher.fetch(site.url)


def test_robots_txt(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: allegedly\nDisallow: /private\n", content_type="text/plain")
    site.put("/1", "", status=302, Location="/private/2")
    for url in (site.put("/private/1", PAGE), f"{site.url}/1"):
        with pytest.raises(InputError, match=r"robots\.txt of 127\.0\.0\.1 forbids"):
            fetcher.fetch(url)
    fetcher.fetch(site.put("/open", PAGE))
    assert site.paths == ["/robots.txt", "/1", "/open"]


def test_robots_txt_that_fails_forbids(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "", status=500)
    with pytest.raises(InputError, match=r"robots\.txt"):
        fetcher.fetch(site.put("/1", PAGE))


def test_delay_per_host(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("graph.reading.fetching.time.sleep", pauses.append)
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", content_type="text/plain")
    Fetcher(allow_private=True, delay=3).fetch(site.put("/1", PAGE))
    assert len(pauses) == 1
    assert 6 < pauses[0] <= 7


def test_environment_does_not_choose_a_proxy(site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert fetcher.fetch(site.put("/1", PAGE)).body


@pytest.mark.parametrize("kind", [Format.JSONL, Format.WARC])
def test_archives_are_not_read_from_the_web(site: Site, fetcher: Fetcher, kind: Format) -> None:
    with pytest.raises(InputError, match="download it and read the file"):
        only(site.put("/1", "{}"), fetcher=fetcher, format=kind)


def test_empty_page(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(InputError, match="the page is empty"):
        only(site.put("/1", b""), fetcher=fetcher)


def rss(*entries: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>The Daily Post</title><language>en</language><link>https://post.example/</link>"
        + "".join(f"<item>{entry}</item>" for entry in entries)
        + "</channel></rss>"
    )


def full(words: str) -> str:
    return f"<content:encoded><![CDATA[<p>{words}</p><p>So <a href='/x'>it says</a>.</p>]]></content:encoded>"


def test_feed(site: Site, fetcher: Fetcher) -> None:
    site.put("/page", PAGE)
    feed = rss(
        f"<title>Whole &amp;amp; well</title><link>{site.url}/whole</link>"
        "<author>ada@post.example (Ada)</author>"
        "<pubDate>Tue, 04 Mar 2031 10:20:00 +0100</pubDate>" + full(LONG * 8),
        f"<title>Fetched</title><link>{site.url}/page</link><description>Short.</description>",
        f"<title>Gone</title><link>{site.url}/gone</link><description>{LONG * 3}</description>",
        f"<title>Lost</title><link>{site.url}/lost</link><description>Short.</description>",
        "<title>Nothing</title>",
    )
    url = site.put("/feed", feed, content_type="text/html")  # as servers do
    whole, fetched, gone, lost, nothing = read(url, fetcher=fetcher)
    assert isinstance(whole, Read)
    assert isinstance(fetched, Read)
    assert isinstance(gone, Read)
    assert whole.document.title == "Whole & well"
    assert whole.document.published == datetime(2031, 3, 4, 9, 20, tzinfo=UTC)
    assert (whole.document.outlet, whole.document.authors) == ("The Daily Post", ("Ada",))
    assert whole.document.text == f"{(LONG * 8).strip()}\n\nSo it says."
    assert whole.document.links[0].target == f"{site.url}/x"
    assert (fetched.document.title, fetched.document.outlet) == ("Bridge closed", "The Daily Post")
    assert fetched.document.text.startswith(LONG)
    assert gone.document.text == (LONG * 3).strip()
    assert isinstance(lost, Rejected)
    assert "has no such page" in str(lost.error)
    assert lost.origin == f"{url} entry 4 ({site.url}/lost)"
    assert isinstance(nothing, Rejected)
    assert "neither an article nor a link" in str(nothing.error)
    assert "/whole" not in site.paths


def test_atom_file(tmp_path: Path, fetcher: Fetcher) -> None:
    path = tmp_path / "news.xml"
    path.write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>So</title>'
        '<link href="https://post.example/1"/><published>2031-03-04T10:00:00Z</published>'
        f'<content type="text">{LONG * 8}</content></entry></feed>'
    )
    (outcome,) = read(path, fetcher=fetcher)
    assert isinstance(outcome, Read)
    assert outcome.document.published == datetime(2031, 3, 4, 10, tzinfo=UTC)
    assert outcome.document.text.strip() == (LONG * 8).strip()
    assert outcome.document.url == "https://post.example/1"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"<rss><channel><title>x", "not a readable RSS or Atom feed"),
        (b"/etc/passwd", "not a readable RSS or Atom feed"),
        (rss().encode(), "no entries"),
    ],
)
def test_broken_feed(tmp_path: Path, fetcher: Fetcher, raw: bytes, message: str) -> None:
    path = tmp_path / "news.rss"
    path.write_bytes(raw)
    with pytest.raises(InputError, match=message):
        list(read(path, fetcher=fetcher))


def test_feed_that_breaks_off_keeps_its_entries(fetcher: Fetcher) -> None:
    raw = rss(full(LONG * 8), full(LONG * 9)).encode()
    outcomes = list(read_feed(raw[:-60], origin="f", url=None, given=Metadata(), fetcher=fetcher))
    assert isinstance(outcomes[0], Read)
    assert isinstance(outcomes[-1], Rejected)
    assert "not well-formed" in str(outcomes[-1].error)
