"""A document speaks of what "the media" say: of what had been published before it."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from graph.analysis.chronology import Order
from graph.analysis.coverage import Coverage
from graph.analysis.hops import Basis, InferredVia
from graph.analysis.rules.named_outlets import MOST_HOPS
from graph.analysis.rules.unnamed_sources import is_unnamed
from graph.model import MEDIA_KINDS
from graph.records import Record

# Which media are meant is not said; that some of the earlier ones are is likely, since they are about the same claim.
_SCORE = 0.4
_WORD = re.compile(r"[^\W\d_]+")


def media_in_general(coverage: Coverage) -> Iterator[InferredVia]:
    """Hops from what unnamed media say to what media had published about the claim before, the earliest of it."""
    published = [document for document in coverage.told if _is_of_media(coverage, document)]
    for document, records in coverage.told.items():
        for record in records:
            if not record.via and is_media_in_general(record):
                bases = _published_before(coverage, record, published)
                for _, said in zip(range(MOST_HOPS), bases, strict=False):
                    reason = (
                        f"{coverage.name(document)} speaks of media in general; {coverage.name(said.document.id)} was "
                        "published before it about the same claim."
                    )
                    yield InferredVia(record.statement, said.statement, Basis.MEDIA_IN_GENERAL, _SCORE, reason)


def _is_of_media(coverage: Coverage, document: str) -> bool:
    outlet = coverage.evidence.sources.get(coverage.publication(document).outlet)
    return outlet is not None and outlet.kind in MEDIA_KINDS


def _published_before(coverage: Coverage, record: Record, documents: list[str]) -> Iterator[Record]:
    document = record.document.id
    for other in documents:
        if coverage.order(other, document) is Order.EARLIER and coverage.publisher(other) != coverage.publisher(
            document
        ):
            yield from (said for said in coverage.own(other) if coverage.may_rest(record, said))


def is_media_in_general(record: Record) -> bool:
    """Whether the source is unnamed and described as media: "foreign media", "news agencies", "press reports"."""
    if record.source is None or not is_unnamed(record):
        return False
    lists = _lists()
    words = _WORD.findall(record.source.name.casefold())
    phrase = words[: next((at for at, word in enumerate(words) if at and word in lists["after_head"]), len(words))]
    if len(phrase) > 1 and phrase[-1] in lists["products"]:
        phrase.pop()
    if not phrase:
        return False
    if phrase[-1] in lists["agencies"]:
        return not lists["news"].isdisjoint(phrase) and lists["others"].isdisjoint(phrase)
    return phrase[-1] in lists["media"]


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = (files("graph.analysis.rules") / "media_words.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}
