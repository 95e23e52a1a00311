"""The graph in the DOT language, https://graphviz.org/doc/info/lang.html."""

from graph.drawing.boxes import describe_in_words, make_face
from graph.drawing.content import Content, Link, Source
from graph.drawing.style import INK, LOOP, NAME_SIZE, SMALL_SIZE, STROKES, TONES, describe_link
from graph.drawing.text import clean
from graph.model import Stance


def write_dot_text(content: Content, *, title: str) -> str:
    """All sources and links as a digraph that runs from left to right."""
    lines = [
        "digraph citations {",
        f"  graph [rankdir=LR, charset={quote('UTF-8')}, label={quote_label([clean(title)])}, labelloc=t];",
        f"  node [shape=box, fontname={quote('DejaVu Sans')}, fontsize={NAME_SIZE:g}];",
        f"  edge [fontname={quote('DejaVu Sans')}, fontsize={SMALL_SIZE:g}];",
        *(f"  {quote(source.key)} [{_node(source)}];" for source in content.sources),
        *(
            f"  {quote(content.sources[link.reporter].key)} -> {quote(content.sources[link.origin].key)}"
            f" [{_edge(content, link)}];"
            for link in content.links
        ),
        "}",
    ]
    return "\n".join(lines) + "\n"


def quote(text: str) -> str:
    """A DOT string. The lexer knows one escape, of the quotation mark; a backslash must not eat it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def quote_label(lines: list[str]) -> str:
    """Lines of a label. Graphviz reads HTML entities and backslash escapes in it, so both are made plain."""
    escaped = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'


def _node(source: Source) -> str:
    facts = {
        "label": quote_label([line.text for line in make_face(source, arcs=()).lines]),
        "tooltip": quote_label([source.name]),
        "style": quote("rounded" if source.named else "rounded,dashed"),
    }
    if not source.named:
        facts["fontname"] = quote("DejaVu Sans Oblique")
    if source.stances:
        facts["color"] = quote(TONES[source.stances[0].value if len(source.stances) == 1 else INK].light)
    return _write(facts)


def _edge(content: Content, link: Link) -> str:
    stroke, tone = STROKES[link.stance], TONES[link.stance.value].light
    # DOT has no dash-dot line, so a neutral link, dashed like a denial but thinner, says what it is.
    words = [describe_link(link.stance, count=link.count, loop=link.loop)]
    if link.stance is Stance.NEUTRAL:
        words.insert(0, "neutral")
    names = content.sources[link.reporter].name, content.sources[link.origin].name
    facts = {
        "label": quote_label([" ".join(word for word in words if word)]),
        "tooltip": quote_label([describe_in_words(link, reporter=names[0], origin=names[1])]),
        "style": quote(stroke.dot),
        "penwidth": f"{stroke.width:g}",
        "color": quote(tone),
        "fontcolor": quote(tone),
        "arrowhead": "empty" if link.inferred else "normal",
    }
    if link.loop:
        # A list of colours draws parallel lines: the circle keeps its second, amber one.
        facts["color"] = quote(f"{tone}:{TONES[LOOP].light}")
    return _write(facts)


def _write(facts: dict[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in facts.items())
