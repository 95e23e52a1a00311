"""Articles that are made up to break something: each becomes a document or is refused for a clear reason.

``ALLEGEDLY_FUZZED`` says how many are made up; with more of them this searches longer. Of so many, every fiftieth goes
through the network, a library and its questions, the others through reading and RDF with made-up statements.
"""

import io
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress

import numpy as np
import pyoxigraph as ox
import pytest
from made_documents import Made, made, made_statements

from graph.errors import AllegedlyError, InputError
from graph.extraction.pipeline import Pipeline
from graph.extraction.reader.variants import Model
from graph.extractor import default_pipeline
from graph.inquiry import who
from graph.iris import Iris
from graph.library import Library
from graph.meaning.encoder import load_encoder
from graph.model import Document, Statement
from graph.rdf.names import OA
from graph.rdf.reader import Reader
from graph.rdf.writer import Writer
from graph.reading import Format, Metadata, Read, Rejected
from graph.reading.documents import attempt
from graph.reading.html import read_html
from graph.reading.jsonl import read_jsonl
from graph.reading.text import read_text

_FUZZED = int(os.environ.get("ALLEGEDLY_FUZZED", "500"))
_WHOLE = 50  # every so many go the whole way
_KEPT = 20  # documents in a library, then another one begins
_WRITER = Writer(Iris())
_NOT_CLEAR = ("a parser fails", "Traceback", "Error(", "object at 0x")


def readings_of(given: Made) -> list[Read | Rejected]:
    """As the command line and the service read it."""
    nothing = Metadata()
    if given.format is Format.JSONL:
        try:
            return list(read_jsonl(io.BytesIO(given.raw), origin="made", given=nothing))
        except InputError as error:
            return [Rejected("made", error)]
    if given.format is Format.HTML:
        return [attempt("made", lambda: read_html(given.raw, charset=given.charset), given=nothing)]
    return [attempt("made", lambda: read_text(given.raw, charset=given.charset), given=nothing)]


def check_reading(reading: Read | Rejected) -> None:
    if isinstance(reading, Rejected):
        reason = str(reading.error)
        assert reason.strip()
        assert not [word for word in _NOT_CLEAR if word in reason], reason
        reason.encode()
        return
    document = reading.document
    assert document.text.strip()
    document.text.encode()
    for link in document.links:
        assert 0 <= link.span.start < link.span.end <= len(document.text)


def check_rdf(document: Document, statements: list[Statement]) -> None:
    """It is RDF that anybody can read, says the same when read back, and anchors are the words at their places."""
    quads = _WRITER.quads(document, statements)
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    again = set(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    assert again == quads
    reader = Reader(again, iris=_WRITER.iris)
    assert reader.document() == document
    assert {found.id: found for found in reader.statements()} == {found.id: found for found in statements}
    selectors: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate.value in (f"{OA}start", f"{OA}end", f"{OA}exact"):
            anchor = quad.subject.value.removesuffix("-position").removesuffix("-quote")
            selectors[anchor][quad.predicate.value.removeprefix(OA)] = quad.object.value
    assert bool(selectors) == bool(statements or document.links)
    for found in selectors.values():
        assert document.text[int(found["start"]) : int(found["end"])] == found["exact"]


class Kept:
    """A library in memory that begins anew now and then, so that it does not grow with their number."""

    def __init__(self) -> None:
        self._encoder = load_encoder()
        self._library = Library.in_memory()
        self._number = 0

    def check(self, document: Document, statements: list[Statement]) -> None:
        if self._number == _KEPT:
            self._library.close()
            self._library, self._number = Library.in_memory(), 0
        self._number += 1
        library = self._library
        claims = {statement.claim.id: statement.claim.text for statement in statements}
        vectors = dict(zip(claims, self._encoder.encode(list(claims.values())), strict=True)) if claims else {}
        library.put(document, statements, vectors={id_: np.asarray(vector) for id_, vector in vectors.items()})
        library.commit()
        assert library.read(document.id)[0] == document
        for question in (document.text[:200], *claims.values()):
            with suppress(InputError):
                who(library, question)
        if self._number % 3 == 0:
            library.forget(document.id)
            library.commit()


@pytest.fixture(scope="module")
def fast() -> Pipeline:
    return default_pipeline(Model.FAST)


def documents_of(number: int, counts: Counter[str]) -> Iterator[Document]:
    for reading in readings_of(made(number)):
        check_reading(reading)
        counts["refused" if isinstance(reading, Rejected) else "read"] += 1
        if isinstance(reading, Read):
            yield reading.document


def test_whatever_is_read_becomes_a_graph_or_is_refused(
    fast: Pipeline, record_property: Callable[[str, object], None]
) -> None:
    kept, counts, failed = Kept(), Counter[str](), []
    for number in range(_FUZZED):
        try:
            for document in documents_of(number, counts):
                check_rdf(document, made_statements(number, document))
                if number % _WHOLE == 0:
                    statements = list(fast(document).statements)
                    counts["read by the network"] += 1
                    counts["statements"] += len(statements)
                    check_rdf(document, statements)
                    kept.check(document, statements)
        except AllegedlyError as error:
            failed.append(f"{number}: refused late: {error!r}")
        except Exception as error:  # all of them are told at once
            failed.append(f"{number}: {type(error).__name__}: {str(error)[:300]}")
    record_property("fuzzed", f"{_FUZZED:,} made-up inputs: {dict(counts)}, {len(failed)} failures")
    assert not failed, "\n".join(failed[:50])
    assert min(counts["read"], counts["refused"], counts["statements"]) > 0
