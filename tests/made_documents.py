"""Articles as nobody would write them, made up from a number: the same number gives the same bytes."""

import json
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from graph.model import (
    Claim,
    Document,
    Modality,
    QuotationType,
    Source,
    SourceKind,
    Span,
    SpeechAct,
    Stance,
    Statement,
    Via,
    ViaBasis,
)
from graph.reading import Format
from graph.reading.html import read_html

_SAMPLES = Path(__file__).parent.parent / "scripts" / "sample_articles"
_MOST = 600  # code points of a text, or nearly
_KINDS = (SourceKind.PERSON, SourceKind.ORGANISATION, SourceKind.OUTLET, SourceKind.GOVERNMENT_BODY)
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "cp1251", "koi8-r", "shift_jis", "gb18030", "utf-7")  # fmt: skip
_ODD = (
    "\0", "\ufeff", "\u202e", "\u202d", "\u2066", "\u2069", "\u200b", "\u200d", "\u00ad", "\u2028", "\u2029", "\x85", "\x1b[31m",
    "\x0b", "\x0c", "\r", "\r\n", "\n\n", "\t", "\ud800", "\udc00", "\udbff\udfff", "\U0010ffff", "\ufffe", "\u0301" * 9, "👩‍👩‍👧", "🇵🇱",
    "İ", "ı", "ſ", "ß", "ﬁ", "Ǆ", "漢字", "العربية", "עברית", "ไทย", "हिन्दी", "𝕿𝖍𝖊", "ａｂｃ", "½", "²", "①", "\u00a0", "\u3000",
    '"', "'", "“", "”", "„", "«", "»", "‘", "’", "''", '"""', "(", ")", "[", "]", "{", "}", "<", ">", "&", "&amp;", "&#0;", "&#xD800;",
    "&#1114112;", "—", "…", ".", "!", "?", ",", ";", ":", "#", "\\", "\\u0041", "%00", "$", "`", "|", "1e999", "9" * 40, "-0", "NaN",
)  # fmt: skip
_WORDS = (
    "said", "says", "told", "denied", "according to", "reported", "citing", "that", "the ministry", "a spokesperson", "Anna Kowalska",
    "she", "he", "they", "it", "who", "did not say", "never said", "reporters", "on Monday", "last month", "in 2031", "yesterday",
    "would", "will", "was", "the bridge", "is closed", "“It is not safe,”", "Reuters", "witnesses", "claims", "allegedly", "if", "and",
)  # fmt: skip
_TAGS = ("p", "div", "article", "h1", "h2", "a", "b", "i", "span", "table", "tr", "td", "ul", "li", "blockquote", "q", "script", "style",
         "svg", "math", "template", "noscript", "iframe", "textarea", "title", "head", "body", "html", "base", "meta", "time", "br", "img",
         "select", "option", "pre", "xmp", "plaintext", "frameset", "form", "x-y")  # fmt: skip
_DATES = ("2031-03-04", "2031-03-04T10:20:00Z", "0000-00-00", "9999-12-31T23:59:60Z", "10000-01-01", "-1", "2031-02-30", "Tue, 04 Mar 2031 10:20:00 +9999",
          "1e9", "now", "2031-W10-2", "2031-063", "٢٠٣١-٠٣-٠٤", "2031-03-04T10:20:00+99:99", "", " ", "\0", "0001-01-01T00:00:00+14:00")  # fmt: skip
_URLS = ("https://x.example/a", "http://x.example", "HTTPS://X.EXAMPLE/É?q=“", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://[::1", "http://a b/",
         "https://x.example/\ud800", "//x.example", "http://\u202ex.example/", "https://x.example/<>\"{}|\\^`", "http://x.example:99999/", "https://xn--.example/", "https://" + "a" * 300 + ".example/")  # fmt: skip


_GOOD_DATES = _DATES[:2]
_LETHAL = ("\0", "\ud800", "\udc00", "&#0;")  # for which a text is refused
_SAFE = tuple(odd for odd in _ODD if odd not in _LETHAL)


class Made(NamedTuple):
    """What is read, as what, and the character encoding that somebody says it has."""

    format: Format
    raw: bytes
    charset: str | None


