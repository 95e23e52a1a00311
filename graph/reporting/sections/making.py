"""How the report was made, so that it can be made again."""

from collections.abc import Iterator

from graph.reporting.answers import Report
from graph.reporting.blocks import Block, Code, Facts, Foreign, Heading, Line, Paragraph, Words
from graph.reporting.telling import listed


def making(report: Report) -> Iterator[Block]:
    """Program, reader, state of the store, day."""
    made = report.making
    inference = "counted" if made.inference == "with" else "left out"
    pairs: tuple[tuple[str, Line], ...] = (
        ("Program", (Words(made.program),)),
        ("Statements found by", listed((Foreign(name),) for name in made.extractors)),
        ("Links inferred across documents", (Words(inference),)),
        ("Made on", (Words(made.made_on or "no day was given"),)),
        ("Claim", (Code(report.claim),)),
        ("State of the store", (Words("SHA-256 of what was used of it: "), Code(made.state))),
        ("Format", (Words(report.format),)),
    )
    yield Heading("making", 2, (Words("How this was made"),))
    yield Facts(pairs)
    yield Paragraph(
        (
            Words(
                "A program read the documents, and it errs: look at the passages. What is shown is what texts say, "
                "never what is true. The same documents and judgements give the same report, byte for byte."
            ),
        )
    )
