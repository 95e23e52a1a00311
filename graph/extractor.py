"""The default pipeline, put together, and what a process needs to read documents with it."""

from importlib.metadata import version

from graph.extraction.actuality import Actuality
from graph.extraction.addressees import Addressees
from graph.extraction.chains.component import Chains
from graph.extraction.chains.sourcing import Sourcing
from graph.extraction.claims import Claims
from graph.extraction.pipeline import Pipeline
from graph.extraction.quotations import QuotationTyper, QuoteFinder
from graph.extraction.reader.component import Reader
from graph.extraction.reader.variants import Device, Model
from graph.extraction.said_on import SaidOn
from graph.extraction.segmentation import Segmenter
from graph.extraction.sources import Sources
from graph.extraction.speech_acts import SpeechActs
from graph.extraction.statements import Statements
from graph.known_sources import read_known
from graph.meaning.encoder import load_encoder
from graph.model import Document
from graph.workers import Find, Found


def default_pipeline(model: Model = Model.DEFAULT, *, device: Device = Device.CPU) -> Pipeline:
    """The pipeline that reads news text in English.

    Its name in the graph holds the model and the version, because another of either may read the same text
    differently.
    Raises ConfigError when the model or the device is not there.
    """
    components = (
        Segmenter(),
        QuoteFinder(),
        Reader(model, device=device),
        Sourcing(),
        Actuality(),
        QuotationTyper(),
        SpeechActs(),
        Addressees(),
        Sources(read_known()),
        Chains(),
        SaidOn(),
        Claims(),
        Statements(),
    )
    return Pipeline(components, extractor=f"allegedly-reader-{model}/{version('allegedly')}")


def find_statements(model: Model = Model.DEFAULT, *, device: Device = Device.CPU) -> Find:
    """What finds the statements of documents with the default pipeline.

    Raises ConfigError when the model or the device is not there.
    """
    pipeline = default_pipeline(model, device=device)
    return lambda document: Found(tuple(pipeline(document).statements))


def find_statements_and_meanings(model: Model = Model.DEFAULT, *, device: Device = Device.CPU) -> Find:
    """What finds statements in the same way, and the vectors of their claims.

    Raises ConfigError when a model or the device is not there.
    """
    find, encoder = find_statements(model, device=device), load_encoder()

    def find_both(document: Document) -> Found:
        statements, _ = find(document)
        claims = {statement.claim.id: statement.claim.text for statement in statements}
        return Found(statements, dict(zip(claims, encoder.encode(list(claims.values())), strict=True)))

    return find_both
