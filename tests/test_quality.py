"""Holds the pipeline against the floors in quality.toml, on corpora that are not part of the project."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT
from pydantic import TypeAdapter

from graph.extracted import ExtractedDocument, extracted
from graph.extractor import default_pipeline
from graph.model import Document

FLOORS = tomllib.loads((ROOT / "tests" / "quality.toml").read_text())


def predict(texts: list[Path], out: Path) -> None:
    pipeline = default_pipeline()
    with out.open("w", encoding="utf-8") as file:
        for path in texts:
            with path.open(encoding="utf-8", newline="") as text:
                statements = pipeline(Document(text.read())).statements
            found = extracted(path.stem, statements, own_voice=False)
            file.write(TypeAdapter(ExtractedDocument).dump_json(found).decode() + "\n")


def score(corpora: Path, script: str, *arguments: object) -> str:
    path = corpora.parent / "eval" / script
    if not path.exists():
        pytest.skip(f"no scorer in {path}")
    run = subprocess.run([sys.executable, path, *map(str, arguments)], capture_output=True, text=True, check=True)
    return run.stdout


def check_corpus(name: str, files: list[Path]) -> dict[str, float]:
    """The floors for exactly these files."""
    found = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()
    floors = dict(FLOORS[name])
    if floors.pop("sha256") != found:
        pytest.skip(f"{name} is not the corpus that the floors were measured on (sha256 {found})")
    return floors


def hold(floors: dict[str, float], measured: dict[str, float]) -> None:
    below = {name: (measured[name], floor) for name, floor in floors.items() if measured[name] < floor}
    assert not below, f"(measured, floor): {below}"


def test_news_articles(corpora, tmp_path):
    texts = sorted((corpora / "polnear" / "dev" / "text").glob("*.txt"))
    floors = check_corpus("polnear-dev", [*texts, *(corpora / "polnear" / "dev" / "attributions").glob("*.ann")])
    predict(texts, tmp_path / "predicted.jsonl")
    table = score(corpora, "score.py", corpora / "polnear" / "dev", tmp_path / "predicted.jsonl")
    measured = {name.strip(): float(f1) for name, f1 in re.findall(r"^(.+?)\s+P .*? F\s+([\d.]+)", table, re.MULTILINE)}
    hold(floors, measured)


def test_a_story(corpora, tmp_path):
    texts = sorted((corpora / "stories").glob("*.txt"))
    floors = check_corpus("stories", [*texts, corpora / "stories" / "gold.json"])
    predict(texts, tmp_path / "predicted.jsonl")
    measured = json.loads(
        score(corpora, "score_story.py", corpora / "stories", "--extract", tmp_path / "predicted.jsonl")
    )
    hold(floors, {name: 100 * value for name, value in measured.items()})
