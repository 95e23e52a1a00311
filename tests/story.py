"""An annotated story, fed into the pipeline as if a perfect reader had read it; and how well groups agree with gold.

What follows the reader (who is meant, which claim it is, the search) is measured apart from the reader in this way.
"""

import json
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.extraction.addressees import Addressees
from graph.extraction.annotations import Annotations, Attribution, Layer
from graph.extraction.claims import Claims
from graph.extraction.pipeline import Pipeline
from graph.extraction.quotations import QuoteFinder
from graph.extraction.said_on import SaidOn
from graph.extraction.segmentation import Segmenter
from graph.extraction.sources import Sources
from graph.extraction.statements import Statements
from graph.known_sources import read_known
from graph.model import Document, QuotationType, Span, Spans, SpeechAct, Stance, Statement, ViaBasis

Gold = dict[str, Any]
UNNAMED = frozenset({"anonymous", "collective", "unspecified"})


@dataclass(frozen=True)
class Story:
    """A folder with texts and ``gold.json``."""

    folder: Path

    @cached_property
    def gold(self) -> Gold:
        """All annotations."""
        found: Gold = json.loads((self.folder / "gold.json").read_text(encoding="utf-8"))
        return found

    def documents(self) -> Iterator[tuple[str, Document]]:
        """The documents by the names of their files, with what is known of them."""
        for known in json.loads((self.folder / "documents.json").read_text(encoding="utf-8")):
            with (self.folder / known["file"]).open(encoding="utf-8", newline="") as file:
                text = file.read()
            yield (
                known["file"],
                Document(
                    text,
                    url=known["url"],
                    title=known["title"],
                    outlet=known["outlet"],
                    authors=(known["author"],),
                    published=datetime.fromisoformat(known["published"]),
                ),
            )

    def read(self) -> Iterator[tuple[Document, list[Statement], dict[str, str]]]:
        """Each document with the statements that gold gives, and their ids by the ids of gold."""
        for name, document in self.documents():
            gold = [statement for statement in self.gold["statements"] if statement["doc"] == name]
            given = _GoldReader(gold)
            components = (
                Segmenter(),
                QuoteFinder(),
                given,
                Addressees(),
                Sources(read_known()),
                SaidOn(),
                Claims(),
                _GoldStances(gold),
                Statements(),
            )
            annotations = Pipeline(components, extractor="gold")(document)
            ids = {mark["id"]: statement.id for mark, statement in zip(gold, annotations.statements, strict=False)}
            yield document, annotations.statements, ids


@dataclass(frozen=True)
class _GoldReader:
    gold: list[Gold]
    name: str = "gold"
    requires: frozenset[Layer] = frozenset({Layer.SENTENCES})
    assigns: frozenset[Layer] = frozenset({Layer.ATTRIBUTIONS, Layer.QUOTATION_TYPES, Layer.SPEECH_ACTS, Layer.CHAINS})

    def __call__(self, annotations: Annotations) -> None:
        places = {mark["id"]: number for number, mark in enumerate(self.gold)}
        for mark in self.gold:
            attribution = Attribution(
                source=_spans(mark["source_span"]),
                cue=_spans(mark["cue_span"]),
                content=_spans(mark["content_spans"]),
                quotation=QuotationType(mark["quotation"]),
                speech_act=SpeechAct(mark["speech_act"]),
                stance=Stance(mark["stance"]),
            )
            if mark["via"]:
                attribution.hops.append((places[mark["via"]], ViaBasis.WITHIN_SENTENCE))
            annotations.attributions.append(attribution)


@dataclass(frozen=True)
class _GoldStances:
    """Gold's stances hold for the positive form of a claim, which is only known now."""

    gold: list[Gold]
    name: str = "gold stances"
    requires: frozenset[Layer] = frozenset({Layer.CLAIMS})
    assigns: frozenset[Layer] = frozenset()

    def __call__(self, annotations: Annotations) -> None:
        for mark, attribution in zip(self.gold, annotations.attributions, strict=True):
            attribution.stance = Stance(mark["stance"])


def _spans(found: list[Any] | None) -> Spans:
    if not found:
        return ()
    spans = [found] if isinstance(found[0], int) else found
    return tuple(Span(*span) for span in spans)


def b_cubed(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> dict[str, float]:
    """Precision, recall and F1 of a grouping, averaged over its items (Bagga and Baldwin 1998).

    Both give the group of each item; an item that was not found is a group of its own.
    """
    groups = {item: found.get(item, ("not found", item)) for item in gold}
    precision = recall = 0.0
    for item in gold:
        mine = [other for other in gold if groups[other] == groups[item]]
        theirs = [other for other in gold if gold[other] == gold[item]]
        shared = sum(gold[other] == gold[item] for other in mine)
        precision += shared / len(mine) / len(gold)
        recall += shared / len(theirs) / len(gold)
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / max(precision + recall, 1e-9)}


def mentions(story: Story) -> dict[Hashable, Hashable]:
    """The source of each statement of gold; an unnamed one belongs to its document."""
    kinds = {source["id"]: source["kind"] for source in story.gold["sources"]}
    return {
        mark["id"]: (mark["source_id"], mark["doc"] if kinds[mark["source_id"]] in UNNAMED else None)
        for mark in story.gold["statements"]
    }


def claims(story: Story) -> dict[Hashable, Hashable]:
    """The claim of each statement of gold."""
    return {mark["id"]: mark["claim_id"] for mark in story.gold["statements"]}
