"""Measures the reader on annotated corpora, which are no part of the project, and compares with quality.toml.

All figures are per cent and better when higher; F1 where nothing else is said.
"""

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import story_change
import story_identity
import story_provenance
from chain_passages import FILE, load_chain_passages
from claim_matching import CLAIMS, measure
from pydantic import TypeAdapter
from story import Story

from graph.extracted import ExtractedDocument, extracted
from graph.extracting import Extractor
from graph.extraction.annotations import Annotations, Attribution
from graph.extraction.quotations import QuoteFinder, type_quotation
from graph.extraction.reader.variants import Model
from graph.extraction.segmentation import Segmenter
from graph.extractor import find_statements
from graph.model import Document, QuotationType, Span
from graph.reading import Read

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("ALLEGEDLY_CORPORA", ROOT.parent / "shared" / "corpora"))
FLOORS = tomllib.loads((Path(__file__).parent / "quality.toml").read_text(encoding="utf-8"))

_ROLES = ("source", "cue", "content")

Figures = dict[str, float]
Found = dict[str, list[dict[str, Any]]]
"""What was found in each document, by its name, as ``allegedly extract`` prints it."""


class AbsentError(Exception):
    """A corpus or a scorer is not where it should be."""


@dataclass(frozen=True)
class Corpus:
    """One corpus and the scorers for it; ``files`` are what its floors are measured on."""

    name: str
    folder: Path
    scorers: Path
    patterns: tuple[str, ...]
    measured: "Callable[[Corpus, Model], Figures]" = field(repr=False)

    @cached_property
    def files(self) -> list[Path]:
        """All files, sorted. Raises AbsentError where there are none."""
        found = sorted(path for pattern in self.patterns for path in self.folder.glob(pattern))
        if not found:
            raise AbsentError(f"{self.name} is not in {self.folder}")
        return found

    @property
    def is_known(self) -> bool:
        """Whether it is the corpus that the floors were measured on."""
        return (
            hashlib.sha256(b"".join(path.read_bytes() for path in self.files)).hexdigest()
            == FLOORS[self.name]["sha256"]
        )

    def floors(self, model: Model) -> Figures:
        """What a model must reach on it."""
        found: Figures = FLOORS[self.name].get(model.value, {})
        return found

    def measure(self, model: Model) -> Figures:
        """What a model reaches on it. Raises AbsentError."""
        return self.measured(self, model)

    def score(self, script: str, *arguments: object) -> str:
        """What one of the scorers prints."""
        command = [sys.executable, _existing(self.scorers / script), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    @cached_property
    def rules(self) -> ModuleType:
        """The scorer of attributions as a module, for its way to match what was found with gold."""
        return self.scorer("score")

    def scorer(self, name: str) -> ModuleType:
        """One of the scorers as a module."""
        spec = importlib.util.spec_from_file_location(name, _existing(self.scorers / f"{name}.py"))
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def match(self, text: str, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[int, int]:
        """Which of gold is which of what was found: content half shared, cue and source touched."""
        tokens = self.rules.DocTok(text)
        ids = [[{role: tokens.ids(item[role]) for role in _ROLES} for item in items] for items in (gold, found)]
        return dict(self.rules.match(*ids, self.rules.pair_ok))


def all_corpora(folder: Path, scorers: Path) -> list[Corpus]:
    """The corpora below a folder, whether they are there or not, and the passages of our own."""
    make = partial(Corpus, scorers=scorers)
    return [
        make(
            "polnear-dev",
            folder / "polnear",
            patterns=("dev/*/*", "passages-dev.jsonl"),
            measured=partial(_read_and_scored, read=partial(_read_texts, pattern="text/*.txt"), figures=_polnear),
        ),
        make(
            "stories",
            folder / "stories",
            patterns=("*.txt", "gold.json"),
            measured=partial(_read_and_scored, read=partial(_read_texts, pattern="*.txt"), figures=_stories),
        ),
        make(
            "stories-identity",
            folder / "stories",
            patterns=("*.txt", "documents.json", "gold.json"),
            measured=lambda corpus, model: story_identity.figures(
                Story(corpus.folder), corpus.scorer("score_story"), model=model
            ),
        ),
        make(
            "stories-provenance",
            folder / "stories",
            patterns=("*.txt", "documents.json", "gold.json"),
            measured=lambda corpus, _: story_provenance.figures(Story(corpus.folder)),  # no reader takes part
        ),
        make(
            "stories-change",
            folder / "stories",
            patterns=("*.txt", "documents.json", "gold.json"),
            measured=lambda corpus, _: story_change.figures(Story(corpus.folder)),  # no reader takes part
        ),
        make(
            "seed-article",
            folder / "seed-article",
            patterns=("*.txt", "gold.json"),
            measured=partial(_read_and_scored, read=partial(_read_texts, pattern="*.txt"), figures=_seed_article),
        ),
        make(
            "chain-passages",
            FILE.parent,
            patterns=(FILE.name,),
            measured=partial(_read_and_scored, read=_read_passages, figures=_chain_passages),
        ),
        make(
            "claim-matching",
            folder / "claim-matching" / "clef2020",
            patterns=(CLAIMS, "dev/*"),
            measured=lambda corpus, _: measure(corpus.folder),  # no reader takes part
        ),
    ]


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise AbsentError(f"there is no scorer {path}")
    return path


def read_text(path: Path) -> str:
    """A text with its line ends as they are, which offsets count."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _read_and_scored(
    corpus: Corpus,
    model: Model,
    *,
    read: Callable[[Corpus], Iterable[Read]],
    figures: Callable[[Corpus, Path, Found], Figures],
) -> Figures:
    _existing(corpus.scorers / "score.py")  # now: reading takes longer
    with TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        found = _predict(read(corpus), predicted, model=model)
        return figures(corpus, predicted, found)


def _read_texts(corpus: Corpus, *, pattern: str) -> Iterator[Read]:
    return (Read(path.stem, Document(read_text(path))) for path in corpus.files if path.match(pattern))


def _read_passages(corpus: Corpus) -> Iterator[Read]:
    return (Read(str(number), Document(passage.text)) for number, passage in enumerate(load_chain_passages()))


def _predict(texts: Iterable[Read], out: Path, *, model: Model) -> Found:
    found = {}
    with Extractor(partial(find_statements, model)) as extractor, out.open("w", encoding="utf-8") as file:
        for extraction in extractor.extract(texts):
            if extraction.error:
                raise extraction.error
            document = extracted(extraction.origin, extraction.found.statements, own_voice=False)
            line = TypeAdapter(ExtractedDocument).dump_json(document).decode()
            file.write(line + "\n")
            found[extraction.origin] = json.loads(line)["attributions"]
    return found


def _polnear(corpus: Corpus, predicted: Path, found: Found) -> Figures:
    dev = corpus.folder / "dev"
    table = re.findall(r"^(.+?)\s+P .*? F\s+([\d.]+)", corpus.score("score.py", dev, predicted), re.MULTILINE)
    figures = {name: float(f1) for name, f1 in table}
    passages = json.loads(
        corpus.score("score_passages.py", corpus.folder / "passages-dev.jsonl", dev / "text", predicted)
    )
    of_passages = {f"passages, exact {role}": passages[f"exact {role}"] for role in _ROLES}
    kept = ("RELATION lenient", "RELATION strict", "cue detected", *(f"exact {role}" for role in _ROLES))
    return {name: figures[name] for name in kept} | of_passages | _recall_by_quotation(corpus, found)


def _recall_by_quotation(corpus: Corpus, found: Found) -> Figures:
    """The recall of attributions whose gold content is quoted directly, indirectly, or both."""
    there, hit = Counter[QuotationType](), Counter[QuotationType]()
    for name, (text, attributions) in corpus.rules.load_gold(corpus.folder / "dev").items():
        gold = [attribution for attribution in attributions if attribution["content"]]
        types = _quotation_types(text, gold)
        there.update(types)
        hit.update(types[place] for place in corpus.match(text, gold, found[name]))
    return {
        f"recall, {kind}": _share(hit[kind], there[kind])
        for kind in (QuotationType.DIRECT, QuotationType.MIXED, QuotationType.INDIRECT)
    }


def _quotation_types(text: str, gold: list[dict[str, Any]]) -> list[QuotationType]:
    annotations = Annotations(Document(text))
    for component in (Segmenter(), QuoteFinder()):
        component(annotations)
    spans = [[tuple(Span(*span) for span in attribution[role]) for role in _ROLES] for attribution in gold]
    return [type_quotation(text, Attribution(*parts), quotes=annotations.quotes) for parts in spans]


def _stories(corpus: Corpus, predicted: Path, found: Found) -> Figures:
    scored = json.loads(corpus.score("score_story.py", corpus.folder, "--extract", predicted))
    shares = ("attribution P", "attribution R", "attribution F1", "stance", "speech act", "quotation", "chains right")
    kept_out = scored["not_statements"] - scored["not_statements extracted"]
    return {
        **{name: 100 * scored[name] for name in shares},
        **_chains_by_length(corpus, found),
        "not-statements kept out": _share(kept_out, scored["not_statements"]),
    }


def _chains_by_length(corpus: Corpus, found: Found) -> Figures:
    """The share of chains of two, and of more statements, that are right as score_story.py has it."""
    there, right = Counter[str](), Counter[str]()
    for name, gold in _story_gold(corpus).items():
        text, items = read_text(corpus.folder / name), found[Path(name).stem]
        numbers = {statement["id"]: number for number, statement in enumerate(gold)}
        via = [numbers.get(statement["via"]) for statement in gold]
        for length, is_right in _judge_chains(corpus, text, gold, items, via=via):
            kind = "two" if length == 2 else "three or more"
            there[kind] += 1
            right[kind] += is_right
    return {f"chains of {kind}": _share(right[kind], there[kind]) for kind in sorted(there, reverse=True)}


def _judge_chains(
    corpus: Corpus, text: str, gold: list[dict[str, Any]], items: list[dict[str, Any]], *, via: list[int | None]
) -> Iterator[tuple[int, bool]]:
    """The length of each chain of gold, and whether the same sources were found in it."""
    tokens, pairs = corpus.rules.DocTok(text), corpus.match(text, gold, items)
    for number in range(len(gold)):
        chain = _chain(number, via)
        if len(chain) > 1:
            mine = _chain(pairs.get(number), [item["via"] for item in items])
            wanted = [tokens.ids(gold[link]["source"]) for link in chain]
            sources = [tokens.ids(items[link]["source"]) for link in mine]
            yield len(chain), len(chain) == len(mine) and all(map(_touch, wanted, sources))


def _chain_passages(corpus: Corpus, predicted: Path, found: Found) -> Figures:
    """The attributions and chains of our passages; an attribution that rests on several is judged by the first."""
    hit, there, right = Counter[str](), Counter[str](), Counter[str]()
    for number, passage in enumerate(load_chain_passages()):
        items, via = found[str(number)], [targets[0] if targets else None for targets in passage.via]
        gold = [{role: getattr(attribution, role) for role in _ROLES} for attribution in passage.attributions]
        hit["found"] += len(corpus.match(passage.text, gold, items))
        hit["gold"] += len(gold)
        hit["items"] += len(items)
        for _, is_right in _judge_chains(corpus, passage.text, gold, items, via=via):
            there[passage.kind] += 1
            right[passage.kind] += is_right
    return {
        "attribution F1": _share(2 * hit["found"], hit["gold"] + hit["items"]),
        "chains right": _share(right.total(), there.total()),
        **{f"chains, {kind}": _share(right[kind], there[kind]) for kind in there},
    }


def _chain(number: int | None, via: Sequence[int | None]) -> list[int]:
    """The statements from one to its origin."""
    chain: list[int] = []
    while number is not None and number not in chain:
        chain.append(number)
        number = via[number]
    return chain


def _touch(one: set[int], other: set[int]) -> bool:
    return bool(one & other) or not (one or other)


def _story_gold(corpus: Corpus) -> dict[str, list[dict[str, Any]]]:
    """The statements of each document of a story, with spans as extraction prints them."""
    by_document: dict[str, list[dict[str, Any]]] = {}
    for statement in json.loads(read_text(corpus.folder / "gold.json"))["statements"]:
        spans = {
            "source": [statement["source_span"]] if statement["source_span"] else [],
            "cue": [statement["cue_span"]] if statement["cue_span"] else [],
            "content": statement["content_spans"],
        }
        by_document.setdefault(statement["doc"], []).append({**statement, **spans})
    return by_document


def _seed_article(corpus: Corpus, predicted: Path, found: Found) -> Figures:
    gold, text = json.loads(read_text(corpus.folder / "gold.json")), read_text(corpus.folder / "article.txt")
    attributions, items = gold["attributions"], found["article"]
    pairs = corpus.match(text, attributions, items)
    place = {attribution["id"]: pairs.get(number) for number, attribution in enumerate(attributions)}
    agency, local = place["a2"], place["a3"]
    rests = agency is not None and local is not None and items[agency]["via"] == local
    invented = sum(_is_invented(item, text, gold) for item in items)
    right = {
        part: sum(attributions[a][part] == items[b][part] for a, b in pairs.items()) for part in ("stance", "quotation")
    }
    return {
        "attributions found": _share(len(pairs), len(attributions)),
        **{part: _share(count, len(pairs)) for part, count in right.items()},
        "chain of the agency": 100.0 * rests,
        "sources that are none kept out": _share(len(items) - invented, len(items)),
    }


def _is_invented(item: dict[str, Any], text: str, gold: dict[str, Any]) -> bool:
    """Whether a source is no source of the article, or is given a quotation that the article gives to nobody."""
    if not item["source"]:
        return False
    name = " ".join(text[start:end] for start, end in item["source"]).casefold()
    known = [
        attribution["source_text"].casefold() for attribution in gold["attributions"] if attribution["source_text"]
    ]
    first, last = gold["notes"][0]["span"]
    return not any(name in other or other in name for other in known) or any(
        start < last and first < end for start, end in item["content"]
    )


def _share(part: int, whole: int) -> float:
    return 100 * part / max(1, whole)
