"""The picture in a page of its own, with everything that it shows as tables beside it."""

from html import escape

from graph.drawing.content import Content, Link, Source
from graph.drawing.shapes import Picture
from graph.drawing.style import FAINT, INK, PAPER, TABLE_WORDS, TONES, describe_kind
from graph.drawing.svg import write_svg

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Nothing may be fetched or run: names come from the open web."""


def write_page(content: Content, *, picture: Picture) -> str:
    """An HTML document; the tables hold all of ``content``, also what the picture leaves out."""
    title = escape(picture.title or "Citation graph")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{_style()}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<figure role="group" aria-label="Picture" tabindex="0">
{write_svg(picture)}</figure>
{_links(content)}
{_sources(content)}
</main>
</body>
</html>
"""


def _style() -> str:
    light = f"color:{TONES[INK].light};background:{TONES[PAPER].light}"
    dark = f"color:{TONES[INK].dark};background:{TONES[PAPER].dark}"
    return f""":root{{color-scheme:light dark}}
body{{margin:0;font:16px/1.5 system-ui,sans-serif;{light}}}
main{{padding:1rem 1.5rem}}
h1{{font-size:1.3rem;overflow-wrap:anywhere}}
figure{{margin:0;overflow:auto;max-height:85vh;border:1px solid {TONES[FAINT].light}}}
table{{border-collapse:collapse;margin:1.5rem 0}}
caption{{text-align:start;font-weight:bold;padding:.3rem 0}}
th,td{{text-align:start;vertical-align:top;padding:.3rem .8rem;border-bottom:1px solid {TONES[FAINT].light}}}
td{{overflow-wrap:anywhere}}
td.number{{text-align:end;font-variant-numeric:tabular-nums}}
@media (max-width:40rem){{main{{padding:1rem .5rem}} table{{font-size:.85rem}} th,td{{padding:.3rem .25rem}}}}
@media (prefers-color-scheme:dark){{
  body{{{dark}}}
{dark_rules()}
}}
"""


def dark_rules() -> str:
    """The rules of a style sheet that give a picture its colours on dark ground."""
    return "\n".join(f"  .f-{name}{{fill:{tone.dark}}} .s-{name}{{stroke:{tone.dark}}}" for name, tone in TONES.items())


def _links(content: Content) -> str:
    heads = ("Reporter", "Relays", "Stance", "Count", "Notes")
    rows = "\n".join(_link(content, link) for link in content.links)
    caption = "Who passes on whom" if content.links else "No source passes on another"
    return _table(caption, heads, rows)


def _link(content: Content, link: Link) -> str:
    notes = ", ".join(["inferred"] * link.inferred + ["part of a loop"] * link.loop)
    reporter, origin = content.sources[link.reporter], content.sources[link.origin]
    return (
        f"<tr><td>{_name(reporter)}</td><td>{_name(origin)}</td><td>{TABLE_WORDS[link.stance]}</td>"
        f'<td class="number">{link.count}</td><td>{notes}</td></tr>'
    )


def _sources(content: Content) -> str:
    heads = ("Source", "Kind", "Position")
    rows = "\n".join(
        f"<tr><td>{_name(source)}</td><td>{escape(describe_kind(source.kind, named=source.named))}</td>"
        f"<td>{', '.join(TABLE_WORDS[stance] for stance in source.stances)}</td></tr>"
        for source in content.sources
    )
    caption = "Sources" if content.sources else "No sources"
    return _table(caption, heads, rows)


def _table(caption: str, heads: tuple[str, ...], rows: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _name(source: Source) -> str:
    """The name, held apart from its neighbours where it runs the other way."""
    words = f"<bdi>{escape(source.name)}</bdi>"
    return words if source.named else f"<em>{words}</em>"
