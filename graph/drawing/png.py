"""A picture as PNG, painted by matplotlib's Agg renderer from the same shapes as the SVG."""

import math
from functools import lru_cache
from io import BytesIO

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path
from matplotlib.text import Text as Lettering
from matplotlib.transforms import Affine2D, IdentityTransform

from graph.drawing.shapes import Box, Head, Line, Picture, Point, Text
from graph.drawing.style import PAPER, TONES

_SHARPNESS = 2.0
"""Pixels of the image for a pixel of the layout, as on the usual high-density screen."""

_MAX_SIDE = 19_990
_MAX_AREA = 60_000_000
"""Pixels: a quarter of a gigabyte while it is being painted."""

_FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Source Han Sans SC", "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei", "Droid Sans Fallback", "PingFang SC", "Hiragino Sans", "Microsoft YaHei",
    "Yu Gothic", "Malgun Gothic", "SimSun", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil",
    "Noto Sans Thai", "Noto Sans Ethiopic", "Nirmala UI", "Leelawadee UI", "Arial Unicode MS", "Unifont",
)  # fmt: skip
"""Fonts for scripts that DejaVu Sans lacks, used where the machine has them."""

_MISSING = "□"
_NOTE = "□ stands for a character that no font on this machine can draw; the SVG has it."


def write_png(picture: Picture) -> bytes:
    """The picture as PNG, at two pixels for one of the layout, or fewer where it would grow too large."""
    lacks = any(_fit(s) != s.text for g in picture.groups for s in g.shapes if isinstance(s, Text))
    height = picture.height + (14 if lacks else 0)
    scale = min(_SHARPNESS, _MAX_SIDE / max(picture.width, height), math.sqrt(_MAX_AREA / (picture.width * height)))
    size = math.ceil(picture.width * scale), math.ceil(height * scale)
    # At 72 dots an inch a point is a pixel of the layout, so sizes carry over as they are.
    dpi = 72 * scale
    figure = Figure(figsize=(size[0] / dpi, size[1] / dpi), dpi=dpi, facecolor=TONES[PAPER].light)
    canvas = FigureCanvasAgg(figure)
    to_page = Affine2D().scale(scale, -scale).translate(0, size[1])
    for group in picture.groups:
        for shape in group.shapes:
            figure.add_artist(_artist(shape, to_page), clip=False)
    if lacks:
        note = Text(28, height - 16, _NOTE, 10, 0, "faint", centred=False)
        figure.add_artist(_artist(note, to_page), clip=False)
    out = BytesIO()
    # Not print_figure, which would follow the user's matplotlibrc (a tight box, a transparent ground).
    canvas.print_png(out, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return out.getvalue()


@lru_cache(maxsize=1)
def _families() -> tuple[str, ...]:
    here = {font.name for font in fontManager.ttflist}
    return ("DejaVu Sans", *(family for family in _FAMILIES if family in here))


@lru_cache(maxsize=4)
def _coverage(bold: bool, italic: bool) -> frozenset[int]:
    faces = {findfont(_face([family], bold=bold, italic=italic)) for family in _families()}
    return frozenset(code for face in faces for code in get_font(face).get_charmap())


def _face(families: list[str], *, bold: bool, italic: bool) -> FontProperties:
    return FontProperties(family=families, weight="bold" if bold else "normal", style="italic" if italic else "normal")


def _fit(text: Text) -> str:
    covered = _coverage(text.bold, text.italic)
    return "".join(c if ord(c) in covered else _MISSING for c in text.text)


def _artist(shape: Box | Line | Head | Text, to_page: Affine2D) -> Artist:
    match shape:
        case Box():
            return _box(shape, to_page)
        case Line():
            return _patch(_path(shape), to_page, tone=shape.tone, width=shape.width, dashes=shape.dashes)
        case Head():
            corners = [*shape.corners, shape.corners[0]]
            path = Path(corners, [Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY])
            return _patch(path, to_page, tone=shape.tone, width=1.2, fill=PAPER if shape.hollow else shape.tone)
        case Text():
            return _lettering(shape, to_page)


def _path(line: Line) -> Path:
    points, codes = [line.start], [Path.MOVETO]
    for step in line.steps:
        points += step
        codes += [Path.LINETO] if len(step) == 1 else [Path.CURVE4] * 3
    return Path(points, codes)


def _patch(
    path: Path,
    to_page: Affine2D,
    *,
    tone: str,
    width: float,
    dashes: tuple[float, ...] = (),
    fill: str | None = None,
) -> PathPatch:
    return PathPatch(
        path,
        transform=to_page,
        facecolor=TONES[fill].light if fill else "none",
        edgecolor=TONES[tone].light,
        linewidth=width,
        # matplotlib counts dashes in line widths.
        linestyle=(0, tuple(d / width for d in dashes)) if dashes else "solid",
        capstyle="butt",
        joinstyle="round",
    )


def _box(box: Box, to_page: Affine2D) -> PathPatch:
    """A rectangle whose corners are quarter circles, as SVG draws them."""
    shape = FancyBboxPatch((box.x, box.y), box.width, box.height, boxstyle=f"round,pad=0,rounding_size={box.radius}")
    return _patch(shape.get_path(), to_page, tone=box.tone, width=box.line, dashes=box.dashes, fill=box.fill)


def _lettering(text: Text, to_page: Affine2D) -> Lettering:
    x, y = to_page.transform(Point(text.x, text.y))
    return Lettering(
        x,
        y,
        _fit(text),
        fontproperties=_face(list(_families()), bold=text.bold, italic=text.italic),
        fontsize=text.size,
        color=TONES[text.tone].light,
        horizontalalignment="center" if text.centred else "left",
        verticalalignment="baseline",
        transform=IdentityTransform(),
        parse_math=False,  # a dollar sign in a name is a dollar sign
        usetex=False,
    )
