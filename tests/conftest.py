import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from browsing import chromium
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from quality import CORPORA, ROOT

from graph import extractor
from graph.extracting import Extractor
from graph.extraction.pipeline import Pipeline
from graph.ingest import fetcher_of, ingest, read_all
from graph.iris import local_name
from graph.library import Library
from graph.reading import Format, Metadata
from graph.settings import Settings

SAMPLES = ROOT / "scripts" / "sample_articles"
_TOLD = {"w3c": "W3C", "fuzzed": "fuzzing", "kills": "killed:"}

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--w3c", default=str(CORPORA / "w3c-rdf-tests"), help="folder of the W3C's RDF tests")
    parser.addoption("--kills", type=int, default=5, help="how many processes of a service are killed under load")
    parser.addoption("--kills-store", help="folder of the store that is copied for that; the sample articles if none")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what tests measured: of how many of the W3C's, over how many inputs, and how a service took being killed."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, score in getattr(report, "user_properties", []):
            if name in _TOLD and report.when == "call":
                terminalreporter.write_line(f"{_TOLD[name]} {score}")


@pytest.fixture(scope="session", autouse=True)
def shared_pipelines() -> Iterator[None]:
    """Make each pipeline once in this process: it keeps no state between documents, and networks take long to open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extractor, "default_pipeline", cache(extractor.default_pipeline))
        yield


@pytest.fixture(scope="session")
def pipeline(shared_pipelines: None) -> Pipeline:
    """The default pipeline."""
    return extractor.default_pipeline()


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The corpora folder, which is never part of the project."""
    if not CORPORA.is_dir():
        pytest.skip(f"no corpora in {CORPORA}: set ALLEGEDLY_CORPORA to their folder")
    return CORPORA


@pytest.fixture(scope="session")
def samples() -> Library:
    """The sample articles, read into a library in memory. Tests must not change it."""
    library = Library.in_memory()
    outcomes = []
    readings = read_all([str(SAMPLES)], format=Format.AUTO, given=Metadata(), fetcher=fetcher_of(Settings()))
    with Extractor.of(Settings(), processes=1) as extractor:
        ingest(library, extractor.extract(readings), report=outcomes.append)
    assert [outcome.error for outcome in outcomes] == [None] * 12
    return library


@pytest.fixture(scope="session")
def largest(samples: Library) -> str:
    """The claim (id) of the sample articles about which there are most statements."""
    (row,) = samples.store.select(
        "SELECT ?claim { ?said al:claim ?claim } GROUP BY ?claim ORDER BY DESC(COUNT(?said)) ?claim LIMIT 1"
    )
    return local_name(row["claim"] or "")


@pytest.fixture(scope="session")
def built_pages() -> Path:
    """The folder of the pages, built of their present sources."""
    subprocess.run([sys.executable, "hatch_build.py"], cwd=ROOT, check=True)
    return ROOT / "api" / "web" / "dist"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser
