"""Reports and evidence bundles as files."""

from datetime import date
from enum import StrEnum

from graph.analysis.claim_graph import Inference
from graph.library import Library
from graph.reporting.bundle import bundle_of
from graph.reporting.contents import contents
from graph.reporting.data import as_json
from graph.reporting.gathering import report_of
from graph.reporting.html import as_html
from graph.reporting.markdown import as_markdown


class ReportFormat(StrEnum):
    """What is made of a claim, by the suffix of its file."""

    HTML = "html"
    MARKDOWN = "md"
    JSON = "json"
    BUNDLE = "zip"
    """The report with all the evidence."""


REPORT_MEDIA_TYPES = {
    ReportFormat.JSON: "application/json",
    ReportFormat.HTML: "text/html; charset=utf-8",
    ReportFormat.MARKDOWN: "text/markdown; charset=utf-8",
    ReportFormat.BUNDLE: "application/zip",
}


def published(
    library: Library,
    claim: str,
    *,
    format: ReportFormat,
    inferred: Inference = Inference.WITH,
    made_on: date | None = None,
) -> bytes:
    """The report on a claim, by the id of any of its wordings, as the content of a file; text is in UTF-8.

    Equal documents, judgements and days give equal bytes. Raises NotFoundError if no statement is about it.
    """
    if format is ReportFormat.BUNDLE:
        return bundle_of(library, claim, inferred=inferred, made_on=made_on)
    report = report_of(library, claim, inferred=inferred, made_on=made_on)
    match format:
        case ReportFormat.HTML:
            return as_html(contents(report)).encode()
        case ReportFormat.MARKDOWN:
            return as_markdown(contents(report)).encode()
        case ReportFormat.JSON:
            return as_json(report).encode()
