"""A picture as SVG text: real text, presentation attributes, no style sheet, script, id or outside address.

Text stays text, so that it can be searched, copied and read aloud. Where the reader's fonts differ from the
bundled one, ``textLength`` holds each line to the width that the layout reckoned with.
"""

from collections.abc import Iterable
from html import escape

from graph.drawing.shapes import Box, Group, Head, Line, Picture, Point, Text
from graph.drawing.style import PAPER, TONES
from graph.drawing.text import is_exact, is_right_to_left

_FONTS = "DejaVu Sans, Verdana, Noto Sans, Segoe UI, Arial, sans-serif"


def write_svg(picture: Picture) -> str:
    """The ``svg`` element, as a document of its own or to be put into a page."""
    width, height = picture.width * picture.scale, picture.height * picture.scale
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="citation-graph" width="{_number(width)}" '
        f'height="{_number(height)}" viewBox="0 0 {_number(picture.width)} {_number(picture.height)}" '
        f'role="img" aria-label="{escape(picture.title)}" font-family="{_FONTS}">'
    )
    title = picture.title or picture.description
    ground = f'<rect class="f-paper" width="100%" height="100%" fill="{TONES[PAPER].light}"/>'
    parts = [
        opening,
        f"<title>{escape(title, quote=False)}</title>",
        f"<desc>{escape(picture.description, quote=False)}</desc>",
        ground,
        *(_group(group) for group in picture.groups),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _group(group: Group) -> str:
    title = f"<title>{escape(group.tooltip, quote=False)}</title>" if group.tooltip else ""
    return f'<g class="{group.role}">{title}{"".join(_shape(shape) for shape in group.shapes)}</g>'


def _shape(shape: Box | Line | Head | Text) -> str:
    match shape:
        case Box():
            return (
                f'<rect class="f-{shape.fill} s-{shape.tone}" x="{_number(shape.x)}" y="{_number(shape.y)}" '
                f'width="{_number(shape.width)}" height="{_number(shape.height)}" '
                f'rx="{_number(shape.radius)}" fill="{TONES[shape.fill].light}"'
                f"{_stroke(shape.tone, shape.line, shape.dashes)}/>"
            )
        case Line():
            commands = f"M{_point(shape.start)}" + "".join(
                ("L" if len(step) == 1 else "C") + " ".join(_point(p) for p in step) for step in shape.steps
            )
            stroke = _stroke(shape.tone, shape.width, shape.dashes)
            return f'<path class="s-{shape.tone}" d="{commands}" fill="none"{stroke}/>'
        case Head():
            fill = PAPER if shape.hollow else shape.tone
            points = " ".join(_point(p) for p in shape.corners)
            return (
                f'<polygon class="f-{fill} s-{shape.tone}" points="{points}" fill="{TONES[fill].light}"'
                f"{_stroke(shape.tone, 1.2, ())}/>"
            )
        case Text():
            return _text(shape)


def _text(text: Text) -> str:
    style = ' font-weight="bold"' * text.bold + ' font-style="italic"' * text.italic
    rtl = is_right_to_left(text.text)
    # "start" means the right end for a line that runs from right to left.
    anchor = ' text-anchor="middle"' if text.centred else ' text-anchor="end"' * rtl
    direction = ' direction="rtl"' * rtl
    length = ""
    if is_exact(text.text, bold=text.bold, italic=text.italic):
        length = f' textLength="{_number(text.width)}" lengthAdjust="spacingAndGlyphs"'
    return (
        f'<text class="f-{text.tone}" x="{_number(text.x)}" y="{_number(text.y)}" '
        f'font-size="{_number(text.size)}" fill="{TONES[text.tone].light}"{style}{anchor}{length}'
        f"{direction}>{escape(text.text, quote=False)}</text>"
    )


def _stroke(tone: str, width: float, dashes: Iterable[float]) -> str:
    pattern = " ".join(_number(d) for d in dashes)
    dashing = f' stroke-dasharray="{pattern}"' if pattern else ""
    return f' stroke="{TONES[tone].light}" stroke-width="{_number(width)}"{dashing}'


def _point(point: Point) -> str:
    return f"{_number(point.x)},{_number(point.y)}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
