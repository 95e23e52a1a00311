import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from graph.extractor import default_pipeline
from graph.ingest import fetcher_of, ingest, read_all
from graph.library import Library
from graph.reading import Format, Metadata
from graph.settings import Settings

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "scripts" / "sample_articles"

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The corpora folder, which is never part of the project."""
    path = Path(os.environ.get("ALLEGEDLY_CORPORA", ROOT.parent / "shared" / "corpora"))
    if not path.is_dir():
        pytest.skip(f"no corpora in {path}: set ALLEGEDLY_CORPORA to their folder")
    return path


@pytest.fixture(scope="session")
def samples() -> Library:
    """The sample articles, read into a library in memory. Tests must not change it."""
    library = Library.in_memory()
    outcomes = []
    readings = read_all([str(SAMPLES)], format=Format.AUTO, given=Metadata(), fetcher=fetcher_of(Settings()))
    ingest(library, readings, pipeline=default_pipeline(), report=outcomes.append)
    assert [outcome.error for outcome in outcomes] == [None] * 12
    return library
