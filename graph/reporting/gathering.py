"""Puts a report together from the analyses of a claim and the documents that they rest on."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from itertools import count

from graph.analysis.claim_graph import Inference
from graph.analysis.disagreement import disagreement_on
from graph.analysis.evidence import MAX_STATEMENTS
from graph.analysis.positions import positions_of
from graph.analysis.standing import standing
from graph.analysis.timeline import timeline_of_claim
from graph.clusters import claim_answer
from graph.library import Library
from graph.model import Statement
from graph.records import Record
from graph.reporting.answers import FORMAT, Exhibit, Making, Quotation, Report
from graph.reporting.excerpts import Excerpts
from graph.reporting.material import Material, material_of

PROGRAM = f"Allegedly {version('allegedly')}"


def report_of(
    library: Library, claim: str, *, inferred: Inference = Inference.WITH, made_on: date | None = None
) -> Report:
    """The report on a claim by the id of any of its wordings.

    Raises NotFoundError if no statement is about it.
    """
    return report_from(material_of(library, claim), library, claim, inferred=inferred, made_on=made_on)


def report_from(
    material: Material, library: Library, claim: str, *, inferred: Inference, made_on: date | None
) -> Report:
    """The report on a claim from material that was read before, of the same state of the library."""
    answer = claim_answer(library, claim)
    exhibits = tuple(_exhibits(material))
    extractors = {quotation.extractor for exhibit in exhibits for quotation in exhibit.quotations}
    return Report(
        format=FORMAT,
        claim=claim,
        text=answer.text,
        making=Making(
            program=PROGRAM,
            extractors=tuple(sorted(extractors - {""})),
            state=material.state,
            inference=inferred.value,
            made_on=None if made_on is None else made_on.isoformat(),
        ),
        wordings=answer.wordings,
        related=answer.related,
        standing=standing(library, claim, inferred=inferred),
        positions=positions_of(library, claim),
        disagreement=disagreement_on(library, claim, inferred=inferred),
        timeline=timeline_of_claim(library, claim, limit=MAX_STATEMENTS),
        exhibits=exhibits,
        truncated=material.evidence.truncated,
    )


def _exhibits(material: Material) -> Iterator[Exhibit]:
    numbers = count(1)
    records: dict[str, list[Record]] = {}
    for record in material.evidence.records.values():
        records.setdefault(record.document.id, []).append(record)
    for name, found in records.items():
        document = material.documents[name]
        excerpts = Excerpts(document.text)
        yield Exhibit(
            document=found[0].document,
            authors=document.authors,
            language=document.language,
            sha256=sha256(document.text.encode()).hexdigest(),
            characters=len(document.text),
            quotations=tuple(
                _quotation(next(numbers), record, material.statements[record.statement], excerpts) for record in found
            ),
        )


def _quotation(number: int, record: Record, statement: Statement, excerpts: Excerpts) -> Quotation:
    return Quotation(
        number=number,
        statement=record.statement,
        claim=record.claim,
        claim_text=record.claim_text,
        source=record.source,
        stance=record.stance,
        speech_act=record.speech_act,
        quotation=record.quotation,
        modality=statement.modality.value,
        said_on=record.said_on,
        said_on_basis=record.said_on_basis,
        rests_on=tuple(via.statement for via in record.via),
        confidence=statement.confidence,
        extractor=statement.extractor,
        quote=record.quote,
        span=record.span,
        excerpt=excerpts.around(statement),
    )
