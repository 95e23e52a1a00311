"""What other claims say against it, or more or less than it."""

from collections.abc import Iterator

from graph.reporting.answers import Report
from graph.reporting.blocks import Block, Code, Foreign, Heading, Paragraph, Words
from graph.reporting.telling import table

_RELATIONS = {
    "contradicts": "contradicts it",
    "narrower": "says more than it",
    "broader": "says less than it",
    "supports": "is supported by it",
    "supported_by": "supports it",
}


def disagreement(report: Report) -> Iterator[Block]:
    """The claims that bear on it; who denies it stands under its positions."""
    yield Heading("disagreement", 2, (Words("Other claims that bear on it"),))
    if not report.related:
        yield Paragraph((Words("No other claim in the store was found to contradict it or to say more or less."),))
        return
    ordered = sorted(report.related, key=lambda one: one.relation != "contradicts")
    rows = tuple(
        (
            (Foreign(one.text),),
            (Words(_RELATIONS.get(one.relation, one.relation.replace("_", " "))),),
            (Words(f"{one.score:.2f}"),),
            (Code(one.id),),
        )
        for one in ordered
    )
    yield table("Claims; the score is of one", ("Claim", "How it bears on this one", "Score", "Id"), rows)
