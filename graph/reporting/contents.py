"""A report in blocks, section by section."""

from graph.reporting.answers import Report
from graph.reporting.blocks import Pages
from graph.reporting.sections.chains import chains
from graph.reporting.sections.circles import circles
from graph.reporting.sections.disagreement import disagreement
from graph.reporting.sections.making import making
from graph.reporting.sections.overview import verdicts, wordings
from graph.reporting.sections.quotes import quotes
from graph.reporting.sections.speakers import positions
from graph.reporting.sections.times import timeline
from graph.reporting.telling import Citations


def contents(report: Report) -> Pages:
    """All sections of a report, in the order in which they are read."""
    cite = Citations.of(report)
    return Pages(
        report.text,
        (
            *verdicts(report),
            *wordings(report),
            *positions(report, cite),
            *chains(report, cite),
            *circles(report, cite),
            *disagreement(report, cite),
            *timeline(report, cite),
            *quotes(report, cite),
            *making(report),
        ),
    )
