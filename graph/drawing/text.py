"""Labels as lines of known width: cleaning, measuring, wrapping.

Widths are those of DejaVu Sans, which comes with matplotlib, so that a picture has the same layout on a
machine without any font.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_FACES = {
    (False, False): str(_FONTS / "DejaVuSans.ttf"),
    (True, False): str(_FONTS / "DejaVuSans-Bold.ttf"),
    (False, True): str(_FONTS / "DejaVuSans-Oblique.ttf"),
    (True, True): str(_FONTS / "DejaVuSans-BoldOblique.ttf"),
}
_MEASURED_AT = 64
"""Pixels: large enough that rounding to whole pixels of the outline is lost at the size of a label."""

_MAX_LABEL = 2_000
"""Code points: what a tooltip can hold; nobody reads more of a name, and one label must not fill a page."""

# XML 1.0, section 2.2, allows no other control characters; the directional overrides could reorder what
# stands beside the label, and so lie about it; tags are not seen at all.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069"
    "\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """The text in one line, fit for XML: white space collapsed, unfit characters shown as U+FFFD."""
    line = " ".join(_UNFIT.sub("\ufffd", text).split())
    return line if len(line) <= _MAX_LABEL else line[: _MAX_LABEL - 1] + "…"


@lru_cache(maxsize=8)
def _coverage(face: str) -> frozenset[int]:
    return frozenset(get_font(face).get_charmap())


def has_glyph(character: str, *, bold: bool = False, italic: bool = False) -> bool:
    """Whether the bundled font can draw the character."""
    return ord(character) in _coverage(_FACES[bold, italic])


def _estimate(character: str) -> float:
    """Width in em of a character that the bundled font lacks and the reader's fonts will have to draw."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.7


@lru_cache(maxsize=20_000)
def measure(text: str, *, size: float, bold: bool = False, italic: bool = False) -> float:
    """Width of one line in pixels at the font size given in pixels."""
    known = "".join(c for c in text if has_glyph(c, bold=bold, italic=italic))
    foreign = sum(_estimate(c) for c in text if not has_glyph(c, bold=bold, italic=italic))
    # FreeType counts in 64ths of a pixel; at 72 dpi a point is a pixel.
    font = get_font(_FACES[bold, italic])
    font.set_size(_MEASURED_AT, 72)
    font.set_text(known, 0.0, flags=LoadFlags.NO_HINTING)
    return float((font.get_width_height()[0] / 64 / _MEASURED_AT + foreign) * size)


def is_exact(text: str, *, bold: bool = False, italic: bool = False) -> bool:
    """Whether the measured width is what a font will give, and not an estimate for an unknown script."""
    return all(has_glyph(c, bold=bold, italic=italic) or unicodedata.east_asian_width(c) in "WF" for c in text)


def is_right_to_left(text: str) -> bool:
    """Whether the first strong character is Hebrew, Arabic or the like (rule P2 of Unicode annex 9)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def wrap(text: str, *, width: float, lines: int, size: float, bold: bool = False, italic: bool = False) -> list[str]:
    """The text in at most so many lines, none wider than ``width`` pixels; an ellipsis ends a text cut short.

    Breaks at spaces, and inside a word only where it fills a line by itself, never before a combining mark.
    """

    def fits(candidate: str) -> bool:
        return measure(candidate, size=size, bold=bold, italic=italic) <= width

    rest, done = clean(text), list[str]()
    while rest and len(done) < lines:
        line, rest = _take_line(rest, fits)
        done.append(line)
    if rest:
        done[-1] = _end_with_ellipsis(done[-1], fits)
    return done


def _fitting(text: str, fits: Callable[[str], bool]) -> int:
    """How many code points of the text fit, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    return low


def _take_line(text: str, fits: Callable[[str], bool]) -> tuple[str, str]:
    end = _fitting(text, fits)
    if end == len(text):
        return text, ""
    space = text.rfind(" ", 0, end + 1)
    hyphen = max(text.rfind(mark, 0, end) for mark in "-‐–/") + 1
    if hyphen < end // 2:
        hyphen = 0  # a word of more than one line is cut where the line is full
    if max(space, hyphen) > 0 and (max(space, hyphen) >= end // 3 or not _is_wide(text[end])):
        end = max(space, hyphen)
    while end > 1 and unicodedata.category(text[end]) in {"Mn", "Mc", "Me", "Cf"}:
        end -= 1
    return text[:end].rstrip(), text[end:].lstrip()


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _end_with_ellipsis(line: str, fits: Callable[[str], bool]) -> str:
    whole = line
    while line and not fits(line + "…"):
        line = line[:-1]
    if line != whole:
        # Half a word at the end reads like another one; half a line of nothing is worse.
        space = line.rfind(" ")
        line = line[:space] if space > len(line) // 2 else line
    return line.rstrip() + "…"
