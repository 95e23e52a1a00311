"""What the pages about things and terms share: the frame, and how names become links.

All of it is made here, with no script; texts are those of strangers and are escaped in this module only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from api.described.forms import MEDIA, NAMES, Alternate
from api.described.style import STYLE
from graph.iris import Iris
from graph.linked.pieces import Fact, Line, Piece, Reference, Text
from graph.linked.vocabulary import KNOWN_SOURCES
from graph.reporting.disarming import disarmed, one_line
from graph.reporting.html import is_web_address
from ontology import terms

_TITLE = 200  # code points; a title bar holds fewer


@dataclass(frozen=True, slots=True)
class Links:
    """Where things and terms are described, seen from a page.

    ``root`` leads from the page to the root of the service, which may be anywhere behind a proxy.
    """

    iris: Iris
    root: str

    def to(self, iri: str) -> str | None:
        """The address at which an IRI is described, None for what is none of the web."""
        if parts := self.iris.split(iri):
            thing, name = parts
            return f"{self.root}id/{thing}/{name}.html"
        for namespace, page in ((terms.NS, "ns"), (KNOWN_SOURCES, "ns/sources")):
            if iri.startswith(namespace):
                return f"{self.root}{page}#{iri.removeprefix(namespace)}"
        return iri if is_web_address(iri) else None


def page(*, title: str, body: str, alternates: Iterable[Alternate], links: Links) -> bytes:
    """An HTML document; the title is text, the body HTML."""
    heads = "\n".join(
        f'<link rel="alternate" type="{MEDIA[one.form]}" title="{NAMES[one.form]}" href="{escape(one.address)}">'
        for one in alternates
    )
    home = links.root or "./"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(one_line(title)[:_TITLE])} – Allegedly</title>
{heads}
<style>{STYLE}</style>
</head>
<body>
<header>
<p class="wordmark"><a href="{home}">Allegedly</a></p>
<p><a href="{links.root}ns">Vocabulary</a></p>
<p><a href="{links.root}docs">API</a></p>
</header>
<main>
{body}
</main>
</body>
</html>
""".encode()


def formats(alternates: Iterable[Alternate]) -> str:
    """Links to all forms."""
    items = " ".join(
        f'<li><a href="{escape(one.address)}" type="{MEDIA[one.form]}">{NAMES[one.form]}</a></li>' for one in alternates
    )
    return f'<nav aria-label="Formats"><p class="soft">For programs:</p><ul>{items}</ul></nav>'


def facts(found: Iterable[Fact], links: Links, *, before: str = "") -> str:
    """Properties with their values, and what stands before each property."""
    return "<dl>\n" + "\n".join(_fact(one, links, before) for one in found) + "\n</dl>"


def _fact(fact: Fact, links: Links, before: str) -> str:
    values = "".join(f"<dd>{line(one, links)}</dd>" for one in fact.lines)
    return f"<div><dt>{escape(before)}{_piece(fact.property, links)}</dt>{values}</div>"


def line(pieces: Line, links: Links) -> str:
    """A line with its links."""
    return "".join(_piece(one, links) for one in pieces)


def foreign(text: str) -> str:
    """Others' words, held apart from what stands around them where they run the other way."""
    return f"<bdi>{escape(disarmed(text))}</bdi>"


def _piece(piece: Piece, links: Links) -> str:
    match piece:
        case Reference(iri, text):
            address = links.to(iri)
            if address is None:
                return foreign(text)
            away = ' rel="noreferrer nofollow"' if address == iri else ""
            return f'<a href="{escape(address)}"{away} title="{escape(iri)}">{foreign(text)}</a>'
        case Text(text, length):
            if is_web_address(text):
                return f'<a href="{escape(text)}" rel="noreferrer nofollow">{foreign(text)}</a>'
            rest = f' <span class="soft">({length:,} characters in all)</span>' if length > len(text) else ""
            return f'<span class="words">{foreign(text)}</span>{rest}'
        case _:
            return escape(piece)
