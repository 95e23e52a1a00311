"""How well walk-backs, reversals and changed numbers of an annotated story are found, with gold's statements fed in."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from story import UNNAMED, Story
from story_identity import Readings, library_of

from graph.analysis.drift import numbers_of
from graph.analysis.positions import positions_of
from graph.model import Document, Statement

Change = tuple[str, str, str]
"""Who changed (a source or its body, by ids of gold), and from which claim and stance to which."""
_SIDES = ("affirm", "reject")


def lines(story: Story) -> dict[str, str]:
    """The body of each source, or the source itself; none of those without a name."""
    return {
        source["id"]: source["parent"] or source["id"]
        for source in story.gold["sources"]
        if source["kind"] not in UNNAMED
    }


def gold_turns(story: Story) -> set[Change]:
    """Who takes a side on a claim of gold in one document and leaves it in a later one."""
    said = _in_order(story)
    return {
        (line, f"{one['claim_id']} {one['stance']}", f"{other['claim_id']} {other['stance']}")
        for line, marks in said.items()
        for one, other in combinations(marks, 2)
        if one["claim_id"] == other["claim_id"] and one["doc"] != other["doc"]
        if one["stance"] in _SIDES and other["stance"] != one["stance"]
    }


def gold_numbers(story: Story) -> set[Change]:
    """Who affirms two claims of gold, one behind the other, that differ in a number."""
    differing = {
        frozenset((relation["from"], relation["to"]))
        for relation in story.gold["claim_relations"]
        if relation["type"] == "different_number"
    }
    return {
        (line, one["claim_id"], other["claim_id"])
        for line, marks in _in_order(story).items()
        for one, other in combinations(marks, 2)
        if frozenset((one["claim_id"], other["claim_id"])) in differing
        if one["stance"] == other["stance"] == "affirm"
    }


def _in_order(story: Story) -> dict[str, list[dict[str, str]]]:
    """The statements of each line in the order of documents and of the text."""
    bodies, found = lines(story), dict[str, list[dict[str, str]]]()
    for mark in sorted(story.gold["statements"], key=lambda mark: mark["doc"]):
        if mark["source_id"] in bodies:
            found.setdefault(bodies[mark["source_id"]], []).append(mark)
    return found


def found_changes(story: Story, readings: Readings) -> tuple[set[Change], set[Change]]:
    """The turns and the changed numbers that are told of any claim of the story; what gold has not is named by ids."""
    library, bodies = library_of(readings), lines(story)
    marks = {mark["id"]: mark for mark in story.gold["statements"]}
    gold = {name: marks[mark] for _, _, ids in readings for mark, name in ids.items()}

    def named(*statements: str, with_stance: bool) -> Change:
        one, other = (gold.get(statement) for statement in statements)
        if one is None or other is None:
            return ("not in gold", *statements)
        ends = (f"{mark['claim_id']} {mark['stance']}" if with_stance else mark["claim_id"] for mark in (one, other))
        return (bodies.get(other["source_id"], other["source_id"]), *ends)

    turns, numbers = set[Change](), set[Change]()
    for claim in _claims(readings):
        for speaker in positions_of(library, claim).speakers:
            turns |= {named(turn.before.statement, turn.after.statement, with_stance=True) for turn in speaker.turns}
        for drift in numbers_of(library, claim).over_time:
            numbers.add(named(drift.before.saying.statement, drift.after.saying.statement, with_stance=False))
    return turns, numbers


def _claims(readings: Sequence[tuple[Document, list[Statement], dict[str, str]]]) -> Iterator[str]:
    return iter(sorted({statement.claim.id for _, statements, _ in readings for statement in statements}))


def figures(story: Story) -> dict[str, float]:
    """All figures in per cent: of what gold has, how much is told, and of what is told, how much gold has."""
    readings = list(story.read())
    turns, numbers = found_changes(story, readings)
    return {
        **_shares("turns", turns, gold_turns(story)),
        **_shares("changed numbers", numbers, gold_numbers(story)),
    }


def _shares(what: str, found: set[Change], gold: set[Change]) -> dict[str, float]:
    common = len(found & gold)
    return {
        f"{what} found": 100 * common / max(1, len(gold)),
        f"{what} true": 100 * common / len(found) if found else 100.0,
    }