def made(number: int) -> Made:
    """The document of a number."""
    dice = random.Random(f"document {number}")
    make = dice.choices((_as_text, _as_html, _as_lines, _as_noise), (5, 6, 5, 1))[0]
    return make(dice)


def _as_text(dice: random.Random) -> Made:
    encoding = dice.choice(_ENCODINGS) if dice.random() < 0.2 else "utf-8"
    charset = dice.choice((*_ENCODINGS, "x-nothing", "undefined", "idna")) if dice.random() < 0.2 else None
    return Made(Format.TEXT, _encoded(_text(dice), encoding), charset)


def _as_html(dice: random.Random) -> Made:
    encoding = dice.choice(_ENCODINGS) if dice.random() < 0.2 else "utf-8"
    charset = dice.choice((*_ENCODINGS, "x-nothing", "hex")) if dice.random() < 0.2 else None
    return Made(Format.HTML, _encoded(_markup(dice), encoding), charset)


def _as_lines(dice: random.Random) -> Made:
    lines = [_line(dice) for _ in range(dice.randint(1, 2))]
    return Made(Format.JSONL, _encoded(dice.choice(("\n", "\r\n", "\n\n")).join(lines), "utf-8"), None)


def _as_noise(dice: random.Random) -> Made:
    raw = dice.randbytes(dice.randint(0, 300))
    if dice.random() < 0.5:  # a good beginning, and something that was torn
        whole = made(dice.randrange(10**9)).raw if dice.random() < 0.9 else b""
        cut = dice.randint(0, len(whole))
        raw = whole[:cut] + raw[: dice.randint(0, 9)] + whole[cut + dice.randint(0, 9) :]
    return Made(dice.choice((Format.TEXT, Format.HTML, Format.JSONL)), raw, None)


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "surrogatepass" if encoding.startswith("utf-") and encoding != "utf-7" else "replace")


def _text(dice: random.Random) -> str:
    if dice.random() < 0.35:
        return _mutated(dice, dice.choice(_articles()))
    if dice.random() < 0.05:
        return dice.choice((*_WORDS, *_ODD, "x")) * dice.randint(1, _MOST)
    odd = _ODD if dice.random() < 0.1 else _SAFE
    pieces = (dice.choice(_WORDS if dice.random() < 0.75 else odd) for _ in range(dice.randint(0, 60)))
    return dice.choice((" ", " ", " ", "")).join(pieces)


@cache
def _articles() -> tuple[str, ...]:
    return tuple(read_html(path.read_bytes()).text for path in sorted(_SAMPLES.glob("*.html")))


@cache
def _pages() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(_SAMPLES.glob("*.html")))


def _mutated(dice: random.Random, text: str, *, most: int = _MOST) -> str:
    start = dice.randint(0, max(0, len(text) - most))
    letters, odd = list(text[start : start + most]), _ODD if dice.random() < 0.1 else _SAFE
    for _ in range(dice.randint(0, 8)):
        place = dice.randint(0, len(letters))
        change: Callable[[], list[str]] = dice.choice((
            lambda: list(dice.choice(odd)), lambda: [], lambda: letters[:40], lambda: [" ", dice.choice(_WORDS), " "],
        ))  # fmt: skip
        letters[place : place + dice.choice((0, 1, 1, 30))] = change()
    return "".join(letters)


