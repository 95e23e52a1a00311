"""The article that the project began with: what must be found in it.

The text is no part of the project; ALLEGEDLY_CORPORA tells where the corpora are.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.chains import Chains
from graph.extraction.finder import LexicalFinder
from graph.extraction.pipeline import Pipeline
from graph.extraction.quotations import QuotationTyper, QuoteFinder
from graph.extraction.segmentation import Segmenter
from graph.extraction.speech_acts import SpeechActs
from graph.model import Document

CORPORA = Path(os.environ.get("ALLEGEDLY_CORPORA", Path(__file__).parents[1] / ".." / "shared" / "corpora"))
SEED = CORPORA / "seed-article"
FOUND = ("a1", "a2", "a3", "a4", "a6", "a7", "a9", "a11")

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason=f"no corpora at {CORPORA}; set ALLEGEDLY_CORPORA")


@pytest.fixture(scope="module")
def annotations() -> Annotations:
    text = (SEED / "article.txt").read_text(encoding="utf-8")
    pipeline = Pipeline(
        [Segmenter(), QuoteFinder(), LexicalFinder(), QuotationTyper(), SpeechActs(), Chains()],
        extractor="test",
    )
    return pipeline(Document(text))


@pytest.fixture(scope="module")
def gold() -> dict[str, dict[str, Any]]:
    data = json.loads((SEED / "gold.json").read_text(encoding="utf-8"))
    return {item["id"]: item for item in data["attributions"]}


def match(annotations: Annotations, item: dict[str, Any]) -> tuple[int, Attribution]:
    """Return the attribution with the same source and most of the same content."""
    for index, attribution in enumerate(annotations.attributions):
        same_source = [list(span) for span in attribution.source] == item["source"]
        wanted = {at for start, end in item["content"] for at in range(start, end)}
        have = {at for start, end in attribution.content for at in range(start, end)}
        if same_source and len(wanted & have) >= 0.5 * len(wanted | have):
            return index, attribution
    raise AssertionError(f"{item['id']} was not found")


@pytest.mark.parametrize("name", FOUND)
def test_attribution_is_found(annotations: Annotations, gold: dict[str, Any], name: str) -> None:
    _, attribution = match(annotations, gold[name])
    assert attribution.stance == gold[name]["stance"]
    assert attribution.quotation == gold[name]["quotation"]


def test_agency_rests_on_the_local_sources(annotations: Annotations, gold: dict[str, Any]) -> None:
    _, agency = match(annotations, gold["a2"])
    origin, _ = match(annotations, gold["a3"])
    assert [target for target, _ in agency.hops] == [origin]


def test_quotation_that_never_closes_gets_no_source(annotations: Annotations) -> None:
    notes = json.loads((SEED / "gold.json").read_text(encoding="utf-8"))["notes"]
    start, end = notes[0]["span"]
    for attribution in annotations.attributions:
        assert not any(start < span.end and span.start < end for span in attribution.content)
