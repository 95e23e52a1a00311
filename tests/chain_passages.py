"""The passages of ``chains.toml`` with their wordings turned into spans."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from graph.model import Span, Spans
from graph.training.marked import MarkedAttribution
from graph.training.marking import with_hosts

FILE = Path(__file__).with_name("chains.toml")


@dataclass(frozen=True)
class ChainPassage:
    """A text, its attributions, and for each of them the indices of those that it rests on."""

    kind: str
    text: str
    attributions: tuple[MarkedAttribution, ...]
    via: tuple[tuple[int, ...], ...]


def load_chain_passages() -> list[ChainPassage]:
    """Return all passages; raises ValueError for a wording that is not found, or more than once."""
    passages = []
    for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["passages"]:
        found = entry.get("attributions", [])
        bare = [tuple(locate(entry["text"], each[role]) for role in ("source", "cue", "content")) for each in found]
        hosted = with_hosts([(source, cue, content) for source, cue, content in bare])
        via = tuple(tuple(each.get("via", ())) for each in found)
        passages.append(ChainPassage(entry["kind"], entry["text"], hosted, via))
    return passages


def locate(text: str, wordings: list[str]) -> Spans:
    """Return where the wordings stand; "said#2" is the second "said"."""
    spans = []
    for wording in wordings:
        part, _, number = wording.partition("#")
        places = [match.start() for match in re.finditer(re.escape(part), text)]
        if not places or (len(places) > 1 and not number) or int(number or 1) > len(places):
            raise ValueError(f"{wording!r} is found {len(places)} times in {text!r}; say which with #1, #2 ...")
        start = places[int(number or 1) - 1]
        spans.append(Span(start, start + len(part)))
    return tuple(sorted(spans))
