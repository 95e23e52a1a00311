"""The PolNeAR corpus, as brat standoff (Newell, Margolin, Ruths, LREC 2018; https://brat.nlplab.org/standoff.html)."""

import re
from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputError
from graph.model import Span, Spans
from graph.training.marked import MarkedAttribution, MarkedPassage

_SPANS = re.compile(r"(T\d+)\t\w+ ([\d ;]+)\t")
_EVENT = re.compile(r"E\d+\t(.*\S)")
_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")
_ROLES = ("source", "cue", "content")


def load_polnear(split: Path) -> Iterator[MarkedPassage]:
    """Yield the articles of a split, a folder with ``text`` and ``attributions``.

    Of several annotators the first in alphabetical order counts. What stands inside a content is not annotated.
    Raises InputError when the folder is not such a split.
    """
    seen: set[str] = set()
    files = sorted((split / "attributions").glob("*.ann"))
    if not files:
        raise InputError(f"No annotations are in {split / 'attributions'}: give a split of PolNeAR, such as train.")
    for file in files:
        name = _ANNOTATOR.sub("", file.stem)
        if name not in seen:
            seen.add(name)
            # Offsets count every character of the file, so line ends must stay as they are.
            with (split / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as stream:
                text = stream.read()
            with file.open(encoding="utf-8", newline="") as stream:
                yield MarkedPassage(text, tuple(read_standoff(stream.read())))


def read_standoff(standoff: str) -> Iterator[MarkedAttribution]:
    """Yield the attributions of an annotation file that have a cue and a content."""
    spans: dict[str, Spans] = {}
    events: list[str] = []
    for line in standoff.splitlines():
        if match := _SPANS.match(line):
            pairs = (pair.split() for pair in match.group(2).split(";"))
            spans[match.group(1)] = tuple(sorted(Span(int(start), int(end)) for start, end in pairs))
        elif match := _EVENT.match(line):
            events.append(match.group(1))
    for event in events:
        roles: dict[str, list[Span]] = {role: [] for role in _ROLES}
        for argument in event.split():
            name, _, reference = argument.partition(":")
            # A second part of a role is numbered: Content2.
            roles.get(name.rstrip("0123456789").lower(), []).extend(spans.get(reference, ()))
        if roles["cue"] and roles["content"]:
            source, cue, content = (tuple(sorted(set(roles[role]))) for role in _ROLES)
            yield MarkedAttribution(source=source, cue=cue, content=content, is_flat=True)
