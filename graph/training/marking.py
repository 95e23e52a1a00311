"""Annotated text while it is being written: marks travel with the words until the whole passage stands.

A mark is a private character with a role and a number; quotation marks are neutral until their nesting is
known. ``resolve`` turns the finished string into text and spans. All offsets are code points.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from graph.model import Span, Spans
from graph.training.marked import MarkedAttribution, MarkedPassage


class Role(StrEnum):
    """What a stretch of text is in an attribution."""

    SOURCE = "s"
    CUE = "c"
    CONTENT = "t"


@dataclass(frozen=True)
class Typography:
    """The marks for quotations and quotations within them, and the apostrophe."""

    pairs: tuple[tuple[str, str], tuple[str, str]]
    apostrophe: str


CURLY = Typography((("“", "”"), ("‘", "’")), "’")
STRAIGHT = Typography((('"', '"'), ("'", "'")), "'")
BRITISH = Typography((("‘", "’"), ("“", "”")), "’")
PAIRED = Typography((("''", "''"), ("'", "'")), "'")

OPEN = "\ue010"
CLOSE = "\ue011"
SEAM = "\ue012"
"""Stands between the subject and the predicate of a clause, where "she said" may interrupt it."""
CLOSE_PHRASE = "\ue013"
"""Closes the quotation of a phrase or a title, where punctuation may stay outside."""

_MARK = re.compile(r"([\ue000\ue001])([sct])(\d+)\ue002|[\ue010-\ue013]|'")
_TAIL = re.compile(r"(?:[\ue000\ue001][sct]\d+\ue002|[\ue011\ue012\ue013])*$")
_FIRST = re.compile(r"^((?:[\ue000\ue001][sct]\d+\ue002|[\ue010\ue012\W])*)(\w)")


def mark(text: str, *, role: Role, number: int) -> str:
    """Return the text marked with its role in the attribution with this number."""
    return f"\ue000{role.value}{number}\ue002{text}\ue001{role.value}{number}\ue002"


def quoted(text: str) -> str:
    """Return whole sentences in quotation marks."""
    return f"{OPEN}{text}{CLOSE}"


def quoted_phrase(text: str) -> str:
    """Return a phrase, a title or a word in quotation marks."""
    return f"{OPEN}{text}{CLOSE_PHRASE}"


def without_seam(text: str) -> str:
    """Return a clause that must not be interrupted."""
    return text.replace(SEAM, "")


def ends_quoted(text: str) -> bool:
    """Whether the text ends with a closing quotation mark."""
    found = _TAIL.search(text)
    return bool(found and re.search(f"[{CLOSE}{CLOSE_PHRASE}]", found.group()))


def punctuated(text: str, *, point: str, outside: bool = False) -> str:
    """Return the text ended with a comma or a full stop, which goes inside closing quotation marks.

    A question or exclamation mark stays, a full stop gives way to a comma. ``outside`` keeps it out of
    quoted phrases.
    """
    tail = _TAIL.search(text)
    at = tail.start() if tail else len(text)
    run = text[at:]
    stops = CLOSE if outside else CLOSE + CLOSE_PHRASE
    place = next((i for i, letter in enumerate(run) if letter in stops), None)
    last = text[at - 1]
    if place is None:
        is_ended = last in "?!." if point == "." else last == point
        return text if is_ended else text + point
    before, after = text[: at + place], text[at + place :]
    if last in "?!" or last == point:
        return text
    if last == "." and point == ",":
        return text[: at - 1] + "," + text[at:]
    return before + point + after


def capitalised(text: str) -> str:
    """Return the text with its first letter in upper case, whatever marks precede it."""
    return _FIRST.sub(lambda found: found[1] + found[2].upper(), text, count=1)


def bare_length(text: str) -> int:
    """Return how many characters of a marked text will be printed."""
    return len(_MARK.sub("", text))


def interrupted(text: str) -> tuple[str, str] | None:
    """Return the two halves of a clause at its seam, or None where no cut leaves all marks whole."""
    depth = 0
    for found in _MARK.finditer(text):
        if found.group() == SEAM and depth == 0:
            return text[: found.start()], text[found.end() :]
        if found[1]:
            depth += 1 if found[1] == "\ue000" else -1
        elif found.group() in (OPEN, CLOSE, CLOSE_PHRASE):
            depth += 1 if found.group() == OPEN else -1
    return None


def resolve(text: str, *, typography: Typography) -> MarkedPassage:
    """Return the plain text with its attributions."""
    parts: list[str] = []
    length = position = nesting = 0
    opened: dict[tuple[str, int], int] = {}
    spans: dict[int, dict[str, list[Span]]] = {}
    for found in _MARK.finditer(text):
        piece = text[position : found.start()]
        position = found.end()
        sign = found.group()
        if sign == OPEN:
            piece += typography.pairs[nesting % 2][0]
            nesting += 1
        elif sign in (CLOSE, CLOSE_PHRASE):
            nesting -= 1
            piece += typography.pairs[nesting % 2][1]
        elif sign == "'":
            piece += typography.apostrophe
        parts.append(piece)
        length += len(piece)
        if found[1] == "\ue000":
            opened[found[2], int(found[3])] = length
        elif found[1]:
            start = opened.pop((found[2], int(found[3])))
            spans.setdefault(int(found[3]), {}).setdefault(found[2], []).append(Span(start, length))
    parts.append(text[position:])
    bare = [tuple(tuple(sorted(roles.get(role, ()))) for role in Role) for roles in spans.values()]
    bare.sort(key=lambda triple: triple[1])
    return MarkedPassage("".join(parts), with_hosts([(source, cue, content) for source, cue, content in bare]))


def with_hosts(bare: list[tuple[Spans, Spans, Spans]]) -> tuple[MarkedAttribution, ...]:
    """Return the attributions, each with its host.

    Cue and content of the inner one are in the content of its host; its source too, unless both share it ("denied
    having told her that"). Of several contents that hold it the shortest is the host's, and of equally long ones
    (a relay) that of the attribution that comes last.
    """
    found = []
    for at, (source, cue, content) in enumerate(bare):
        hosts = [
            (_length(other), -index)
            for index, (_, _, other) in enumerate(bare)
            if index != at and is_within((*cue, *content), other) and other != content
        ]
        found.append(MarkedAttribution(source, cue, content, -min(hosts)[1] if hosts else None))
    return tuple(found)


def is_within(inner: Spans, outer: Spans) -> bool:
    """Whether every fragment of one is in a fragment of the other."""
    return all(any(span.start >= other.start and span.end <= other.end for other in outer) for span in inner)


def _length(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)
