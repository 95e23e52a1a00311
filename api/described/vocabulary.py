"""The page about a vocabulary, term by term."""

from collections.abc import Sequence
from html import escape

from api.described.forms import Alternate
from api.described.frame import Links, facts, formats, page
from graph.linked.vocabulary import Section, Term, Vocabulary


def vocabulary_page(
    vocabulary: Vocabulary, *, links: Links, alternates: Sequence[Alternate], others: Sequence[tuple[str, str]]
) -> bytes:
    """All terms, each under its name as a fragment; ``others`` are addresses and names of files beside it."""
    beside = "".join(f'<li><a href="{escape(address)}">{escape(name)}</a></li>' for address, name in others)
    sections = "\n".join(_section(section, links) for section in vocabulary.sections)
    version = f'<span class="soft">version {escape(vocabulary.version)}</span>'
    body = f"""<h1>{escape(vocabulary.title)}</h1>
<p>{escape(vocabulary.description)}</p>
<p><code>{escape(vocabulary.namespace)}</code> {version}</p>
{formats(alternates)}
<nav aria-label="Files"><ul>{beside}</ul></nav>
<nav aria-label="Terms">
{"".join(_contents(section) for section in vocabulary.sections)}</nav>
{sections}"""
    return page(title=vocabulary.title, body=body, alternates=alternates, links=links)


def _contents(section: Section) -> str:
    items = " ".join(f'<li><a href="#{escape(term.name)}">{escape(term.label)}</a></li>' for term in section.terms)
    summary = f"{escape(section.title)} ({len(section.terms)})"
    return f"<details><summary>{summary}</summary><ul>{items}</ul></details>\n"


def _section(section: Section, links: Links) -> str:
    terms = "\n".join(_term(term, links) for term in section.terms)
    return f"<section><h2>{escape(section.title)}</h2>\n{terms}</section>"


def _term(term: Term, links: Links) -> str:
    definition = f"<p>{escape(term.definition)}</p>" if term.definition else ""
    found = facts(term.facts, links) if term.facts else ""
    return (
        f'<article id="{escape(term.name)}">\n<h3><a href="#{escape(term.name)}">{escape(term.label)}</a> '
        f"<code>{escape(term.name)}</code></h3>\n{definition}{found}</article>"
    )
