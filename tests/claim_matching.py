"""Measures how well posts find the claims that they make: CheckThat! 2020, task 2 (Barrón-Cedeño et al. 2020).

The claims are those that fact-checkers have dealt with, each with the headline of its page. Both wordings go into the
indexes as claims, made by a document with that headline, and the posts are asked for as a user would ask. What has a
wording in common letter by letter is one claim here, as it is in a library. Nothing was trained on this data.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.answers import DocumentRef
from graph.ids import digest
from graph.meaning.encoder import load_encoder
from graph.meaning.vectors import VectorIndex
from graph.model import QuotationType, SourceKind, SpeechAct, Stance
from graph.retrieval import retrieve
from graph.search.entries import Entry
from graph.search.index import SearchIndex
from graph.search.shown import Shown

CLAIMS = "verified_claims.docs.tsv"

_DEPTH = 5
_ASKED = 20  # wordings, of which several may be one claim's
_SIGNATURE = re.compile(r"\s+[—-]\s+[^—]{0,80}\(@\w+\)\s+\w+ \d{1,2}, \d{2,4}\s*$")


@dataclass(frozen=True)
class Wordings:
    """A claim and its headline by the ids that their texts have in a library."""

    number: str
    claim: str
    headline: str

    @property
    def own(self) -> str:
        """The id of the claim itself."""
        return digest("claim", self.claim)

    @property
    def texts(self) -> dict[str, str]:
        return {self.own: self.claim, digest("claim", self.headline): self.headline}


def measure(folder: Path, *, part: str = "dev") -> dict[str, float]:
    """The mean average precision among the first five, and the share of posts with a claim of theirs among them.

    Both in per cent. Of claims with the same headline, which finds all of them, the one found by itself comes first.
    """
    known = [Wordings(*row) for row in _table(folder / CLAIMS)]
    index, vectors, encoder = _index(known), VectorIndex.in_memory(), load_encoder()
    texts = {name: text for wordings in known for name, text in wordings.texts.items()}
    vectors.add(list(texts), encoder.encode(list(texts.values())))
    own = {wordings.number: wordings.own for wordings in known}
    shared: dict[str, set[str]] = {}
    for wordings in known:
        for name in wordings.texts:
            shared.setdefault(name, set()).add(wordings.own)
    wanted = _wanted(folder / part / "tweet-vclaim-pairs.qrels")
    precisions = []
    for number, post in _table(folder / part / "tweets.queries.tsv"):
        asked = _SIGNATURE.sub("", post)
        found = [one.claim for one in retrieve(asked, index=index, vectors=vectors, encoder=encoder, limit=_ASKED)]
        places = {name: place for place, name in enumerate(found)}
        claims = [claim for name in found for claim in sorted(shared[name], key=lambda c: (places.get(c, _ASKED), c))]
        precisions.append(average_precision(list(dict.fromkeys(claims))[:_DEPTH], {own[one] for one in wanted[number]}))
    return {
        "MAP@5": 100 * sum(precisions) / len(precisions),
        "found among five": 100 * sum(precision > 0 for precision in precisions) / len(precisions),
    }


def average_precision(found: Sequence[str], right: set[str]) -> float:
    """The mean of the precision at each place where something right was found; what was not found counts as 0."""
    places = [place for place, claim in enumerate(found, start=1) if claim in right]
    return sum(hits / place for hits, place in enumerate(places, start=1)) / min(len(right), _DEPTH)


def _index(known: Iterable[Wordings]) -> SearchIndex:
    index = SearchIndex.in_memory()
    for wordings in known:
        document = digest("document", wordings.number)
        entries = [_entry(name, text, document, wordings.headline) for name, text in wordings.texts.items()]
        index.replace(document, entries)
    index.commit()
    return index


def _entry(claim: str, text: str, document: str, headline: str) -> Entry:
    source = digest("source", document)
    return Entry(
        statement=digest("statement", document, claim),
        claim=claim,
        about=DocumentRef(document, None, headline, None, None),
        source=source,
        claim_text=text,
        source_text="",
        document_text=headline,
        context="",
        kind=SourceKind.UNSPECIFIED,
        stance=Stance.AFFIRM,
        speech_act=SpeechAct.ASSERT,
        is_named=False,
        origin=source,
        origin_kind=SourceKind.UNSPECIFIED,
        origin_is_named=False,
        shown=Shown(QuotationType.INDIRECT, None, None, text, (0, len(text)), ()),
        published=None,
    )


def _table(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        yield from rows


def _wanted(path: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        post, _, claim, _ = line.split()
        found.setdefault(post, set()).add(claim)
    return found
