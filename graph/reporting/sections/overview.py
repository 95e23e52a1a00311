"""What stands behind the claim in plain words, and in which wordings it is made."""

from collections.abc import Iterator

from graph.model import Stance
from graph.reporting.answers import Report
from graph.reporting.blocks import Block, Bullets, Code, Foreign, Heading, Line, Paragraph, Words
from graph.reporting.telling import sentences, table

SIDES = {
    Stance.AFFIRM.value: "Behind the claim",
    Stance.REJECT.value: "Behind its denial",
    Stance.DOUBT.value: "Behind doubts about it",
}
_SCOPE = (
    "Sources are counted as independent only as far as these texts tell them apart. Nobody knows from a text whether "
    "two sources without a name are one, so they are counted apart and never called independent."
)


def verdicts(report: Report) -> Iterator[Block]:
    """The verdict on each side, sentence by sentence, with what it cannot tell."""
    yield Heading("in-short", 2, (Words("In short"),))
    if not report.standing.sides:
        yield Paragraph((Words("Nobody takes a side on it in these texts."),))
    for side in report.standing.sides:
        yield Heading(f"in-short-{side.stance}", 3, (Words(SIDES[side.stance]),))
        yield Bullets(tuple(sentences(side.verdict)))
    yield Paragraph((Words(_SCOPE),))
    if report.truncated:
        yield Paragraph((Words("There are more statements than this report looks at: it has the earliest."),))


def wordings(report: Report) -> Iterator[Block]:
    """All wordings, and why they are taken for one claim."""
    yield Heading("wordings", 2, (Words("Wordings"),))
    if not report.wordings:
        yield Paragraph((Words("The claim is made in one wording: "), Foreign(report.text), Words(".")))
        return
    rows = tuple(
        (
            (Foreign(one.text),),
            (Words(one.method.replace("_", " ")),),
            (Words(f"{one.score:.2f}"),),
            _why(one.explanation),
            (Code(one.id),),
        )
        for one in report.wordings
    )
    heads = ("Wording", "Taken for the same by", "Score", "Why", "Id")
    yield table("What is taken for one claim; the score is of one", heads, rows)


def _why(explanation: str) -> Line:
    return (Foreign(explanation),) if explanation else (Words("the others are compared with it"),)
