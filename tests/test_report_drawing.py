"""Whether the drawings of reports can be read: measured on the layout of the sample articles."""

from itertools import combinations

import pytest

from graph.analysis.standing import standing
from graph.drawing.compose import compose
from graph.drawing.content import limit, read_graph
from graph.drawing.shapes import Box, Group, Head, Line, Picture, Text
from graph.drawing.style import FAINT, LOOP, LOOP_MARK
from graph.iris import local_name
from graph.library import Library
from graph.model import Stance
from graph.reporting.sections.chains import drawn

WIDE = 1_600
LEAST_LETTERS = 9.0  # pixels, when the drawing is made to fit a window of that width
EDGES = 40  # pixels beside the drawing that the page keeps free


def picture_of(library: Library, claim: str) -> Picture:
    return compose(limit(read_graph(drawn(standing(library, claim).sides))), title="Who has it from whom")


@pytest.fixture(scope="module")
def picture(samples: Library, largest: str) -> Picture:
    return picture_of(samples, largest)


@pytest.fixture(scope="module")
def circular(samples: Library) -> Picture:
    """The drawing of the sample claim that two outlets confirm each other's reports of."""
    (row,) = samples.store.select(
        'SELECT ?claim { ?claim al:claimText ?text FILTER(CONTAINS(?text, "Valk signed the order to reopen")) } LIMIT 1'
    )
    return picture_of(samples, local_name(row["claim"] or ""))


def groups(picture: Picture, role: str) -> list[Group]:
    return [group for group in picture.groups if group.role == role]


def shapes(group: Group, kind: type) -> list:
    return [shape for shape in group.shapes if isinstance(shape, kind)]


def ground(text: Text) -> Box:
    """What the letters of a line cover."""
    left = text.x - text.width / 2 if text.centred else text.x
    return Box(left, text.y - text.size * 0.8, text.width, text.size, fill="", tone="")


def test_it_fits_the_window_in_letters_that_can_be_read(picture: Picture) -> None:
    scale = min(1.0, (WIDE - EDGES) / picture.width)
    smallest = min(text.size for group in picture.groups for text in shapes(group, Text))
    assert scale * smallest >= LEAST_LETTERS


def test_no_label_covers_another_one(picture: Picture, circular: Picture) -> None:
    for one in (picture, circular):
        texts = [text for group in one.groups for text in shapes(group, Text)]
        assert len(texts) > 15
        for text, other in combinations(texts, 2):
            assert not ground(text).overlaps(ground(other)), (text.text, other.text)


def test_no_box_covers_another_one_and_each_holds_its_words(picture: Picture, circular: Picture) -> None:
    for one in (picture, circular):
        boxes = [box for role in ("source", "link") for group in groups(one, role) for box in shapes(group, Box)]
        for box, other in combinations(boxes, 2):
            assert not box.overlaps(other)
        for group in (*groups(one, "source"), *groups(one, "link")):
            for text in shapes(group, Text):
                (box,) = shapes(group, Box)
                assert box.x <= ground(text).x and ground(text).x + text.width <= box.x + box.width
                assert box.y <= ground(text).y and text.y <= box.y + box.height


def test_every_link_has_one_head_that_touches_a_box(picture: Picture, circular: Picture) -> None:
    for one in (picture, circular):
        boxes = [box for group in groups(one, "source") for box in shapes(group, Box)[:1]]
        assert len(groups(one, "link")) > 5
        for group in groups(one, "link"):
            (head,) = shapes(group, Head)
            tip = head.corners[0]
            touched = [
                box for box in boxes if tip.x in (box.x, box.x + box.width) and box.y <= tip.y <= box.y + box.height
            ]
            assert len(touched) == 1


def test_lines_run_to_the_right_but_for_loops(picture: Picture, circular: Picture) -> None:
    for one in (picture, circular):
        for group in groups(one, "link"):
            (line,) = shapes(group, Line)
            if LOOP_MARK not in "".join(text.text for text in shapes(group, Text)):
                assert line.start.x < line.steps[-1][-1].x


def test_inferred_links_and_sources_without_a_name_look_different(picture: Picture) -> None:
    heads = [head for group in groups(picture, "link") for head in shapes(group, Head)]
    assert {head.hollow for head in heads} == {True, False}
    for group in groups(picture, "link"):
        assert shapes(group, Head)[0].hollow == (", inferred" in group.tooltip)
    dashed = {bool(shapes(group, Box)[0].dashes) for group in groups(picture, "source")}
    assert dashed == {True, False}


def test_a_circle_is_marked_by_a_ground_of_its_own_and_a_sign_on_each_link(circular: Picture) -> None:
    marked = [group for group in groups(circular, "link") if "part of a loop" in group.tooltip]
    assert {group.tooltip.split(":")[0] for group in marked} == {
        "Daily Klaxon → The Kethra Herald",
        "The Kethra Herald → Daily Klaxon",
    }
    for group in marked:
        assert any(LOOP_MARK in text.text for text in shapes(group, Text))
    (halos,) = groups(circular, "loops")
    assert len(shapes(halos, Line)) == len(marked)
    assert {line.tone for line in shapes(halos, Line)} == {LOOP}
    (head,) = groups(circular, "head")
    assert any("loop: circular reporting" in text.text for text in shapes(head, Text))


def test_who_took_several_sides_is_shown_with_all_of_them(circular: Picture) -> None:
    (herald,) = (group for group in groups(circular, "source") if group.tooltip.startswith("The Kethra Herald"))
    words = {text.tone: text.text for text in shapes(herald, Text) if text.bold}
    assert words == {Stance.AFFIRM.value: "✓ asserts", Stance.REJECT.value: "✗ denies"}
    assert shapes(herald, Box)[0].tone not in {*Stance, FAINT}
