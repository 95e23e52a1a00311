"""How things look: colours, words, line styles and sizes, shared by the picture, the page and the DOT text.

Nothing is told by colour alone: each stance has its own line and its own word. The hues are those of Okabe
and Ito (2008, "Color universal design"), darkened on paper and lightened on dark ground until text in them
reaches the 4.5:1 of WCAG 2.2, success criterion 1.4.3.
"""

from dataclasses import dataclass

from graph.model import SourceKind, Stance


@dataclass(frozen=True, slots=True)
class Tone:
    """One role's colour on light and on dark ground, as ``#rrggbb``."""

    light: str
    dark: str


PAPER, INK, FAINT, BOX, LOOP = "paper", "ink", "faint", "box", "loop"

TONES = {
    PAPER: Tone("#ffffff", "#14181d"),
    INK: Tone("#1a1d21", "#eceff3"),
    FAINT: Tone("#565c66", "#a9b1bd"),
    BOX: Tone("#f6f7f9", "#20262e"),
    LOOP: Tone("#f5b93d", "#7a5200"),
    Stance.AFFIRM.value: Tone("#0b5394", "#7db8ee"),
    Stance.REJECT.value: Tone("#a63603", "#ff9a66"),
    Stance.DOUBT.value: Tone("#7a2f80", "#dd9fe0"),
    Stance.NEUTRAL.value: Tone("#565c66", "#a9b1bd"),
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: width in pixels, dashes as on/off lengths in pixels (none is solid), its name in DOT."""

    width: float
    dashes: tuple[float, ...]
    dot: str


STROKES = {
    Stance.AFFIRM: Stroke(1.6, (), "solid"),
    Stance.REJECT: Stroke(2.0, (8, 4), "dashed"),
    Stance.DOUBT: Stroke(2.2, (2, 4), "dotted"),
    Stance.NEUTRAL: Stroke(1.0, (9, 3, 2, 3), "dashed"),
}
LOOP_HALO = 8.0

EDGE_WORDS = {Stance.AFFIRM: "", Stance.REJECT: "✗ denies", Stance.DOUBT: "? doubts", Stance.NEUTRAL: ""}
NODE_WORDS = {
    Stance.AFFIRM: "✓ asserts",
    Stance.REJECT: "✗ denies",
    Stance.DOUBT: "? doubts",
    Stance.NEUTRAL: "→ relays",
}
TABLE_WORDS = {
    Stance.AFFIRM: "asserts",
    Stance.REJECT: "denies",
    Stance.DOUBT: "doubts",
    Stance.NEUTRAL: "takes no position",
}
LEGEND_WORDS = {
    Stance.AFFIRM: "passes on an assertion",
    Stance.REJECT: "passes on a denial",
    Stance.DOUBT: "passes on a doubt",
    Stance.NEUTRAL: "passes on without position",
}
LOOP_MARK = "↻"

NAME_SIZE, SMALL_SIZE, TITLE_SIZE = 13.0, 11.0, 18.0
NAME_LINE, SMALL_LINE, TITLE_LINE = 17.0, 15.0, 24.0
"""Font sizes and line heights, in pixels."""

NAME_WIDTH = 164.0
"""Where a name is wrapped: about 22 average letters of DejaVu Sans at 13 pixels."""

NAME_LINES = 3
UNNAMED_DASHES = (5.0, 3.0)


def describe_kind(kind: str, *, named: bool) -> str:
    """The small word under a name: the kind, and that the source is unnamed where that leaves it open."""
    words = "" if kind == SourceKind.UNSPECIFIED else kind.replace("_", " ")
    if named or kind == SourceKind.ANONYMOUS:
        return words
    return f"unnamed {words}".strip()


def describe_link(stance: Stance, *, count: int, loop: bool) -> str:
    """What stands at the middle of an edge; empty for a plain assertion that was passed on once."""
    times = f"×{count}" if count > 1 else ""
    return " ".join(part for part in (LOOP_MARK if loop else "", EDGE_WORDS[stance], times) if part)