def _markup(dice: random.Random) -> str:
    kind = dice.random()
    if kind < 0.3:
        return _mutated(dice, dice.choice(_pages()), most=10_000)
    if kind < 0.4:
        tag, depth = dice.choice(_TAGS), dice.randint(1, 3_000)
        return f"<{tag}>" * depth + _text(dice) + f"</{tag}>" * dice.choice((0, depth // 2, depth))
    pieces = []
    for _ in range(dice.randint(1, 25)):
        tag = dice.choice(_TAGS)
        pieces += [_tag(dice, tag), _text(dice)[: dice.choice((5, 80, 400))], dice.choice(("", f"</{tag}>", f"</{tag}", "<!--", "-->", "<![CDATA[", "]]>", "<?php", "</"))]  # fmt: skip
    body = "".join(pieces)
    return body if dice.random() < 0.4 else f"<!DOCTYPE html><html><head>{_meta(dice)}</head><body><article><p>{body}"


def _tag(dice: random.Random, tag: str) -> str:
    name = dice.choice(("href", "content", "datetime", "style", "onclick", "id", "class", "a:b", "é", "lang"))
    value = dice.choice((*_URLS, *_DATES, *(_ODD if dice.random() < 0.02 else _SAFE)))
    return dice.choice((f"<{tag}>", f"<{tag} {name}={value}>", f'<{tag} {name}="{value}">', f"<{tag} {name}='{value}", f"<{tag}/"))  # fmt: skip


def _meta(dice: random.Random) -> str:
    url, day, text = dice.choice(_URLS), dice.choice(_DATES), dice.choice((*_SAFE, *_WORDS))
    return "".join(
        dice.sample(
            [
                f'<title>{text}</title><link rel="canonical" href="{url}"><base href="{dice.choice(_URLS)}">',
                f'<meta property="article:published_time" content="{day}"><meta name="author" content="{text}; {text}">',
                f'<meta charset="{dice.choice((*_ENCODINGS, "x-nothing", text))}">',
                f'<meta property="og:site_name" content="{text}"><meta property="og:url" content="{url}">',
                f'<script type="application/ld+json">{{"datePublished": "{day}", "author": [{{"name": {text}}}]}}</script>',
            ],
            dice.randint(0, 5),
        )
    )


def _line(dice: random.Random) -> str:
    record: dict[str, object] = {}
    keys = dice.sample(("url", "title", "outlet", "authors", "published", "language", "x"), dice.randint(0, 6))
    for key in (dice.choice(("text", "text", "html", "x")), *keys):
        record[key] = {
            "text": lambda: _text(dice),
            "html": lambda: _markup(dice),
            "url": lambda: dice.choice(_URLS if dice.random() < 0.5 else _URLS[:2]),
            "published": lambda: dice.choice(_DATES if dice.random() < 0.3 else _GOOD_DATES),
            "authors": lambda: [dice.choice((*_WORDS, *_SAFE)) for _ in range(dice.randint(0, 3))],
        }.get(key, lambda: dice.choice((*_WORDS, *_SAFE)))()
        if dice.random() < 0.05:
            record[key] = dice.choice((None, 1, 1e308, True, [], {}, [1], [["x"]], {"x": 1}, "", " "))
    line = json.dumps(record, ensure_ascii=dice.random() < 0.8)
    if dice.random() < 0.1:
        cut = dice.randint(0, len(line))
        line = line[:cut] + dice.choice(("", "[" * 5_000, '{"a":' * 3_000, "9" * 6_000, "\\ud800", "\\u0000", "NaN", "\x00")) + line[cut:]  # fmt: skip
    return line


def made_statements(number: int, document: Document) -> list[Statement]:
    """Statements that an extraction could have found in a document, with spans anywhere in it."""
    dice = random.Random(f"statements {number}")
    outlet = Source(document.outlet, SourceKind.OUTLET) if document.outlet else None
    sources: dict[str, Source] = {outlet.id: outlet} if outlet else {}
    found: list[Statement] = []
    for _ in range(dice.randint(0, 4)):
        source = Source(_words_of(dice, document), dice.choice(_KINDS))
        source = sources.setdefault(source.id, source)
        rests_on = (Via(dice.choice(found).id, dice.choice(list(ViaBasis))),) if found and dice.random() < 0.3 else ()
        found.append(
            Statement(
                document=document.id,
                source=source,
                claim=Claim(_words_of(dice, document), dice.choice((None, document.id))),
                speech_act=dice.choice(list(SpeechAct)),
                stance=dice.choice(list(Stance)),
                modality=dice.choice(list(Modality)),
                quotation=dice.choice(list(QuotationType)),
                source_spans=(_span(dice, document),),
                cue_spans=(_span(dice, document),),
                content_spans=(_span(dice, document),),
                via=rests_on,
                confidence=round(dice.random(), 4),
                extractor="made-up/1",
            )
        )
    return list({statement.id: statement for statement in found}.values())


def _span(dice: random.Random, document: Document) -> Span:
    start = dice.randrange(len(document.text))
    return Span(start, dice.randint(start + 1, min(len(document.text), start + 80)))


def _words_of(dice: random.Random, document: Document) -> str:
    span = _span(dice, document)
    words = document.text[span.start : span.end].strip()
    return words or "somebody"
