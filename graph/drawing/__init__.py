"""The citation graph as a picture: who passes on whose words.

The graph is a ``networkx.MultiDiGraph``. Nodes are sources with ``label``, ``kind`` (a SourceKind), ``named`` and, in
a drawing around one claim, ``stance``, or ``stances`` where there are several. Edges run from the reporter to the
origin and carry ``stance`` (of the statement that is passed on), ``count``, ``inferred`` and, where not every circle of
sources is one of reporting, ``loop``. Reporters stand at the left, origins at the right. The same graph always gives
the same bytes, in whatever order it was built.
"""

from dataclasses import dataclass

import networkx as nx

from graph.drawing.compose import compose
from graph.drawing.content import limit, read_graph
from graph.drawing.dot import write_dot_text
from graph.drawing.page import dark_rules, write_page
from graph.drawing.svg import write_svg

__all__ = ["InlinePicture", "dark_rules", "draw_html", "draw_inline", "draw_png", "draw_svg", "write_dot"]


def draw_svg(graph: nx.MultiDiGraph, *, title: str) -> bytes:
    """The graph as an SVG document in UTF-8, at most 20,000 pixels a side.

    Of a graph beyond 400 sources or 700 links the most cited part is drawn, and the picture says how much
    is left out. Raises InputError for a stance or count that is none.
    """
    return write_svg(compose(limit(read_graph(graph)), title=title)).encode()


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture as an element of an HTML page, and its width in pixels."""

    svg: str
    width: float


def draw_inline(graph: nx.MultiDiGraph, *, title: str) -> InlinePicture:
    """The same picture as ``draw_svg``, to stand in a page whose style sheet has ``dark_rules``.

    Raises InputError as ``draw_svg`` does.
    """
    picture = compose(limit(read_graph(graph)), title=title)
    return InlinePicture(write_svg(picture), picture.width * picture.scale)


def draw_png(graph: nx.MultiDiGraph, *, title: str) -> bytes:
    """The same picture as ``draw_svg`` as PNG, two pixels to one of the SVG as long as that stays in bounds.

    The bounds are 20,000 pixels a side and 60 million in all. Raises InputError as ``draw_svg`` does.
    """
    # What draws in pixels takes a third of a second to import, and most pictures are none of pixels.
    from graph.drawing.png import write_png

    return write_png(compose(limit(read_graph(graph)), title=title))


def draw_html(graph: nx.MultiDiGraph, *, title: str) -> str:
    """A page of its own with the SVG and, in tables, all links and sources of the graph, none left out.

    It follows the reader's light or dark setting and needs no script and nothing from the network. Raises
    InputError as ``draw_svg`` does.
    """
    content = read_graph(graph)
    return write_page(content, picture=compose(limit(content), title=title))


def write_dot(graph: nx.MultiDiGraph, *, title: str = "") -> str:
    """The whole graph in the DOT language of Graphviz, with labels, shapes and line styles as in the picture.

    Raises InputError as ``draw_svg`` does.
    """
    return write_dot_text(read_graph(graph), title=title)
