"""What stands against the claim: who objects to what of it, what contradicts it, and numbers that drift."""

from collections.abc import Iterable, Iterator

from graph.analysis.amounts import Difference
from graph.analysis.denials import Target
from graph.analysis.disagreement import Disagreement, Objection
from graph.analysis.drift import Drift, Numbers
from graph.analysis.sayings import Saying
from graph.answers import Related
from graph.reporting.answers import Report
from graph.reporting.blocks import Block, Code, Foreign, Heading, Line, Paragraph, Table, Words
from graph.reporting.telling import Citations, known_from, listed, table, taken, when, who

_TARGETS = {
    Target.CLAIM: "the claim, whoever makes it",
    Target.ORIGIN: "those with whom it begins, whom it names: ",
    Target.RELAY: "only those who pass it on, whom it names: ",
    Target.SAYING: "only having said it",
}
_RELATIONS = {
    "narrower": "says more than it",
    "broader": "says less than it",
    "supports": "is supported by it",
    "supported_by": "supports it",
}
_DIFFERENCES = {
    Difference.BOUND_LOST: "what bounds it was lost",
    Difference.BOUND_ADDED: "it was given a bound",
    Difference.BOUND_CHANGED: "its bound is another one",
    Difference.RANGE_LOST: "a range became one number",
    Difference.RANGE_ADDED: "one number became a range",
    Difference.ROUNDED: "it was rounded",
    Difference.OTHER_NUMBER: "it is another number",
}
_MOST_SAYINGS = 10  # of one claim or one number that are told


def disagreement(report: Report, cite: Citations) -> Iterator[Block]:
    """Objections, contradictions and numbers, each as a table, and then what else bears on the claim."""
    found = report.disagreement
    yield Heading("disagreement", 2, (Words("Disagreement"),))
    if found.objections:
        rows = [_objection(one, cite) for one in found.objections]
        yield table("Who objects to it", ("Who", "How", "When", "Against", "Told by", "Quotes"), rows)
    else:
        yield Paragraph((Words("Nobody in these texts denies or doubts it."),))
    if found.contrary:
        yield _contrary(found, cite)
    else:
        yield Paragraph((Words("No other claim in the store was found to contradict it."),))
    yield from _numbers(found.numbers, cite)
    others = [one for one in report.related if one.relation in _RELATIONS]
    if others:
        yield _related(others)


def _objection(objection: Objection, cite: Citations) -> tuple[Line, ...]:
    saying = objection.saying
    named = dict.fromkeys(one.source for one in objection.against)
    return (
        who(saying.source),
        (Words(taken(saying.stance, saying.speech_act)),),
        when(saying.said_on),
        (Words(_TARGETS[objection.target]), *(listed(map(who, named)) if objection.target is not Target.CLAIM else ())),
        listed(map(who, dict.fromkeys(one.source for one in objection.passed_on))),
        cite.line([saying.statement]) or (Foreign(saying.quote),),
    )


def _contrary(found: Disagreement, cite: Citations) -> Table:
    rows = [
        ((Foreign(one.text),), (Words(f"{one.score:.2f}"),), _told(one.sayings, cite), (Code(one.claim),))
        for one in found.contrary
    ]
    return table("What contradicts it; the score is of one", ("Claim", "Score", "Who asserts that", "Id"), rows)


def _numbers(numbers: Numbers, cite: Citations) -> Iterator[Block]:
    drifts = (*numbers.along_chains, *numbers.over_time)
    if drifts:
        heads = ("Was", "Said by", "Became", "Said by", "What became of it", "Known", "Quotes")
        yield table("Numbers that drift", heads, [_drift(drift, cite) for drift in drifts])
    for things in numbers.side_by_side:
        rows = [((Foreign(given.amount.words),), _told(given.sayings, cite)) for given in things]
        yield table("Different numbers that are given for one thing", ("Number", "Given by"), rows)


def _drift(drift: Drift, cite: Citations) -> tuple[Line, ...]:
    before, after = drift.before, drift.after
    known: Line = (Words("said by one speaker over time"),)
    if drift.basis is not None and drift.score is not None:
        known = known_from(drift.basis, inferred=drift.score < 1, score=drift.score, reason=None)
    return (
        (Foreign(before.amount.words),),
        _told([before.saying], cite),
        (Foreign(after.amount.words),),
        _told([after.saying], cite),
        (Words(_DIFFERENCES[drift.difference]),),
        known,
        cite.line([before.saying.statement, after.saying.statement]),
    )


def _told(sayings: Iterable[Saying], cite: Citations) -> Line:
    """Who says it and where, the same only once."""
    lines = list(dict.fromkeys(_saying(one, cite) for one in sayings))
    more = len(lines) - _MOST_SAYINGS
    return (*listed(lines[:_MOST_SAYINGS]), *([Words(f" and {more:,} more")] if more > 0 else []))


def _saying(saying: Saying, cite: Citations) -> Line:
    where = cite.where(saying.document)
    is_own = saying.source is not None and saying.source.name == saying.document.outlet
    return where if is_own else (*who(saying.source), Words(" in "), *where)


def _related(others: Iterable[Related]) -> Table:
    rows = [
        ((Foreign(one.text),), (Words(_RELATIONS[one.relation]),), (Words(f"{one.score:.2f}"),), (Code(one.id),))
        for one in others
    ]
    return table("Other claims that bear on it", ("Claim", "How", "Score", "Id"), rows)
