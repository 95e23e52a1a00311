"""The default pipeline, put together."""

from importlib.metadata import version

from graph.extraction.chains import Chains
from graph.extraction.finder import LexicalFinder
from graph.extraction.pipeline import Pipeline
from graph.extraction.quotations import QuotationTyper, QuoteFinder
from graph.extraction.segmentation import Segmenter
from graph.extraction.sources import Sources
from graph.extraction.speech_acts import SpeechActs
from graph.extraction.statements import Statements


def default_pipeline() -> Pipeline:
    """The pipeline that reads news text in English with rules only.

    Its name in the graph holds the version, because another version may read the same text differently.
    """
    components = (
        Segmenter(),
        QuoteFinder(),
        LexicalFinder(),
        QuotationTyper(),
        SpeechActs(),
        Chains(),
        Sources(),
        Statements(),
    )
    return Pipeline(components, extractor=f"allegedly-lexical/{version('allegedly')}")
