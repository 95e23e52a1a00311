"""A store to measure with: made-up news, and the sample articles in the midst of it."""

from pathlib import Path

from scale_store import build

from graph.extracting import Extractor
from graph.ingest import fetcher_of, ingest, read_all
from graph.library import Library
from graph.reading import Format, Metadata
from graph.settings import Settings

_STATEMENTS = 5_000
_SAMPLES = Path(__file__).parent / "sample_articles"


def made_store(folder: Path, *, statements: int = _STATEMENTS) -> Path:
    """A new store in a folder, with about so many made-up statements and the sample articles."""
    build(folder, statements=statements)
    settings = Settings()
    articles = read_all([str(_SAMPLES)], format=Format.AUTO, given=Metadata(), fetcher=fetcher_of(settings))
    with Extractor.of(settings, processes=1) as extractor, Library.for_writing(folder / "store") as library:
        ingest(library, extractor.extract(articles), report=lambda _: None)
        library.store.optimise()
    return folder / "store"
