"""A report as one HTML page that needs no script and nothing from the network."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from graph.drawing import draw_inline
from graph.reporting.blocks import (
    Address,
    Block,
    Bullets,
    Code,
    Described,
    Drawing,
    Facts,
    Foreign,
    Heading,
    Inline,
    Jump,
    Line,
    Marked,
    Pages,
    Paragraph,
    Passage,
    Strong,
    Table,
    Words,
)
from graph.reporting.disarming import disarmed, one_line
from graph.reporting.style import STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Nothing may be fetched or run: texts come from the open web."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_FITS = 1_900.0
"""Pixels: a drawing no wider than this is made to fit a wide window, so that letters of 11 pixels keep 9 at least."""
_TITLE = 200  # code points; a title bar holds fewer


def as_html(pages: Pages) -> str:
    """An HTML document."""
    title = one_line(pages.title)
    sections = [block for block in pages.blocks if isinstance(block, Heading) and block.level == 2]
    links = "\n".join(f'<li><a href="#{one.name}">{_line(one.line)}</a></li>' for one in sections)
    body = "\n".join(map(_block, pages.blocks))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title[:_TITLE])}</title>
<style>
{STYLE}</style>
</head>
<body>
<header>
<p class="kind">What is said, and what stands behind it</p>
<h1 dir="auto">{_foreign(pages.title)}</h1>
<nav aria-label="Sections"><ul>
{links}
</ul></nav>
</header>
<main>
{body}
</main>
</body>
</html>
"""


def is_web_address(url: str) -> bool:
    """Whether an address is one of the web, and has no characters that hide where it leads."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - it raises for what is no number
    except ValueError:
        return False
    is_plain = disarmed(url) == url and not any(character.isspace() for character in url)
    return is_plain and parts.scheme in ("http", "https") and bool(parts.hostname)


def _block(block: Block) -> str:
    match block:
        case Heading(name, level, line):
            return f'<h{level} id="{escape(name)}">{_line(line)}</h{level}>'
        case Paragraph(line):
            return f"<p>{_line(line)}</p>"
        case Bullets(lines):
            return f"<ul>\n{_lines('li', lines)}\n</ul>"
        case Facts(pairs):
            return (
                "<dl>\n"
                + "\n".join(f"<dt>{escape(term)}</dt><dd>{_line(line)}</dd>" for term, line in pairs)
                + "\n</dl>"
            )
        case Table():
            return _table(block)
        case Passage():
            return _passage(block)
        case Drawing(graph, title):
            # It scrolls by itself where it is wider than the window, unless it can be read when it is made to fit.
            drawn = draw_inline(graph, title=title)
            kind = "wide fits" if drawn.width <= _FITS else "wide"
            return (
                f'<figure class="{kind}" role="group" aria-label="{escape(title)}" tabindex="0">\n{drawn.svg}</figure>'
            )


def _lines(tag: str, lines: Iterable[Line]) -> str:
    return "\n".join(f"<{tag}>{_line(line)}</{tag}>" for line in lines)


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "\n".join(f"<tr>{_cells(table.heads, row)}</tr>" for row in table.rows)
    caption = escape(table.caption)
    return (
        f'<div class="wide" role="region" aria-label="{caption}" tabindex="0"><table>\n<caption>{caption}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _cells(heads: Sequence[str], row: Sequence[Line]) -> str:
    """The cells of a row, each with its head, under which it stands in a narrow window."""
    cells = "".join(
        f'<td data-head="{escape(head)}">{_line(cell)}</td>' for head, cell in zip(heads[1:], row[1:], strict=True)
    )
    return f'<th scope="row">{_line(row[0])}</th>{cells}'


def _passage(passage: Passage) -> str:
    known = passage.language if passage.language and _LANGUAGE.fullmatch(passage.language) else None
    language = f' lang="{known}"' if known else ""
    # The block is a bidirectional paragraph of its own, so its parts need no isolation from each other.
    excerpt = "".join(_plain(inline) for inline in passage.excerpt)
    return (
        f'<article id="{escape(passage.name)}">\n<p>{_line(passage.line)}</p>\n'
        f'<blockquote dir="auto"{language}>{excerpt}</blockquote>\n</article>'
    )


def _plain(inline: Inline) -> str:
    match inline:
        case Foreign(text):
            return escape(disarmed(text))
        case Marked(text):
            return f"<mark>{escape(disarmed(text))}</mark>"
        case _:
            return _inline(inline)


def _line(line: Line) -> str:
    return "".join(map(_inline, line))


def _inline(inline: Inline) -> str:
    match inline:
        case Words(text):
            return escape(text)
        case Strong(text):
            return f"<strong>{escape(text)}</strong>"
        case Foreign(text):
            return _foreign(text)
        case Described(text):
            return f"<em>{_foreign(text)}</em>"
        case Marked(text):
            return f"<mark>{_foreign(text)}</mark>"
        case Code(text):
            return f"<code>{escape(disarmed(text))}</code>"
        case Address(url):
            shown = _foreign(url)
            return f'<a href="{escape(url)}" rel="noreferrer nofollow">{shown}</a>' if is_web_address(url) else shown
        case Jump(name, text):
            return f'<a href="#{escape(name)}">{escape(text)}</a>'


def _foreign(text: str) -> str:
    """Held apart from its neighbours where it runs the other way."""
    return f"<bdi>{escape(disarmed(text))}</bdi>"
