import os
import random
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from hashlib import sha256
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.drawing import draw_html, draw_png, draw_svg, write_dot
from graph.drawing.compose import compose
from graph.drawing.content import limit, read_graph
from graph.drawing.layers import find_backward
from graph.drawing.placing import fit_rising
from graph.drawing.shapes import Box, Line, Picture, Text
from graph.drawing.style import BOX, LOOP, PAPER, TONES
from graph.drawing.text import clean, measure, wrap
from graph.errors import InputError
from graph.model import Stance

NASTY = 'A $x_1$ & <b>"bold"</b>\nnext\\ line\\'


def make_graph(nodes: dict[str, dict[str, object]], edges: Sequence[tuple[object, ...]]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for key, attributes in nodes.items():
        graph.add_node(key, **{"label": key, "kind": "outlet", "named": True} | attributes)
    for reporter, origin, *rest in edges:
        defaults: tuple[object, ...] = ("affirm", 1, False)
        stance, count, inferred = (*rest, *defaults[len(rest) :])
        graph.add_edge(reporter, origin, key=stance, stance=stance, count=count, inferred=inferred)
    return graph


def make_random(nodes: int, edges: int, seed: int) -> nx.MultiDiGraph:
    dice = random.Random(seed)
    names = [
        "Reuters",
        "a senior official who asked not to be named",
        "وكالة الأنباء",
        "新华社新闻通讯社北京总社国际部",
    ]
    keys = [f"s{i}" for i in range(nodes)]
    return make_graph(
        {k: {"label": f"{dice.choice(names)} {k}", "named": dice.random() < 0.7} for k in keys},
        [
            (dice.choice(keys), dice.choice(keys), dice.choice(list(Stance)).value, dice.choice([1, 1, 7]))
            for _ in range(edges)
        ],
    )


CHAIN = make_graph({"a": {}, "b": {}, "c": {"named": False, "kind": "collective"}}, [("a", "b"), ("b", "c")])
LOOP_OF_TWO = make_graph(
    {"a": {}, "b": {}, "c": {}}, [("a", "b"), ("b", "a"), ("c", "a", "reject", 3), ("c", "c", "doubt")]
)


def picture_of(graph: nx.MultiDiGraph) -> Picture:
    return compose(limit(read_graph(graph)), title="A title")


def boxes_of(picture: Picture) -> list[Box]:
    return [s for g in picture.groups if g.role == "source" for s in g.shapes[:1] if isinstance(s, Box)]


def tags_of(picture: Picture) -> list[Box]:
    return [s for g in picture.groups if g.role == "link" for s in g.shapes if isinstance(s, Box)]


def lines_of(picture: Picture) -> list[Line]:
    return [s for g in picture.groups if g.role in {"link", "loops"} for s in g.shapes if isinstance(s, Line)]


def texts_of(picture: Picture) -> list[str]:
    return [s.text for g in picture.groups for s in g.shapes if isinstance(s, Text)]


def walk(line: Line) -> np.ndarray:
    """Points [P, 2] along a line, 21 of each step."""
    starts = [line.start, *(step[-1] for step in line.steps)]
    curves = [(start, *(step if len(step) == 3 else (start, step[0], step[0])))
              for start, step in zip(starts, line.steps, strict=False)]  # fmt: skip
    t = np.linspace(0, 1, 21)[:, None]
    u = 1 - t
    weights = np.hstack([u**3, 3 * u * u * t, 3 * u * t * t, t**3])  # Bernstein's
    return (weights @ np.array(curves)).reshape(-1, 2)


def check_nothing_collides(picture: Picture) -> None:
    boxes, tags = boxes_of(picture), tags_of(picture)
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other, margin=8)
    for one, other in combinations(tags, 2):
        assert not one.overlaps(other)
    for tag in tags:
        assert not any(tag.overlaps(box) for box in boxes)
    for box in [*boxes, *tags]:
        assert box.x >= 0 and box.y >= 0
        assert box.x + box.width <= picture.width and box.y + box.height <= picture.height
    corners = np.array([(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes])
    for line in lines_of(picture):
        x, y = walk(line).T[..., None]
        assert (x >= 0).all() and (x <= picture.width).all() and (y >= 0).all() and (y <= picture.height).all()
        left, top, right, bottom = corners.T
        inside = (left + 0.5 < x) & (x < right - 0.5) & (top + 0.5 < y) & (y < bottom - 0.5)
        assert not inside.any()


@given(st.integers(1, 40), st.integers(0, 90), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_no_box_label_or_line_stands_on_another(nodes: int, edges: int, seed: int) -> None:
    picture = picture_of(make_random(nodes, edges, seed))
    assert len(boxes_of(picture)) == nodes
    check_nothing_collides(picture)


@pytest.mark.parametrize("edges", [120, 260])
def test_nothing_collides_in_a_large_graph(edges: int) -> None:
    check_nothing_collides(picture_of(make_random(150, edges, 5)))


def test_many_reporters_of_one_origin_are_spread_over_columns() -> None:
    keys = [f"r{i:03}" for i in range(200)]
    picture = picture_of(make_graph({"o": {}, **{k: {} for k in keys}}, [(k, "o") for k in keys]))
    check_nothing_collides(picture)
    origin, *reporters = boxes_of(picture)
    assert all(box.x + box.width < origin.x for box in reporters)
    assert len({box.x for box in reporters}) > 3
    assert picture.height < 200 * origin.height / 2


def test_one_reporter_of_many_origins_is_spread_too() -> None:
    keys = [f"r{i:03}" for i in range(120)]
    picture = picture_of(make_graph({"a": {}, **{k: {} for k in keys}}, [("a", k) for k in keys]))
    check_nothing_collides(picture)
    reporter, *origins = boxes_of(picture)
    assert all(box.x > reporter.x + reporter.width for box in origins)
    assert len({box.x for box in origins}) > 3


def test_a_long_chain_is_set_in_rows() -> None:
    keys = [f"r{i:03}" for i in range(300)]
    edges = [*pairwise(keys), ("r299", "r290"), ("r003", "r060", "reject")]
    picture = picture_of(make_graph({k: {} for k in keys}, edges))
    check_nothing_collides(picture)
    assert picture.width < 8_000 and picture.height < 8_000 and picture.scale == 1.0


def test_no_side_is_longer_than_the_limit() -> None:
    keys = [f"r{i:03}" for i in range(390)]
    middle = [edge for k in keys for edge in (("a", k), (k, "z"))]  # cannot be folded: something on both sides
    graph = make_graph({"a": {}, "z": {}, **{k: {} for k in keys}}, middle)
    root = ET.fromstring(draw_svg(graph, title="x"))
    assert float(root.attrib["height"]) <= 20_000
    width, height = struct.unpack(">II", draw_png(graph, title="x")[16:24])
    assert max(width, height) <= 20_000 and width * height <= 61_000_000


def test_reporters_stand_left_of_their_origins() -> None:
    a, b, c = boxes_of(picture_of(CHAIN))
    assert a.x + a.width < b.x and b.x + b.width < c.x


def test_a_tree_is_drawn_without_crossings() -> None:
    leaves = {f"leaf{i:02}": f"mid{i % 3}" for i in range(12)}
    graph = make_graph({}, [*leaves.items(), *((f"mid{i}", "root") for i in range(3))])
    picture = picture_of(graph)
    names = [g.tooltip.split(" ")[0] for g in picture.groups if g.role == "source"]
    top = {name: box.y for name, box in zip(names, boxes_of(picture), strict=True)}
    families = [leaves[leaf] for leaf in sorted(leaves, key=top.__getitem__)]
    assert sum(a != b for a, b in pairwise(families)) == 2
    assert list(dict.fromkeys(families)) == sorted(set(families), key=top.__getitem__)


def test_svg_is_well_formed_and_has_every_label() -> None:
    names = ["Reuters", "وكالة سانا", "新华社", "Агентство ТАСС", "R&D <b> $5_000$", "Süddeutsche Zeitung"]
    graph = make_graph({str(i): {"label": n} for i, n in enumerate(names)}, [("0", "1"), ("2", "3")])
    root = ET.fromstring(draw_svg(graph, title='Who & "what" <said>'))
    written = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert set(names) <= set(written)
    assert 'Who & "what" <said>' in written


def test_a_long_name_is_cut_and_kept_whole_in_the_tooltip() -> None:
    name = "a senior official with knowledge of the talks who was not authorised to speak in public about them"
    picture = picture_of(make_graph({"a": {"label": name}}, []))
    (group,) = [g for g in picture.groups if g.role == "source"]
    lines = [s.text for s in group.shapes if isinstance(s, Text)][:-1]
    assert len(lines) == 3 and lines[-1].endswith("…")
    assert name.startswith(" ".join(lines)[:-1])
    assert (
        name in group.tooltip
        and f"<title>{name}" in draw_svg(make_graph({"a": {"label": name}}, []), title="").decode()
    )


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_name_gives_well_formed_svg(name: str) -> None:
    ET.fromstring(draw_svg(make_graph({"a": {"label": name}}, [("a", "a")]), title=name))


@given(st.text(max_size=80), st.integers(40, 300))
def test_wrapped_lines_fit_and_lose_nothing_before_the_ellipsis(text: str, width: int) -> None:
    lines = wrap(text, width=width, lines=3, size=13)
    assert len(lines) <= 3
    for line in lines:
        assert len(clean(line)) <= 2 or measure(line, size=13) <= width or not line.isprintable()
    whole = "".join("".join(lines).split())
    assert "".join(clean(text).split()).startswith(whole.removesuffix("…"))


def test_directional_overrides_cannot_reorder_what_stands_beside_them() -> None:
    svg = draw_svg(make_graph({"a": {"label": "evil\u202etxt\u2066"}}, []), title="\u202e").decode()
    assert "\u202e" not in svg and "\u2066" not in svg and "evil\ufffdtxt\ufffd" in svg


def test_the_same_graph_gives_the_same_bytes_in_whatever_order_it_was_built() -> None:
    graph = make_random(30, 60, 1)
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(reversed(list(graph.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    for draw in (draw_svg, draw_png, draw_html):
        assert draw(graph, title="t") == draw(graph, title="t") == draw(shuffled, title="t")
    assert write_dot(graph) == write_dot(shuffled)


def digest() -> str:
    graph = make_random(60, 120, 2)
    return sha256(draw_svg(graph, title="t") + draw_png(graph, title="t")).hexdigest()


def test_the_same_graph_gives_the_same_bytes_in_another_process() -> None:
    code = "import sys; sys.path.insert(0, 'tests'); import test_drawing; print(test_drawing.digest())"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {digest()}


def test_png_has_signature_and_size() -> None:
    png, picture = draw_png(CHAIN, title="A title"), picture_of(CHAIN)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    assert abs(width - 2 * picture.width) <= 1 and abs(height - 2 * picture.height) <= 1
    assert b"tEXt" not in png and b"tIME" not in png


def test_png_draws_dollar_signs_and_unknown_scripts_without_complaint(
    recwarn: pytest.WarningsRecorder,
) -> None:
    graph = make_graph(
        {
            "a": {"label": r"$\frac{$ 新华社 $x^$"},
            "b": {"label": "\U0001f600 द हिन्दू مصادر", "named": False},
            "c": {"label": "مصادر", "named": False},
        },
        [("a", "b")],
    )
    assert draw_png(graph, title="$$ \\alpha_").startswith(b"\x89PNG")
    assert not recwarn.list


def test_links_on_circles_are_marked_and_no_others() -> None:
    content = read_graph(LOOP_OF_TWO)
    assert [(k.reporter, k.origin) for k in content.links if k.loop] == [(0, 1), (1, 0), (2, 2)]
    picture = picture_of(LOOP_OF_TWO)
    halos = [line for line in lines_of(picture) if line.tone == LOOP]
    assert len(halos) == 3
    assert any(len(step) == 3 for line in halos for step in line.steps)
    words = texts_of(picture)
    assert words.count("↻") == 2 and "↻ ? doubts" in words and "✗ denies ×3" in words
    assert any("loop" in word for word in words)


def test_a_graph_without_circles_has_no_loop_in_its_legend() -> None:
    picture = picture_of(CHAIN)
    assert not any("loop" in word for word in texts_of(picture))
    assert LOOP not in {line.tone for line in lines_of(picture)}


def test_each_stance_has_its_own_line_and_a_word_unless_plain() -> None:
    graph = make_graph({"a": {}, "b": {}}, [("a", "b", stance.value) for stance in Stance])
    picture = picture_of(graph)
    assert len({line.dashes for line in lines_of(picture)}) == 4
    assert {"✗ denies", "? doubts"} <= set(texts_of(picture))
    assert sum("passes on" in word for word in texts_of(picture)) == 5  # one for each stance, and the hint


def test_unnamed_kind_and_stance_are_told_in_words_and_shape() -> None:
    graph = make_graph(
        {"a": {"named": False, "kind": "news_agency", "stance": "reject"}, "b": {"stance": "neutral"}}, []
    )
    a, b = boxes_of(picture_of(graph))
    assert a.dashes and not b.dashes
    words = texts_of(picture_of(graph))
    assert "unnamed news agency" in words and "✗ denies" in words and "→ relays" in words
    assert b'font-style="italic"' in draw_svg(graph, title="t")


def test_inferred_links_have_a_hollow_head() -> None:
    graph = make_graph({"a": {}, "b": {}}, [("a", "b", "affirm", 1, True)])
    assert "hollow head: inferred" in texts_of(picture_of(graph))
    assert "arrowhead=empty" in write_dot(graph) and "inferred" in draw_html(graph, title="t")


def test_an_empty_graph_says_so() -> None:
    graph = nx.MultiDiGraph()
    assert b"Nothing to draw" in draw_svg(graph, title="Nobody")
    assert draw_png(graph, title="").startswith(b"\x89PNG")
    assert "No source passes on another" in draw_html(graph, title="Nobody")
    assert write_dot(graph).startswith("digraph")


def test_what_is_left_out_is_said_and_the_most_cited_stay() -> None:
    keys = [f"r{i:03}" for i in range(450)]
    graph = make_graph({"zz": {}, **{k: {} for k in keys}}, [(k, "zz") for k in keys[:60]])
    picture = picture_of(graph)
    assert len(boxes_of(picture)) == 400
    assert any("51 sources" in word for word in texts_of(picture))
    content = limit(read_graph(graph))
    assert content.sources[-1].key == "zz" and len(content.links) == 60
    assert draw_html(graph, title="t").count("<tr>") == 60 + 451 + 2


def test_links_beyond_the_limit_are_counted_too() -> None:
    content = limit(read_graph(make_random(20, 50, 3)), links=10)
    assert len(content.links) == 10 and content.links_left_out > 0
    assert any("links" in word for word in texts_of(compose(content, title="t")) if "Left out" in word)


@pytest.mark.parametrize("bad", [{"stance": "maybe"}, {"count": 0}, {"count": "many"}])
def test_unusable_edges_are_refused(bad: dict[str, object]) -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", **{"stance": "affirm", "count": 1} | bad)
    with pytest.raises(InputError):
        draw_svg(graph, title="t")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.cells: list[str] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [
            v or "" for n, v in attrs if n in {"href", "src", "style", "xlink:href"} or n.startswith("on")
        ]
        if tag == "td":
            self.cells.append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.cells[-1] += data


def test_the_page_escapes_everything_and_asks_for_nothing() -> None:
    graph = make_graph({"a": {"label": NASTY}, "b": {"label": "<script>alert(1)</script>"}}, [("a", "b", "reject", 3)])
    page = draw_html(graph, title="</title><script>x</script>")
    reader = _Reader()
    reader.feed(page)
    assert "script" not in reader.tags and "b" not in reader.tags
    assert reader.addresses == []
    assert set(re.findall(r"https?://[^\"\s]+", page)) == {"http://www.w3.org/2000/svg"}
    assert "default-src 'none'" in page and "prefers-color-scheme:dark" in page
    assert reader.cells[:5] == [clean(NASTY), "<script>alert(1)</script>", "denies", "3", ""]


def test_the_table_has_every_link() -> None:
    graph = make_random(30, 60, 4)
    reader = _Reader()
    reader.feed(draw_html(graph, title="t"))
    assert len(reader.cells) == 5 * graph.number_of_edges() + 3 * 30


def test_dot_quotes_so_that_names_come_back_whole() -> None:
    graph = make_graph({'a"\\': {"label": NASTY}, "b": {"label": "x\\", "named": False}}, [('a"\\', "b", "reject", 2)])
    dot = write_dot(graph, title='T "t" \\')
    string = r'"((?:[^"\\]|\\.)*)"'
    bare = re.sub(string, "S", dot)
    assert '"' not in bare and "\\" not in bare and bare.count("[") == bare.count("]") == 6
    assert bare.count("S -> S") == 1
    tooltips = re.findall("tooltip=" + string, dot)
    assert tooltips[0].replace("\\\\", "\\").replace('\\"', '"').replace("&amp;", "&") == clean(NASTY)
    assert 'label="✗ denies ×2"' in dot and 'style="dashed"' in dot and 'style="rounded,dashed"' in dot


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", sorted(set(TONES) - {PAPER, BOX, LOOP}))
def test_text_can_be_read_on_light_and_dark_ground(tone: str) -> None:
    for ground in (PAPER, BOX):
        assert _contrast(TONES[tone].light, TONES[ground].light) >= 4.5
        assert _contrast(TONES[tone].dark, TONES[ground].dark) >= 4.5
    # Lines run over the halo of a loop: 3:1, WCAG 1.4.11.
    assert _contrast(TONES[tone].light, TONES[LOOP].light) >= 3
    assert _contrast(TONES[tone].dark, TONES[LOOP].dark) >= 3


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda e: e[0] != e[1]), max_size=50))
def test_turning_links_round_leaves_no_circle(links: list[tuple[int, int]]) -> None:
    backward = find_backward(13, links)
    turned = nx.DiGraph((b, a) if i in backward else (a, b) for i, (a, b) in enumerate(links))
    assert nx.is_directed_acyclic_graph(turned)
    if nx.is_directed_acyclic_graph(nx.DiGraph(links)):
        assert not backward


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(0.1, 10)), min_size=1, max_size=30))
def test_fit_rises_and_keeps_the_mean(pairs: list[tuple[float, float]]) -> None:
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    fitted = fit_rising(values, weights)
    assert all(a <= b + 1e-9 for a, b in combinations(fitted, 2))
    mean = sum(v * w for v, w in pairs)
    assert sum(f * w for f, w in zip(fitted, weights, strict=True)) == pytest.approx(mean, abs=1e-5)
    if values == sorted(values):
        assert fitted == values
