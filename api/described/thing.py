"""The page about one thing."""

from collections.abc import Sequence
from html import escape

from api.described.forms import Alternate
from api.described.frame import Links, facts, foreign, formats, line, page
from graph.linked.telling import Told


def thing_page(
    told: Told,
    *,
    links: Links,
    alternates: Sequence[Alternate],
    reader: str | None,
    graph: str | None,
    previous: str | None,
    following: str | None,
) -> bytes:
    """What is said of a thing, what leads to it, and where it is said.

    ``reader`` leads to the page that tells about it for readers, ``graph`` to all that a graph holds.
    """
    said = facts(told.said, links) if told.said else "<p>Nothing on this page.</p>"
    sections = [
        f'<p class="kind">{escape(told.kind)}</p>\n<h1 dir="auto">{foreign(told.label)}</h1>',
        f"<p><code>{escape(told.iri)}</code></p>",
        *([f'<p><a href="{escape(reader)}">Read about it with everything around it</a></p>'] if reader else []),
        formats(alternates),
        f"<section><h2>What is said of it</h2>\n{said}</section>",
    ]
    if graph:
        sections.append(f'<p><a href="{escape(graph)}">All that is in this graph</a>, as Turtle.</p>')
    if told.leading:
        leading = facts(told.leading, links, before="← ")
        sections.append(f"<section><h2>What leads to it</h2>\n{leading}</section>")
    if told.places:
        places = "".join(f"<li>{line((place,), links)}</li>" for place in told.places)
        sections.append(f"<section><h2>Where it is said</h2>\n<ul>{places}</ul></section>")
    if previous or following:
        sections.append(_pages(previous, following))
    return page(title=told.label, body="\n".join(sections), alternates=alternates, links=links)


def _pages(previous: str | None, following: str | None) -> str:
    found = [
        f'<a href="{escape(address)}" rel="{relation}">{text}</a>'
        for address, relation, text in ((previous, "prev", "Previous page"), (following, "next", "Next page"))
        if address
    ]
    return f'<nav class="pages" aria-label="Pages">{" ".join(found)}</nav>'
